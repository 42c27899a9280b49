//! Message templates: one struct for each, one enum over them (`kore-templates.md` 3).
//!
//! A template is a typed view of its own JSON, put in order once: each of its methods reads one field in all of its
//! spellings. Texts are as sent and untrusted; those that may hold Kore markdown say so. Addresses, colours and styles
//! are as sent, too, and to be checked before use. An empty text stands for an absent one.

mod accessory;
mod action;
mod advanced_list;
mod align;
mod answer;
mod answering;
mod articles;
mod attachment;
mod button;
mod card;
mod carousel;
mod chart;
mod check_list;
mod date;
mod element;
mod fact;
mod feedback;
mod fields;
mod form;
mod form_data;
mod image;
mod lines;
mod list;
mod list_widget;
mod other;
mod pin;
mod quick_replies;
mod search;
mod see_more;
mod select;
mod styles;
mod system;
mod tab;
mod table;
mod table_list;
mod tidy;

pub use accessory::{Accessory, ValueLayout};
pub use action::{Action, ActionKind};
pub use advanced_list::{
    AdvancedGroup, AdvancedItem, AdvancedItemView, AdvancedListTemplate, AdvancedListView, AdvancedMultiListTemplate,
    AdvancedOption, AdvancedTable, NavTab, TableHeading,
};
pub use align::Align;
pub use answer::{AnswerContent, AnswerFragment, AnswerSource, AnswerTemplate, SearchResult, SearchResults};
pub use answering::Answer;
pub use articles::{Article, ArticlesTemplate};
pub use attachment::{AttachmentKind, AttachmentTemplate};
pub use button::{ButtonTemplate, ButtonVariation};
pub use card::{
    Card, CardDetails, CardExtra, CardHeading, CardSection, CardTemplate, Cards, SectionCard, SectionCards,
};
pub use carousel::{CarouselTemplate, StackedCard, StackedCarouselTemplate};
pub use chart::{Amount, ChartData, ChartTemplate, PieChartTemplate, PieData, PieKind, Series, Slice};
pub use check_list::{CheckList, CheckListTask, CheckListTemplate, ProgressColors};
pub use date::{ClockTemplate, Date, DateFormat, DateTemplate};
pub use element::Element;
pub use fact::Fact;
pub use feedback::{FeedbackTemplate, FeedbackView, LikeDislikeTemplate, Rating};
pub use fields::{Fields, Parts};
pub use form::{FormButton, FormField, FormTemplate};
pub use form_data::{FormData, InlineFormTemplate};
pub use image::{Image, ImageSize};
pub use list::{ListTemplate, ListViewTemplate};
pub use list_widget::{ButtonsLayout, ListWidgetTemplate, WidgetElement};
pub use other::OtherTemplate;
pub use pin::{OtpTemplate, ResetPinTemplate, SecretCode};
pub use quick_replies::{QuickRepliesTemplate, QuickReply};
pub use search::{SearchPage, SearchTemplate, Snippet};
pub use see_more::{SeeMore, SeeMorePlace};
pub use select::{
    AdvancedMultiSelectTemplate, DropdownTemplate, MultiSelectTemplate, RadioTemplate, SelectCollection, SelectOption,
    TaskPickerTemplate,
};
pub use styles::Styles;
pub use system::SystemTemplate;
pub use tab::Tab;
pub use table::{Cell, Column, MiniTableTemplate, Row, Table, TableTemplate};
pub use table_list::{TableListRow, TableListSection, TableListTemplate};

pub(crate) use answer::delta as answer_delta;
pub(crate) use other::other;

use serde_json::Value;

use crate::{decoder::Decoder, path::Path, value};
use fields::Payload;
use lines::Lines;

