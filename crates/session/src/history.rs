//! Fetching the platform's log (`kore-protocol.md` 3.7): the newest page whenever a socket opens or a message stays
//! unacknowledged, older pages on request.

use protocol::{HistoryPage, Warning, decode_history};

use crate::{
    Change, Effect, EntryKey, Event, GapState, HistoryState, HttpCall, HttpFailure, HttpResponse, Method, Millis,
    RequestId, Session, TokenReason,
    outbox::{SyncRun, Verdict},
    text::encode_query,
    timeline::{PageKind, Proof},
    token::Answer,
};

/// Own deadline of a page, should the driver never answer.
const PAGE_TIMEOUT: Millis = 15_000;
/// After so many failures a sync counts as failed, and the messages that waited for it as unconfirmed.
const SYNC_FAILURES: u32 = 4;
/// It is still tried again, as the log may yet confirm them, until it failed this often.
const MOST_SYNC_FAILURES: u32 = 200;
/// The host page's callback is not bothered for history more often than this.
const TOKEN_PAUSE: Millis = 10_000;
/// Nor more often than this once it gave one refused token after the other.
const REFUSALS_PAUSE: Millis = 60_000;
/// A sync goes back at most this many pages to meet what is known. What is before them is a gap, for the visitor to ask.
const SYNC_PAGES: u32 = 5;
/// And this many when the fate of a message depends on it.
const SEARCH_PAGES: u32 = 20;
/// A request for older messages, or for what is missing at a gap, skips at most this many pages of known ones.
const OLDER_PAGES: u32 = 3;

/// What is known of the log and what is under way.
#[derive(Debug, Default)]
pub(crate) struct History {
    state: HistoryState,
    /// Whether the newest page was ever merged.
    has_first_page: bool,
    /// Whether it was not when a connection was lost that had brought messages: something may be missing after them.
    is_broken: bool,
    sync: Option<Fetch>,
    older: Option<Fetch>,
    gap: Option<Fetch>,
    /// How many entries the visitor asked for beyond those that are kept in memory anyway.
    extra: usize,
    /// Messages up to this offset are known, although there are not that many entries.
    skipped: usize,
    /// The newest sync run.
    run: SyncRun,
    /// Entries from this key on arrived after the last sync that succeeded: before them there may be a gap.
    unsynced: Option<EntryKey>,
    /// Entries from this key on arrived on the socket that is open now, so nothing is missing between them.
    opened: Option<EntryKey>,
    /// Somebody needs a run that begins after the present one began.
    again: bool,
}

/// One walk through the log.
#[derive(Clone, Debug)]
struct Fetch {
    step: Step,
    /// The token of the last request.
    token: u64,
    offset: usize,
    pages: u32,
    failures: u32,
    /// A message that fits is known: nothing is missing between it and what the walk brings.
    proof: Proof,
    /// Whether to go back until the proof is met.
    until_known: bool,
    /// Whether something was known when it began, after which something may be missing.
    continues: bool,
    /// And until the message with this id is met, or the beginning of the log where the id is empty.
    anchor: Option<String>,
    /// The oldest message of the last page, or the one before which it began.
    oldest: Option<EntryKey>,
    /// The oldest message of all its pages: a page may move away from the one before.
    lowest: Option<EntryKey>,
}

