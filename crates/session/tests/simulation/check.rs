//! The guarantees (DESIGN.md section 6) that only the end of a run can show. `watch.rs` checks the others on the way.

use std::collections::{BTreeMap, BTreeSet};

use session::{ConnectionState, EntryBody, HistoryState, Input, SendState, StopReason};

use crate::{
    network::{CALLBACK, LATENCY},
    script::Script,
    watch::{self, CAP, Violation},
    world::World,
};

/// How long an attempt takes when nothing is in its way: a token and a grant, an address, and once more because the
/// token had ended, then the socket.
const ROUND_TRIP: u64 = 2 * (CALLBACK + 2 * LATENCY + 2 * LATENCY) + 2 * LATENCY;
/// A ping goes out after so much silence, and its answer has so much time. A last sign of life may still be on its way.
const NOTICE: u64 = 30_000 + 10_000 + LATENCY;
/// Every page that was refused or failed has been asked for again by then.
const SETTLED: u64 = 100_000;

/// A sync reads at least so many messages back.
const REACH: usize = 200;

/// What a run met.
pub struct Run {
    pub violation: Option<Violation>,
    pub met: BTreeSet<(&'static str, &'static str)>,
    pub moves: BTreeSet<(&'static str, &'static str)>,
}

/// Runs a script to its end and past the last fault, and checks every guarantee.
pub fn run(script: &Script) -> Run {
    play(World::new(script), script)
}

/// The same, and prints all that goes into the session and comes out of it.
#[allow(dead_code, reason = "the fuzz target shares this file")]
pub fn trace(script: &Script) -> Run {
    let mut world = World::new(script);
    world.is_traced = true;
    play(world, script)
}

fn play(mut world: World, script: &Script) -> Run {
    let end = script.steps.last().map_or(0, |timed| timed.at) + 1;
    world.run_until(end);
    // Steps that were put off by sleep or the back-forward cache may begin faults of their own.
    while world.watch.violation.is_none() && (world.has_steps_left() || world.quiet_from() > world.now) {
        let quiet = world.quiet_from();
        world.run_until(quiet + 1);
    }
    is_live_again(&mut world);
    for check in [settles, meets_the_log_again, shows_the_whole_log] {
        if world.watch.violation.is_none() {
            check(&mut world);
        }
    }
    rates_are_bounded(&mut world);
    if world.is_traced {
        let rows = world.session.entries().map(|entry| match &entry.body {
            EntryBody::Gap(_) => "GAP".to_owned(),
            _ => watch::text_of(entry).unwrap_or_else(|| "notice".to_owned()),
        });
        println!("shown: {}", rows.collect::<Vec<_>>().join(" | "));
        println!(
            "log:   {}",
            world.platform.log.iter().map(|stored| stored.text.as_str()).collect::<Vec<_>>().join(" | ")
        );
    }
    world.watch.told(world.now, &world.session);
    Run { violation: world.watch.violation, met: world.met, moves: world.watch.moves }
}

/// Guarantee 3: live within one back-off step and one round trip, once the last fault is over and was noticed. A stop
/// has a reason (guarantee 4), and the visitor's retry overcomes it.
fn is_live_again(world: &mut World) {
    let quiet = world.now;
    if *world.session.state() == ConnectionState::Live && !world.network.is_sound(world.page.number) {
        let stays = world.watch.stays.len();
        run_to_another_state(world, world.now + NOTICE);
        if world.watch.stays.len() == stays {
            return world.fail(3, format!("a dead socket is still in use {NOTICE} ms later"));
        }
    }
    // An attempt that began before may still fail: one back-off step. Later ones may not.
    let (mut waited, mut stopped) = (false, false);
    let mut end = world.now + ROUND_TRIP;
    while world.watch.violation.is_none() {
        match world.session.state().clone() {
            ConnectionState::Live => return,
            ConnectionState::Waiting { until: Some(until), .. } if !waited => {
                waited = true;
                end = World::since_start(until) + ROUND_TRIP;
            }
            ConnectionState::Stopped(reason) if !stopped => {
                stopped = true;
                if !matches!(
                    reason,
                    StopReason::TokenUnavailable(_) | StopReason::Unauthorized | StopReason::Refused(_)
                ) {
                    world.fail(4, "stopped without a known reason");
                }
                world.watch.starts_over();
                world.input(Input::Reconnect);
                end = world.now + ROUND_TRIP;
            }
            ConnectionState::Authorizing | ConnectionState::Starting | ConnectionState::Connecting
                if world.now < end => {}
            state => return world.fail(3, format!("{} ms after the last fault it is {state:?}", world.now - quiet)),
        }
        run_to_another_state(world, end);
    }
}

fn run_to_another_state(world: &mut World, end: u64) {
    let stays = world.watch.stays.len();
    while world.watch.violation.is_none() && world.watch.stays.len() == stays && world.now < end {
        world.run_until((world.now + 20).min(end));
    }
}

/// Guarantees 1 and 2, without any further help.
fn settles(world: &mut World) {
    world.bot_says(1);
    world.run_until(world.now + SETTLED);
    if matches!(world.session.state(), ConnectionState::Stopped(_)) {
        // What was under way at the end of the script led to that.
        is_live_again(world);
        world.run_until(world.now + SETTLED);
    }
    agrees_with_platform(world);
    messages_are_settled(world);
}

/// Guarantee 2 after one more loss of the connection.
fn meets_the_log_again(world: &mut World) {
    world.drop_sockets(1006, true);
    world.bot_says(2);
    world.run_until(world.now + CAP + SETTLED);
    agrees_with_platform(world);
    messages_are_settled(world);
    // What came without a time may have stood on the wrong side of a mark, which is then kept.
    let is_timed = !world.met.iter().any(|(_, step)| *step == "no time");
    if world.platform.log.len() < REACH && is_timed && gaps(world) > 0 {
        world.fail(2, "a gap is marked, though the log was read to its beginning");
    }
}

