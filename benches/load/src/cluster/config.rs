//! The files of `deploy/` with the addresses, folders and names of this run in them.

use std::path::Path;

use super::lan::NET;
use crate::client::Failure;

const DOCUMENTED: &str = "192.0.2.";
const PATRONI: &str = include_str!("../../../../deploy/patroni/patroni.yml");
const ETCD: &str = include_str!("../../../../deploy/patroni/etcd.env");
const WEB: &str = include_str!("../../../../deploy/haproxy-web.cfg");
const WAY: &str = include_str!("../../../../deploy/haproxy-database.cfg");
const SIMULADO: &str = include_str!("../../../../deploy/simulado.toml");

/// The passwords as the files have them.
pub const SUPERUSER: &str = "change-me-superuser";
/// That of Simulado itself.
pub const OWNER: &str = "change-me-simulado";

/// Puts something in the place of something that must be there.
fn put(text: &str, is: &str, becomes: &str) -> Result<String, Failure> {
    if text.contains(is) { Ok(text.replace(is, becomes)) } else { Err(format!("no “{is}” in a file of deploy/")) }
}

/// Of these lines alone, the address of the machine.
fn own_address(text: &str, lines: &[&str], is: &str, becomes: &str) -> String {
    let own = |line: &str| lines.iter().any(|begins| line.trim_start().starts_with(begins));
    let changed = text.lines().map(|line| if own(line) { line.replace(is, becomes) } else { line.to_owned() });
    changed.collect::<Vec<_>>().join("\n") + "\n"
}

/// Patroni on a machine: its name and address, its folder, and where `PostgreSQL`'s programs are.
pub fn patroni(name: &str, address: &str, home: &Path, programs: &Path) -> Result<String, Failure> {
    let text = own_address(PATRONI, &["listen:", "connect_address:"], "192.0.2.21", address);
    let text = put(&text, "name: db1", &format!("name: {name}"))?;
    let text = put(&text, "/var/lib/postgresql/simulado.pgpass", &home.join("pgpass").display().to_string())?;
    let text = put(&text, "/var/lib/postgresql/simulado", &home.join("data").display().to_string())?;
    let text = put(&text, "/var/run/postgresql", &home.display().to_string())?;
    let text = put(&text, "/usr/lib/postgresql/15/bin", &programs.display().to_string())?;
    // This machine is to go on when Patroni is killed.
    let text = put(&text, "mode: automatic", "mode: off")?;
    put(&text, DOCUMENTED, NET)
}

/// The environment of etcd on a machine.
pub fn etcd(name: &str, address: &str, home: &Path) -> Result<Vec<(String, String)>, Failure> {
    let own = ["ETCD_LISTEN", "ETCD_ADVERTISE", "ETCD_INITIAL_ADVERTISE"];
    let text = own_address(ETCD, &own, "192.0.2.21", address);
    let text = put(&text, "ETCD_NAME=db1", &format!("ETCD_NAME={name}"))?;
    let text = put(&text, "/var/lib/etcd/simulado", &home.join("etcd").display().to_string())?;
    let text = put(&text, DOCUMENTED, NET)?;
    let lines = text.lines().filter(|line| !line.starts_with('#')).filter_map(|line| line.split_once('='));
    Ok(lines.map(|(name, value)| (name.to_owned(), value.to_owned())).collect())
}

/// `HAProxy` in front of the nodes.
pub fn web() -> Result<String, Failure> {
    put(WEB, DOCUMENTED, NET)
}

/// The same on loopback, in front of two nodes there.
pub fn web_on_loopback(address: &str, nodes: [&str; 2], root: bool) -> Result<String, Failure> {
    let text = put(WEB, "bind :80", &format!("bind {address}"))?;
    let text = put(&text, "192.0.2.11:3000", nodes[0])?;
    let text = put(&text, "192.0.2.12:3000", nodes[1])?;
    if root {
        return Ok(text);
    }
    // Only root can become somebody else.
    put(&put(&text, "    user haproxy\n", "")?, "    group haproxy\n", "")
}

/// `HAProxy` beside a node, on the way to the database.
pub fn way() -> Result<String, Failure> {
    put(WAY, DOCUMENTED, NET)
}

/// A node.
pub fn simulado(address: &str, questions: &Path, public: &str) -> Result<String, Failure> {
    let text = put(SIMULADO, "192.0.2.11", address)?;
    let text = put(&text, "/usr/share/simulado/questions", &questions.display().to_string())?;
    let text = put(&text, "https://exams.example.com", &format!("http://{public}"))?;
    put(&text, DOCUMENTED, NET)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_files_of_deploy_become_those_of_this_network() {
        let home = Path::new("/tmp/x");
        let text = patroni("db2", "198.18.212.22", home, Path::new("/opt/bin")).unwrap();
        for line in ["name: db2", "  listen: 198.18.212.22:8008", "  data_dir: /tmp/x/data", "  mode: off"] {
            assert!(text.lines().any(|one| one == line), "{line}: {text}");
        }
        assert!(text.contains("hosts: 198.18.212.21:2379,198.18.212.22:2379,198.18.212.23:2379"), "{text}");
        let etcd = etcd("db3", "198.18.212.23", home).unwrap();
        let value = |name: &str| etcd.iter().find(|(is, _)| is == name).map(|(_, value)| value.as_str());
        assert_eq!(value("ETCD_NAME"), Some("db3"));
        assert_eq!(value("ETCD_LISTEN_PEER_URLS"), Some("http://198.18.212.23:2380"));
        assert!(value("ETCD_INITIAL_CLUSTER").unwrap().starts_with("db1=http://198.18.212.21:2380,"));
        let node = simulado("198.18.212.12", home, "198.18.212.10").unwrap();
        for text in [text, web().unwrap(), way().unwrap(), node] {
            assert!(
                !text.lines().any(|line| !line.trim_start().starts_with('#') && line.contains(DOCUMENTED)),
                "{text}"
            );
        }
    }

    #[test]
    fn the_lock_of_the_leader_is_long_enough_for_what_patroni_asks() {
        let number = |name: &str| -> u32 {
            let line = PATRONI.lines().find_map(|line| line.trim().strip_prefix(name)).expect("the setting");
            line.trim().parse().expect("a number")
        };
        let (ttl, wait, retry) = (number("ttl:"), number("loop_wait:"), number("retry_timeout:"));
        assert!(ttl >= 20 && ttl >= wait + 2 * retry);
        assert!(ttl + wait <= 30, "another one leads within 30 s");
    }
}
