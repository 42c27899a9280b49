//! The settings that the browser tests' drivers start the browsers with.

use std::path::{Path, PathBuf};

use anyhow::Result;
use serde_json::json;

use crate::{
    tools,
    workspace::{self, Workspace},
};

/// Writes the capabilities file for Chromium and gives its path.
pub fn chromium(workspace: &Workspace, binary: &Path) -> Result<PathBuf> {
    let mut args = vec![
        "--headless=new",
        // A container's /dev/shm is too small for Chromium.
        "--disable-dev-shm-usage",
        "--disable-gpu",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
    ];
    if tools::is_root() {
        args.push("--no-sandbox");
    }
    write(workspace, "chromium", &json!({ "goog:chromeOptions": { "binary": binary, "args": args } }))
}

/// Writes the capabilities file for Firefox and gives its path.
pub fn firefox(workspace: &Workspace, binary: &Path) -> Result<PathBuf> {
    let prefs = json!({
        "app.update.enabled": false,
        "browser.shell.checkDefaultBrowser": false,
        "datareporting.policy.dataSubmissionEnabled": false,
        "network.captive-portal-service.enabled": false,
        "network.connectivity-service.enabled": false,
    });
    write(
        workspace,
        "firefox",
        &json!({ "moz:firefoxOptions": { "binary": binary, "args": ["-headless"], "prefs": prefs } }),
    )
}

fn write(workspace: &Workspace, name: &str, capabilities: &serde_json::Value) -> Result<PathBuf> {
    let path = workspace.output("webdriver").join(format!("{name}.json"));
    workspace::write(&path, format!("{capabilities:#}\n"))?;
    Ok(path)
}
