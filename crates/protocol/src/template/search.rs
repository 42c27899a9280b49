//! `search` (`kore-templates.md` 11.1).

use super::{
    Fields, Parts,
    fields::{part, template},
};

template! {
    /// What a search found: passages, and pages behind "more".
    SearchTemplate {
        /// What stands above it; may be empty.
        text: text["text", "heading", "title"],
    }
}

impl SearchTemplate {
    /// Passages that answer.
    pub fn snippets(&self) -> Parts<'_, Snippet<'_>> {
        let graph = self.0.fields().part("graph_answer");
        let inner = graph.part("payload");
        let graph = if inner.0.is_object() { inner } else { graph };
        graph.part("center_panel").parts(&["data"])
    }

    /// Pages, of all kinds.
    pub fn pages(&self) -> Vec<SearchPage<'_>> {
        let mut pages = Vec::new();
        // One list for each kind of page; the sample has `web`.
        for kind in self.0.fields().part("results").0.as_object().into_iter().flat_map(|kinds| kinds.values()) {
            pages.extend(Fields(kind).parts::<SearchPage<'_>>(&["data"]));
        }
        pages
    }
}

part! {
    /// A passage of a page.
    Snippet {
        /// Its title, in Kore markdown.
        title: text["snippet_title"],
        /// The passage.
        text: title["snippet_content"],
        /// The name of the page.
        source: text["source"],
        /// The page's address as sent: check it before use.
        url: word["url"],
    }
}

part! {
    /// A page that was found.
    SearchPage {
        /// Its name; its address where it has none.
        title: text["page_title", "title", "page_url", "url"],
        /// A piece of it, with HTML around the words that were looked for.
        preview: text["page_preview"],
        /// Its address as sent: check it before use.
        url: word["page_url", "url"],
        /// A picture's address as sent: check it before use.
        image: address["page_image_url"],
    }
}
