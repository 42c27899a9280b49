//! The platform's state: tokens, pending sockets, conversations, faults.

use std::collections::{HashMap, HashSet, VecDeque};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use serde_json::{Map, Value, json};
use tokio::sync::{mpsc, watch};

use crate::bot;
use crate::clock::{iso, now_ms};
use crate::config::Config;
use crate::conversation::{Conversation, MAX_MESSAGES};
use crate::faults::{FaultError, Faults};
use crate::jwt::{JwtError, Verifier};
use crate::message::LoggedMessage;
use crate::payloads::Payloads;
use crate::socket::Order;
use crate::traffic::TrafficLog;

/// Most conversations kept; the one unused for longest goes first.
const MAX_CONVERSATIONS: usize = 1_000;
/// Most identities with messages waiting for their first conversation.
const MAX_SEEDED: usize = 1_000;
/// Most access tokens kept; those that end first go first.
const MAX_TOKENS: usize = 10_000;
/// Most rtm/start URLs open at a time.
const MAX_PENDING: usize = 10_000;
/// Things a visitor may say before the bot has answered the first.
const MAX_CUES: usize = 1_000;

/// The whole platform; handlers share it.
pub(crate) struct Platform {
    pub config: Config,
    pub verifier: Verifier,
    pub payloads: Payloads,
    pub traffic: TrafficLog,
    faults: Mutex<Faults>,
    state: Mutex<State>,
    socket_ids: AtomicU64,
    open_sockets: watch::Sender<usize>,
    /// Grows at reset and at the end: requests that hang let go.
    epoch: watch::Sender<u64>,
}

#[derive(Default)]
struct State {
    tokens: HashMap<String, Grant>,
    /// Used `jti`s and until when, in seconds since the epoch, they matter.
    used_jti: HashMap<String, i64>,
    pending: HashMap<String, PendingSocket>,
    conversations: HashMap<(String, String), Arc<Conversation>>,
    /// Messages for identities: every new conversation of the identity begins with them.
    seeds: HashMap<String, VecDeque<LoggedMessage>>,
}

/// What an access token stands for.
#[derive(Clone, Debug)]
pub(crate) struct Grant {
    pub identity: String,
    /// Milliseconds since the epoch.
    expires: i64,
}

/// A socket that rtm/start has announced.
pub(crate) struct PendingSocket {
    pub conversation: Arc<Conversation>,
    pub nonce: Option<String>,
    pub is_reconnect: bool,
    opened: Instant,
}

/// Why an access token was refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum TokenError {
    Expired,
    Unknown,
}

impl Platform {
    pub(crate) fn new(config: Config, verifier: Verifier, payloads: Payloads) -> Self {
        Self {
            config,
            verifier,
            payloads,
            traffic: TrafficLog::default(),
            faults: Mutex::default(),
            state: Mutex::default(),
            socket_ids: AtomicU64::new(1),
            open_sockets: watch::Sender::new(0),
            epoch: watch::Sender::new(0),
        }
    }

    pub(crate) fn with_faults<T>(&self, read: impl FnOnce(&Faults) -> T) -> T {
        read(&self.faults.lock().unwrap_or_else(PoisonError::into_inner))
    }

    pub(crate) fn with_faults_mut<T>(&self, change: impl FnOnce(&mut Faults) -> T) -> T {
        change(&mut self.faults.lock().unwrap_or_else(PoisonError::into_inner))
    }

    /// Merges fault switches; half-open takes hold of the sockets that are open.
    pub(crate) fn set_faults(&self, patch: Map<String, Value>) -> Result<(), FaultError> {
        let half_open = self.with_faults_mut(|faults| {
            let before = faults.socket.half_open;
            faults.merge(patch).map(|()| !before && faults.socket.half_open)
        })?;
        if half_open {
            self.order_all(&Order::Freeze);
        }
        Ok(())
    }

    /// Exchanges a JWT for an access token; the body of `jwtgrant`.
    pub(crate) fn grant(&self, jwt: &str) -> Result<Value, JwtError> {
        let claims = self.verifier.verify(jwt)?;
        let now = now_ms();
        let expires = now + i64::try_from(self.config.token_ttl.as_millis()).unwrap_or(i64::MAX / 2);
        let token = format!("{}{}", uuid::Uuid::new_v4().simple(), uuid::Uuid::new_v4().simple());
        let user_id = user_id(&claims.identity);
        {
            let mut state = self.state();
            if let Some((jti, until)) = claims.jti {
                state.used_jti.retain(|_, until| *until * 1000 >= now);
                if state.used_jti.insert(jti, until).is_some() {
                    return Err(JwtError::Replay);
                }
            }
            state.make_room_for_token();
            state.tokens.insert(token.clone(), Grant { identity: claims.identity.clone(), expires });
        }
        Ok(json!({
            "authorization": {
                "accessToken": token,
                "token_type": "bearer",
                "expiresDate": iso(expires),
                "issuedDate": iso(now),
            },
            "userInfo": {
                "userId": user_id,
                "accountId": "5c66514d09ab3565deb2e30a",
                "orgId": "o-88aad7f1-0d32-5765-93d7-f40c80402114",
                "identity": format!("{}/{}", self.config.client_id, claims.identity),
                "enrollType": "free",
                "managedBy": "5c66514d09ab3565deb2e30a",
                "fName": "",
                "lName": "",
            },
        }))
    }

