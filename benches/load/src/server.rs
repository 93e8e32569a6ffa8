//! Server processes under measurement: ours, and the ceilings.

use std::path::Path;
use std::process::Stdio;
use std::time::Duration;

use tokio::process::{Child, Command};

use super::client::{Client, Failure};

/// How long a server may take to its first answer.
const PATIENCE: Duration = Duration::from_mins(2);

/// A process that answers; it ends with this value.
pub struct Server {
    child: Child,
    /// Where it listens.
    pub address: String,
}

impl Server {
    /// Starts Simulado on a database.
    pub async fn simulado(program: &Path, questions: &Path, database_url: &str) -> Result<Self, Failure> {
        Self::set_up(simulado(program, questions, database_url).stdout(Stdio::null()), &free_address()?).await
    }

    /// Starts Simulado as it was set up, at an address.
    pub async fn set_up(command: &mut Command, address: &str) -> Result<Self, Failure> {
        let child = command.args(["--listen", address]).kill_on_drop(true).spawn();
        let child = child.map_err(|error| format!("the server does not start: {error}"))?;
        Self { child, address: address.to_owned() }.answering("/healthz").await
    }

    /// Starts a ceiling, which is this program under another name.
    pub async fn ceiling(name: &str, folder: &Path) -> Result<Self, Failure> {
        let address = free_address()?;
        let program = std::env::current_exe().map_err(|error| error.to_string())?;
        let child = Command::new(program)
            .args(["ceiling", name, &address])
            .arg(folder)
            .kill_on_drop(true)
            .spawn()
            .map_err(|error| error.to_string())?;
        Self { child, address }.answering("/healthz").await
    }

    async fn answering(mut self, path: &str) -> Result<Self, Failure> {
        let until = tokio::time::Instant::now() + PATIENCE;
        loop {
            if let Ok(answer) = Client::new(&self.address).get(path).await
                && answer.status == 200
            {
                return Ok(self);
            }
            if let Ok(Some(status)) = self.child.try_wait() {
                return Err(format!("the server ended: {status}"));
            }
            if tokio::time::Instant::now() > until {
                return Err("the server does not answer".to_owned());
            }
            tokio::time::sleep(Duration::from_millis(2)).await;
        }
    }

    /// Its process.
    pub fn pid(&self) -> u32 {
        self.child.id().unwrap_or_default()
    }

    /// Ends it, and waits until it has ended.
    pub async fn stop(mut self) -> Result<(), Failure> {
        self.child.kill().await.map_err(|error| error.to_string())
    }
}

/// Simulado on a database, whatever else it is asked to do.
pub fn simulado(program: &Path, questions: &Path, database_url: &str) -> Command {
    let mut command = Command::new(program);
    command.args(["--database-url", database_url, "--questions"]).arg(questions);
    command.env("RUST_LOG", "warn").env_remove("SIMULADO_CONFIG");
    command
}

/// A port of loopback that nobody listens on.
pub fn free_address() -> Result<String, Failure> {
    let listener = std::net::TcpListener::bind("127.0.0.1:0").map_err(|error| error.to_string())?;
    listener.local_addr().map(|address| address.to_string()).map_err(|error| error.to_string())
}
