//! The machines with what runs on them: three for the database, two for Simulado, one in front.

use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use tokio::process::Child;

use super::config::{self, OWNER, SUPERUSER};
use super::lan::{Lan, Machine};
use crate::client::{Client, Failure};
use crate::faults::cluster::programs;
use crate::faults::crowd::Crowd;
use crate::faults::database::Database;
use crate::faults::scene::pause;
use crate::faults::tale::{Trouble, not_run};
use crate::faults::tools::{self, said};

/// How long a thing may take to be there.
const PATIENCE: Duration = Duration::from_mins(1);

/// A folder that goes with its value.
struct Folder(PathBuf);

impl Drop for Folder {
    fn drop(&mut self) {
        drop(std::fs::remove_dir_all(&self.0));
    }
}

/// All of it. Machines go before the folder in which they write, and before the bridge.
pub struct Place {
    /// Those with `PostgreSQL`, Patroni and etcd.
    pub databases: Vec<Machine>,
    /// Those with Simulado and a `HAProxy` on its way to the database.
    pub nodes: Vec<Machine>,
    front: Machine,
    /// Those who answered in one test or another.
    pub crowds: Vec<Crowd>,
    /// How long it took to set up.
    pub took: Duration,
    children: Vec<Child>,
    program: PathBuf,
    home: Folder,
    postgres: PathBuf,
    _lan: Lan,
}

impl Place {
    /// Sets everything up.
    pub async fn set_up(program: &Path, questions: &Path) -> Result<Self, Trouble> {
        tools::need_root()?;
        tools::need(&["etcd", "patroni", "haproxy", "psql", "setpriv", "nft"])?;
        let Some(postgres) = programs() else { return not_run("there is no PostgreSQL server") };
        if said("id", &["postgres"]).is_err() {
            return not_run("there is no user postgres");
        }
        let whole = |path: &Path| {
            std::fs::canonicalize(path).map_err(|error| Trouble::Failed(format!("{}: {error}", path.display())))
        };
        let (program, questions) = (whole(program)?, whole(questions)?);
        let since = Instant::now();
        let home = Folder(PathBuf::from(said("mktemp", &["-d", "-t", "simulado-cluster.XXXXXX"])?.trim()));
        let lan = Lan::lay()?;
        let mut place = Self {
            databases: vec![lan.machine("db1", 21)?, lan.machine("db2", 22)?, lan.machine("db3", 23)?],
            nodes: vec![lan.machine("app1", 11)?, lan.machine("app2", 12)?],
            front: lan.machine("lb", 10)?,
            crowds: Vec::new(),
            took: Duration::ZERO,
            children: Vec::new(),
            program,
            home,
            postgres,
            _lan: lan,
        };
        place.configure(&questions)?;
        for which in 0..3 {
            place.start_database(which)?;
        }
        place.is_whole().await?;
        let leader = place.leader().await?;
        place.as_superuser(leader, &format!("CREATE ROLE simulado LOGIN PASSWORD '{OWNER}'"))?;
        place.as_superuser(leader, "CREATE DATABASE simulado OWNER simulado")?;
        // Both at once: one brings the database up to date, the other waits for it.
        for which in 0..2 {
            place.start_node(which)?;
        }
        let (front, log) = (place.home.0.join("web.cfg"), place.home.0.join("web.log"));
        let mut haproxy = place.front.command(None, Path::new("haproxy"), &log)?;
        place.keep(haproxy.args(["-db", "-f"]).arg(front))?;
        place.nodes_are_well().await?;
        place.took = since.elapsed();
        Ok(place)
    }

    fn configure(&self, questions: &Path) -> Result<(), Failure> {
        let write = |name: &str, text: String| {
            std::fs::write(self.home.0.join(name), text).map_err(|error| format!("{name}: {error}"))
        };
        said("chmod", &["755", &self.home.0.display().to_string()])?;
        write("web.cfg", config::web()?)?;
        write("way.cfg", config::way()?)?;
        for (number, machine) in (1..).zip(&self.nodes) {
            write(&format!("app{number}.toml"), config::simulado(&machine.address, questions, &self.front.address)?)?;
        }
        for which in 0..3 {
            let (name, folder) = (format!("db{}", which + 1), self.folder(which));
            std::fs::create_dir(&folder).map_err(|error| error.to_string())?;
            let text = config::patroni(&name, &self.databases[which].address, &folder, &self.postgres)?;
            write(&format!("{name}/patroni.yml"), text)?;
            said("chown", &["-R", "postgres:", &folder.display().to_string()])?;
        }
        Ok(())
    }

    fn folder(&self, which: usize) -> PathBuf {
        self.home.0.join(format!("db{}", which + 1))
    }

    fn keep(&mut self, command: &mut tokio::process::Command) -> Result<(), Failure> {
        // The machine kills what is left on it.
        let child =
            command.spawn().map_err(|error| format!("{}: {error}", command.as_std().get_program().display()))?;
        self.children.retain_mut(|child| matches!(child.try_wait(), Ok(None)));
        self.children.push(child);
        Ok(())
    }

