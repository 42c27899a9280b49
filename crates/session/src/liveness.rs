//! Whether the socket still lives: any frame is a sign of life, silence is probed, and each step has its deadline.

use crate::{
    ConnId, Millis, Session,
    connection::{GIVEN_UP, Live, Phase},
};

/// A tick that is so late means that the machine slept: what was sent meanwhile may be lost.
const SLEPT: Millis = 10_000;
/// Longer than a stream pauses between two chunks.
const EARLY: Millis = 10_000;
/// When the page wakes up, a socket that was silent for this long is probed at once.
const DOUBTFUL_SILENCE: Millis = 1_000;

impl Session {
    pub(crate) fn is_live(&self) -> bool {
        self.connection.live().is_some()
    }

    /// Whether the socket has just opened.
    pub(crate) fn is_early(&self) -> bool {
        self.connection.live().is_some_and(|live| self.now.monotonic.saturating_sub(live.opened) < EARLY)
    }

    pub(crate) fn live_socket(&self) -> Option<ConnId> {
        self.connection.live().map(|live| live.conn)
    }

    pub(crate) fn connection_deadline(&self) -> Option<Millis> {
        match &self.connection.phase {
            Phase::Starting { asked, .. } => Some(asked.saturating_add(self.config.connect_timeout)),
            Phase::Connecting { deadline, .. } => Some(*deadline),
            Phase::Live(live) => Some(live.probe.unwrap_or(live.heard.saturating_add(self.config.ping_interval))),
            Phase::Waiting { until } => *until,
            Phase::Idle | Phase::Authorizing | Phase::Stopped(_) => None,
        }
    }

    pub(crate) fn tick_connection(&mut self) {
        let now = self.now.monotonic;
        let Some(deadline) = self.connection_deadline().filter(|deadline| *deadline <= now) else { return };
        if self.is_live() && now - deadline > SLEPT {
            self.begin_live();
            self.start_sync();
        }
        match &self.connection.phase {
            Phase::Waiting { .. } => self.attempt(),
            Phase::Live(Live { probe: None, .. }) => self.probe(),
            Phase::Live(Live { probe: Some(_), .. }) if mutated!(SilenceIgnored) => self.probe(),
            // The machine slept: an answer may be here already, so ask once more before giving the socket up.
            Phase::Live(Live { probe: Some(by), .. })
                if now.saturating_sub(*by) > self.config.pong_timeout.max(DOUBTFUL_SILENCE) =>
            {
                self.probe();
            }
            Phase::Starting { .. } | Phase::Connecting { .. } | Phase::Live(_) => {
                self.leave(Some(GIVEN_UP));
                self.retry_later(None);
            }
            Phase::Idle | Phase::Authorizing | Phase::Stopped(_) => {}
        }
    }

    pub(crate) fn probe_if_doubtful(&mut self) {
        let now = self.now.monotonic;
        let is_doubtful = |live: &Live| live.probe.is_none() && now.saturating_sub(live.heard) >= DOUBTFUL_SILENCE;
        if self.connection.live().is_some_and(is_doubtful) {
            self.probe();
        }
    }

    /// Any frame is a sign of life; false when it is of no use.
    pub(crate) fn hear(&mut self, conn: ConnId) -> bool {
        match &mut self.connection.phase {
            Phase::Live(live) if live.conn == conn || mutated!(NoGenerationCheck) => {
                live.heard = self.now.monotonic;
                live.probe = None;
                true
            }
            _ => false,
        }
    }

    fn probe(&mut self) {
        let by = self.now.monotonic.saturating_add(self.config.pong_timeout);
        if let Phase::Live(live) = &mut self.connection.phase {
            live.probe = Some(by);
        }
        self.send_ping();
    }
}
