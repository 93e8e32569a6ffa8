//! How the service is set up: the command line, then the environment, then one optional TOML file, then the defaults.

use std::net::SocketAddr;
use std::path::{Path, PathBuf};

use clap::Args;
use serde::Deserialize;

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
}

/// A settings file that cannot be used, in one sentence.
#[derive(Debug, thiserror::Error)]
#[error("{}: {message}", file.display())]
pub struct ConfigError {
    file: PathBuf,
    message: String,
}

impl Config {
    /// Puts the settings together.
    pub fn new(given: Given) -> Result<Self, ConfigError> {
        let file = match &given.config {
            Some(path) => read(path)?,
            None => Given::default(),
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
        })
    }

    /// Whether people reach the service by https.
    pub fn secure(&self) -> bool {
        self.public_url.starts_with("https://")
    }
}

fn read(path: &Path) -> Result<Given, ConfigError> {
    let error = |message: String| ConfigError { file: path.to_owned(), message };
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
        std::fs::write(&path, "listen = \"127.0.0.1:4000\"\nquestions = \"bank\"\n").unwrap();
        let config = Config::new(Given {
            config: Some(path),
            listen: Some("127.0.0.1:5000".parse().unwrap()),
            ..Given::default()
        })
        .unwrap();
        assert_eq!(config.listen.port(), 5000);
        assert_eq!(config.questions, PathBuf::from("bank"));
        assert_eq!(config.database_url, "sqlite:data/simulado.db");
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
}
