//! Tokens: one request at a time, renewed before they end, never asked for without limit.

use protocol::{
    EpochMillis,
    outbound::encode,
    rest::{Grant, JwtGrantRequest, decode_grant, decode_refusal},
};

use crate::{
    Credential, Effect, Event, HttpCall, HttpFailure, HttpResponse, Method, Millis, RequestId, Session, StopReason,
    TokenFailure, TokenProblem, TokenReason,
    secret::{Secret, redact},
};

/// The host page's callback must settle within this.
const CALLBACK_TIMEOUT: Millis = 30_000;
/// A token is renewed this long before it ends, and one that lives shorter when half of its life is over.
const RENEW_AHEAD: i64 = 60_000;
/// This many tokens that were of no use, or did not come, within [`SETBACKS_WITHIN`] are enough.
const MOST_SETBACKS: usize = 3;
const SETBACKS_WITHIN: Millis = 60_000;

/// The token in use and the request for the next one.
#[derive(Debug, Default)]
pub(crate) struct Tokens {
    current: Option<Token>,
    pending: Option<Pending>,
    /// When the last setbacks were.
    setbacks: Vec<Millis>,
    serial: u64,
    /// Whose tokens they are, once one told.
    user: Option<String>,
    /// The last one's end was over when it came, if the device's clock is right.
    looked_expired: bool,
    /// What the platform said of the last one, where it refused it.
    refusal: Option<TokenReason>,
}

#[derive(Clone, Debug)]
pub(crate) struct Token {
    pub(crate) access: Secret,
    pub(crate) jwt: Option<Secret>,
    /// When to use another one, by the device's clock.
    renew: Option<EpochMillis>,
    /// Tells this token from those before it.
    pub(crate) serial: u64,
}

#[derive(Debug)]
struct Pending {
    request: RequestId,
    deadline: Millis,
    /// Present while the session makes the grant itself.
    jwt: Option<Secret>,
}

impl Tokens {
    pub(crate) fn current(&self) -> Option<&Token> {
        self.current.as_ref()
    }

    /// Whose conversation this is, as far as a token told.
    pub(crate) fn user(&self) -> Option<&str> {
        self.user.as_deref()
    }

    /// Whether something new can be begun with the current token.
    fn is_fresh(&self, wall: i64) -> bool {
        self.current.as_ref().is_some_and(|token| token.renew.is_none_or(|at| wall < at))
    }

    /// Counts a setback; false when there have been too many.
    fn may_ask_again(&mut self, now: Millis) -> bool {
        self.setbacks.retain(|at| now.saturating_sub(*at) < SETBACKS_WITHIN);
        let may = self.setbacks.len() < MOST_SETBACKS || mutated!(EndlessRefusals);
        if may {
            self.setbacks.push(now);
        }
        may
    }

    fn awaits(&self, request: RequestId, grant: bool) -> bool {
        self.pending.as_ref().is_some_and(|pending| pending.request == request && pending.jwt.is_some() == grant)
    }

    pub(crate) fn forget_setbacks(&mut self) {
        self.setbacks.clear();
    }

    pub(crate) fn deadline(&self) -> Option<Millis> {
        self.pending.as_ref().map(|pending| pending.deadline)
    }

    fn secrets(&self) -> impl Iterator<Item = &Secret> {
        let current = self.current.iter().flat_map(|token| std::iter::once(&token.access).chain(&token.jwt));
        current.chain(self.pending.iter().filter_map(|pending| pending.jwt.as_ref()))
    }
}

impl Session {
    /// Has a fresh token, or asks for one.
    pub(crate) fn have_fresh_token(&mut self) -> bool {
        if self.tokens.pending.is_none() && self.tokens.is_fresh(self.now.wall) {
            return true;
        }
        let refusal = self.tokens.refusal.unwrap_or(TokenReason::Start);
        let reason = if self.tokens.current.is_some() { TokenReason::Expired } else { refusal };
        self.request_token(reason);
        false
    }

