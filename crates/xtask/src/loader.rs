//! `loader`: bundles the script tag's entry, `www/loader/index.js` with its styles and words, into one script.

use std::path::Path;

use anyhow::{Context, Result};

use crate::{node, process, workspace::Workspace};

/// The file name that pages load, stable for ever.
pub const ENTRY: &str = "rtm-chat.js";
/// The widget's module beside it, as Trunk names it.
pub const MODULE: &str = "rtm-chat-widget.js";

/// The command: writes `target/loader/rtm-chat.js`, which loads the module that Trunk writes.
pub fn run(workspace: &Workspace) -> Result<()> {
    bundle(workspace, MODULE, &workspace.output("loader").join(ENTRY))
}

/// Bundles the entry into `to`. It will load `module`, a file name beside it.
pub fn bundle(workspace: &Workspace, module: &str, to: &Path) -> Result<()> {
    let mut esbuild = node::tool(workspace, "esbuild");
    esbuild
        .args(["www/loader/index.js", "--bundle", "--format=iife", "--minify", "--target=es2022", "--charset=utf8"])
        .args(["--loader:.css=text", "--loader:.json=json", "--log-level=warning"])
        .arg(format!("--define:WIDGET_MODULE=\"./{module}\""))
        .arg(format!("--define:VERSION=\"{}\"", workspace.version()?))
        .arg(format!("--outfile={}", to.display()));
    process::run(&mut esbuild).context("could not bundle www/loader/index.js")
}
