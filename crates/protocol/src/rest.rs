//! REST bodies other than history: `jwtgrant` and `rtm/start` (`rtm-channel.txt` "Initializing", `kore-protocol.md` 3.3
//! and 3.6), and all results of a search (`kore-templates.md` 11.2).

use serde::Serialize;
use serde_json::Value;

use crate::{decoder::Decoder, limits, parse, template::SearchResults, time::EpochMillis, value, warning::Decoded};

/// Names the bot in every request (`kore-protocol.md` 3.3 and 6.1).
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct BotInfo {
    /// The bot's name.
    pub chat_bot: String,
    /// The bot's id, `st-…`.
    pub task_bot_id: String,
    /// The host page's own data for the bot, if any.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub custom_data: Option<Value>,
    /// The host page's own tags, if any.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub meta_tags: Option<Value>,
}

/// Body of `POST oAuth/token/jwtgrant`.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct JwtGrantRequest<'a> {
    /// The JWT.
    pub assertion: &'a str,
    /// The bot.
    pub bot_info: &'a BotInfo,
}

/// Body of `POST rtm/start`.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct RtmStartRequest<'a> {
    /// The bot.
    pub bot_info: &'a BotInfo,
    /// The visitor's language, such as `en`.
    pub language: &'a str,
}

/// What a grant gives.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct Grant {
    /// The bearer token.
    pub access_token: String,
    /// When it ends, where the platform says.
    pub expires: Option<EpochMillis>,
    /// When it was issued, by the platform's clock.
    pub issued: Option<EpochMillis>,
    /// The platform's id of the visitor.
    pub user_id: Option<String>,
}

impl Grant {
    /// One of which nothing is known but the token.
    pub fn new(access_token: String) -> Self {
        Self { access_token, ..Self::default() }
    }
}

impl std::fmt::Debug for Grant {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Grant")
            .field("access_token", &"<redacted>")
            .field("expires", &self.expires)
            .field("issued", &self.issued)
            .field("user_id", &self.user_id)
            .finish()
    }
}

/// Where to open the socket. The address carries a secret and is good once, for 30 seconds.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct RtmStart {
    /// The socket's address.
    pub url: String,
    /// Present on platforms with secure RTM (`kore-protocol.md` 4.2).
    pub nonce: Option<String>,
}

impl std::fmt::Debug for RtmStart {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("RtmStart(<redacted>)")
    }
}

/// A refusal in the platform's words: `{"errors":[{"msg","code"}]}`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Refusal {
    /// `errors[0].msg`; empty when there was none.
    pub message: String,
    /// `errors[0].code` as text, such as `401` or `TOKEN_EXPIRED`; empty when there was none.
    pub code: String,
}

impl Refusal {
    /// Whether it says that the access token is not, or no longer, good (`kore-protocol.md` 3.6).
    pub fn is_token_rejected(&self) -> bool {
        self.code == "401"
            || self.code.eq_ignore_ascii_case("TOKEN_EXPIRED")
            || self.message.trim().eq_ignore_ascii_case("token expired")
    }
}

/// Reads the body of a successful `jwtgrant`; none when it holds no access token.
pub fn decode_grant(text: &str) -> Option<Grant> {
    let body = body(text)?;
    let authorization = value::field(&body, "authorization").unwrap_or(&body);
    let user = value::field(&body, "userInfo");
    Some(Grant {
        access_token: value::word_of(authorization, &["accessToken"])?,
        expires: value::time_of(authorization, &["expiresDate"]),
        issued: value::time_of(authorization, &["issuedDate"]),
        user_id: user.and_then(|user| value::word_of(user, &["userId"])),
    })
}

/// Reads the body of a successful `rtm/start`; none when it holds no address.
pub fn decode_rtm_start(text: &str) -> Option<RtmStart> {
    let body = body(text)?;
    Some(RtmStart { url: value::word_of(&body, &["url"])?, nonce: value::word_of(&body, &["nonce"]) })
}

/// Reads the body of a refused request; empty fields for anything else.
pub fn decode_refusal(text: &str) -> Refusal {
    let Some(body) = body(text) else { return Refusal::default() };
    let errors = value::field(&body, "errors").map(value::one_or_many).unwrap_or_default();
    let error = errors.first().unwrap_or(&body);
    Refusal {
        message: value::word_of(error, &["msg", "message"]).or_else(|| value::text(error)).unwrap_or_default(),
        code: value::word_of(error, &["code"]).unwrap_or_default(),
    }
}

/// Reads the body of `GET searchsdk/{botId}/searchResults/{searchRequestId}`.
pub fn decode_search_results(text: &str) -> Decoded<SearchResults> {
    let mut decoder = Decoder::new();
    let body = parse::parse(text, limits::MAX_BODY_BYTES).unwrap_or_else(|warning| {
        decoder.warn(warning);
        Value::Null
    });
    let results = SearchResults::new(&mut decoder, body);
    decoder.finish(results)
}

fn body(text: &str) -> Option<Value> {
    parse::parse(text, limits::MAX_BODY_BYTES).ok().filter(Value::is_object)
}
