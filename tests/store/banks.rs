//! Revisions: what was served stays, what changed is new, what is gone is not drawn; and files and pages agree.

use simulado::exam::card::Card;
use simulado::exam::id::RevisionId;
use simulado::exam::lifecycle::State;
use simulado::store::bank::{revisions, versions};
use simulado::store::file_sync::{Synced, conflicts, settle, sync};
use simulado::store::question::{self, Saved};
use simulado::store::question_file::differences;
use uuid::Uuid;

use crate::setting::{at, card, exam, incoming, revision};
use crate::{job, on_both, read};

/// What a start found.
fn synced(taken: usize, retired: usize, conflicts: usize) -> Synced {
    Synced { taken, retired, conflicts }
}

on_both! {
    async fn the_same_files_again_change_nothing(stage: Stage) {
        let files = || (1..=3).map(|n| incoming(n, "first")).collect::<Vec<_>>();
        assert_eq!(stage.reads(files(), 0).await, synced(3, 0, 0));
        let first = stage.drawn().await;
        let version = read!(stage, tx => versions(tx));
        assert_eq!(stage.reads(files(), 9).await, synced(0, 0, 0));
        assert_eq!(stage.drawn().await, first);
        assert_eq!(first.len(), 3);
        assert_eq!(read!(stage, tx => versions(tx)), version, "nobody has to read the bank again");
    }

    async fn a_changed_file_is_a_new_revision_and_the_old_one_stays(stage: Stage) {
        stage.reads(vec![incoming(1, "first"), incoming(2, "first")], 0).await;
        let first = stage.drawn().await;
        assert_eq!(stage.reads(vec![incoming(1, "changed"), incoming(2, "first")], 1).await, synced(1, 0, 0));
        let second = stage.drawn().await;
        assert_ne!(first["q1"], second["q1"]);
        assert_eq!(first["q2"], second["q2"]);
        let ids = [first["q1"], second["q1"]];
        let mut stored = read!(stage, tx => revisions(tx, &ids));
        stored.sort_by_key(|revision| revision.number);
        let numbered: Vec<_> = stored.iter().map(|r| (r.number, r.body.as_str(), r.question.as_str())).collect();
        assert_eq!(numbered, [(1, "first", "q1"), (2, "changed", "q1")]);
    }

    async fn a_file_that_comes_back_as_it_was_keeps_its_revision(stage: Stage) {
        stage.reads(vec![incoming(1, "first"), incoming(2, "first")], 0).await;
        let first = stage.drawn().await;
        assert_eq!(stage.reads(vec![incoming(2, "first")], 1).await, synced(0, 1, 0));
        assert_eq!(stage.drawn().await.len(), 1);
        assert_eq!(stage.reads(vec![incoming(2, "first")], 2).await, synced(0, 0, 0));
        assert_eq!(stage.reads(vec![incoming(1, "first"), incoming(2, "first")], 3).await, synced(1, 0, 0));
        assert_eq!(stage.drawn().await, first);
        stage.reads(vec![incoming(2, "first")], 4).await;
        stage.reads(vec![incoming(1, "others"), incoming(2, "first")], 5).await;
        assert_ne!(stage.drawn().await["q1"], first["q1"]);
    }

    async fn more_files_than_one_statement_holds(stage: Stage) {
        let files: Vec<_> = (1..=1_203).map(|n| incoming(n, "first")).collect();
        stage.reads(files, 0).await;
        assert_eq!(stage.drawn().await.len(), 1_203);
        assert_eq!(stage.reads(Vec::new(), 1).await, synced(0, 1_203, 0));
        assert!(stage.drawn().await.is_empty());
    }

    async fn exams_do_not_disturb_each_other(stage: Stage) {
        stage.reads(vec![incoming(1, "first")], 0).await;
        let mut other = incoming(1, "first");
        other.id = RevisionId(Uuid::from_u128(77));
        let slug = "other".parse().unwrap();
        job!(stage, tx => sync(tx, &slug, vec![other], &[], 1, at(0)));
        assert_ne!(stage.drawn().await["q1"], RevisionId(Uuid::from_u128(77)));
        assert_eq!(stage.drawn().await.len(), 1);
    }

    async fn no_ids_are_no_revisions(stage: Stage) {
        assert_eq!(read!(stage, tx => revisions(tx, &[])), []);
    }

    async fn what_was_changed_here_stays_while_its_file_does(stage: Stage) {
        let first = stage.bank(1).await;
        let edited = revision(500, 1, "edited", Some(first[0]));
        assert_eq!(job!(stage, tx => question::save(tx, &edited, at(1))), Saved::Stored(2));
        assert_eq!(stage.reads(vec![incoming(1, "first")], 2).await, synced(0, 0, 0));
        assert_eq!(stage.drawn().await["q1"], RevisionId(Uuid::from_u128(500)));
        let slug = exam();
        let found = read!(stage, tx => differences(tx, &slug));
        assert_eq!((found[0].question.as_str(), found[0].has_file, found[0].state), ("q1", true, State::Live));
        // The file is written from what is here: they agree again.
        assert_eq!(stage.reads(vec![incoming(1, "edited")], 3).await, synced(0, 0, 0));
        let slug = exam();
        assert_eq!(read!(stage, tx => differences(tx, &slug)), []);
        assert_eq!(stage.reads(vec![incoming(1, "later")], 4).await, synced(1, 0, 0), "and the file leads again");
    }

    async fn where_both_changed_neither_wins_until_somebody_chooses(stage: Stage) {
        let first = stage.bank(1).await;
        let edited = revision(500, 1, "edited", Some(first[0]));
        job!(stage, tx => question::save(tx, &edited, at(1)));
        assert_eq!(stage.reads(vec![incoming(1, "other")], 2).await, synced(0, 0, 1));
        assert_eq!(stage.reads(vec![incoming(1, "other")], 3).await, synced(0, 0, 0), "it is known already");
        assert_eq!(stage.drawn().await["q1"], RevisionId(Uuid::from_u128(500)));
        let slug = exam();
        let found = read!(stage, tx => conflicts(tx, &slug));
        let (hash, body) = found[0].file.clone().expect("the file's text");
        assert_eq!((found[0].question.as_str(), body.as_str(), found[0].found_at), ("q1", "other", at(2)));
        // Mine is kept: the file's text is known, and is no difference to be asked about again.
        let slug = exam();
        job!(stage, tx => settle(tx, &slug, &"q1".parse().unwrap(), Some(hash)));
        assert_eq!(stage.reads(vec![incoming(1, "other")], 4).await, synced(0, 0, 0));
        let slug = exam();
        assert_eq!(read!(stage, tx => conflicts(tx, &slug)), []);
        assert_eq!(stage.drawn().await["q1"], RevisionId(Uuid::from_u128(500)));
        assert_eq!(stage.reads(vec![incoming(1, "yet another")], 5).await, synced(0, 0, 1), "a later change is");
    }

    async fn a_file_that_goes_while_its_question_was_changed_is_asked_about(stage: Stage) {
        let first = stage.bank(2).await;
        let edited = revision(500, 1, "edited", Some(first[0]));
        job!(stage, tx => question::save(tx, &edited, at(1)));
        assert_eq!(stage.reads(vec![incoming(2, "first")], 2).await, synced(0, 0, 1));
        assert_eq!(stage.drawn().await.len(), 2);
        let slug = exam();
        assert_eq!(read!(stage, tx => conflicts(tx, &slug))[0].file, None);
    }

    async fn a_question_without_a_file_is_left_alone(stage: Stage) {
        let new = revision(500, 7, "only here", None);
        assert_eq!(job!(stage, tx => question::save(tx, &new, at(0))), Saved::Stored(1));
        assert_eq!(stage.reads(Vec::new(), 1).await, synced(0, 0, 0));
        assert_eq!(stage.drawn().await.len(), 1);
        let slug = exam();
        assert!(!read!(stage, tx => differences(tx, &slug))[0].has_file);
        // A file of the same name with another text: neither wins.
        assert_eq!(stage.reads(vec![incoming(7, "from a file")], 2).await, synced(0, 0, 1));
    }

    async fn a_question_that_was_retired_here_does_not_come_back_with_the_next_start(stage: Stage) {
        let first = stage.bank(1).await;
        let (slug, name) = (exam(), "q1".parse().unwrap());
        let moved = job!(stage, tx =>
            question::set_state(tx, &slug, &name, first[0], (State::Live, State::Retired), at(1)));
        assert!(moved);
        assert_eq!(stage.reads(vec![incoming(1, "first")], 2).await, synced(0, 0, 0));
        assert!(stage.drawn().await.is_empty());
    }

    async fn cards_of_another_version_are_made_anew(stage: Stage) {
        stage.bank(2).await;
        let slug = exam();
        assert_eq!(read!(stage, tx => simulado::store::card::stale(tx, &slug, 1, 9)), []);
        let slug = exam();
        let stale = read!(stage, tx => simulado::store::card::stale(tx, &slug, 2, 9));
        assert_eq!(stale.len(), 2);
        let renewed: Vec<_> = stale
            .into_iter()
            .map(|(name, objective, body)| (name, Card { objective, title: format!("new {body}"), ..card(1, "new") }))
            .collect();
        let slug = exam();
        job!(stage, tx => simulado::store::card::renew(tx, &slug, renewed, 2));
        let slug = exam();
        assert_eq!(read!(stage, tx => simulado::store::card::stale(tx, &slug, 2, 9)), []);
    }
}
