//! Templates are typed views of their own JSON: nothing is copied, and what no view asks for costs nothing.
//!
//! [`crate::template::tidy`] has put the JSON in order before: lists are arrays, objects are objects, and what cannot be
//! used is gone. What is left to each field is its spellings and its type.

use std::{marker::PhantomData, slice, sync::Arc};

use serde_json::Value;

use super::{Action, Image, Styles, action::Order, image, styles};
use crate::value;

/// A template's own fields, shared by the copies of its message.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Payload(Arc<Value>);

/// The fields of a template, or of a part of one.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Fields<'a>(pub(crate) &'a Value);

/// The parts of a list, in order.
#[derive(Clone, Debug)]
pub struct Parts<'a, T> {
    values: slice::Iter<'a, Value>,
    of: PhantomData<T>,
}

impl Payload {
    pub(crate) fn new(value: Value) -> Self {
        Self(Arc::new(value))
    }

    pub(crate) fn fields(&self) -> Fields<'_> {
        Fields(&self.0)
    }
}

impl<'a> Fields<'a> {
    pub(crate) const NONE: Fields<'static> = Fields(&Value::Null);

    pub(crate) fn fields(self) -> Self {
        self
    }

    /// A text as sent; empty when there is none, or nothing but white space.
    pub(crate) fn text(self, keys: &[&str]) -> &'a str {
        value::str_of(self.0, keys).unwrap_or_default()
    }

    /// A name, address, colour or id without white space around it.
    pub(crate) fn word(self, keys: &[&str]) -> Option<&'a str> {
        value::str_of(self.0, keys).map(str::trim)
    }

    /// The text of a part that may be sent as nothing but its title.
    pub(crate) fn title(self, keys: &[&str]) -> &'a str {
        value::as_str(self.0).or(value::str_of(self.0, keys)).unwrap_or_default()
    }

    pub(crate) fn flag(self, keys: &[&str]) -> bool {
        value::flag_of(self.0, keys)
    }

    pub(crate) fn count(self, keys: &[&str]) -> Option<usize> {
        value::count_of(self.0, keys)
    }

    pub(crate) fn is_named(self, keys: &[&str], name: &str) -> bool {
        value::is_named(self.0, keys, name)
    }

    /// The field of that name, whatever it is; `null` when there is none.
    pub(crate) fn field(self, key: &str) -> Fields<'a> {
        value::field(self.0, key).map_or(Self::NONE, Fields)
    }

    /// The object or text of that name, also as the first of a list; no fields at all when there is none.
    pub(crate) fn part(self, key: &str) -> Fields<'a> {
        value::one_or_many(self.field(key).0).first().map_or(Self::NONE, Fields)
    }

    /// The list in the first of several spellings that is there.
    pub(crate) fn list(self, keys: &[&str]) -> &'a [Value] {
        value::field_of(self.0, keys).map(value::one_or_many).unwrap_or_default()
    }

    pub(crate) fn parts<T>(self, keys: &[&str]) -> Parts<'a, T> {
        Parts { values: self.list(keys).iter(), of: PhantomData }
    }

    /// The parts of a list that these fields are themselves.
    pub(crate) fn own_parts<T>(self) -> Parts<'a, T> {
        Parts { values: value::one_or_many(self.0).iter(), of: PhantomData }
    }

    pub(crate) fn action(self, key: &str, order: Order) -> Option<Action> {
        Action::decode(self.part(key).0, order).ok()
    }

    pub(crate) fn actions(self, keys: &[&str], order: Order) -> Vec<Action> {
        let mut actions = Vec::new();
        for element in self.list(keys) {
            actions.extend(Action::decode(element, order));
        }
        actions
    }

    pub(crate) fn styles(self, keys: &[&str]) -> Styles {
        styles::of(self.0, keys)
    }

    pub(crate) fn image(self) -> Option<Image<'a>> {
        Image::decode(self)
    }

    pub(crate) fn address(self, keys: &[&str]) -> Option<&'a str> {
        image::address_of(self.0, keys)
    }
}

