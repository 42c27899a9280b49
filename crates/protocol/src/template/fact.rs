//! A small line of a card, list or check list (`kore-templates.md` 6.3, 6.6, 6.7 and 6.10).

use super::{
    Action,
    action::{self, PAYLOAD_ELSE_TITLE},
    fields::part,
};
use crate::value;

part! {
    /// A title with what is said about it.
    Fact {
        /// The title.
        title: title["title", "name", "label", "text"],
        /// What stands below the title.
        description: text["description", "subTitle", "subtitle"],
        /// What stands at the end of the line.
        value: text["value"],
        /// A picture's address as sent: check it before use.
        icon: address["icon", "image", "image_url"],
        /// The picture stands behind the text.
        is_icon_last: named["iconAlignment"] = "right",
        /// How the title looks.
        title_styles: styles["titleStyles", "textStyles", "nameStyles", "styles"],
        /// How the description looks.
        description_styles: styles["descriptionStyles", "subTitleStyles", "subtitleStyles"],
        /// How the value looks.
        value_styles: styles["valueStyles"],
    }
}

impl Fact<'_> {
    /// What choosing the line does.
    pub fn action(&self) -> Option<Action> {
        let line = self.0.0;
        // `type` alone may be anything.
        value::field_of(line, &["url", "link", "payload"])?;
        let acts = action::opens(line).is_some() || value::field(line, "type").is_none();
        if acts { Action::decode(line, PAYLOAD_ELSE_TITLE).ok() } else { None }
    }
}
