//! `check`: what can be said about the code without running it.

use std::{collections::BTreeSet, path::Path, process::ExitCode};

use anyhow::{Result, bail};

use crate::{
    node, process, setup,
    summary::Counts,
    tools,
    workspace::{self, WASM_TARGET, WIDGET, Workspace},
};

/// Crates that must know nothing of the browser, so that they are tested natively.
const PURE_CRATES: [&str; 3] = ["protocol", "session", "markup"];
/// What makes a crate depend on the browser.
const BROWSER_CRATES: [&str; 5] = ["web-sys", "js-sys", "wasm-bindgen", "leptos", "gloo-net"];
/// Ways of turning text into markup, and of never releasing a resource.
const FORBIDDEN: [&str; 7] =
    ["innerHTML", "inner_html", "outerHTML", "insertAdjacentHTML", "document.write", ".forget()", "mem::forget"];

type Rule = (&'static str, fn(&Workspace) -> Result<()>);

const RULES: [Rule; 9] = [
    ("code is formatted", formatted),
    ("clippy, native", clippy_native),
    ("clippy, wasm32", clippy_wasm),
    ("protocol, session and markup know no browser", pure_crates),
    ("nothing turns on tachys/delegation", no_delegation),
    ("no markup from text, nothing forgotten", nothing_forbidden),
    ("types of the npm package", types),
    ("properties of the theme are documented", theming),
    ("payload samples are as their generator makes them", payloads),
];

/// The command.
pub fn run(workspace: &Workspace) -> Result<ExitCode> {
    setup::run(workspace, &[setup::Need::WasmTarget, setup::Need::NodeTools])?;
    let counts = rules(workspace);
    println!("\n{} passed, {} failed", counts.passed, counts.failed);
    Ok(if counts.failed == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

/// Applies every rule, also after one that does not hold.
pub fn rules(workspace: &Workspace) -> Counts {
    let mut counts = Counts::default();
    for (name, rule) in RULES {
        let result = rule(workspace);
        match &result {
            Ok(()) => println!("  ok      {name}"),
            Err(error) => println!("  FAILED  {name}\n{error:#}\n"),
        }
        counts = counts.plus(Counts::one(result.is_ok()));
    }
    counts
}

fn formatted(workspace: &Workspace) -> Result<()> {
    process::run(tools::cargo(workspace).args(["fmt", "--all", "--check"]))?;
    // The fuzz targets are a workspace of their own.
    process::run(tools::cargo(workspace).args(["fmt", "--manifest-path", "fuzz/Cargo.toml", "--check"]))
}

fn clippy_native(workspace: &Workspace) -> Result<()> {
    let mut cargo = tools::cargo(workspace);
    cargo.args(["clippy", "--quiet", "--workspace", "--exclude", WIDGET, "--all-targets", "--", "-D", "warnings"]);
    process::run(&mut cargo)
}

fn clippy_wasm(workspace: &Workspace) -> Result<()> {
    let mut cargo = tools::cargo(workspace);
    cargo.args(["clippy", "--quiet", "-p", WIDGET, "--target", WASM_TARGET, "--all-targets", "--all-features"]);
    process::run(cargo.args(["--", "-D", "warnings"]))?;
    // The session without a window is built without the rest, which nothing in it may need.
    let mut cargo = tools::cargo(workspace);
    cargo.args(["clippy", "--quiet", "-p", WIDGET, "--target", WASM_TARGET, "--lib"]);
    process::run(cargo.args(["--no-default-features", "--features", "connect", "--", "-D", "warnings"]))
}

fn pure_crates(workspace: &Workspace) -> Result<()> {
    for package in PURE_CRATES {
        let mut cargo = tools::cargo(workspace);
        cargo.args([
            "tree",
            "-p",
            package,
            "-e",
            "normal",
            "--target",
            WASM_TARGET,
            "--prefix",
            "none",
            "--format",
            "{p}",
        ]);
        let tree = process::stdout(&mut cargo)?;
        if let Some(found) = first_of(&tree, &BROWSER_CRATES) {
            bail!(
                "crates/{package} depends on {found}: `cargo tree -p {package} -i {found} --target {WASM_TARGET}` says how"
            );
        }
    }
    Ok(())
}

/// The first of `crates` that a `cargo tree` in the format `{p}` lists.
fn first_of<'a>(tree: &str, crates: &[&'a str]) -> Option<&'a str> {
    let names: Vec<&str> = tree.lines().filter_map(|line| line.split(' ').next()).collect();
    crates.iter().copied().find(|name| names.contains(name))
}

