//! Fragments of files in questions and guides: whether they are such files.

mod cloud_config;
mod dockerfile;
mod hcl;

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};
use std::io::Write as _;
use std::path::PathBuf;
use std::process::{Command, Stdio};

use saphyr::{LoadableYamlNode as _, Yaml};

use crate::program::Programs;
use crate::text::Block;

/// What fragments are held against.
pub struct Checks<'p> {
    /// Libvirt's grammars.
    grammars: Option<PathBuf>,
    cloud_config: cloud_config::Schema<'p>,
    programs: &'p Programs,
    missing: RefCell<BTreeSet<String>>,
    /// How many fragments were held against what.
    counted: RefCell<BTreeMap<&'static str, usize>>,
}

/// Whether a fragment is right, or why not.
pub type Checked = Result<(), String>;

impl<'p> Checks<'p> {
    /// Takes the grammars from the packages.
    pub fn new(packages: &[PathBuf], programs: &'p Programs) -> Self {
        let find = |path: &str| packages.iter().map(|package| package.join(path)).find(|path| path.exists());
        Self {
            grammars: find("usr/share/libvirt/schemas/domain.rng").and_then(|file| file.parent().map(PathBuf::from)),
            cloud_config: cloud_config::Schema::new(find(cloud_config::FILE), programs),
            programs,
            missing: RefCell::default(),
            counted: RefCell::default(),
        }
    }

    /// How many fragments were held against what.
    pub fn counted(&self) -> Vec<String> {
        self.counted.borrow().iter().map(|(what, count)| format!("{count} {what}")).collect()
    }

    fn count(&self, what: &'static str) {
        *self.counted.borrow_mut().entry(what).or_default() += 1;
    }

    /// What could not be checked on this machine.
    pub fn missing(&self) -> Vec<String> {
        self.missing.borrow().iter().cloned().collect()
    }

    /// What is found of each fragment that can be looked at.
    pub fn of(&self, blocks: &[Block]) -> Vec<Checked> {
        blocks.iter().filter_map(|block| self.one(&block.language, &block.code)).collect()
    }

    fn one(&self, language: &str, code: &str) -> Option<Checked> {
        match language {
            "xml" => self.xml(code),
            "yaml" | "cloud-config" => Some(self.yaml(code)),
            "json" => {
                self.count("JSON documents, parsed");
                Some(serde_json::from_str::<serde_json::Value>(code).map(drop).map_err(|error| error.to_string()))
            }
            "toml" => {
                self.count("TOML documents, parsed");
                Some(code.parse::<toml::Table>().map(drop).map_err(|error| error.to_string()))
            }
            "sh" | "bash" => {
                self.count("shell scripts, read by bash");
                self.program("bash", &["-n"], code)
            }
            "ruby" => {
                self.count("Vagrantfiles, read by Ruby");
                self.program("ruby", &["-c"], code)
            }
            "dockerfile" => {
                self.count("Dockerfiles, by their instructions");
                Some(dockerfile::check(code))
            }
            "hcl" => Some(self.hcl(code)),
            _ => None,
        }
    }

    fn hcl(&self, code: &str) -> Checked {
        self.count("HCL fragments, parsed and by the names and labels of their blocks");
        hcl::check(code)?;
        let Some(checked) = hcl::packer(code, self.programs) else { return Ok(()) };
        self.count("of the HCL, by Packer's own validation of arguments");
        checked
    }

    /// Well-formed; and if it is a whole document of libvirt's, by its grammar.
    fn xml(&self, code: &str) -> Option<Checked> {
        let root = code.trim_start().strip_prefix('<')?;
        let root: String = root.chars().take_while(char::is_ascii_alphanumeric).collect();
        let grammar = match root.as_str() {
            "domain" | "network" => root.clone(),
            "pool" => "storagepool".to_owned(),
            "volume" => "storagevol".to_owned(),
            _ => {
                self.count("XML fragments, well-formed");
                return self.program("xmllint", &["--noout", "-"], &format!("<fragment>{code}</fragment>"));
            }
        };
        self.count("XML documents of libvirt, by its grammars");
        let grammar = self.grammars.as_ref()?.join(format!("{grammar}.rng"));
        self.program("xmllint", &["--noout", "--relaxng", grammar.to_str()?, "-"], code)
    }

    fn yaml(&self, code: &str) -> Checked {
        let documents = Yaml::load_from_str(code).map_err(|error| error.to_string())?;
        let keys = documents.first().and_then(Yaml::as_mapping).map(|mapping| mapping.keys());
        let keys: Vec<&str> = keys.into_iter().flatten().filter_map(Yaml::as_str).collect();
        let Some(document) = self.cloud_config.whole(code, &keys) else {
            self.count("other YAML documents, parsed");
            return Ok(());
        };
        self.cloud_config.has_keys(&keys)?;
        let Some(checked) = self.cloud_config.check(&document) else {
            self.missing.borrow_mut().insert("cloud-config by its schema: cloud-init cannot be run".to_owned());
            return Ok(());
        };
        self.count("cloud-config documents, by cloud-init's schema");
        checked
    }

    /// Gives a fragment to a program that only reads it. Nothing if the program is not here.
    fn program(&self, name: &str, arguments: &[&str], code: &str) -> Option<Checked> {
        let started = Command::new(name)
            .args(arguments)
            .stdin(Stdio::piped())
            .stdout(Stdio::null())
            .stderr(Stdio::piped())
            .spawn();
        let Ok(mut program) = started else {
            self.missing.borrow_mut().insert(format!("fragments for {name}, which is not installed"));
            return None;
        };
        program.stdin.take()?.write_all(code.as_bytes()).ok()?;
        let output = program.wait_with_output().ok()?;
        let said = String::from_utf8_lossy(&output.stderr);
        let why = said.lines().next().unwrap_or("it is refused");
        Some(if output.status.success() { Ok(()) } else { Err(format!("{name}: {why}")) })
    }
}
