//! The options of the host page, read strictly: what is wrong is named and not guessed.

use js_sys::{Function, JSON, Object, Reflect};
use protocol::rest::BotInfo;
use session::Config;
use wasm_bindgen::{JsCast, JsValue};

use super::{
    credentials::{TokenCallback, kind},
    error::HostError,
};
use crate::{
    driver::ApiUrl,
    window::{self, Direction, Theme},
};

/// Every option, as it is written in JavaScript.
const NAMES: [&str; 14] = [
    "apiUrl",
    "botId",
    "botName",
    "customData",
    "deliveryAck",
    "direction",
    "getAccessToken",
    "getJwt",
    "historyPageSize",
    "language",
    "metaTags",
    "open",
    "theme",
    "title",
];

/// What a chat is made from.
pub(super) struct Options {
    pub(super) api_url: ApiUrl,
    pub(super) config: Config,
    pub(super) credentials: TokenCallback,
    pub(super) settings: window::Settings,
    pub(super) open: bool,
    /// For the developer: options that are ignored.
    pub(super) warnings: Vec<String>,
}

impl Options {
    /// Reads a plain object.
    pub(super) fn read(value: &JsValue) -> Result<Self, HostError> {
        let Some(object) = value.dyn_ref::<Object>().filter(|_| !value.is_function()) else {
            return Err(HostError::option("options", "an object", kind(value)));
        };
        let reader = Reader(object);
        let warnings = reader.check_names()?;

        let api_url: String = reader.required("apiUrl", API_URL)?;
        let api_url = ApiUrl::parse(&api_url).ok_or_else(|| HostError::option("apiUrl", API_URL, &quoted(&api_url)))?;
        let bot_id: String = reader.required("botId", "the bot's id, such as \"st-…\"")?;
        let bot_name: String = reader.optional("botName", "text")?.unwrap_or_default();
        let language: Option<String> = reader.optional("language", LANGUAGE)?;
        let locale = language.unwrap_or_else(page_language);
        let history_page: u32 = reader.optional("historyPageSize", PAGE_SIZE)?.unwrap_or(20);
        if !(1..=100).contains(&history_page) {
            return Err(HostError::option("historyPageSize", PAGE_SIZE, &history_page.to_string()));
        }

        let bot = BotInfo {
            chat_bot: bot_name.clone(),
            task_bot_id: bot_id,
            custom_data: reader.json("customData")?,
            meta_tags: reader.json("metaTags")?,
        };
        let config = Config {
            bot,
            meta: protocol::outbound::Meta { timezone: time_zone(), locale: locale.clone() },
            language: locale.split(['-', '_']).next().unwrap_or("en").to_owned(),
            history_page,
            acknowledge_delivery: reader.optional("deliveryAck", "true or false")?.unwrap_or(false),
            ..Config::default()
        };
        let settings = window::Settings {
            title: reader.optional("title", "text")?.unwrap_or(bot_name),
            locale,
            direction: reader.choice("direction", "\"auto\", \"ltr\" or \"rtl\"", |name| match name {
                "auto" => Some(Direction::Auto),
                "ltr" => Some(Direction::Ltr),
                "rtl" => Some(Direction::Rtl),
                _ => None,
            })?,
            theme: reader.choice("theme", "\"auto\", \"light\" or \"dark\"", |name| match name {
                "auto" => Some(Theme::Auto),
                "light" => Some(Theme::Light),
                "dark" => Some(Theme::Dark),
                _ => None,
            })?,
        };
        let open = reader.optional("open", "true or false")?.unwrap_or(false);
        Ok(Self { api_url, config, credentials: reader.credentials()?, settings, open, warnings })
    }
}

const API_URL: &str = "the platform's address, such as \"https://platform.kore.ai\", or a path of the page's own origin, such as \"/kore\"";
const LANGUAGE: &str = "a language tag, such as \"en-GB\"";
const PAGE_SIZE: &str = "a whole number from 1 to 100";

struct Reader<'a>(&'a Object);

