//! The delivered module is built with its own standard library, in which a panic is a trap without words: an eighth
//! less to download. A trap still ends in the browser's console as an uncaught error.
//!
//! The compiler keeps this behind switches that are not stable. Where it does not know them, or lacks its library's
//! source, the ordinary build does.

use std::{path::PathBuf, process::Command};

use crate::{
    process, tools,
    workspace::{WASM_TARGET, Workspace},
};

/// What makes a panic a trap.
const FLAGS: &str = "-Zunstable-options -Cpanic=immediate-abort";
/// What builds the standard library along.
const BUILD_STD: [&str; 2] = ["-Zbuild-std=std,panic_abort", "-Zbuild-std-features=optimize_for_size"];
/// Lets a stable compiler take both.
const BOOTSTRAP: (&str, &str) = ("RUSTC_BOOTSTRAP", "1");

/// Where the compiler keeps its library's source, if it is there.
pub fn source(workspace: &Workspace) -> Option<PathBuf> {
    let root = process::stdout(tools::command(workspace, "rustc").args(["--print", "sysroot"])).ok()?;
    let source = PathBuf::from(root.trim()).join("lib/rustlib/src/rust/library/std");
    source.is_dir().then_some(source)
}

/// Whether the compiler can do it.
pub fn is_possible(workspace: &Workspace) -> bool {
    let mut probe = tools::command(workspace, "rustc");
    probe.args(FLAGS.split(' ')).args(["--target", WASM_TARGET, "--print", "cfg"]).env(BOOTSTRAP.0, BOOTSTRAP.1);
    source(workspace).is_some() && process::stdout(&mut probe).is_ok()
}

/// Makes a cargo command build that way.
pub fn apply(cargo: &mut Command) {
    cargo.args(BUILD_STD).env(BOOTSTRAP.0, BOOTSTRAP.1).env("CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUSTFLAGS", FLAGS);
}