    /// Starts what a machine with a database has.
    pub fn start_database(&mut self, which: usize) -> Result<(), Failure> {
        let (folder, name) = (self.folder(which), format!("db{}", which + 1));
        let machine = &self.databases[which];
        let mut etcd = machine.command(Some("postgres"), Path::new("etcd"), &folder.join("etcd.log"))?;
        etcd.envs(config::etcd(&name, &machine.address, &folder)?).current_dir("/");
        let mut patroni = machine.command(Some("postgres"), Path::new("patroni"), &folder.join("patroni.log"))?;
        patroni.arg(folder.join("patroni.yml")).current_dir("/");
        self.keep(&mut etcd)?;
        self.keep(&mut patroni)
    }

    /// Starts what a machine with Simulado has.
    pub fn start_node(&mut self, which: usize) -> Result<(), Failure> {
        let (machine, home) = (&self.nodes[which], &self.home.0);
        let mut haproxy = machine.command(None, Path::new("haproxy"), &home.join(format!("way{}.log", which + 1)))?;
        haproxy.args(["-db", "-f"]).arg(home.join("way.cfg"));
        // As systemd does: it is started again until the database is there.
        let mut node = machine.command(None, Path::new("sh"), &self.log(which))?;
        node.args(["-c", "until \"$0\" \"$@\"; do sleep 1; done"]).arg(&self.program).arg("--config");
        node.arg(home.join(format!("app{}.toml", which + 1))).env("RUST_LOG", "warn");
        for name in ["SIMULADO_LISTEN", "DATABASE_URL", "SIMULADO_QUESTIONS", "SIMULADO_PUBLIC_URL", "SIMULADO_CONFIG"]
        {
            node.env_remove(name);
        }
        self.keep(&mut haproxy)?;
        self.keep(&mut node)
    }

    fn log(&self, which: usize) -> PathBuf {
        self.home.0.join(format!("app{}.log", which + 1))
    }

    /// Where browsers go.
    pub fn address(&self) -> String {
        format!("{}:80", self.front.address)
    }

    /// Where one node listens.
    pub fn node(&self, which: usize) -> String {
        format!("{}:3000", self.nodes[which].address)
    }

    /// Which machine leads.
    pub async fn leader(&self) -> Result<usize, Failure> {
        for (which, machine) in self.databases.iter().enumerate() {
            if status(&format!("{}:8008", machine.address), "/primary").await == Some(200) {
                return Ok(which);
            }
        }
        Err("no database leads".to_owned())
    }

    /// Waits until one leads who is not that one.
    pub async fn another_leads(&self, old: usize) -> Result<usize, Failure> {
        within(PATIENCE, "another one does not lead", async || self.leader().await.ok().filter(|new| *new != old)).await
    }

    /// Waits until one database leads and two follow, one of them in step; and until Patroni knows it too, which forgets it when the
    /// leader's `PostgreSQL` crashes: until then nobody else may become the leader.
    pub async fn is_whole(&self) -> Result<(), Failure> {
        let select = "SELECT count(*) || ' ' || count(*) FILTER (WHERE sync_state = 'sync') FROM pg_stat_replication
                      WHERE state = 'streaming'";
        within(PATIENCE, "the databases are not whole", async || {
            let leader = self.leader().await.ok()?;
            let is_followed = self.as_superuser(leader, select).ok()?.trim() == "2 1";
            (is_followed && self.knows_one_in_step().await).then_some(())
        })
        .await
    }

    /// Whether a machine says that Patroni has it for the one that is in step.
    async fn knows_one_in_step(&self) -> bool {
        for machine in &self.databases {
            if status(&format!("{}:8008", machine.address), "/sync").await == Some(200) {
                return true;
            }
        }
        false
    }

    fn as_superuser(&self, which: usize, statement: &str) -> Result<String, Failure> {
        psql(&format!("postgres://postgres:{SUPERUSER}@{}/postgres", self.databases[which].address), statement)
    }

    /// Which machine has every commit before it is acknowledged.
    pub async fn in_step(&self) -> Result<usize, Failure> {
        let leader = self.leader().await?;
        let name =
            self.as_superuser(leader, "SELECT application_name FROM pg_stat_replication WHERE sync_state = 'sync'")?;
        let number = name.trim().strip_prefix("db").and_then(|number| number.parse::<usize>().ok());
        number.and_then(|number| number.checked_sub(1)).ok_or_else(|| format!("“{}” is no machine", name.trim()))
    }

    /// Waits until both nodes say that they are well, and the one in front, too.
    pub async fn nodes_are_well(&self) -> Result<(), Failure> {
        for address in [self.node(0), self.node(1), self.address()] {
            within(PATIENCE, &format!("{address} is not well"), async || {
                (status(&address, "/healthz").await == Some(200)).then_some(())
            })
            .await?;
        }
        Ok(())
    }

    /// What is stored, on the machine that leads.
    pub async fn database(&self) -> Result<Database, Failure> {
        Ok(Database::Postgres(self.url().await?))
    }

