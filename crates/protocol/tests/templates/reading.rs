//! Reads every field of a template, as all views together would.

use protocol::{
    Template,
    template::{
        Accessory, Action, AdvancedItem, Cards, CheckListTask, Fact, Image, Row, SectionCards, SeeMore, SelectOption,
        Styles, ValueLayout, WidgetElement,
    },
};

/// Counts what was read, so that nothing of it can be left out by the compiler.
#[derive(Default)]
pub struct Reading {
    pub texts: usize,
}

impl Reading {
    fn text(&mut self, text: &str) {
        assert!(!text.is_empty() || text.trim().is_empty());
        self.texts += usize::from(!text.is_empty());
    }

    fn texts(&mut self, texts: &[&str]) {
        texts.iter().for_each(|text| self.text(text));
    }

    fn option(&mut self, text: Option<&str>) {
        if let Some(text) = text {
            assert_eq!(text, text.trim());
            self.text(text);
        }
    }

    fn styles(&mut self, styles: Styles) {
        for (name, value) in styles {
            assert!(!value.is_empty());
            self.texts(&[&name, &value]);
        }
    }

    fn action(&mut self, action: Option<Action>) {
        if let Some(action) = action {
            assert!(!action.title.is_empty() && !action.shown().is_empty());
            assert!(!action.title.starts_with("{\""), "{action:?}");
            self.text(&action.title);
            self.option(action.image.as_deref());
            self.styles(action.styles);
        }
    }

    fn actions(&mut self, actions: Vec<Action>) {
        actions.into_iter().for_each(|action| self.action(Some(action)));
    }

    fn image(&mut self, image: Option<Image<'_>>) {
        if let Some(image) = image {
            assert!(!image.url.is_empty());
            self.text(image.url);
        }
    }

    fn accessory(&mut self, accessory: Option<Accessory<'_>>) {
        match accessory {
            Some(Accessory::Text { text, styles }) => {
                self.text(text);
                self.styles(styles);
            }
            Some(Accessory::Button(action) | Accessory::Link(action)) => self.action(Some(action)),
            Some(Accessory::Image { image, action }) => {
                self.image(Some(image));
                self.action(action);
            }
            Some(Accessory::Menu(actions)) => self.actions(actions),
            Some(Accessory::Toggle { icon, .. }) => self.option(icon),
            _ => {}
        }
    }

    fn layout(&mut self, layout: ValueLayout<'_>) {
        self.option(layout.color);
        assert!(layout.percent.is_none_or(|percent| (1..=100).contains(&percent)));
    }

    fn more(&mut self, more: SeeMore<'_>) {
        self.texts(&[more.title, more.heading]);
        self.option(more.icon);
        assert_ne!(more.limit, Some(0));
    }

    fn fact(&mut self, fact: Fact<'_>) {
        self.texts(&[fact.title(), fact.description(), fact.value()]);
        self.option(fact.icon());
        self.texts += usize::from(fact.is_icon_last());
        self.action(fact.action());
        self.styles(fact.title_styles());
        self.styles(fact.description_styles());
        self.styles(fact.value_styles());
    }

    fn selects(&mut self, options: Vec<SelectOption>) {
        for option in options {
            let answer = option.answer().unwrap();
            assert!(!answer.body.trim().is_empty() && !option.title.trim().is_empty());
            self.texts(&[&option.title, &option.description, &answer.body, &answer.shown.unwrap_or_default()]);
            self.option(option.image.as_deref());
        }
    }

