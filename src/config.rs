//! How the service is set up: the command line, then the environment, then one optional TOML file, then the defaults.

use std::net::{IpAddr, SocketAddr};
use std::num::NonZeroUsize;
use std::path::{Path, PathBuf};
use std::str::FromStr;

use clap::Args;
use jiff::SignedDuration;
use serde::Deserialize;

/// How many backups are kept unless something else is said.
const KEPT: NonZeroUsize = NonZeroUsize::new(7).expect("seven is not zero");

/// What can be set on the command line or in the environment. What is left out comes from the file or the defaults.
#[derive(Args, Clone, Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub struct Given {
    /// A TOML file with any of these settings, named as the options are
    #[arg(long, env = "SIMULADO_CONFIG", value_name = "FILE", global = true)]
    #[serde(skip)]
    pub config: Option<PathBuf>,
    /// Address and port to listen on [default: 127.0.0.1:3000]
    #[arg(long, env = "SIMULADO_LISTEN", value_name = "ADDRESS", global = true)]
    pub listen: Option<SocketAddr>,
    /// sqlite:PATH or postgres://… [default: sqlite:data/simulado.db]
    #[arg(long, env = "DATABASE_URL", value_name = "URL", hide_env_values = true, global = true)]
    pub database_url: Option<String>,
    /// The folder that holds a folder per exam [default: questions]
    #[arg(long, env = "SIMULADO_QUESTIONS", value_name = "DIR", global = true)]
    pub questions: Option<PathBuf>,
    /// The address people open, such as <https://exams.example.com>; with https, cookies are for https alone
    #[arg(long, env = "SIMULADO_PUBLIC_URL", value_name = "URL", global = true)]
    pub public_url: Option<String>,
    /// The address of a proxy of yours, whose X-Forwarded-For is believed; may be given again, and with commas
    #[arg(long, env = "SIMULADO_TRUSTED_PROXIES", value_name = "ADDRESS", value_delimiter = ',', global = true)]
    pub trusted_proxies: Option<Vec<IpAddr>>,
    /// While serving an embedded database, put backups of it into this folder
    #[arg(long, env = "SIMULADO_BACKUP_FOLDER", value_name = "DIR", global = true)]
    pub backup_folder: Option<PathBuf>,
    /// How often to make one, as in 24h or 90m [default: never]
    #[arg(long, env = "SIMULADO_BACKUP_EVERY", value_name = "TIME", global = true)]
    pub backup_every: Option<Every>,
    /// How many of them to keep [default: 7]
    #[arg(long, env = "SIMULADO_BACKUP_KEEP", value_name = "NUMBER", global = true)]
    pub backup_keep: Option<NonZeroUsize>,
}

/// How often something is done: a minute or longer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(try_from = "String")]
pub struct Every(pub SignedDuration);

impl FromStr for Every {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let unclear = || format!("“{text}” is no time such as 24h or 90m");
        let every = match text.strip_suffix('d') {
            Some(days) => {
                days.trim().parse().ok().and_then(|days: u16| SignedDuration::try_from_hours(24 * i64::from(days)))
            }
            None => text.parse().ok(),
        };
        let every: SignedDuration = every.ok_or_else(unclear)?;
        if every < SignedDuration::from_mins(1) {
            return Err(format!("“{text}” is less than a minute"));
        }
        Ok(Self(every))
    }
}

impl TryFrom<String> for Every {
    type Error = String;

    fn try_from(text: String) -> Result<Self, String> {
        text.parse()
    }
}

/// The settings in force.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Config {
    /// Where to listen.
    pub listen: SocketAddr,
    /// Where everything is stored.
    pub database_url: String,
    /// Where the questions are.
    pub questions: PathBuf,
    /// The address people open.
    pub public_url: String,
    /// Proxies of ours, whose word is taken for where a request comes from.
    pub trusted_proxies: Vec<IpAddr>,
    /// Backups that are made while serving; nothing where they are off.
    pub backups: Option<Backups>,
}

/// Backups that are made again and again.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Backups {
    /// Where to.
    pub folder: PathBuf,
    /// How often.
    pub every: SignedDuration,
    /// How many are kept.
    pub keep: NonZeroUsize,
}

