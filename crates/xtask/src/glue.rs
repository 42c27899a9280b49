//! The JavaScript that wasm-bindgen writes around the module: what nobody uses is left out of both, and the names
//! between them become short. Each name ends in digits that do not compress, in both files.

use std::collections::{BTreeMap, BTreeSet};

use anyhow::{Context, Result, bail};
use serde_json::{Value, json};

/// Classes for streams that a dependency of Leptos exports. Neither the linker nor `wasm-opt` may leave out what is
/// exported, so they are taken out here.
const UNUSED: &str = "IntoUnderlying";

/// The glue without the classes that nobody uses.
pub fn without_unused(glue: &str) -> String {
    let mut kept = String::with_capacity(glue.len());
    // What ends the statement that is being left out.
    let mut until: Option<fn(&str) -> bool> = None;
    for line in glue.lines() {
        if until.is_none() {
            let is_of = |start: &str| line.strip_prefix(start).is_some_and(|rest| rest.starts_with(UNUSED));
            if is_of("export class ") {
                until = Some(|line| line.starts_with("if (Symbol.dispose)"));
            } else if is_of("const ") {
                until = Some(|line| line.ends_with(';'));
            }
        }
        match until {
            Some(is_end) if is_end(line) => until = None,
            Some(_) => {}
            None => {
                kept.push_str(line);
                kept.push('\n');
            }
        }
    }
    kept
}

/// The graph that tells `wasm-metadce` what to keep: the exports that the glue uses.
pub fn reachable(glue: &str) -> Value {
    let used: BTreeSet<&str> =
        words(glue).filter_map(|(at, word)| glue[..at].ends_with("wasm.").then_some(word)).collect();
    let node = |export: &str| format!("export {export}");
    let mut graph: Vec<Value> = used.iter().map(|export| json!({"name": node(export), "export": export})).collect();
    let reaches: Vec<String> = used.iter().map(|export| node(export)).collect();
    graph.push(json!({"name": "glue", "root": true, "reaches": reaches}));
    Value::Array(graph)
}

/// The glue with the names that `wasm-opt --minify-imports-and-exports-and-modules` gave, read from what it printed.
pub fn renamed(glue: &str, printed: &str) -> Result<String> {
    #[derive(serde::Deserialize)]
    struct Names {
        imports: Vec<(String, String, String)>,
        exports: Vec<(String, String)>,
    }
    let names: Names = serde_json::from_str(printed).context("could not read the names that wasm-opt gave")?;
    let modules: BTreeSet<&str> = names.imports.iter().map(|(module, ..)| module.as_str()).collect();
    let imports: BTreeMap<&str, &str> =
        names.imports.iter().map(|(_, old, new)| (old.as_str(), new.as_str())).collect();
    let exports: BTreeMap<&str, &str> = names.exports.iter().map(|(old, new)| (old.as_str(), new.as_str())).collect();

    let mut text = String::with_capacity(glue.len());
    let mut copied = 0;
    for (at, word) in words(glue) {
        let is_export = glue[..at].ends_with("wasm.");
        if let Some(new) = if is_export { exports.get(word) } else { imports.get(word) } {
            text.push_str(&glue[copied..at]);
            text.push_str(new);
            copied = at + word.len();
        }
    }
    text.push_str(&glue[copied..]);
    // All modules become one, of this name.
    for module in modules {
        text = text.replace(&format!("\"{module}\": import"), "\"a\": import");
    }
    Ok(text)
}