/// Guarantee 2 for all there is, once the visitor has asked for what is missing and scrolled to the beginning.
fn shows_the_whole_log(world: &mut World) {
    for _ in 0..20 {
        if gaps(world) == 0 {
            break;
        }
        world.fill_gaps();
        world.run_until(world.now + 5_000);
        agrees_with_platform(world);
    }
    if gaps(world) > 0 {
        world.fail(2, "a gap does not close");
    }
    for _ in 0..20 {
        if !matches!(world.watch.history, HistoryState::More | HistoryState::Failed) {
            break;
        }
        world.input(Input::LoadOlder);
        world.run_until(world.now + 5_000);
        agrees_with_platform(world);
    }
    match world.watch.history {
        HistoryState::Complete => {
            let first = world.platform.log.first().map(|stored| stored.text.clone());
            if first.is_some_and(|first| !world.watch.shows(&first)) {
                world.fail(2, "the first message of the log is not shown");
            }
        }
        HistoryState::Full if world.watch.mirror.len() >= world.most_entries() => {}
        state => world.fail(2, format!("older messages are {state:?}, not complete")),
    }
}

fn gaps(world: &World) -> usize {
    world.session.entries().filter(|entry| matches!(entry.body, EntryBody::Gap(_))).count()
}

/// Guarantee 2: what the platform's log holds from the oldest shown message on, once each and in its order. Only where a
/// gap is marked may something be missing, and what the visitor took out when it was shown as not sent.
fn agrees_with_platform(world: &mut World) {
    let retried: BTreeSet<&str> =
        world.said.iter().filter(|said| said.retried).map(|said| said.text.as_str()).collect();
    let log: Vec<&str> =
        world.platform.log.iter().map(|stored| stored.text.as_str()).filter(|text| !retried.contains(text)).collect();
    let discarded: BTreeSet<&str> =
        world.said.iter().filter(|said| said.discarded).map(|said| said.text.as_str()).collect();
    let skip_discarded = |from: usize| log.iter().skip(from).take_while(|text| discarded.contains(*text)).count();
    let places: BTreeMap<&str, usize> = log.iter().enumerate().map(|(place, text)| (*text, place)).collect();
    let mut next = None;
    let mut may_skip = true;
    let mut why = None;
    for entry in world.session.entries() {
        if matches!(entry.body, EntryBody::Gap(_)) {
            may_skip = true;
        }
        let Some(text) = watch::text_of(entry) else { continue };
        if text.contains("stale") {
            why = Some((5, "an old socket's frame is shown".to_owned()));
        }
        let Some(place) = places.get(text.as_str()).copied() else { continue };
        let mut expected = next.unwrap_or(0);
        if place > expected {
            expected = place.min(expected + skip_discarded(expected));
        }
        if place != expected && !(may_skip && place > expected) {
            let missing = log.get(expected).copied().unwrap_or("nothing more");
            why = why.or(Some((2, format!("\"{text}\" is shown where the platform's log has \"{missing}\""))));
        }
        next = Some(place + 1);
        may_skip = false;
    }
    match next {
        Some(next) if next + skip_discarded(next) < log.len() && !may_skip => {
            why = why.or(Some((2, format!("the end of the log is missing, from \"{}\" on", log[next]))));
        }
        None => why = Some((2, "nothing of the platform's log is shown".to_owned())),
        _ => {}
    }
    if let Some((guarantee, why)) = why {
        world.fail(guarantee, why);
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
        let arrived = world.platform.log.iter().any(|stored| stored.text == said.text);
        match states.as_slice() {
            [SendState::Sent] if arrived => {}
            [SendState::Sent] => why = Some(format!("\"{}\" is shown as sent but never arrived", said.text)),
            [SendState::Failed(_)] if !arrived || said.retried => {}
            [SendState::Failed(_)] => why = Some(format!("\"{}\" arrived but is shown as failed", said.text)),
            [state] => why = Some(format!("\"{}\" is still {state:?}", said.text)),
            // Further up, or given up, or lost with the page's memory.
            [] if arrived || said.discarded || said.forgotten => {}
            [] => why = Some(format!("\"{}\" is lost", said.text)),
            _ => why = Some(format!("\"{}\" is shown {} times", said.text, states.len())),
        }
    }
    let order: Vec<u64> = world
        .platform
        .log
        .iter()
        .filter_map(|stored| stored.text.strip_prefix("v-")?.parse::<u64>().ok())
        .filter(|number| !world.watch.unordered.contains(number))
        .collect();
    if !order.is_sorted() {
        why = Some(format!("messages arrived out of order: {order:?}"));
    }
    if let Some(why) = why {
        world.fail(1, why);
    }
}

/// Guarantee 4: what is asked for within any minute.
fn rates_are_bounded(world: &mut World) {
    let within = |times: &[u64], from: u64| times.iter().filter(|at| (from..from + 60_000).contains(*at)).count();
    let mut why = None;
    for (name, times, most, for_each_cause) in [
        ("token requests", &world.watch.token_requests, 22, 4),
        ("connection attempts", &world.watch.starts, 22, 4),
        ("pages", &world.watch.pages, 30, 8),
    ] {
        for from in times {
            let (count, causes) = (within(times, *from), within(&world.watch.causes, *from));
            if count > most + for_each_cause * causes {
                why = Some(format!("{count} {name} within a minute, for {causes} causes"));
            }
        }
    }
    if let Some(why) = why {
        world.fail(4, why);
    }
}
