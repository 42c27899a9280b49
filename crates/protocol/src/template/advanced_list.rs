//! `advancedListTemplate` and `advancedMultiListTemplate` (`kore-templates.md` 6.7 and 6.8).

use super::{
    Accessory, Action, Answer, ButtonsLayout, Fact, Fields, Parts, SeeMore, SelectOption, Styles,
    action::{self, PAYLOAD_ELSE_TITLE},
    fields::{part, template},
    select,
};
use crate::value;

template! {
    /// A list with search, tabs, folding rows, options and small tables.
    AdvancedListTemplate {
        /// The title, in Kore markdown.
        title: text["title", "heading", "text"],
        /// What stands below it.
        description: text["description"],
        /// Rows can be sorted.
        is_sortable: flag["isSortEnabled"],
        /// Rows can be searched.
        is_searchable: flag["isSearchEnabled"],
        /// Captions above the rows.
        labels: part "tableHeading" of TableHeading,
        /// Tabs; the rows say to which they belong.
        tabs: parts["navHeaders"] of NavTab,
        /// How the template looks.
        styles: styles["templateStyles"],
        /// All of it stands in a sheet.
        is_in_sheet: flag["sliderView"],
        /// The rows.
        items: parts["listItems", "elements"] of AdvancedItem,
    }
}

/// How the rows of an advanced list are laid out (`listViewType`); unknown names are `Default`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum AdvancedListView {
    /// `default` and `normal`.
    #[default]
    Default,
    /// `nav`: by tabs.
    Nav,
    /// `button`: rows are buttons.
    Button,
    /// `table list`: rows are lines of a table.
    Table,
}

impl AdvancedListTemplate {
    /// How the rows are laid out.
    pub fn view(&self) -> AdvancedListView {
        let name = self.0.fields().text(&["listViewType"]);
        if value::same_name(name, "nav") {
            AdvancedListView::Nav
        } else if value::same_name(name, "button") {
            AdvancedListView::Button
        } else if value::same_name(name, "table list") || value::same_name(name, "table") {
            AdvancedListView::Table
        } else {
            AdvancedListView::Default
        }
    }

    /// Choices to narrow the rows; only where `isFilterEnabled`.
    pub fn filters(&self) -> Vec<Action> {
        let fields = self.0.fields();
        if !fields.flag(&["isFilterEnabled"]) {
            return Vec::new();
        }
        fields.actions(&["filterOptions"], PAYLOAD_ELSE_TITLE)
    }

    /// What stands at the end of the heading; only where `isButtonAvailable`.
    pub fn header(&self) -> Vec<Accessory<'_>> {
        let fields = self.0.fields();
        if !fields.flag(&["isButtonAvailable"]) {
            return Vec::new();
        }
        Accessory::all(fields.list(&["headerOptions"]))
    }

    /// How the rest of the rows is shown.
    pub fn more(&self) -> SeeMore<'_> {
        SeeMore::decode(self.0.fields())
    }
}

part! {
    /// Captions above the rows; empty for none.
    TableHeading {
        /// Where a line begins.
        left: text["leftLabel"],
        /// Where it ends.
        right: text["rightLabel"],
    }
}

part! {
    /// A tab of an advanced list.
    NavTab {
        /// What rows refer to by [`AdvancedItem::tab`].
        id: title["id", "navId", "title"],
        /// The name.
        title: title["title", "name", "id"],
    }
}

part! {
    /// A row of an advanced list.
    AdvancedItem {
        /// The title.
        title: title["title"],
        /// What stands below it.
        description: text["description", "subtitle"],
        /// A picture's address beside the description, as sent: check it before use.
        description_icon: address["descriptionIcon"],
        /// That picture stands behind the text.
        is_description_icon_last: named["descriptionIconAlignment"] = "right",
        /// Its picture.
        image: image,
        /// Text in place of a picture, such as initials.
        icon_text: text["iconText"],
        /// The tab it belongs to.
        tab: text["navId"],
        /// Its body can be folded.
        is_accordion: flag["isAccordian", "isAccordion"],
        /// Its body is folded at first.
        is_collapsed: flag["isCollapsed"],
        /// Lines of the body.
        facts: parts["textInformation"] of Fact,
        /// Choices of the body.
        options: parts["optionsData"] of AdvancedOption,
        /// Small tables of the body.
        tables: parts["tableListData"] of AdvancedTable,
        /// Cells of tables stand below one another.
        is_column: named["type"] = "column",
        /// What stands above the buttons.
        button_header: text["buttonHeader"],
        /// How the title looks.
        title_styles: styles["titleStyles"],
        /// How the description looks.
        description_styles: styles["descriptionStyles"],
        /// How the text in place of a picture looks.
        icon_styles: styles["iconStyles"],
        /// How the row looks.
        styles: styles["elementStyles"],
        /// How its heading looks.
        header_styles: styles["headerStyles"],
        /// How its body looks.
        content_styles: styles["contentStyles"],
    }
}