    /// Asks the host page for a token, unless that is already under way.
    fn request_token(&mut self, reason: TokenReason) {
        if self.tokens.pending.is_some() && !mutated!(TokensAtOnce) {
            return;
        }
        let request = self.next_request();
        let deadline = self.now.monotonic.saturating_add(CALLBACK_TIMEOUT);
        self.tokens.pending = Some(Pending { request, deadline, jwt: None });
        self.out.effects.push(Effect::RequestToken { request, reason });
    }

    pub(crate) fn abort_token(&mut self) {
        if let Some(Pending { request, .. }) = self.tokens.pending.take() {
            self.out.effects.push(Effect::Abort { request });
        }
    }

    /// The platform refused a token. A fresh one is asked for unless there is one already; false when that has been
    /// done too often.
    pub(crate) fn token_refused(&mut self, serial: u64, reason: TokenReason) -> bool {
        if self.tokens.current.as_ref().is_some_and(|token| token.serial != serial) {
            return true;
        }
        self.tokens.current = None;
        self.tokens.refusal = Some(reason);
        if self.tokens.pending.is_some() {
            return true;
        }
        let may = self.tokens.may_ask_again(self.now.monotonic);
        if may {
            self.request_token(reason);
        }
        may
    }

    /// Why a session stops whose tokens are all refused.
    pub(crate) fn unauthorized(&self) -> StopReason {
        if self.tokens.looked_expired {
            StopReason::TokenUnavailable(TokenProblem::Expired)
        } else {
            StopReason::Unauthorized
        }
    }

    pub(crate) fn on_token(&mut self, request: RequestId, result: Result<Credential, TokenFailure>) {
        if !self.tokens.awaits(request, false) {
            return;
        }
        self.tokens.pending = None;
        let empty = |what| TokenProblem::Malformed("the callback gave an empty ".to_owned() + what);
        match result {
            Ok(Credential::AccessToken { grant, jwt }) if !grant.access_token.trim().is_empty() => {
                self.use_token(grant, jwt);
            }
            Ok(Credential::AccessToken { .. }) => self.no_token(empty("access token")),
            Ok(Credential::Jwt(jwt)) if !jwt.trim().is_empty() => self.request_grant(jwt),
            Ok(Credential::Jwt(_)) => self.no_token(empty("JWT")),
            Err(TokenFailure::Rejected(text)) => self.no_token(TokenProblem::Rejected(self.redacted(&text))),
            Err(TokenFailure::Malformed(text)) => self.no_token(TokenProblem::Malformed(self.redacted(&text))),
        }
    }

    /// `POST oAuth/token/jwtgrant` (`kore-protocol.md` 3.3).
    fn request_grant(&mut self, jwt: String) {
        let request = self.next_request();
        let body = JwtGrantRequest { assertion: &jwt, bot_info: &self.config.bot };
        let call = HttpCall {
            method: Method::Post,
            path: "oAuth/token/jwtgrant".to_owned(),
            bearer: None,
            body: Some(encode(&body)),
            rtm_version: false,
            timeout: self.config.connect_timeout,
        };
        let deadline = self.now.monotonic.saturating_add(self.config.connect_timeout);
        self.tokens.pending = Some(Pending { request, deadline, jwt: Some(Secret(jwt)) });
        self.out.effects.push(Effect::Http { request, call });
    }

    pub(crate) fn awaits_grant(&self, request: RequestId) -> bool {
        self.tokens.awaits(request, true)
    }

    pub(crate) fn on_grant(&mut self, result: Result<HttpResponse, HttpFailure>) {
        let jwt = self.tokens.pending.take().and_then(|pending| pending.jwt).map(|Secret(jwt)| jwt);
        match self.read_answer(result, decode_grant) {
            Answer::Good(grant) => self.use_token(grant, jwt),
            Answer::TokenRefused(reason) => {
                if !self.token_refused(self.tokens.serial, reason) {
                    self.token_failed(StopReason::Unauthorized);
                }
            }
            Answer::Bad { retry_after } => self.attempt_failed(retry_after),
        }
    }

