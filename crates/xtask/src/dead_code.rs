//! Empties functions that nothing can reach any more but that no tool can prove to be unreachable: they stand in the
//! table of functions that are called by number.

use crate::name_section::{Reader, function_names};

/// A dependency of Leptos' server functions. It is reached by its exports alone, and those are taken out
/// (`glue::without_unused`).
pub const WASM_STREAMS: &str = "wasm_streams";

/// A function's body without locals that traps: `unreachable end`.
const EMPTY_BODY: [u8; 4] = [3, 0, 0x00, 0x0b];

const IMPORTS: u8 = 2;
const CODE: u8 = 10;

/// The module with the bodies of all functions whose name contains `part` replaced; `None` when the module cannot be
/// read or has no names.
pub fn emptied(wasm: &[u8], part: &str) -> Option<Vec<u8>> {
    let dead: Vec<usize> =
        function_names(wasm)?.into_iter().filter_map(|(index, name)| name.contains(part).then_some(index)).collect();
    let (header, body) = wasm.split_at_checked(8)?;
    let mut module = Reader(body);
    let mut result = header.to_vec();
    let mut imported = 0;
    while let Some(id) = module.byte() {
        let size = module.number()?;
        let section = module.take(size)?;
        if id == IMPORTS {
            imported = imported_functions(section)?;
        }
        let section = if id == CODE { without_bodies(section, imported, &dead)? } else { section.to_vec() };
        result.push(id);
        write_number(&mut result, section.len());
        result.extend(section);
    }
    Some(result)
}

fn without_bodies(section: &[u8], imported: usize, dead: &[usize]) -> Option<Vec<u8>> {
    let mut section = Reader(section);
    let count = section.number()?;
    let mut result = Vec::new();
    write_number(&mut result, count);
    for index in imported..imported + count {
        let body = section.name()?;
        if dead.contains(&index) {
            result.extend(EMPTY_BODY);
        } else {
            write_number(&mut result, body.len());
            result.extend(body);
        }
    }
    Some(result)
}

fn imported_functions(section: &[u8]) -> Option<usize> {
    let mut section = Reader(section);
    let mut functions = 0;
    for _ in 0..section.number()? {
        let (_module, _field) = (section.name()?, section.name()?);
        match section.byte()? {
            0 => {
                section.number()?;
                functions += 1;
            }
            // wasm-bindgen's output imports functions alone.
            _ => return None,
        }
    }
    Some(functions)
}

/// An unsigned LEB128 number.
fn write_number(bytes: &mut Vec<u8>, mut number: usize) {
    loop {
        let low = u8::try_from(number & 0x7f).unwrap_or_default();
        number >>= 7;
        bytes.push(if number == 0 { low } else { low | 0x80 });
        if number == 0 {
            return;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A module with one imported function and two of its own, `wasm_streams::pull` and `widget::open`, whose body is
    /// longer than one byte of length can tell.
    fn module() -> Vec<u8> {
        let mut wasm = b"\0asm\x01\0\0\0".to_vec();
        let mut section = |id: u8, bytes: &[u8]| {
            wasm.push(id);
            write_number(&mut wasm, bytes.len());
            wasm.extend(bytes);
        };
        section(1, &[1, 0x60, 0, 0]);
        section(IMPORTS, &[1, 1, b'm', 1, b'f', 0, 0]);
        section(3, &[2, 0, 0]);
        let mut code = vec![2, 5, 0, 0x01, 0x01, 0x01, 0x0b];
        write_number(&mut code, 202);
        code.push(0);
        code.extend([0x01; 200]);
        code.push(0x0b);
        section(CODE, &code);
        let mut names = vec![2];
        for (index, name) in [(1, "wasm_streams::pull"), (2, "widget::open")] {
            names.extend([index, u8::try_from(name.len()).unwrap()]);
            names.extend(name.bytes());
        }
        let mut custom = b"\x04name\x01".to_vec();
        write_number(&mut custom, names.len());
        custom.extend(names);
        section(0, &custom);
        wasm
    }

    #[test]
    fn only_the_bodies_of_dead_functions_are_emptied() {
        let before = module();
        let after = emptied(&before, WASM_STREAMS).unwrap();
        assert_eq!(after.len(), before.len() - 2);
        assert!(after.windows(4).any(|bytes| bytes == EMPTY_BODY));
        assert!(after.windows(200).any(|bytes| bytes == [0x01; 200]));
        assert_eq!(emptied(&before, "nobody"), Some(before));
    }

    #[test]
    fn what_is_cut_short_is_left_alone() {
        let wasm = module();
        assert_eq!(emptied(&wasm[..wasm.len() - 30], WASM_STREAMS), None);
        assert_eq!(emptied(b"<!doctype html>", WASM_STREAMS), None);
    }
}
