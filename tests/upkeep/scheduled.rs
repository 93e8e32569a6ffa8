//! Backups that the service makes by itself: on its clock, the missed ones too, the oldest gone, others' files left alone.

use std::fs;
use std::num::NonZeroUsize;
use std::path::{Path, PathBuf};

use jiff::SignedDuration;
use simulado::ambient::Random;
use simulado::config::Backups;
use simulado::upkeep::schedule::{Looked, Schedule};

use crate::place::{Place, Service, TINY};
use crate::support::Simulado;

const FIRST: &str = "simulado-20261124T120000Z.db";

/// A schedule for every day that keeps three.
fn daily(simulado: &Simulado, folder: &Path) -> Schedule {
    let url = format!("sqlite:{}", simulado.database().display());
    let keep = NonZeroUsize::new(3).expect("three");
    let plan = Backups { folder: folder.to_owned(), every: SignedDuration::from_hours(24), keep };
    Schedule::new(&url, plan, simulado.clock.clone(), Random::seeded(9)).expect("a schedule")
}

async fn simulado() -> (Simulado, tempfile::TempDir, PathBuf) {
    let dir = tempfile::tempdir().expect("a folder");
    let folder = dir.path().join("backups");
    (Simulado::with_questions(Path::new(TINY)).await, dir, folder)
}

fn names(folder: &Path) -> Vec<String> {
    let entries = fs::read_dir(folder).expect("a folder").flatten();
    let mut names: Vec<_> = entries.map(|entry| entry.file_name().into_string().expect("a name")).collect();
    names.sort();
    names
}

#[tokio::test]
async fn one_is_made_at_once_and_then_whenever_the_time_has_passed() {
    let (simulado, _dir, folder) = simulado().await;
    let mut schedule = daily(&simulado, &folder);
    assert!(matches!(schedule.look().await, Looked::Made(_, 0)));
    assert_eq!(names(&folder), [FIRST]);
    simulado.wait_seconds(86_399);
    assert!(matches!(schedule.look().await, Looked::Early));
    simulado.wait_seconds(1);
    assert!(matches!(schedule.look().await, Looked::Made(_, 0)));
    assert_eq!(names(&folder), [FIRST, "simulado-20261125T120000Z.db"]);
    // Started again: what is there counts.
    let mut schedule = daily(&simulado, &folder);
    assert!(matches!(schedule.look().await, Looked::Early));
    // Down for days: one is made up for at the start, not one for each day.
    simulado.wait_seconds(5 * 86_400 + 7);
    let mut schedule = daily(&simulado, &folder);
    assert!(matches!(schedule.look().await, Looked::Made(_, 0)));
    assert!(matches!(schedule.look().await, Looked::Early));
    assert_eq!(names(&folder).last().map(String::as_str), Some("simulado-20261130T120007Z.db"));
}

#[tokio::test]
async fn the_oldest_go_and_files_of_other_names_stay() {
    let (simulado, _dir, folder) = simulado().await;
    let mut schedule = daily(&simulado, &folder);
    let others = ["letter.txt", "simulado-20200101T000000Z.db.bak", "simulado-by-hand.db", "simulado.db"];
    for name in others {
        fs::write(folder.join(name), "mine").expect("a file");
    }
    fs::create_dir(folder.join("simulado-20200101T000000Z.db")).expect("a folder");
    fs::write(folder.join(".simulado-20200101T000000Z.db.0123abcd.part"), "left by a killed one").expect("a file");
    fs::write(folder.join(".letter.txt.0123abcd.part"), "mine").expect("a file");
    let mut gone = Vec::new();
    for _ in 0..5 {
        let Looked::Made(_, taken) = schedule.look().await else { panic!("it is time") };
        gone.push(taken);
        simulado.wait_seconds(86_400);
    }
    assert_eq!(gone, [0, 0, 0, 1, 1]);
    let all = names(&folder);
    let backups: Vec<_> = all.iter().filter(|name| name.starts_with("simulado-2026")).collect();
    assert_eq!(
        backups,
        ["simulado-20261126T120000Z.db", "simulado-20261127T120000Z.db", "simulado-20261128T120000Z.db"]
    );
    assert!(others.iter().all(|name| all.contains(&(*name).to_owned())), "{all:?}");
    assert!(folder.join("simulado-20200101T000000Z.db").is_dir() && folder.join(".letter.txt.0123abcd.part").exists());
    assert!(!all.contains(&".simulado-20200101T000000Z.db.0123abcd.part".to_owned()));
}

#[tokio::test]
async fn a_failure_is_said_and_tried_again() {
    let (simulado, _dir, folder) = simulado().await;
    let mut schedule = daily(&simulado, &folder);
    fs::remove_dir(&folder).expect("gone");
    let Looked::Failed(why) = schedule.look().await else { panic!("there is no folder") };
    assert!(why.contains("backups"), "{why}");
    simulado.wait_seconds(299);
    assert!(matches!(schedule.look().await, Looked::Early), "not every second");
    fs::create_dir(&folder).expect("a folder");
    simulado.wait_seconds(1);
    assert!(matches!(schedule.look().await, Looked::Made(_, 0)));
}

#[tokio::test]
async fn a_clock_that_was_wrong_once_does_not_keep_the_next_from_being_made() {
    let (simulado, _dir, folder) = simulado().await;
    let mut schedule = daily(&simulado, &folder);
    fs::write(folder.join("simulado-20991231T235959Z.db"), "of a wrong clock").expect("a file");
    assert!(matches!(schedule.look().await, Looked::Made(_, 0)));
    assert!(matches!(daily(&simulado, &folder).look().await, Looked::Early));
}

#[test]
fn the_service_makes_them_while_it_serves() {
    let place = Place::with_an_exam();
    let folder = place.path("kept").display().to_string();
    let service = Service::start(&place, &["--backup-folder", &folder, "--backup-every", "24h"]);
    let made = || names(&place.path("kept")).into_iter().find(|name| name.starts_with("simulado-"));
    while made().is_none() {
        std::thread::yield_now();
    }
    service.sits_an_exam();
    let copy = format!("sqlite:{folder}/{}", made().expect("a backup"));
    place.runs(&["check", "--database-url", &copy]).must_be(0).must_say("1 closed");
}

#[test]
fn settings_that_cannot_work_keep_it_from_starting() {
    let place = Place::new();
    place.runs(&["--backup-folder", "kept"]).refuses("but no backup-every");
    place.runs(&["--backup-every", "24h"]).refuses("but no backup-folder");
    place.runs(&["--backup-folder", "kept", "--backup-every", "soon"]).must_be(2).must_say("is no time such as 24h");
    place.runs(&["--backup-folder", "kept", "--backup-every", "24h", "--backup-keep", "0"]).must_be(2);
    assert!(place.names().is_empty());
}
