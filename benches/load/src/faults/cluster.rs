//! A `PostgreSQL` of its own, which goes with this value: on a socket in its folder, and if wanted in a network of its own.

use std::path::{Path, PathBuf};

use super::database::Database;
use super::tale::{Trouble, not_run};
use super::tools::{self, said};
use crate::client::Failure;

/// The cluster.
pub struct Cluster {
    programs: PathBuf,
    home: PathBuf,
    /// The network namespace it runs in, and the address there.
    network: Option<(String, String)>,
}

/// Where the server's programs are.
pub fn programs() -> Option<PathBuf> {
    let mut versions: Vec<PathBuf> = std::fs::read_dir("/usr/lib/postgresql")
        .map(|folders| folders.flatten().map(|folder| folder.path().join("bin")).collect())
        .unwrap_or_default();
    versions.sort_by_key(|bin| {
        let version = bin.parent().and_then(Path::file_name).and_then(|name| name.to_str());
        version.and_then(|version| version.parse::<u32>().ok())
    });
    versions.extend(said("which", &["initdb"]).ok().and_then(|path| {
        let real = std::fs::canonicalize(path.trim()).ok()?;
        real.parent().map(Path::to_owned)
    }));
    versions.into_iter().rfind(|bin| bin.join("initdb").exists())
}

impl Cluster {
    /// Makes one and starts it.
    pub fn start(network: Option<(String, String)>) -> Result<Self, Trouble> {
        let Some(programs) = programs() else { return not_run("there is no PostgreSQL server") };
        tools::need(&["psql"])?;
        let mut cluster = Self { programs, home: PathBuf::new(), network };
        let home = Self::run_as_owner(None, "mktemp", &["-d", "-t", "simulado-faults-pg.XXXXXX"])?;
        cluster.home = PathBuf::from(home.trim());
        let (data, initdb) = (cluster.data(), cluster.program("initdb"));
        // Flushes are as they are outside tests.
        Self::run_as_owner(None, &initdb, &["-D", &data, "-U", "postgres", "-A", "trust", "-E", "UTF8", "--locale=C"])?;
        let address = cluster.network.as_ref().map_or("", |(_, address)| address);
        let socket = cluster.home.display();
        let settings = format!(
            "listen_addresses='{address}'\nunix_socket_directories='{socket}'\nmax_connections=60\nshared_buffers=64MB\n"
        );
        cluster.append("postgresql.conf", &settings)?;
        cluster.append("pg_hba.conf", "host all all samenet trust\n")?;
        cluster.control(&["start"])?;
        Ok(cluster)
    }

    fn append(&self, name: &str, text: &str) -> Result<(), Failure> {
        use std::io::Write as _;
        let path = self.home.join("data").join(name);
        let file = std::fs::File::options().append(true).open(&path);
        file.and_then(|mut file| file.write_all(text.as_bytes())).map_err(|error| error.to_string())
    }

    fn data(&self) -> String {
        self.home.join("data").display().to_string()
    }

    fn program(&self, name: &str) -> String {
        self.programs.join(name).display().to_string()
    }

    /// `PostgreSQL` refuses to run as root.
    fn run_as_owner(network: Option<&str>, program: &str, args: &[&str]) -> Result<String, Failure> {
        let mut all = Vec::new();
        if let Some(name) = network {
            all.extend(["ip", "netns", "exec", name]);
        }
        if tools::is_root() {
            let user = if said("id", &["postgres"]).is_ok() { "postgres" } else { "nobody" };
            all.extend(["runuser", "-u", user, "--"]);
        }
        all.push(program);
        all.extend(args);
        said(all[0], &all[1..])
    }

    fn control(&self, what: &[&str]) -> Result<(), Failure> {
        let (data, log, control) = (self.data(), self.home.join("log").display().to_string(), self.program("pg_ctl"));
        let mut args = vec!["-D", &data, "-l", &log, "-w", "-s"];
        args.extend(what);
        let network = self.network.as_ref().map(|(name, _)| name.as_str());
        Self::run_as_owner(network, &control, &args).map(drop)
    }

    /// Crashes it, and starts it again.
    pub fn crash(&self) -> Result<(), Failure> {
        self.control(&["restart", "-m", "immediate"])
    }

    /// Runs a statement.
    pub fn run(&self, statement: &str) -> Result<String, Failure> {
        let home = self.home.display().to_string();
        said("psql", &["-XAtq", "-h", &home, "-U", "postgres", "-d", "postgres", "-c", statement])
    }

    /// A new database: its address, and where to look at it.
    pub fn database(&self, name: &str) -> Result<(String, Database), Failure> {
        self.run(&format!("CREATE DATABASE {name}"))?;
        let local = format!("postgres://postgres@localhost/{name}?host={}", self.home.display());
        let url = match &self.network {
            Some((_, address)) => format!("postgres://postgres@{address}/{name}"),
            None => local.clone(),
        };
        Ok((url, Database::Postgres(local)))
    }
}

impl Drop for Cluster {
    fn drop(&mut self) {
        if !self.home.as_os_str().is_empty() {
            drop(self.control(&["stop", "-m", "immediate"]));
            drop(std::fs::remove_dir_all(&self.home));
        }
    }
}