    async fn url(&self) -> Result<String, Failure> {
        Ok(format!("postgres://simulado:{OWNER}@{}/simulado", self.databases[self.leader().await?].address))
    }

    /// Runs a statement in Simulado's database.
    pub async fn sql(&self, statement: &str) -> Result<String, Failure> {
        psql(&self.url().await?, statement)
    }

    /// Runs a query on a machine, whether it leads or follows.
    pub fn sql_on(&self, which: usize, query: &str) -> Result<String, Failure> {
        psql(&format!("postgres://simulado:{OWNER}@{}/simulado", self.databases[which].address), query)
    }

    /// Whether the `PostgreSQL` of a machine takes writes, asked on the machine itself; nothing if it does not answer.
    pub fn takes_writes(&self, which: usize) -> Option<bool> {
        let socket = self.folder(which).display().to_string();
        let ask = "SELECT pg_is_in_recovery()";
        let as_owner = ["--reuid=postgres", "--regid=postgres", "--init-groups", "--"];
        let args: Vec<&str> =
            as_owner.into_iter().chain(["psql", "-XAtq", "-h", &socket, "-d", "postgres", "-c", ask]).collect();
        self.databases[which].runs("setpriv", &args).ok().map(|answer| answer.trim() == "f")
    }

    /// The process of `PostgreSQL` on a machine.
    pub fn postmaster(&self, which: usize) -> Result<String, Failure> {
        let file = self.folder(which).join("data/postmaster.pid");
        let text = std::fs::read_to_string(&file).map_err(|error| format!("{}: {error}", file.display()))?;
        text.lines().next().map(str::to_owned).ok_or_else(|| "PostgreSQL has no process".to_owned())
    }

    /// Runs a command of Simulado on a node, and gives what it said; with something to read.
    pub async fn command(&self, which: usize, args: &[&str], input: &str) -> Result<String, Failure> {
        use tokio::io::AsyncWriteExt as _;
        let log = self.home.0.join("command.log");
        let mut command = self.nodes[which].command(None, &self.program, &log)?;
        command.arg("--config").arg(self.home.0.join(format!("app{}.toml", which + 1))).args(args);
        command.stdin(std::process::Stdio::piped()).stdout(std::process::Stdio::piped());
        let mut child = command.spawn().map_err(|error| error.to_string())?;
        if let Some(mut stdin) = child.stdin.take() {
            stdin.write_all(input.as_bytes()).await.map_err(|error| error.to_string())?;
        }
        let output = child.wait_with_output().await.map_err(|error| error.to_string())?;
        let said = String::from_utf8_lossy(&output.stdout).into_owned();
        if output.status.success() {
            return Ok(said);
        }
        let why = std::fs::read_to_string(log).unwrap_or_default();
        Err(format!("simulado {}: {said}{why}", args.join(" ")))
    }

    /// Fails if anything in a node has panicked.
    pub fn is_calm(&self) -> Result<(), Failure> {
        for which in 0..2 {
            let log = std::fs::read_to_string(self.log(which)).map_err(|error| error.to_string())?;
            if let Some(line) = log.lines().find(|line| line.contains("panicked")) {
                return Err(format!("node {} panicked: {line}", which + 1));
            }
        }
        Ok(())
    }

    /// How often the logs of both nodes have this in them.
    pub fn said(&self, words: &str) -> usize {
        let log = |which| std::fs::read_to_string(self.log(which)).unwrap_or_default();
        (0..2).map(|which| log(which).matches(words).count()).sum()
    }

    /// The last lines of all logs.
    pub fn last_words(&self) -> String {
        let logs = ["app1.log", "app2.log", "db1/patroni.log", "db2/patroni.log", "db3/patroni.log", "db1/etcd.log"];
        let tail = |name: &str| {
            let log = std::fs::read_to_string(self.home.0.join(name)).unwrap_or_default();
            let lines: Vec<&str> = log.lines().collect();
            format!("    {name}:\n        {}", lines[lines.len().saturating_sub(5)..].join("\n        "))
        };
        logs.map(tail).join("\n")
    }
}

/// Runs a statement as somebody.
fn psql(url: &str, statement: &str) -> Result<String, Failure> {
    let url = format!("{url}?connect_timeout=3");
    said("psql", &["-XAtq", "-v", "ON_ERROR_STOP=1", "-d", &url, "-c", statement])
}

/// The status of a page; nothing if there is no answer within two seconds.
pub async fn status(address: &str, path: &str) -> Option<u16> {
    let mut client = Client::new(address);
    let answer = tokio::time::timeout(Duration::from_secs(2), client.get(path)).await;
    answer.ok()?.ok().map(|answer| answer.status.as_u16())
}

/// Asks again and again until there is something.
pub async fn within<T>(patience: Duration, what: &str, ask: impl AsyncFn() -> Option<T>) -> Result<T, Failure> {
    let since = Instant::now();
    loop {
        if let Some(found) = ask().await {
            return Ok(found);
        }
        if since.elapsed() > patience {
            return Err(format!("{what} within {} s", patience.as_secs()));
        }
        pause(100).await;
    }
}
