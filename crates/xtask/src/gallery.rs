//! What the gallery of the demo site shows: the sample payloads, and the texts of every language.

use std::path::Path;

use anyhow::Result;
use serde_json::{Map, Value};

use crate::{
    locale::Locale,
    node, process,
    workspace::{self, Workspace},
};

/// The file that the gallery's script reads.
pub const DATA: &str = "gallery.json";

/// Writes `{groups, languages}` to `to`: groups of samples as `tests/payloads/make.mjs` prints them, and texts by language.
pub fn write_data(workspace: &Workspace, locales: &[Locale], to: &Path) -> Result<()> {
    // Not read and written anew: the samples keep the order of their keys.
    let groups = process::stdout(node::node(workspace).args(["tests/payloads/make.mjs", "--gallery"]))?;
    let languages: Map<String, Value> =
        locales.iter().map(|locale| (locale.language.clone(), Value::String(locale.json()))).collect();
    workspace::write(to, format!("{{\"groups\":{},\"languages\":{}}}", groups.trim_end(), Value::Object(languages)))
}
