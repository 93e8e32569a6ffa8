//! Backups that the service makes by itself, again and again: one folder, dated names, the newest kept.
//!
//! When the next one is due follows from the names in the folder alone, so that one that was missed while the service was
//! down is made at its start.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::time::Duration;

use jiff::fmt::strtime;
use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp};

use super::SERVER;
use super::backup::{Made, Wanted, backup};
use super::partial::leftovers;
use crate::ambient::{Clock, Random};
use crate::config::Backups;
use crate::store::sqlite_file;

/// How often to look whether one is due.
const EACH: Duration = Duration::from_secs(1);
/// How long after a failure it is tried again.
const AGAIN: SignedDuration = SignedDuration::from_mins(5);
/// The name of a backup: its time, UTC.
const NAME: &str = "simulado-%Y%m%dT%H%M%SZ.db";

/// What is to be done, and when next.
pub struct Schedule {
    url: String,
    plan: Backups,
    clock: Clock,
    random: Random,
    due: Option<Timestamp>,
}

/// What became of a look at the clock.
#[derive(Debug)]
pub enum Looked {
    /// It is not time yet.
    Early,
    /// A backup was made, and so many older ones were taken away.
    Made(Made, usize),
    /// It was not, and will be tried again.
    Failed(String),
}

impl Schedule {
    /// For the database at `url`, if that is one that files can be made of.
    pub fn new(url: &str, plan: Backups, clock: Clock, random: Random) -> Result<Self, String> {
        if sqlite_file::path(url).is_none() {
            return Err(format!("backup-folder and backup-every cannot be used here: {SERVER}"));
        }
        fs::create_dir_all(&plan.folder).map_err(|error| {
            format!("the backup folder {} cannot be made: {error}; nothing was started", plan.folder.display())
        })?;
        Ok(Self { url: url.to_owned(), plan, clock, random, due: None })
    }

    /// Makes a backup if it is time.
    pub async fn look(&mut self) -> Looked {
        let now = self.clock.now();
        if self.due.is_some_and(|due| now < due) {
            return Looked::Early;
        }
        let folder = &self.plan.folder;
        let made = self.made_before(now);
        let last = match made {
            Ok(made) => made.last().map(|(at, _)| *at),
            Err(error) => return self.failed(now, &format!("the folder {} cannot be read: {error}", folder.display())),
        };
        let due = last.map(|last| last.saturating_add(self.plan.every).unwrap_or(Timestamp::MAX));
        if due.is_some_and(|due| now < due) {
            self.due = due;
            return Looked::Early;
        }
        for left in leftovers(folder).into_iter().flatten().filter(|left| time_of(&left.target).is_some()) {
            let _ = fs::remove_file(left.path);
        }
        let file = folder.join(now.strftime(NAME).to_string());
        let wanted = Wanted { url: &self.url, file: &file, over: false };
        match backup(wanted, (&self.clock, &self.random), &mut |_| ()).await {
            Err(why) => self.failed(now, &why),
            Ok(made) => {
                self.due = now.checked_add(self.plan.every).ok();
                match self.thin_out() {
                    Ok(gone) => Looked::Made(made, gone),
                    Err(error) => self.failed(
                        now,
                        &format!(
                            "a backup was made, but older ones in {} could not be taken away: {error}",
                            self.plan.folder.display()
                        ),
                    ),
                }
            }
        }
    }

    fn failed(&mut self, now: Timestamp, why: &str) -> Looked {
        self.due = now.checked_add(AGAIN.min(self.plan.every)).ok();
        Looked::Failed(why.to_owned())
    }

    /// The backups in the folder that were not made later than now, the oldest first: a clock that went wrong once must not
    /// keep the next ones from being made.
    fn made_before(&self, now: Timestamp) -> io::Result<Vec<(Timestamp, PathBuf)>> {
        let mut made = made(&self.plan.folder)?;
        made.retain(|(at, _)| *at <= now);
        Ok(made)
    }

    /// Takes the oldest away, as long as there are too many. Files of other names are nobody's business here.
    fn thin_out(&self) -> io::Result<usize> {
        let made = made(&self.plan.folder)?;
        let old = made.len().saturating_sub(self.plan.keep.get());
        for (_, path) in &made[..old] {
            fs::remove_file(path)?;
        }
        Ok(old)
    }
}

/// The backups in a folder, the oldest first.
fn made(folder: &Path) -> io::Result<Vec<(Timestamp, PathBuf)>> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        let time = entry.file_name().to_str().and_then(time_of);
        if let Some(time) = time.filter(|_| entry.file_type().is_ok_and(|kind| kind.is_file())) {
            found.push((time, entry.path()));
        }
    }
    found.sort();
    Ok(found)
}

/// When the backup of this name was made; nothing for any other name.
fn time_of(name: &str) -> Option<Timestamp> {
    let parsed = strtime::parse(NAME, name).ok()?.to_datetime().ok()?;
    let time = TimeZone::UTC.to_timestamp(parsed).ok()?;
    (time.strftime(NAME).to_string() == name).then_some(time)
}

/// Makes backups until the task is dropped.
pub async fn run(mut schedule: Schedule) {
    let mut ticks = tokio::time::interval(EACH);
    ticks.set_missed_tick_behavior(tokio::time::MissedTickBehavior::Delay);
    loop {
        ticks.tick().await;
        match schedule.look().await {
            Looked::Early => {}
            Looked::Made(made, gone) => tracing::info!(
                file = %made.file.display(), bytes = made.bytes, attempts = made.contents.attempts,
                answers = made.contents.answers, took = %made.took, older_taken_away = gone, "a backup was made"
            ),
            Looked::Failed(why) => tracing::error!(
                "{why}. The service goes on, and it is tried again in some minutes. Look whether the backup folder can be \
                 written and has room"
            ),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_names_of_backups_are_taken_for_backups() {
        let time: Timestamp = "2026-11-26T13:53:19Z".parse().unwrap();
        assert_eq!(time_of("simulado-20261126T135319Z.db"), Some(time));
        for other in [
            "simulado-20261126T135319Z.db-wal",
            "simulado-20261126T135319Z.db.bak",
            "simulado-2026-11-26T13:53:19Z.db",
            "simulado-20261326T135319Z.db",
            "my-simulado-20261126T135319Z.db",
            "simulado.db",
            "",
        ] {
            assert_eq!(time_of(other), None, "{other}");
        }
    }
}
