//! The state diagram of ARCHITECTURE.md is what the session does: its states, and every arrow of it.

use std::collections::BTreeSet;

use session::ConnectionState;

use crate::{campaign, watch};

/// Seeds enough to meet every change that there is.
const SEEDS: u64 = 1_500;

type Move = (String, String);

/// The arrows between states, in the words of the code. Mermaid's `[*]` is the beginning.
fn drawn() -> BTreeSet<Move> {
    let text = include_str!("../../../../ARCHITECTURE.md");
    let diagram = text.split("stateDiagram-v2").nth(1).unwrap_or_default().split("```").next().unwrap_or("");
    let arrow = |line: &str| {
        let (from, rest) = line.trim().split_once(" --> ")?;
        let to = rest.split_once(':').map_or(rest, |(to, _)| to);
        (from != "[*]").then(|| (from.trim().to_owned(), to.trim().to_owned()))
    };
    diagram.lines().filter_map(arrow).collect()
}

#[test]
fn every_arrow_of_the_diagram_is_taken_and_every_change_is_drawn() {
    let campaign = campaign::run(0, SEEDS, false, || {});
    assert_eq!(campaign.failures.values().next().map(|(seed, why)| format!("{seed}: {why}")), None);
    let seen: BTreeSet<Move> = campaign.moves.keys().map(|(from, to)| ((*from).to_owned(), (*to).to_owned())).collect();
    let drawn = drawn();
    let missing: Vec<_> = seen.difference(&drawn).collect();
    let never: Vec<_> = drawn.difference(&seen).collect();
    assert!(missing.is_empty() && never.is_empty(), "not drawn: {missing:?}; never seen: {never:?}");
}

#[test]
fn the_diagram_has_the_states_of_the_code() {
    let reason = session::StopReason::Unauthorized;
    let states = [
        ConnectionState::Idle,
        ConnectionState::Authorizing,
        ConnectionState::Starting,
        ConnectionState::Connecting,
        ConnectionState::Live,
        ConnectionState::Waiting { until: None, attempt: 0 },
        ConnectionState::Stopped(reason),
    ];
    // A new state does not compile here.
    for state in &states {
        match state {
            ConnectionState::Idle
            | ConnectionState::Authorizing
            | ConnectionState::Starting
            | ConnectionState::Connecting
            | ConnectionState::Live
            | ConnectionState::Waiting { .. }
            | ConnectionState::Stopped(_) => {}
        }
    }
    let of_code: BTreeSet<String> = states.iter().map(|state| watch::state_name(state).to_owned()).collect();
    let of_diagram: BTreeSet<String> = drawn().into_iter().flat_map(|(from, to)| [from, to]).collect();
    assert_eq!(of_diagram, of_code);
}
