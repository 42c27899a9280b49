//! `dropdown_template`, `multi_select`, `advanced_multi_select`, `radioOptionTemplate` and `taskPickerTemplate`
//! (`kore-templates.md` 8.1 to 8.4 and 11.3).

use super::{
    Answer, Fields,
    action::send_text,
    fields::{part, template},
};
use crate::value;

/// Something to choose.
#[derive(Debug, Default, PartialEq)]
pub struct SelectOption {
    /// The label. Never empty.
    pub title: String,
    /// What stands below it; the second line of radio options.
    pub description: String,
    /// A picture's address as sent: check it before use.
    pub image: Option<String>,
    /// What choosing it sends (`value`, or `postback.value`). Never empty.
    pub body: String,
    /// What the transcript shows for it (the title, or `postback.title`). Never empty.
    pub shown: String,
}

template! {
    /// `dropdown_template`: choose one from a list, then send.
    DropdownTemplate {
        /// The bubble above it, in Kore markdown.
        heading: text["heading", "text", "title"],
        /// Its label; may be empty.
        label: text["label"],
        /// What it shows while nothing is chosen; empty for the widget's own.
        placeholder: text["placeholder"],
        /// The caption of the button; empty for the widget's own.
        submit_title: text["submitButtonText"],
    }
}

impl DropdownTemplate {
    /// The options.
    pub fn options(&self) -> Vec<SelectOption> {
        options(self.0.fields(), &["elements"])
    }
}

template! {
    /// `multi_select`: tick several, then send.
    MultiSelectTemplate {
        /// The bubble above it, in Kore markdown; may be empty.
        heading: text["heading", "text", "title"],
        /// The caption of "all"; empty for the widget's own.
        all_title: text["selectAllText"],
    }
}

impl MultiSelectTemplate {
    /// The options.
    pub fn options(&self) -> Vec<SelectOption> {
        options(self.0.fields(), &["elements"])
    }

    /// The caption of the button; empty for the widget's own.
    pub fn submit_title(&self) -> &str {
        self.0.fields().part("buttons").text(&["title"])
    }

    /// What these ticks send: the values joined by commas. None without any tick.
    pub fn answer(&self, ticks: &[usize]) -> Option<Answer> {
        joined("", &chosen(&self.options(), ticks), ",", ", ")
    }
}

template! {
    /// `advanced_multi_select`: tick several of one collection, then send.
    AdvancedMultiSelectTemplate {
        /// The bubble above it, in Kore markdown.
        heading: text["heading", "text", "title"],
        /// What stands below it; the vendor does not show it.
        description: text["description"],
        /// It stands in a sheet, when live.
        is_in_sheet: flag["sliderView", "slideView"],
        /// The collections; only one can have ticks at a time.
        collections: parts["elements"] of SelectCollection,
    }
}

impl AdvancedMultiSelectTemplate {
    /// What the vendor puts before the values; bots may look for it.
    const PREFIX: &str = "Here are selected items";

    /// How many collections are shown at first; none for all (`limit`, where `showViewMore`).
    pub fn limit(&self) -> Option<usize> {
        let fields = self.0.fields();
        fields.count(&["limit"]).filter(|_| fields.flag(&["showViewMore"]))
    }

    /// The caption of the button; empty for the widget's own.
    pub fn submit_title(&self) -> &str {
        self.0.fields().part("buttons").text(&["title"])
    }

    /// What these ticks in one collection send: a sentence of the vendor's. None without any tick.
    pub fn answer(&self, collection: usize, ticks: &[usize]) -> Option<Answer> {
        let options = self.collections().get(collection)?.options();
        joined(Self::PREFIX, &chosen(&options, ticks), ",", ", ")
    }
}

part! {
    /// Options that can be ticked together.
    SelectCollection {
        /// The title.
        title: text["collectionTitle", "title"],
    }
}

impl SelectCollection<'_> {
    /// The options.
    pub fn options(&self) -> Vec<SelectOption> {
        options(self.0, &["collection"])
    }
}

template! {
    /// `radioOptionTemplate`: choose one, then confirm.
    RadioTemplate {
        /// The bubble above it, in Kore markdown.
        heading: text["heading", "text", "title"],
        /// The caption of the button; empty for the widget's own.
        submit_title: text["submitButtonText"],
        /// It stands in a sheet, when live.
        is_in_sheet: flag["slideView", "sliderView"],
    }
}

impl RadioTemplate {
    /// The options.
    pub fn options(&self) -> Vec<SelectOption> {
        options(self.0.fields(), &["radioOptions", "elements"])
    }
}

template! {
    /// `taskPickerTemplate`: choose a task, which is sent at once.
    TaskPickerTemplate {
        /// The bubble above it, in Kore markdown; may be empty.
        heading: text["heading", "text", "title"],
    }
}

impl TaskPickerTemplate {
    /// The tasks.
    pub fn options(&self) -> Vec<SelectOption> {
        options(self.0.fields(), &["tasks", "elements"])
    }
}

impl SelectOption {
    /// What choosing it alone sends.
    pub fn answer(&self) -> Option<Answer> {
        Answer::new(self.body.clone(), Some(self.shown.clone()))
    }

    /// None without a label.
    pub(super) fn decode(option: Fields<'_>) -> Option<Self> {
        let postback = option.part("postback");
        let title = option.title(&["title", "label", "text", "name", "value"]).trim();
        if title.is_empty() {
            return None;
        }
        let shown = postback.word(&["title"]).unwrap_or(title);
        let is_posted = postback.0.is_object();
        let sent = if is_posted { postback } else { option };
        let body = value::field_of(sent.0, &["value", "payload"]).and_then(send_text);
        let description = if is_posted { &["value", "description"] } else { &["description", "subtitle"] };
        Some(Self {
            description: option.text(description).to_owned(),
            image: option.address(&["image_url", "icon", "image"]).map(str::to_owned),
            title: title.to_owned(),
            body: body.unwrap_or_else(|| shown.to_owned()),
            shown: shown.to_owned(),
        })
    }
}

/// The options of a list, without those that have no label.
fn options(from: Fields<'_>, keys: &[&str]) -> Vec<SelectOption> {
    let mut options = Vec::new();
    for option in from.list(keys) {
        options.extend(SelectOption::decode(Fields(option)));
    }
    options
}

/// Several options as one answer: `prefix: v1,v2`.
pub(super) fn joined(
    prefix: &str,
    options: &[&SelectOption],
    separator: &str,
    shown_separator: &str,
) -> Option<Answer> {
    let (mut body, mut shown) = (String::new(), String::new());
    for (index, option) in options.iter().enumerate() {
        if index > 0 {
            body.push_str(separator);
            shown.push_str(shown_separator);
        } else if !prefix.is_empty() {
            for text in [&mut body, &mut shown] {
                text.push_str(prefix);
                text.push_str(": ");
            }
        }
        body.push_str(&option.body);
        shown.push_str(&option.shown);
    }
    Answer::new(body, Some(shown))
}

pub(super) fn chosen<'a>(options: &'a [SelectOption], chosen: &[usize]) -> Vec<&'a SelectOption> {
    chosen.iter().filter_map(|at| options.get(*at)).collect()
}
