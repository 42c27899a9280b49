//! The options of the host page, read strictly: what is wrong is named and not guessed.

use js_sys::{Function, JSON, Object, Reflect};
#[cfg(feature = "window")]
use markup::Dialect;
use protocol::rest::BotInfo;
use session::{Config, ConnectionMode, Millis};
use wasm_bindgen::{JsCast, JsValue};

#[cfg(feature = "window")]
use super::widget::Hooks;
use super::{
    credentials::{TokenCallback, kind},
    error::HostError,
};
use crate::driver::ApiUrl;
#[cfg(feature = "window")]
use crate::window::{self, Direction, Theme};

/// Every option, as it is written in JavaScript.
const NAMES: [&str; 26] = [
    "apiUrl",
    "backoffBase",
    "backoffCap",
    "beforeClose",
    "beforeRender",
    "beforeSend",
    "botId",
    "botName",
    "branding",
    "connectionMode",
    "customData",
    "deliveryAck",
    "direction",
    "getAccessToken",
    "getJwt",
    "historyPageSize",
    "language",
    "markup",
    "metaTags",
    "open",
    "persist",
    "pingInterval",
    "queryParameters",
    "templates",
    "theme",
    "title",
];

/// What `www/npm/session.js` reads itself.
const READ_OUTSIDE: &str = "signal";

/// What a chat is made from.
pub(super) struct Options {
    pub(super) api_url: ApiUrl,
    pub(super) config: Config,
    pub(super) credentials: TokenCallback,
    #[cfg(feature = "window")]
    pub(super) settings: window::Settings,
    #[cfg(feature = "window")]
    pub(super) open: bool,
    #[cfg(feature = "window")]
    pub(super) hooks: Hooks,
    #[cfg(feature = "window")]
    pub(super) branding: Branding,
    /// For the developer: options that are ignored.
    pub(super) warnings: Vec<String>,
}

impl Options {
    /// Reads a plain object. The first thing that is wrong with it is the error.
    pub(super) fn read(value: &JsValue) -> Result<Self, HostError> {
        if !value.is_object() {
            return Err(HostError::option("options", "an object", kind(value)));
        }
        let mut reader = Reader { object: value, warnings: Vec::new(), error: None };
        reader.check_names();

        let api_url = reader.api_url();
        let task_bot_id = reader.required("botId", "the bot's id, such as \"st-…\"");
        let bot_name = reader.text("botName", "text").unwrap_or_default();
        let locale = reader.text("language", "a language tag, such as \"en-GB\"").unwrap_or_else(page_language);
        let defaults = Config::default();
        let history_page = reader.whole("historyPageSize", 1, 100).unwrap_or(defaults.history_page);
        let mut span =
            |name: &str, from: u32, to: u32, default| reader.whole(name, from, to).map_or(default, Millis::from);
        let ping_interval = span("pingInterval", 1_000, 600_000, defaults.ping_interval);
        let backoff_base = span("backoffBase", 100, 60_000, defaults.backoff_base);
        let backoff_cap = span("backoffCap", 1_000, 600_000, defaults.backoff_cap.max(backoff_base));
        let socket_parameters = reader.query_parameters("queryParameters");
        let custom_data = reader.json("customData");
        let meta_tags = reader.json("metaTags");
        let acknowledge_delivery = reader.flag("deliveryAck");
        let modes = ConnectionMode::ALL.map(ConnectionMode::name);
        let connection_mode = reader.choice("connectionMode", "one of the platform's connection modes", &modes);
        #[cfg(feature = "window")]
        let (open, branding, hooks) = (reader.flag("open"), reader.branding("branding"), reader.hooks());
        #[cfg(feature = "window")]
        let settings = reader.settings(&locale, &bot_name, hooks.before_close.is_some());
        // `www/loader/page.js` does it.
        #[cfg(feature = "window")]
        reader.flag("persist");
        let credentials = reader.credentials();

        let (Some(api_url), Some(credentials), None) = (api_url, credentials, &reader.error) else {
            return Err(reader.error.unwrap_or_else(|| HostError::option("options", "complete", "too little")));
        };
        let config = Config {
            bot: BotInfo { chat_bot: bot_name, task_bot_id, custom_data, meta_tags },
            language: locale.split(['-', '_']).next().unwrap_or("en").to_owned(),
            meta: protocol::outbound::Meta { timezone: time_zone(), locale },
            history_page,
            acknowledge_delivery,
            connection_mode: connection_mode.map(|mode| ConnectionMode::ALL[mode]),
            socket_parameters,
            ping_interval,
            backoff_base,
            backoff_cap,
            ..defaults
        };
        Ok(Self {
            api_url,
            config,
            credentials,
            #[cfg(feature = "window")]
            settings,
            #[cfg(feature = "window")]
            open,
            #[cfg(feature = "window")]
            hooks,
            #[cfg(feature = "window")]
            branding,
            warnings: reader.warnings,
        })
    }
}

