//! `test`: every test there is, section by section, and one table at the end. A section that fails does not keep the
//! next from running.

use std::{
    path::PathBuf,
    process::{Command, ExitCode},
    time::{Duration, Instant},
};

use anyhow::{Context, Result, bail};

use crate::{
    check, dist, node, process,
    setup::{self, Need},
    simulate, site, sizes,
    summary::{self, Counts, Section},
    tools, webdriver,
    workspace::{self, WASM_TARGET, WIDGET, Workspace},
};

/// A runner that takes longer than this hangs.
const LIMIT: Duration = Duration::from_secs(25 * 60);

/// What Playwright tells of the journeys.
const E2E_REPORT: &str = "e2e-report.json";

/// A section of the tests: its name on the command line, what it needs, and what runs it.
struct Kind {
    name: &'static str,
    needs: &'static [Need],
    run: fn(&Workspace) -> Result<Counts>,
}

const KINDS: [Kind; 5] = [
    Kind { name: "check", needs: &[Need::WasmTarget, Need::NodeTools], run: |workspace| Ok(check::rules(workspace)) },
    Kind { name: "native", needs: &[], run: native },
    Kind {
        name: "browser",
        needs: &[Need::WasmTarget, Need::WasmBindgen, Need::Chromium, Need::Firefox, Need::Geckodriver],
        run: browser,
    },
    Kind {
        name: "e2e",
        needs: &[
            Need::WasmTarget,
            Need::RustSource,
            Need::NodeTools,
            Need::WasmBindgen,
            Need::Trunk,
            Need::Chromium,
            Need::Firefox,
            Need::Geckodriver,
            Need::Samples,
        ],
        run: e2e,
    },
    Kind {
        name: "package",
        needs: &[Need::WasmTarget, Need::RustSource, Need::NodeTools, Need::WasmBindgen, Need::Chromium],
        run: package,
    },
];

/// Crates with tests that run natively.
const NATIVE: [&str; 5] = ["protocol", "session", "markup", "emulator", "xtask"];

/// The command: all sections, or those named.
pub fn run(workspace: &Workspace, names: &[String]) -> Result<ExitCode> {
    if let Some(unknown) = names.iter().find(|name| KINDS.iter().all(|kind| kind.name != **name)) {
        bail!("there is no test section `{unknown}`; there are: {}", KINDS.map(|kind| kind.name).join(", "));
    }
    let chosen: Vec<&Kind> =
        KINDS.iter().filter(|kind| names.is_empty() || names.iter().any(|n| n == kind.name)).collect();
    let needs: Vec<Need> =
        Need::ALL.iter().copied().filter(|need| chosen.iter().any(|kind| kind.needs.contains(need))).collect();
    // `dist` is built once for all that use it.
    let uses_dist = |kind: &&Kind| kind.name == "e2e" || kind.name == "package";
    let ran_journeys = chosen.iter().any(|kind| kind.name == "e2e");
    let mut dist_is_due = chosen.iter().any(uses_dist);

    let mut sections = Vec::new();
    sections.push(section("setup", || setup::run(workspace, &needs).map(|()| Counts::one(true))));
    for kind in chosen {
        if uses_dist(&kind) && std::mem::take(&mut dist_is_due) {
            sections.push(section("dist", || dist(workspace)));
        }
        sections.push(section(kind.name, || (kind.run)(workspace)));
    }
    if ran_journeys {
        let report = workspace::read(&workspace.output(E2E_REPORT)).unwrap_or_default();
        summary::playwright_failures(&report).iter().for_each(|failure| println!("\nfailed: {failure}"));
    }
    println!("\n{}", summary::table(&sections));
    let failed = sections.iter().any(|section| section.counts.failed > 0);
    Ok(if failed { ExitCode::FAILURE } else { ExitCode::SUCCESS })
}

/// Runs one section. One that cannot run at all has failed once.
fn section(name: &'static str, run: impl FnOnce() -> Result<Counts>) -> Section {
    println!("\n== {name}");
    let started = Instant::now();
    let counts = run().unwrap_or_else(|error| {
        println!("{name} FAILED: {error:#}");
        Counts::one(false)
    });
    Section { name, counts, time: started.elapsed() }
}

fn native(workspace: &Workspace) -> Result<Counts> {
    let mut cargo = tools::cargo(workspace);
    cargo.args(["test", "--no-fail-fast"]).args(NATIVE.iter().flat_map(|package| ["-p", package]));
    let crates = counted(&mut cargo, summary::from_cargo_test);
    // What the widget has that needs no browser.
    let mut cargo = tools::cargo(workspace);
    cargo.args(["test", "--no-fail-fast", "-p", WIDGET, "--lib"]);
    let widget = counted(&mut cargo, summary::from_cargo_test);
    // Many more seeds than a build without optimisation could play.
    let simulation = counted(&mut simulate::command(workspace, simulate::TESTED_SEEDS, 0), summary::from_cargo_test);
    let mutations = counted(&mut simulate::mutations(workspace), summary::from_cargo_test);
    let parts = [("crates", crates), ("widget", widget), ("simulation", simulation), ("mutations", mutations)];
    let parts = parts.map(|(name, counts)| section_part(name, counts));
    Ok(parts.into_iter().fold(Counts::default(), Counts::plus))
}

