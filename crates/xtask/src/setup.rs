//! `setup`: installs what is missing, says what it does and how long that may take, leaves alone what is there.

use std::fs;

use anyhow::{Context, Result, bail};

use crate::{
    lean, node, process,
    tools::{self, CargoTool},
    workspace::{WASM_TARGET, Workspace},
};

/// Something a command needs on the machine.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Need {
    /// The standard library for wasm32.
    WasmTarget,
    /// The source of the standard library, for a smaller module.
    RustSource,
    /// wasm-bindgen's command line tool and its test runner.
    WasmBindgen,
    /// Trunk.
    Trunk,
    /// The packages of `package.json`.
    NodeTools,
    /// Chromium and ChromeDriver.
    Chromium,
    /// Firefox.
    Firefox,
    /// Firefox's driver.
    Geckodriver,
    /// Python and Java, for the samples of servers in `docs`.
    Samples,
}

impl Need {
    /// Everything.
    pub const ALL: &[Self] = &[
        Self::WasmTarget,
        Self::RustSource,
        Self::NodeTools,
        Self::Chromium,
        Self::Firefox,
        Self::WasmBindgen,
        Self::Trunk,
        Self::Geckodriver,
        Self::Samples,
    ];
    /// What `dist` builds with.
    pub const DIST: &[Self] = &[Self::WasmTarget, Self::RustSource, Self::NodeTools, Self::WasmBindgen];
    /// What the demo site is built with.
    pub const DEMO: &[Self] = &[Self::WasmTarget, Self::NodeTools, Self::WasmBindgen, Self::Trunk];

    const fn label(self) -> &'static str {
        match self {
            Self::WasmTarget => "Rust's wasm32 target",
            Self::RustSource => "Rust's library source",
            Self::WasmBindgen => "wasm-bindgen",
            Self::Trunk => "Trunk",
            Self::NodeTools => "Node tools",
            Self::Chromium => "Chromium and ChromeDriver",
            Self::Firefox => "Firefox",
            Self::Geckodriver => "geckodriver",
            Self::Samples => "Python and Java",
        }
    }
}

/// Installs those of `needs` that are missing. Tries all of them before it fails, so that one run names all trouble.
pub fn run(workspace: &Workspace, needs: &[Need]) -> Result<()> {
    println!("setup");
    let mut apt_is_fresh = false;
    let mut failures = Vec::new();
    for need in needs {
        if let Err(error) = provide(workspace, *need, &mut apt_is_fresh) {
            println!("  {:<26} FAILED", need.label());
            failures.push(format!("{}: {error:#}", need.label()));
        }
    }
    if !failures.is_empty() {
        bail!("setup is not complete\n\n{}", failures.join("\n\n"));
    }
    Ok(())
}

fn provide(workspace: &Workspace, need: Need, apt_is_fresh: &mut bool) -> Result<()> {
    match need {
        Need::WasmTarget => wasm_target(workspace),
        Need::RustSource => rust_source(workspace),
        Need::WasmBindgen => cargo_tool(workspace, need, &tools::wasm_bindgen(workspace)?),
        Need::Trunk => cargo_tool(workspace, need, &tools::trunk()),
        Need::Geckodriver => cargo_tool(workspace, need, &tools::geckodriver()),
        Need::NodeTools => node_tools(workspace),
        Need::Chromium => {
            let present = || tools::chromium(workspace).is_some() && tools::chromedriver(workspace).is_some();
            packages(workspace, need, &["chromium", "chromium-driver"], &present, apt_is_fresh)
        }
        Need::Firefox => {
            packages(workspace, need, &["firefox-esr"], &|| tools::firefox(workspace).is_some(), apt_is_fresh)
        }
        Need::Samples => {
            let runs = |program, argument| process::stdout(tools::command(workspace, program).arg(argument)).is_ok();
            let present = || runs("python3", "--version") && runs("java", "--version");
            packages(workspace, need, &["python3", "default-jdk-headless"], &present, apt_is_fresh)
        }
    }
}

fn present(need: Need, detail: &str) {
    println!("  {:<26} present {detail}", need.label());
}

fn installing(need: Need, what: &str, duration: &str) {
    println!("  {:<26} {what} (up to {duration}) ...", need.label());
}

fn wasm_target(workspace: &Workspace) -> Result<()> {
    let need = Need::WasmTarget;
    let mut rustc = tools::command(workspace, "rustc");
    let libraries = process::stdout(rustc.args(["--print", "target-libdir", "--target", WASM_TARGET]))?;
    if fs::read_dir(libraries.trim()).is_ok_and(|mut files| files.next().is_some()) {
        present(need, "");
        return Ok(());
    }
    installing(need, "rustup downloads it", "1 minute");
    let add = format!("rustup target add {WASM_TARGET}");
    process::run(tools::command(workspace, "rustup").args(["target", "add", WASM_TARGET])).with_context(|| {
        format!("run `{add}`; a Rust that does not come from rustup (https://rustup.rs) needs its distribution's package for {WASM_TARGET}")
    })
}

fn rust_source(workspace: &Workspace) -> Result<()> {
    let need = Need::RustSource;
    if lean::source(workspace).is_some() {
        present(need, "");
        return Ok(());
    }
    installing(need, "rustup downloads it", "1 minute");
    if process::run(tools::command(workspace, "rustup").args(["component", "add", "rust-src"])).is_err() {
        println!("  {:<26} not to be had; the delivered module will be an eighth larger", need.label());
    }
    Ok(())
}