impl Fetch {
    fn new(offset: usize, proof: Proof) -> Self {
        let step = Step::NeedsToken;
        Self {
            step,
            token: 0,
            offset,
            pages: 0,
            failures: 0,
            proof,
            until_known: false,
            continues: false,
            anchor: None,
            oldest: None,
            lowest: None,
        }
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Step {
    /// A page is on its way.
    Requested { request: RequestId, deadline: Millis },
    /// Waits for a token.
    NeedsToken,
    /// Waits after a failure.
    Pause { until: Millis },
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Walk {
    Sync,
    Older,
    Gap,
}

impl Walk {
    const ALL: [Self; 3] = [Self::Sync, Self::Older, Self::Gap];
}

impl History {
    pub(crate) fn deadline(&self) -> Option<Millis> {
        let of = |fetch: &Fetch| match fetch.step {
            Step::Requested { deadline, .. } => Some(deadline),
            Step::Pause { until } => Some(until),
            Step::NeedsToken => None,
        };
        self.fetches().filter_map(|(_, fetch)| of(fetch)).min()
    }

    /// Whether nothing is missing from what arrived, as far as can be known.
    pub(crate) fn is_synced(&self) -> bool {
        self.unsynced.is_none()
    }

    /// Whether what is fetched now continues something that is known.
    fn continues(&self) -> bool {
        self.has_first_page || self.is_broken
    }

    fn walk_of(&self, request: RequestId) -> Option<Walk> {
        let is_of = |fetch: &Fetch| matches!(fetch.step, Step::Requested { request: own, .. } if own == request);
        self.fetches().find(|(_, fetch)| is_of(fetch)).map(|(walk, _)| walk)
    }

    fn fetches(&self) -> impl Iterator<Item = (Walk, &Fetch)> {
        let slots = [&self.sync, &self.older, &self.gap];
        Walk::ALL.into_iter().zip(slots).filter_map(|(walk, slot)| Some((walk, slot.as_ref()?)))
    }

    fn slot(&mut self, walk: Walk) -> &mut Option<Fetch> {
        match walk {
            Walk::Sync => &mut self.sync,
            Walk::Older => &mut self.older,
            Walk::Gap => &mut self.gap,
        }
    }
}

impl Session {
    /// The run that [`Session::start_sync`] begins, now or after the present one.
    pub(crate) fn next_sync_run(&self) -> SyncRun {
        self.history.run + 1
    }

    /// Fetches the newest page, now or after the run that is under way.
    pub(crate) fn start_sync(&mut self) {
        let is_pausing = |fetch: &Fetch| matches!(fetch.step, Step::Pause { .. });
        if self.history.sync.as_ref().is_some_and(|fetch| !is_pausing(fetch)) {
            self.history.again = true;
            return;
        }
        self.history.run += 1;
        if !self.history.has_first_page {
            self.set_history(HistoryState::Loading);
        }
        let sought = self.outbox.sought();
        let since = *self.history.unsynced.get_or_insert(self.timeline.mark());
        let fetch = Fetch {
            until_known: self.history.continues() || sought.key.is_some(),
            continues: self.history.continues(),
            anchor: sought.anchor,
            ..Fetch::new(0, self.timeline.proof(sought.key.map_or(since, |key| key.min(since))))
        };
        self.request_page(Walk::Sync, fetch);
    }

    /// Something arrived whose place only a page can tell that is made from now on, not the one that is under way.
    pub(crate) fn sync_again(&mut self) {
        self.history.again |= self.history.sync.is_some();
    }

    /// The visitor wants older messages, or tries again after a failure.
    pub(crate) fn load_older(&mut self) {
        let may_ask = matches!(self.history.state, HistoryState::More | HistoryState::Failed);
        let can_ask = self.is_live() || self.tokens.current().is_some();
        if !may_ask || !can_ask || self.history.older.is_some() {
            return;
        }
        if !self.history.has_first_page {
            self.start_sync();
            return;
        }
        if self.timeline.len() >= 2 * self.config.most_entries {
            self.set_history(HistoryState::Full);
            return;
        }
        self.set_history(HistoryState::Loading);
        let offset = self.timeline.logged().max(self.history.skipped);
        self.request_page(Walk::Older, Fetch::new(offset, Proof::Older { mark: self.timeline.mark(), above: None }));
    }

    /// The visitor wants what is missing at a gap.
    pub(crate) fn fill_gap(&mut self, key: EntryKey) {
        let can_ask = self.is_live() || self.tokens.current().is_some();
        if can_ask && self.history.gap.is_none() && self.timeline.gap(key).is_some() {
            self.timeline.set_gap(key, GapState::Loading);
            let offset = self.timeline.logged_after(key);
            let oldest = self.timeline.first_after(key);
            self.request_page(Walk::Gap, Fetch { oldest, ..Fetch::new(offset, Proof::Before(key)) });
        }
    }

    /// Drops the oldest entries from memory when there are too many. Not at every one, and what the visitor asked for
    /// stays. Not while a page is on its way that continues what is there.
    pub(crate) fn trim_timeline(&mut self) {
        let most = self.config.most_entries.saturating_add(self.history.extra);
        let continues = |(walk, fetch): (Walk, &Fetch)| walk != Walk::Sync || fetch.pages > 0;
        if self.history.fetches().any(continues)
            || self.timeline.len() <= most.saturating_add(self.config.most_entries / 20)
        {
            return;
        }
        let dropped = self.timeline.trim(most);
        if dropped > 0 {
            self.history.skipped = self.history.skipped.saturating_sub(dropped);
            if self.history.older.is_none() && self.history.has_first_page {
                self.set_history(HistoryState::More);
            }
        }
    }

    /// A socket opened: from here on everything arrives.
    pub(crate) fn begin_live(&mut self) {
        self.history.opened = Some(self.timeline.mark());
    }

    /// The socket is lost: what runs now cannot tell what happens from now on.
    pub(crate) fn stop_sync(&mut self) {
        self.history.again = false;
        let opened = self.history.opened.take();
        if !self.history.continues() && self.timeline.logged() > 0 {
            self.history.is_broken = true;
            self.history.unsynced = Some(self.timeline.mark());
            self.timeline.prove();
        } else if let (Some(since), Some(opened)) = (self.history.unsynced, opened)
            && since <= opened
        {
            self.timeline.keep_gap(opened);
        }
        if let Some(fetch) = self.history.sync.take() {
            self.abort_page(fetch.step);
            if !self.history.has_first_page {
                self.set_history(HistoryState::Unknown);
            }
        }
    }

    pub(crate) fn stop_history(&mut self) {
        self.stop_sync();
        if let Some(fetch) = self.history.older.take() {
            self.abort_page(fetch.step);
            self.set_history(HistoryState::More);
        }
        if let Some(fetch) = self.history.gap.take() {
            self.abort_page(fetch.step);
            self.set_gap(&fetch, GapState::Open);
        }
    }

    /// A token arrived.
    pub(crate) fn resume_history(&mut self) {
        for walk in Walk::ALL {
            if self.history.slot(walk).as_ref().is_some_and(|fetch| fetch.step == Step::NeedsToken)
                && let Some(fetch) = self.history.slot(walk).take()
            {
                self.request_page(walk, fetch);
            }
        }
    }

    /// No token came. The sync asks again later; what it would bring is too good to miss.
    pub(crate) fn fail_history(&mut self) {
        for walk in Walk::ALL {
            let fetch = self.history.slot(walk).clone();
            if let Some(mut fetch) = fetch.filter(|fetch| fetch.step == Step::NeedsToken) {
                fetch.failures += 1;
                self.page_failed(walk, fetch, Some(TOKEN_PAUSE));
            }
        }
    }

    pub(crate) fn awaits_page(&self, request: RequestId) -> bool {
        self.history.walk_of(request).is_some()
    }

    pub(crate) fn on_page(&mut self, request: RequestId, result: Result<HttpResponse, HttpFailure>) {
        let Some(walk) = self.history.walk_of(request) else { return };
        let Some(mut fetch) = self.history.slot(walk).take() else { return };
        match self.read_answer(result, decode_page) {
            Answer::Good((page, warnings)) => {
                self.out.events.extend(warnings.into_iter().map(Event::Warning));
                self.merge(walk, fetch, page);
            }
            Answer::TokenRefused(reason) => self.page_refused(walk, fetch, reason),
            Answer::Bad { retry_after } => {
                fetch.failures += 1;
                self.page_failed(walk, fetch, retry_after);
            }
        }
    }

    pub(crate) fn tick_history(&mut self) {
        for walk in Walk::ALL {
            let now = self.now.monotonic;
            let Some(fetch) = self.history.slot(walk) else { continue };
            let mut fetch = fetch.clone();
            match fetch.step {
                Step::Requested { deadline, .. } if deadline <= now => {
                    self.abort_page(fetch.step);
                    fetch.failures += 1;
                    self.page_failed(walk, fetch, None);
                }
                Step::Pause { until } if until <= now => self.request_page(walk, fetch),
                _ => {}
            }
        }
    }

    fn request_page(&mut self, walk: Walk, mut fetch: Fetch) {
        fetch.step = Step::NeedsToken;
        if !self.have_fresh_token() {
            *self.history.slot(walk) = Some(fetch);
            return;
        }
        let Some(token) = self.tokens.current() else { return };
        if walk == Walk::Sync && fetch.offset == 0 {
            self.timeline.begin_newest_page(self.now.monotonic);
        }
        let bearer = token.access.0.clone();
        fetch.token = token.serial;
        let request = self.next_request();
        let mut path = "botmessages/rtm?botId=".to_owned();
        encode_query(&self.config.bot.task_bot_id, &mut path);
        if fetch.offset > 0 {
            path.push_str("&offset=");
            path.push_str(&fetch.offset.to_string());
        }
        path.push_str("&limit=");
        path.push_str(&self.page_size(walk, fetch.pages).to_string());
        let call = HttpCall {
            method: Method::Get,
            path,
            bearer: Some(bearer),
            body: None,
            rtm_version: false,
            timeout: PAGE_TIMEOUT,
        };
        fetch.step = Step::Requested { request, deadline: self.now.monotonic.saturating_add(PAGE_TIMEOUT) };
        *self.history.slot(walk) = Some(fetch);
        self.out.effects.push(Effect::Http { request, call });
    }

    fn merge(&mut self, walk: Walk, mut fetch: Fetch, page: HistoryPage) {
        let length = page.messages.len();
        let more = page.more_available;
        let mut kind = match walk {
            Walk::Older => PageKind::Older,
            Walk::Gap => PageKind::Missed,
            Walk::Sync if fetch.pages > 0 => PageKind::Missed,
            Walk::Sync if self.history.has_first_page => PageKind::Newest,
            Walk::Sync => PageKind::First,
        };
        let is_anchor = |anchor: &String| page.messages.iter().any(|message| message.id.as_ref() == Some(anchor));
        if fetch.anchor.as_ref().is_some_and(is_anchor) {
            fetch.anchor = None;
        }
        if kind == PageKind::First
            && !fetch.continues
            && let Some(live) = self.timeline.live_before(&page)
        {
            // More was said at once than a page holds: what is here already is continued.
            fetch.continues = true;
            fetch.until_known = true;
            fetch.proof = Proof::UpTo(live);
            kind = PageKind::Newest;
        }
        let merge = self.timeline.merge_page(page, kind, fetch.proof, fetch.oldest);
        if merge.is_displaced {
            fetch.until_known = true;
            fetch.continues = true;
        }
        fetch.oldest = merge.oldest.or(fetch.oldest);
        fetch.lowest = self.timeline.older(fetch.lowest, merge.oldest);
        if walk == Walk::Sync && fetch.pages == 0 {
            self.timeline.end_newest_page(self.now.monotonic);
        }
        for key in merge.confirmed {
            self.confirmed(key);
        }
        fetch.pages += 1;
        fetch.failures = 0;
        // A page of nothing but unreadable messages must not be asked for again and again.
        let step = if length > 0 { length } else { self.page_size(walk, fetch.pages - 1) as usize };
        fetch.offset = fetch.offset.saturating_add(step);
        let more_state = if more { HistoryState::More } else { HistoryState::Complete };
        if merge.proof.is_some() || !more {
            // What lies between the proof, or the beginning of the log, and the page is here now.
            match fetch.proof {
                // Only this walk began at the newest message.
                _ if walk == Walk::Sync => self.timeline.close_gaps(merge.proof.filter(|_| more)),
                Proof::Before(gap) => self.timeline.remove(gap),
                _ => {}
            }
            fetch.until_known = false;
        }
        match walk {
            Walk::Older => {
                self.history.extra = (self.history.extra + merge.new).min(self.config.most_entries);
                if merge.new > 0 || !more {
                    self.set_history(more_state);
                } else if fetch.pages < OLDER_PAGES {
                    self.request_page(walk, fetch);
                } else {
                    // Nothing new in so many pages: the next request goes on from here, but not by itself.
                    self.history.skipped = fetch.offset;
                    self.set_history(HistoryState::Failed);
                }
            }
            Walk::Gap => {
                let Proof::Before(gap) = fetch.proof else { return };
                let is_open = self.timeline.gap(gap).is_some();
                if let Some(oldest) = merge.oldest.filter(|_| is_open)
                    && !self.timeline.move_gap(gap, oldest)
                    && merge.new > 0
                {
                    // It was another gap that hid them.
                    self.timeline.insert_gap(oldest);
                }
                // What another gap hides below this one is passed over on the way.
                if merge.new == 0 && fetch.pages < SEARCH_PAGES && self.timeline.gap(gap).is_some() {
                    self.request_page(walk, fetch);
                } else {
                    self.timeline.set_gap(gap, GapState::Open);
                }
            }
            Walk::Sync => {
                let is_first = !std::mem::replace(&mut self.history.has_first_page, true);
                if is_first || (!more && self.history.older.is_none()) {
                    self.set_history(more_state);
                }
                let sought = self.outbox.sought();
                fetch.until_known &= fetch.continues || sought.key.is_some();
                if sought.anchor.is_none() || !more {
                    fetch.anchor = None;
                }
                let is_search = fetch.anchor.is_some() || sought.key.is_some();
                let most = if is_search { SEARCH_PAGES } else { SYNC_PAGES };
                let is_enough = !fetch.until_known && fetch.anchor.is_none();
                if !is_enough && fetch.pages < most && !mutated!(SyncTooShort) {
                    self.request_page(walk, fetch);
                    return;
                }
                // What came live since the connection opened may be older than what the pages hold.
                self.history.unsynced = None;
                let live = self.history.opened.and_then(|mark| self.timeline.first_since(mark));
                self.timeline.end_sync(is_enough);
                if fetch.until_known && fetch.continues {
                    // What the socket did not bring shows that it may have missed more before that.
                    let is_missed = |key: &EntryKey| self.timeline.get(*key).is_some_and(|entry| entry.from_history);
                    if let Some(missed) = fetch.lowest.filter(is_missed) {
                        self.timeline.insert_gap(missed);
                    }
                    if let Some(oldest) = self.timeline.older(live, fetch.lowest)
                        && self.timeline.insert_gap(oldest).is_none()
                    {
                        self.set_history(more_state);
                    }
                }
                self.end_sync(is_enough);
            }
        }
    }

    fn page_refused(&mut self, walk: Walk, mut fetch: Fetch, reason: TokenReason) {
        if !self.token_refused(fetch.token, reason) {
            // The socket may live on for hours: what was missed before it opened must still be fetched.
            fetch.failures = (fetch.failures + 1).max(SYNC_FAILURES);
            self.page_failed(walk, fetch, Some(REFUSALS_PAUSE));
            return;
        }
        fetch.step = Step::NeedsToken;
        *self.history.slot(walk) = Some(fetch);
        if self.tokens.current().is_some() {
            self.resume_history();
        }
    }

    fn page_failed(&mut self, walk: Walk, mut fetch: Fetch, retry_after: Option<Millis>) {
        let most = if walk == Walk::Sync { MOST_SYNC_FAILURES } else { 1 };
        if fetch.failures >= most {
            self.give_up(walk, &fetch);
            return;
        }
        if fetch.failures == SYNC_FAILURES {
            self.tell_history_failed(walk);
        }
        let delay = self.backoff.delay(fetch.failures).max(retry_after.unwrap_or_default());
        fetch.step = Step::Pause { until: self.now.monotonic.saturating_add(delay) };
        *self.history.slot(walk) = Some(fetch);
    }

    fn give_up(&mut self, walk: Walk, fetch: &Fetch) {
        *self.history.slot(walk) = None;
        self.set_gap(fetch, GapState::Failed);
        self.tell_history_failed(walk);
        if walk == Walk::Sync {
            self.end_sync(false);
        }
    }

    fn set_gap(&mut self, fetch: &Fetch, state: GapState) {
        if let Proof::Before(gap) = fetch.proof {
            self.timeline.set_gap(gap, state);
        }
    }

    fn tell_history_failed(&mut self, walk: Walk) {
        if walk == Walk::Older || (walk == Walk::Sync && !self.history.has_first_page) {
            self.set_history(HistoryState::Failed);
        }
        if walk == Walk::Sync {
            if let Some(mark) = self.history.unsynced.filter(|_| self.history.continues()) {
                self.timeline.guess_gap(mark, self.now.wall);
            }
            self.settle_outbox(false);
            self.flush();
        }
    }

    fn end_sync(&mut self, log_was_read: bool) {
        self.settle_outbox(log_was_read);
        if std::mem::take(&mut self.history.again) {
            self.start_sync();
        }
        if !mutated!(NoFlush) {
            self.flush();
        }
    }

    /// Decides about the messages that waited for the log.
    fn settle_outbox(&mut self, log_was_read: bool) {
        for verdict in self.outbox.settle(self.history.run, log_was_read) {
            match verdict {
                Verdict::Resend(key) => self.timeline.set_state(key, crate::SendState::Queued),
                Verdict::Fail(key) => self.tell_failed(key, crate::FailReason::Unconfirmed),
            }
        }
    }

    fn page_size(&self, walk: Walk, page: u32) -> u32 {
        let size = match walk {
            Walk::Sync if page == 0 => self.config.history_page,
            _ => self.config.older_page.max(self.config.history_page),
        };
        size.clamp(1, 100)
    }

    fn set_history(&mut self, state: HistoryState) {
        if std::mem::replace(&mut self.history.state, state) != state {
            self.out.changes.push(Change::History(state));
        }
    }

    fn abort_page(&mut self, step: Step) {
        if let Step::Requested { request, .. } = step {
            self.out.effects.push(Effect::Abort { request });
        }
    }
}

/// A page, unless the body is none.
fn decode_page(body: &str) -> Option<(HistoryPage, Vec<Warning>)> {
    let decoded = decode_history(body);
    let is_fatal = |warning: &Warning| match warning {
        Warning::Dropped { path, .. } => path == "messages",
        Warning::NotJson | Warning::TooLarge { .. } | Warning::TooDeep => true,
        _ => false,
    };
    let is_page = decoded.value != HistoryPage::default() || !decoded.warnings.first().is_some_and(is_fatal);
    is_page.then_some((decoded.value, decoded.warnings))
}
