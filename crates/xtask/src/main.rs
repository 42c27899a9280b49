//! The commands of this workspace: `cargo xtask <command>`. Each command is a module of its name.
#![forbid(unsafe_code)]

mod bench;
mod check;
mod compress;
mod dead_code;
mod demo;
mod dist;
mod docs;
mod fuzz;
mod gallery;
mod glue;
mod lean;
mod loader;
mod locale;
mod name_section;
mod node;
mod process;
mod setup;
mod shots;
mod simulate;
mod site;
mod sizes;
mod soak;
mod summary;
mod test;
mod tools;
mod webdriver;
mod workspace;

use std::process::ExitCode;

use anyhow::{Result, bail};

use crate::workspace::Workspace;

const HELP: &str = "\
Usage: cargo xtask <command>

  setup                     install what is missing: wasm target, Trunk, wasm-bindgen, Node tools, browsers
  demo [--port N]           build, start the local platform with the demo site, print the address
  test [section...]         every test, or only the sections named: check native browser e2e package
  check                     formatting, clippy, types and the dependency rules
  dist                      write dist/cdn and dist/npm, print sizes against the budgets
  shots [word...]           pictures of the gallery's samples, in target/shots: all, or those whose names hold a word
  bench [args...]           measure the release build in Chromium; arguments go to tests/bench/bench.mjs
  soak [--minutes N]        a conversation over a line that breaks every few seconds; 10 minutes, `--seed N` repeats one
  simulate [--seeds N] [--from SEED]
                            play the session's simulation, 20,000 seeds unless told otherwise
  fuzz [target] [seconds]   run the fuzz targets (nightly Rust), 60 seconds each unless told otherwise
  docs                      write docs/ as pages into target/docs
  loader                    bundle the script tag's entry into target/loader (Trunk calls this)
";

fn main() -> ExitCode {
    match run() {
        Ok(code) => code,
        Err(error) => {
            eprintln!("\nerror: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn run() -> Result<ExitCode> {
    process::end_children_on_signals()?;
    let workspace = Workspace::find()?;
    let mut args = std::env::args().skip(1);
    let command = args.next();
    let args: Vec<String> = args.collect();
    match command.as_deref() {
        Some("setup") => setup::run(&workspace, setup::Need::ALL)?,
        Some("demo") => demo::run(&workspace, &args)?,
        Some("test") => return test::run(&workspace, &args),
        Some("check") => return check::run(&workspace),
        Some("dist") => return dist::run(&workspace),
        Some("shots") => shots::run(&workspace, &args)?,
        Some("bench") => bench::run(&workspace, &args)?,
        Some("soak") => return soak::run(&workspace, &args),
        Some("simulate") => return simulate::run(&workspace, &args),
        Some("fuzz") => fuzz::run(&workspace, &args)?,
        Some("docs") => docs::run(&workspace)?,
        Some("loader") => loader::run(&workspace)?,
        Some("help" | "--help" | "-h") => print!("{HELP}"),
        Some(other) => bail!("there is no command `{other}`\n\n{HELP}"),
        None => bail!("which command?\n\n{HELP}"),
    }
    Ok(ExitCode::SUCCESS)
}
