//! `runc spec`, and whether what questions show of its file is in it.

use std::collections::BTreeSet;
use std::fs;

use serde_json::Value;

use super::Outcome;
use crate::command::Shown;
use crate::program::Programs;

/// Runs it, and reads the file that it should write.
pub fn spec(shown: &Shown, programs: &Programs) -> Option<Outcome> {
    let arguments: Vec<&str> = shown.line.arguments.iter().map(String::as_str).collect();
    let folder = programs.folder();
    let said = programs.run("runc", &arguments, &folder)?;
    let file = fs::read(folder.join("config.json")).ok().and_then(|json| serde_json::from_slice::<Value>(&json).ok());
    Some(match file {
        Some(file) if said.is_success && file["ociVersion"].is_string() => Outcome::Right,
        _ if said.is_success => Outcome::Wrong("writes no config.json".to_owned()),
        _ => Outcome::Wrong(said.why().to_owned()),
    })
}

/// Whether every key of a fragment, and every kind in it, is in the file that `runc spec` writes.
pub fn fragment(code: &str, programs: &Programs) -> Option<Outcome> {
    let folder = programs.folder();
    programs.run("runc", &["spec"], &folder)?;
    let file: Value = serde_json::from_slice(&fs::read(folder.join("config.json")).ok()?).ok()?;
    let shown: Value = serde_json::from_str(code).ok()?;
    let (mut there, mut wanted) = (BTreeSet::new(), BTreeSet::new());
    gather(&file, &mut there);
    gather(&shown, &mut wanted);
    // A way to a namespace is what an administrator adds: the specification has it, the starter file does not.
    let other = wanted.iter().find(|word| !there.contains(*word) && !word.starts_with('/') && *word != "path");
    Some(other.map_or(Outcome::Right, |word| Outcome::Wrong(format!("the file of runc spec has no \"{word}\""))))
}

fn gather(value: &Value, words: &mut BTreeSet<String>) {
    match value {
        Value::Object(map) => map.iter().for_each(|(key, value)| {
            words.insert(key.clone());
            gather(value, words);
        }),
        Value::Array(items) => items.iter().for_each(|item| gather(item, words)),
        Value::String(text) => drop(words.insert(text.clone())),
        _ => {}
    }
}
