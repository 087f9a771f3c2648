//! The same module and script in fewer bytes on the wire.
//!
//! A host compresses what it sends with a window of 32 kB, and most functions of a page are instances of few generic ones.
//! So functions that are alike are put next to each other, and the long names by which module and script find each other
//! become short ones. What the code does is not touched.

use std::collections::{HashMap, HashSet, VecDeque};
use std::convert::Infallible;
use std::fmt::Display;

use wasm_encoder::reencode::{Error, Reencode};
use wasm_encoder::{CodeSection, FunctionSection, ImportSection, Module};
use wasmparser::{
    CodeSectionReader, CustomSectionReader, FunctionBody, FunctionSectionReader, Import, Imports, Parser, Payload,
    TypeRef,
};

use crate::command::Failure;

/// The length of the runs of bytes by which functions are compared.
const RUN: usize = 5;

/// A run that more functions have than this says nothing of likeness.
const MOST_OWNERS: usize = 200;

/// How many bytes back a function's likes may lie: the window of the compression, with room for what it spends itself.
const WINDOW: usize = 30_000;

/// Added to a function's length where likeness is divided by it, so that tiny functions do not always come first.
const SHORT: usize = 20;

/// The module with like functions next to each other, without sections that only tools read, and the script that loads it;
/// both know the script's functions by short names.
///
/// # Errors
///
/// Where the module cannot be read, or the script does not define once what the module imports from `glue`.
pub fn compact(module: &[u8], script: &str, glue: &str) -> Result<(Vec<u8>, String), Failure> {
    let parsed = Parsed::read(module).map_err(unreadable)?;
    let mut names = HashMap::new();
    let mut script = script.to_owned();
    for (number, name) in parsed.imports_of(glue).into_iter().enumerate() {
        let key = format!(" {name}: ");
        if script.matches(&key).count() != 1 {
            return Err(Failure(format!("the page's script does not define `{name}` once")));
        }
        let short = format!("i{number}");
        script = script.replacen(&key, &format!(" {short}: "), 1);
        names.insert(name.to_owned(), short);
    }
    let order = by_likeness(&parsed.bodies.iter().map(FunctionBody::as_bytes).collect::<Vec<_>>());
    let mut places = vec![0; order.len()];
    for (place, &function) in order.iter().enumerate() {
        places[function] = place;
    }
    let imported = parsed.imported;
    let mut written = Module::new();
    Rewrite { glue, names, imported, order: &order, places }
        .parse_core_module(&mut written, Parser::new(0), module)
        .map_err(unreadable)?;
    Ok((written.finish(), without_comments(&script)))
}

fn unreadable(error: impl Display) -> Failure {
    Failure(format!("the page's module could not be rewritten: {error}"))
}

/// What of a module has to be known before it is written anew.
struct Parsed<'a> {
    /// How many functions are imported: they come before the module's own.
    imported: usize,
    /// Module and name of each import, in order.
    imports: Vec<(&'a str, &'a str)>,
    bodies: Vec<FunctionBody<'a>>,
}

impl<'a> Parsed<'a> {
    fn read(module: &'a [u8]) -> wasmparser::Result<Self> {
        let mut parsed = Self { imported: 0, imports: Vec::new(), bodies: Vec::new() };
        for payload in Parser::new(0).parse_all(module) {
            match payload? {
                Payload::ImportSection(section) => {
                    for import in section.into_imports() {
                        let import = import?;
                        parsed.imports.push((import.module, import.name));
                        parsed.imported += usize::from(matches!(import.ty, TypeRef::Func(_) | TypeRef::FuncExact(_)));
                    }
                }
                Payload::CodeSectionEntry(body) => parsed.bodies.push(body),
                _ => {}
            }
        }
        Ok(parsed)
    }

    fn imports_of(&self, glue: &str) -> Vec<&'a str> {
        let mut seen = HashSet::new();
        self.imports
            .iter()
            .filter(|(module, name)| *module == glue && seen.insert(*name))
            .map(|(_, name)| *name)
            .collect()
    }
}

/// Writes a module whose own functions stand in another order.
struct Rewrite<'a> {
    glue: &'a str,
    names: HashMap<String, String>,
    imported: usize,
    /// The module's own functions in their new order, the imported not counted.
    order: &'a [usize],
    /// The new place of each of the module's own functions, the imported not counted.
    places: Vec<usize>,
}