impl Reader<'_> {
    /// Refuses secrets, and warns of names that mean nothing here.
    fn check_names(&self) -> Result<Vec<String>, HostError> {
        let mut warnings = Vec::new();
        for name in Object::keys(self.0).iter().filter_map(|name| name.as_string()) {
            if NAMES.contains(&name.as_str()) {
                continue;
            }
            let plain = name.to_ascii_lowercase().replace(['-', '_'], "");
            if plain.contains("secret") || plain == "clientid" || plain == "apikey" {
                return Err(HostError {
                    code: "invalid-option",
                    message: format!(
                        "The option \"{name}\" is refused: everybody who opens the page could read it. Keep it on your \
                         server and let getAccessToken fetch a token from there."
                    ),
                    details: vec![("option", name)],
                });
            }
            warnings.push(match nearest(&plain) {
                Some(known) => format!("The option \"{name}\" is unknown and ignored; do you mean \"{known}\"?"),
                None => format!("The option \"{name}\" is unknown and ignored."),
            });
        }
        Ok(warnings)
    }

    /// None for an option that is absent, `undefined` or `null`.
    fn get(&self, name: &str) -> Option<JsValue> {
        Reflect::get(self.0, &name.into()).ok().filter(|value| !value.is_undefined() && !value.is_null())
    }

    fn optional<T: OptionValue>(&self, name: &str, expected: &str) -> Result<Option<T>, HostError> {
        let Some(value) = self.get(name) else { return Ok(None) };
        match T::read(&value) {
            Some(read) => Ok(Some(read)),
            None => Err(HostError::option(name, expected, &given(&value))),
        }
    }

    fn required(&self, name: &str, expected: &str) -> Result<String, HostError> {
        match self.optional::<String>(name, expected)? {
            Some(text) if !text.trim().is_empty() => Ok(text.trim().to_owned()),
            Some(_) => Err(HostError::option(name, expected, "an empty text")),
            None => Err(HostError::option(name, expected, "nothing")),
        }
    }

    fn choice<T: Default>(&self, name: &str, expected: &str, known: fn(&str) -> Option<T>) -> Result<T, HostError> {
        match self.optional::<String>(name, expected)? {
            Some(text) => known(&text).ok_or_else(|| HostError::option(name, expected, &quoted(&text))),
            None => Ok(T::default()),
        }
    }

    /// Passed on to the bot as JSON, through text: numbers stay exactly as JavaScript prints them.
    fn json(&self, name: &str) -> Result<Option<serde_json::Value>, HostError> {
        let Some(value) = self.get(name) else { return Ok(None) };
        let text = JSON::stringify(&value).ok().and_then(|text| text.as_string());
        match text.and_then(|text| protocol::json::read_json(&text, protocol::limits::MAX_DEPTH).ok()) {
            Some(json) => Ok(Some(json)),
            None => Err(HostError::option(name, "something that JSON.stringify accepts", kind(&value))),
        }
    }

    fn credentials(&self) -> Result<TokenCallback, HostError> {
        const EXPECTED: &str = "a function that returns a promise of a token";
        let function = |name| match self.get(name) {
            Some(value) => match value.dyn_into::<Function>() {
                Ok(function) => Ok(Some(function)),
                Err(value) => Err(HostError::option(name, EXPECTED, kind(&value))),
            },
            None => Ok(None),
        };
        match (function("getAccessToken")?, function("getJwt")?) {
            (Some(function), None) => Ok(TokenCallback::AccessToken(function)),
            (None, Some(function)) => Ok(TokenCallback::Jwt(function)),
            (None, None) => Err(HostError::option("getAccessToken", EXPECTED, "nothing, and no getJwt either")),
            (Some(_), Some(_)) => {
                Err(HostError::option("getAccessToken", "the only one of getAccessToken and getJwt", "both"))
            }
        }
    }
}

/// What an option can hold. Deserialising with serde would not name the option in its errors, and would link the
/// printing of floats.
trait OptionValue: Sized {
    fn read(value: &JsValue) -> Option<Self>;
}

impl OptionValue for String {
    fn read(value: &JsValue) -> Option<Self> {
        value.as_string()
    }
}

impl OptionValue for bool {
    fn read(value: &JsValue) -> Option<Self> {
        value.as_bool()
    }
}

impl OptionValue for u32 {
    fn read(value: &JsValue) -> Option<Self> {
        let number = value.as_f64()?;
        let whole = number as u32;
        (f64::from(whole) == number).then_some(whole)
    }
}

/// What was given, short enough for a sentence.
fn given(value: &JsValue) -> String {
    match value.as_string() {
        Some(text) => quoted(&text),
        None => match JSON::stringify(value).ok().and_then(|text| text.as_string()) {
            Some(text) if text.len() <= 40 => text,
            _ => kind(value).to_owned(),
        },
    }
}

fn quoted(text: &str) -> String {
    format!("\"{}\"", super::redact::redact(text))
}

fn page_language() -> String {
    let of_page = web_sys::window()
        .and_then(|window| window.document())
        .and_then(|document| document.document_element())
        .and_then(|root| root.get_attribute("lang"))
        .filter(|lang| !lang.trim().is_empty());
    of_page.or_else(|| web_sys::window()?.navigator().language()).unwrap_or_else(|| "en".to_owned())
}

/// The device's zone, an IANA name; empty where the browser does not tell.
fn time_zone() -> String {
    let options = js_sys::Intl::DateTimeFormat::new(&js_sys::Array::new(), &Object::new()).resolved_options();
    Reflect::get(&options, &"timeZone".into()).ok().and_then(|zone| zone.as_string()).unwrap_or_default()
}

/// The known name that takes the fewest changes to reach, if they are few.
fn nearest(name: &str) -> Option<&'static str> {
    let distance = |known: &&'static str| edit_distance(name, &known.to_ascii_lowercase());
    NAMES.into_iter().min_by_key(distance).filter(|known| distance(known) <= 3)
}

/// Levenshtein's, over bytes.
fn edit_distance(a: &str, b: &str) -> usize {
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, x) in a.bytes().enumerate() {
        let mut diagonal = row[0];
        row[0] = i + 1;
        for (j, y) in b.bytes().enumerate() {
            let change = diagonal + usize::from(x != y);
            diagonal = row[j + 1];
            row[j + 1] = change.min(diagonal + 1).min(row[j] + 1);
        }
    }
    row.last().copied().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_misspelt_option_is_told_its_right_name() {
        assert_eq!(nearest("botids"), Some("botId"));
        assert_eq!(nearest("apiurl"), Some("apiUrl"));
        assert_eq!(nearest("getaccesstokens"), Some("getAccessToken"));
        assert_eq!(nearest("historypage"), None);
        assert_eq!(nearest("welcomescreen"), None);
    }

    #[test]
    fn edit_distance_counts_single_changes() {
        assert_eq!(edit_distance("", "abc"), 3);
        assert_eq!(edit_distance("kitten", "sitting"), 3);
        assert_eq!(edit_distance("theme", "theme"), 0);
    }
}
