//! The two sites that the emulator serves. `target/site` is what Trunk builds: the demo. `target/site-dist` is the same
//! pages with the widget taken from `dist/cdn`: what the end-to-end tests and the benchmarks visit. Only the gallery there
//! has Trunk's module, because what is delivered has no gallery.

use std::path::PathBuf;

use anyhow::{Context, Result, bail};

use crate::{
    docs, loader, locale, process, tools,
    workspace::{self, Workspace},
};

/// Builds the pages and the widget with Trunk into `target/site`.
pub fn build_demo(workspace: &Workspace) -> Result<PathBuf> {
    let site = workspace.output("site");
    let mut trunk = tools::command(workspace, "trunk");
    trunk
        .args(["build", "--release", "--dist"])
        .arg(&site)
        // Trunk 0.21 takes `1`, the usual value, for an error.
        .env_remove("NO_COLOR");
    process::run(&mut trunk).context("could not build the demo site; what went wrong is above")?;
    docs::write(workspace, &site.join(docs::FOLDER))?;
    Ok(site)
}

/// Puts the pages of `target/site` together with `dist/cdn` into `target/site-dist`.
pub fn assemble_dist(workspace: &Workspace) -> Result<PathBuf> {
    let (pages, dist) = (workspace.output("site"), workspace.path("dist/cdn"));
    let site = workspace.output("site-dist");
    workspace::empty_dir(&site)?;
    for path in workspace::entries(&pages)? {
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        if name != loader::ENTRY && name != locale::FOLDER {
            workspace::copy(&path, &site.join(name))?;
        }
    }
    workspace::copy(&dist, &site)?;
    if !site.join("index.html").exists() || !site.join(loader::ENTRY).exists() {
        bail!("{} lacks its page or the widget's entry", site.display());
    }
    Ok(site)
}
