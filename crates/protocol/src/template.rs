//! Message templates: one struct for each, one enum over them (`kore-templates.md` 3).
//!
//! Texts are as sent and untrusted; those that may hold Kore markdown say so. Addresses, colours and styles are as sent,
//! too, and to be checked before use. A list leaves out what could not be read. An empty text stands for an absent one.

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
mod table;
mod table_list;

use std::sync::Arc;

pub use accessory::{Accessory, ValueLayout};
pub use action::{Action, ActionKind};
pub use advanced_list::{
    AdvancedGroup, AdvancedItem, AdvancedItemView, AdvancedListTemplate, AdvancedListView, AdvancedMultiListTemplate,
    AdvancedOption, NavTab,
};
pub use align::Align;
pub use answer::{AnswerFragment, AnswerSource, AnswerTemplate, SearchResult};
pub use answering::Answer;
pub use articles::{Article, ArticlesTemplate};
pub use attachment::{AttachmentKind, AttachmentTemplate};
pub use button::{ButtonTemplate, ButtonVariation};
pub use card::{Card, CardHeading, CardSection, CardTemplate, SectionCard, SectionCards};
pub use carousel::{CarouselTemplate, StackedCard, StackedCarouselTemplate};
pub use chart::{Amount, ChartTemplate, PieChartTemplate, PieKind, Series, Slice};
pub use check_list::{CheckList, CheckListTask, CheckListTemplate};
pub use date::{ClockTemplate, Date, DateFormat, DateTemplate};
pub use element::{Element, Tab};
pub use fact::Fact;
pub use feedback::{FeedbackTemplate, FeedbackView, LikeDislikeTemplate, Rating};
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
pub use table::{Cell, Column, MiniTableTemplate, Table, TableTemplate};
pub use table_list::{TableListRow, TableListSection, TableListTemplate};

pub(crate) use answer::{delta as answer_delta, results as search_results};
pub(crate) use other::other;

use crate::{decoder::Decoder, path::Path, value};
use lines::Lines;
use serde_json::Value;

/// A decoded template. Shared, so that a copy of a message costs little, and a view may keep its template.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum Template {
    /// `button`: text and a group of actions.
    Button(ButtonTemplate),
    /// `quick_replies`: text and chips that go away once answered.
    QuickReplies(QuickRepliesTemplate),
    /// `quick_replies_welcome`: the same, in the transcript.
    QuickRepliesWelcome(Arc<QuickRepliesTemplate>),
    /// `like_dislike`: two thumbs.
    LikeDislike(Arc<LikeDislikeTemplate>),
    /// A component of type `image`, `audio`, `video`, `link` or `document`.
    Attachment(Arc<AttachmentTemplate>),
    /// `SYSTEM`: a notice between the messages.
    System(Arc<SystemTemplate>),
    /// `list`: rows with links or buttons.
    List(Arc<ListTemplate>),
    /// `listView`: rows with values.
    ListView(Arc<ListViewTemplate>),
    /// `listWidget`: rows with values, details and buttons.
    ListWidget(Arc<ListWidgetTemplate>),
    /// `carousel`: cards side by side.
    Carousel(Arc<CarouselTemplate>),
    /// `carousel` with `carousel_type:"stacked"`: cards on top of one another.
    StackedCarousel(Arc<StackedCarouselTemplate>),
    /// `cardTemplate`: cards.
    Card(Arc<CardTemplate>),
    /// `advancedListTemplate`: a list with search, tabs and folding rows.
    AdvancedList(Arc<AdvancedListTemplate>),
    /// `advancedMultiListTemplate`: groups of such rows.
    AdvancedMultiList(Arc<AdvancedMultiListTemplate>),
    /// `articleTemplate`: articles that open.
    Articles(Arc<ArticlesTemplate>),
    /// `checkListTemplate`: check lists with progress.
    CheckList(Arc<CheckListTemplate>),
    /// `table`: columns and rows.
    Table(Arc<TableTemplate>),
    /// `custom_table`: the same with cells that can be chosen.
    CustomTable(Arc<TableTemplate>),
    /// `mini_table`: small tables.
    MiniTable(Arc<MiniTableTemplate>),
    /// `tableList`: sections of coloured rows.
    TableList(Arc<TableListTemplate>),
    /// `barchart`.
    BarChart(Arc<ChartTemplate>),
    /// `linechart`.
    LineChart(Arc<ChartTemplate>),
    /// `piechart`.
    PieChart(Arc<PieChartTemplate>),
    /// `dropdown_template`: choose one of a list.
    Dropdown(Arc<DropdownTemplate>),
    /// `multi_select`: tick several.
    MultiSelect(Arc<MultiSelectTemplate>),
    /// `advanced_multi_select`: tick several of one collection.
    AdvancedMultiSelect(Arc<AdvancedMultiSelectTemplate>),
    /// `radioOptionTemplate`: choose one.
    Radio(Arc<RadioTemplate>),
    /// `taskPickerTemplate`: choose a task.
    TaskPicker(Arc<TaskPickerTemplate>),
    /// `dateTemplate`: choose a day.
    Date(Arc<DateTemplate>),
    /// `daterange`: choose two days.
    DateRange(Arc<DateTemplate>),
    /// `clockTemplate`: choose a time of day.
    Clock(Arc<ClockTemplate>),
    /// `otpValidationTemplate`: type a one-time code.
    Otp(Arc<OtpTemplate>),
    /// `resetPinTemplate`: type a new PIN.
    ResetPin(Arc<ResetPinTemplate>),
    /// `feedbackTemplate`: a rating.
    Feedback(Arc<FeedbackTemplate>),
    /// `form_template`: fields to fill in.
    Form(Arc<FormTemplate>),
    /// A form in a frame, without a `template_type`.
    InlineForm(Arc<InlineFormTemplate>),
    /// `iframe`: the same under its older name.
    Iframe(Arc<InlineFormTemplate>),
    /// `search`: passages and pages.
    Search(Arc<SearchTemplate>),
    /// `answerTemplate`: a whole answer of Search AI; its pieces are text while it streams.
    Answer(Arc<AnswerTemplate>),
    /// A template without a struct of its own: its best readable text and its raw payload.
    Other(OtherTemplate),
}

