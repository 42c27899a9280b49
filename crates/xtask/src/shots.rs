//! `shots`: pictures of every sample of the gallery, to be looked at.

use anyhow::{Context, Result};

use crate::{
    node, process,
    setup::{self, Need},
    site, tools,
    workspace::Workspace,
};

const NEEDS: [Need; 5] = [Need::WasmTarget, Need::NodeTools, Need::WasmBindgen, Need::Trunk, Need::Chromium];

/// The command: builds the demo site and writes `target/shots`. `words` choose samples by their names.
pub fn run(workspace: &Workspace, words: &[String]) -> Result<()> {
    setup::run(workspace, &NEEDS)?;
    process::run(tools::cargo(workspace).args(["build", "-p", "emulator"]))?;
    let site = site::build_demo(workspace)?;
    let chromium = tools::chromium(workspace).context("Chromium was not found")?;
    let mut node = node::node(workspace);
    node.arg("tests/e2e/gallery-shots.mjs")
        .args(words)
        .env("EMULATOR_BIN", workspace.binary("debug", "emulator"))
        .env("SITE_DIR", site)
        .env("SHOTS_DIR", workspace.output("shots"))
        .env("CHROMIUM", chromium);
    process::run(&mut node)
}
