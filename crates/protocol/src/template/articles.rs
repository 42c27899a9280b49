//! `articleTemplate` (`kore-templates.md` 6.9).

use serde_json::Value;

use super::{
    Action, SeeMore,
    action::{self, PAYLOAD_ELSE_TITLE},
    image::address_of,
    lines::Lines,
};
use crate::{decoder::Decoder, path::Path, value};

/// Articles that open in a sheet.
#[derive(Debug, Default, PartialEq)]
pub struct ArticlesTemplate {
    /// What stands above them; may be empty.
    pub text: String,
    /// The articles.
    pub articles: Vec<Article>,
    /// How the rest of them is shown.
    pub more: SeeMore,
}

/// An article.
#[derive(Debug, Default, PartialEq)]
pub struct Article {
    /// The title.
    pub title: String,
    /// The whole text, in Kore markdown.
    pub description: String,
    /// A picture's address as sent: check it before use.
    pub icon: Option<String>,
    /// When it was written, as a finished sentence of the bot.
    pub created: String,
    /// When it was changed, likewise.
    pub updated: String,
    /// Its button.
    pub button: Option<Action>,
}

impl ArticlesTemplate {
    pub(crate) fn decode(decoder: &mut Decoder, payload: &mut Value, path: &Path<'_>) -> Self {
        Self {
            text: value::string_of(payload, &["text", "heading", "title"]),
            more: SeeMore::decode(payload),
            articles: decoder.required_list(payload, &["elements"], path, Article::decode),
        }
    }

    pub(super) fn write(&self, lines: &mut Lines) {
        lines.push(&self.text);
        for article in &self.articles {
            lines.push(&article.title);
        }
    }
}

impl Article {
    fn decode(decoder: &mut Decoder, article: &mut Value, path: &Path<'_>) -> Result<Self, &'static str> {
        if !article.is_object() {
            return Err("an object");
        }
        Ok(Self {
            title: value::string_of(article, &["title"]),
            description: value::string_of(article, &["description"]),
            icon: address_of(article, &["icon", "image_url"]),
            created: value::string_of(article, &["createdOn"]),
            updated: value::string_of(article, &["updatedOn"]),
            button: action::optional(decoder, article, "button", PAYLOAD_ELSE_TITLE, path),
        })
    }
}
