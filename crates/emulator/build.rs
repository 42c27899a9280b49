//! Builds the frames of `tests/payloads` into the program, so that `show` works wherever it is started.

use std::error::Error;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};

fn main() -> Result<(), Box<dyn Error>> {
    let root = PathBuf::from(std::env::var("CARGO_MANIFEST_DIR")?);
    let folder = root.join("../../tests/payloads");
    println!("cargo::rerun-if-changed={}", folder.display());
    let mut table = String::from("&[\n");
    for path in json_files(&folder)? {
        let name = path.file_stem().and_then(|name| name.to_str()).ok_or("a payload's name is not UTF-8")?;
        let path = path.canonicalize()?;
        let path = path.to_str().ok_or("the path of the payloads is not UTF-8")?;
        println!("cargo::rerun-if-changed={path}");
        writeln!(table, "    ({name:?}, include_str!({path:?})),")?;
    }
    table.push_str("]\n");
    std::fs::write(PathBuf::from(std::env::var("OUT_DIR")?).join("payloads.rs"), table)?;
    Ok(())
}

/// The folder may be missing or empty.
fn json_files(folder: &Path) -> Result<Vec<PathBuf>, std::io::Error> {
    if !folder.is_dir() {
        return Ok(Vec::new());
    }
    let entries = folder.read_dir()?.map(|entry| Ok(entry?.path())).collect::<Result<Vec<_>, std::io::Error>>()?;
    let mut files: Vec<PathBuf> = entries
        .into_iter()
        .filter(|path| path.is_file() && path.extension().is_some_and(|extension| extension == "json"))
        .collect();
    files.sort();
    Ok(files)
}