impl Reencode for Rewrite<'_> {
    type Error = Infallible;

    fn function_index(&mut self, function: u32) -> Result<u32, Error<Infallible>> {
        let own = usize::try_from(function).ok().and_then(|function| function.checked_sub(self.imported));
        let Some(&place) = own.and_then(|own| self.places.get(own)) else { return Ok(function) };
        Ok(u32::try_from(self.imported + place).unwrap_or(u32::MAX))
    }

    fn parse_imports(&mut self, section: &mut ImportSection, imports: Imports<'_>) -> Result<(), Error<Infallible>> {
        if let Imports::Single(at, import) = imports
            && import.module == self.glue
            && let Some(short) = self.names.get(import.name).cloned()
        {
            let import = Import { name: &short, ..import };
            return wasm_encoder::reencode::utils::parse_imports(self, section, Imports::Single(at, import));
        }
        wasm_encoder::reencode::utils::parse_imports(self, section, imports)
    }

    fn parse_function_section(
        &mut self,
        functions: &mut FunctionSection,
        section: FunctionSectionReader<'_>,
    ) -> Result<(), Error<Infallible>> {
        let types = section.into_iter().collect::<wasmparser::Result<Vec<u32>>>()?;
        for &function in self.order {
            functions.function(self.type_index(types[function])?);
        }
        Ok(())
    }

    fn parse_code_section(
        &mut self,
        code: &mut CodeSection,
        section: CodeSectionReader<'_>,
    ) -> Result<(), Error<Infallible>> {
        let bodies = section.into_iter().collect::<wasmparser::Result<Vec<_>>>()?;
        for &function in self.order {
            self.parse_function_body(code, bodies[function].clone())?;
        }
        Ok(())
    }

    /// Only tools read these.
    fn parse_custom_section(&mut self, _: &mut Module, _: CustomSectionReader<'_>) -> Result<(), Error<Infallible>> {
        Ok(())
    }
}

/// The order of functions in which each follows those that it is most like: begins with the longest, then takes again and
/// again the one that shares most runs of bytes with what lies in the window behind it, measured by its length.
fn by_likeness(bodies: &[&[u8]]) -> Vec<usize> {
    let mut owners: HashMap<&[u8], Vec<usize>> = HashMap::new();
    for (function, body) in bodies.iter().enumerate() {
        for run in body.windows(RUN) {
            let owners = owners.entry(run).or_default();
            if owners.last() != Some(&function) {
                owners.push(function);
            }
        }
    }
    owners.retain(|_, owners| (2..=MOST_OWNERS).contains(&owners.len()));
    // Runs have numbers; whose they are, and which each function has.
    let mut shared: Vec<(&[u8], Vec<usize>)> = owners.into_iter().collect();
    shared.sort_unstable();
    let mut runs = vec![Vec::new(); bodies.len()];
    for (run, (_, owners)) in shared.iter().enumerate() {
        for &owner in owners {
            runs[owner].push(run);
        }
    }

    let mut left: Vec<usize> = (0..bodies.len()).collect();
    let mut likeness = vec![0_usize; bodies.len()];
    let mut in_window = vec![0_usize; shared.len()];
    let mut window = VecDeque::new();
    let mut width = 0;
    let mut order = Vec::with_capacity(bodies.len());
    let mut next = left.iter().copied().max_by_key(|&function| (bodies[function].len(), function));
    while let Some(function) = next {
        left.retain(|&other| other != function);
        order.push(function);
        for &run in &runs[function] {
            in_window[run] += 1;
            if in_window[run] == 1 {
                shared[run].1.iter().for_each(|&owner| likeness[owner] += 1);
            }
        }
        window.push_back(function);
        width += bodies[function].len();
        while let Some(&oldest) = window.front()
            && width > WINDOW + bodies[oldest].len()
        {
            window.pop_front();
            width -= bodies[oldest].len();
            for &run in &runs[oldest] {
                in_window[run] -= 1;
                if in_window[run] == 0 {
                    shared[run].1.iter().for_each(|&owner| likeness[owner] -= 1);
                }
            }
        }
        // Two fractions are compared by their cross products: no rounding, one order on every machine.
        next = left.iter().copied().reduce(|best, other| {
            let weight = |function: usize| bodies[function].len() + SHORT;
            if likeness[other] * weight(best) > likeness[best] * weight(other) { other } else { best }
        });
    }
    order
}

