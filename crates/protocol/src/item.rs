//! From one element of `message[]`, or one stored component, to what it shows (`kore-protocol.md` 8, `kore-templates.md` 1 and 4).

use serde_json::Value;

use crate::{
    content::{Content, ErrorContent, Media, Text},
    decoder::{Decoder, Embedded},
    envelope::{self, Envelope},
    path::Path,
    template::{self, AttachmentKind, AttachmentTemplate, OtherTemplate, Template},
    value,
};

/// Where a component comes from.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Source {
    /// A whole message: text may turn out to be a template's JSON.
    Message,
    /// A chunk of a stream: text is a delta, kept to the last space.
    Chunk,
}

/// What the items of one message add up to.
pub(crate) struct Items {
    pub(crate) source: Source,
    pub(crate) contents: Vec<Content>,
    /// Whether one of them is a human agent's (`live_agent`).
    pub(crate) from_agent: bool,
    /// The longest delay that one of them asks for, in milliseconds.
    pub(crate) render_delay: u32,
}

impl Items {
    pub(crate) fn new(source: Source) -> Self {
        Self { source, contents: Vec::new(), from_agent: false, render_delay: 0 }
    }

    /// One element of `message[]`.
    pub(crate) fn add(&mut self, decoder: &mut Decoder, mut item: Value, path: &Path<'_>) {
        decoder.begin_item();
        if let Some(body) = value::text(&item) {
            return self.add_text(decoder, body, path);
        }
        if !item.is_object() {
            return decoder.dropped(path, "an object");
        }
        let body = match item.get_mut("cInfo") {
            Some(info @ Value::Object(_)) => info.get_mut("body").map(Value::take).unwrap_or_default(),
            Some(info) => info.take(),
            None => Value::Null,
        };
        let body_text = value::text(&body);
        let (component, key) = match value::field(&item, "component") {
            Some(_) => (item.get_mut("component").map(Value::take).unwrap_or_default(), Some("component")),
            // The body as an object, or the component's fields without a component around them.
            None if body.is_object() => (body, Some("cInfo")),
            None if body_text.is_none() && envelope::is_wrapped(&item) => (item, None),
            None => (Value::Null, None),
        };
        match key {
            Some(key) => self.add_component(decoder, component, body_text, &path.key(key)),
            None if !component.is_null() => self.add_component(decoder, component, None, path),
            None => match body_text {
                Some(text) => self.add_text(decoder, text, path),
                None => decoder.dropped(path, "a text or a component"),
            },
        }
    }

    /// Text written by a bot. It may hold a template as JSON, which is never shown as it is.
    pub(crate) fn add_text(&mut self, decoder: &mut Decoder, text: String, path: &Path<'_>) {
        match decoder.embedded(&text, path) {
            Embedded::Json(component) if self.is_component(&component) => {
                self.add_component(decoder, component, None, path);
            }
            Embedded::Refused if self.source == Source::Message => self.add_unopened(text),
            _ => self.push_text(text, None),
        }
    }

    /// A component, with the text that came beside it.
    pub(crate) fn add_component(
        &mut self,
        decoder: &mut Decoder,
        component: Value,
        body: Option<String>,
        path: &Path<'_>,
    ) {
        let mut envelope = Envelope::open(decoder, component, path);
        self.render_delay = self.render_delay.max(u32::try_from(envelope.render_delay.max(0)).unwrap_or(u32::MAX));
        let path = path.payloads(envelope.levels);
        let name = envelope.template_type();
        if is_component_type(&name) {
            // Some bots name a component's type there.
            envelope.kind = name.to_ascii_lowercase();
        } else if !name.is_empty() {
            return self.add_template(decoder, name, envelope, body, &path);
        }
        if self.source == Source::Chunk {
            return self.add_delta(decoder, &envelope, body, &path);
        }
        if envelope.refused {
            return self.add_unopened(envelope.plain.unwrap_or_default());
        }
        let payload = &envelope.payload;
        let text = value::text_of(payload, &["text"]);
        let video = value::word_of(payload, &["videoUrl"]);
        let audio = value::word_of(payload, &["audioUrl"]);
        if video.is_some() || audio.is_some() {
            let mut text = text.unwrap_or_default();
            for media in [video.map(Media::Video), audio.map(Media::Audio)].into_iter().flatten() {
                self.push_text(std::mem::take(&mut text), Some(media));
            }
        } else if let ("error", Some(text)) = (envelope.kind.as_str(), &text) {
            let color = value::word_of(payload, &["color"]);
            self.contents.push(Content::Error(ErrorContent { text: text.clone(), color }));
        } else if let Some(attachment) = AttachmentTemplate::decode(&envelope.kind, payload) {
            self.add_template_of(Template::Attachment(attachment));
        } else if let Some(form) = Template::inline_form(&mut envelope.payload) {
            self.add_template_of(form);
        } else if let Some(text) = text {
            self.add_text(decoder, text, &path.key("text"));
        } else if value::field(&envelope.payload, "formData").is_some() {
            self.add_other(template::other(String::new(), envelope.payload));
        } else if let Some(body) = body.clone().filter(|body| !body.trim().is_empty()) {
            self.add_text(decoder, body, &path);
        } else if let (Value::Null, Some(text)) = (&envelope.payload, envelope.plain.take()) {
            self.push_text(text, None);
        } else if envelope.payload.as_object().is_some_and(|fields| !fields.is_empty()) && envelope.kind != "text" {
            let name = if envelope.kind == "template" { String::new() } else { std::mem::take(&mut envelope.kind) };
            decoder.unknown(&name);
            self.add_other(template::other(name, envelope.payload));
        } else if body.is_none() && value::field(&envelope.payload, "text").is_none() {
            decoder.dropped(&path, "a text or a template");
        }
    }

