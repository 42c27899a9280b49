//! What a window knows, and how changes of the session and acts of the visitor lead to what it shows.

use std::{
    cell::{Cell, OnceCell, RefCell},
    rc::Rc,
    sync::Arc,
};

use js_sys::Date;
use session::{Change, Entry, EntryKey, HistoryState, Input};
use web_sys::{Element, HtmlTextAreaElement};

use super::{
    WindowEvent,
    announcer::Announcer,
    composer,
    connection::Connection,
    context::{Choice, Context},
    row,
    rows::{Applied, Rows},
    scroll::Scroll,
    typing,
    view::Nodes,
};
use crate::i18n::fill;

/// The state of one window.
pub(crate) struct State {
    rows: RefCell<Rows>,
    connection: Connection,
    on_event: Rc<dyn Fn(WindowEvent)>,
    is_open: Cell<bool>,
    /// Whether the visitor ended the connection by closing, so that opening asks for a new one.
    is_ended: Cell<bool>,
    unread: Cell<u32>,
    /// Whether older messages were asked for and no answer is there yet.
    asked_older: Cell<bool>,
    ctx: Context,
    announcer: OnceCell<Announcer>,
    mounted: OnceCell<(Nodes, Rc<Scroll>)>,
}

impl State {
    pub fn new(ctx: Context, on_event: Rc<dyn Fn(WindowEvent)>) -> Self {
        Self {
            connection: Connection::new(ctx.shown.clone()),
            ctx,
            rows: RefCell::new(Rows::default()),
            announcer: OnceCell::new(),
            on_event,
            is_open: Cell::new(false),
            is_ended: Cell::new(false),
            unread: Cell::new(0),
            asked_older: Cell::new(false),
            mounted: OnceCell::new(),
        }
    }

    /// The handle for views.
    pub fn context(&self) -> &Context {
        &self.ctx
    }

    /// Hands over the nodes, once they exist. `region` is the announcer's.
    pub fn mounted(&self, nodes: Nodes, scroll: Rc<Scroll>, region: Element) {
        // Called once, by the mounting.
        let _ = self.announcer.set(Announcer::new(region));
        let _ = self.mounted.set((nodes, scroll));
    }

    /// Shows changes, in order; one rendering however many there are.
    pub fn apply(&self, changes: Vec<Change>) {
        let Some((_, scroll)) = self.mounted.get() else { return };
        let mut applied = Applied::default();
        let mut has_rows = false;
        for change in changes {
            match change {
                Change::Timeline(diff) => {
                    if !std::mem::replace(&mut has_rows, true) {
                        scroll.remember();
                    }
                    self.rows.borrow_mut().apply(diff, &mut applied);
                }
                Change::Connection(state) => self.connection.set(&state),
                Change::Typing(typist) => {
                    self.set_typing(typist.map(|typist| typing::words(self.ctx.strings, &typist)))
                }
                Change::WaitingForInput(waiting) => self.ctx.shown.waiting.set(waiting),
                Change::History(state) => {
                    if state != HistoryState::Loading {
                        self.asked_older.set(false);
                    }
                    self.ctx.shown.history.set(state);
                }
                Change::OutboxFull(is_full) => self.ctx.shown.is_full.set(is_full),
                // The strings of another language come with the page's own choice of locale.
                _ => {}
            }
        }
        if has_rows {
            self.count(scroll, &applied);
            self.announce(&applied);
            self.render(scroll);
        }
    }

    pub fn is_open(&self) -> bool {
        self.is_open.get()
    }

    pub fn open(&self) {
        let Some((nodes, scroll)) = self.mounted.get() else { return };
        if self.is_open.replace(true) {
            return;
        }
        nodes.show(true);
        scroll.restore();
        if self.is_ended.replace(false) {
            self.ctx.dispatch(Input::Connect);
        }
        (self.on_event)(WindowEvent::Opened);
        if self.unread.replace(0) > 0 {
            (self.on_event)(WindowEvent::Unread(0));
        }
    }

    pub fn close(&self) {
        let Some((nodes, _)) = self.mounted.get() else { return };
        if self.is_open.replace(false) {
            self.ctx.shown.dialog.set(None);
            nodes.show(false);
            (self.on_event)(WindowEvent::Closed);
        }
    }

    /// Closes the window where it stands over the page.
    pub fn dismiss(&self) {
        if self.mounted.get().is_some_and(|(nodes, _)| !nodes.is_inline()) {
            self.close();
        }
    }

    /// The visitor wants to end the chat.
    pub fn ask_to_end(&self) {
        if self.ctx.asks_to_end {
            (self.on_event)(WindowEvent::EndAsked);
        } else {
            self.end();
        }
    }

    /// Closes the window and the connection with it, unless a message is still on its way.
    pub fn end(&self) {
        let is_sending = self.rows.borrow().is_sending();
        if !is_sending {
            self.is_ended.set(true);
            self.ctx.dispatch(Input::Disconnect);
        }
        self.close();
    }

    /// The box that is written in.
    pub fn area(&self) -> Option<HtmlTextAreaElement> {
        self.mounted.get().map(|(nodes, _)| nodes.area())
    }

