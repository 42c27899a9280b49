//! Component tests in real browsers: changes go in by hand, and what the visitor sees and sends is checked.
#![cfg(target_arch = "wasm32")]
#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a failed unwrap is a failed test")]

mod advanced_list;
mod answers;
mod articles;
mod attachments;
mod card;
mod carousel;
mod charts;
mod check_list;
mod choices;
mod composer;
mod connection;
mod date;
mod entries;
mod feedback;
mod form;
mod form_data;
mod gap;
mod lifecycle;
mod list;
mod list_widget;
mod outbox;
mod own;
mod pin;
mod scrolling;
mod select;
mod stage;
mod table;
mod text;

wasm_bindgen_test::wasm_bindgen_test_configure!(run_in_browser);
