//! The programs of the unpacked packages, run where they lie.
//!
//! What is run is chosen elsewhere and is harmless. On top of that a program gets an empty home, a folder of its own, no
//! input, twenty seconds, and, where the kernel lets an ordinary user have one, a network without interfaces.

use std::collections::BTreeMap;
use std::ffi::OsString;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// How long a program may take.
const SECONDS: &str = "20";

/// Where packages have their programs.
const FOLDERS: [&str; 4] = ["usr/bin", "usr/sbin", "bin", "sbin"];

/// What a program printed.
pub struct Said {
    /// Whether it ended well.
    pub is_success: bool,
    /// On the standard output.
    pub out: String,
    /// On the standard error.
    pub errors: String,
}

impl Said {
    /// All of it.
    pub fn all(&self) -> String {
        format!("{}\n{}", self.out, self.errors)
    }

    /// The line that says what went wrong.
    pub fn why(&self) -> &str {
        let lines = || self.errors.lines().chain(self.out.lines()).map(str::trim).filter(|line| !line.is_empty());
        lines()
            .find(|line| line.to_ascii_lowercase().contains("error"))
            .or_else(|| lines().next())
            .unwrap_or("it failed")
    }
}

/// Every program that can be run.
pub struct Programs {
    found: BTreeMap<String, PathBuf>,
    environment: Vec<(&'static str, OsString)>,
    before: Vec<&'static str>,
    home: PathBuf,
    /// Programs that are in none of the packages.
    installed: Vec<String>,
}

impl Programs {
    /// The programs of all packages; of those that are wanted and in none of them, the ones that this machine has.
    pub fn of(packages: &[PathBuf], wanted: &[String], cache: &Path) -> Self {
        let (mut found, mut installed) = (BTreeMap::new(), Vec::new());
        for folder in packages.iter().flat_map(|package| FOLDERS.map(|folder| package.join(folder))) {
            for file in fs::read_dir(folder).into_iter().flatten().flatten() {
                found.entry(file.file_name().to_string_lossy().into_owned()).or_insert_with(|| file.path());
            }
        }
        for name in wanted {
            let path = std::env::var_os("PATH").unwrap_or_default();
            let here = std::env::split_paths(&path).map(|folder| folder.join(name)).find(|file| file.is_file());
            if let Some(here) = here.filter(|_| !found.contains_key(name)) {
                found.insert(name.clone(), here);
                installed.push(name.clone());
            }
        }
        let home = cache.join(".home");
        let _ = fs::remove_dir_all(&home);
        let _ = fs::create_dir_all(&home);
        let alone = ["unshare", "--map-root-user", "--net"];
        let can_be_alone = Command::new(alone[0]).args(&alone[1..]).arg("true").stderr(Stdio::null()).status();
        let before = if can_be_alone.is_ok_and(|status| status.success()) { alone.to_vec() } else { Vec::new() };
        Self { found, environment: environment(packages, &home), before, home, installed }
    }

    /// What is said of programs that are in none of the packages.
    pub fn installed(&self) -> Vec<String> {
        let named = (!self.installed.is_empty()).then(|| self.installed.join(", "));
        named.map(|names| format!("from this machine, not from a package: {names}")).into_iter().collect()
    }

    /// Whether there is such a program.
    pub fn has(&self, name: &str) -> bool {
        self.found.contains_key(name)
    }

    /// A folder that is empty, for one run.
    pub fn folder(&self) -> PathBuf {
        let folder = self.home.join("run");
        let _ = fs::remove_dir_all(&folder);
        let _ = fs::create_dir_all(&folder);
        folder
    }

    /// Runs a program in a folder. Nothing if it cannot be started here, be it that a library is missing.
    pub fn run(&self, name: &str, arguments: &[&str], folder: &Path) -> Option<Said> {
        let output = Command::new("timeout")
            .args(["--kill-after=1", SECONDS])
            .args(&self.before)
            .arg(self.found.get(name)?)
            .args(arguments)
            .env_clear()
            .envs(self.environment.iter().map(|(name, value)| (name, value)))
            .current_dir(folder)
            .stdin(Stdio::null())
            .output()
            .ok()?;
        let said = Said {
            is_success: output.status.success(),
            out: String::from_utf8_lossy(&output.stdout).into_owned(),
            errors: String::from_utf8_lossy(&output.stderr).into_owned(),
        };
        let unstarted =
            ["error while loading shared libraries", "ModuleNotFoundError", "LoadError", "MissingSpecError"];
        let is_unstarted = !said.is_success && unstarted.iter().any(|why| said.errors.contains(why));
        (!is_unstarted).then_some(said)
    }
}

/// Where loaders of libraries, Python and Ruby find what lies in the packages.
fn environment(packages: &[PathBuf], home: &Path) -> Vec<(&'static str, OsString)> {
    let below = |parent: &str, wanted: &dyn Fn(&str) -> bool, rest: &str| -> Vec<PathBuf> {
        let inner =
            packages.iter().flat_map(|package| fs::read_dir(package.join(parent)).into_iter().flatten().flatten());
        let named = inner.filter(|entry| wanted(&entry.file_name().to_string_lossy()));
        named.map(|entry| entry.path().join(rest)).filter(|path| path.is_dir()).collect()
    };
    let is_architecture = |name: &str| name.ends_with("-linux-gnu");
    let libraries = [below("usr/lib", &is_architecture, ""), below("lib", &is_architecture, "")].concat();
    let python = below("usr/lib", &|name| name == "python3", "dist-packages");
    let ruby = below("usr/lib", &|name| name == "ruby", "vendor_ruby");
    let compiled = below("usr/lib", &is_architecture, "rubygems-integration");
    let plain = below("usr/share", &|name| name == "rubygems-integration", "");
    let of_ruby = |parent: &PathBuf| fs::read_dir(parent).into_iter().flatten().flatten().map(|one| one.path());
    let mut gems: Vec<PathBuf> = plain.iter().chain(&compiled).flat_map(of_ruby).collect();
    // A path of its own takes away the one that Ruby has of itself.
    let own =
        Command::new("ruby").args(["-e", "puts Gem.path"]).output().map(|output| output.stdout).unwrap_or_default();
    gems.extend(String::from_utf8_lossy(&own).lines().map(PathBuf::from));
    let programs = packages.iter().flat_map(|package| FOLDERS.map(|folder| package.join(folder)));
    let programs = programs.filter(|folder| folder.is_dir()).chain(["/usr/bin", "/bin"].map(PathBuf::from)).collect();
    let joined = |paths: Vec<PathBuf>| std::env::join_paths(paths).unwrap_or_default();
    vec![
        ("HOME", home.into()),
        ("TMPDIR", home.into()),
        ("XDG_RUNTIME_DIR", home.into()),
        ("LC_ALL", "C.UTF-8".into()),
        ("PATH", joined(programs)),
        ("LD_LIBRARY_PATH", joined(libraries)),
        ("PYTHONPATH", joined(python)),
        ("PYTHONDONTWRITEBYTECODE", "1".into()),
        ("RUBYLIB", joined(ruby)),
        ("GEM_PATH", joined(gems)),
        ("CHECKPOINT_DISABLE", "1".into()),
    ]
}
