//! The session, the platform and the network between them, on one virtual clock.

use std::{
    cmp::Reverse,
    collections::{BTreeMap, BTreeSet, BinaryHeap},
};

use session::{Config, ConnId, Draft, HttpCall, Input, Now, Output, RequestId, Session};

use crate::{
    network::{MOST_BYTES, Network},
    page::Page,
    platform::{EPOCH, Platform, Stored},
    rng::{Choices, Rng},
    script::{Access, Script, Step},
    watch::{self, Watch},
};

/// The monotonic clock at the start: anything but zero, so that a zero in the code shows.
const ORIGIN: u64 = 1_000;

/// What waits in the queue.
#[derive(Debug)]
pub enum Happening {
    Step(Step),
    /// Reaches the session, unless the page was loaded anew meanwhile.
    ToSession {
        page: u32,
        input: Input,
        /// The message that a frame brings and that has to be there afterwards.
        brings: Option<String>,
    },
    /// Reaches the platform over HTTP.
    Http {
        page: u32,
        request: RequestId,
        call: HttpCall,
        asked: u64,
    },
    /// A socket's request for an upgrade reaches the platform.
    Open {
        socket: SocketId,
        url: String,
        protocols: Vec<String>,
    },
    /// A frame reaches the platform.
    Frame {
        socket: SocketId,
        text: String,
    },
    BotSays,
    Chunks {
        stored: Stored,
        left: Vec<String>,
    },
    Online,
    Visible,
    Return,
    Restored,
}

/// A socket of one page; a page counts its sockets anew.
pub type SocketId = (u32, ConnId);

impl Happening {
    /// Whether it happens in the page, which a sleeping device or a page in the back-forward cache does not run.
    fn is_in_page(&self) -> bool {
        match self {
            Self::ToSession { .. } | Self::Online | Self::Visible | Self::Return => true,
            Self::Step(step) => matches!(
                step,
                Step::Say
                    | Step::SayTooLarge
                    | Step::RetryFailed
                    | Step::DiscardFailed
                    | Step::LoadOlder
                    | Step::FillGaps
                    | Step::Reconnect
                    | Step::Type
                    | Step::EndSession
                    | Step::Leave(_)
                    | Step::Offline(_)
                    | Step::OfflineUnnoticed(_)
                    | Step::Hidden(_)
                    | Step::Cached(_)
                    | Step::Reload
                    | Step::Stale
            ),
            _ => false,
        }
    }

    /// Whether it belongs to the script: a step, or the end of one.
    fn is_of_script(&self) -> bool {
        matches!(self, Self::Step(_) | Self::Online | Self::Visible | Self::Return | Self::Restored)
    }
}

/// A message that the visitor sent in this run.
#[derive(Debug)]
pub struct Said {
    pub text: String,
    /// The visitor sent it again: it may arrive twice, and has no place of its own in the order.
    pub retried: bool,
    /// The platform lost it.
    pub swallowed: bool,
    pub discarded: bool,
    /// The page was loaded anew when this was nowhere but in its memory.
    pub forgotten: bool,
}

pub struct World {
    /// Milliseconds from the start.
    pub now: u64,
    pub rng: Rng,
    pub session: Session,
    pub platform: Platform,
    pub network: Network,
    pub page: Page,
    pub watch: Watch,
    pub said: Vec<Said>,
    /// Pairs of state and step that were met.
    pub met: BTreeSet<(&'static str, &'static str)>,
    pub access: Access,
    pub bot_count: u32,
    /// Prints every input and effect.
    pub is_traced: bool,
    seed: u64,
    first_seed: u64,
    config: Config,
    queue: BinaryHeap<Reverse<(u64, u64)>>,
    happenings: BTreeMap<u64, Happening>,
    serial: u64,
}

