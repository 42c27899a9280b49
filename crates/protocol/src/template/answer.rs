//! `answerTemplate`, the answers of Search AI (`kore-templates.md` 11.2).

use serde_json::Value;

use super::{image::address_of, lines::Lines};
use crate::{
    decoder::{Decoder, Embedded},
    path::Path,
    value,
};

/// A whole answer with its sources, and what else was found.
#[derive(Debug, Default, PartialEq)]
pub struct AnswerTemplate {
    /// Above the answer (`snippet_title`); may be empty.
    pub title: String,
    /// The pieces of the answer, in order.
    pub fragments: Vec<AnswerFragment>,
    /// The sources, each once, in the order in which the fragments name them.
    pub sources: Vec<AnswerSource>,
    /// Written by a model, not cut out of a document (`extractive_model`).
    pub is_generated: bool,
    /// By which the platform knows the search (`searchRequestId`).
    pub request_id: Option<String>,
    /// How many results there are in all; 0 where the bot does not say.
    pub total_results: usize,
    /// Documents that were found; the vendor shows three.
    pub results: Vec<SearchResult>,
}

/// A piece of an answer.
#[derive(Debug, Default, PartialEq)]
pub struct AnswerFragment {
    /// The text, in CommonMark or HTML.
    pub text: String,
    /// Indices of [`AnswerTemplate::sources`], each once.
    pub sources: Vec<usize>,
}

/// Where a piece of an answer comes from.
#[derive(Debug, Default, PartialEq)]
pub struct AnswerSource {
    /// The document's name; its address where it has none.
    pub title: String,
    /// Its address as sent: check it before use.
    pub url: Option<String>,
    /// Pictures of its pages, as sent: check them before use.
    pub images: Vec<String>,
}

/// A document that was found, with the first passage of it.
#[derive(Debug, Default, PartialEq)]
pub struct SearchResult {
    /// The document's name.
    pub title: String,
    /// The passage, in CommonMark with GFM tables.
    pub text: String,
    /// Its address as sent: check it before use.
    pub url: Option<String>,
    /// Such as `pdf`; may be empty.
    pub file_type: String,
    /// A picture's address as sent: check it before use.
    pub image: Option<String>,
}

impl AnswerTemplate {
    pub(crate) fn decode(decoder: &mut Decoder, payload: &mut Value, path: &Path<'_>) -> Self {
        let mut answer = Self {
            request_id: value::word_of(payload, &["searchRequestId"]),
            total_results: value::count_of(payload, &["totalSearchResults"]).unwrap_or_default(),
            results: results(decoder, payload, path),
            ..Self::default()
        };
        let mut whole = decoder.object(payload, &["answer_payload"], path);
        let path = path.key("answer_payload");
        let mut panel = decoder.object(&mut whole, &["center_panel"], &path);
        let path = path.key("center_panel");
        let path = path.key("data");
        let is_extractive = value::is_named(&panel, &["type"], "extractive_model");
        for (index, mut snippet) in decoder.elements(value::take(&mut panel, "data"), &path).into_iter().enumerate() {
            let path = path.index(index);
            answer.is_generated |= !is_extractive && !value::is_named(&snippet, &["snippet_type"], "extractive_model");
            if answer.title.is_empty() {
                answer.title = value::string_of(&snippet, &["snippet_title"]);
            }
            let content = value::take(&mut snippet, "snippet_content");
            if content.is_none() {
                decoder.dropped(&path, "an answer with a snippet_content");
            }
            let path = path.key("snippet_content");
            for mut fragment in decoder.elements(content, &path) {
                match value::text(&fragment) {
                    // A string, with the source beside it, where the answer was cut out of a document.
                    Some(text) => answer.add(text, vec![snippet.take()]),
                    None => {
                        let sources = decoder.elements(value::take(&mut fragment, "sources"), &path);
                        answer.add(value::string_of(&fragment, &["answer_fragment", "text"]), sources);
                    }
                }
            }
        }
        answer
    }

    fn add(&mut self, text: String, sources: Vec<Value>) {
        let mut indices = Vec::new();
        for source in sources {
            let Some(source) = AnswerSource::decode(&source) else { continue };
            let same = |known: &AnswerSource| match &source.url {
                Some(_) => known.url == source.url,
                None => known.url.is_none() && known.title == source.title,
            };
            let index = self.sources.iter().position(same).unwrap_or_else(|| {
                self.sources.push(source);
                self.sources.len() - 1
            });
            if !indices.contains(&index) {
                indices.push(index);
            }
        }
        if !text.trim().is_empty() {
            self.fragments.push(AnswerFragment { text, sources: indices });
        }
    }

