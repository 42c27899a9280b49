//! `advancedListTemplate` and `advancedMultiListTemplate` (`kore-templates.md` 6.7 and 6.8).

use serde_json::Value;

use super::{
    Accessory, Action, Answer, ButtonsLayout, Fact, Image, SeeMore, SelectOption, Styles,
    action::{self, PAYLOAD_ELSE_TITLE},
    lines::Lines,
    select, styles,
};
use crate::{decoder::Decoder, path::Path, value};

/// A list with search, tabs, folding rows, options and small tables.
#[derive(Debug, Default, PartialEq)]
pub struct AdvancedListTemplate {
    /// The title, in Kore markdown.
    pub title: String,
    /// What stands below it.
    pub description: String,
    /// How the rows are laid out.
    pub view: AdvancedListView,
    /// Rows can be sorted.
    pub is_sortable: bool,
    /// Rows can be searched.
    pub is_searchable: bool,
    /// Choices to narrow the rows; only where `isFilterEnabled`.
    pub filters: Vec<Action>,
    /// What stands at the end of the heading; only where `isButtonAvailable`.
    pub header: Vec<Accessory>,
    /// Captions above the rows (`tableHeading`); empty for none.
    pub left_label: String,
    /// The same, at the end of the line.
    pub right_label: String,
    /// Tabs (`navHeaders`); the rows say to which they belong.
    pub tabs: Vec<NavTab>,
    /// How the template looks.
    pub styles: Styles,
    /// How the rest of the rows is shown.
    pub more: SeeMore,
    /// All of it stands in a sheet.
    pub is_in_sheet: bool,
    /// The rows.
    pub items: Vec<AdvancedItem>,
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

/// A tab of an advanced list.
#[derive(Debug, PartialEq)]
pub struct NavTab {
    /// What rows refer to by [`AdvancedItem::tab`].
    pub id: String,
    /// The name.
    pub title: String,
}

/// A row of an advanced list.
#[derive(Debug, Default, PartialEq)]
pub struct AdvancedItem {
    /// The title.
    pub title: String,
    /// What stands below it.
    pub description: String,
    /// A picture's address beside the description, as sent: check it before use.
    pub description_icon: Option<String>,
    /// That picture stands behind the text.
    pub is_description_icon_last: bool,
    /// Its picture.
    pub image: Option<Image>,
    /// Text in place of a picture, such as initials.
    pub icon_text: String,
    /// The tab it belongs to (`navId`).
    pub tab: String,
    /// What choosing the row does; none for rows that fold.
    pub action: Option<Action>,
    /// Its body can be folded.
    pub is_accordion: bool,
    /// Its body is folded at first.
    pub is_collapsed: bool,
    /// What its body holds.
    pub view: AdvancedItemView,
    /// Lines of the body (`textInformation`).
    pub facts: Vec<Fact>,
    /// Choices of the body (`optionsData`).
    pub options: Vec<AdvancedOption>,
    /// The caption of the button that sends them; empty for the widget's own.
    pub confirm_title: String,
    /// The caption of the button that unticks them; empty for none.
    pub cancel_title: String,
    /// Small tables of the body (`tableListData`), each a list of cells.
    pub tables: Vec<Vec<Fact>>,
    /// `type:"column"`: cells stand below one another.
    pub is_column: bool,
    /// Buttons of the body; without those of the options.
    pub buttons: Vec<Action>,
    /// How they are laid out.
    pub buttons_layout: ButtonsLayout,
    /// What stands above them (`buttonHeader`).
    pub button_header: String,
    /// What stands at the end of the row.
    pub header: Vec<Accessory>,
    /// A bar beside the row (`borderStyles`, where `borderAvailable`).
    pub border: Styles,
    /// How the title looks.
    pub title_styles: Styles,
    /// How the description looks.
    pub description_styles: Styles,
    /// How the text in place of a picture looks.
    pub icon_styles: Styles,
    /// How the row looks.
    pub styles: Styles,
    /// How its heading looks.
    pub header_styles: Styles,
    /// How its body looks.
    pub content_styles: Styles,
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

/// A choice in the body of a row.
#[derive(Debug, PartialEq)]
pub struct AdvancedOption {
    /// Its label and what it sends.
    pub option: SelectOption,
    /// Only one such can be chosen (`type:"radio"`).
    pub is_radio: bool,
}

/// `advancedMultiListTemplate`: groups of rows.
#[derive(Debug, Default, PartialEq)]
pub struct AdvancedMultiListTemplate {
    /// The title; may be empty.
    pub title: String,
    /// What stands below it.
    pub description: String,
    /// The groups.
    pub groups: Vec<AdvancedGroup>,
    /// How the rest of the groups is shown; its limit counts groups.
    pub more: SeeMore,
}

/// A group of rows.
#[derive(Debug, PartialEq)]
pub struct AdvancedGroup {
    /// The title.
    pub title: String,
    /// The rows.
    pub items: Vec<AdvancedItem>,
}

impl AdvancedListTemplate {
    pub(crate) fn decode(decoder: &mut Decoder, payload: &mut Value, path: &Path<'_>) -> Self {
        let view = value::word_of(payload, &["listViewType"]).unwrap_or_default();
        let heading = decoder.object(payload, &["tableHeading"], path);
        let has_filters = value::flag_of(payload, &["isFilterEnabled"]);
        let has_header = value::flag_of(payload, &["isButtonAvailable"]);
        Self {
            title: value::string_of(payload, &["title", "heading", "text"]),
            description: value::string_of(payload, &["description"]),
            view: if value::same_name(&view, "nav") {
                AdvancedListView::Nav
            } else if value::same_name(&view, "button") {
                AdvancedListView::Button
            } else if value::same_name(&view, "table list") || value::same_name(&view, "table") {
                AdvancedListView::Table
            } else {
                AdvancedListView::Default
            },
            is_sortable: value::flag_of(payload, &["isSortEnabled"]),
            is_searchable: value::flag_of(payload, &["isSearchEnabled"]),
            filters: if has_filters {
                decoder.list(payload, &["filterOptions"], path, Action::titled_element)
            } else {
                Vec::new()
            },
            header: if has_header {
                decoder.list(payload, &["headerOptions"], path, Accessory::decode)
            } else {
                Vec::new()
            },
            left_label: value::string_of(&heading, &["leftLabel"]),
            right_label: value::string_of(&heading, &["rightLabel"]),
            tabs: decoder.list(payload, &["navHeaders"], path, NavTab::decode),
            styles: styles::of(payload, &["templateStyles"]),
            more: SeeMore::decode(payload),
            is_in_sheet: value::flag_of(payload, &["sliderView"]),
            items: decoder.required_list(payload, &["listItems", "elements"], path, AdvancedItem::decode),
        }
    }