/// The component tests, in each browser: the runner takes the first driver it is told of.
fn browser(workspace: &Workspace) -> Result<Counts> {
    let in_browser = |variable: &str, driver: &std::path::Path, settings: &std::path::Path| {
        let mut cargo = tools::cargo(workspace);
        cargo
            .args(["test", "--target", WASM_TARGET, "-p", WIDGET, "--test", "browser"])
            .env_remove("CHROMEDRIVER")
            .env_remove("GECKODRIVER")
            .env(variable, driver)
            .env("WASM_BINDGEN_TEST_WEBDRIVER_JSON", settings)
            .env("WASM_BINDGEN_TEST_TIMEOUT", "180")
            .env("WASM_BINDGEN_TEST_DRIVER_TIMEOUT", "60");
        counted(&mut cargo, summary::from_cargo_test)
    };
    let chromium = || {
        let binary = tools::chromium(workspace).context("Chromium was not found")?;
        let driver = tools::chromedriver(workspace).context("ChromeDriver was not found")?;
        in_browser("CHROMEDRIVER", &driver, &webdriver::chromium(workspace, &binary)?)
    };
    let firefox = || {
        let binary = tools::firefox(workspace).context("Firefox was not found")?;
        let driver = tools::find(workspace, &["geckodriver"]).context("geckodriver was not found")?;
        in_browser("GECKODRIVER", &driver, &webdriver::firefox(workspace, &binary)?)
    };
    println!("-- Chromium");
    let in_chromium = section_part("Chromium", chromium());
    println!("-- Firefox");
    Ok(in_chromium.plus(section_part("Firefox", firefox())))
}

fn section_part(name: &str, result: Result<Counts>) -> Counts {
    result.unwrap_or_else(|error| {
        println!("{name} FAILED: {error:#}");
        Counts::one(false)
    })
}

/// Builds what is delivered. Each budget is a test.
fn dist(workspace: &Workspace) -> Result<Counts> {
    let files = dist::build(workspace)?;
    let budgets =
        sizes::budgets(&files).iter().fold(Counts::default(), |sum, budget| sum.plus(Counts::one(budget.is_kept())));
    Ok(Counts::one(true).plus(budgets))
}

/// What journeys need: the site with the widget as it is delivered, a local platform and a browser.
pub struct Site {
    folder: PathBuf,
    emulator: PathBuf,
    chromium: PathBuf,
}

impl Site {
    /// Builds all but `dist`, which is there.
    pub fn build(workspace: &Workspace) -> Result<Self> {
        site::build_demo(workspace)?;
        let folder = site::assemble_dist(workspace)?;
        process::run(tools::cargo(workspace).args(["build", "-p", "emulator"]))?;
        let chromium = tools::chromium(workspace).context("Chromium was not found")?;
        Ok(Self { folder, emulator: workspace.binary("debug", "emulator"), chromium })
    }

    /// The runner of journeys.
    pub fn playwright(&self, workspace: &Workspace) -> Command {
        let mut playwright = node::tool(workspace, "playwright");
        playwright
            .args(["test", "--config", "tests/e2e/playwright.config.ts"])
            .env("EMULATOR_BIN", &self.emulator)
            .env("SITE_DIR", &self.folder)
            .env("CHROMIUM", &self.chromium);
        playwright
    }
}

/// Journeys in a browser against the local platform.
fn e2e(workspace: &Workspace) -> Result<Counts> {
    let site = Site::build(workspace)?;
    let report = workspace.output(E2E_REPORT);
    // A report of an earlier run must not speak for this one.
    let _ = std::fs::remove_file(&report);
    let run = process::run_captured(site.playwright(workspace).env("E2E_REPORT", &report), LIMIT)?;
    let counts = workspace::read(&report).ok().and_then(|report| summary::from_playwright(&report));
    let journeys = counts.unwrap_or_default().confirmed_by(run.success);

    println!("-- the vendor's SDK against the local platform");
    let mut node = node::node(workspace);
    node.args(["--test", "--test-reporter=tap", "tests/e2e/vendor/"])
        .env("EMULATOR_BIN", &site.emulator)
        .env("CHROMIUM", &site.chromium);
    let vendor = section_part("vendor SDK", counted(&mut node, summary::from_node_test));

    println!("-- every sample under a strict policy, in Chromium and Firefox");
    Ok(journeys.plus(vendor).plus(section_part("policy", policy(workspace, &site))))
}

/// What must hold in both browsers, over WebDriver.
fn policy(workspace: &Workspace, site: &Site) -> Result<Counts> {
    let firefox = tools::firefox(workspace).context("Firefox was not found")?;
    let mut node = node::node(workspace);
    node.args(["--test", "--test-reporter=tap", "tests/e2e/policy/"])
        .env("EMULATOR_BIN", &site.emulator)
        .env("SITE_DIR", &site.folder)
        .env("CHROMEDRIVER", tools::chromedriver(workspace).context("ChromeDriver was not found")?)
        .env("GECKODRIVER", tools::find(workspace, &["geckodriver"]).context("geckodriver was not found")?)
        .env("CHROMIUM_SETTINGS", webdriver::chromium(workspace, &site.chromium)?)
        .env("FIREFOX_SETTINGS", webdriver::firefox(workspace, &firefox)?);
    counted(&mut node, summary::from_node_test)
}

/// The npm package, as somebody would install it, in projects that chat with the local platform.
fn package(workspace: &Workspace) -> Result<Counts> {
    process::run(tools::cargo(workspace).args(["build", "-p", "emulator"]))?;
    let mut node = node::node(workspace);
    node.args(["--test", "--test-reporter=tap", "tests/package/"])
        .env("EMULATOR_BIN", workspace.binary("debug", "emulator"))
        .env("CHROMIUM", tools::chromium(workspace).context("Chromium was not found")?);
    counted(&mut node, summary::from_node_test)
}

/// Runs a test runner and reads its results.
fn counted(runner: &mut Command, read: fn(&str) -> Counts) -> Result<Counts> {
    let run = process::run_captured(runner, LIMIT)?;
    Ok(read(&run.text).confirmed_by(run.success))
}