impl<'a, T: From<Fields<'a>>> Iterator for Parts<'a, T> {
    type Item = T;

    fn next(&mut self) -> Option<T> {
        self.values.next().map(|value| T::from(Fields(value)))
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        self.values.size_hint()
    }
}

impl<'a, T: From<Fields<'a>>> ExactSizeIterator for Parts<'a, T> {}

impl<'a, T: From<Fields<'a>>> DoubleEndedIterator for Parts<'a, T> {
    fn next_back(&mut self) -> Option<T> {
        self.values.next_back().map(|value| T::from(Fields(value)))
    }
}

impl<'a, T: From<Fields<'a>>> Parts<'a, T> {
    /// The part at that index.
    pub fn get(&self, index: usize) -> Option<T> {
        self.values.as_slice().get(index).map(|value| T::from(Fields(value)))
    }

    /// The same parts once more.
    pub fn iter(&self) -> Self {
        Self { values: self.values.clone(), of: PhantomData }
    }

    /// The first part.
    pub fn first(&self) -> Option<T> {
        self.get(0)
    }

    /// The parts before that index, and those from it on.
    pub fn split_at(&self, index: usize) -> (Self, Self) {
        let values = self.values.as_slice();
        let (first, rest) = values.split_at_checked(index).unwrap_or((values, &[]));
        [first, rest].map(|values| Self { values: values.iter(), of: PhantomData }).into()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.values.as_slice().is_empty()
    }
}

