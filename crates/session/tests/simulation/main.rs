//! Deterministic simulation: the session against a model of the platform, under seeded faults.
//!
//! `cargo test -p session --test simulation` runs the seeds of the test suite; `SIMULATION_SEEDS` and
//! `SIMULATION_FROM` choose others. A violation is shrunk to a short script, which is printed.

mod check;
mod platform;
mod rng;
mod script;
mod world;

use std::{collections::BTreeMap, time::Instant};

use script::Script;

/// Leaves out steps while the run still fails, until no step can be left out.
fn shrink(script: &Script) -> Script {
    let mut smallest = script.clone();
    let mut size = smallest.steps.len() / 2;
    while size > 0 {
        let mut start = 0;
        while start < smallest.steps.len() {
            let mut candidate = smallest.clone();
            candidate.steps.drain(start..(start + size).min(candidate.steps.len()));
            if check::run(&candidate).violation.is_some() {
                smallest = candidate;
            } else {
                start += size;
            }
        }
        size /= 2;
    }
    if smallest.backlog > 0 {
        let candidate = Script { backlog: 0, ..smallest.clone() };
        if check::run(&candidate).violation.is_some() {
            smallest = candidate;
        }
    }
    smallest
}

fn number(name: &str, default: u64) -> u64 {
    std::env::var(name).ok().and_then(|value| value.parse().ok()).unwrap_or(default)
}

#[test]
fn guarantees_hold_under_every_fault() {
    let (from, seeds) = (number("SIMULATION_FROM", 0), number("SIMULATION_SEEDS", 2_000));
    let start = Instant::now();
    let mut met: BTreeMap<(&str, &str), u64> = BTreeMap::new();
    for seed in from..from + seeds {
        let script = Script::from_seed(seed);
        let run = check::run(&script);
        for pair in run.met {
            *met.entry(pair).or_default() += 1;
        }
        if let Some(violation) = run.violation {
            let small = shrink(&script);
            let why = check::run(&small).violation.unwrap_or_else(|| violation.clone());
            panic!("seed {seed} violates a guarantee: {violation}\nshrunk to: {why}\n{small:#?}");
        }
    }
    let seconds = start.elapsed().as_secs_f64();
    println!("{seeds} seeds from {from} in {seconds:.1} s, {} pairs of state and step met", met.len());
}