/// A script without indentation, empty lines, and comments that have lines of their own.
fn without_comments(script: &str) -> String {
    let mut kept = String::with_capacity(script.len());
    let mut in_comment = false;
    for line in script.lines().map(str::trim) {
        in_comment |= line.starts_with("/*");
        if !in_comment && !line.is_empty() && !line.starts_with("//") {
            kept.push_str(line);
            kept.push('\n');
        }
        in_comment &= !line.ends_with("*/");
    }
    kept
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn like_functions_become_neighbours() {
        let bodies: [&[u8]; 5] = [b"abcdefghij", b"0123456789", b"abcdefghix", b"012345678x", b"abcdefgyyy"];
        let order = by_likeness(&bodies);
        let kinds: Vec<bool> = order.iter().map(|&function| bodies[function].starts_with(b"abc")).collect();
        assert_eq!(kinds.windows(2).filter(|pair| pair[0] != pair[1]).count(), 1, "{order:?}");
        let mut sorted = order.clone();
        sorted.sort_unstable();
        assert_eq!(sorted, [0, 1, 2, 3, 4]);
    }

    #[test]
    fn a_script_loses_comments_and_indentation_only() {
        let script = "/**\n * @param {number} a\n */\nfunction f(a) {\n    // says it\n\n    return `x // y` + a; /* stays */\n}\n";
        assert_eq!(without_comments(script), "function f(a) {\nreturn `x // y` + a; /* stays */\n}\n");
    }

    /// A module of two functions, the second exported: it calls the first and an imported one.
    fn module() -> Vec<u8> {
        use wasm_encoder::{EntityType, ExportKind, ExportSection, Function, Instruction, TypeSection};
        let mut types = TypeSection::new();
        types.ty().function([], []);
        let mut imports = ImportSection::new();
        imports.import("./web_bg.js", "__wbg_alert_0123456789abcdef", EntityType::Function(0));
        imports.import("./other.js", "__wbg_alert_0123456789abcdef", EntityType::Function(0));
        let mut functions = FunctionSection::new();
        functions.function(0).function(0);
        let mut exports = ExportSection::new();
        exports.export("run", ExportKind::Func, 3);
        let mut code = CodeSection::new();
        let mut short = Function::new([]);
        short.instruction(&Instruction::End);
        let mut long = Function::new([]);
        for instruction in [Instruction::Call(2), Instruction::Call(0), Instruction::End] {
            long.instruction(&instruction);
        }
        code.function(&short).function(&long);
        let mut module = Module::new();
        module.section(&types).section(&imports).section(&functions).section(&exports).section(&code);
        module.finish()
    }

    #[test]
    fn what_is_called_stays_what_it_was() {
        let script = "const import0 = {\n    __wbg_alert_0123456789abcdef: function() {},\n};\n";
        let (written, script) = compact(&module(), script, "./web_bg.js").unwrap();
        assert_eq!(script, "const import0 = {\ni0: function() {},\n};\n");
        let parsed = Parsed::read(&written).unwrap();
        assert_eq!(parsed.imports, [("./web_bg.js", "i0"), ("./other.js", "__wbg_alert_0123456789abcdef")]);
        // The longer function comes first now: it is number 2 and calls number 3 and the first import.
        let bodies: Vec<&[u8]> = parsed.bodies.iter().map(FunctionBody::as_bytes).collect();
        assert_eq!(bodies, [&[0, 0x10, 3, 0x10, 0, 0x0b][..], &[0, 0x0b]]);
        let exported = Parser::new(0).parse_all(&written).find_map(|payload| match payload.unwrap() {
            Payload::ExportSection(section) => Some(section.into_iter().next().unwrap().unwrap().index),
            _ => None,
        });
        assert_eq!(exported, Some(2));
    }

    #[test]
    fn a_script_that_lacks_a_function_is_refused() {
        assert!(compact(&module(), "const import0 = {};", "./web_bg.js").is_err());
        assert!(compact(b"no module", "", "./web_bg.js").is_err());
    }
}