/// Declares a template: a struct over its payload, and a method for each field. See [`accessors`] for the kinds of fields.
macro_rules! template {
    ($(#[$doc:meta])* $name:ident { $($fields:tt)* }) => {
        $(#[$doc])*
        #[derive(Clone, Debug, PartialEq)]
        pub struct $name(pub(crate) crate::template::fields::Payload);

        impl $name {
            $crate::template::fields::accessors!('_; $($fields)*);
        }
    };
}

/// Declares a part of a template: a struct over its fields, which is copied freely, and a method for each field.
macro_rules! part {
    ($(#[$doc:meta])* $name:ident { $($fields:tt)* }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq)]
        pub struct $name<'a>(pub(crate) crate::template::fields::Fields<'a>);

        impl<'a> From<crate::template::fields::Fields<'a>> for $name<'a> {
            fn from(fields: crate::template::fields::Fields<'a>) -> Self {
                Self(fields)
            }
        }

        impl<'a> $name<'a> {
            $crate::template::fields::accessors!('a; $($fields)*);
        }
    };
}

/// Methods that read a field in any of its spellings. `text`: as sent, empty when absent; `title`: the same, where the
/// part may be sent as its title alone; `word`: an optional name, colour or id; `address`: of a picture, if any; `flag`;
/// `count`: a number above 0; `styles`; `action` and `actions`: what can be chosen; `parts`: a list; `part`: an object.
macro_rules! accessors {
    ($lt:lifetime;) => {};
    ($lt:lifetime; $(#[$doc:meta])* $name:ident: text $keys:tt, $($rest:tt)*) => {
        $(#[$doc])*
        pub fn $name(&self) -> &$lt str { self.0.fields().text(&$keys) }
        $crate::template::fields::accessors!($lt; $($rest)*);
    };
    ($lt:lifetime; $(#[$doc:meta])* $name:ident: title $keys:tt, $($rest:tt)*) => {
        $(#[$doc])*
        pub fn $name(&self) -> &$lt str { self.0.fields().title(&$keys) }
        $crate::template::fields::accessors!($lt; $($rest)*);
    };
    ($lt:lifetime; $(#[$doc:meta])* $name:ident: word $keys:tt, $($rest:tt)*) => {
        $(#[$doc])*
        pub fn $name(&self) -> Option<&$lt str> { self.0.fields().word(&$keys) }
        $crate::template::fields::accessors!($lt; $($rest)*);
    };
    ($lt:lifetime; $(#[$doc:meta])* $name:ident: address $keys:tt, $($rest:tt)*) => {
        $(#[$doc])*
        pub fn $name(&self) -> Option<&$lt str> { self.0.fields().address(&$keys) }
        $crate::template::fields::accessors!($lt; $($rest)*);
    };
    ($lt:lifetime; $(#[$doc:meta])* $name:ident: flag $keys:tt, $($rest:tt)*) => {
        $(#[$doc])*
        pub fn $name(&self) -> bool { self.0.fields().flag(&$keys) }
        $crate::template::fields::accessors!($lt; $($rest)*);
    };
    ($lt:lifetime; $(#[$doc:meta])* $name:ident: named $keys:tt = $value:literal, $($rest:tt)*) => {
        $(#[$doc])*
        pub fn $name(&self) -> bool { self.0.fields().is_named(&$keys, $value) }
        $crate::template::fields::accessors!($lt; $($rest)*);
    };
    ($lt:lifetime; $(#[$doc:meta])* $name:ident: count $keys:tt, $($rest:tt)*) => {
        $(#[$doc])*
        pub fn $name(&self) -> Option<usize> { self.0.fields().count(&$keys) }
        $crate::template::fields::accessors!($lt; $($rest)*);
    };
    ($lt:lifetime; $(#[$doc:meta])* $name:ident: styles $keys:tt, $($rest:tt)*) => {
        $(#[$doc])*
        pub fn $name(&self) -> crate::template::Styles { self.0.fields().styles(&$keys) }
        $crate::template::fields::accessors!($lt; $($rest)*);
    };
    ($lt:lifetime; $(#[$doc:meta])* $name:ident: action $key:literal $order:ident, $($rest:tt)*) => {
        $(#[$doc])*
        pub fn $name(&self) -> Option<crate::template::Action> {
            self.0.fields().action($key, crate::template::action::$order)
        }
        $crate::template::fields::accessors!($lt; $($rest)*);
    };
    ($lt:lifetime; $(#[$doc:meta])* $name:ident: actions $keys:tt $order:ident, $($rest:tt)*) => {
        $(#[$doc])*
        pub fn $name(&self) -> Vec<crate::template::Action> {
            self.0.fields().actions(&$keys, crate::template::action::$order)
        }
        $crate::template::fields::accessors!($lt; $($rest)*);
    };
    ($lt:lifetime; $(#[$doc:meta])* $name:ident: parts $keys:tt of $part:ident, $($rest:tt)*) => {
        $(#[$doc])*
        pub fn $name(&self) -> crate::template::Parts<$lt, $part<$lt>> { self.0.fields().parts(&$keys) }
        $crate::template::fields::accessors!($lt; $($rest)*);
    };
    ($lt:lifetime; $(#[$doc:meta])* $name:ident: part $key:literal of $part:ident, $($rest:tt)*) => {
        $(#[$doc])*
        pub fn $name(&self) -> $part<$lt> { $part(self.0.fields().part($key)) }
        $crate::template::fields::accessors!($lt; $($rest)*);
    };
    ($lt:lifetime; $(#[$doc:meta])* $name:ident: image, $($rest:tt)*) => {
        $(#[$doc])*
        pub fn $name(&self) -> Option<crate::template::Image<$lt>> { self.0.fields().image() }
        $crate::template::fields::accessors!($lt; $($rest)*);
    };
}

pub(crate) use {accessors, part, template};

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_are_split_anywhere() {
        let list = serde_json::json!(["a", "b", "c"]);
        let parts: Parts<'_, Fields<'_>> = Fields(&list).own_parts();
        let texts = |parts: Parts<'_, Fields<'_>>| parts.map(|part| part.title(&[]).to_owned()).collect::<String>();
        for (index, first, rest) in [(0, "", "abc"), (2, "ab", "c"), (3, "abc", ""), (9, "abc", "")] {
            let split = parts.split_at(index);
            assert_eq!((texts(split.0).as_str(), texts(split.1).as_str()), (first, rest));
        }
    }
}