    pub(super) fn write(&self, lines: &mut Lines) {
        lines.push(&self.title);
        for fragment in &self.fragments {
            lines.push(&fragment.text);
        }
        if self.fragments.is_empty() {
            for result in &self.results {
                lines.push(&result.title);
            }
        }
    }
}

impl AnswerSource {
    /// None when nothing says what it is.
    fn decode(source: &Value) -> Option<Self> {
        let url = value::word_of(source, &["url", "recordUrl"]);
        let title = value::word_of(source, &["title", "source", "recordTitle"]).or_else(|| url.clone())?;
        let images = value::field(source, "image_url").map(value::one_or_many).unwrap_or_default();
        Some(Self { title, url, images: images.iter().filter_map(value::word).collect() })
    }
}

/// `results` and `chunk_result`: documents by kind, and their passages by id.
pub(crate) fn results(decoder: &mut Decoder, payload: &mut Value, path: &Path<'_>) -> Vec<SearchResult> {
    let passages = decoder.object(payload, &["chunk_result"], path);
    let mut documents = decoder.object(payload, &["results"], path);
    let mut results = Vec::new();
    for (kind, list) in documents.as_object_mut().into_iter().flatten() {
        let path = path.key("results");
        let path = path.key(kind);
        let path = path.key("data");
        for (index, document) in decoder.elements(value::take(list, "data"), &path).iter().enumerate() {
            match SearchResult::decode(document, &passages) {
                Some(result) => results.push(result),
                None => decoder.dropped(&path.index(index), "a document with a recordTitle"),
            }
        }
    }
    results
}

impl SearchResult {
    fn decode(document: &Value, passages: &Value) -> Option<Self> {
        let ids = value::field(document, "chunkResults").map(value::one_or_many).unwrap_or_default();
        let passage = ids.iter().find_map(|id| passage(passages, &value::word(id)?)).unwrap_or(&Value::Null);
        let url = value::word_of(passage, &["recordUrl", "url"]);
        let title = value::word_of(document, &["recordTitle", "title"]);
        let meta = value::field(passage, "chunkMeta").unwrap_or(&Value::Null);
        Some(Self {
            title: title.or_else(|| value::word_of(passage, &["recordTitle"])).or_else(|| url.clone())?,
            text: value::string_of(passage, &["chunkText"]).trim().to_owned(),
            url,
            file_type: value::word_of(passage, &["sys_file_type", "fileType"]).unwrap_or_default(),
            image: address_of(passage, &["page_image_url"])
                .or_else(|| address_of(meta, &["imageUrl"]))
                .or_else(|| address_of(passage, &["image_url"])),
        })
    }
}

/// The passage of that id: inside `_source` in a message, flat with `additionalInfo.chunkId` in a REST body.
fn passage<'a>(passages: &'a Value, id: &str) -> Option<&'a Value> {
    for list in passages.as_object()?.values() {
        for passage in value::one_or_many(list) {
            let passage = value::field(passage, "_source").unwrap_or(passage);
            let info = value::field(passage, "additionalInfo").unwrap_or(passage);
            if value::word_of(passage, &["chunkId"]).or_else(|| value::word_of(info, &["chunkId"])).as_deref()
                == Some(id)
            {
                return Some(passage);
            }
        }
    }
    None
}

/// The piece of an answer that a chunk adds: `payload.answer`, else `answer`, else `text`, to the last space.
pub(crate) fn delta(decoder: &mut Decoder, payload: &Value, path: &Path<'_>) -> Option<String> {
    let inner = value::field(payload, "payload");
    let piece = |value: &Value| {
        let found = value::field_of(value, &["answer", "text"]).and_then(value::text);
        found.filter(|text| !text.is_empty())
    };
    let from_inner = match inner {
        Some(Value::String(text)) => match decoder.embedded(text, path) {
            Embedded::Json(json) => piece(&json),
            _ => Some(text.clone()),
        },
        Some(inner) => piece(inner),
        None => None,
    };
    from_inner.or_else(|| piece(payload))
}
