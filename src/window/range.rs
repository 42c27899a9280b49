//! Which part of a long transcript is rendered.

/// Rows rendered while the visitor reads the newest message.
pub(crate) const NEWEST: usize = 40;
/// Rows added when the visitor scrolls to an end of the rendered part.
pub(crate) const STEP: usize = 40;
/// Most rows rendered.
pub(crate) const MOST: usize = 160;

/// The rendered entries: `first..end` of `len`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Range {
    pub first: usize,
    pub end: usize,
    len: usize,
}

impl Range {
    /// Whether the newest entry is rendered.
    pub fn reaches_newest(&self) -> bool {
        self.end == self.len
    }

    /// An entry was put before the one at `at`. Next to a rendered one it is rendered too.
    pub fn insert(&mut self, at: usize) {
        self.len += 1;
        if at < self.first {
            self.first += 1;
            self.end += 1;
        } else if at <= self.end {
            self.end += 1;
        }
    }

    /// The entry at `at` was taken out.
    pub fn remove(&mut self, at: usize) {
        self.len = self.len.saturating_sub(1);
        if at < self.first {
            self.first -= 1;
            self.end -= 1;
        } else if at < self.end {
            self.end -= 1;
        }
    }

    /// So many of the oldest entries were taken out.
    pub fn drop_oldest(&mut self, count: usize) {
        self.len = self.len.saturating_sub(count);
        self.first = self.first.saturating_sub(count);
        self.end = self.end.saturating_sub(count);
    }

    /// Renders the newest entries. Lets the range grow for a while, so that not each message takes a row out.
    pub fn show_newest(&mut self) {
        let is_near = self.reaches_newest() && (NEWEST..=NEWEST + STEP).contains(&(self.end - self.first));
        self.end = self.len;
        if !is_near {
            self.first = self.len.saturating_sub(NEWEST);
        }
    }

    /// Renders older entries too; false when there are none.
    pub fn show_older(&mut self) -> bool {
        let grows = self.first > 0;
        self.first = self.first.saturating_sub(STEP);
        grows
    }

    /// Renders newer entries too; false when there are none.
    pub fn show_newer(&mut self) -> bool {
        let grows = self.end < self.len;
        self.end = (self.end + STEP).min(self.len);
        grows
    }

    /// Cuts the range down to what may be rendered, around the entry that the visitor reads; asks for it only then.
    pub fn trim(&mut self, reading: &dyn Fn() -> usize) {
        if self.end - self.first > MOST {
            let reading = reading().clamp(self.first, self.end - 1);
            self.first = self.first.max(reading.saturating_sub(MOST / 2)).min(self.end - MOST);
            self.end = self.first + MOST;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of_len(len: usize) -> Range {
        let mut range = Range::default();
        (0..len).for_each(|at| range.insert(at));
        range
    }

    #[test]
    fn the_newest_entries_are_rendered_however_many_there_are() {
        let mut range = of_len(10_000);
        range.show_newest();
        assert_eq!((range.first, range.end), (10_000 - NEWEST, 10_000));
    }

    #[test]
    fn messages_that_arrive_while_following_keep_the_range_bounded() {
        let mut range = of_len(500);
        range.show_newest();
        for len in 500..2_000 {
            range.insert(len);
            range.show_newest();
            assert!(range.reaches_newest());
            assert!(range.end - range.first <= NEWEST + STEP);
            assert!(range.end - range.first >= NEWEST);
        }
    }

    #[test]
    fn entries_dropped_from_the_top_shift_the_range_and_shorten_it_where_they_were_rendered() {
        let mut range = of_len(300);
        range.show_newest();
        range.drop_oldest(100);
        assert_eq!((range.first, range.end), (200 - NEWEST, 200));
        range.drop_oldest(180);
        assert_eq!((range.first, range.end), (0, 20));
        assert!(range.reaches_newest());
    }

    #[test]
    fn entries_put_above_the_range_shift_it() {
        let mut range = of_len(200);
        range.show_newest();
        let before = range;
        range.insert(0);
        assert_eq!((range.first, range.end), (before.first + 1, before.end + 1));
    }

    #[test]
    fn a_page_put_above_the_oldest_rendered_entry_is_rendered() {
        let mut range = of_len(30);
        range.show_newest();
        (0..20).for_each(|at| range.insert(at));
        assert_eq!((range.first, range.end), (0, 50));
    }

    #[test]
    fn a_burst_while_reading_is_cut_off_around_what_is_read() {
        let mut range = of_len(100);
        range.show_newest();
        let reading = range.first + 10;
        (100..1_100).for_each(|at| range.insert(at));
        range.trim(&|| reading);
        assert!(range.first <= reading && reading < range.end);
        assert_eq!(range.end - range.first, MOST);
        assert!(!range.reaches_newest());
    }

    #[test]
    fn stepping_through_all_entries_never_loses_the_one_that_is_read() {
        let mut range = of_len(1_000);
        range.show_newest();
        while range.first > 0 {
            let reading = range.first;
            range.show_older();
            range.trim(&|| reading);
            assert!(range.first < reading && reading < range.end);
            assert!(range.end - range.first <= MOST);
        }
        while range.end < 1_000 {
            let reading = range.end - 1;
            range.show_newer();
            range.trim(&|| reading);
            assert!(range.first <= reading && reading + 1 < range.end);
            assert!(range.end - range.first <= MOST);
        }
    }

    #[test]
    fn removing_entries_keeps_the_range_inside() {
        let mut range = of_len(3);
        range.remove(2);
        range.remove(0);
        range.remove(0);
        assert_eq!(range, Range::default());
    }
}
