//! Deterministic simulation: the session against a model of the platform, on a virtual clock, under seeded faults.
//!
//! A seed makes a script (`script.rs`): a list of timed steps. `world.rs` plays it, with the page (`page.rs`), the
//! network (`network.rs`) and the platform (`platform.rs`) around the session. `watch.rs` checks after every input what
//! can be checked there, and `check.rs` at the end; each check names the guarantee of DESIGN.md section 6 that it is for.
//! A seed that fails is shrunk (`campaign.rs`) to a short script as text (`script_text.rs`). Those that once failed are
//! kept in `regressions/`, and are played first.
//!
//! `cargo xtask simulate --seeds N --from SEED` plays more seeds than the tests do.
//!
//! What the model promises, as no client can do without: the platform keeps the order of a socket's frames, and a frame
//! that a socket lost has either arrived or will not when the platform answers the next request.

mod campaign;
mod check;
mod diagram;
mod network;
mod page;
mod platform;
mod rng;
mod script;
mod script_text;
mod watch;
mod world;

use std::path::PathBuf;

use script::Script;

/// Seeds that a build without optimisation plays in a few seconds. `cargo xtask test` plays more.
const FEW_SEEDS: u64 = 500;

fn number(name: &str, default: u64) -> u64 {
    std::env::var(name).ok().and_then(|value| value.parse().ok()).unwrap_or(default)
}

fn regressions() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/simulation/regressions")
}

#[test]
fn guarantees_hold_under_every_fault() {
    let (from, seeds) = (number("SIMULATION_FROM", 0), number("SIMULATION_SEEDS", FEW_SEEDS));
    let campaign = campaign::run(from, seeds, || {});
    let rate = campaign.seeds as f64 / campaign.time.as_secs_f64();
    let seconds = campaign.time.as_secs_f64();
    println!("{}\n", campaign.table());
    println!("{} seeds from {from} in {seconds:.1} s, {rate:.0} a second", campaign.seeds);
    if let Some((seed, violation)) = &campaign.failure {
        panic!("{}", report(*seed, violation));
    }
}

/// A failing seed as a short script, kept as a file where that was asked for.
fn report(seed: u64, violation: &watch::Violation) -> String {
    let small = campaign::shrink(&Script::from_seed(seed), violation.guarantee);
    let why = check::run(&small).violation.unwrap_or_else(|| violation.clone());
    let text = format!("# {why}\n{small}");
    let mut report = format!("seed {seed} violates {violation}\nshrunk to:\n{text}");
    if std::env::var_os("SIMULATION_KEEP").is_some() {
        let path = regressions().join(format!("seed-{seed}.script"));
        match std::fs::write(&path, &text) {
            Ok(()) => report.push_str(&format!("\nkept as {}", path.display())),
            Err(error) => report.push_str(&format!("\n{} could not be written: {error}", path.display())),
        }
    }
    report
}

#[test]
fn what_once_failed_holds() {
    let mut played = 0;
    for file in std::fs::read_dir(regressions()).unwrap() {
        let path = file.unwrap().path();
        let script: Script = std::fs::read_to_string(&path).unwrap().parse().unwrap();
        if let Some(violation) = check::run(&script).violation {
            panic!("{} violates {violation}\n{script}", path.display());
        }
        played += 1;
    }
    assert!(played > 0, "no regressions were found in {}", regressions().display());
}

#[test]
fn a_script_reads_back_as_it_was_written() {
    for seed in 0..2_000 {
        let script = Script::from_seed(seed);
        assert_eq!(script.to_string().parse(), Ok(script));
    }
}

#[test]
fn a_seed_is_a_whole_run() {
    for seed in 0..20 {
        let [first, second] = [0, 1].map(|_| check::run(&Script::from_seed(seed)));
        assert_eq!((first.met, first.moves), (second.met, second.moves));
    }
}

#[test]
#[ignore]
fn survey() {
    let mut groups: std::collections::BTreeMap<String, (u64, u64, String)> = Default::default();
    let (from, seeds) = (number("SIMULATION_FROM", 0), number("SIMULATION_SEEDS", FEW_SEEDS));
    for seed in from..from + seeds {
        if let Some(violation) = check::run(&Script::from_seed(seed)).violation {
            let key: String =
                violation.why.split(|c: char| c.is_ascii_digit()).next().unwrap_or("").chars().take(60).collect();
            let entry =
                groups.entry(format!("{} {key}", violation.guarantee)).or_insert((0, seed, violation.to_string()));
            entry.0 += 1;
        }
    }
    for (key, (count, seed, why)) in groups {
        let guarantee = key.split(' ').next().unwrap().parse().unwrap();
        let small = campaign::shrink(&Script::from_seed(seed), guarantee);
        println!("== {count} x {key}: seed {seed}: {why}\n{}{small}", check::run(&small).violation.unwrap());
    }
}

#[test]
#[ignore]
fn play_file() {
    let script: Script = std::fs::read_to_string(std::env::var("SCRIPT").unwrap()).unwrap().parse().unwrap();
    println!("{:?}", check::run(&script).violation);
}
