//! Several nodes on one `PostgreSQL` that fails over: a machine each, in a network of their own, set up from the files in `deploy/`.
//! Machines are killed and cables pulled out in the middle of a storm of answers, and every answer that was acknowledged is looked
//! for afterwards. `bin/cluster-test` builds everything and runs it.

mod across;
mod config;
mod hurt;
mod lan;
mod place;
mod speed;

use std::path::PathBuf;
use std::time::{Duration, Instant};

use super::client::Failure;
use super::faults::tale::{self, Tale, Trouble};
use super::faults::{self, Running, Tally, say};
use place::Place;

/// What to hurt, and of what.
#[derive(clap::Args)]
pub struct Wish {
    /// The program under test
    #[arg(long)]
    server: PathBuf,
    /// The folder that holds a folder per exam
    #[arg(long, default_value = "questions")]
    questions: PathBuf,
    /// Where the single `SQLite` database of the comparison is made: it should lie on the disk that counts
    #[arg(long, default_value = "target/cluster")]
    folder: PathBuf,
    /// Only what has this in its name
    #[arg(long)]
    only: Option<String>,
    /// Seconds of each measurement
    #[arg(long, default_value_t = 8.0)]
    seconds: f64,
}

/// No test takes longer.
const PATIENCE: Duration = Duration::from_mins(2);

type Test = for<'a> fn(&'a mut Place, &'a mut Tale) -> Running<'a>;

/// Every test, in an order in which each finds the machines whole.
const TESTS: [(&str, Test); 10] = [
    ("a session is good on every node", |place, tale| Box::pin(across::session(place, tale))),
    ("two sweepers end each attempt once", |place, tale| Box::pin(across::sweepers(place, tale))),
    ("a change of the bank reaches all", |place, tale| Box::pin(across::bank(place, tale))),
    ("tries of passwords count together", |place, tale| Box::pin(across::tries(place, tale))),
    ("kill -9: a Simulado node", |place, tale| Box::pin(hurt::node(place, tale))),
    ("cut: a node from the database", |place, tale| Box::pin(hurt::way(place, tale))),
    ("kill -9: the leader's PostgreSQL", |place, tale| Box::pin(hurt::postgres(place, tale))),
    ("kill -9: all on the leader's machine", |place, tale| Box::pin(hurt::leader(place, tale))),
    ("cable out: the machine in step", |place, tale| Box::pin(hurt::in_step(place, tale))),
    ("cable out: the leader's machine", |place, tale| Box::pin(hurt::cable(place, tale))),
];
const LAST: (&str, Test) = ("all of it, once more at the end", |place, tale| Box::pin(hurt::everything(place, tale)));
const SPEED: &str = "speed";

/// Runs the tests; what was made or started goes with its value, also when interrupted.
pub async fn run(wish: Wish) -> Result<bool, Failure> {
    faults::unless_interrupted(all(wish)).await
}

async fn all(wish: Wish) -> Result<bool, Failure> {
    let wanted = |name: &str| wish.only.as_deref().is_none_or(|only| name.contains(only));
    let tests: Vec<(&str, Test)> = TESTS.into_iter().filter(|(name, _)| wanted(name)).collect();
    if tests.is_empty() && !wanted(SPEED) {
        return Err("no test has this in its name".to_owned());
    }
    let (since, mut tally) = (Instant::now(), Tally::default());
    if !tests.is_empty() {
        say(&tale::head("gap s"));
        hurt_all(&wish, tests, &mut tally).await;
    }
    if wanted(SPEED) {
        say("");
        match speed::run(&wish).await {
            Ok(reached) => tally.count(&Ok(()), reached),
            Err(trouble) => {
                say(&Tale::of(SPEED).line(&Err(trouble)));
                tally.left += 1;
            }
        }
    }
    say(&format!("{}, in {} s", tally.words(), since.elapsed().as_secs()));
    Ok(tally.failed == 0)
}

async fn hurt_all(wish: &Wish, tests: Vec<(&'static str, Test)>, tally: &mut Tally) {
    let mut place = match Place::set_up(&wish.server, &wish.questions).await {
        Ok(place) => place,
        Err(trouble) => {
            let name = "the machines are set up";
            let ended = Err(trouble);
            say(&Tale::of(name).line(&ended));
            let whole = tests.len();
            match ended {
                Err(Trouble::NotRun(_)) => tally.left += whole,
                _ => tally.failed += whole,
            }
            return;
        }
    };
    say(&format!(
        "    set up within {:.0} s: etcd × 3, Patroni × 3, HAProxy × 3, Simulado × 2",
        place.took.as_secs_f64()
    ));
    let last = tests.iter().any(|(name, _)| name.contains(':')).then_some(LAST);
    for (name, test) in tests.into_iter().chain(last) {
        let mut tale = Tale::of(name);
        let ended = tokio::time::timeout(PATIENCE, test(&mut place, &mut tale)).await;
        let ended = ended.unwrap_or_else(|_| Err(Trouble::Failed("it does not come to an end".to_owned())));
        say(&tale.line(&ended));
        tally.count(&ended, tale.is_well());
        if matches!(ended, Err(Trouble::Failed(_))) {
            say(&place.last_words());
        }
    }
}
