//! Reads the function names out of a wasm file, to see which library code was linked in.

/// Names of functions that read or print floating point numbers. They cost the module up to 20 kB.
const FLOAT_CODE: [&str; 4] = ["flt2dec", "dec2flt", "grisu", "dragon"];

/// The functions of `wasm` that belong to float reading or printing; `None` when the file has no readable names.
pub fn float_functions(wasm: &[u8]) -> Option<Vec<String>> {
    let names = function_names(wasm)?.into_iter().map(|(_, name)| name);
    Some(names.filter(|name| FLOAT_CODE.iter().any(|part| name.contains(part))).collect())
}

/// The name section's function names by index (WebAssembly core specification, appendix "Custom Sections").
pub fn function_names(wasm: &[u8]) -> Option<Vec<(usize, String)>> {
    let mut module = Reader(wasm.strip_prefix(b"\0asm\x01\0\0\0")?);
    while let Some(id) = module.byte() {
        let size = module.number()?;
        let mut section = Reader(module.take(size)?);
        if id == 0 && section.name()? == b"name" {
            return functions_of(section);
        }
    }
    None
}

fn functions_of(mut section: Reader<'_>) -> Option<Vec<(usize, String)>> {
    const FUNCTION_NAMES: u8 = 1;
    while let Some(id) = section.byte() {
        let size = section.number()?;
        let mut part = Reader(section.take(size)?);
        if id != FUNCTION_NAMES {
            continue;
        }
        let count = part.number()?;
        let mut names = Vec::new();
        for _ in 0..count {
            let index = part.number()?;
            names.push((index, String::from_utf8_lossy(part.name()?).into_owned()));
        }
        return Some(names);
    }
    None
}

/// Reads a module's bytes from the front.
pub struct Reader<'a>(pub &'a [u8]);

impl<'a> Reader<'a> {
    /// One byte.
    pub fn byte(&mut self) -> Option<u8> {
        let (first, rest) = self.0.split_first()?;
        self.0 = rest;
        Some(*first)
    }

    /// An unsigned LEB128 number of at most 32 bits.
    pub fn number(&mut self) -> Option<usize> {
        let mut value: u32 = 0;
        for shift in [0, 7, 14, 21, 28] {
            let byte = self.byte()?;
            value |= u32::from(byte & 0x7f) << shift;
            if byte & 0x80 == 0 {
                return usize::try_from(value).ok();
            }
        }
        None
    }

    /// As many bytes.
    pub fn take(&mut self, count: usize) -> Option<&'a [u8]> {
        let (taken, rest) = self.0.split_at_checked(count)?;
        self.0 = rest;
        Some(taken)
    }

    /// Bytes behind their count.
    pub fn name(&mut self) -> Option<&'a [u8]> {
        let length = self.number()?;
        self.take(length)
    }
}

#[cfg(test)]
mod tests {
    use super::float_functions;

    /// A module with an empty type section and a name section that names two functions.
    fn module() -> Vec<u8> {
        let mut functions = vec![2];
        for (index, name) in [(0, "core::num::flt2dec::to_shortest_str"), (1, "widget::start")] {
            functions.extend([index, u8::try_from(name.len()).unwrap()]);
            functions.extend(name.bytes());
        }
        let mut section = b"\x04name".to_vec();
        section.extend([1, u8::try_from(functions.len()).unwrap()]);
        section.extend(functions);
        let mut wasm = b"\0asm\x01\0\0\0".to_vec();
        wasm.extend([1, 1, 0]);
        wasm.extend([0, u8::try_from(section.len()).unwrap()]);
        wasm.extend(section);
        wasm
    }

    #[test]
    fn float_code_is_found_by_its_functions_names() {
        assert_eq!(float_functions(&module()), Some(vec!["core::num::flt2dec::to_shortest_str".to_owned()]));
    }

    #[test]
    fn what_is_cut_short_or_not_wasm_has_no_names() {
        let wasm = module();
        assert_eq!(float_functions(&wasm[..wasm.len() - 3]), None);
        assert_eq!(float_functions(b"<!doctype html>"), None);
    }
}