impl Template {
    /// Reads the template of that name, given in lower case; none when there is no struct for it.
    pub(crate) fn decode(
        decoder: &mut Decoder,
        name: &str,
        payload: &mut Value,
        around: &Around<'_>,
        path: &Path<'_>,
    ) -> Option<Self> {
        Some(match name {
            "button" => {
                let form = around.form_data.and_then(FormData::decode);
                Self::Button(ButtonTemplate::decode(decoder, payload, form, path))
            }
            "quick_replies" => Self::QuickReplies(QuickRepliesTemplate::decode(decoder, payload, path)),
            "quick_replies_welcome" => {
                Self::QuickRepliesWelcome(Arc::new(QuickRepliesTemplate::decode_welcome(decoder, payload, path)))
            }
            "like_dislike" => Self::LikeDislike(Arc::new(LikeDislikeTemplate::decode(payload))),
            "system" => Self::System(Arc::new(SystemTemplate {
                text: value::string_of(payload, &["text", "text_message", "heading", "title"]),
            })),
            "list" => Self::List(Arc::new(ListTemplate::decode(decoder, payload, around.global_buttons, path))),
            "listview" => Self::ListView(Arc::new(ListViewTemplate::decode(decoder, payload, path))),
            "listwidget" => Self::ListWidget(Arc::new(ListWidgetTemplate::decode(decoder, payload, path))),
            "carousel" if value::is_named(payload, &["carousel_type"], "stacked") => {
                Self::StackedCarousel(Arc::new(StackedCarouselTemplate::decode(decoder, payload, path)))
            }
            "carousel" => Self::Carousel(Arc::new(CarouselTemplate::decode(decoder, payload, path))),
            "cardtemplate" => Self::Card(Arc::new(CardTemplate::decode(decoder, payload, path))),
            "advancedlisttemplate" => {
                Self::AdvancedList(Arc::new(AdvancedListTemplate::decode(decoder, payload, path)))
            }
            "advancedmultilisttemplate" => {
                Self::AdvancedMultiList(Arc::new(AdvancedMultiListTemplate::decode(decoder, payload, path)))
            }
            "articletemplate" => Self::Articles(Arc::new(ArticlesTemplate::decode(decoder, payload, path))),
            "checklisttemplate" => Self::CheckList(Arc::new(CheckListTemplate::decode(decoder, payload, path))),
            "table" => Self::Table(Arc::new(TableTemplate::decode(decoder, payload, path))),
            "custom_table" => Self::CustomTable(Arc::new(TableTemplate::decode(decoder, payload, path))),
            "mini_table" => Self::MiniTable(Arc::new(MiniTableTemplate::decode(decoder, payload, path))),
            "tablelist" => Self::TableList(Arc::new(TableListTemplate::decode(decoder, payload, path))),
            "barchart" => Self::BarChart(Arc::new(ChartTemplate::decode(decoder, payload, path))),
            "linechart" => Self::LineChart(Arc::new(ChartTemplate::decode(decoder, payload, path))),
            "piechart" => Self::PieChart(Arc::new(PieChartTemplate::decode(decoder, payload, path))),
            "dropdown_template" => Self::Dropdown(Arc::new(DropdownTemplate::decode(decoder, payload, path))),
            "multi_select" => Self::MultiSelect(Arc::new(MultiSelectTemplate::decode(decoder, payload, path))),
            "advanced_multi_select" => {
                Self::AdvancedMultiSelect(Arc::new(AdvancedMultiSelectTemplate::decode(decoder, payload, path)))
            }
            "radiooptiontemplate" => Self::Radio(Arc::new(RadioTemplate::decode(decoder, payload, path))),
            "taskpickertemplate" => Self::TaskPicker(Arc::new(TaskPickerTemplate::decode(decoder, payload, path))),
            "datetemplate" => Self::Date(Arc::new(DateTemplate::decode(decoder, payload, path))),
            "daterange" => Self::DateRange(Arc::new(DateTemplate::decode(decoder, payload, path))),
            "clocktemplate" => Self::Clock(Arc::new(ClockTemplate::decode(payload))),
            "otpvalidationtemplate" => Self::Otp(Arc::new(OtpTemplate::decode(decoder, payload, path))),
            "resetpintemplate" => Self::ResetPin(Arc::new(ResetPinTemplate::decode(decoder, payload, path))),
            "feedbacktemplate" => Self::Feedback(Arc::new(FeedbackTemplate::decode(decoder, payload, path))),
            "form_template" => Self::Form(Arc::new(FormTemplate::decode(decoder, payload, path))),
            "iframe" => Self::Iframe(Arc::new(InlineFormTemplate::decode(payload, around.form_data)?)),
            "search" => Self::Search(Arc::new(SearchTemplate::decode(decoder, payload, path))),
            "answertemplate" => Self::Answer(Arc::new(AnswerTemplate::decode(decoder, payload, path))),
            _ => return None,
        })
    }

