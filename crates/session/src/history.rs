//! Fetching the platform's log (`kore-protocol.md` 3.7): the newest page whenever a socket opens or a message stays
//! unacknowledged, older pages on request.

use protocol::{HistoryPage, Warning, decode_history};

use crate::{
    Change, Effect, EntryKey, Event, HistoryState, HttpCall, HttpFailure, HttpResponse, Method, Millis, RequestId,
    Session, TokenReason,
    outbox::{SyncRun, Verdict},
    text::encode_query,
    timeline::PageKind,
    token::Answer,
};

/// Own deadline of a page, should the driver never answer.
const PAGE_TIMEOUT: Millis = 15_000;
/// After so many failures a sync counts as failed, and the messages that waited for it as unconfirmed.
const SYNC_FAILURES: u32 = 4;
/// It is still tried again, as the log may yet confirm them, until it failed this often.
const MOST_SYNC_FAILURES: u32 = 20;
/// The host page's callback is not bothered for history more often than this.
const TOKEN_PAUSE: Millis = 10_000;
/// Nor more often than this once it gave one refused token after the other.
const REFUSALS_PAUSE: Millis = 60_000;
/// A sync goes back at most this many pages to meet what is known.
const SYNC_PAGES: u32 = 5;
/// A request for older messages skips at most this many pages of known ones.
const OLDER_PAGES: u32 = 3;

/// What is known of the log and what is under way.
#[derive(Debug, Default)]
pub(crate) struct History {
    state: HistoryState,
    /// Whether the newest page was ever merged.
    has_first_page: bool,
    sync: Option<Fetch>,
    older: Option<Fetch>,
    /// Messages up to this offset are known, although there are not that many entries.
    skipped: usize,
    /// The newest sync run.
    run: SyncRun,
    /// Entries from this key on arrived after the last sync that succeeded: before them there may be a gap.
    unsynced: Option<EntryKey>,
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
    /// Entries from this key on arrived after the walk began, or after what it looks for was sent.
    mark: EntryKey,
    /// Whether to go back until known messages are met.
    until_known: bool,
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
}

impl History {
    pub(crate) fn deadline(&self) -> Option<Millis> {
        let of = |fetch: &Option<Fetch>| match fetch.as_ref()?.step {
            Step::Requested { deadline, .. } => Some(deadline),
            Step::Pause { until } => Some(until),
            Step::NeedsToken => None,
        };
        of(&self.sync).into_iter().chain(of(&self.older)).min()
    }

    fn walk_of(&self, request: RequestId) -> Option<Walk> {
        let is_of = |fetch: &Option<Fetch>| {
            fetch
                .as_ref()
                .is_some_and(|fetch| matches!(fetch.step, Step::Requested { request: own, .. } if own == request))
        };
        if is_of(&self.sync) { Some(Walk::Sync) } else { is_of(&self.older).then_some(Walk::Older) }
    }