#[cfg(feature = "window")]
/// Where the colours of the chat come from, beside the page's style sheets.
pub(super) enum Branding {
    /// From nowhere else.
    None,
    /// The platform's theme, given by the page.
    Given(serde_json::Value),
    /// The platform's theme, to be asked for.
    Active,
}

/// Reads strictly, and goes on after an error as if the option were absent. Deserialising with serde would not name the
/// option in its errors, and would link the printing of floats.
struct Reader<'a> {
    object: &'a JsValue,
    warnings: Vec<String>,
    /// The first one.
    error: Option<HostError>,
}

impl Reader<'_> {
    fn fail(&mut self, error: HostError) {
        self.error.get_or_insert(error);
    }

    fn refuse(&mut self, name: &str, expected: &str, given: &str) {
        self.fail(HostError::option(name, expected, given));
    }

    /// Refuses secrets, and warns of names that mean nothing here.
    fn check_names(&mut self) {
        for name in
            Object::keys(self.object.unchecked_ref::<Object>()).iter().filter_map(|name: JsValue| name.as_string())
        {
            if NAMES.contains(&name.as_str()) || (cfg!(not(feature = "window")) && name == READ_OUTSIDE) {
                continue;
            }
            let mut plain = name.to_ascii_lowercase();
            plain.retain(|c| !matches!(c, '-' | '_'));
            if plain.as_bytes().windows(6).any(|part| part == b"secret") || plain == "clientid" || plain == "apikey" {
                let message = format!(
                    "The option \"{name}\" is refused: everybody who opens the page could read it. Keep it on your \
                     server and let getAccessToken fetch a token from there."
                );
                return self.fail(HostError { code: "invalid-option", message, details: vec![("option", name)] });
            }
            self.warnings.push(match nearest(&plain) {
                Some(known) => format!("The option \"{name}\" is unknown and ignored; do you mean \"{known}\"?"),
                None => format!("The option \"{name}\" is unknown and ignored."),
            });
        }
    }

    /// None for an option that is absent, `undefined` or `null`.
    fn get(&self, name: &str) -> Option<JsValue> {
        Reflect::get(self.object, &name.into()).ok().filter(|value| !value.is_undefined() && !value.is_null())
    }

    fn text(&mut self, name: &str, expected: &str) -> Option<String> {
        let value = self.get(name)?;
        let text = value.as_string();
        if text.is_none() {
            self.refuse(name, expected, &given(&value));
        }
        text
    }

    fn required(&mut self, name: &str, expected: &str) -> String {
        let text = self.text(name, expected);
        let is_given = text.is_some();
        let text = text.unwrap_or_default().trim().to_owned();
        if text.is_empty() {
            self.refuse(name, expected, if is_given { "an empty text" } else { "nothing" });
        }
        text
    }

    fn api_url(&mut self) -> Option<ApiUrl> {
        const EXPECTED: &str = "the platform's address, such as \"https://platform.kore.ai\", or a path of the page's own \
                                origin, such as \"/kore\"";
        let text = self.required("apiUrl", EXPECTED);
        let api_url = ApiUrl::parse(&text);
        if api_url.is_none() {
            self.refuse("apiUrl", EXPECTED, &quoted(&text));
        }
        api_url
    }

    /// Absent is false.
    fn flag(&mut self, name: &str) -> bool {
        let Some(value) = self.get(name) else { return false };
        let flag = value.as_bool();
        if flag.is_none() {
            self.refuse(name, "true or false", &given(&value));
        }
        flag.unwrap_or_default()
    }

    /// A whole number within bounds.
    fn whole(&mut self, name: &str, from: u32, to: u32) -> Option<u32> {
        let value = self.get(name)?;
        let number = value.as_f64().unwrap_or(-1.0);
        let whole = number as u32;
        if (from..=to).contains(&whole) && f64::from(whole) == number {
            return Some(whole);
        }
        let expected = ["a whole number from ", &from.to_string(), " to ", &to.to_string()].concat();
        self.refuse(name, &expected, &given(&value));
        None
    }

    /// An object of texts. What the session itself says in the address is not for the page to say.
    fn query_parameters(&mut self, name: &str) -> Vec<(String, String)> {
        const EXPECTED: &str = "an object of texts, without \"ConnectionMode\" (there is the option \"connectionMode\"), \
                                \"isReconnect\" and \"sid\"";
        let Some(value) = self.get(name) else { return Vec::new() };
        let mut parameters = Vec::new();
        if !value.is_object() {
            self.refuse(name, EXPECTED, kind(&value));
        }
        for key in Object::keys(value.unchecked_ref::<Object>()).iter().filter_map(|key: JsValue| key.as_string()) {
            let text = Reflect::get(&value, &key.as_str().into()).unwrap_or_default();
            match text.as_string() {
                Some(text) if !["ConnectionMode", "isReconnect", "sid"].contains(&key.as_str()) => {
                    parameters.push((key, text));
                }
                _ => self.refuse(name, EXPECTED, &[&quoted(&key), ": ", kind(&text)].concat()),
            }
        }
        parameters
    }

    /// The index of what is chosen.
    fn choice(&mut self, name: &str, expected: &str, known: &[&str]) -> Option<usize> {
        let text = self.text(name, expected)?;
        let index = known.iter().position(|known| *known == text);
        if index.is_none() {
            self.refuse(name, expected, &quoted(&text));
        }
        index
    }

    /// Passed on to the bot as JSON, through text: numbers stay exactly as JavaScript prints them.
    fn json(&mut self, name: &str) -> Option<serde_json::Value> {
        let value = self.get(name)?;
        let text = JSON::stringify(&value).ok().and_then(|text| text.as_string());
        let json = text.and_then(|text| protocol::json::read_json(&text, protocol::limits::MAX_DEPTH).ok());
        if json.is_none() {
            self.refuse(name, "something that JSON.stringify accepts", kind(&value));
        }
        json
    }

    #[cfg(feature = "window")]
    fn settings(&mut self, locale: &str, bot_name: &str, asks_to_end: bool) -> window::Settings {
        let title = self.text("title", "text");
        let direction = self.choice("direction", "\"auto\", \"ltr\" or \"rtl\"", &["auto", "ltr", "rtl"]);
        let theme = self.choice(
            "theme",
            "\"auto\", \"light\", \"dark\" or \"contrast\"",
            &["auto", "light", "dark", "contrast"],
        );
        let markup = self.choice("markup", "\"kore\" or \"commonmark\"", &["kore", "commonmark"]);
        window::Settings {
            title: title.unwrap_or_else(|| bot_name.to_owned()),
            locale: locale.to_owned(),
            direction: [Direction::Auto, Direction::Ltr, Direction::Rtl][direction.unwrap_or_default()],
            theme: [Theme::Auto, Theme::Light, Theme::Dark, Theme::Contrast][theme.unwrap_or_default()],
            markup: [Dialect::Kore, Dialect::CommonMark][markup.unwrap_or_default()],
            asks_to_end,
        }
    }

    #[cfg(feature = "window")]
    fn hooks(&mut self) -> Hooks {
        Hooks {
            before_send: self.function("beforeSend", HOOK),
            before_render: self.function("beforeRender", HOOK),
            before_close: self.function("beforeClose", HOOK),
            templates: self.renderers("templates"),
        }
    }

    fn function(&mut self, name: &str, expected: &str) -> Option<Function> {
        let value = self.get(name)?;
        if !value.is_function() {
            self.refuse(name, expected, kind(&value));
        }
        // After an error it is not called.
        Some(value.unchecked_into())
    }

    /// What is wrong with a theme's parts is for its reader to say.
    #[cfg(feature = "window")]
    fn branding(&mut self, name: &str) -> Branding {
        match self.get(name) {
            Some(value) if value == JsValue::TRUE => Branding::Active,
            Some(value) if value.is_object() => self.json(name).map_or(Branding::None, Branding::Given),
            Some(value) if value != JsValue::FALSE => {
                self.refuse(
                    name,
                    "the platform's theme as an object, or true to ask the platform for it",
                    kind(&value),
                );
                Branding::None
            }
            _ => Branding::None,
        }
    }

    /// The functions of an object, by their names.
    #[cfg(feature = "window")]
    fn renderers(&mut self, name: &str) -> Vec<(String, Function)> {
        let Some(value) = self.get(name) else { return Vec::new() };
        let mut functions = Vec::new();
        if value.is_object() {
            for key in Object::keys(value.unchecked_ref::<Object>()).iter() {
                let function = Reflect::get(&value, &key).unwrap_or_default();
                match (key.as_string(), function.is_function()) {
                    (Some(key), true) => functions.push((key, function.unchecked_into())),
                    _ => self.refuse(name, RENDERERS, kind(&function)),
                }
            }
        } else {
            self.refuse(name, RENDERERS, kind(&value));
        }
        functions
    }

    fn credentials(&mut self) -> Option<TokenCallback> {
        let name = "getAccessToken";
        match (self.function(name, CALLBACK), self.function("getJwt", CALLBACK)) {
            (Some(function), None) => return Some(TokenCallback::access_token(function)),
            (None, Some(function)) => return Some(TokenCallback::jwt(function)),
            (None, None) => self.refuse(name, CALLBACK, "nothing, and no getJwt either"),
            (Some(_), Some(_)) => self.refuse(name, "the only one of getAccessToken and getJwt", "both"),
        }
        None
    }
}

#[cfg(feature = "window")]
const HOOK: &str = "a function";
#[cfg(feature = "window")]
const RENDERERS: &str = "an object of functions, by the names of templates";
const CALLBACK: &str = "a function that returns a promise of a token";

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
    ["\"", &super::redact::redact(text), "\""].concat()
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
