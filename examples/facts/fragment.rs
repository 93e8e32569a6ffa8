//! Fragments of files in questions: whether they are such files.

use std::cell::RefCell;
use std::collections::BTreeSet;
use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use pulldown_cmark::{CodeBlockKind, Event, Parser, Tag, TagEnd};
use saphyr::{LoadableYamlNode as _, Yaml};
use simulado::exam::lang::Lang;
use simulado::exam::question::Question;

/// Words with which a line of a Dockerfile begins.
const DOCKERFILE: [&str; 18] = [
    "ADD",
    "ARG",
    "CMD",
    "COPY",
    "ENTRYPOINT",
    "ENV",
    "EXPOSE",
    "FROM",
    "HEALTHCHECK",
    "LABEL",
    "MAINTAINER",
    "ONBUILD",
    "RUN",
    "SHELL",
    "STOPSIGNAL",
    "USER",
    "VOLUME",
    "WORKDIR",
];

/// What fragments are held against.
pub struct Checks {
    /// Libvirt's grammars.
    grammars: Option<PathBuf>,
    /// The keys that a cloud-config may have.
    modules: BTreeSet<String>,
    /// Where Python finds cloud-init.
    cloud_init: Option<PathBuf>,
    scratch: PathBuf,
    missing: RefCell<BTreeSet<String>>,
}

type Checked = Result<(), String>;

impl Checks {
    /// Takes the grammars from the packages.
    pub fn new(packages: &[PathBuf], cache: &Path) -> Self {
        let find = |path: &str| packages.iter().map(|package| package.join(path)).find(|path| path.exists());
        let schema = "usr/lib/python3/dist-packages/cloudinit/config/schemas/schema-cloud-config-v1.json";
        let modules = find(schema).and_then(|file| fs::read(file).ok()).map(|json| top_keys(&json)).unwrap_or_default();
        Self {
            grammars: find("usr/share/libvirt/schemas/domain.rng").and_then(|file| file.parent().map(Path::to_owned)),
            modules,
            cloud_init: find("usr/lib/python3/dist-packages/cloudinit")
                .and_then(|one| one.parent().map(Path::to_owned)),
            scratch: cache.join("fragment"),
            missing: RefCell::default(),
        }
    }

    /// What could not be checked on this machine.
    pub fn missing(&self) -> Vec<String> {
        self.missing.borrow().iter().cloned().collect()
    }

    /// Looks at each fragment of a question that can be looked at. The fragments are the same in both languages.
    pub fn of(&self, question: &Question) -> Vec<Checked> {
        let body = question.body.get(Lang::En);
        let options = body.options.iter().map(|option| &option.text);
        let texts = [&body.stem].into_iter().chain(options);
        texts.flat_map(|text| blocks(text)).filter_map(|(language, code)| self.one(&language, &code)).collect()
    }

    fn one(&self, language: &str, code: &str) -> Option<Checked> {
        match language {
            "xml" => self.xml(code),
            "yaml" | "cloud-config" => Some(self.yaml(code)),
            "json" => {
                Some(serde_json::from_str::<serde_json::Value>(code).map(drop).map_err(|error| error.to_string()))
            }
            "toml" => Some(code.parse::<toml::Table>().map(drop).map_err(|error| error.to_string())),
            "sh" | "bash" => self.program("bash", &["-n"], code),
            "ruby" => self.program("ruby", &["-c"], code),
            "dockerfile" => Some(dockerfile(code)),
            _ => None,
        }
    }

    /// Well-formed; and if it is a whole document of libvirt's, by its grammar.
    fn xml(&self, code: &str) -> Option<Checked> {
        let root = code.trim_start().strip_prefix('<')?;
        let root: String = root.chars().take_while(char::is_ascii_alphanumeric).collect();
        let grammar = match root.as_str() {
            "domain" | "network" => root.clone(),
            "pool" => "storagepool".to_owned(),
            "volume" => "storagevol".to_owned(),
            _ => return self.program("xmllint", &["--noout", "-"], &format!("<fragment>{code}</fragment>")),
        };
        let grammar = self.grammars.as_ref()?.join(format!("{grammar}.rng"));
        self.program("xmllint", &["--noout", "--relaxng", grammar.to_str()?, "-"], code)
    }

    fn yaml(&self, code: &str) -> Checked {
        let documents = Yaml::load_from_str(code).map_err(|error| error.to_string())?;
        if !code.starts_with("#cloud-config") {
            return Ok(());
        }
        let keys = documents.first().and_then(Yaml::as_mapping).ok_or("a cloud-config is a mapping")?.keys();
        let keys: Vec<&str> = keys.filter_map(Yaml::as_str).collect();
        if let Some(other) = keys.iter().find(|key| !self.is_module(key)) {
            return Err(format!("cloud-init knows no key \"{other}\""));
        }
        self.schema(code).unwrap_or(Ok(()))
    }

    /// A key in capitals stands for one that is asked for.
    fn is_module(&self, key: &str) -> bool {
        self.modules.is_empty() || self.modules.contains(key) || key.chars().all(|c| c.is_ascii_uppercase())
    }

    /// cloud-init's own validation, where Python has what it needs.
    fn schema(&self, code: &str) -> Option<Checked> {
        let path = self.cloud_init.as_ref()?;
        fs::create_dir_all(&self.scratch).ok()?;
        let file = self.scratch.join("user-data");
        fs::write(&file, code).ok()?;
        let output = Command::new("python3")
            .env("PYTHONPATH", path)
            .args(["-m", "cloudinit.cmd.main", "schema", "--config-file"])
            .arg(&file)
            .output()
            .ok()?;
        let said = String::from_utf8_lossy(&[output.stdout, output.stderr].concat()).into_owned();
        if said.contains("ModuleNotFoundError") {
            self.missing
                .borrow_mut()
                .insert("cloud-config by its schema: Python lacks a module of cloud-init's".to_owned());
            return None;
        }
        let why = said.lines().last().unwrap_or_default().to_owned();
        Some(if output.status.success() { Ok(()) } else { Err(format!("cloud-config: {why}")) })
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

/// The fenced blocks of a text, with their languages.
fn blocks(text: &str) -> Vec<(String, String)> {
    let mut found: Vec<(String, String)> = Vec::new();
    let mut is_open = false;
    for event in Parser::new(text) {
        match event {
            Event::Start(Tag::CodeBlock(CodeBlockKind::Fenced(language))) => {
                found.push((language.into_string(), String::new()));
                is_open = true;
            }
            Event::Text(code) if is_open => found.last_mut().into_iter().for_each(|(_, all)| all.push_str(&code)),
            Event::End(TagEnd::CodeBlock) => is_open = false,
            _ => {}
        }
    }
    found
}

/// Every property that a part of the schema has at its top.
fn top_keys(json: &[u8]) -> BTreeSet<String> {
    let schema: serde_json::Value = serde_json::from_slice(json).unwrap_or_default();
    let parts = schema["$defs"].as_object().into_iter().flat_map(serde_json::Map::values);
    let parts = parts.chain([&schema]);
    parts.filter_map(|part| part["properties"].as_object()).flat_map(|names| names.keys().cloned()).collect()
}

/// Each line begins with an instruction, unless it goes on from the one before.
fn dockerfile(code: &str) -> Checked {
    let mut goes_on = false;
    for line in code.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with('#')) {
        let word = line.split_whitespace().next().unwrap_or_default();
        if !goes_on && !DOCKERFILE.contains(&word) {
            return Err(format!("no line of a Dockerfile begins with {word}"));
        }
        goes_on = line.ends_with('\\');
    }
    Ok(())
}
