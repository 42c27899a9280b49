//! Deterministic simulation: the session against a model of the platform, on a virtual clock, under seeded faults.
//!
//! A seed makes a script (`script.rs`): a list of timed steps. `world.rs` plays it, with the page (`page.rs`), the
//! network (`network.rs`) and the platform (`platform.rs`) around the session. `watch.rs` checks after every input what
//! can be checked there, and `check.rs` at the end; each check names the guarantee of DESIGN.md section 6 that it is for.
//! A seed that fails is shrunk (`campaign.rs`) to a short script as text (`script_text.rs`). Those that once failed are
//! kept in `regressions/`, and are played first.
//!
//! `cargo xtask simulate --seeds N --from SEED` plays more seeds than the tests do. To look into a script:
//! `SIMULATION_SCRIPT=FILE cargo test -p session --test simulation -- --ignored --nocapture play_a_script`.
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
const FEW_SEEDS: u64 = 200;

fn number(name: &str, default: u64) -> u64 {
    std::env::var(name).ok().and_then(|value| value.parse().ok()).unwrap_or(default)
}

fn regressions() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/simulation/regressions")
}

#[test]
fn guarantees_hold_under_every_fault() {
    let (from, seeds) = (number("SIMULATION_FROM", 0), number("SIMULATION_SEEDS", FEW_SEEDS));
    let goes_on = std::env::var_os("SIMULATION_ALL").is_some();
    let campaign = campaign::run(from, seeds, goes_on, || {});
    let rate = campaign.seeds as f64 / campaign.time.as_secs_f64();
    let seconds = campaign.time.as_secs_f64();
    println!("{}\n", campaign.table());
    println!("{} seeds from {from} in {seconds:.1} s, {rate:.0} a second", campaign.seeds);
    for (seed, violation) in campaign.failures.values() {
        println!("\n{}\n", report(*seed, violation));
    }
    assert!(campaign.failures.is_empty(), "{} kinds of violations", campaign.failures.len());
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

/// `SIMULATION_SCRIPT` names a file; everything that goes in and out is printed.
#[test]
#[ignore = "for looking into a script"]
fn play_a_script() {
    let path = std::env::var("SIMULATION_SCRIPT").unwrap();
    let script: Script = std::fs::read_to_string(path).unwrap().parse().unwrap();
    match check::trace(&script).violation {
        Some(violation) => println!("violates {violation}"),
        None => println!("violates nothing"),
    }
}

/// What the simulation is worth: a session with a fault in it does not pass.
#[cfg(feature = "mutations")]
#[test]
fn every_deliberate_fault_is_found() {
    use session::Mutation;

    const SEEDS: u64 = 20_000;
    let mut missed = Vec::new();
    for mutation in Mutation::ALL {
        let campaign = campaign::run(0, SEEDS, false, || session::choose(Some(*mutation)));
        match campaign.failures.into_values().min_by_key(|(seed, _)| *seed) {
            Some((seed, violation)) => println!("{:<18} seed {seed:>5}: {violation}", format!("{mutation:?}")),
            None => missed.push(*mutation),
        }
    }
    assert!(missed.is_empty(), "not found within {SEEDS} seeds: {missed:?}");
}