    /// Who an access token belongs to.
    pub(crate) fn authenticate(&self, token: &str) -> Result<Grant, TokenError> {
        match self.state().tokens.get(token) {
            Some(grant) if grant.expires > now_ms() => Ok(grant.clone()),
            Some(_) => Err(TokenError::Expired),
            None => Err(TokenError::Unknown),
        }
    }

    /// Ends every access token issued so far.
    pub(crate) fn expire_tokens(&self) {
        for grant in self.state().tokens.values_mut() {
            grant.expires = 0;
        }
    }

    /// Announces a socket: its `sid`, and a nonce where secure RTM is on.
    pub(crate) fn announce_socket(
        &self,
        conversation: Arc<Conversation>,
        is_reconnect: bool,
    ) -> (String, Option<String>) {
        let sid = uuid::Uuid::new_v4().simple().to_string();
        let nonce = self.config.secure_rtm.then(|| uuid::Uuid::new_v4().simple().to_string());
        let mut state = self.state();
        let ttl = self.config.rtm_url_ttl;
        state.pending.retain(|_, pending| pending.opened.elapsed() < ttl);
        if state.pending.len() >= MAX_PENDING {
            state.pending.clear();
        }
        let pending = PendingSocket { conversation, nonce: nonce.clone(), is_reconnect, opened: Instant::now() };
        state.pending.insert(sid.clone(), pending);
        (sid, nonce)
    }

    /// Uses up a `sid`. None when it is unknown, used or too old.
    pub(crate) fn take_pending_socket(&self, sid: &str) -> Option<PendingSocket> {
        self.state().pending.remove(sid).filter(|pending| pending.opened.elapsed() < self.config.rtm_url_ttl)
    }

    /// The conversation of a user with a bot, begun if need be. None when there are too many, all of them connected.
    pub(crate) fn conversation(self: &Arc<Self>, identity: &str, bot_id: &str) -> Option<Arc<Conversation>> {
        let mut state = self.state();
        let key = (identity.to_owned(), bot_id.to_owned());
        if let Some(conversation) = state.conversations.get(&key) {
            return Some(Arc::clone(conversation));
        }
        if state.conversations.len() >= MAX_CONVERSATIONS {
            let oldest =
                state.conversations.iter().filter_map(|(key, one)| Some((one.idle_since()?, key.clone()))).min()?.1;
            if let Some(forgotten) = state.conversations.remove(&oldest) {
                forgotten.stop_bot();
            }
        }
        let (cues, inbox) = mpsc::channel(MAX_CUES);
        let seeded = state.seeds.get(identity).cloned().unwrap_or_default();
        let conversation = Arc::new(Conversation::new(identity, bot_id, user_id(identity), seeded, cues));
        conversation.own_bot(bot::spawn(Arc::clone(self), Arc::downgrade(&conversation), inbox));
        state.conversations.insert(key, Arc::clone(&conversation));
        Some(conversation)
    }

    /// Every conversation, or those of one user.
    pub(crate) fn conversations(&self, identity: Option<&str>) -> Vec<Arc<Conversation>> {
        let state = self.state();
        let all = state.conversations.values();
        all.filter(|one| identity.is_none_or(|identity| one.identity == identity)).cloned().collect()
    }

    /// Adds messages to a user's history: to each conversation there is, and to those yet to begin.
    /// False when too many users are waiting.
    pub(crate) fn seed(&self, identity: &str, messages: &[LoggedMessage]) -> bool {
        {
            let mut state = self.state();
            if state.seeds.len() >= MAX_SEEDED && !state.seeds.contains_key(identity) {
                return false;
            }
            let seeds = state.seeds.entry(identity.to_owned()).or_default();
            seeds.extend(messages.iter().cloned());
            while seeds.len() > MAX_MESSAGES {
                seeds.pop_front();
            }
        }
        for conversation in self.conversations(Some(identity)) {
            for message in messages {
                conversation.log(message.clone(), false);
            }
        }
        true
    }

