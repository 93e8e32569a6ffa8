//! Machines in a network of their own: a namespace each, with a cable to a bridge. What runs in one can be killed as a whole, and
//! its cable pulled out. The addresses are set aside for measurements (RFC 2544). Everything is taken down with its value.

use std::fs::File;
use std::path::Path;
use std::process::Stdio;
use std::time::Duration;

use tokio::process::Command;

use crate::client::Failure;
use crate::faults::tale::{Trouble, not_run};
use crate::faults::tools::{self, said};

/// What all addresses begin with.
pub const NET: &str = "198.18.212.";

/// The bridge, with whoever runs this at it.
pub struct Lan {
    bridge: String,
}

/// A machine at the bridge.
pub struct Machine {
    namespace: String,
    cable: String,
    /// Its address.
    pub address: String,
}

impl Lan {
    /// Makes the bridge.
    pub fn lay() -> Result<Self, Trouble> {
        tools::need_root()?;
        tools::need(&["ip", "setpriv"])?;
        let lan = Self { bridge: format!("sc{}", std::process::id()) };
        let laid = ip(&format!("link add {} type bridge", lan.bridge))
            .and_then(|()| ip(&format!("address add {NET}1/24 dev {}", lan.bridge)))
            .and_then(|()| ip(&format!("link set {} up", lan.bridge)));
        match laid {
            Ok(()) => Ok(lan),
            Err(failure) => not_run(failure),
        }
    }

    /// Puts a machine to it.
    pub fn machine(&self, name: &str, host: u8) -> Result<Machine, Trouble> {
        let pid = std::process::id();
        let machine = Machine {
            namespace: format!("simulado-{pid}-{name}"),
            cable: format!("s{pid}{name}"),
            address: format!("{NET}{host}"),
        };
        match machine.plug_in(&self.bridge) {
            Ok(()) => Ok(machine),
            Err(failure) => not_run(failure),
        }
    }
}

impl Drop for Lan {
    fn drop(&mut self) {
        drop(ip(&format!("link delete {}", self.bridge)));
    }
}

impl Machine {
    fn plug_in(&self, bridge: &str) -> Result<(), Failure> {
        let Self { namespace, cable, address } = self;
        ip(&format!("netns add {namespace}"))?;
        ip(&format!("link add {cable} type veth peer name eth0 netns {namespace}"))?;
        ip(&format!("link set {cable} master {bridge}"))?;
        ip(&format!("link set {cable} up"))?;
        ip(&format!("-n {namespace} address add {address}/24 dev eth0"))?;
        ip(&format!("-n {namespace} link set eth0 up"))?;
        ip(&format!("-n {namespace} link set lo up"))
    }

    /// Pulls the cable out: nobody is told.
    pub fn cut(&self) -> Result<(), Failure> {
        ip(&format!("link set {} down", self.cable))
    }

    /// Puts it in again.
    pub fn join(&self) -> Result<(), Failure> {
        ip(&format!("link set {} up", self.cable))
    }

    /// Runs a program on it to its end.
    pub fn runs(&self, program: &str, args: &[&str]) -> Result<String, Failure> {
        let mut all = vec!["netns", "exec", &self.namespace, program];
        all.extend(args);
        said("ip", &all)
    }

    /// A program on it that goes on, as somebody, with what it says in a file.
    pub fn command(&self, user: Option<&str>, program: &Path, log: &Path) -> Result<Command, Failure> {
        let words = File::options().create(true).append(true).open(log);
        let words = words.map_err(|error| format!("{}: {error}", log.display()))?;
        let same = words.try_clone().map_err(|error| error.to_string())?;
        let mut command = Command::new("ip");
        command.args(["netns", "exec", &self.namespace]);
        if let Some(user) = user {
            command.args(["setpriv", &format!("--reuid={user}"), &format!("--regid={user}"), "--init-groups", "--"]);
        }
        command.arg(program).stdin(Stdio::null()).stdout(words).stderr(same);
        Ok(command)
    }

    /// The processes that run on it: we have started each, or one of them has.
    fn pids(&self) -> Vec<String> {
        let pids = said("ip", &["netns", "pids", &self.namespace]).unwrap_or_default();
        pids.split_whitespace().map(str::to_owned).collect()
    }

    /// Kills everything that runs on it with SIGKILL, and waits until it is gone.
    pub fn kill(&self) {
        for _ in 0..200 {
            let pids = self.pids();
            if pids.is_empty() {
                return;
            }
            let mut args = vec!["-KILL"];
            args.extend(pids.iter().map(String::as_str));
            // One that has ended meanwhile is none to complain about.
            drop(said("kill", &args));
            std::thread::sleep(Duration::from_millis(25));
        }
    }
}

impl Drop for Machine {
    fn drop(&mut self) {
        self.kill();
        drop(ip(&format!("link delete {}", self.cable)));
        drop(ip(&format!("netns delete {}", self.namespace)));
    }
}

fn ip(words: &str) -> Result<(), Failure> {
    said("ip", &words.split(' ').collect::<Vec<_>>()).map(drop)
}
