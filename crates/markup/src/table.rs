//! Tables as one text: ASCII names, each followed by what it stands for, which is not ASCII. A table of pairs would
//! cost eight bytes more for each text in it.

use crate::slice;

/// A table whose names are sorted by the group of their first byte.
pub(crate) struct Table {
    text: &'static str,
    /// Where the names of each group begin, and the text's end.
    groups: [u16; GROUPS + 1],
}

/// A letter of either case is in one group.
const GROUPS: usize = 32;

const fn group(byte: u8) -> usize {
    byte as usize % GROUPS
}

impl Table {
    pub(crate) const fn new(text: &'static str) -> Self {
        let bytes = text.as_bytes();
        let mut groups = [0; GROUPS + 1];
        let mut next = 0;
        let mut at = 0;
        while at < bytes.len() {
            let is_name = bytes[at].is_ascii() && (at == 0 || !bytes[at - 1].is_ascii());
            while is_name && next <= group(bytes[at]) {
                groups[next] = at as u16;
                next += 1;
            }
            assert!(!is_name || next == group(bytes[at]) + 1, "names are sorted by group");
            at += 1;
        }
        while next <= GROUPS {
            groups[next] = at as u16;
            next += 1;
        }
        Self { text, groups }
    }

    /// What a name stands for.
    pub(crate) fn find(&self, name: &str) -> Option<&'static str> {
        let group = group(*name.as_bytes().first()?);
        let bound = |at| self.groups.get(at).map(|at| usize::from(*at));
        let mut rest = slice::between(self.text, bound(group)?, bound(group + 1)?);
        while !rest.is_empty() {
            let end = slice::find(rest, |byte| !byte.is_ascii());
            let value = slice::from(rest, end);
            let length = slice::find(value, |byte| byte.is_ascii());
            if slice::until(rest, end) == name {
                return Some(slice::until(value, length));
            }
            rest = slice::from(value, length);
        }
        None
    }
}
