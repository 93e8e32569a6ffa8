//! cloud-config: its keys against those of cloud-init's modules, and the whole by cloud-init's own `schema`.

use std::collections::BTreeSet;
use std::fs;
use std::path::PathBuf;

use super::Checked;
use crate::program::Programs;

/// Where the package has the schema.
pub const FILE: &str = "usr/lib/python3/dist-packages/cloudinit/config/schemas/schema-cloud-config-v1.json";

/// The first line by which cloud-init knows it.
const HEADER: &str = "#cloud-config\n";

/// What cloud-init takes.
pub struct Schema<'p> {
    /// The keys that a cloud-config may have at its top.
    keys: BTreeSet<String>,
    programs: &'p Programs,
}

impl<'p> Schema<'p> {
    /// Reads the keys from the package.
    pub fn new(file: Option<PathBuf>, programs: &'p Programs) -> Self {
        let keys = file.and_then(|file| fs::read(file).ok()).map(|json| top_keys(&json)).unwrap_or_default();
        Self { keys, programs }
    }

    /// The document that the fragment is, or is a part of: without the first line it is one if all its keys are.
    pub fn whole(&self, code: &str, keys: &[&str]) -> Option<String> {
        if code.starts_with(HEADER) {
            return Some(code.to_owned());
        }
        let is_part = !keys.is_empty() && keys.iter().all(|key| self.keys.contains(*key));
        is_part.then(|| format!("{HEADER}{code}"))
    }

    /// The schema lets any key pass at the top, cloud-init does nothing with one that it does not know.
    pub fn has_keys(&self, keys: &[&str]) -> Checked {
        // Where there is no schema, nothing is known: that it cannot be checked is said elsewhere.
        let other = keys.iter().find(|key| !self.keys.is_empty() && !self.keys.contains(**key));
        other.map_or(Ok(()), |key| Err(format!("cloud-init knows no key \"{key}\"")))
    }

    /// cloud-init's own validation. Nothing if it cannot be run.
    pub fn check(&self, document: &str) -> Option<Checked> {
        let folder = self.programs.folder();
        fs::write(folder.join("user-data"), document).ok()?;
        let said = self.programs.run("cloud-init", &["schema", "--config-file", "user-data"], &folder)?;
        Some(if said.is_success {
            Ok(())
        } else {
            Err(format!("cloud-config: {}", said.all().trim().replace('\n', " ")))
        })
    }
}

/// Every property that a part of the schema has at its top.
fn top_keys(json: &[u8]) -> BTreeSet<String> {
    let schema: serde_json::Value = serde_json::from_slice(json).unwrap_or_default();
    let parts = schema["$defs"].as_object().into_iter().flat_map(serde_json::Map::values);
    let parts = parts.chain([&schema]);
    parts.filter_map(|part| part["properties"].as_object()).flat_map(|names| names.keys().cloned()).collect()
}
