//! Who types: the bot or an agent towards the visitor, and the visitor towards an agent (`kore-protocol.md` 6.6, 7.2).

use crate::{Change, EntryKey, Millis, Notice, Session, Typist};

/// The visitor counts as typing until this long after the last key (`kore-protocol.md` 11).
const VISITOR_PAUSE: Millis = 500;

/// Presence on both sides.
#[derive(Debug, Default)]
pub(crate) struct Presence {
    /// Who types, and until when without another word.
    typist: Option<(Typist, Millis)>,
    /// The bot waits for the visitor's input.
    waiting: bool,
    /// The visitor is typing to an agent, until then.
    visitor: Option<Millis>,
    /// An agent is in the conversation: the notice that said so.
    agent: Option<EntryKey>,
}

impl Presence {
    pub(crate) fn deadline(&self) -> Option<Millis> {
        self.typist.as_ref().map(|(_, until)| *until).into_iter().chain(self.visitor).min()
    }
}

impl Session {
    pub(crate) fn set_typist(&mut self, typist: Option<Typist>) {
        let until = self.now.monotonic.saturating_add(self.config.typing_timeout);
        let before = self.presence.typist.take().map(|(typist, _)| typist);
        self.presence.typist = typist.clone().map(|typist| (typist, until));
        if before != typist {
            self.out.changes.push(Change::Typing(typist));
        }
    }

    pub(crate) fn set_waiting_for_input(&mut self, waiting: bool) {
        if std::mem::replace(&mut self.presence.waiting, waiting) != waiting {
            self.out.changes.push(Change::WaitingForInput(waiting));
        }
    }

    /// An agent joined. The platform says so up to twice for one hand-over, once with the name.
    pub(crate) fn agent_joined(&mut self, name: String) {
        match self.presence.agent {
            Some(notice) if !name.is_empty() => self.timeline.rename_agent(notice, &name),
            Some(_) => {}
            None => {
                let notice = self.timeline.notice(Notice::AgentJoined { name }, self.now.wall);
                self.presence.agent = Some(notice);
            }
        }
    }

    pub(crate) fn agent_left(&mut self) {
        self.presence.visitor = None;
        if self.presence.agent.take().is_some() {
            self.set_typist(None);
            self.timeline.notice(Notice::AgentLeft, self.now.wall);
        }
    }

    /// The session ended, and with it whoever was in it; no notice of that.
    pub(crate) fn everybody_left(&mut self) {
        self.presence.agent = None;
        self.presence.visitor = None;
        self.set_typist(None);
        self.set_waiting_for_input(false);
    }

    /// The connection is lost: nobody can be seen typing.
    pub(crate) fn forget_typing(&mut self) {
        self.presence.visitor = None;
        self.set_typist(None);
        self.set_waiting_for_input(false);
    }

    /// A key press. Only an agent is told, and only at the beginning and the end.
    pub(crate) fn visitor_types(&mut self) {
        if self.presence.agent.is_none() || !self.is_live() {
            return;
        }
        let until = self.now.monotonic.saturating_add(VISITOR_PAUSE);
        if self.presence.visitor.replace(until).is_none() {
            self.send_typing(true);
        }
    }

    pub(crate) fn visitor_stops_typing(&mut self) {
        if self.presence.visitor.take().is_some() {
            self.send_typing(false);
        }
    }

    pub(crate) fn tick_typing(&mut self) {
        let now = self.now.monotonic;
        if self.presence.typist.as_ref().is_some_and(|(_, until)| *until <= now) {
            self.set_typist(None);
        }
        if self.presence.visitor.is_some_and(|until| until <= now) {
            self.visitor_stops_typing();
        }
    }
}