    fn add_template(
        &mut self,
        decoder: &mut Decoder,
        name: String,
        mut envelope: Envelope,
        body: Option<String>,
        path: &Path<'_>,
    ) {
        let lower = name.to_ascii_lowercase();
        match lower.as_str() {
            // An agent's empty text shows nothing (`kore-templates.md` 4.5).
            "live_agent" => {
                self.from_agent = true;
                return self.push_text(value::string_of(&envelope.payload, &["text"]), None);
            }
            "wait_for_response" => return self.contents.push(Content::WaitForResponse),
            // Known to the platform's mobile clients, which draw nothing (`kore-protocol.md` 7.1).
            "start_timer" | "hidden_dialog" => return,
            "text" => return self.push_text(value::string_of(&envelope.payload, &["text"]), None),
            "answertemplate" if value::field_of(&envelope.payload, &["answer_payload", "results"]).is_none() => {
                let delta = template::answer_delta(decoder, &envelope.payload, path);
                return self.push_text(delta.or(readable(body)).unwrap_or_default(), None);
            }
            _ => {}
        }
        if let Some(template) = Template::decode(decoder, &name, &mut envelope.payload, path) {
            return self.add_template_of(template);
        }
        decoder.unknown(&name);
        let mut other = template::other(name, envelope.payload);
        if other.text.is_empty() {
            other.text = readable(body).unwrap_or_default();
        }
        self.add_other(other);
    }

    /// The text that one chunk adds: `cInfo.body`, else the payload's text, else the payload as text (`kore-protocol.md` 9).
    fn add_delta(&mut self, decoder: &mut Decoder, envelope: &Envelope, body: Option<String>, path: &Path<'_>) {
        match body.filter(|body| !body.is_empty()) {
            Some(body) => self.add_text(decoder, body, path),
            None => {
                let text = value::field(&envelope.payload, "text").and_then(value::text);
                let delta = text.filter(|text| !text.is_empty()).or_else(|| envelope.plain.clone());
                self.push_text(delta.unwrap_or_default(), None);
            }
        }
    }

    fn is_component(&self, object: &Value) -> bool {
        match self.source {
            Source::Message => envelope::is_wrapped(object),
            // A delta that looks like JSON is still text, unless it is plainly a template.
            Source::Chunk => {
                let mut level = object;
                while let Some(inner) = value::field(level, "payload").filter(|inner| inner.is_object()) {
                    level = if value::field(level, "template_type").is_some() { return true } else { inner };
                }
                value::field(level, "template_type").is_some()
            }
        }
    }

    fn push_text(&mut self, text: String, media: Option<Media>) {
        if !text.is_empty() || media.is_some() {
            self.contents.push(Content::Text(Text { text, media }));
        }
    }

    /// A template that could not be opened: a notice in its place, never its JSON; the host page still gets that.
    fn add_unopened(&mut self, text: String) {
        self.add_other(OtherTemplate { raw: Value::String(text), ..OtherTemplate::default() });
    }

    fn add_other(&mut self, other: OtherTemplate) {
        self.add_template_of(Template::Other(other));
    }

    fn add_template_of(&mut self, template: Template) {
        self.contents.push(Content::Template(template));
    }
}

/// What is a component's type and never a template's name (`kore-templates.md` 4.2 to 4.4).
fn is_component_type(name: &str) -> bool {
    value::same_name(name, "error") || value::same_name(name, "message") || AttachmentKind::named(name).is_some()
}

/// A template's `cInfo.body` mostly is the template's JSON (`kore-templates.md` 12, trap 3); anything else may be shown.
fn readable(body: Option<String>) -> Option<String> {
    body.filter(|body| !matches!(body.trim_start().as_bytes(), [b'{' | b'[', ..]))
}