/// Builds a tool once, into the cache folder.
pub fn cargo_tool(workspace: &Workspace, need: Need, tool: &CargoTool) -> Result<()> {
    if tool.is_present(workspace) {
        present(need, &tool.version);
        return Ok(());
    }
    installing(need, &format!("building version {} from source, once", tool.version), tool.duration);
    install_cargo_tool(workspace, tool)
}

/// `cargo install` of a tool's wanted version into its own folder.
pub fn install_cargo_tool(workspace: &Workspace, tool: &CargoTool) -> Result<()> {
    let root = tool.install_root()?;
    let mut command = tools::cargo(workspace);
    command
        .args(["install", "--quiet", tool.package, "--version", &tool.version])
        .args(tool.install_args)
        .arg("--root")
        .arg(&root)
        // A tool that is built does not share the workspace's target directory, nor its flags.
        .env_remove("CARGO_TARGET_DIR")
        .env_remove("RUSTFLAGS");
    process::run(&mut command).with_context(|| {
        format!(
            "could not build {}. It needs a C compiler and linker (Debian: `apt-get install build-essential`) and a way \
             to crates.io; what went wrong is above. Any program `{}` of version {} in PATH will do as well",
            tool.package, tool.program, tool.version
        )
    })?;
    if !tool.is_present(workspace) {
        bail!(
            "{} was built into {}, but `{} --version` does not answer {}",
            tool.package,
            root.display(),
            tool.program,
            tool.version
        );
    }
    Ok(())
}

fn node_tools(workspace: &Workspace) -> Result<()> {
    let need = Need::NodeTools;
    node::require(workspace)?;
    if node::is_installed(workspace)? {
        present(need, "as in package-lock.json");
        return Ok(());
    }
    installing(need, "npm ci", "2 minutes");
    node::install(workspace).context("could not install the Node tools: npm needs a way to its registry")
}

fn packages(
    workspace: &Workspace,
    need: Need,
    packages: &[&str],
    is_present: &dyn Fn() -> bool,
    apt_is_fresh: &mut bool,
) -> Result<()> {
    if is_present() {
        present(need, "");
        return Ok(());
    }
    let system = System::detect();
    if system != System::Debian || !tools::is_root() {
        match need {
            Need::Samples => {
                bail!("not found; install Python 3 and a JDK 11 or newer; `python3` and `java` must be in PATH")
            }
            _ => bail!("not found; run: {}", system.browser_command()),
        }
    }
    installing(need, "apt-get", "3 minutes");
    let apt = |args: &[&str]| {
        let mut command = tools::command(workspace, "apt-get");
        command.args(args).env("DEBIAN_FRONTEND", "noninteractive");
        process::run(&mut command)
    };
    if !*apt_is_fresh {
        apt(&["update", "--quiet"]).context("could not read the package lists")?;
        *apt_is_fresh = true;
    }
    let mut install = vec!["install", "--quiet", "--yes", "--no-install-recommends"];
    install.extend(packages);
    apt(&install).with_context(|| format!("could not install {}", packages.join(" ")))?;
    if !is_present() {
        bail!("{} was installed, but the program is not in PATH", packages.join(" "));
    }
    Ok(())
}

/// The systems whose way of installing browsers is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum System {
    Debian,
    Ubuntu,
    Fedora,
    Arch,
    MacOs,
    Other,
}

impl System {
    fn detect() -> Self {
        if cfg!(target_os = "macos") {
            return Self::MacOs;
        }
        Self::from_os_release(&fs::read_to_string("/etc/os-release").unwrap_or_default())
    }

    /// Reads the `ID=` line of `/etc/os-release`.
    fn from_os_release(text: &str) -> Self {
        let id = text.lines().find_map(|line| line.strip_prefix("ID=")).unwrap_or_default();
        match id.trim_matches('"') {
            "debian" => Self::Debian,
            "ubuntu" => Self::Ubuntu,
            "fedora" => Self::Fedora,
            "arch" => Self::Arch,
            _ => Self::Other,
        }
    }

    /// The one command that installs both browsers and Chromium's driver.
    const fn browser_command(self) -> &'static str {
        match self {
            Self::Debian => "sudo apt-get update && sudo apt-get install -y chromium chromium-driver firefox-esr",
            Self::Ubuntu => "sudo snap install chromium firefox",
            Self::Fedora => "sudo dnf install -y chromium chromedriver firefox",
            Self::Arch => "sudo pacman -S --needed chromium firefox",
            Self::MacOs => "brew install --cask google-chrome chromedriver firefox",
            Self::Other => "your system's installer for Chromium with ChromeDriver, and Firefox; all must be in PATH",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::System;

    #[test]
    fn the_system_is_read_from_os_release() {
        assert_eq!(System::from_os_release("NAME=\"Debian GNU/Linux\"\nID=debian\nID_LIKE=x\n"), System::Debian);
        assert_eq!(System::from_os_release("ID=\"fedora\"\n"), System::Fedora);
        assert_eq!(System::from_os_release("ID_LIKE=debian\n"), System::Other);
    }
}