    fn rows<'a>(&mut self, rows: impl Iterator<Item = Row<'a>>) {
        for cell in rows.flat_map(|row| row.cells()) {
            self.text(cell.text());
            self.action(cell.action());
        }
    }

    fn widget(&mut self, row: WidgetElement<'_>) {
        self.texts(&[row.title(), row.subtitle()]);
        self.image(row.image());
        row.details().for_each(|fact| self.fact(fact));
        self.actions(row.buttons());
        self.styles(row.styles());
        self.styles(row.title_styles());
        self.accessory(row.value());
        self.layout(row.layout());
        self.action(row.action());
        assert!(row.buttons_layout().limit > 0);
    }

    fn advanced(&mut self, item: AdvancedItem<'_>) {
        self.texts(&[item.title(), item.description(), item.icon_text(), item.tab(), item.button_header()]);
        self.texts(&[item.confirm_title(), item.cancel_title()]);
        self.option(item.description_icon());
        self.image(item.image());
        item.facts().for_each(|fact| self.fact(fact));
        item.tables().flat_map(|table| table.cells()).for_each(|fact| self.fact(fact));
        for option in item.options() {
            let option = option.option();
            self.texts(&[&option.title, &option.body]);
        }
        let all: Vec<usize> = (0..item.options().len() + 1).collect();
        assert!(item.answer(&all).is_none_or(|answer| !answer.body.trim().is_empty()));
        self.action(item.action());
        self.actions(item.buttons());
        item.header().into_iter().for_each(|accessory| self.accessory(Some(accessory)));
        for styles in [item.border(), item.title_styles(), item.description_styles(), item.icon_styles(), item.styles()]
        {
            self.styles(styles);
        }
        self.styles(item.header_styles());
        self.styles(item.content_styles());
        let flags = [item.is_accordion(), item.is_collapsed(), item.is_column(), item.is_description_icon_last()];
        self.texts += flags.iter().filter(|flag| **flag).count() + item.view() as usize;
        assert!(item.buttons_layout().limit > 0);
    }

    fn sections(&mut self, sections: SectionCards<'_>) {
        self.text(sections.heading());
        self.actions(sections.buttons());
        for card in sections.cards() {
            for section in [card.top(), card.middle(), card.bottom()].into_iter().chain(card.more()) {
                self.texts(&[section.title(), section.subtitle(), section.details().title()]);
                self.styles(section.details().styles());
                section.items().for_each(|fact| self.fact(fact));
            }
            self.action(card.action());
            if let Some(sheet) = card.sheet() {
                self.sections(sheet);
            }
        }
    }

    fn task(&mut self, task: CheckListTask<'_>) {
        self.text(task.title());
        self.option(task.icon());
        task.facts().for_each(|fact| self.fact(fact));
        self.action(task.action());
    }

    pub fn template(&mut self, template: &Template) {
        self.texts(&[template.name(), &template.text()]);
        self.texts += usize::from(template.is_answerable()) + usize::from(template.raw().is_some());
        match template {
            Template::Button(button) => self.actions(button.buttons.clone()),
            Template::QuickReplies(replies) | Template::QuickRepliesWelcome(replies) => {
                self.actions(replies.replies.clone());
            }
            Template::Attachment(file) => self.texts(&[&file.url, &file.name]),
            Template::LikeDislike(thumbs) => self.text(thumbs.text()),
            Template::System(notice) => self.text(notice.text()),
            Template::List(list) => {
                self.texts(&[list.text(), list.more_title()]);
                self.action(list.more_action());
                self.texts += usize::from(list.is_more_always_shown());
                for row in list.elements() {
                    self.texts(&[row.title(), row.subtitle()]);
                    self.image(row.image());
                    self.action(row.action());
                    self.actions(row.buttons());
                }
            }
            Template::ListView(list) => {
                self.texts(&[list.heading(), list.text(), list.more_title()]);
                assert!(list.limit() != Some(0) || list.elements().is_empty());
                for row in list.elements().into_iter().chain(list.tabs().into_iter().flat_map(|tab| tab.elements)) {
                    self.texts(&[row.title(), row.subtitle(), row.value()]);
                    self.image(row.image());
                    self.action(row.action());
                }
            }
            Template::ListWidget(list) => {
                self.texts(&[list.title(), list.description()]);
                self.accessory(list.header());
                for row in list.elements().chain(list.tabs().into_iter().flat_map(|tab| tab.elements)) {
                    self.widget(row);
                }
            }
            Template::Carousel(carousel) => {
                self.text(carousel.text());
                for card in carousel.elements() {
                    self.texts(&[card.title(), card.subtitle(), card.subtext()]);
                    self.image(card.image());
                    self.action(card.action());
                    self.actions(card.buttons());
                }
            }
            Template::StackedCarousel(carousel) => {
                self.text(carousel.text());
                for card in carousel.cards() {
                    self.texts(&[card.title(), card.description(), card.footer_title(), card.footer()]);
                    self.actions(card.buttons());
                }
            }
            Template::Card(card) => match card.cards() {
                Cards::Sections(sections) => self.sections(sections),
                Cards::Cards(cards) => {
                    for card in cards {
                        let heading = card.heading();
                        self.texts(&[
                            heading.title(),
                            heading.description(),
                            heading.icon_text(),
                            heading.extra().title(),
                        ]);
                        self.image(heading.image());
                        self.option(heading.extra().icon());
                        self.actions(heading.extra().menu());
                        self.styles(heading.styles());
                        self.styles(heading.icon_styles());
                        card.facts().for_each(|fact| self.fact(fact));
                        self.texts += usize::from(card.is_list());
                        self.styles(card.styles());
                        self.styles(card.content_styles());
                        self.actions(card.buttons());
                        self.action(card.action());
                    }
                }
            },
            Template::AdvancedList(list) => {
                self.texts(&[list.title(), list.description(), list.labels().left(), list.labels().right()]);
                self.actions(list.filters());
                list.header().into_iter().for_each(|accessory| self.accessory(Some(accessory)));
                list.tabs().for_each(|tab| self.texts(&[tab.id(), tab.title()]));
                self.styles(list.styles());
                self.more(list.more());
                let flags = [list.is_sortable(), list.is_searchable(), list.is_in_sheet()];
                self.texts += flags.iter().filter(|flag| **flag).count() + list.view() as usize;
                list.items().for_each(|item| self.advanced(item));
            }
            Template::AdvancedMultiList(list) => {
                self.texts(&[list.title(), list.description()]);
                self.more(list.more());
                for group in list.groups() {
                    self.text(group.title());
                    group.items().for_each(|item| self.advanced(item));
                }
            }
            Template::Articles(list) => {
                self.text(list.text());
                self.more(list.more());
                for article in list.articles() {
                    self.texts(&[article.title(), article.description(), article.created(), article.updated()]);
                    self.option(article.icon());
                    self.action(article.button());
                }
            }
            Template::CheckList(list) => {
                self.text(list.title());
                self.more(list.more());
                for list in list.lists() {
                    self.text(list.title());
                    assert!(list.percent().is_none_or(|percent| percent <= 100));
                    list.facts().for_each(|fact| self.fact(fact));
                    self.action(list.action());
                    self.styles(list.styles());
                    let colors = list.colors();
                    [colors.fill(), colors.background(), colors.text()].iter().for_each(|color| self.option(*color));
                    list.tasks().for_each(|task| self.task(task));
                }
            }
            Template::Table(table) | Template::CustomTable(table) => {
                self.text(table.text());
                self.texts += usize::from(table.is_responsive());
                let table = table.table();
                table.columns().for_each(|column| self.texts += column.align() as usize + column.title().len());
                self.rows(table.rows());
            }
            Template::MiniTable(table) => {
                self.text(table.text());
                self.texts += usize::from(table.is_horizontal());
                for table in table.tables() {
                    table.columns().for_each(|column| self.texts += column.align() as usize + column.title().len());
                    self.rows(table.rows());
                }
            }
            Template::TableList(list) => {
                self.texts(&[list.title(), list.description()]);
                self.accessory(list.header());
                for section in list.sections() {
                    self.texts(&[section.title(), section.description()]);
                    for row in section.rows() {
                        self.texts(&[row.title(), row.subtitle()]);
                        [row.link(), row.color(), row.background()].iter().for_each(|text| self.option(*text));
                        self.image(row.image());
                        self.accessory(row.value());
                        self.layout(row.layout());
                        self.action(row.action());
                    }
                }
            }
            Template::BarChart(chart) | Template::LineChart(chart) => {
                self.text(chart.text());
                self.texts += usize::from(chart.is_horizontal()) + usize::from(chart.is_stacked());
                let data = chart.data();
                data.categories.iter().for_each(|category| self.text(category));
                for series in &data.series {
                    self.text(series.title);
                    series.values.iter().for_each(|amount| self.text(amount.shown()));
                }
            }
            Template::PieChart(chart) => {
                self.text(chart.text());
                self.texts += chart.kind() as usize;
                for slice in chart.data().slices {
                    self.texts(&[slice.title, slice.value.shown()]);
                    self.option(slice.subtitle);
                }
            }
            Template::Dropdown(select) => {
                self.texts(&[select.heading(), select.label(), select.placeholder(), select.submit_title()]);
                self.selects(select.options());
            }
            Template::MultiSelect(select) => {
                self.texts(&[select.heading(), select.all_title(), select.submit_title()]);
                assert_eq!(select.answer(&[0]).is_some(), !select.options().is_empty());
                self.selects(select.options());
            }
            Template::AdvancedMultiSelect(select) => {
                self.texts(&[select.heading(), select.description(), select.submit_title()]);
                self.texts += usize::from(select.is_in_sheet()) + select.limit().unwrap_or_default();
                for (index, collection) in select.collections().enumerate() {
                    self.text(collection.title());
                    assert_eq!(select.answer(index, &[0]).is_some(), !collection.options().is_empty());
                    self.selects(collection.options());
                }
            }
            Template::Radio(select) => {
                self.texts(&[select.heading(), select.submit_title()]);
                self.texts += usize::from(select.is_in_sheet());
                self.selects(select.options());
            }
            Template::TaskPicker(tasks) => {
                self.text(tasks.heading());
                self.selects(tasks.options());
            }
            Template::Date(date) | Template::DateRange(date) => {
                self.texts(&[date.text(), date.title(), date.format().as_str()]);
                self.texts += usize::from(date.is_in_sheet());
                let (start, end) = date.limits();
                assert!(start.is_none() || end.is_none() || start <= end);
                for day in [start, end].into_iter().flatten() {
                    assert!(!date.answer(day).unwrap().body.is_empty());
                    assert!(!date.range_answer(day, day).unwrap().body.is_empty());
                }
            }
            Template::Clock(clock) => self.texts(&[clock.text(), clock.title(), clock.confirm_title()]),
            Template::Otp(otp) => {
                self.texts(&[otp.title(), otp.description(), otp.mobile_number(), otp.resend_text()]);
                self.text(otp.submit_title());
                self.action(otp.resend());
                self.texts += usize::from(otp.is_in_sheet());
                assert!(otp.code().answer(&"1".repeat(otp.code().length)).unwrap().is_secret);
            }
            Template::ResetPin(pin) => {
                self.texts(&[pin.title(), pin.enter_title(), pin.reenter_title(), pin.warning(), pin.description()]);
                self.text(pin.submit_title());
                assert!(pin.code().answer(&"1".repeat(pin.code().length)).unwrap().is_secret);
            }
            Template::Feedback(feedback) => {
                self.texts(&[feedback.text(), feedback.thanks()]);
                self.texts += usize::from(feedback.is_in_sheet()) + feedback.view() as usize;
                for rating in feedback.ratings() {
                    assert!(!rating.answer().unwrap().body.is_empty());
                    self.texts(&[&rating.body, &rating.label]);
                    self.option(rating.color.as_deref());
                }
            }
            Template::Form(form) => {
                self.text(form.heading());
                let mut values = vec![];
                for field in form.fields() {
                    self.texts(&[field.label(), field.placeholder(), field.input_type()]);
                    self.option(field.key());
                    assert_ne!(field.max_length(), Some(0));
                    values.push("value".to_owned());
                    if field.mask().is_some() {
                        let answer = form.answer(&vec!["s3cret".to_owned(); form.fields().len()]).unwrap();
                        assert!(answer.is_secret);
                    }
                }
                assert_eq!(form.answer(&values).is_some(), !values.is_empty());
                assert!(form.buttons().len() <= 3);
            }
            Template::InlineForm(form) | Template::Iframe(form) => self.texts(&[form.text(), &form.form().link]),
            Template::Search(search) => {
                self.text(search.text());
                for snippet in search.snippets() {
                    self.texts(&[snippet.title(), snippet.text(), snippet.source()]);
                    self.option(snippet.url());
                }
                for page in search.pages() {
                    self.texts(&[page.title(), page.preview()]);
                    self.option(page.url());
                    self.option(page.image());
                }
            }
            Template::Answer(answer) => {
                self.option(answer.request_id());
                self.texts += answer.total_results().unwrap_or_default();
                let content = answer.content();
                self.text(content.title);
                for fragment in &content.fragments {
                    self.text(fragment.text);
                    assert!(fragment.sources.iter().all(|index| *index < content.sources.len()));
                }
                for source in &content.sources {
                    self.text(source.title());
                    self.option(source.url());
                    source.images().for_each(|image| self.text(image));
                }
                for result in answer.results() {
                    self.texts(&[result.title(), result.text(), result.file_type()]);
                    self.option(result.url());
                    self.option(result.image());
                }
            }
            Template::Other(other) => self.texts(&[&other.name, &other.text]),
            other => panic!("{other:?}"),
        }
    }
}