impl World {
    pub fn new(script: &Script) -> Self {
        let mut platform = Platform::default();
        platform.is_secure = script.access == Access::Secure;
        platform.most_bytes = Some(MOST_BYTES);
        for index in 0..script.backlog {
            platform.store(0, index % 2 == 0, &format!("old-{index}"), None);
            if let Some(last) = platform.log.last_mut() {
                last.created_on = EPOCH - 86_400_000 + i64::from(index) * 60_000;
            }
        }
        let mut world = Self {
            now: 0,
            rng: Rng::new(script.seed.wrapping_mul(0x2545_f491_4f6c_dd1d)),
            session: Session::new(config(script), script.seed),
            platform,
            network: Network::default(),
            page: Page::default(),
            watch: Watch::default(),
            said: Vec::new(),
            met: BTreeSet::new(),
            access: script.access,
            bot_count: 0,
            is_traced: false,
            seed: script.seed,
            first_seed: script.seed,
            config: config(script),
            queue: BinaryHeap::new(),
            happenings: BTreeMap::new(),
            serial: 0,
        };
        world.watch.reload(0);
        world.queue_input(0, Input::Connect);
        for timed in &script.steps {
            world.at(timed.at, Happening::Step(timed.step.clone()));
        }
        world
    }

    /// Lets everything happen up to a time, or until something is wrong.
    pub fn run_until(&mut self, end: u64) {
        let mut idle_ticks = 0;
        while self.watch.violation.is_none() {
            let queued = self.queue.peek().map(|Reverse((at, _))| *at);
            // A page in the back-forward cache has no timers.
            let deadline = self.session.next_deadline().filter(|_| self.page.frozen.is_none());
            let deadline = deadline.map(|at| Self::since_start(at).max(self.now).max(self.page.asleep));
            let tick = deadline.is_some_and(|deadline| queued.is_none_or(|queued| deadline <= queued));
            let Some(next) = (if tick { deadline } else { queued }) else { break };
            if next > end {
                break;
            }
            idle_ticks = if tick && next <= self.now { idle_ticks + 1 } else { 0 };
            if idle_ticks > 100 {
                self.fail(6, "the session asks to be called again and again without time going on");
            }
            self.now = self.now.max(next);
            if tick {
                self.input(Input::Tick);
            } else if let Some(Reverse((_, serial))) = self.queue.pop()
                && let Some(happening) = self.happenings.remove(&serial)
            {
                self.happen(happening);
            }
        }
        self.now = self.now.max(end);
    }

    /// A time of the session's as one of this world's.
    pub fn since_start(monotonic: u64) -> u64 {
        monotonic.saturating_sub(ORIGIN)
    }

    /// When every fault that is known of by now is over.
    pub fn quiet_from(&self) -> u64 {
        self.page.quiet_from().max(self.network.quiet_from()).max(self.now)
    }

    /// Whether anything of the script, or the end of one of its faults, is still to come.
    pub fn has_steps_left(&self) -> bool {
        self.page.frozen.is_some() || self.happenings.values().any(Happening::is_of_script)
    }

