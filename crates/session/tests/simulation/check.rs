//! The guarantees (DESIGN.md section 6), checked at the end of a run. World checks the ones that hold at every step.

use std::collections::{BTreeMap, BTreeSet};

use session::{ConnectionState, EntryBody, Input, SendState, StopReason};

use crate::{script::Script, world::World};

/// What a run met.
pub struct Run {
    pub violation: Option<String>,
    pub met: BTreeSet<(&'static str, &'static str)>,
}

/// Runs a script to its end and past the last fault, and checks every guarantee.
pub fn run(script: &Script) -> Run {
    let mut world = World::new(script);
    let end = script.steps.last().map_or(0, |timed| timed.at) + 1;
    world.run_until(end);
    // Steps that were put off by sleep or the back-forward cache may begin faults of their own.
    while world.violation.is_none() && (world.has_steps_left() || world.quiet_from() > world.now) {
        let quiet = world.quiet_from();
        world.run_until(quiet + 1_000);
    }
    recovers(&mut world);
    agrees_with_platform(&mut world);
    messages_are_settled(&mut world);
    rates_are_bounded(&mut world);
    diffs_give_the_transcript(&mut world);
    Run { violation: world.violation, met: world.met }
}

/// Guarantee 3, and that a stop has a reason which the visitor's retry overcomes.
fn recovers(world: &mut World) {
    // Noticing a dead socket takes a ping and its answer's time; then one back-off step, then the connection.
    const NOTICE: u64 = 30_000 + 10_000;
    const STEP: u64 = 30_000;
    const CONNECT: u64 = 30_000 + 3 * 10_000;
    let end = world.now + NOTICE + STEP + CONNECT;
    world.run_until(end);
    if let ConnectionState::Stopped(reason) = world.session.state().clone() {
        if !matches!(reason, StopReason::TokenUnavailable(_) | StopReason::Unauthorized | StopReason::Refused(_)) {
            world.fail("stopped without a known reason");
        }
        world.input(Input::Reconnect);
        let end = world.now + CONNECT;
        world.run_until(end);
    }
    if *world.session.state() != ConnectionState::Live {
        let state = format!("{:?}", world.session.state());
        world.fail(format!("not live again after the last fault, but {state}"));
    }
    world.bot_says();
    let end = world.now + 45_000;
    world.run_until(end);
}

/// Guarantee 2: what the platform's log holds from the oldest shown message on, once each and in its order.
fn agrees_with_platform(world: &mut World) {
    let shown: Vec<String> = world.session.entries().filter_map(World::text_of).collect();
    let log: Vec<String> = world.platform.log.iter().map(|stored| stored.text.clone()).collect();
    let places: BTreeMap<&str, usize> = log.iter().enumerate().map(|(place, text)| (text.as_str(), place)).collect();
    let Some(oldest) = shown.iter().filter_map(|text| places.get(text.as_str())).min() else {
        return world.fail("nothing of the platform's log is shown");
    };
    let retried: BTreeSet<&str> =
        world.said.iter().filter(|said| said.retried).map(|said| said.text.as_str()).collect();
    let expected: Vec<&String> = log[*oldest..].iter().filter(|text| !retried.contains(text.as_str())).collect();
    let got: Vec<&String> =
        shown.iter().filter(|text| places.contains_key(text.as_str()) && !retried.contains(text.as_str())).collect();
    if expected != got {
        let first = expected.iter().zip(&got).position(|(a, b)| a != b).unwrap_or(expected.len().min(got.len()));
        let around = first.saturating_sub(2)..;
        let (a, b) = (expected.get(around.clone()).unwrap_or(&[]), got.get(around).unwrap_or(&[]));
        let why = format!(
            "the transcript is not the platform's log from message {first} on: expected {:?}, shown {:?}",
            &a[..a.len().min(6)],
            &b[..b.len().min(6)]
        );
        world.fail(why);
    }
    if let Some(text) = shown.iter().find(|text| text.contains("stale")) {
        let why = format!("an old socket's frame is shown: {text}");
        world.fail(why);
    }
}

/// Guarantee 1: every message of the visitor's is there once, acknowledged or failed; what is acknowledged arrived.
fn messages_are_settled(world: &mut World) {
    let mut why = None;
    for said in &world.said {
        let states: Vec<SendState> = world
            .session
            .entries()
            .filter_map(|entry| match &entry.body {
                EntryBody::Sent { text, state, .. } if *text == said.text => Some(*state),
                _ => None,
            })
            .collect();
        let arrived = world.platform.log.iter().filter(|stored| stored.text == said.text).count();
        match states.as_slice() {
            [SendState::Sent] if arrived > 0 => {}
            [SendState::Sent] => why = Some(format!("\"{}\" is shown as sent but never arrived", said.text)),
            [SendState::Failed(_)] => {}
            [state] => why = Some(format!("\"{}\" is still {state:?}", said.text)),
            [] => why = Some(format!("\"{}\" is lost", said.text)),
            _ => why = Some(format!("\"{}\" is shown {} times", said.text, states.len())),
        }
    }
    let order: Vec<&str> = world
        .platform
        .log
        .iter()
        .map(|stored| stored.text.as_str())
        .filter(|text| world.said.iter().any(|said| said.text == *text && !said.retried))
        .collect();
    let mut sorted = order.clone();
    sorted.sort_by_key(|text| text.trim_start_matches("v-").parse::<u64>().unwrap_or(0));
    if order != sorted {
        why = Some(format!("messages arrived out of order: {order:?}"));
    }
    if let Some(why) = why {
        world.fail(why);
    }
}

/// Guarantee 4.
fn rates_are_bounded(world: &mut World) {
    let busiest = |times: &[u64]| {
        times.iter().map(|from| times.iter().filter(|at| (*from..from + 60_000).contains(at)).count()).max()
    };
    let retries = busiest(&world.visitor_reconnects).unwrap_or(0);
    let tokens = busiest(&world.token_requests).unwrap_or(0);
    if tokens > 12 * (1 + retries) {
        world.fail(format!("{tokens} token requests within a minute"));
    }
    let starts = busiest(&world.starts).unwrap_or(0);
    if starts > 40 {
        world.fail(format!("{starts} connection attempts within a minute"));
    }
}

fn diffs_give_the_transcript(world: &mut World) {
    let same = world.session.entries().eq(world.mirror.iter().map(AsRef::as_ref));
    if !same {
        world.fail("the changes do not lead to the transcript");
    }
}
