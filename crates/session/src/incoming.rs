//! What each frame of the platform means for the conversation.

use protocol::{
    Content, ServerFrame,
    content::Author,
    decode_frame,
    frame::{Ack, BotResponse, Lifecycle, LifecycleKind, PlatformEvent, UserMessage},
};

use crate::{Change, Event, FailReason, Notice, Session, Typist, timeline::Arrival};

impl Session {
    pub(crate) fn on_frame(&mut self, text: String) {
        let decoded = decode_frame(&text);
        self.out.events.push(Event::Platform { raw: text });
        let was_damaged = !decoded.warnings.is_empty();
        self.out.events.extend(decoded.warnings.into_iter().map(Event::Warning));
        match decoded.value {
            ServerFrame::BotResponse(response) => self.on_bot_response(response, was_damaged),
            ServerFrame::UserMessage(message) => self.on_echo(message),
            ServerFrame::Ack(ack) => self.on_ack(&ack),
            ServerFrame::Lifecycle(lifecycle) => self.on_lifecycle(&lifecycle),
            ServerFrame::BotKitUnreachable(notice) => {
                self.set_typist(None);
                let at = notice.timestamp.unwrap_or(self.now.wall);
                self.timeline.notice(Notice::BotUnreachable { text: notice.message }, at);
            }
            ServerFrame::Event(event) => self.on_event(event),
            ServerFrame::Language(change) if !change.language.is_empty() => {
                self.out.changes.push(Change::Language(change.language));
            }
            // A sign of life, which every frame is.
            ServerFrame::Pong => {}
            // Told as they came, above.
            _ => {}
        }
    }

    fn on_bot_response(&mut self, response: BotResponse, was_damaged: bool) {
        if self.config.acknowledge_delivery
            && let Some(delivery) = &response.delivery
        {
            self.send_delivery_ack(delivery);
        }
        let more_to_come = response.items.contains(&Content::WaitForResponse);
        let is_unreadable = response.items.is_empty() && response.chunk.is_none() && was_damaged;
        self.set_typist(more_to_come.then(Typist::default));
        if is_unreadable {
            self.timeline.notice(Notice::Unreadable, response.created_on.unwrap_or(self.now.wall));
            return;
        }
        if let Some(created) = response.created_on {
            self.timeline.compare_clocks(created, self.now.monotonic);
        }
        if response.created_on.is_none() {
            self.sync_again();
        }
        match self.timeline.bot_message(response, self.is_early(), self.now.wall) {
            Arrival::Complete(entry) => self.out.events.push(Event::Message(entry)),
            Arrival::Incomplete(entry) => {
                self.out.events.extend(entry.map(Event::Message));
                self.start_sync();
            }
            Arrival::Shown | Arrival::Nothing => {}
        }
        if let Some(gap) = self.timeline.take_new_gap() {
            self.fill_gap(gap);
        }
    }

    /// The visitor's own message, from another tab, or from this one on a platform that echoes to all.
    fn on_echo(&mut self, message: UserMessage) {
        match message.id.and_then(|id| self.timeline.by_client_id(id)) {
            Some(key) => {
                self.timeline.attach(key, message.attachments);
                self.confirmed(key);
            }
            None => self.timeline.echo(message, self.now.wall),
        }
    }

    fn on_ack(&mut self, ack: &Ack) {
        let Some(key) = ack.reply_to.and_then(|id| self.timeline.by_client_id(id)) else { return };
        if ack.ok {
            if !mutated!(AckIgnored) {
                self.confirmed(key);
            }
        } else if self.outbox.fail(key, FailReason::Refused) {
            self.tell_failed(key, FailReason::Refused);
        }
    }

    fn on_lifecycle(&mut self, lifecycle: &Lifecycle) {
        match lifecycle.kind {
            LifecycleKind::AgentSessionStart => self.agent_joined(String::new()),
            LifecycleKind::AgentSessionEnd => self.agent_left(),
            LifecycleKind::SessionEnd => {
                self.everybody_left();
                if !self.timeline.ends_with(&Notice::SessionEnded) {
                    self.timeline.notice(Notice::SessionEnded, self.now.wall);
                }
            }
            LifecycleKind::FormSubmitted => {
                self.timeline.notice(Notice::FormSubmitted, self.now.wall);
            }
            LifecycleKind::FormFailure => {
                self.timeline.notice(Notice::FormFailed, self.now.wall);
            }
            LifecycleKind::WaitingForUserInput => {
                self.set_typist(None);
                self.set_waiting_for_input(true);
            }
            LifecycleKind::BotActive | LifecycleKind::SessionStart | LifecycleKind::FormDelivered => {}
        }
    }

    fn on_event(&mut self, event: PlatformEvent) {
        match event {
            PlatformEvent::Typing { author } => self.set_typist(Some(Typist { name: name_of(author) })),
            PlatformEvent::StopTyping => self.set_typist(None),
            PlatformEvent::AgentConnected { author } => self.agent_joined(name_of(author)),
            PlatformEvent::AgentDisconnected => self.agent_left(),
            // Receipts have no place in the transcript yet; the host page gets them raw.
            _ => {}
        }
    }
}

fn name_of(author: Option<Author>) -> String {
    author.map(|author| author.name).unwrap_or_default()
}