/// What the body of a row holds; unknown names are `Default`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum AdvancedItemView {
    /// Lines and buttons.
    #[default]
    Default,
    /// Choices with a button to confirm and one to cancel.
    Options,
    /// Small tables.
    Table,
}

impl<'a> AdvancedItem<'a> {
    /// What its body holds.
    pub fn view(&self) -> AdvancedItemView {
        let name = self.0.text(&["view"]);
        if value::same_name(name, "options") {
            AdvancedItemView::Options
        } else if value::same_name(name, "table") {
            AdvancedItemView::Table
        } else {
            AdvancedItemView::Default
        }
    }

    /// What choosing the row does. `type` is its action or its layout.
    pub fn action(&self) -> Option<Action> {
        match action::opens(self.0.0) {
            Some(_) => Action::decode(self.0.0, PAYLOAD_ELSE_TITLE).ok(),
            None => self.0.action("default_action", PAYLOAD_ELSE_TITLE),
        }
    }

    /// Buttons of the body; none beside options, where they confirm and cancel.
    pub fn buttons(&self) -> Vec<Action> {
        match self.view() {
            AdvancedItemView::Options => Vec::new(),
            _ => self.0.actions(&["buttons"], PAYLOAD_ELSE_TITLE),
        }
    }

    /// How the buttons are laid out.
    pub fn buttons_layout(&self) -> ButtonsLayout {
        ButtonsLayout::decode(self.0)
    }

    /// The caption of the button that sends the options; empty for the widget's own.
    pub fn confirm_title(&self) -> &'a str {
        self.caption("confirm", 0)
    }

    /// The caption of the button that unticks the options; empty for none.
    pub fn cancel_title(&self) -> &'a str {
        self.caption("cancel", 1)
    }

    /// By `btnType`, else by place.
    fn caption(&self, kind: &str, place: usize) -> &'a str {
        let buttons: Parts<'a, Fields<'a>> = self.0.parts(&["buttons"]);
        let named = buttons.clone().find(|button| button.is_named(&["btnType"], kind));
        let unnamed = || buttons.get(place).filter(|button| button.text(&["btnType"]).is_empty());
        named.or_else(unnamed).map_or("", |button| button.text(&["title"]))
    }

    /// What stands at the end of the row.
    pub fn header(&self) -> Vec<Accessory<'a>> {
        Accessory::all(self.0.list(&["headerOptions"]))
    }

    /// A bar beside the row; empty for none.
    pub fn border(&self) -> Styles {
        if self.0.flag(&["borderAvailable"]) { self.0.styles(&["borderStyles"]) } else { Styles::new() }
    }

    /// What the chosen options send: the confirming button's caption and the values, and for the transcript the labels.
    /// None when nothing is chosen: the vendor then sends the caption alone, which answers nothing.
    pub fn answer(&self, chosen: &[usize]) -> Option<Answer> {
        let options: Vec<SelectOption> = self.options().map(|option| option.option()).collect();
        select::joined(self.confirm_title(), &select::chosen(&options, chosen), ",", ",")
    }
}

part! {
    /// A choice in the body of a row.
    AdvancedOption {
        /// Only one such can be chosen.
        is_radio: named["type"] = "radio",
    }
}

impl AdvancedOption<'_> {
    /// Its label and what it sends.
    pub fn option(&self) -> SelectOption {
        SelectOption::decode(self.0).unwrap_or_default()
    }
}

part! {
    /// A small table in the body of a row.
    AdvancedTable {
        /// Its cells.
        cells: parts["rowData"] of Fact,
    }
}

template! {
    /// `advancedMultiListTemplate`: groups of rows.
    AdvancedMultiListTemplate {
        /// The title; may be empty.
        title: text["title", "heading", "text"],
        /// What stands below it.
        description: text["description"],
        /// The groups.
        groups: parts["listItems", "elements"] of AdvancedGroup,
    }
}

impl AdvancedMultiListTemplate {
    /// How the rest of the groups is shown; its limit counts groups.
    pub fn more(&self) -> SeeMore<'_> {
        SeeMore::decode(self.0.fields())
    }
}

part! {
    /// A group of rows.
    AdvancedGroup {
        /// The title.
        title: title["title"],
        /// The rows.
        items: parts["subListItems"] of AdvancedItem,
    }
}