    /// Hands an input to the session and does what it asks for.
    pub fn input(&mut self, input: Input) {
        let now = self.clocks();
        if self.is_traced {
            println!("{:>7} > {input:?}", self.now);
        }
        // The visitor need not wait, and a new page knows nothing of the wish.
        if matches!(input, Input::Connect | Input::Reconnect | Input::Restore(_)) {
            self.watch.start_not_before = 0;
        }
        let handled = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| self.session.handle(now, input)));
        let output = match handled {
            Ok(output) => output,
            Err(panic) => {
                let text = panic.downcast_ref::<String>().map(String::as_str);
                let text = text.or_else(|| panic.downcast_ref::<&str>().copied()).unwrap_or("it does not say why");
                return self.fail(6, format!("the session panicked: {text}"));
            }
        };
        let Output { effects, changes, events } = output;
        for event in &events {
            self.watch.told(self.now, event);
        }
        self.watch.changes(self.now, changes, self.session.entries());
        if std::env::var("DBG").is_ok() {
            let rows = self.session.entries().map(|entry| match &entry.body {
                session::EntryBody::Gap(_) => format!("GAP{}", entry.key.0),
                session::EntryBody::Sent { state: session::SendState::Sent, .. } => {
                    crate::watch::text_of(entry).unwrap_or_default()
                }
                session::EntryBody::Sent { text, state, .. } => format!("{text}:{state:?}"),
                _ => crate::watch::text_of(entry).unwrap_or_else(|| "notice".to_owned()),
            });
            println!("DBG {}", rows.collect::<Vec<_>>().join(" | "));
        }
        for effect in effects {
            if self.is_traced {
                println!("        < {effect:?}");
            }
            self.watch.effect(self.now, &effect);
            self.perform(effect);
        }
    }

    /// Sends the next chunk of a message.
    pub fn bot_streams(&mut self, stored: Stored, mut left: Vec<String>) {
        let chunk = left.remove(0);
        self.broadcast(&stored.chunk(&chunk, left.is_empty()), None);
        if !left.is_empty() {
            let at = self.now + self.rng.between(20, 400);
            self.at(at, Happening::Chunks { stored, left });
        }
    }

    /// Guarantee 5: an input of something that is gone changes nothing.
    pub fn stale_input(&mut self, input: Input) {
        let told = format!("{input:?}");
        let deadline = self.session.next_deadline();
        let now = self.clocks();
        let output = self.session.handle(now, input);
        let is_quiet = output.effects.is_empty() && output.changes.is_empty() && output.events.is_empty();
        if !is_quiet || self.session.next_deadline() != deadline {
            self.fail(5, format!("{told} is of something that is gone, and led to {output:?}"));
        }
    }

    /// The visitor sends something.
    pub fn say(&mut self, payload: Option<String>) {
        let text = format!("v-{}", self.said.len());
        self.said.push(Said {
            text: text.clone(),
            retried: false,
            swallowed: false,
            discarded: false,
            forgotten: false,
        });
        self.input(Input::Send(Draft { text: text.clone(), payload }));
        if !self.watch.shows(&text) {
            self.fail(1, format!("\"{text}\" is not shown when it is sent"));
        }
    }

    pub fn fail(&mut self, guarantee: u8, why: impl Into<String>) {
        self.watch.fail(guarantee, self.now, why);
    }

    /// Puts something into the queue.
    pub fn at(&mut self, at: u64, happening: Happening) {
        self.serial += 1;
        self.queue.push(Reverse((at, self.serial)));
        self.happenings.insert(self.serial, happening);
    }

    pub fn queue_input(&mut self, at: u64, input: Input) {
        self.at(at, Happening::ToSession { page: self.page.number, input, brings: None });
    }

    /// Takes things out of the queue.
    pub fn take_out(&mut self, is_meant: impl Fn(&Happening) -> bool) -> Vec<Happening> {
        let serials: Vec<u64> =
            self.happenings.iter().filter(|(_, happening)| is_meant(happening)).map(|(serial, _)| *serial).collect();
        serials.iter().filter_map(|serial| self.happenings.remove(serial)).collect()
    }

    /// A new session on a new page.
    pub fn renew_session(&mut self) {
        self.seed = self.seed.wrapping_add(0x9e37_79b9);
        self.session = Session::new(self.config.clone(), self.seed);
        self.watch.reload(self.now);
    }

    pub fn most_entries(&self) -> usize {
        self.config.most_entries
    }

    /// What differs between runs and not within one.
    pub fn is_odd(&self) -> bool {
        !self.first_seed.is_multiple_of(2)
    }

    fn clocks(&self) -> Now {
        Now { monotonic: ORIGIN + self.now, wall: EPOCH + self.now as i64 + self.page.skew }
    }

    fn happen(&mut self, happening: Happening) {
        if happening.is_in_page() && self.now < self.page.asleep {
            return self.at(self.page.asleep, happening);
        }
        if happening.is_in_page()
            && let Some(frozen) = &mut self.page.frozen
        {
            return frozen.push(happening);
        }
        match happening {
            Happening::Step(step) => {
                self.met.insert((watch::state_name(self.session.state()), step.name()));
                self.watch.causes.push(self.now);
                self.watch.told(self.now, &self.session);
                self.step(step);
            }
            Happening::ToSession { page, input, brings } => self.deliver(page, input, brings),
            Happening::Http { page, request, call, asked } => self.answer(page, request, &call, asked),
            Happening::Open { socket, url, protocols } => self.open(socket, &url, &protocols),
            Happening::Frame { socket, text } => self.receive(socket, &text),
            Happening::BotSays => self.bot_says(1),
            Happening::Chunks { stored, left } => self.bot_streams(stored, left),
            Happening::Online => {
                self.watch.causes.push(self.now);
                self.input(Input::Online(true));
            }
            Happening::Visible => {
                self.watch.causes.push(self.now);
                self.watch.is_hidden = false;
                self.input(Input::Visible(true));
            }
            Happening::Return => {
                self.watch.causes.push(self.now);
                self.watch.starts_over();
                self.input(Input::Connect);
            }
            Happening::Restored => self.restore(),
        }
    }
}

fn config(script: &Script) -> Config {
    Config { most_entries: script.memory, ..Config::default() }
}
