//! What the visitor sends: messages through the outbox, and the small frames around them (`kore-protocol.md` 6).

use protocol::{
    frame::DeliveryKey,
    outbound::{ClientFrame, DeliveryAck, Sender, encode},
    template::Answer,
};

use crate::{
    Change, Draft, Effect, EntryBody, EntryKey, Event, FailReason, SendState, Session,
    outbox::Outgoing,
    record::{self, Kept},
    text::tidy,
};

/// Many more than anybody uses up between a message that is not confirmed and the next reloads of the page.
const RESERVED_IDS: u64 = 1_000_000;

impl Session {
    pub(crate) fn send(&mut self, draft: Draft) {
        let text = tidy(&draft.text);
        let payload = draft.payload.filter(|payload| !payload.trim().is_empty());
        let (body, render) = match payload {
            Some(payload) => (payload, Some(text.clone()).filter(|text| !text.is_empty())),
            None => (text.clone(), None),
        };
        let shown = if text.is_empty() { body.clone() } else { text };
        self.enqueue(body, render, shown, false);
    }

    /// A template's answer. What must not be shown or stored is neither.
    pub(crate) fn answer(&mut self, answer: Answer) {
        let shown = answer.shown.as_ref().unwrap_or(&answer.body).clone();
        self.enqueue(answer.body, answer.shown, shown, answer.is_secret);
    }

    fn enqueue(&mut self, body: String, render: Option<String>, shown: String, is_secret: bool) {
        if body.is_empty() {
            return;
        }
        if self.outbox.is_full() {
            self.out.events.push(Event::OutboxFull);
            return;
        }
        let mut id = self.outbox.next_id(self.now);
        // A clock that was set back must not give a message the id of one in the log.
        while self.timeline.by_client_id(id).is_some() {
            id = self.outbox.next_id(self.now);
        }
        let key = self.timeline.send(id, shown, self.now.wall);
        self.outbox.push(key, id, body, render, self.now.wall, is_secret);
        self.set_waiting_for_input(false);
        self.visitor_stops_typing();
        self.flush();
    }

    /// Storage held this from before a reload. It is shown once a token tells whose it is.
    pub(crate) fn remember(&mut self, record: &str) {
        if mutated!(RestoreDropped) {
            return;
        }
        self.kept = record::read(record);
        for kept in &self.kept {
            // The ids up to now may be taken, which counts once the clock is set back; those that follow too, if it was
            // set back already.
            let taken = if kept.id < self.now.wall { 0 } else { self.backoff.random_below(RESERVED_IDS) };
            self.outbox.reserve_id(kept.id.max(self.now.wall).saturating_add_unsigned(taken));
        }
        self.saved = Some(record.to_owned());
    }

    /// It is known now who the visitor is: the messages of theirs from before a reload go on.
    pub(crate) fn restore_messages(&mut self) {
        let user = self.tokens.user();
        let is_own = |kept: &Kept| kept.user.is_none() || kept.user.as_deref() == user;
        let (own, foreign): (Vec<Kept>, Vec<Kept>) = std::mem::take(&mut self.kept).into_iter().partition(is_own);
        self.kept = foreign;
        let restored = self.timeline.restore(own);
        if !restored.is_empty() {
            self.outbox.restore(restored);
        }
    }

    /// Writes down what must outlive a reload, before anything of it leaves; and tells when the outbox is full.
    pub(crate) fn save(&mut self) {
        if !self.outbox.take_changed() || mutated!(StoreDropped) {
            return;
        }
        let record = record::write(self.kept.iter().chain(&self.outbox.kept(self.tokens.user())));
        if record != self.saved {
            self.saved.clone_from(&record);
            self.out.effects.insert(0, Effect::Store(record));
        }
        let is_full = self.outbox.is_full();
        if std::mem::replace(&mut self.outbox_full, is_full) != is_full {
            self.out.changes.push(Change::OutboxFull(is_full));
        }
    }

    /// Storage is denied or full. The host page is told once.
    pub(crate) fn store_failed(&mut self) {
        if !std::mem::replace(&mut self.storage_failed, true) {
            self.out.events.push(Event::StorageFailed);
        }
    }

    pub(crate) fn retry(&mut self, key: EntryKey) {
        if self.outbox.retry(key) {
            self.timeline.set_state(key, SendState::Queued);
            self.timeline.move_to_end(key);
            self.flush();
        }
    }

    pub(crate) fn discard(&mut self, key: EntryKey) {
        if self.outbox.discard(key) {
            self.timeline.remove(key);
        }
    }

    /// Sends what waits.
    pub(crate) fn flush(&mut self) {
        let overdue = self.now.monotonic.saturating_add(self.config.ack_timeout);
        while self.is_live()
            && let Some(message) = self.outbox.take_next(self.now.monotonic, overdue, self.timeline.newest_logged())
        {
            self.timeline.leaves(message.key);
            self.send_message(&message);
        }
    }

    /// The platform has a message.
    pub(crate) fn confirmed(&mut self, key: EntryKey) {
        if let Some(sent) = self.outbox.confirm(key) {
            self.timeline.confirm(key, sent, self.history.is_synced());
            self.out.events.extend(self.timeline.get(key).cloned().map(Event::Sent));
        }
    }

    /// A message is given up.
    pub(crate) fn tell_failed(&mut self, key: EntryKey, reason: FailReason) {
        self.timeline.set_state(key, SendState::Failed(reason));
        let entry = self.timeline.get(key).filter(|entry| matches!(entry.body, EntryBody::Sent { .. }));
        self.out.events.extend(entry.cloned().map(Event::SendFailed));
    }

    pub(crate) fn tick_outbox(&mut self) {
        let next_run = self.next_sync_run();
        if self.outbox.check_overdue(self.now.monotonic, next_run) {
            self.start_sync();
        }
    }

    /// Ends the conversation on the platform. Only while live: a wish from before would end the next visit.
    pub(crate) fn end_session(&mut self) {
        self.config.resumed_user = None;
        let id = self.outbox.next_id(self.now);
        self.send_text(encode(&ClientFrame::close_session(self.sender(), id)));
    }

    pub(crate) fn send_ping(&mut self) {
        let counter = self.count_frame();
        self.send_text(encode(&ClientFrame::ping(self.sender(), counter)));
    }

    /// Tells the agent's side that the visitor began or stopped typing.
    pub(crate) fn send_typing(&mut self, begins: bool) {
        let counter = self.count_frame();
        let build = if begins { ClientFrame::typing } else { ClientFrame::stop_typing };
        self.send_text(encode(&build(self.sender(), counter)));
    }

    pub(crate) fn send_delivery_ack(&mut self, delivery: &DeliveryKey) {
        self.send_text(encode(&DeliveryAck::new(delivery)));
    }

    fn send_message(&mut self, message: &Outgoing) {
        let Outgoing { id, body, render, .. } = message;
        self.send_text(encode(&ClientFrame::message(self.sender(), *id, body, render.as_deref())));
    }

    fn sender(&self) -> Sender<'_> {
        Sender { bot_info: &self.config.bot, meta: &self.config.meta }
    }

    /// Numbers the frames that carry no client message id.
    fn count_frame(&mut self) -> i64 {
        self.frames += 1;
        self.frames
    }

    fn send_text(&mut self, text: String) {
        if let Some(conn) = self.live_socket() {
            self.out.effects.push(Effect::SendFrame { conn, text });
        }
    }
}