/// Settings that cannot be used, in one sentence.
#[derive(Debug, thiserror::Error)]
pub enum ConfigError {
    /// A file of them.
    #[error("{}: {message}", file.display())]
    File {
        /// Which.
        file: PathBuf,
        /// What is wrong with it.
        message: String,
    },
    /// Some that do not go together.
    #[error("{0}")]
    Together(&'static str),
}

impl Config {
    /// Puts the settings together.
    pub fn new(given: Given) -> Result<Self, ConfigError> {
        let file = match &given.config {
            Some(path) => read(path)?,
            None => Given::default(),
        };
        let folder = given.backup_folder.or(file.backup_folder);
        let backups = match (folder, given.backup_every.or(file.backup_every)) {
            (Some(folder), Some(Every(every))) => {
                let keep = given.backup_keep.or(file.backup_keep).unwrap_or(KEPT);
                Some(Backups { folder, every, keep })
            }
            (None, None) => None,
            (Some(_), None) => {
                return Err(ConfigError::Together(
                    "there is a backup-folder, but no backup-every: say how often, as in 24h",
                ));
            }
            (None, Some(_)) => {
                return Err(ConfigError::Together("there is a backup-every, but no backup-folder: say where to"));
            }
        };
        let listen = given.listen.or(file.listen).unwrap_or_else(|| SocketAddr::from(([127, 0, 0, 1], 3000)));
        Ok(Self {
            listen,
            database_url: given
                .database_url
                .or(file.database_url)
                .unwrap_or_else(|| "sqlite:data/simulado.db".to_owned()),
            questions: given.questions.or(file.questions).unwrap_or_else(|| PathBuf::from("questions")),
            public_url: given.public_url.or(file.public_url).unwrap_or_else(|| format!("http://{listen}")),
            trusted_proxies: given.trusted_proxies.or(file.trusted_proxies).unwrap_or_default(),
            backups,
        })
    }

    /// Whether people reach the service by https.
    pub fn secure(&self) -> bool {
        self.public_url.starts_with("https://")
    }
}

fn read(path: &Path) -> Result<Given, ConfigError> {
    let error = |message: String| ConfigError::File { file: path.to_owned(), message };
    let text = std::fs::read_to_string(path).map_err(|cause| error(format!("cannot be read ({cause})")))?;
    toml::from_str(&text).map_err(|cause| {
        let line = cause.span().map_or(1, |span| 1 + text[..span.start].matches('\n').count());
        error(format!("line {line}: {}", cause.message().trim().replace('\n', ", ")))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_given_comes_before_the_file_and_the_file_before_the_defaults() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("simulado.toml");
        std::fs::write(&path, "listen = \"127.0.0.1:4000\"\nquestions = \"bank\"\ntrusted-proxies = [\"::1\"]\n")
            .unwrap();
        let config = Config::new(Given {
            config: Some(path),
            listen: Some("127.0.0.1:5000".parse().unwrap()),
            ..Given::default()
        })
        .unwrap();
        assert_eq!(config.listen.port(), 5000);
        assert_eq!(config.questions, PathBuf::from("bank"));
        assert_eq!(config.database_url, "sqlite:data/simulado.db");
        assert_eq!(config.trusted_proxies, [IpAddr::from([0, 0, 0, 0, 0, 0, 0, 1])]);
        assert!(!config.secure());
    }

    #[test]
    fn a_wrong_file_is_named_with_the_line() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("simulado.toml");
        std::fs::write(&path, "listen = \"127.0.0.1:4000\"\nport = 3\n").unwrap();
        let error = Config::new(Given { config: Some(path), ..Given::default() }).unwrap_err().to_string();
        assert!(error.contains("simulado.toml: line 2: unknown field `port`"), "{error}");
    }

    #[test]
    fn backups_need_a_folder_and_a_time() {
        let given = |folder: Option<&str>, every: Option<&str>| Given {
            backup_folder: folder.map(PathBuf::from),
            backup_every: every.map(|every| every.parse().unwrap()),
            ..Given::default()
        };
        assert_eq!(Config::new(given(None, None)).unwrap().backups, None);
        let backups = Config::new(given(Some("kept"), Some("24h"))).unwrap().backups.unwrap();
        assert_eq!((backups.every, backups.keep.get()), (SignedDuration::from_hours(24), 7));
        assert!(Config::new(given(Some("kept"), None)).unwrap_err().to_string().contains("no backup-every"));
        assert!(Config::new(given(None, Some("1d"))).unwrap_err().to_string().contains("no backup-folder"));
        assert_eq!("2d".parse(), Ok(Every(SignedDuration::from_hours(48))));
        assert_eq!("1h 30m".parse(), Ok(Every(SignedDuration::from_mins(90))));
        for wrong in ["", "soon", "10s", "-24h", "999999999999d"] {
            assert!(wrong.parse::<Every>().is_err(), "{wrong}");
        }
    }
}
