//! `checkListTemplate` (`kore-templates.md` 6.10).

use super::{
    Action, Fact, SeeMore,
    action::PAYLOAD_ELSE_TITLE,
    fields::{part, template},
};
use crate::value;

template! {
    /// Check lists with their progress.
    CheckListTemplate {
        /// What stands above them; may be empty.
        title: text["title", "text", "heading"],
        /// The check lists.
        lists: parts["elements"] of CheckList,
    }
}

impl CheckListTemplate {
    /// How the rest of them is shown.
    pub fn more(&self) -> SeeMore<'_> {
        SeeMore::decode(self.0.fields())
    }
}

part! {
    /// A check list.
    CheckList {
        /// The title.
        title: title["title"],
        /// What is said about it.
        facts: parts["subInformation"] of Fact,
        /// What choosing it does.
        action: action "default_action" PAYLOAD_ELSE_TITLE,
        /// How it looks.
        styles: styles["elementStyles"],
        /// The colours of its progress.
        colors: part "progressStyles" of ProgressColors,
        /// Its tasks, which unfold.
        tasks: parts["subElements"] of CheckListTask,
    }
}

impl CheckList<'_> {
    /// How much of it is done, in percent; 0 to 100. None when the bot does not say.
    pub fn percent(&self) -> Option<u8> {
        let percent = value::leading_integer_of(self.0.0, &["taskProgress"])?;
        u8::try_from(percent.clamp(0, 100)).ok()
    }
}

part! {
    /// CSS colours as sent: check them before use.
    ProgressColors {
        /// Of what is done.
        fill: word["fillColor"],
        /// Of what is left.
        background: word["background", "backgroundColor"],
        /// Of the number.
        text: word["textcolor", "textColor"],
    }
}

part! {
    /// A task of a check list.
    CheckListTask {
        /// The title.
        title: title["title"],
        /// What is said about it.
        facts: parts["values"] of Fact,
    }
}

impl<'a> CheckListTask<'a> {
    /// A picture's address at its end, as sent: check it before use.
    pub fn icon(&self) -> Option<&'a str> {
        self.0.part("rightContent").address(&["icon"])
    }

    /// What choosing it does; its own action, else that of its end.
    pub fn action(&self) -> Option<Action> {
        let at_end = || self.0.part("rightContent").action("default_action", PAYLOAD_ELSE_TITLE);
        self.0.action("default_action", PAYLOAD_ELSE_TITLE).or_else(at_end)
    }
}