/// Declares [`Template`] with the templates that are read from their payload: the variant, `template_type` in the
/// platform's spelling, and the list that the template is nothing without.
macro_rules! templates {
    ($($(#[$doc:meta])* $variant:ident($template:ident) = $name:literal, $required:literal;)*) => {
        /// A decoded template. Copies of it share its fields.
        #[derive(Clone, Debug, PartialEq)]
        #[non_exhaustive]
        pub enum Template {
            /// `button`: text and a group of actions.
            Button(ButtonTemplate),
            /// `quick_replies`: text and chips that go away once answered.
            QuickReplies(QuickRepliesTemplate),
            /// `quick_replies_welcome`: the same, in the transcript.
            QuickRepliesWelcome(QuickRepliesTemplate),
            /// A component of type `image`, `audio`, `video`, `link` or `document`.
            Attachment(AttachmentTemplate),
            /// `carousel` with `carousel_type:"stacked"`: cards on top of one another.
            StackedCarousel(StackedCarouselTemplate),
            /// A form in a frame, without a `template_type`.
            InlineForm(InlineFormTemplate),
            $($(#[$doc])* $variant($template),)*
            /// A template without a struct of its own: its best readable text and its raw payload.
            Other(OtherTemplate),
        }

        /// `template_type` and the required list.
        const KINDS: &[(&str, &str)] = &[$(($name, $required)),*];

        #[derive(Clone, Copy)]
        enum Kind { $($variant),* }

        impl Kind {
            const ALL: &[Self] = &[$(Self::$variant),*];

            fn template(self, payload: Payload) -> Template {
                match self {
                    $(Self::$variant => Template::$variant($template(payload)),)*
                }
            }
        }

        impl Template {
            fn kind(&self) -> Option<(Kind, &Payload)> {
                Some(match self {
                    $(Self::$variant(template) => (Kind::$variant, &template.0),)*
                    _ => return None,
                })
            }
        }
    };
}

templates! {
    /// `like_dislike`: two thumbs.
    LikeDislike(LikeDislikeTemplate) = "like_dislike", "";
    /// `SYSTEM`: a notice between the messages.
    System(SystemTemplate) = "SYSTEM", "";
    /// `list`: rows with links or buttons.
    List(ListTemplate) = "list", "elements";
    /// `listView`: rows with values.
    ListView(ListViewTemplate) = "listView", "elements";
    /// `listWidget`: rows with values, details and buttons.
    ListWidget(ListWidgetTemplate) = "listWidget", "";
    /// `carousel`: cards side by side.
    Carousel(CarouselTemplate) = "carousel", "elements";
    /// `cardTemplate`: cards.
    Card(CardTemplate) = "cardTemplate", "cards";
    /// `advancedListTemplate`: a list with search, tabs and folding rows.
    AdvancedList(AdvancedListTemplate) = "advancedListTemplate", "listItems";
    /// `advancedMultiListTemplate`: groups of such rows.
    AdvancedMultiList(AdvancedMultiListTemplate) = "advancedMultiListTemplate", "listItems";
    /// `articleTemplate`: articles that open.
    Articles(ArticlesTemplate) = "articleTemplate", "elements";
    /// `checkListTemplate`: check lists with progress.
    CheckList(CheckListTemplate) = "checkListTemplate", "elements";
    /// `table`: columns and rows.
    Table(TableTemplate) = "table", "elements";
    /// `custom_table`: the same with cells that can be chosen.
    CustomTable(TableTemplate) = "custom_table", "elements";
    /// `mini_table`: small tables.
    MiniTable(MiniTableTemplate) = "mini_table", "elements";
    /// `tableList`: sections of coloured rows.
    TableList(TableListTemplate) = "tableList", "elements";
    /// `barchart`: bars.
    BarChart(ChartTemplate) = "barchart", "elements";
    /// `linechart`: lines.
    LineChart(ChartTemplate) = "linechart", "elements";
    /// `piechart`: slices of a whole.
    PieChart(PieChartTemplate) = "piechart", "elements";
    /// `dropdown_template`: choose one of a list.
    Dropdown(DropdownTemplate) = "dropdown_template", "elements";
    /// `multi_select`: tick several.
    MultiSelect(MultiSelectTemplate) = "multi_select", "elements";
    /// `advanced_multi_select`: tick several of one collection.
    AdvancedMultiSelect(AdvancedMultiSelectTemplate) = "advanced_multi_select", "elements";
    /// `radioOptionTemplate`: choose one.
    Radio(RadioTemplate) = "radioOptionTemplate", "radioOptions";
    /// `taskPickerTemplate`: choose a task.
    TaskPicker(TaskPickerTemplate) = "taskPickerTemplate", "tasks";
    /// `dateTemplate`: choose a day.
    Date(DateTemplate) = "dateTemplate", "";
    /// `daterange`: choose two days.
    DateRange(DateTemplate) = "daterange", "";
    /// `clockTemplate`: choose a time of day.
    Clock(ClockTemplate) = "clockTemplate", "";
    /// `otpValidationTemplate`: type a one-time code.
    Otp(OtpTemplate) = "otpValidationTemplate", "";
    /// `resetPinTemplate`: type a new PIN.
    ResetPin(ResetPinTemplate) = "resetPinTemplate", "";
    /// `feedbackTemplate`: a rating.
    Feedback(FeedbackTemplate) = "feedbackTemplate", "";
    /// `form_template`: fields to fill in.
    Form(FormTemplate) = "form_template", "formFields";
    /// `iframe`: a form in a frame, under its older name.
    Iframe(InlineFormTemplate) = "iframe", "formData";
    /// `search`: passages and pages.
    Search(SearchTemplate) = "search", "";
    /// `answerTemplate`: a whole answer of Search AI; its pieces are text while it streams.
    Answer(AnswerTemplate) = "answerTemplate", "";
}

impl Template {
    /// Reads the template of that name; none when there is no struct for it, or nothing to it.
    pub(crate) fn decode(decoder: &mut Decoder, name: &str, payload: &mut Value, path: &Path<'_>) -> Option<Self> {
        if value::same_name(name, "button") {
            let form = value::field(payload, "formData").and_then(FormData::decode);
            return Some(Self::Button(ButtonTemplate::decode(decoder, payload, form, path)));
        }
        if value::same_name(name, "quick_replies") {
            return Some(Self::QuickReplies(QuickRepliesTemplate::decode(decoder, payload, path)));
        }
        let is_welcome = value::same_name(name, "quick_replies_welcome");
        let index = KINDS.iter().position(|(known, _)| value::same_name(known, name));
        if index.is_none() && !is_welcome {
            return None;
        }
        tidy::tidy(decoder, payload, "", path);
        let Some(index) = index else {
            return Some(Self::QuickRepliesWelcome(QuickRepliesTemplate::decode_welcome(payload)));
        };
        let (_, required) = KINDS.get(index)?;
        if !required.is_empty() && value::field(payload, required).is_none() {
            decoder.dropped(&path.key(required), "an array");
        }
        let kind = *Kind::ALL.get(index)?;
        let payload = Payload::new(payload.take());
        if matches!(kind, Kind::Carousel) && payload.fields().is_named(&["carousel_type"], "stacked") {
            return Some(Self::StackedCarousel(StackedCarouselTemplate(payload)));
        }
        Some(kind.template(payload))
    }

    /// A form without a template's name; none when there is no form's address.
    pub(crate) fn inline_form(payload: &mut Value) -> Option<Self> {
        FormData::decode(value::field(payload, "formData")?)?;
        Some(Self::InlineForm(InlineFormTemplate(Payload::new(payload.take()))))
    }

    /// The discriminator in the platform's spelling: `template_type`, or the component's type for attachments; empty for
    /// a form that has none.
    pub fn name(&self) -> &str {
        match self {
            Self::Button(_) => "button",
            Self::QuickReplies(_) => "quick_replies",
            Self::QuickRepliesWelcome(_) => "quick_replies_welcome",
            Self::Attachment(attachment) => attachment.kind.name(),
            Self::StackedCarousel(_) => "carousel",
            Self::Other(other) => &other.name,
            _ => self.kind().and_then(|(kind, _)| KINDS.get(kind as usize)).map_or("", |(name, _)| name),
        }
    }

    /// The template as the bot sent it, unwrapped and put in order, for renderers of the host page's own; none for
    /// buttons, quick replies and attachments.
    pub fn raw(&self) -> Option<&Value> {
        match self {
            Self::Other(other) => Some(&other.raw),
            Self::StackedCarousel(StackedCarouselTemplate(payload)) | Self::InlineForm(InlineFormTemplate(payload)) => {
                Some(payload.fields().0)
            }
            _ => self.kind().map(|(_, payload)| payload.fields().0),
        }
    }

    /// What it says, in lines: for announcements, notifications, the host page, and where there is no view. Empty when
    /// there is nothing to read.
    pub fn text(&self) -> String {
        let parts = match self {
            Self::Dropdown(_) | Self::MultiSelect(_) | Self::AdvancedMultiSelect(_) | Self::TaskPicker(_) => {
                Lines::LABELS
            }
            Self::Articles(_) => Lines::TITLES,
            _ => Lines::ALL,
        };
        let mut lines = Lines::new(parts);
        match self {
            Self::Button(ButtonTemplate { text, buttons: choices, .. })
            | Self::QuickReplies(QuickRepliesTemplate { text, replies: choices, .. })
            | Self::QuickRepliesWelcome(QuickRepliesTemplate { text, replies: choices, .. }) => {
                lines.push(text);
                let titles: Vec<&str> = choices.iter().map(|choice| choice.title.as_str()).collect();
                lines.push_joined(&titles);
            }
            Self::Attachment(file) => lines.push(if file.name.is_empty() { &file.url } else { &file.name }),
            Self::Other(other) => lines.push(&other.text),
            Self::Search(search) => {
                for snippet in search.snippets() {
                    lines.push(snippet.title());
                    lines.push(snippet.text());
                }
                for page in search.pages() {
                    lines.push(page.title());
                }
            }
            Self::Answer(answer) => {
                let content = answer.content();
                for fragment in &content.fragments {
                    lines.push(fragment.text);
                }
                if content.fragments.is_empty() {
                    for result in answer.results() {
                        lines.push(result.title());
                    }
                }
            }
            _ => lines.read(Fields(self.raw().unwrap_or(&Value::Null))),
        }
        lines.into_text()
    }

    /// Whether it asks the visitor for an answer, after which it is done with; lists, cards and tables, of which several
    /// rows may be chosen one after the other, do not.
    pub fn is_answerable(&self) -> bool {
        match self {
            Self::Button(ButtonTemplate { buttons: choices, .. })
            | Self::QuickReplies(QuickRepliesTemplate { replies: choices, .. })
            | Self::QuickRepliesWelcome(QuickRepliesTemplate { replies: choices, .. }) => {
                choices.iter().any(Action::is_sent)
            }
            Self::Dropdown(_)
            | Self::MultiSelect(_)
            | Self::AdvancedMultiSelect(_)
            | Self::Radio(_)
            | Self::TaskPicker(_)
            | Self::Feedback(_)
            | Self::Form(_)
            | Self::LikeDislike(_)
            | Self::Date(_)
            | Self::DateRange(_)
            | Self::Clock(_)
            | Self::Otp(_)
            | Self::ResetPin(_)
            | Self::InlineForm(_)
            | Self::Iframe(_) => true,
            _ => false,
        }
    }
}
