//! Pre-compressed copies beside the files that are delivered: many static hosts do not compress wasm by themselves.

use std::path::PathBuf;

use anyhow::{Context, Result};
use serde_json::Value;

use crate::{node, process, workspace::Workspace};

/// Node's zlib is there already and fast; a brotli crate would be most of this program's build time.
const SCRIPT: &str = r"
import { readFileSync, writeFileSync } from 'node:fs';
import { brotliCompressSync, gzipSync, constants } from 'node:zlib';
const sizes = process.argv.slice(1).map((file) => {
  const raw = readFileSync(file);
  const gzip = gzipSync(raw, { level: 9 });
  const brotli = brotliCompressSync(raw, {
    params: { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_SIZE_HINT]: raw.length },
  });
  writeFileSync(`${file}.gz`, gzip);
  writeFileSync(`${file}.br`, brotli);
  return [raw.length, gzip.length, brotli.length];
});
console.log(JSON.stringify(sizes));
";

/// A file's bytes as it is, and as a server would send it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Size {
    /// Uncompressed.
    pub raw: u64,
    /// gzip, level 9.
    pub gzip: u64,
    /// brotli, quality 11.
    pub brotli: u64,
}

/// Writes `<file>.gz` and `<file>.br` beside each file and gives the sizes in the same order.
pub fn compress(workspace: &Workspace, files: &[PathBuf]) -> Result<Vec<Size>> {
    let mut node = node::node(workspace);
    let answer = process::stdout(node.args(["--input-type=module", "--eval", SCRIPT, "--"]).args(files))?;
    let answer: Value = serde_json::from_str(&answer).context("the compressor's answer is not JSON")?;
    let sizes = answer.as_array().context("the compressor's answer is not a list")?;
    sizes
        .iter()
        .map(|size| {
            let number = |index: usize| size[index].as_u64().context("the compressor gave no size");
            Ok(Size { raw: number(0)?, gzip: number(1)?, brotli: number(2)? })
        })
        .collect()
}
