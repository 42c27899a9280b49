//! Many seeds on all cores, and the way from a failing seed to a script that a person can read.

use std::{
    collections::BTreeMap,
    fmt::Write as _,
    sync::{
        Mutex, PoisonError,
        atomic::{AtomicBool, AtomicU64, Ordering},
    },
    thread,
    time::{Duration, Instant},
};

use crate::{
    check::{self, Run},
    script::Script,
    watch::Violation,
};

/// Seeds that a thread takes at once.
const BATCH: u64 = 50;

/// What a row of seeds met.
#[derive(Default)]
pub struct Campaign {
    pub seeds: u64,
    pub time: Duration,
    /// How often each step happened in each state of the connection.
    pub met: BTreeMap<(&'static str, &'static str), u64>,
    /// How many runs made each change of the connection's state.
    pub moves: BTreeMap<(&'static str, &'static str), u64>,
    /// Failing seeds, by kind of violation: the lowest one of each.
    pub failures: BTreeMap<(u8, String), (u64, Violation)>,
}

/// Runs seeds until one fails, or to the end. `prepare` is called once on each thread.
pub fn run(from: u64, seeds: u64, goes_on: bool, prepare: impl Fn() + Sync) -> Campaign {
    let begin = Instant::now();
    let (next, failed) = (AtomicU64::new(from), AtomicBool::new(false));
    let all = Mutex::new(Campaign::default());
    let work = || {
        prepare();
        let mut own = Campaign::default();
        while !failed.load(Ordering::Relaxed) {
            let first = next.fetch_add(BATCH, Ordering::Relaxed);
            let end = (first + BATCH).min(from + seeds);
            if first >= end {
                break;
            }
            for seed in first..end {
                if !own.add(seed, check::run(&Script::from_seed(seed))) && !goes_on {
                    failed.store(true, Ordering::Relaxed);
                    break;
                }
            }
        }
        all.lock().unwrap_or_else(PoisonError::into_inner).join(own);
    };
    thread::scope(|scope| {
        for _ in 0..thread::available_parallelism().map_or(1, usize::from) {
            scope.spawn(work);
        }
    });
    let mut all = all.into_inner().unwrap_or_else(PoisonError::into_inner);
    all.time = begin.elapsed();
    all
}

impl Campaign {
    /// Answers whether the run kept every guarantee.
    fn add(&mut self, seed: u64, run: Run) -> bool {
        self.seeds += 1;
        for pair in run.met {
            *self.met.entry(pair).or_default() += 1;
        }
        for pair in run.moves {
            *self.moves.entry(pair).or_default() += 1;
        }
        let is_good = run.violation.is_none();
        if let Some(violation) = run.violation {
            self.failures.entry(violation.kind()).or_insert((seed, violation));
        }
        is_good
    }

    fn join(&mut self, other: Self) {
        self.seeds += other.seeds;
        for (pair, count) in other.met {
            *self.met.entry(pair).or_default() += count;
        }
        for (pair, count) in other.moves {
            *self.moves.entry(pair).or_default() += count;
        }
        for (kind, failure) in other.failures {
            let first = self.failures.entry(kind).or_insert_with(|| failure.clone());
            if failure.0 < first.0 {
                *first = failure;
            }
        }
    }

    /// How many runs met each step in each state.
    pub fn table(&self) -> String {
        const STATES: [&str; 7] = ["Idle", "Authorizing", "Starting", "Connecting", "Live", "Waiting", "Stopped"];
        let mut table = format!("{:<20}", "runs that met");
        for state in STATES {
            let _ = write!(table, "{state:>12}");
        }
        let mut steps: Vec<&str> = self.met.keys().map(|(_, step)| *step).collect();
        steps.sort_unstable();
        steps.dedup();
        for step in steps {
            let _ = write!(table, "\n{step:<20}");
            for state in STATES {
                let _ = write!(table, "{:>12}", self.met.get(&(state, step)).copied().unwrap_or_default());
            }
        }
        table
    }
}

/// Leaves out and shortens what it can while the same guarantee is still violated.
pub fn shrink(script: &Script, guarantee: u8) -> Script {
    let fails =
        |candidate: &Script| check::run(candidate).violation.is_some_and(|violation| violation.guarantee == guarantee);
    let mut smallest = script.clone();
    loop {
        let before = smallest.clone();
        let mut size = smallest.steps.len().div_ceil(2);
        while size > 0 {
            let mut start = 0;
            while start < smallest.steps.len() {
                let mut candidate = smallest.clone();
                candidate.steps.drain(start..(start + size).min(candidate.steps.len()));
                if fails(&candidate) {
                    smallest = candidate;
                } else {
                    start += size;
                }
            }
            size /= 2;
        }
        for backlog in [0, 1, smallest.backlog / 2] {
            let candidate = Script { backlog, ..smallest.clone() };
            if backlog < smallest.backlog && fails(&candidate) {
                smallest = candidate;
            }
        }
        // Round times are easier to read.
        for index in 0..smallest.steps.len() {
            for unit in [10_000, 1_000, 100] {
                let mut candidate = smallest.clone();
                candidate.steps[index].at = candidate.steps[index].at / unit * unit;
                candidate.steps.sort_by_key(|timed| timed.at);
                if candidate != smallest && fails(&candidate) {
                    smallest = candidate;
                    break;
                }
            }
        }
        if smallest == before {
            return smallest;
        }
    }
}
