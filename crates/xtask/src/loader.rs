//! `loader`: bundles the script tag's entry, `www/loader/index.js` with its styles and words, into one script.

use std::{path::Path, process::Command};

use anyhow::{Context, Result};

use crate::{
    node, process,
    workspace::{self, Workspace},
};

/// The file name that pages load, stable for ever.
pub const ENTRY: &str = "rtm-chat.js";
/// The widget's module beside it, as Trunk names it.
pub const MODULE: &str = "rtm-chat-widget.js";

/// The command: writes `target/loader/rtm-chat.js`, which loads the module that Trunk writes.
pub fn run(workspace: &Workspace) -> Result<()> {
    bundle(workspace, MODULE, &workspace.output("loader").join(ENTRY))
}

/// Bundles the entry into `to`. It will load `module`, a file name beside it.
pub fn bundle(workspace: &Workspace, module: &str, to: &Path) -> Result<()> {
    let mut esbuild = esbuild(workspace, "www/loader/index.js", to)?;
    esbuild.args(["--format=iife", "--target=es2022"]).arg(format!("--define:WIDGET_MODULE=\"./{module}\""));
    process::run(&mut esbuild).context("could not bundle www/loader/index.js")
}

/// Bundles the npm package's entry into `to`. It will import [`MODULE`], which stays a file for bundlers to find.
pub fn bundle_package(workspace: &Workspace, to: &Path) -> Result<()> {
    let mut esbuild = esbuild(workspace, "www/npm/index.js", to)?;
    esbuild.args(["--format=esm", "--target=es2022"]).arg(format!("--external:./{MODULE}"));
    process::run(&mut esbuild).context("could not bundle www/npm/index.js")
}

fn esbuild(workspace: &Workspace, entry: &str, to: &Path) -> Result<Command> {
    let mut esbuild = node::tool(workspace, "esbuild");
    esbuild
        .args([entry, "--bundle", "--minify", "--charset=utf8", "--loader:.json=json", "--log-level=warning"])
        .arg(format!("--define:VERSION=\"{}\"", workspace.version()?))
        .arg(format!("--define:LAUNCHER_STYLE={}", serde_json::Value::String(style(workspace)?)))
        .arg(format!("--outfile={}", to.display()));
    Ok(esbuild)
}

/// The launcher's style, minified: `style/launcher.css`, and of `style/tokens.css` what it uses. The widget's own style
/// sheet has all tokens.
fn style(workspace: &Workspace) -> Result<String> {
    let launcher = workspace::read(&workspace.path("style/launcher.css"))?;
    let tokens = workspace::read(&workspace.path("style/tokens.css"))?;
    let sheet = workspace.output("loader").join("launcher.css");
    workspace::write(&sheet, used_tokens(&tokens, &launcher) + &launcher)?;
    let mut esbuild = node::tool(workspace, "esbuild");
    let minified = process::stdout(esbuild.arg(&sheet).args(["--minify", "--charset=utf8", "--log-level=warning"]))?;
    Ok(minified.trim_end().to_owned())
}

/// The tokens without the lines that define what neither `style` nor a token that it needs refers to.
fn used_tokens(tokens: &str, style: &str) -> String {
    let mut kept = tokens.to_owned();
    loop {
        let is_used = |line: &&str| match line.trim_start().split_once(':') {
            Some((name, _)) if name.starts_with("--") => {
                let reference = format!("var({name}");
                style.contains(&reference) || kept.contains(&reference)
            }
            _ => true,
        };
        let next: String = tokens.lines().filter(is_used).flat_map(|line| [line, "\n"]).collect();
        if next == kept {
            return kept;
        }
        kept = next;
    }
}

#[cfg(test)]
mod tests {
    use super::used_tokens;

    #[test]
    fn only_the_tokens_that_a_style_needs_are_kept() {
        let tokens =
            ":host {\n  --a: var(--rtm-a, red);\n  --b: var(--c);\n  --c: 1px;\n  --d: var(--e);\n  --e: 2px;\n}\n";
        assert_eq!(used_tokens(tokens, "p { margin: var(--b) }"), ":host {\n  --b: var(--c);\n  --c: 1px;\n}\n");
    }
}
