//! `answerTemplate`, the answers of Search AI (`kore-templates.md` 11.2).

use serde_json::Value;

use super::{
    Fields,
    fields::{Payload, part, template},
    image::address_of,
    tidy::tidy,
};
use crate::{
    decoder::{Decoder, Embedded},
    path::Path,
    value,
};

template! {
    /// A whole answer with its sources, and what else was found.
    AnswerTemplate {
        /// By which the platform knows the search.
        request_id: word["searchRequestId"],
        /// How many results there are in all, where the bot says.
        total_results: count["totalSearchResults"],
    }
}

/// What an [`AnswerTemplate`] says.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct AnswerContent<'a> {
    /// Above the answer (`snippet_title`); may be empty.
    pub title: &'a str,
    /// The pieces of the answer, in order.
    pub fragments: Vec<AnswerFragment<'a>>,
    /// The sources, each once, in the order in which the fragments name them.
    pub sources: Vec<AnswerSource<'a>>,
    /// Written by a model, not cut out of a document (`extractive_model`).
    pub is_generated: bool,
}

/// A piece of an answer.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct AnswerFragment<'a> {
    /// The text, in CommonMark or HTML.
    pub text: &'a str,
    /// Indices of [`AnswerContent::sources`], each once.
    pub sources: Vec<usize>,
}

part! {
    /// Where a piece of an answer comes from.
    AnswerSource {
        /// The document's name; its address where it has none.
        title: text["title", "source", "recordTitle", "url", "recordUrl"],
        /// Its address as sent: check it before use.
        url: word["url", "recordUrl"],
    }
}

impl<'a> AnswerSource<'a> {
    /// Pictures of its pages, as sent: check them before use.
    pub fn images(&self) -> impl Iterator<Item = &'a str> {
        self.0.list(&["image_url"]).iter().filter_map(value::as_str)
    }

    fn is_same(&self, other: &Self) -> bool {
        match self.url() {
            None => other.url().is_none() && self.title() == other.title(),
            url => other.url() == url,
        }
    }
}

impl AnswerTemplate {
    /// What it says.
    pub fn content(&self) -> AnswerContent<'_> {
        let mut content = AnswerContent::default();
        let panel = self.0.fields().part("answer_payload").part("center_panel");
        let is_extractive = panel.is_named(&["type"], "extractive_model");
        for snippet in panel.list(&["data"]) {
            let snippet = Fields(snippet);
            content.is_generated |= !is_extractive && !snippet.is_named(&["snippet_type"], "extractive_model");
            if content.title.is_empty() {
                content.title = snippet.text(&["snippet_title"]);
            }
            for fragment in snippet.list(&["snippet_content"]) {
                // A string, with the source beside it, where the answer was cut out of a document.
                let (text, sources) = match value::as_str(fragment) {
                    Some(text) => (text, std::slice::from_ref(snippet.0)),
                    None => (Fields(fragment).text(&["answer_fragment", "text"]), Fields(fragment).list(&["sources"])),
                };
                content.add(text, sources);
            }
        }
        content
    }

    /// Documents that were found; the vendor shows three.
    pub fn results(&self) -> Vec<SearchResult<'_>> {
        results(self.0.fields())
    }
}

impl<'a> AnswerContent<'a> {
    fn add(&mut self, text: &'a str, sources: &'a [Value]) {
        if text.trim().is_empty() {
            return;
        }
        let mut indices = Vec::new();
        for source in sources {
            let source = AnswerSource(Fields(source));
            if source.title().is_empty() {
                continue;
            }
            let index = self.sources.iter().position(|known| known.is_same(&source)).unwrap_or_else(|| {
                self.sources.push(source);
                self.sources.len() - 1
            });
            if !indices.contains(&index) {
                indices.push(index);
            }
        }
        self.fragments.push(AnswerFragment { text, sources: indices });
    }
}

/// A document that was found, with the first passage of it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct SearchResult<'a> {
    document: Fields<'a>,
    passage: Fields<'a>,
}

impl<'a> SearchResult<'a> {
    /// The document's name; its address where it has none.
    pub fn title(&self) -> &'a str {
        match self.document.text(&["recordTitle", "title"]) {
            "" => self.passage.text(&["recordTitle", "recordUrl", "url"]),
            title => title,
        }
    }

    /// The passage, in CommonMark with GFM tables.
    pub fn text(&self) -> &'a str {
        self.passage.text(&["chunkText"]).trim()
    }

    /// Its address as sent: check it before use.
    pub fn url(&self) -> Option<&'a str> {
        self.passage.word(&["recordUrl", "url"])
    }

    /// Such as `pdf`; may be empty.
    pub fn file_type(&self) -> &'a str {
        self.passage.text(&["sys_file_type", "fileType"])
    }

    /// A picture's address as sent: check it before use.
    pub fn image(&self) -> Option<&'a str> {
        let meta = self.passage.part("chunkMeta");
        let own = |key| address_of(self.passage.0, &[key]);
        own("page_image_url").or_else(|| meta.address(&["imageUrl"])).or_else(|| own("image_url"))
    }
}

/// All documents of a search, of which an answer brings the first: the body of
/// `GET searchsdk/{botId}/searchResults/{searchRequestId}`.
#[derive(Clone, Debug, PartialEq)]
pub struct SearchResults(Payload);

impl SearchResults {
    pub(crate) fn new(decoder: &mut Decoder, mut body: Value) -> Self {
        tidy(decoder, &mut body, "", &Path::Root);
        Self(Payload::new(body))
    }

    /// The documents.
    pub fn results(&self) -> Vec<SearchResult<'_>> {
        let body = self.0.fields();
        let inner = body.part("template");
        results(if inner.0.is_object() { inner } else { body })
    }
}

/// `results` and `chunk_result`: documents by kind, and their passages by id.
fn results(from: Fields<'_>) -> Vec<SearchResult<'_>> {
    let mut results = Vec::new();
    for kind in from.part("results").0.as_object().into_iter().flat_map(|kinds| kinds.values()) {
        for document in Fields(kind).list(&["data"]) {
            let document = Fields(document);
            let ids = document.list(&["chunkResults"]).iter().filter_map(value::as_str);
            let passage = ids.filter_map(|id| passage(from.part("chunk_result"), id)).next();
            let result = SearchResult { document, passage: passage.unwrap_or(Fields::NONE) };
            if !result.title().is_empty() {
                results.push(result);
            }
        }
    }
    results
}

/// The passage of that id: inside `_source` in a message, flat with `additionalInfo.chunkId` in a REST body.
fn passage<'a>(passages: Fields<'a>, id: &str) -> Option<Fields<'a>> {
    for list in passages.0.as_object()?.values() {
        for passage in value::one_or_many(list) {
            let passage = Fields(value::field(passage, "_source").unwrap_or(passage));
            let found = passage.word(&["chunkId"]).or_else(|| passage.part("additionalInfo").word(&["chunkId"]));
            if found == Some(id.trim()) {
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
