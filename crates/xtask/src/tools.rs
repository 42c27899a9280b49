//! The programs that the commands use: where they are, which version is wanted, how they are called.

use std::{
    env,
    ffi::OsString,
    path::{Path, PathBuf},
    process::Command,
};

use anyhow::{Context, Result};

use crate::{process, workspace::Workspace};

/// A command line tool that is built from its crate.
pub struct CargoTool {
    /// The crate.
    pub package: &'static str,
    /// The program that tells its version.
    pub program: &'static str,
    /// The version that is wanted.
    pub version: String,
    /// Further arguments for `cargo install`.
    pub install_args: &'static [&'static str],
    /// How long the build takes on two cores.
    pub duration: &'static str,
}

/// Trunk, which serves and builds the demo site. Newer versions ask for a newer Rust.
pub fn trunk() -> CargoTool {
    CargoTool {
        package: "trunk",
        program: "trunk",
        version: "0.21.14".to_owned(),
        install_args: &["--locked"],
        duration: "8 minutes",
    }
}

/// The wasm-bindgen command line tools, of the very version that the widget is pinned to.
pub fn wasm_bindgen(workspace: &Workspace) -> Result<CargoTool> {
    Ok(CargoTool {
        package: "wasm-bindgen-cli",
        program: "wasm-bindgen",
        version: workspace.wasm_bindgen_version()?,
        // Its lock file names versions that not every registry mirror has.
        install_args: &[],
        duration: "4 minutes",
    })
}

/// Firefox's WebDriver server. Distributions rarely package it.
pub fn geckodriver() -> CargoTool {
    CargoTool {
        package: "geckodriver",
        program: "geckodriver",
        version: "0.37.1".to_owned(),
        install_args: &["--locked"],
        duration: "4 minutes",
    }
}

/// The fuzzer's command line tool.
pub fn cargo_fuzz() -> CargoTool {
    CargoTool {
        package: "cargo-fuzz",
        program: "cargo-fuzz",
        version: "0.13.2".to_owned(),
        install_args: &["--locked"],
        duration: "2 minutes",
    }
}

impl CargoTool {
    /// The folder that `cargo install --root` gets: outside the checkout, so that it outlives `cargo clean` and serves
    /// every clone; one for each version, so that a new pin never meets an old program.
    pub fn install_root(&self) -> Result<PathBuf> {
        Ok(cache_dir()?.join(format!("{}-{}", self.package, self.version)))
    }

    /// Whether the wanted version answers, from the cache folder or from anywhere in `PATH`.
    pub fn is_present(&self, workspace: &Workspace) -> bool {
        let mut command = command(workspace, self.program);
        let version = process::stdout(command.arg("--version")).unwrap_or_default();
        version.split_whitespace().take(4).any(|word| word == self.version)
    }
}

/// Where tools of all versions are kept: `rtm-chat/tools` in the user's cache folder.
fn cache_dir() -> Result<PathBuf> {
    let base = env::var_os("XDG_CACHE_HOME")
        .map(PathBuf::from)
        .filter(|dir| dir.is_absolute())
        .or_else(|| env::home_dir().map(|home| home.join(".cache")))
        .context("no home folder to keep tools in: set XDG_CACHE_HOME to a folder that can be written")?;
    Ok(base.join("rtm-chat").join("tools"))
}

/// `program`, run in the checkout's root, with the workspace's own tools first in `PATH`.
pub fn command(workspace: &Workspace, program: impl AsRef<std::ffi::OsStr>) -> Command {
    let mut command = Command::new(program);
    command.current_dir(&workspace.root).env("PATH", search_path(workspace));
    command
}

/// `cargo`, as [`command`] runs it.
pub fn cargo(workspace: &Workspace) -> Command {
    command(workspace, "cargo")
}

/// `PATH` with the cached tools, of the wanted versions only, and the Node tools put before it.
fn search_path(workspace: &Workspace) -> OsString {
    let tools = [Some(trunk()), wasm_bindgen(workspace).ok(), Some(geckodriver()), Some(cargo_fuzz())];
    let mut dirs: Vec<PathBuf> = tools
        .into_iter()
        .flatten()
        .filter_map(|tool| Some(tool.install_root().ok()?.join("bin")))
        .filter(|dir| dir.is_dir())
        .collect();
    dirs.push(workspace.path("node_modules/.bin"));
    let inherited = env::var_os("PATH").unwrap_or_default();
    dirs.extend(env::split_paths(&inherited));
    env::join_paths(dirs).unwrap_or(inherited)
}

/// The first of `names` that is a program in `PATH`.
pub fn find(workspace: &Workspace, names: &[&str]) -> Option<PathBuf> {
    let path = search_path(workspace);
    names.iter().find_map(|name| {
        let file_name = format!("{name}{}", env::consts::EXE_SUFFIX);
        env::split_paths(&path).map(|dir| dir.join(&file_name)).find(|candidate| is_program(candidate))
    })
}

fn is_program(path: &Path) -> bool {
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        path.metadata().is_ok_and(|meta| meta.is_file() && meta.permissions().mode() & 0o111 != 0)
    }
    #[cfg(not(unix))]
    path.is_file()
}

/// Chromium, or Chrome under one of its names.
pub fn chromium(workspace: &Workspace) -> Option<PathBuf> {
    find(workspace, &["chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome"])
}

/// Chromium's WebDriver server.
pub fn chromedriver(workspace: &Workspace) -> Option<PathBuf> {
    find(workspace, &["chromedriver", "chromium.chromedriver"])
}

/// Firefox.
pub fn firefox(workspace: &Workspace) -> Option<PathBuf> {
    find(workspace, &["firefox", "firefox-esr"])
}

/// True when this program runs as the system's administrator.
pub fn is_root() -> bool {
    #[cfg(unix)]
    {
        nix::unistd::geteuid().is_root()
    }
    #[cfg(not(unix))]
    false
}