    /// The discriminator in the platform's spelling: `template_type`, or the component's type for attachments; empty for
    /// a form that has none.
    pub fn name(&self) -> &str {
        match self {
            Self::Button(_) => "button",
            Self::QuickReplies(_) => "quick_replies",
            Self::QuickRepliesWelcome(_) => "quick_replies_welcome",
            Self::LikeDislike(_) => "like_dislike",
            Self::Attachment(attachment) => attachment.kind.name(),
            Self::System(_) => "SYSTEM",
            Self::List(_) => "list",
            Self::ListView(_) => "listView",
            Self::ListWidget(_) => "listWidget",
            Self::Carousel(_) | Self::StackedCarousel(_) => "carousel",
            Self::Card(_) => "cardTemplate",
            Self::AdvancedList(_) => "advancedListTemplate",
            Self::AdvancedMultiList(_) => "advancedMultiListTemplate",
            Self::Articles(_) => "articleTemplate",
            Self::CheckList(_) => "checkListTemplate",
            Self::Table(_) => "table",
            Self::CustomTable(_) => "custom_table",
            Self::MiniTable(_) => "mini_table",
            Self::TableList(_) => "tableList",
            Self::BarChart(_) => "barchart",
            Self::LineChart(_) => "linechart",
            Self::PieChart(_) => "piechart",
            Self::Dropdown(_) => "dropdown_template",
            Self::MultiSelect(_) => "multi_select",
            Self::AdvancedMultiSelect(_) => "advanced_multi_select",
            Self::Radio(_) => "radioOptionTemplate",
            Self::TaskPicker(_) => "taskPickerTemplate",
            Self::Date(_) => "dateTemplate",
            Self::DateRange(_) => "daterange",
            Self::Clock(_) => "clockTemplate",
            Self::Otp(_) => "otpValidationTemplate",
            Self::ResetPin(_) => "resetPinTemplate",
            Self::Feedback(_) => "feedbackTemplate",
            Self::Form(_) => "form_template",
            Self::InlineForm(_) => "",
            Self::Iframe(_) => "iframe",
            Self::Search(_) => "search",
            Self::Answer(_) => "answerTemplate",
            Self::Other(other) => &other.name,
        }
    }

