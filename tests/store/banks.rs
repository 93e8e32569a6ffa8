//! Revisions: what was served stays, what changed is new, what is gone is not drawn.

use simulado::store::bank::{revisions, sync};

use crate::setting::{at, incoming};
use crate::{job, on_both, read};

on_both! {
    async fn the_same_files_again_change_nothing(stage: Stage) {
        let files = || (1..=3).map(|n| incoming(n, "first")).collect::<Vec<_>>();
        let first = job!(stage, tx => sync(tx, "exam", files(), at(0)));
        let second = job!(stage, tx => sync(tx, "exam", files(), at(9)));
        assert_eq!(first, second);
        assert_eq!(first.len(), 3);
    }

    async fn a_changed_file_is_a_new_revision_and_the_old_one_stays(stage: Stage) {
        let first = job!(stage, tx => sync(tx, "exam", vec![incoming(1, "first"), incoming(2, "first")], at(0)));
        let second = job!(stage, tx => sync(tx, "exam", vec![incoming(1, "changed"), incoming(2, "first")], at(1)));
        assert_ne!(first["q1"], second["q1"]);
        assert_eq!(first["q2"], second["q2"]);
        let ids = [first["q1"], second["q1"]];
        let mut stored = read!(stage, tx => revisions(tx, &ids));
        stored.sort_by_key(|revision| revision.number);
        let numbered: Vec<_> = stored.iter().map(|r| (r.number, r.body.as_str(), r.question.as_str())).collect();
        assert_eq!(numbered, [(1, "first", "q1"), (2, "changed", "q1")]);
    }

    async fn a_file_that_comes_back_as_it_was_keeps_its_revision(stage: Stage) {
        let first = job!(stage, tx => sync(tx, "exam", vec![incoming(1, "first"), incoming(2, "first")], at(0)));
        let without = job!(stage, tx => sync(tx, "exam", vec![incoming(2, "first")], at(1)));
        assert_eq!(without.len(), 1);
        let back = job!(stage, tx => sync(tx, "exam", vec![incoming(1, "first"), incoming(2, "first")], at(2)));
        assert_eq!(first, back);
    }

    async fn more_files_than_one_statement_holds(stage: Stage) {
        let files: Vec<_> = (1..=1_203).map(|n| incoming(n, "first")).collect();
        let current = job!(stage, tx => sync(tx, "exam", files, at(0)));
        assert_eq!(current.len(), 1_203);
        let none = job!(stage, tx => sync(tx, "exam", Vec::new(), at(1)));
        assert!(none.is_empty());
    }

    async fn exams_do_not_disturb_each_other(stage: Stage) {
        job!(stage, tx => sync(tx, "exam", vec![incoming(1, "first")], at(0)));
        let mut other = incoming(1, "first");
        other.id = simulado::exam::id::RevisionId(uuid::Uuid::from_u128(77));
        let current = job!(stage, tx => sync(tx, "other", vec![other], at(0)));
        assert_eq!(current["q1"].0.as_u128(), 77);
    }

    async fn no_ids_are_no_revisions(stage: Stage) {
        assert_eq!(read!(stage, tx => revisions(tx, &[])), []);
    }
}
