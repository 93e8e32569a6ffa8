//! Debian's packages: fetched and unpacked into a cache, nothing is installed.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use indicatif::ProgressBar;
use serde::Deserialize;

/// The file that names the packages, beside the exam's own.
const FILE: &str = "packages.toml";

/// What the file says.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Packages {
    /// Those with manual pages, programs, grammars.
    #[serde(rename = "packages")]
    cited: Vec<String>,
    /// What programs of these packages need to run: libraries, and modules of Python and Ruby.
    #[serde(default)]
    needed: Vec<String>,
    /// Programs whose `--help` is a witness.
    #[serde(default)]
    pub asked: Vec<String>,
    /// Command lines up to a word that came after the program of these packages.
    #[serde(default)]
    pub newer: Vec<String>,
}

/// Reads the file of an exam.
pub fn read(exam: &Path) -> Result<Packages, String> {
    let file = exam.join(FILE);
    let text = fs::read_to_string(&file).map_err(|error| format!("{}: {error}", file.display()))?;
    toml::from_str(&text).map_err(|error| format!("{}: {error}", file.display()))
}

/// The folders into which the packages are unpacked; those that cannot be fetched are said, and left out.
pub fn unpack_all(packages: &Packages, cache: &Path) -> Result<Vec<PathBuf>, String> {
    fs::create_dir_all(cache).map_err(|error| format!("{}: {error}", cache.display()))?;
    let cache = fs::canonicalize(cache).map_err(|error| format!("{}: {error}", cache.display()))?;
    let bar = ProgressBar::new((packages.cited.len() + packages.needed.len()) as u64);
    let mut folders = Vec::new();
    for package in packages.cited.iter().chain(&packages.needed) {
        bar.inc(1);
        let folder = cache.join(package);
        if !folder.exists()
            && let Err(why) = unpack(package, &cache, &folder)
        {
            bar.suspend(|| eprintln!("{package}: {why}"));
            continue;
        }
        folders.push(folder);
    }
    bar.finish_and_clear();
    if folders.is_empty() { Err("no package could be fetched".to_owned()) } else { Ok(folders) }
}

/// What was begun stands under another name: a folder that is there is whole.
fn unpack(package: &str, cache: &Path, folder: &Path) -> Result<(), String> {
    let fresh = cache.join(format!(".{package}"));
    let _ = fs::remove_dir_all(&fresh);
    fs::create_dir(&fresh).map_err(|error| error.to_string())?;
    download(package, &fresh)?;
    let files = fs::read_dir(&fresh).map_err(|error| error.to_string())?;
    let archive = files.flatten().map(|file| file.path()).find(|path| path.extension().is_some_and(|end| end == "deb"));
    let archive = archive.ok_or("nothing was fetched")?;
    run(Command::new("dpkg").arg("-x").arg(&archive).arg(&fresh))?;
    fs::remove_file(&archive).and_then(|()| fs::rename(&fresh, folder)).map_err(|error| error.to_string())
}

/// The version that would be installed may have come from elsewhere: then any other that can be had.
fn download(package: &str, to: &Path) -> Result<(), String> {
    let get = |what: &str| run(Command::new("apt-get").args(["download", "-q", what]).current_dir(to));
    let first = get(package);
    if first.is_ok() {
        return first;
    }
    let listed = Command::new("apt-cache").args(["madison", package]).output().map_err(|error| error.to_string())?;
    let listed = String::from_utf8_lossy(&listed.stdout).into_owned();
    let mut versions = listed.lines().filter_map(|line| line.split('|').nth(1)).map(str::trim);
    if versions.any(|version| get(&format!("{package}={version}")).is_ok()) { Ok(()) } else { first }
}

fn run(command: &mut Command) -> Result<(), String> {
    let output = command.output().map_err(|error| error.to_string())?;
    let said = String::from_utf8_lossy(&output.stderr);
    if output.status.success() { Ok(()) } else { Err(said.lines().last().unwrap_or("it failed").to_owned()) }
}
