//! `dist`: the files to deliver. `dist/cdn` for a script tag, `dist/npm` for bundlers, and their sizes.

use std::{
    fs,
    path::{Path, PathBuf},
    process::ExitCode,
};

use anyhow::{Context, Result, bail};
use base64::prelude::{BASE64_STANDARD, Engine};
use sha2::{Digest, Sha256, Sha384};

use crate::{
    compress, dead_code, glue, lean, loader, locale, name_section, node, process, setup,
    sizes::{self, Delivered, Part},
    tools,
    workspace::{self, WASM_TARGET, WIDGET, Workspace},
};

/// What `wasm-opt` may use: what Rust emits and every supported browser runs. Never `--all-features`: that emits
/// proposals that browsers refuse.
const WASM_FEATURES: [&str; 7] = [
    "--enable-bulk-memory",
    "--enable-bulk-memory-opt",
    "--enable-nontrapping-float-to-int",
    "--enable-reference-types",
    "--enable-sign-ext",
    "--enable-mutable-globals",
    "--enable-multivalue",
];

/// How `wasm-opt` shrinks the module. Structure is taken apart and built anew between the rounds, which saves a percent.
/// Addresses below 1024 are the far end of the stack, which only an overflow would reach.
const WASM_PASSES: [&str; 5] = ["--low-memory-unused", "--flatten", "--rereloop", "-Oz", "-Oz"];

