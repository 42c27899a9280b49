//! Small sets and maps kept sorted. What they hold mostly grows at its end, where adding is cheap; hash tables and
//! sorts would be a tenth of the wasm.

use crate::EntryKey;

/// A map as a sorted list.
#[derive(Debug)]
pub(crate) struct SortedMap<K> {
    pairs: Vec<(K, EntryKey)>,
}

impl<K> Default for SortedMap<K> {
    fn default() -> Self {
        Self { pairs: Vec::new() }
    }
}

impl<K> SortedMap<K> {
    pub(crate) fn get<Q: Ord + ?Sized>(&self, key: &Q) -> Option<EntryKey>
    where
        K: std::borrow::Borrow<Q>,
    {
        let index = self.place(key).ok()?;
        self.pairs.get(index).map(|pair| pair.1)
    }

    /// The first key of a value; this looks at all.
    pub(crate) fn key_of(&self, value: EntryKey) -> Option<&K> {
        self.pairs.iter().find(|pair| pair.1 == value).map(|pair| &pair.0)
    }

    pub(crate) fn insert(&mut self, key: K, value: EntryKey)
    where
        K: Ord,
    {
        match self.place(&key) {
            Ok(index) => {
                if let Some(pair) = self.pairs.get_mut(index) {
                    pair.1 = value;
                }
            }
            Err(index) => self.pairs.insert(index, (key, value)),
        }
    }

    /// Forgets every key of a value.
    pub(crate) fn remove_value(&mut self, value: EntryKey) {
        self.pairs.retain(|pair| pair.1 != value);
    }

    /// Forgets every key whose value does not stay.
    pub(crate) fn retain_values(&mut self, stays: impl Fn(EntryKey) -> bool) {
        self.pairs.retain(|pair| stays(pair.1));
    }

    pub(crate) fn values(&self) -> impl Iterator<Item = EntryKey> {
        self.pairs.iter().map(|pair| pair.1)
    }

    pub(crate) fn clear(&mut self) {
        self.pairs.clear();
    }

    fn place<Q: Ord + ?Sized>(&self, key: &Q) -> Result<usize, usize>
    where
        K: std::borrow::Borrow<Q>,
    {
        let before = |pair: &(K, EntryKey)| pair.0.borrow() < key;
        // What is new mostly comes last.
        let index =
            if self.pairs.last().is_none_or(before) { self.pairs.len() } else { self.pairs.partition_point(before) };
        if self.pairs.get(index).is_some_and(|pair| pair.0.borrow() == key) { Ok(index) } else { Err(index) }
    }
}

/// A set of entries as a sorted list.
#[derive(Debug, Default)]
pub(crate) struct KeySet {
    keys: Vec<EntryKey>,
}

impl KeySet {
    pub(crate) fn contains(&self, key: EntryKey) -> bool {
        self.place(key).is_ok()
    }

    pub(crate) fn insert(&mut self, key: EntryKey) {
        if let Err(index) = self.place(key) {
            self.keys.insert(index, key);
        }
    }

    /// Answers whether it was there.
    pub(crate) fn remove(&mut self, key: EntryKey) -> bool {
        let found = self.place(key);
        if let Ok(index) = found {
            self.keys.remove(index);
        }
        found.is_ok()
    }

    pub(crate) fn retain(&mut self, stays: impl Fn(EntryKey) -> bool) {
        self.keys.retain(|key| stays(*key));
    }

    pub(crate) fn clear(&mut self) {
        self.keys.clear();
    }

    pub(crate) fn iter(&self) -> impl Iterator<Item = EntryKey> {
        self.keys.iter().copied()
    }

    fn place(&self, key: EntryKey) -> Result<usize, usize> {
        let index = self.keys.partition_point(|known| *known < key);
        if self.keys.get(index) == Some(&key) { Ok(index) } else { Err(index) }
    }
}