    fn slot(&mut self, walk: Walk) -> &mut Option<Fetch> {
        match walk {
            Walk::Sync => &mut self.sync,
            Walk::Older => &mut self.older,
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
        let sought = self.outbox.oldest_sought();
        let since = *self.history.unsynced.get_or_insert(self.timeline.mark());
        let fetch = Fetch {
            step: Step::NeedsToken,
            token: 0,
            offset: 0,
            pages: 0,
            failures: 0,
            mark: sought.map_or(since, |key| key.min(since)),
            until_known: self.history.has_first_page || sought.is_some(),
        };
        self.request_page(Walk::Sync, fetch);
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
        self.set_history(HistoryState::Loading);
        let fetch = Fetch {
            step: Step::NeedsToken,
            token: 0,
            offset: self.timeline.logged().max(self.history.skipped),
            pages: 0,
            failures: 0,
            mark: self.timeline.mark(),
            until_known: false,
        };
        self.request_page(Walk::Older, fetch);
    }

    /// The socket is lost: what runs now cannot tell what happens from now on.
    pub(crate) fn stop_sync(&mut self) {
        self.history.again = false;
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
    }

    /// A token arrived.
    pub(crate) fn resume_history(&mut self) {
        for walk in [Walk::Sync, Walk::Older] {
            if self.history.slot(walk).as_ref().is_some_and(|fetch| fetch.step == Step::NeedsToken)
                && let Some(fetch) = self.history.slot(walk).take()
            {
                self.request_page(walk, fetch);
            }
        }
    }

    /// No token came. The sync asks again later; what it would bring is too good to miss.
    pub(crate) fn fail_history(&mut self) {
        for walk in [Walk::Sync, Walk::Older] {
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
        for walk in [Walk::Sync, Walk::Older] {
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
        let Some(token) = self.tokens.current() else {
            fetch.step = Step::NeedsToken;
            *self.history.slot(walk) = Some(fetch);
            self.have_fresh_token();
            return;
        };
        if walk == Walk::Sync && fetch.offset == 0 {
            self.timeline.begin_newest_page();
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
        path.push_str(&self.page_size(walk).to_string());
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
        let kind = match walk {
            Walk::Older => PageKind::Older,
            Walk::Sync if fetch.pages > 0 => PageKind::Missed,
            Walk::Sync if self.history.has_first_page => PageKind::Newest,
            Walk::Sync => PageKind::First,
        };
        let merge = self.timeline.merge_page(page, kind, fetch.mark);
        for key in merge.confirmed {
            self.confirmed(key);
        }
        fetch.pages += 1;
        fetch.failures = 0;
        // A page of nothing but unreadable messages must not be asked for again and again.
        let step = if length > 0 { length } else { self.page_size(walk) as usize };
        fetch.offset = fetch.offset.saturating_add(step);
        let more_state = if more { HistoryState::More } else { HistoryState::Complete };
        match walk {
            Walk::Older if merge.new == 0 && more && fetch.pages < OLDER_PAGES => self.request_page(walk, fetch),
            Walk::Older if merge.new == 0 && more => {
                // Nothing new in so many pages: the next request goes on from here, but not by itself.
                self.history.skipped = fetch.offset;
                self.set_history(HistoryState::Failed);
            }
            Walk::Older => self.set_history(more_state),
            Walk::Sync => {
                let is_first = kind == PageKind::First;
                self.history.has_first_page = true;
                if is_first {
                    self.set_history(more_state);
                }
                if fetch.until_known && !merge.reaches_known && more && fetch.pages < SYNC_PAGES {
                    self.request_page(walk, fetch);
                } else {
                    self.end_sync(true);
                }
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
            self.give_up(walk);
            return;
        }
        if fetch.failures == SYNC_FAILURES {
            self.tell_history_failed(walk);
        }
        let delay = self.backoff.delay(fetch.failures).max(retry_after.unwrap_or_default());
        fetch.step = Step::Pause { until: self.now.monotonic.saturating_add(delay) };
        *self.history.slot(walk) = Some(fetch);
    }

    fn give_up(&mut self, walk: Walk) {
        *self.history.slot(walk) = None;
        self.tell_history_failed(walk);
        if walk == Walk::Sync {
            self.end_sync(false);
        }
    }

    fn tell_history_failed(&mut self, walk: Walk) {
        if walk == Walk::Older || !self.history.has_first_page {
            self.set_history(HistoryState::Failed);
        }
        if walk == Walk::Sync {
            self.settle_outbox(false);
            self.flush();
        }
    }

    fn end_sync(&mut self, log_was_read: bool) {
        if log_was_read {
            self.history.unsynced = None;
        }
        self.settle_outbox(log_was_read);
        if std::mem::take(&mut self.history.again) {
            self.start_sync();
        }
        self.flush();
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

    fn page_size(&self, walk: Walk) -> u32 {
        let size = match walk {
            Walk::Sync => self.config.history_page,
            Walk::Older => self.config.older_page.max(self.config.history_page),
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
