//! `checkListTemplate` (`kore-templates.md` 6.10).

use serde_json::Value;

use super::{
    Action, Fact, SeeMore, Styles,
    action::{self, PAYLOAD_ELSE_TITLE},
    image::address_of,
    lines::Lines,
    styles,
};
use crate::{decoder::Decoder, path::Path, value};

/// Check lists with their progress.
#[derive(Debug, Default, PartialEq)]
pub struct CheckListTemplate {
    /// What stands above them; may be empty.
    pub title: String,
    /// The check lists.
    pub lists: Vec<CheckList>,
    /// How the rest of them is shown.
    pub more: SeeMore,
}

/// A check list.
#[derive(Debug, Default, PartialEq)]
pub struct CheckList {
    /// The title.
    pub title: String,
    /// How much of it is done, in percent; 0 to 100. None when the bot does not say.
    pub percent: Option<u8>,
    /// What is said about it (`subInformation`).
    pub facts: Vec<Fact>,
    /// What choosing it does.
    pub action: Option<Action>,
    /// How it looks.
    pub styles: Styles,
    /// The CSS colour of what is done, as sent: check it before use.
    pub fill_color: Option<String>,
    /// The same of what is left.
    pub background: Option<String>,
    /// The same of the number.
    pub text_color: Option<String>,
    /// Its tasks, which unfold.
    pub tasks: Vec<CheckListTask>,
}

/// A task of a check list.
#[derive(Debug, Default, PartialEq)]
pub struct CheckListTask {
    /// The title.
    pub title: String,
    /// A picture's address at its end, as sent: check it before use.
    pub icon: Option<String>,
    /// What is said about it.
    pub facts: Vec<Fact>,
    /// What choosing it does; its own action, else that of its end.
    pub action: Option<Action>,
}

impl CheckListTemplate {
    pub(crate) fn decode(decoder: &mut Decoder, payload: &mut Value, path: &Path<'_>) -> Self {
        Self {
            title: value::string_of(payload, &["title", "text", "heading"]),
            more: SeeMore::decode(payload),
            lists: decoder.required_list(payload, &["elements"], path, CheckList::decode),
        }
    }

    pub(super) fn write(&self, lines: &mut Lines) {
        lines.push(&self.title);
        for list in &self.lists {
            lines.push(&list.title);
            list.facts.iter().for_each(|fact| fact.write(lines));
        }
    }
}

impl CheckList {
    fn decode(decoder: &mut Decoder, list: &mut Value, path: &Path<'_>) -> Result<Self, &'static str> {
        if !list.is_object() {
            return Err("an object");
        }
        let colors = decoder.object(list, &["progressStyles"], path);
        let percent = value::leading_integer_of(list, &["taskProgress"]).map(|percent| percent.clamp(0, 100));
        Ok(Self {
            title: value::string_of(list, &["title"]),
            percent: percent.and_then(|percent| u8::try_from(percent).ok()),
            facts: decoder.list(list, &["subInformation"], path, Fact::decode),
            action: action::optional(decoder, list, "default_action", PAYLOAD_ELSE_TITLE, path),
            styles: styles::of(list, &["elementStyles"]),
            fill_color: value::word_of(&colors, &["fillColor"]),
            background: value::word_of(&colors, &["background", "backgroundColor"]),
            text_color: value::word_of(&colors, &["textcolor", "textColor"]),
            tasks: decoder.list(list, &["subElements"], path, CheckListTask::decode),
        })
    }
}

impl CheckListTask {
    fn decode(decoder: &mut Decoder, task: &mut Value, path: &Path<'_>) -> Result<Self, &'static str> {
        if !task.is_object() {
            return Err("an object");
        }
        let mut end = decoder.object(task, &["rightContent"], path);
        let own = action::optional(decoder, task, "default_action", PAYLOAD_ELSE_TITLE, path);
        let at_end =
            action::optional(decoder, &mut end, "default_action", PAYLOAD_ELSE_TITLE, &path.key("rightContent"));
        Ok(Self {
            title: value::string_of(task, &["title"]),
            icon: address_of(&end, &["icon"]),
            facts: decoder.list(task, &["values"], path, Fact::decode),
            action: own.or(at_end),
        })
    }
}
