//! `tableList` (`kore-templates.md` 7.4).

use super::{
    Accessory, Fields, Image, ValueLayout,
    fields::{part, template},
};

template! {
    /// Sections of coloured rows with a value.
    TableListTemplate {
        /// The title, in Kore markdown.
        title: text["title", "heading", "text"],
        /// What stands below it.
        description: text["description"],
        /// The sections.
        sections: parts["elements"] of TableListSection,
    }
}

impl TableListTemplate {
    /// What stands at the end of the heading.
    pub fn header(&self) -> Option<Accessory<'_>> {
        Accessory::decode(self.0.fields().part("headerOptions"))
    }
}

part! {
    /// A section.
    TableListSection {
        /// Its title.
        title: text["sectionHeader"],
        /// What stands below it.
        description: text["sectionHeaderDesc"],
        /// Its rows.
        rows: parts["rowItems"] of TableListRow,
    }
}

part! {
    /// A row.
    TableListRow {
        /// The CSS colour behind it, as sent: check it before use.
        background: word["bgcolor", "bgColor"],
        /// What choosing the row does.
        action: action "default_action" PAYLOAD_ELSE_TITLE,
    }
}

impl<'a> TableListRow<'a> {
    /// The title.
    pub fn title(&self) -> &'a str {
        self.words().title(&["title", "text"])
    }

    /// What stands below it.
    pub fn subtitle(&self) -> &'a str {
        self.words().text(&["subtitle"])
    }

    /// Where the title leads (`title.type:"url"`); as sent: check it before use.
    pub fn link(&self) -> Option<&'a str> {
        if self.is_link() { self.words().word(&["link", "url"]) } else { None }
    }

    /// Its picture.
    pub fn image(&self) -> Option<Image<'a>> {
        self.0.part("title").image()
    }

    /// The CSS colour of its text, as sent: check it before use.
    pub fn color(&self) -> Option<&'a str> {
        self.0.part("title").word(&["rowColor"])
    }

    /// What stands at its end.
    pub fn value(&self) -> Option<Accessory<'a>> {
        Accessory::decode(self.0.part("value"))
    }

    /// Where that stands.
    pub fn layout(&self) -> ValueLayout<'a> {
        ValueLayout::decode(self.0.part("value"))
    }

    fn is_link(&self) -> bool {
        self.0.part("title").is_named(&["type"], "url")
    }

    /// The texts of the title: an object in it, a text in it, or the title itself.
    fn words(&self) -> Fields<'a> {
        let title = self.0.part("title");
        let words = title.part(if self.is_link() { "url" } else { "text" });
        if words.0.is_null() { title } else { words }
    }
}
