//! Serving: read the files, take the port, open the database, and answer until told to stop.
//!
//! In this order, so that whatever is wrong is found before anything is changed.

use std::error::Error;
use std::io::Write as _;

use jiff::SignedDuration;
use tokio::net::TcpListener;
use tokio::signal::unix::{SignalKind, signal};
use tokio::sync::watch;

use crate::ambient::{Clock, Random};
use crate::auth::password::Passwords;
use crate::auth::token::Token;
use crate::cli::connections;
use crate::config::Config;
use crate::proctor::{Library, Proctor, file_attempts, read_banks, sweep};
use crate::store::{Store, candidate, question_file, setup};
use crate::upkeep::schedule::{self, Schedule};
use crate::web::{self, App};

/// Says something to whoever started the program. Nobody may be listening: that is no reason to stop.
fn say(words: std::fmt::Arguments<'_>) {
    let _ = writeln!(std::io::stdout(), "{words}");
}

/// How long requests under way may take after the service was told to stop.
const PATIENCE: std::time::Duration = std::time::Duration::from_secs(20);
/// How long the link for the first admin is good.
const LINK: SignedDuration = SignedDuration::from_hours(24);

/// Serves until SIGTERM or an interrupt, then finishes the requests under way.
pub async fn run(config: Config) -> Result<(), Box<dyn Error>> {
    let banks = read_banks(&config.questions, &question_file::peek(&config.database_url).await)?;
    let listener = TcpListener::bind(config.listen)
        .await
        .map_err(|error| format!("the address {} cannot be listened on: {error}", config.listen))?;
    let store = Store::open(&config.database_url).await?;
    let (clock, random) = (Clock::System, Random::System);
    let backups = match config.backups.clone() {
        Some(plan) => Some(Schedule::new(&config.database_url, plan, clock.clone(), random.clone())?),
        None => None,
    };
    let library = Library::open(&store, banks, &random, clock.now()).await?;
    let questions: usize = library.shelves().iter().map(|shelf| shelf.len()).sum();
    let proctor = Proctor::new(store.clone(), library, clock, random);
    let app = App::new(proctor.clone(), Passwords::new(proctor.random.clone()), config.secure())
        .reached_at(&config.public_url)
        .behind(config.trusted_proxies.clone());
    say(format_args!("Simulado serves {questions} questions on http://{}", listener.local_addr()?));
    offer_setup(&proctor, &config).await?;
    let warmed = proctor.clone();
    let warming = tokio::spawn(async move {
        if let Err(error) = warmed.library.warm(&warmed.store).await {
            tracing::warn!(%error, "questions could not be read ahead; each is read when it is asked for");
        }
    });
    let filing = tokio::spawn(file_attempts(proctor.clone()));
    let sweeper = tokio::spawn(sweep(proctor));
    let backups = backups.map(|schedule| tokio::spawn(schedule::run(schedule)));
    let (stop, stopping) = watch::channel(false);
    let told = told_to_stop()?;
    let serving = connections::serve(listener, web::app(app), async move {
        told.await;
        let _ = stop.send(true);
    });
    tokio::select! {
        () = serving => {}
        // Somebody who never finishes a request must not keep the service from stopping.
        () = patience(stopping) => tracing::warn!("some requests were still under way and were cut off"),
    }
    warming.abort();
    filing.abort();
    sweeper.abort();
    if let Some(backups) = backups {
        backups.abort();
    }
    store.settle().await;
    Ok(())
}

/// Prints the one-time link while there is no admin. Each start makes a new one, and the one before is no longer good.
async fn offer_setup(proctor: &Proctor, config: &Config) -> Result<(), Box<dyn Error>> {
    let token = Token::new(&proctor.random);
    let (hash, now) = (token.hash(), proctor.clock.now());
    let offered = proctor
        .store
        .write(move |tx| {
            Box::pin(async move {
                if candidate::any_admin(tx).await? {
                    return Ok(false);
                }
                let until = now.checked_add(LINK).unwrap_or(now);
                setup::replace(tx, hash, now, until).await.map(|()| true)
            })
        })
        .await?;
    if offered {
        say(format_args!("There is no admin yet. This link makes one, within a day and once:"));
        say(format_args!("  {}/setup/{}", config.public_url.trim_end_matches('/'), token.reveal()));
    }
    Ok(())
}

/// Ends some time after the service was told to stop.
async fn patience(mut stopping: watch::Receiver<bool>) {
    if stopping.wait_for(|stop| *stop).await.is_ok() {
        tokio::time::sleep(PATIENCE).await;
    } else {
        std::future::pending::<()>().await;
    }
}

/// Ends when the process is asked to.
fn told_to_stop() -> Result<impl Future<Output = ()>, std::io::Error> {
    let mut terminate = signal(SignalKind::terminate())?;
    let mut interrupt = signal(SignalKind::interrupt())?;
    Ok(async move {
        tokio::select! {
            _ = terminate.recv() => {}
            _ = interrupt.recv() => {}
        }
    })
}
