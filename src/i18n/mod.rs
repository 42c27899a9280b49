//! Every visible string, in the visitor's language.
