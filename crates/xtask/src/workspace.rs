//! Where things are: the checkout, Cargo's target directory, the folders that commands write.

use std::{
    env, fs,
    path::{Path, PathBuf},
};

use anyhow::{Context, Result, bail};

/// The wasm target's name, as rustup and Cargo spell it.
pub const WASM_TARGET: &str = "wasm32-unknown-unknown";
/// The widget's package, and the stem of its wasm file.
pub const WIDGET: &str = "rtm-chat-widget";

/// The checkout that the commands work on.
pub struct Workspace {
    /// The folder of the root `Cargo.toml`.
    pub root: PathBuf,
    /// Where Cargo builds: `CARGO_TARGET_DIR`, or `target` in the root.
    pub cargo_target: PathBuf,
}

impl Workspace {
    /// Finds the checkout from the place Cargo runs this program for.
    pub fn find() -> Result<Self> {
        let manifest_dir =
            env::var_os("CARGO_MANIFEST_DIR").map_or_else(|| PathBuf::from(env!("CARGO_MANIFEST_DIR")), PathBuf::from);
        let Some(root) = manifest_dir.ancestors().find(|dir| dir.join("Cargo.lock").exists()) else {
            bail!("no Cargo.lock above {}: run `cargo xtask` inside the checkout", manifest_dir.display());
        };
        let cargo_target =
            env::var_os("CARGO_TARGET_DIR").map_or_else(|| root.join("target"), |dir| root.join(PathBuf::from(dir)));
        Ok(Self { root: root.to_path_buf(), cargo_target })
    }

    /// A path inside the checkout.
    pub fn path(&self, relative: &str) -> PathBuf {
        self.root.join(relative)
    }

    /// What these commands build for themselves (loader, sites, driver settings): `target/<name>` in the checkout,
    /// also when Cargo builds elsewhere, because `Trunk.toml` names these folders.
    pub fn output(&self, name: &str) -> PathBuf {
        self.root.join("target").join(name)
    }

    /// A program that Cargo built natively, for example `binary("debug", "emulator")`.
    pub fn binary(&self, profile: &str, name: &str) -> PathBuf {
        self.cargo_target.join(profile).join(format!("{name}{}", env::consts::EXE_SUFFIX))
    }

    /// The version that `[workspace.package]` gives every crate.
    pub fn version(&self) -> Result<String> {
        self.manifest_value("version = \"")
    }

    /// The wasm-bindgen version that the widget is pinned to; its command line tool must be the same.
    pub fn wasm_bindgen_version(&self) -> Result<String> {
        self.manifest_value("wasm-bindgen = \"=")
    }

    fn manifest_value(&self, prefix: &str) -> Result<String> {
        let manifest = read(&self.path("Cargo.toml"))?;
        manifest
            .lines()
            .find_map(|line| line.strip_prefix(prefix)?.split('"').next())
            .map(str::to_owned)
            .with_context(|| format!("Cargo.toml has no line that starts with `{prefix}`"))
    }
}

/// Reads a text file; the error names it.
pub fn read(path: &Path) -> Result<String> {
    fs::read_to_string(path).with_context(|| format!("could not read {}", path.display()))
}

/// Writes a file and the folders it needs; the error names it.
pub fn write(path: &Path, content: impl AsRef<[u8]>) -> Result<()> {
    if let Some(parent) = path.parent() {
        fs::create_dir_all(parent).with_context(|| format!("could not create {}", parent.display()))?;
    }
    fs::write(path, content).with_context(|| format!("could not write {}", path.display()))
}

/// Makes `dir` an empty folder.
pub fn empty_dir(dir: &Path) -> Result<()> {
    if dir.exists() {
        fs::remove_dir_all(dir).with_context(|| format!("could not empty {}", dir.display()))?;
    }
    fs::create_dir_all(dir).with_context(|| format!("could not create {}", dir.display()))
}

/// Copies a file, or a folder with all that is in it.
pub fn copy(from: &Path, to: &Path) -> Result<()> {
    if from.is_dir() {
        fs::create_dir_all(to).with_context(|| format!("could not create {}", to.display()))?;
        for entry in entries(from)? {
            if let Some(name) = entry.file_name() {
                copy(&entry, &to.join(name))?;
            }
        }
        return Ok(());
    }
    fs::copy(from, to).with_context(|| format!("could not copy {} to {}", from.display(), to.display()))?;
    Ok(())
}

/// The paths in a folder, sorted by name.
pub fn entries(dir: &Path) -> Result<Vec<PathBuf>> {
    let listing = fs::read_dir(dir).with_context(|| format!("could not list {}", dir.display()))?;
    let mut paths = listing.map(|entry| Ok(entry?.path())).collect::<Result<Vec<_>>>()?;
    paths.sort();
    Ok(paths)
}

/// Every file below a folder, sorted by path.
pub fn files_below(dir: &Path) -> Result<Vec<PathBuf>> {
    let mut files = Vec::new();
    for path in entries(dir)? {
        if path.is_dir() {
            files.extend(files_below(&path)?);
        } else {
            files.push(path);
        }
    }
    Ok(files)
}
