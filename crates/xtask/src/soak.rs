//! `soak`: a long conversation in Chromium over a line that breaks every few seconds, with the widget as it is delivered.
//! `test e2e` runs a minute of the same journey.

use std::{
    process::ExitCode,
    time::{Duration, SystemTime, UNIX_EPOCH},
};

use anyhow::{Context, Result, bail};

use crate::{
    dist, process,
    setup::{self, Need},
    test::Site,
    workspace::Workspace,
};

const DEFAULT_MINUTES: u64 = 10;
/// Beyond the conversation itself: starting up, and reading the transcript.
const MARGIN: Duration = Duration::from_secs(10 * 60);
const USAGE: &str = "usage: cargo xtask soak [--minutes N] [--seed N]";

/// What the command line asks for.
#[derive(Debug, PartialEq, Eq)]
struct Options {
    minutes: u64,
    /// Chooses the faults and their times.
    seed: Option<u32>,
}

/// The command. The exit status is 1 when a message is missing, twice or out of order.
pub fn run(workspace: &Workspace, args: &[String]) -> Result<ExitCode> {
    let options = parse(args)?;
    // Printed by the journey, so that the same faults can be played again.
    let seed = options.seed.unwrap_or_else(|| {
        SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |since| since.subsec_nanos() % 1_000_000)
    });
    setup::run(workspace, &[Need::DEMO, &[Need::RustSource, Need::Chromium]].concat())?;
    dist::build(workspace)?;
    let site = Site::build(workspace)?;
    let mut playwright = site.playwright(workspace);
    playwright
        .arg("soak.spec.ts")
        .env("SOAK_MINUTES", options.minutes.to_string())
        .env("SOAK_SEED", seed.to_string())
        .env("E2E_REPORT", workspace.output("soak-report.json"));
    let run = process::run_captured(&mut playwright, Duration::from_secs(60 * options.minutes) + MARGIN)?;
    Ok(if run.success { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

fn parse(args: &[String]) -> Result<Options> {
    let mut options = Options { minutes: DEFAULT_MINUTES, seed: None };
    let mut args = args.iter();
    while let Some(name) = args.next() {
        let value = args.next().context(USAGE)?;
        match name.as_str() {
            "--minutes" => {
                options.minutes = value
                    .parse()
                    .ok()
                    .filter(|minutes| (1..=24 * 60).contains(minutes))
                    .with_context(|| format!("`{value}` is not a number of minutes, from 1 to a day's\n{USAGE}"))?;
            }
            "--seed" => {
                options.seed = Some(value.parse().with_context(|| format!("`{value}` is not a seed\n{USAGE}"))?);
            }
            other => bail!("`{other}` is not an option of `soak`\n{USAGE}"),
        }
    }
    Ok(options)
}

#[cfg(test)]
mod tests {
    use super::{Options, parse};

    #[test]
    fn minutes_and_seed_may_each_be_absent() {
        let parse = |args: &[&str]| parse(&args.iter().map(|arg| (*arg).to_owned()).collect::<Vec<_>>()).ok();
        assert_eq!(parse(&[]), Some(Options { minutes: 10, seed: None }));
        assert_eq!(parse(&["--minutes", "3"]), Some(Options { minutes: 3, seed: None }));
        assert_eq!(parse(&["--seed", "7", "--minutes", "1"]), Some(Options { minutes: 1, seed: Some(7) }));
        for wrong in [&["--minutes"][..], &["--minutes", "0"], &["--minutes", "ten"], &["--seed", "-1"], &["5"]] {
            assert_eq!(parse(wrong), None, "{wrong:?}");
        }
    }
}
