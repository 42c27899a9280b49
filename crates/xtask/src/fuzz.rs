//! `fuzz`: runs the fuzz targets of `fuzz/`. They need nightly Rust.

use std::fs;

use anyhow::{Context, Result, bail};

use crate::{process, setup, tools, workspace::Workspace};

const DEFAULT_SECONDS: &str = "60";

/// The command: one target or all of them, each for so many seconds.
pub fn run(workspace: &Workspace, args: &[String]) -> Result<()> {
    let (target, seconds) = arguments(args)?;
    process::stdout(tools::cargo(workspace).args(["+nightly", "--version"]))
        .context("fuzzing needs nightly Rust: run `rustup toolchain install nightly`")?;
    let tool = tools::cargo_fuzz();
    if !tool.is_present(workspace) {
        println!("cargo-fuzz: building version {} from source, once (up to {}) ...", tool.version, tool.duration);
        setup::install_cargo_tool(workspace, &tool)?;
    }
    let known = process::stdout(tools::cargo(workspace).args(["+nightly", "fuzz", "list"]))?;
    let known: Vec<&str> = known.lines().map(str::trim).filter(|name| !name.is_empty()).collect();
    let targets = match target {
        None => known,
        Some(target) if known.contains(&target) => vec![target],
        Some(target) => bail!("there is no fuzz target `{target}`; there are: {}", known.join(", ")),
    };
    for target in targets {
        println!("fuzz: {target} for {seconds} seconds");
        // What a run finds goes to the first folder, which git ignores; the seeds are only read.
        let (found, seeds) = (format!("target/fuzz/{target}"), format!("fuzz/corpus/{target}"));
        fs::create_dir_all(workspace.root.join(&found)).with_context(|| format!("{found} cannot be made"))?;
        let mut fuzz = tools::cargo(workspace);
        fuzz.args(["+nightly", "fuzz", "run", target, &found, &seeds]);
        fuzz.args(["--", &format!("-max_total_time={seconds}")]);
        let dictionary = format!("fuzz/{target}.dict");
        if workspace.root.join(&dictionary).is_file() {
            fuzz.arg(format!("-dict={dictionary}"));
        }
        process::run(&mut fuzz)
            .with_context(|| format!("{target} found something: the input is in fuzz/artifacts/{target}"))?;
    }
    Ok(())
}

/// `[target] [seconds]`, each may be absent.
fn arguments(args: &[String]) -> Result<(Option<&str>, &str)> {
    let is_number = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    match args {
        [] => Ok((None, DEFAULT_SECONDS)),
        [seconds] if is_number(seconds) => Ok((None, seconds)),
        [target] => Ok((Some(target), DEFAULT_SECONDS)),
        [target, seconds] if is_number(seconds) => Ok((Some(target), seconds)),
        _ => bail!("usage: cargo xtask fuzz [target] [seconds]"),
    }
}

#[cfg(test)]
mod tests {
    use super::arguments;

    #[test]
    fn target_and_seconds_may_each_be_absent() {
        let parse = |args: &[&str]| {
            let args: Vec<String> = args.iter().map(|arg| (*arg).to_owned()).collect();
            arguments(&args).ok().map(|(target, seconds)| (target.map(str::to_owned), seconds.to_owned()))
        };
        assert_eq!(parse(&[]), Some((None, "60".into())));
        assert_eq!(parse(&["600"]), Some((None, "600".into())));
        assert_eq!(parse(&["frame_decode"]), Some((Some("frame_decode".into()), "60".into())));
        assert_eq!(parse(&["frame_decode", "5"]), Some((Some("frame_decode".into()), "5".into())));
        assert_eq!(parse(&["frame_decode", "long"]), None);
    }
}
