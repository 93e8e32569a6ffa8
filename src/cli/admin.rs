//! Making admins from the command line.

use std::error::Error;
use std::io::{BufRead as _, IsTerminal as _, Write as _};

use clap::{Args, Subcommand};

use crate::ambient::{Clock, Random};
use crate::auth::password::Passwords;
use crate::config::Config;
use crate::exam::id::CandidateId;
use crate::exam::lang::Lang;
use crate::exam::role::Role;
use crate::people::admin_made;
use crate::store::audit::COMMAND_LINE;
use crate::store::{Store, audit, candidate};
use crate::web::credentials;

/// What to do about admins.
#[derive(Args)]
pub struct AdminArgs {
    #[command(subcommand)]
    command: AdminCommand,
}

#[derive(Subcommand)]
enum AdminCommand {
    /// Make an admin; the password is read from standard input, so that no list of processes shows it
    Create {
        /// The name to sign in with
        name: String,
    },
}

/// Runs it.
pub async fn run(args: &AdminArgs, config: &Config) -> Result<(), Box<dyn Error>> {
    let AdminCommand::Create { name } = &args.command;
    let words = credentials::english();
    let name = credentials::name(name, words).map_err(|wrong| wrong.error.unwrap_or_default())?;
    let typed = read_password()?;
    let password = credentials::new_password(&typed, &name, words).map_err(|wrong| wrong.error.unwrap_or_default())?;
    let store = Store::open(&config.database_url).await?;
    let (clock, random) = (Clock::System, Random::System);
    let hash = Passwords::new(random.clone()).hash(&password).await?;
    let now = clock.now();
    let (id, new) = (CandidateId(random.uuid(now)), name.clone());
    let act = admin_made(&random, now, id, (None, COMMAND_LINE));
    let made = store
        .write(move |tx| {
            Box::pin(async move {
                if candidate::by_name(tx, &new).await?.is_some() {
                    return Ok(false);
                }
                candidate::add_guest(tx, id, Lang::En, "system", now).await?;
                candidate::register(tx, id, &new, &hash).await?;
                candidate::set_role(tx, id, Role::Admin).await?;
                audit::add(tx, &act).await?;
                Ok(true)
            })
        })
        .await?;
    if !made {
        return Err(format!("someone is called {name} already; nothing was changed").into());
    }
    println!("{name} is an admin now.");
    Ok(())
}

fn read_password() -> Result<String, std::io::Error> {
    if std::io::stdin().is_terminal() {
        print!("Password (it is shown as you type): ");
        std::io::stdout().flush()?;
    }
    let mut line = String::new();
    std::io::stdin().lock().read_line(&mut line)?;
    Ok(line.trim_end_matches(['\r', '\n']).to_owned())
}