    fn use_token(&mut self, grant: Grant, jwt: Option<String>) {
        let wall = self.now.wall;
        // The device's clock may be wrong; how long a token lives is the difference of two times of the platform's.
        let life = match (grant.expires, grant.issued) {
            (Some(end), Some(start)) => Some(end.saturating_sub(start)).filter(|life| *life > 0),
            _ => None,
        };
        let looked_expired = grant.expires.is_some_and(|end| end <= wall);
        // A token that looks expired is tried all the same: the platform knows better.
        let end =
            grant.expires.filter(|_| !looked_expired).into_iter().chain(life.map(|life| wall.saturating_add(life)));
        let renew = end.min().map(|end| end - RENEW_AHEAD.min(end.saturating_sub(wall) / 2));
        self.tokens.serial += 1;
        let serial = self.tokens.serial;
        let jwt = jwt.filter(|jwt| !jwt.is_empty()).map(Secret);
        self.tokens.current = Some(Token { access: Secret(grant.access_token), jwt, renew, serial });
        self.tokens.looked_expired = looked_expired;
        self.tokens.refusal = None;
        self.tokens.user = grant.user_id.or(self.tokens.user.take());
        self.restore_messages();
        self.token_arrived();
    }

    /// The host page's callback gave nothing of use. What failed once may work the next time; a callback that gives
    /// the wrong thing is wrong.
    fn no_token(&mut self, problem: TokenProblem) {
        let may_pass = matches!(problem, TokenProblem::Rejected(_) | TokenProblem::TimedOut);
        if may_pass && self.tokens.may_ask_again(self.now.monotonic) {
            self.out.events.push(Event::TokenFailed(problem));
            self.attempt_failed(None);
        } else {
            self.token_failed(StopReason::TokenUnavailable(problem));
        }
    }

    /// Text of the platform's, fit to be shown.
    pub(crate) fn redacted(&self, text: &str) -> String {
        if mutated!(SecretTold) {
            return text.to_owned();
        }
        redact(text, self.tokens.secrets())
    }

    pub(crate) fn tick_token(&mut self) {
        if self.tokens.deadline().is_none_or(|deadline| deadline > self.now.monotonic) {
            return;
        }
        let is_grant = self.tokens.pending.as_ref().is_some_and(|pending| pending.jwt.is_some());
        self.abort_token();
        if is_grant {
            self.attempt_failed(None);
        } else {
            self.no_token(TokenProblem::TimedOut);
        }
    }

    /// What an answer of the platform's means, whichever endpoint it is from.
    pub(crate) fn read_answer<T>(
        &self,
        result: Result<HttpResponse, HttpFailure>,
        decode: impl FnOnce(&str) -> Option<T>,
    ) -> Answer<T> {
        let Ok(response) = result else { return Answer::Bad { retry_after: None } };
        if (200..300).contains(&response.status)
            && let Some(value) = decode(&response.body)
        {
            return Answer::Good(value);
        }
        let refusal = decode_refusal(&response.body);
        if response.status == 401 || refusal.is_token_rejected() {
            let is_expired = refusal.code.eq_ignore_ascii_case("TOKEN_EXPIRED")
                || refusal.message.trim().eq_ignore_ascii_case("token expired");
            return Answer::TokenRefused(if is_expired { TokenReason::Expired } else { TokenReason::Rejected });
        }
        let retry_after = response.retry_after.filter(|_| matches!(response.status, 429 | 503));
        Answer::Bad { retry_after: retry_after.map(|seconds| Millis::from(seconds.min(3600)) * 1000) }
    }
}

/// An HTTP answer, judged.
#[derive(Debug)]
pub(crate) enum Answer<T> {
    /// It holds what was asked for.
    Good(T),
    /// The token is not, or no longer, good.
    TokenRefused(TokenReason),
    /// Anything else; worth another try later.
    Bad {
        /// Not before this long.
        retry_after: Option<Millis>,
    },
}
