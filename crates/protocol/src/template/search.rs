//! `search` (`kore-templates.md` 11.1).

use serde_json::Value;

use super::{image::address_of, lines::Lines};
use crate::{decoder::Decoder, path::Path, value};

/// What a search found: passages, and pages behind "more".
#[derive(Debug, Default, PartialEq)]
pub struct SearchTemplate {
    /// What stands above it; may be empty.
    pub text: String,
    /// Passages that answer.
    pub snippets: Vec<Snippet>,
    /// Pages.
    pub pages: Vec<SearchPage>,
}

/// A passage of a page.
#[derive(Debug, Default, PartialEq)]
pub struct Snippet {
    /// Its title, in Kore markdown.
    pub title: String,
    /// The passage.
    pub text: String,
    /// The name of the page.
    pub source: String,
    /// The page's address as sent: check it before use.
    pub url: Option<String>,
}

/// A page that was found.
#[derive(Debug, Default, PartialEq)]
pub struct SearchPage {
    /// Its name.
    pub title: String,
    /// A piece of it, with HTML around the words that were looked for.
    pub preview: String,
    /// Its address as sent: check it before use.
    pub url: Option<String>,
    /// A picture's address as sent: check it before use.
    pub image: Option<String>,
}

impl SearchTemplate {
    pub(crate) fn decode(decoder: &mut Decoder, payload: &mut Value, path: &Path<'_>) -> Self {
        let text = value::string_of(payload, &["text", "heading", "title"]);
        let mut graph = decoder.object(payload, &["graph_answer"], path);
        let graph_path = path.key("graph_answer");
        if value::field(&graph, "payload").is_some() {
            graph = decoder.object(&mut graph, &["payload"], &graph_path);
        }
        let graph_path = graph_path.payloads(1);
        let mut panel = decoder.object(&mut graph, &["center_panel"], &graph_path);
        let snippets = decoder.list(&mut panel, &["data"], &graph_path.key("center_panel"), Snippet::decode);
        let mut results = decoder.object(payload, &["results"], path);
        let results_path = path.key("results");
        let mut pages = Vec::new();
        // One list for each kind of page; the sample has `web`.
        for (kind, list) in results.as_object_mut().into_iter().flatten() {
            let mut found = decoder.list(list, &["data"], &results_path.key(kind), SearchPage::decode);
            pages.append(&mut found);
        }
        Self { text, snippets, pages }
    }

    pub(super) fn write(&self, lines: &mut Lines) {
        lines.push(&self.text);
        for snippet in &self.snippets {
            lines.push(&snippet.title);
            lines.push(&snippet.text);
        }
        for page in &self.pages {
            lines.push(&page.title);
        }
    }
}

impl Snippet {
    fn decode(_: &mut Decoder, snippet: &mut Value, _: &Path<'_>) -> Result<Self, &'static str> {
        let text = value::text_of(snippet, &["snippet_content"]).or_else(|| value::text(snippet));
        let title = value::text_of(snippet, &["snippet_title"]);
        if text.is_none() && title.is_none() {
            return Err("a passage with a snippet_content");
        }
        Ok(Self {
            title: title.unwrap_or_default(),
            text: text.unwrap_or_default().trim().to_owned(),
            source: value::word_of(snippet, &["source"]).unwrap_or_default(),
            url: value::word_of(snippet, &["url"]),
        })
    }
}

impl SearchPage {
    fn decode(_: &mut Decoder, page: &mut Value, _: &Path<'_>) -> Result<Self, &'static str> {
        let url = value::word_of(page, &["page_url", "url"]);
        let title = value::word_of(page, &["page_title", "title"]).or_else(|| url.clone());
        Ok(Self {
            title: title.ok_or("a page with a page_title or page_url")?,
            preview: value::string_of(page, &["page_preview"]).trim().to_owned(),
            url,
            image: address_of(page, &["page_image_url"]),
        })
    }
}