    /// Takes a message that was not sent back into the composer, ahead of what is written there.
    pub fn edit(&self, key: EntryKey, text: &str) {
        let Some(area) = self.area() else { return };
        let draft = area.value();
        let text = if draft.trim().is_empty() { text.to_owned() } else { [text, &draft].join("\n") };
        composer::write(&self.ctx, &area, &text);
        self.ctx.dispatch(Input::Discard(key));
        let _ = area.focus();
    }

    /// Moves the focus back to where the visitor writes.
    pub fn focus(&self) {
        if let Some((nodes, _)) = self.mounted.get() {
            nodes.focus_after_choice();
        }
    }

    /// Notes what was chosen in an entry.
    pub fn choose(&self, key: EntryKey, choice: Choice) {
        let strip = {
            let mut rows = self.rows.borrow_mut();
            rows.choose(key, choice);
            rows.strip()
        };
        self.ctx.shown.strip.set(strip);
    }

    /// Goes to the newest message.
    pub fn jump(&self) {
        let Some((_, scroll)) = self.mounted.get() else { return };
        scroll.follow();
        self.render(scroll);
        scroll.restore();
    }

    /// The visitor scrolled, or the position was restored by itself.
    pub fn scrolled(&self) {
        let Some((_, scroll)) = self.mounted.get() else { return };
        let is_newest_rendered = self.rows.borrow().range.reaches_newest();
        let scrolled = scroll.scrolled(is_newest_rendered);
        if scrolled.wants_newest {
            // With the End key or the scrollbar: stepping there would stop at each end of the rendered part.
            return self.jump();
        }
        let grows = {
            let range = &mut self.rows.borrow_mut().range;
            (scrolled.is_near_oldest && range.show_older()) || (scrolled.is_near_newest && range.show_newer())
        };
        if grows {
            self.render(scroll);
        } else {
            if scrolled.is_near_oldest {
                self.ask_older();
            }
            self.tell_position(scroll);
        }
    }

    /// Rows or sizes changed and the position is right again.
    pub fn restored(&self) {
        let Some((_, scroll)) = self.mounted.get() else { return };
        // What does not fill the window cannot be scrolled up in.
        if scroll.is_underfull() {
            let grows = self.rows.borrow_mut().range.show_older();
            if grows { self.render(scroll) } else { self.ask_older() }
        }
    }

    fn ask_older(&self) {
        let has_more = self.ctx.shown.history.peek() == HistoryState::More;
        if has_more && self.rows.borrow().range.first == 0 && !self.asked_older.replace(true) {
            self.ctx.dispatch(Input::LoadOlder);
        }
    }

    fn render(&self, scroll: &Scroll) {
        let mut rows = self.rows.borrow_mut();
        if scroll.is_following() {
            rows.range.show_newest();
        } else {
            let first = rows.range.first;
            rows.range.trim(&|| first.saturating_add(scroll.reading()));
        }
        #[allow(clippy::cast_possible_truncation, reason = "milliseconds since 1970 are whole and far below 2^53")]
        let now = Date::now() as i64;
        let rendered = rows.render(&self.ctx.dates, now);
        self.ctx.shown.rows.set(rendered);
        self.ctx.shown.is_empty.set(rows.is_empty());
        self.ctx.shown.is_oldest.set(rows.range.first == 0);
        self.ctx.shown.strip.set(rows.strip());
        drop(rows);
        self.tell_position(scroll);
    }

    fn tell_position(&self, scroll: &Scroll) {
        let is_away = !scroll.is_following();
        self.ctx.shown.is_away.set(is_away);
        if !is_away {
            self.ctx.shown.unseen.set(0);
        }
    }

    fn count(&self, scroll: &Scroll, applied: &Applied) {
        if applied.arrived == 0 {
            return;
        }
        if !scroll.is_following() {
            self.ctx.shown.unseen.set(self.ctx.shown.unseen.peek() + applied.arrived);
        }
        if !self.is_open.get() {
            self.unread.set(self.unread.get() + applied.arrived);
            (self.on_event)(WindowEvent::Unread(self.unread.get()));
        }
    }

    fn announce(&self, applied: &Applied) {
        let Some(announcer) = self.announcer.get().filter(|_| self.is_open.get()) else { return };
        let speak = |entries: &[Arc<Entry>]| -> Vec<String> {
            entries.iter().map(|entry| row::spoken(&self.ctx, entry)).filter(|text| !text.is_empty()).collect()
        };
        let many = |count: usize| fill(self.ctx.strings.announce_many, "count", &count.to_string());
        announcer.announce(speak(&applied.failed), &many);
        // A burst is counted, not put into words one by one.
        if applied.completed.len() > 20 {
            announcer.announce(vec![many(applied.completed.len())], &many);
        } else {
            announcer.announce(speak(&applied.completed), &many);
        }
    }

    fn set_typing(&self, words: Option<String>) {
        if let Some(words) = &words
            && self.ctx.shown.typing.peek().is_none()
            && self.is_open.get()
            && let Some(announcer) = self.announcer.get()
        {
            announcer.announce(vec![words.clone()], &|_| String::new());
        }
        self.ctx.shown.typing.set(words);
    }
}
