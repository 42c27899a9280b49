//! `bench`: measures the release build in headless Chromium against the local platform.

use anyhow::{Context, Result};

use crate::{
    dist, node, process,
    setup::{self, Need},
    site, tools,
    workspace::Workspace,
};

/// The command. All arguments go to `tests/bench/bench.mjs`.
pub fn run(workspace: &Workspace, args: &[String]) -> Result<()> {
    setup::run(workspace, &[Need::DEMO, &[Need::RustSource, Need::Chromium]].concat())?;
    dist::build(workspace)?;
    site::build_demo(workspace)?;
    let site = site::assemble_dist(workspace)?;
    process::run(tools::cargo(workspace).args(["build", "--release", "-p", "emulator"]))?;
    let chromium = tools::chromium(workspace).context("Chromium was not found")?;
    let mut bench = node::node(workspace);
    bench
        .arg("tests/bench/bench.mjs")
        .args(args)
        .env("EMULATOR_BIN", workspace.binary("release", "emulator"))
        .env("SITE_DIR", site)
        .env("CHROMIUM", chromium);
    process::run(&mut bench)
}