    /// Gives every open socket an order.
    pub(crate) fn order_all(&self, order: &Order) -> usize {
        self.conversations(None).iter().map(|conversation| conversation.order_all(order)).sum()
    }

    /// Ends the sessions in which nothing was said for the idle timeout.
    pub(crate) fn end_idle_sessions(&self) {
        for conversation in self.conversations(None) {
            conversation.end_if_idle(self.config.idle_timeout);
        }
    }

    /// Closes every socket with 1001 and lets hanging requests go; waits a moment for the sockets to be gone.
    pub(crate) async fn close_all(&self, reason: &str) {
        let conversations = self.conversations(None);
        for conversation in &conversations {
            conversation.stop_bot();
            conversation.order_all(&Order::Close(1001, reason.to_owned()));
        }
        self.epoch.send_modify(|epoch| *epoch += 1);
        let mut open = self.open_sockets.subscribe();
        let _ = tokio::time::timeout(Duration::from_secs(1), open.wait_for(|open| *open == 0)).await;
    }

    /// Forgets users, tokens, faults and log.
    pub(crate) async fn reset(&self) {
        self.close_all("the emulator was reset").await;
        *self.state() = State::default();
        self.with_faults_mut(|faults| *faults = Faults::default());
        self.traffic.clear();
    }

    /// Counts by user, for `GET /_emulator/state`.
    pub(crate) fn summary(&self) -> Value {
        let mut users: Map<String, Value> = Map::new();
        let (seeded, tokens): (HashMap<String, usize>, usize) = {
            let state = self.state();
            let now = now_ms();
            (
                state.seeds.iter().map(|(identity, seeds)| (identity.clone(), seeds.len())).collect(),
                state.tokens.values().filter(|grant| grant.expires > now).count(),
            )
        };
        let mut sockets = 0;
        let mut seen = HashSet::new();
        for conversation in self.conversations(None) {
            let counts = conversation.summary();
            sockets += counts.sockets;
            seen.insert(conversation.identity.clone());
            let user = users.entry(conversation.identity.clone()).or_insert_with(
                || json!({"sockets": 0, "messages": 0, "sessions": 0, "sessionId": null, "agent": false, "bots": []}),
            );
            let add = |user: &mut Value, name: &str, more: u64| {
                let sum = user.get(name).and_then(Value::as_u64).unwrap_or_default() + more;
                user[name] = json!(sum);
            };
            add(user, "sockets", counts.sockets as u64);
            add(user, "messages", counts.messages as u64);
            add(user, "sessions", counts.sessions);
            if counts.session_id.is_some() {
                user["sessionId"] = json!(counts.session_id);
            }
            if counts.agent {
                user["agent"] = json!(true);
            }
            if let Some(bots) = user.get_mut("bots").and_then(Value::as_array_mut) {
                bots.push(json!(conversation.bot_id));
            }
        }
        for (identity, messages) in seeded {
            if !seen.contains(&identity) {
                users.insert(
                    identity,
                    json!({"sockets": 0, "messages": messages, "sessions": 0, "sessionId": null, "agent": false, "bots": []}),
                );
            }
        }
        json!({"users": users, "sockets": sockets, "tokens": tokens, "faults": self.with_faults(Clone::clone)})
    }

    /// Resolves at the next reset or at the end of the emulator.
    pub(crate) async fn epoch_ends(&self) {
        let mut epoch = self.epoch.subscribe();
        // An error means the platform is gone, which ends the wait just as well.
        let _ = epoch.changed().await;
    }

    pub(crate) fn next_socket_id(&self) -> u64 {
        self.socket_ids.fetch_add(1, Ordering::Relaxed)
    }

    pub(crate) fn socket_opened(&self) {
        self.open_sockets.send_modify(|open| *open += 1);
    }

    pub(crate) fn socket_closed(&self) {
        self.open_sockets.send_modify(|open| *open = open.saturating_sub(1));
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl State {
    fn make_room_for_token(&mut self) {
        if self.tokens.len() < MAX_TOKENS {
            return;
        }
        let mut ends: Vec<i64> = self.tokens.values().map(|grant| grant.expires).collect();
        ends.sort_unstable();
        let cut = ends.get(MAX_TOKENS / 2).copied().unwrap_or_default();
        self.tokens.retain(|_, grant| grant.expires > cut);
        if self.tokens.len() >= MAX_TOKENS {
            self.tokens.clear();
        }
    }
}

/// The same identity always gets the same user id.
fn user_id(identity: &str) -> String {
    format!("u-{}", uuid::Uuid::new_v5(&uuid::Uuid::NAMESPACE_OID, identity.as_bytes()))
}
