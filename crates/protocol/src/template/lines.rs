//! Readable text of a template: for announcements, notifications and the host page.

/// How many lines are kept: nobody wants a table of a hundred rows read out.
const MAX_LINES: u8 = 40;

/// Lines of text, without empty ones.
#[derive(Default)]
pub(super) struct Lines {
    text: String,
    count: u8,
}

impl Lines {
    pub(super) fn push(&mut self, line: &str) {
        self.push_joined(&[line]);
    }

    /// One line of several parts.
    pub(super) fn push_joined(&mut self, parts: &[&str]) {
        if self.count >= MAX_LINES {
            return;
        }
        let mut is_empty = true;
        for part in parts.iter().map(|part| part.trim()).filter(|part| !part.is_empty()) {
            if !is_empty {
                self.text.push_str(", ");
            } else if !self.text.is_empty() {
                self.text.push('\n');
            }
            self.text.push_str(part);
            is_empty = false;
        }
        self.count += u8::from(!is_empty);
    }

    pub(super) fn into_text(self) -> String {
        self.text
    }
}