    /// What it says, in lines: for announcements, notifications, the host page, and where there is no view. Empty when
    /// there is nothing to read.
    pub fn text(&self) -> String {
        let mut lines = Lines::default();
        let to = &mut lines;
        match self {
            Self::Button(button) => button.write(to),
            Self::QuickReplies(replies) => replies.write(to),
            Self::QuickRepliesWelcome(replies) => replies.write(to),
            Self::LikeDislike(thumbs) => to.push(&thumbs.text),
            Self::Attachment(attachment) => {
                to.push(if attachment.name.is_empty() { &attachment.url } else { &attachment.name });
            }
            Self::System(notice) => to.push(&notice.text),
            Self::List(list) => list.write(to),
            Self::ListView(list) => list.write(to),
            Self::ListWidget(list) => list.write(to),
            Self::Carousel(carousel) => carousel.write(to),
            Self::StackedCarousel(carousel) => carousel.write(to),
            Self::Card(card) => card.write(to),
            Self::AdvancedList(list) => list.write(to),
            Self::AdvancedMultiList(list) => list.write(to),
            Self::Articles(articles) => articles.write(to),
            Self::CheckList(list) => list.write(to),
            Self::Table(table) | Self::CustomTable(table) => table.write(to),
            Self::MiniTable(table) => table.write(to),
            Self::TableList(list) => list.write(to),
            Self::BarChart(chart) | Self::LineChart(chart) => chart.write(to),
            Self::PieChart(chart) => chart.write(to),
            Self::Dropdown(dropdown) => dropdown.write(to),
            Self::MultiSelect(select) => select.write(to),
            Self::AdvancedMultiSelect(select) => select.write(to),
            Self::Radio(radio) => radio.write(to),
            Self::TaskPicker(tasks) => tasks.write(to),
            Self::Date(date) | Self::DateRange(date) => date.write(to),
            Self::Clock(clock) => clock.write(to),
            Self::Otp(otp) => otp.write(to),
            Self::ResetPin(pin) => pin.write(to),
            Self::Feedback(feedback) => feedback.write(to),
            Self::Form(form) => form.write(to),
            Self::InlineForm(form) | Self::Iframe(form) => form.write(to),
            Self::Search(search) => search.write(to),
            Self::Answer(answer) => answer.write(to),
            Self::Other(other) => to.push(&other.text),
        }
        lines.into_text()
    }

    /// Whether it asks the visitor for an answer, after which it is done with; lists, cards and tables, of which several
    /// rows may be chosen one after the other, do not.
    pub fn is_answerable(&self) -> bool {
        match self {
            Self::Button(button) => button.buttons.iter().any(Action::is_sent),
            Self::QuickReplies(replies) => replies.replies.iter().any(Action::is_sent),
            Self::QuickRepliesWelcome(replies) => replies.replies.iter().any(Action::is_sent),
            Self::Dropdown(dropdown) => !dropdown.options.is_empty(),
            Self::MultiSelect(select) => !select.options.is_empty(),
            Self::AdvancedMultiSelect(select) => !select.collections.is_empty(),
            Self::Radio(radio) => !radio.options.is_empty(),
            Self::TaskPicker(tasks) => !tasks.options.is_empty(),
            Self::Feedback(feedback) => !feedback.ratings.is_empty(),
            Self::Form(form) => !form.fields.is_empty(),
            Self::LikeDislike(_)
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

/// What stood around a template's payload.
pub(crate) struct Around<'a> {
    /// The data of a digital form.
    pub(crate) form_data: Option<&'a Value>,
    /// `AlwaysShowGlobalButtons`.
    pub(crate) global_buttons: Option<&'a Value>,
}
