//! Where in the input a value stands. Kept as links on the stack: it is written out only for a warning.

/// A place in the input, from the root down.
#[derive(Clone, Copy)]
pub(crate) enum Path<'a> {
    Root,
    Key(&'a Path<'a>, &'a str),
    Index(&'a Path<'a>, usize),
    /// That many `payload`s further down, as templates are wrapped.
    Payloads(&'a Path<'a>, usize),
}

impl<'a> Path<'a> {
    pub(crate) fn key(&'a self, key: &'a str) -> Path<'a> {
        Path::Key(self, key)
    }

    pub(crate) fn index(&'a self, index: usize) -> Path<'a> {
        Path::Index(self, index)
    }

    pub(crate) fn payloads(&'a self, count: usize) -> Path<'a> {
        Path::Payloads(self, count)
    }

    /// How many arrays and objects enclose the place.
    pub(crate) fn depth(&self) -> usize {
        match self {
            Path::Root => 0,
            Path::Key(parent, _) | Path::Index(parent, _) => parent.depth() + 1,
            Path::Payloads(parent, count) => parent.depth() + count,
        }
    }

    /// Such as `message[0].component`; empty for the root.
    pub(crate) fn to_text(self) -> String {
        let mut text = String::new();
        self.write(&mut text);
        text
    }

    fn write(self, text: &mut String) {
        match self {
            Path::Root => {}
            Path::Key(parent, key) => {
                parent.write(text);
                if !text.is_empty() {
                    text.push('.');
                }
                text.push_str(key);
            }
            Path::Index(parent, index) => {
                parent.write(text);
                text.push('[');
                text.push_str(&index.to_string());
                text.push(']');
            }
            Path::Payloads(parent, count) => {
                parent.write(text);
                for _ in 0..count {
                    text.push_str(if text.is_empty() { "payload" } else { ".payload" });
                }
            }
        }
    }
}
