//! Node and the Node tools (`package.json`): presence, versions, and how they are called.

use std::process::Command;

use anyhow::{Context, Result, bail};
use serde_json::Value;

use crate::{
    process, tools,
    workspace::{self, Workspace},
};

/// The oldest Node that the tools run on.
const OLDEST_NODE: u32 = 20;
const HOW_TO_GET_NODE: &str = "install Node 20 or newer with npm (https://nodejs.org) and run the command again";

/// Fails with a sentence when Node or npm is missing or too old.
pub fn require(workspace: &Workspace) -> Result<()> {
    let version = process::stdout(tools::command(workspace, "node").arg("--version"))
        .map_err(|_| anyhow::anyhow!("Node was not found: {HOW_TO_GET_NODE}"))?;
    let version = version.trim();
    let major = version.trim_start_matches('v').split('.').next().and_then(|major| major.parse::<u32>().ok());
    if major.is_none_or(|major| major < OLDEST_NODE) {
        bail!("Node {version} is too old: {HOW_TO_GET_NODE}");
    }
    process::stdout(tools::command(workspace, "npm").arg("--version"))
        .map_err(|_| anyhow::anyhow!("npm was not found: {HOW_TO_GET_NODE}"))?;
    Ok(())
}

/// Whether `node_modules` holds exactly what `package-lock.json` asks for, and the tools in it start.
pub fn is_installed(workspace: &Workspace) -> Result<bool> {
    // npm keeps a lock file of what it installed. It is the stamp: no need for one of our own.
    let Ok(installed) = workspace::read(&workspace.path("node_modules/.package-lock.json")) else {
        return Ok(false);
    };
    let wanted = workspace::read(&workspace.path("package-lock.json"))?;
    Ok(lock_matches(&wanted, &installed)? && tools_start(workspace))
}

/// Installs what `package-lock.json` asks for.
pub fn install(workspace: &Workspace) -> Result<()> {
    process::run(npm(workspace).args(["ci", "--no-audit", "--no-fund"]))?;
    if !tools_start(workspace) {
        // npm can be set up not to run install scripts; esbuild needs its own on some platforms.
        process::run(npm(workspace).args(["rebuild", "esbuild", "--ignore-scripts=false"]))?;
    }
    if !tools_start(workspace) {
        bail!(
            "npm installed esbuild, but it does not start: delete node_modules and run `npm ci --foreground-scripts`"
        );
    }
    Ok(())
}

/// A program of `node_modules/.bin`, run in the checkout's root.
pub fn tool(workspace: &Workspace, name: &str) -> Command {
    // Named by its path: a program of the same name elsewhere in PATH must not stand in for a missing one.
    let program = if cfg!(windows) { format!("{name}.cmd") } else { name.to_owned() };
    tools::command(workspace, workspace.path("node_modules/.bin").join(program))
}

/// `node`, run in the checkout's root.
pub fn node(workspace: &Workspace) -> Command {
    tools::command(workspace, "node")
}

/// `npm`, run in the checkout's root, without downloads of browsers that Playwright would bring.
pub fn npm(workspace: &Workspace) -> Command {
    let mut command = tools::command(workspace, if cfg!(windows) { "npm.cmd" } else { "npm" });
    command.env("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1");
    command
}

fn tools_start(workspace: &Workspace) -> bool {
    ["esbuild", "wasm-opt", "tsc", "playwright"]
        .iter()
        .all(|name| process::stdout(tool(workspace, name).arg("--version")).is_ok())
}

/// Whether npm's record of what it installed is what the lock file asks for. Optional packages may be absent: they
/// are for other platforms.
fn lock_matches(wanted: &str, installed: &str) -> Result<bool> {
    let wanted: Value = serde_json::from_str(wanted).context("package-lock.json is not JSON")?;
    let Ok(installed) = serde_json::from_str::<Value>(installed) else {
        return Ok(false);
    };
    let (Some(wanted), Some(installed)) = (wanted["packages"].as_object(), installed["packages"].as_object()) else {
        return Ok(false);
    };
    let all_wanted_are_there =
        wanted.iter().filter(|(path, _)| !path.is_empty()).all(|(path, package)| match installed.get(path) {
            Some(there) => there["version"] == package["version"] && there["integrity"] == package["integrity"],
            None => package["optional"] == true,
        });
    Ok(all_wanted_are_there && installed.keys().all(|path| wanted.contains_key(path)))
}

#[cfg(test)]
mod tests {
    use super::lock_matches;

    const WANTED: &str = r#"{"packages": {"": {"name": "tools"},
        "node_modules/a": {"version": "1.0.0", "integrity": "x"},
        "node_modules/only-elsewhere": {"version": "1.0.0", "integrity": "y", "optional": true}}}"#;

    #[test]
    fn what_npm_recorded_matches_the_lock_file() {
        let installed = r#"{"packages": {"node_modules/a": {"version": "1.0.0", "integrity": "x"}}}"#;
        assert!(lock_matches(WANTED, installed).unwrap());
    }

    #[test]
    fn another_version_a_missing_and_a_surplus_package_do_not_match() {
        for installed in [
            r#"{"packages": {"node_modules/a": {"version": "1.0.1", "integrity": "z"}}}"#,
            r#"{"packages": {}}"#,
            r#"{"packages": {"node_modules/a": {"version": "1.0.0", "integrity": "x"}, "node_modules/b": {}}}"#,
            "not JSON",
        ] {
            assert!(!lock_matches(WANTED, installed).unwrap(), "{installed}");
        }
    }
}
