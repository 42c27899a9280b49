//! `simulate`: plays the session's simulation over many seeds, optimised, on all cores. A seed that violates a guarantee
//! ends it with exit status 1; its script is shrunk, printed and kept among the regressions.

use std::process::ExitCode;

use anyhow::{Context, Result, bail};

use crate::{tools, workspace::Workspace};

/// Seeds that the tests play.
pub const TESTED_SEEDS: u64 = 20_000;

/// The command: `[--seeds N] [--from SEED]`.
pub fn run(workspace: &Workspace, args: &[String]) -> Result<ExitCode> {
    let (seeds, from) = arguments(args)?;
    let mut cargo = command(workspace, seeds, from);
    cargo.env("SIMULATION_KEEP", "1");
    let status = cargo.status().context("cargo could not be started")?;
    Ok(if status.success() { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

/// What plays so many seeds from one on, and prints the rate and what was met.
pub fn command(workspace: &Workspace, seeds: u64, from: u64) -> std::process::Command {
    let mut cargo = tools::cargo(workspace);
    cargo
        .args([
            "test",
            "--profile",
            "simulation",
            "-p",
            "session",
            "--test",
            "simulation",
            "guarantees_hold_under_every_fault",
        ])
        .args(["--", "--exact", "--nocapture"])
        .env("SIMULATION_SEEDS", seeds.to_string())
        .env("SIMULATION_FROM", from.to_string());
    cargo
}

/// What shows that the simulation finds faults: a session with one deliberate fault after the other.
pub fn mutations(workspace: &Workspace) -> std::process::Command {
    let mut cargo = tools::cargo(workspace);
    cargo
        .args(["test", "--profile", "simulation", "-p", "session", "--features", "mutations", "--test", "simulation"])
        .args(["every_deliberate_fault_is_found", "--", "--exact", "--nocapture"]);
    cargo
}

fn arguments(args: &[String]) -> Result<(u64, u64)> {
    let (mut seeds, mut from) = (TESTED_SEEDS, 0);
    let mut args = args.iter();
    while let Some(name) = args.next() {
        let number = args.next().and_then(|text| text.parse().ok());
        match (name.as_str(), number) {
            ("--seeds", Some(number)) => seeds = number,
            ("--from", Some(number)) => from = number,
            _ => bail!("usage: cargo xtask simulate [--seeds N] [--from SEED]"),
        }
    }
    Ok((seeds, from))
}

#[cfg(test)]
mod tests {
    use super::{TESTED_SEEDS, arguments};

    #[test]
    fn seeds_and_the_first_one_may_each_be_absent() {
        let parse = |args: &[&str]| {
            let args: Vec<String> = args.iter().map(|arg| (*arg).to_owned()).collect();
            arguments(&args).ok()
        };
        assert_eq!(parse(&[]), Some((TESTED_SEEDS, 0)));
        assert_eq!(parse(&["--from", "7"]), Some((TESTED_SEEDS, 7)));
        assert_eq!(parse(&["--seeds", "5", "--from", "7"]), Some((5, 7)));
        assert_eq!(parse(&["--seeds"]), None);
        assert_eq!(parse(&["--seeds", "many"]), None);
        assert_eq!(parse(&["5"]), None);
    }
}