    pub(super) fn write(&self, lines: &mut Lines) {
        lines.push_joined(&[&self.title, &self.description]);
        self.items.iter().for_each(|item| item.write(lines));
    }
}

impl NavTab {
    fn decode(_: &mut Decoder, tab: &mut Value, _: &Path<'_>) -> Result<Self, &'static str> {
        let id = value::word_of(tab, &["id", "navId"]).or_else(|| value::word(tab));
        let title = value::word_of(tab, &["title", "name"]).or_else(|| id.clone()).ok_or("a tab with a title")?;
        Ok(Self { id: id.unwrap_or_else(|| title.clone()), title })
    }
}

impl AdvancedItem {
    fn decode(decoder: &mut Decoder, item: &mut Value, path: &Path<'_>) -> Result<Self, &'static str> {
        if !item.is_object() {
            return Err("an object");
        }
        // `type` is the row's action or its layout.
        let acts = action::opens(item).is_some();
        let view = value::word_of(item, &["view"]).unwrap_or_default();
        let view = if value::same_name(&view, "options") {
            AdvancedItemView::Options
        } else if value::same_name(&view, "table") {
            AdvancedItemView::Table
        } else {
            AdvancedItemView::Default
        };
        let [confirm_title, cancel_title] = match view {
            AdvancedItemView::Options => take_confirm_and_cancel(item),
            _ => Default::default(),
        };
        let default_action = action::optional(decoder, item, "default_action", PAYLOAD_ELSE_TITLE, path);
        let has_border = value::flag_of(item, &["borderAvailable"]);
        Ok(Self {
            title: value::string_of(item, &["title"]),
            description: value::string_of(item, &["description", "subtitle"]),
            description_icon: super::image::address_of(item, &["descriptionIcon"]),
            is_description_icon_last: value::is_named(item, &["descriptionIconAlignment"], "right"),
            image: Image::decode(item),
            icon_text: value::string_of(item, &["iconText"]),
            tab: value::word_of(item, &["navId"]).unwrap_or_default(),
            action: if acts { Action::decode(item, PAYLOAD_ELSE_TITLE).ok() } else { default_action },
            is_accordion: value::flag_of(item, &["isAccordian", "isAccordion"]),
            is_collapsed: value::flag_of(item, &["isCollapsed"]),
            view,
            facts: decoder.list(item, &["textInformation"], path, Fact::decode),
            options: decoder.list(item, &["optionsData"], path, AdvancedOption::decode),
            confirm_title,
            cancel_title,
            tables: decoder.list(item, &["tableListData"], path, decode_cells),
            is_column: value::is_named(item, &["type"], "column"),
            buttons: decoder.list(item, &["buttons"], path, Action::titled_element),
            buttons_layout: ButtonsLayout::decode(item),
            button_header: value::string_of(item, &["buttonHeader"]),
            header: decoder.list(item, &["headerOptions"], path, Accessory::decode),
            border: if has_border { styles::of(item, &["borderStyles"]) } else { Styles::new() },
            title_styles: styles::of(item, &["titleStyles"]),
            description_styles: styles::of(item, &["descriptionStyles"]),
            icon_styles: styles::of(item, &["iconStyles"]),
            styles: styles::of(item, &["elementStyles"]),
            header_styles: styles::of(item, &["headerStyles"]),
            content_styles: styles::of(item, &["contentStyles"]),
        })
    }

    /// What the chosen options send: the confirming button's caption and the values; both as `body` and as what is
    /// shown. None when nothing is chosen: the vendor then sends the caption alone, which answers nothing.
    pub fn answer(&self, chosen: &[usize]) -> Option<Answer> {
        let options: Vec<&SelectOption> = chosen.iter().filter_map(|at| Some(&self.options.get(*at)?.option)).collect();
        select::joined(&self.confirm_title, &options, ",", ",")
    }

    fn write(&self, lines: &mut Lines) {
        lines.push_joined(&[&self.title, &self.description]);
        self.facts.iter().for_each(|fact| fact.write(lines));
        for option in &self.options {
            lines.push(&option.option.title);
        }
        self.tables.iter().flatten().for_each(|cell| cell.write(lines));
    }
}

/// The captions of the buttons that confirm and cancel: by `btnType`, else by place. The buttons are taken out.
fn take_confirm_and_cancel(item: &mut Value) -> [String; 2] {
    let buttons = value::take(item, "buttons").unwrap_or_default();
    let buttons = value::one_or_many(&buttons);
    let named = |name| buttons.iter().find(|button| value::is_named(button, &["btnType"], name));
    let unnamed = |place| buttons.get(place).filter(|button| value::field(button, "btnType").is_none());
    [named("confirm").or(unnamed(0)), named("cancel").or(unnamed(1))]
        .map(|button| button.map(|button| value::string_of(button, &["title"])).unwrap_or_default())
}

fn decode_cells(decoder: &mut Decoder, table: &mut Value, path: &Path<'_>) -> Result<Vec<Fact>, &'static str> {
    if !table.is_object() {
        return Err("an object");
    }
    Ok(decoder.list(table, &["rowData"], path, Fact::decode))
}

impl AdvancedOption {
    fn decode(decoder: &mut Decoder, option: &mut Value, path: &Path<'_>) -> Result<Self, &'static str> {
        let is_radio = value::is_named(option, &["type"], "radio");
        Ok(Self { option: SelectOption::decode(decoder, option, path)?, is_radio })
    }
}

impl AdvancedMultiListTemplate {
    pub(crate) fn decode(decoder: &mut Decoder, payload: &mut Value, path: &Path<'_>) -> Self {
        Self {
            title: value::string_of(payload, &["title", "heading", "text"]),
            description: value::string_of(payload, &["description"]),
            more: SeeMore::decode(payload),
            groups: decoder.required_list(payload, &["listItems", "elements"], path, AdvancedGroup::decode),
        }
    }

    pub(super) fn write(&self, lines: &mut Lines) {
        lines.push_joined(&[&self.title, &self.description]);
        for group in &self.groups {
            lines.push(&group.title);
            group.items.iter().for_each(|item| item.write(lines));
        }
    }
}

impl AdvancedGroup {
    fn decode(decoder: &mut Decoder, group: &mut Value, path: &Path<'_>) -> Result<Self, &'static str> {
        if !group.is_object() {
            return Err("an object");
        }
        Ok(Self {
            title: value::string_of(group, &["title"]),
            items: decoder.required_list(group, &["subListItems"], path, AdvancedItem::decode),
        })
    }
}
