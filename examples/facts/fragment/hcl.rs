//! HCL: the language of Packer and Terraform by a parser, their blocks by name and labels, and arguments of Packer's components
//! by Packer itself, where the component was in Debian's program.

use std::fmt::Write as _;
use std::fs;

use hcl_edit::structure::{Block, Body};

use super::Checked;
use crate::program::Programs;

/// Blocks at the top of a file, with how many labels they have; of both programs, and those parts that are shown alone.
const BLOCKS: [(&str, usize); 20] = [
    ("build", 0),
    ("check", 1),
    ("data", 2),
    ("import", 0),
    ("locals", 0),
    ("module", 1),
    ("moved", 0),
    ("output", 1),
    ("packer", 0),
    ("post-processor", 1),
    ("post-processors", 0),
    ("provider", 1),
    ("provisioner", 1),
    ("removed", 0),
    ("required_plugins", 0),
    ("required_providers", 0),
    ("resource", 2),
    ("source", 2),
    ("terraform", 0),
    ("variable", 1),
];

/// What Packer says of an argument or block that a component does not have; all else may come from a file that is not there.
const MISPLACED: [&str; 4] =
    ["Unsupported argument", "Unsupported block type", "Unknown provisioner", "Unknown post-processor"];

/// Whether it can be parsed, and each of its blocks is one that a program knows.
pub fn check(code: &str) -> Checked {
    let body: Body = code.parse().map_err(|error: hcl_edit::parser::Error| format!("HCL: {}", error.message()))?;
    for block in body.blocks() {
        let name = block.ident.as_str();
        let Some((_, labels)) = BLOCKS.iter().find(|(known, _)| *known == name) else {
            return Err(format!("HCL: neither Packer nor Terraform has a block {name}"));
        };
        if block.labels.len() != *labels {
            return Err(format!("HCL: a block {name} has {} labels instead of {labels}", block.labels.len()));
        }
    }
    Ok(())
}

/// What Packer says of the arguments. A part is put into the file that it would stand in. Nothing if Packer is not asked.
pub fn packer(code: &str, programs: &Programs) -> Option<Checked> {
    let file = whole(code)?;
    let folder = programs.folder();
    fs::write(folder.join("template.pkr.hcl"), file).ok()?;
    let said = programs.run("packer", &["validate", "template.pkr.hcl"], &folder)?.all();
    if !MISPLACED.iter().any(|what| said.contains(what)) {
        return Some(Ok(()));
    }
    let sentences = said.lines().map(str::trim).filter(|line| !line.is_empty());
    Some(Err(format!("packer: {}", sentences.collect::<Vec<_>>().join(" "))))
}

/// A template with a build, around a part of one. Nothing if it is not Packer's, or has what its program does not know.
fn whole(code: &str) -> Option<String> {
    let body: Body = code.parse().ok()?;
    let blocks: Vec<&Block> = body.blocks().collect();
    let are = |names: &[&str]| !blocks.is_empty() && blocks.iter().all(|block| names.contains(&block.ident.as_str()));
    if are(&["provisioner", "post-processor", "post-processors"]) {
        let source = "source \"null\" \"part\" {\n  communicator = \"none\"\n}\n";
        return Some(format!("{source}build {{\n  sources = [\"source.null.part\"]\n{code}}}\n"));
    }
    let has = |name: &str| blocks.iter().any(|block| block.ident.as_str() == name);
    if !are(&["build", "source", "variable", "locals"]) || !(has("build") || has("source")) {
        return None;
    }
    let mut file = code.to_owned();
    if !has("build") {
        let sources = blocks.iter().filter(|block| block.ident.as_str() == "source");
        let names =
            sources.map(|block| block.labels.iter().map(hcl_edit::structure::BlockLabel::as_str).collect::<Vec<_>>());
        for name in names {
            // Cannot fail: it is a string.
            let _ = write!(file, "build {{\n  sources = [\"source.{}\"]\n}}\n", name.join("."));
        }
    }
    Some(file)
}
