//! The state machine that turns inputs into effects, changes and events.

use crate::{Change, Config, ConnectionState, Effect, Entry, Event, Input, Millis, Now};

/// What one input led to.
#[derive(Debug, Default)]
pub struct Output {
    /// To do, in order.
    pub effects: Vec<Effect>,
    /// To show, in order.
    pub changes: Vec<Change>,
    /// To tell the host page, in order.
    pub events: Vec<Event>,
}

/// One conversation with one bot.
#[derive(Debug)]
pub struct Session {
    config: Config,
    state: ConnectionState,
}

impl Session {
    /// A session that does nothing until [`Input::Connect`]. The seed spreads reconnects over time.
    pub fn new(config: Config, seed: u64) -> Self {
        let _ = seed;
        Self { config, state: ConnectionState::Idle }
    }

    /// Takes one input. Total: nothing that arrives can make it panic.
    pub fn handle(&mut self, now: Now, input: Input) -> Output {
        let _ = (now, input, &self.config);
        Output::default()
    }

    /// When to call [`Session::handle`] with [`Input::Tick`], on the monotonic clock.
    pub fn next_deadline(&self) -> Option<Millis> {
        None
    }

    /// The connection.
    pub fn state(&self) -> &ConnectionState {
        &self.state
    }

    /// The transcript, oldest first.
    pub fn entries(&self) -> impl Iterator<Item = &Entry> {
        std::iter::empty()
    }
}