/// The glue as a function that makes one instance of the module after the other, for `www/loader/instance.js`: its
/// exports pass through `guard`, and `Socket` opens its connections. `entry` is what pages call.
pub fn as_factory(glue: &str, entry: &str) -> Result<String> {
    const EXPORTS: &str = "wasm = instance.exports;";
    const LAST: &str = "export { initSync, __wbg_init as default };";
    if !glue.contains(EXPORTS) || !glue.contains(LAST) || glue.lines().any(|line| line.starts_with("import ")) {
        bail!("the glue is not as it was expected: has wasm-bindgen changed what it writes?");
    }
    let body = glue
        .replace(EXPORTS, "wasm = guard(instance.exports);")
        .replace(LAST, &format!("return {{ start: __wbg_init, {entry}, compiled: () => wasmModule }};"))
        .replace("new WebSocket(", "new Socket(");
    let body: Vec<&str> = body.lines().map(|line| line.strip_prefix("export ").unwrap_or(line)).collect();
    Ok(format!("export function makeInstance(guard, Socket) {{\n{}\n}}\n", body.join("\n")))
}

/// The identifiers of a script and where they begin.
fn words(script: &str) -> impl Iterator<Item = (usize, &str)> {
    let is_part = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '$');
    let mut at = 0;
    std::iter::from_fn(move || {
        let start = at + script[at..].find(is_part)?;
        let end = script[start..].find(|c| !is_part(c)).map_or(script.len(), |length| start + length);
        at = end;
        Some((start, &script[start..end]))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    const GLUE: &str = "export class IntoUnderlyingSink {
    free() { wasm.__wbg_intounderlyingsink_free(1, 0); }
}
if (Symbol.dispose) IntoUnderlyingSink.prototype[Symbol.dispose] = IntoUnderlyingSink.prototype.free;
export class Widget {
    open() { wasm.widget_open(this.__wbg_ptr); }
}
const import0 = {
    __wbg_open_1f: function(a) { return wasm.__wbindgen_malloc(a); },
    __wbg_open_1f2: function() {},
};
return { \"./w_bg.js\": import0 };
const IntoUnderlyingSinkFinalization = (typeof FinalizationRegistry === 'undefined')
    ? { register: () => {} }
    : new FinalizationRegistry(ptr => wasm.__wbg_intounderlyingsink_free(ptr, 1));
let memory = wasm.memory;
";

    #[test]
    fn what_nobody_uses_is_left_out_and_not_kept_in_the_module() {
        let glue = without_unused(GLUE);
        assert!(!glue.contains("IntoUnderlying"), "{glue}");
        assert!(glue.contains("class Widget") && glue.ends_with("let memory = wasm.memory;\n"));
        let graph = reachable(&glue).to_string();
        for export in ["widget_open", "__wbindgen_malloc", "memory"] {
            assert!(graph.contains(&format!("\"export\":\"{export}\"")), "{graph}");
        }
        assert!(!graph.contains("intounderlying"));
    }

    #[test]
    fn names_are_shortened_on_both_sides_and_nowhere_else() {
        let printed = r#"{"imports":[["./w_bg.js","__wbg_open_1f","b"],["./w_bg.js","__wbg_open_1f2","c"]],
            "exports":[["memory","d"],["widget_open","e"],["__wbindgen_malloc","f"]]}"#;
        let glue = renamed(&without_unused(GLUE), printed).unwrap();
        for part in [
            "b: function(a) { return wasm.f(a); }",
            "c: function()",
            "wasm.e(this.__wbg_ptr)",
            "\"a\": import0",
            "let memory = wasm.d;",
        ] {
            assert!(glue.contains(part), "{part} is not in {glue}");
        }
    }

    #[test]
    fn a_factory_guards_what_each_instance_exports() {
        let glue = "export class Widget {\n}\nwasm = instance.exports;\nexport { initSync, __wbg_init as default };\n";
        let factory = as_factory(glue, "mount").unwrap();
        for part in [
            "makeInstance(guard, Socket) {\nclass Widget {",
            "wasm = guard(instance.exports);",
            "return { start: __wbg_init, mount, compiled",
        ] {
            assert!(factory.contains(part), "{part} is not in {factory}");
        }
        assert!(as_factory("export { other };", "mount").is_err(), "glue of another wasm-bindgen");
    }

    #[test]
    fn names_that_cannot_be_read_are_an_error() {
        assert!(renamed(GLUE, "warning: something else").is_err());
    }
}