/// With `delegation`, a click dies when the page stops its propagation at the host element.
fn no_delegation(workspace: &Workspace) -> Result<()> {
    let mut cargo = tools::cargo(workspace);
    cargo.args(["tree", "-p", WIDGET, "-e", "features", "-i", "tachys", "--target", WASM_TARGET]);
    let tree = process::stdout(&mut cargo)?;
    if !tree.contains("tachys") {
        bail!("`cargo tree` does not mention tachys: this rule looks at nothing");
    }
    if let Some(line) = tree.lines().find(|line| line.contains("delegation")) {
        bail!("a dependency turns the feature on: {}", line.trim());
    }
    Ok(())
}

fn nothing_forbidden(workspace: &Workspace) -> Result<()> {
    let mut found = Vec::new();
    for dir in ["src", "www", "crates/protocol/src", "crates/session/src", "crates/markup/src"] {
        for file in workspace::files_below(&workspace.path(dir))? {
            if is_source(&file) {
                let shown = file.strip_prefix(&workspace.root).unwrap_or(&file).display().to_string();
                let text = workspace::read(&file)?;
                found.extend(forbidden_lines(&text).map(|(number, line)| format!("{shown}:{number}: {line}")));
            }
        }
    }
    if !found.is_empty() {
        bail!("{}", found.join("\n"));
    }
    Ok(())
}

fn is_source(file: &Path) -> bool {
    file.extension()
        .and_then(|extension| extension.to_str())
        .is_some_and(|extension| ["rs", "js", "mjs", "ts", "html"].contains(&extension))
}

/// Lines, counted from 1, that use something forbidden outside a comment of their own.
fn forbidden_lines(text: &str) -> impl Iterator<Item = (usize, &str)> {
    text.lines().enumerate().map(|(index, line)| (index + 1, line.trim())).filter(|(_, line)| {
        let is_comment = ["//", "/*", "*", "<!--"].iter().any(|start| line.starts_with(start));
        !is_comment && FORBIDDEN.iter().any(|word| line.contains(word))
    })
}

fn types(workspace: &Workspace) -> Result<()> {
    let mut tsc = node::tool(workspace, "tsc");
    tsc.args(["--noEmit", "--strict", "--target", "es2022", "--module", "esnext", "--lib", "es2022,dom,dom.iterable"]);
    process::run(tsc.arg("www/npm/index.d.ts"))
}

fn payloads(workspace: &Workspace) -> Result<()> {
    process::run(node::node(workspace).args(["tests/payloads/make.mjs", "--check"]))
}

/// What pages may set is what is documented.
fn theming(workspace: &Workspace) -> Result<()> {
    let mut used = BTreeSet::new();
    for file in workspace::files_below(&workspace.path("style"))? {
        used.extend(public_properties(&workspace::read(&file)?));
    }
    let documented = public_properties(&workspace::read(&workspace.path("docs/theming.md"))?);
    let differing: Vec<&String> = used.symmetric_difference(&documented).collect();
    if !differing.is_empty() {
        bail!("in only one of `style` and docs/theming.md: {differing:?}");
    }
    Ok(())
}

fn public_properties(text: &str) -> BTreeSet<String> {
    let is_end = |c: char| !c.is_ascii_alphanumeric() && c != '-';
    let names = text.split("--rtm-").skip(1).filter_map(|rest| rest.split(is_end).next());
    names.filter(|name| !name.is_empty()).map(str::to_owned).collect()
}

#[cfg(test)]
mod tests {
    use super::{BROWSER_CRATES, first_of, forbidden_lines, public_properties};

    #[test]
    fn public_properties_are_found_by_name() {
        let found = public_properties("--a: var(--rtm-a-b, var(--rtm-c)); /* `--rtm-*` */");
        assert_eq!(found.into_iter().collect::<Vec<_>>(), ["a-b", "c"]);
    }

    #[test]
    fn a_browser_crate_is_found_by_its_whole_name() {
        let tree = "session v0.1.0 (/x/crates/session)\nprotocol v0.1.0 (/x)\nmy-web-sys-like v1.0.0\n";
        assert_eq!(first_of(tree, &BROWSER_CRATES), None);
        assert_eq!(first_of(&format!("{tree}web-sys v0.3.107 (*)\n"), &BROWSER_CRATES), Some("web-sys"));
    }

    #[test]
    fn forbidden_words_may_stand_in_comments_only() {
        let text = "// never innerHTML\nlet a = 1;\nnode.innerHTML = text;\n  closure.forget();\n";
        let found: Vec<_> = forbidden_lines(text).collect();
        assert_eq!(found, [(3, "node.innerHTML = text;"), (4, "closure.forget();")]);
    }
}