/// The command. Fails when a budget is exceeded, after everything is written.
pub fn run(workspace: &Workspace) -> Result<ExitCode> {
    setup::run(workspace, setup::Need::DIST)?;
    let files = build(workspace)?;
    let over: Vec<_> = sizes::budgets(&files).into_iter().filter(|budget| !budget.is_kept()).collect();
    for budget in &over {
        eprintln!("{} is {} bytes over its budget", budget.name, budget.bytes - budget.limit);
    }
    Ok(if over.is_empty() { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

/// Builds and writes everything, prints the sizes, and gives them.
pub fn build(workspace: &Workspace) -> Result<Vec<Delivered>> {
    let (chat, session) = (optimised_module(workspace, &CHAT)?, optimised_module(workspace, &SESSION)?);
    let (version, commit) = (workspace.version()?, commit(workspace));
    let mut files = cdn(workspace, &chat)?;
    files.extend(measured(workspace, &session)?);
    println!("\n{}", sizes::table(&files));
    npm(workspace, &[chat, session], &version, &commit)?;
    let json = sizes::json(&files, &version, &commit);
    workspace::write(&workspace.path("dist/sizes.json"), format!("{json:#}\n"))?;
    Ok(files)
}

/// One of the modules that the widget's crate is built into.
struct Flavour {
    what: &'static str,
    /// The stem of its files.
    name: &'static str,
    /// Cargo's arguments.
    features: &'static [&'static str],
    /// The script around the glue, which it imports under the name `glue`.
    script: &'static str,
    /// The glue's function that the script calls.
    entry: &'static str,
}

/// The chat with its window.
const CHAT: Flavour =
    Flavour { what: "the widget", name: WIDGET, features: &[], script: "www/loader/supervisor.js", entry: "mount" };

/// A session without a window, for the npm package.
const SESSION: Flavour = Flavour {
    what: "the session without a window",
    name: loader::SESSION,
    features: &["--no-default-features", "--features", "connect"],
    script: "www/npm/session.js",
    entry: "connect",
};

/// A minified ES module and the wasm that it loads.
struct Module {
    name: &'static str,
    glue: String,
    wasm: Vec<u8>,
}

impl Module {
    fn script_name(&self) -> String {
        format!("{}.js", self.name)
    }

    /// The wasm's name as the glue asks for it.
    fn wasm_name(&self) -> String {
        format!("{}_bg.wasm", self.name)
    }
}

fn optimised_module(workspace: &Workspace, flavour: &Flavour) -> Result<Module> {
    let Flavour { what, name, features, script: around, entry } = flavour;
    println!("dist: building {what} (up to 5 minutes the first time) ...");
    // Built as a cdylib alone: Cargo leaves link-time optimisation out when the rlib for the tests is built along.
    let target = workspace.cargo_target.join("delivery");
    let mut cargo = tools::cargo(workspace);
    cargo.args(["rustc", "--release", "--target", WASM_TARGET, "-p", WIDGET, "--lib", "--crate-type", "cdylib"]);
    cargo.args(*features).arg("--target-dir").arg(&target);
    if lean::is_possible(workspace) {
        lean::apply(&mut cargo);
    } else {
        println!("warning: this compiler cannot leave the words of panics out, so the module is an eighth larger");
    }
    process::run(&mut cargo)?;
    let built = target.join(WASM_TARGET).join("release").join(format!("{}.wasm", WIDGET.replace('-', "_")));
    warn_of_float_code(&built)?;

    let work = workspace.output("dist-work");
    workspace::empty_dir(&work)?;
    let mut bindgen = tools::command(workspace, "wasm-bindgen");
    bindgen.args(["--target", "web", "--no-typescript", "--out-name", name, "--out-dir"]).arg(&work).arg(&built);
    process::run(&mut bindgen)?;

    println!("dist: optimising (up to 2 minutes) ...");
    let (bound, used) = (work.join(format!("{name}_bg.wasm")), work.join("used.wasm"));
    let (optimised, script) = (work.join("optimised.wasm"), work.join(format!("{name}.js")));
    let glue = glue::without_unused(&workspace::read(&script)?);
    if let Some(emptied) = dead_code::emptied(&fs::read(&bound)?, dead_code::WASM_STREAMS) {
        workspace::write(&bound, emptied)?;
    }
    let graph = work.join("reachable.json");
    workspace::write(&graph, glue::reachable(&glue).to_string())?;
    let mut metadce = node::tool(workspace, "wasm-metadce");
    metadce.args(WASM_FEATURES).arg(&bound).arg("--graph-file").arg(&graph).arg("-o").arg(&used);
    process::stdout(&mut metadce)?;
    let mut wasm_opt = node::tool(workspace, "wasm-opt");
    wasm_opt.args(WASM_FEATURES).args(WASM_PASSES).arg("--minify-imports-and-exports-and-modules");
    let names = process::stdout(wasm_opt.arg(&used).arg("-o").arg(&optimised))?;
    let glue = glue::renamed(&glue, &names)?;
    workspace::write(&script, glue::as_factory(&glue, entry)?)?;

    let minified = work.join("minified.js");
    let mut esbuild = node::tool(workspace, "esbuild");
    esbuild
        .arg(around)
        .arg(format!("--alias:glue={}", script.display()))
        .args(["--bundle", "--format=esm", "--minify", "--target=es2022", "--charset=utf8", "--log-level=warning"])
        .arg(format!("--outfile={}", minified.display()));
    process::run(&mut esbuild)?;

    let wasm = fs::read(&optimised).with_context(|| format!("could not read {}", optimised.display()))?;
    Ok(Module { name, glue: workspace::read(&minified)?, wasm })
}

fn warn_of_float_code(wasm: &Path) -> Result<()> {
    let bytes = fs::read(wasm).with_context(|| format!("could not read {}", wasm.display()))?;
    match name_section::float_functions(&bytes) {
        None => println!("warning: {} has no function names, float code cannot be looked for", wasm.display()),
        Some(functions) if functions.is_empty() => {}
        Some(functions) => {
            println!(
                "warning: {} functions that read or print floating point numbers are in the module (up to 20 kB), such as:",
                functions.len()
            );
            for name in functions.iter().take(5) {
                println!("  {name}");
            }
        }
    }
    Ok(())
}

/// Writes `dist/cdn`: the entry under its stable name, and under names that change with their content all it loads.
fn cdn(workspace: &Workspace, module: &Module) -> Result<Vec<Delivered>> {
    let dir = workspace.path("dist/cdn");
    workspace::empty_dir(&dir)?;

    // One name for both, which the loader holds once.
    let name = format!("{WIDGET}-{}", content_hash(&[module.wasm.as_slice(), module.glue.as_bytes()].concat()));
    let (wasm_name, glue_name) = (format!("{name}.wasm"), format!("{name}.js"));
    workspace::write(&dir.join(&wasm_name), &module.wasm)?;
    workspace::write(&dir.join(&glue_name), rename(&module.glue, &module.wasm_name(), &wasm_name)?)?;
    let mut locales = locale::read_all(workspace)?;
    for locale in &mut locales {
        let hash = content_hash(locale.json().as_bytes());
        locale.file = format!("{}/{}-{hash}.json", locale::FOLDER, locale.language);
    }
    locale::write_all(&locales, &dir)?;
    for entry in [loader::ENTRY, loader::COMPAT] {
        loader::bundle(workspace, &glue_name, &wasm_name, &locales, &dir.join(entry))?;
    }

    let widget = [loader::ENTRY.to_owned(), glue_name, wasm_name, loader::COMPAT.to_owned()];
    let names: Vec<String> = widget.into_iter().chain(locales.into_iter().map(|locale| locale.file)).collect();
    let paths: Vec<PathBuf> = names.iter().map(|name| dir.join(name)).collect();
    let measured = compress::compress(workspace, &paths)?;
    let integrities: Vec<String> = paths.iter().map(|path| integrity(path)).collect::<Result<_>>()?;
    let delivered = names.into_iter().zip(measured).zip(integrities);
    let part = |name: &str| match name {
        loader::ENTRY => Part::Loader,
        loader::COMPAT => Part::Compat,
        _ if name.starts_with(locale::FOLDER) => Part::Language,
        _ => Part::Widget,
    };
    Ok(delivered.map(|((name, size), integrity)| Delivered { part: part(&name), name, size, integrity }).collect())
}

/// A module's files as a server would send them. The package has them as they are: whoever bundles it compresses them.
fn measured(workspace: &Workspace, module: &Module) -> Result<Vec<Delivered>> {
    let dir = workspace.output("dist-work");
    let names = [module.script_name(), module.wasm_name()];
    let paths = names.each_ref().map(|name| dir.join(name));
    workspace::write(&paths[0], &module.glue)?;
    workspace::write(&paths[1], &module.wasm)?;
    let sizes = compress::compress(workspace, &paths)?;
    let file = |(name, size)| Delivered { name, part: Part::Session, size, integrity: String::new() };
    Ok(names.into_iter().zip(sizes).map(file).collect())
}

/// The value of an `integrity` attribute.
fn integrity(path: &Path) -> Result<String> {
    let content = fs::read(path).with_context(|| format!("could not read {}", path.display()))?;
    Ok(format!("sha384-{}", BASE64_STANDARD.encode(Sha384::digest(content))))
}

/// `text` with a file name replaced; fails when it is not there, because then the module would not find its wasm.
fn rename(text: &str, from: &str, to: &str) -> Result<String> {
    if !text.contains(from) {
        bail!("the module does not name {from}: has wasm-bindgen changed what it writes?");
    }
    Ok(text.replace(from, to))
}

fn content_hash(content: &[u8]) -> String {
    Sha256::digest(content).iter().take(4).map(|byte| format!("{byte:02x}")).collect()
}

/// Writes `dist/npm`: the files of `www/npm`, the modules and the languages under plain names, which bundlers hash
/// themselves.
fn npm(workspace: &Workspace, modules: &[Module], version: &str, commit: &str) -> Result<()> {
    let dir = workspace.path("dist/npm");
    workspace::empty_dir(&dir)?;
    for path in workspace::entries(&workspace.path("www/npm"))? {
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        // Scripts are bundled.
        if name == "package.json" || name.ends_with(".d.ts") {
            workspace::copy(&path, &dir.join(name))?;
        }
    }
    let locales = locale::read_all(workspace)?;
    locale::write_all(&locales, &dir)?;
    loader::bundle_package(workspace, &locales, &dir)?;
    for module in modules {
        workspace::write(&dir.join(module.script_name()), &module.glue)?;
        workspace::write(&dir.join(module.wasm_name()), &module.wasm)?;
    }
    for license in ["LICENSE", "LICENSE-MIT", "LICENSE-APACHE"] {
        workspace::copy(&workspace.path(license), &dir.join(license))?;
    }
    let manifest_path = dir.join("package.json");
    let manifest = stamped(&workspace::read(&manifest_path)?, version, commit)?;
    workspace::write(&manifest_path, manifest)
}

/// The package's manifest with the workspace's version and the commit it was built from.
fn stamped(manifest: &str, version: &str, commit: &str) -> Result<String> {
    let Some(line) = manifest.lines().find(|line| line.trim_start().starts_with("\"version\":")) else {
        bail!("www/npm/package.json has no line `\"version\": …`");
    };
    Ok(manifest.replacen(line, &format!("  \"version\": \"{version}\",\n  \"gitHead\": \"{commit}\","), 1))
}

/// The commit that is built, with `-dirty` when the checkout differs from it.
fn commit(workspace: &Workspace) -> String {
    let mut git = tools::command(workspace, "git");
    git.args(["describe", "--always", "--dirty", "--abbrev=40", "--exclude=*"]);
    process::stdout(&mut git).map_or_else(|_| "unknown".to_owned(), |hash| hash.trim().to_owned())
}

#[cfg(test)]
mod tests {
    use super::{content_hash, rename, stamped};

    #[test]
    fn the_package_is_stamped_with_version_and_commit() {
        let manifest = "{\n  \"name\": \"rtm-chat\",\n  \"version\": \"0.0.0\",\n  \"type\": \"module\"\n}\n";
        let stamped = stamped(manifest, "1.2.3", "abc").unwrap();
        let json: serde_json::Value = serde_json::from_str(&stamped).unwrap();
        assert_eq!((json["version"].as_str(), json["gitHead"].as_str()), (Some("1.2.3"), Some("abc")));
        assert_eq!(json["type"], "module");
    }

    #[test]
    fn a_name_follows_the_content() {
        assert_eq!(content_hash(b"a"), content_hash(b"a"));
        assert_ne!(content_hash(b"a"), content_hash(b"b"));
        assert_eq!(content_hash(b"").len(), 8);
    }

    #[test]
    fn glue_that_does_not_name_its_wasm_is_refused() {
        assert_eq!(rename("new URL('w_bg.wasm')", "w_bg.wasm", "w-1.wasm").unwrap(), "new URL('w-1.wasm')");
        assert!(rename("fetch('other.wasm')", "w_bg.wasm", "w-1.wasm").is_err());
    }
}
