//! `articleTemplate` (`kore-templates.md` 6.9).

use super::{
    SeeMore,
    fields::{part, template},
};

template! {
    /// Articles that open in a sheet.
    ArticlesTemplate {
        /// What stands above them; may be empty.
        text: text["text", "heading", "title"],
        /// The articles.
        articles: parts["elements"] of Article,
    }
}

impl ArticlesTemplate {
    /// How the rest of them is shown.
    pub fn more(&self) -> SeeMore<'_> {
        SeeMore::decode(self.0.fields())
    }
}

part! {
    /// An article.
    Article {
        /// The title.
        title: title["title"],
        /// The whole text, in Kore markdown.
        description: text["description"],
        /// A picture's address as sent: check it before use.
        icon: address["icon", "image_url"],
        /// When it was written, as a finished sentence of the bot.
        created: text["createdOn"],
        /// When it was changed, likewise.
        updated: text["updatedOn"],
        /// Its button.
        button: action "button" PAYLOAD_ELSE_TITLE,
    }
}
