//! Choosing between a file and what was written here, and texts that go out into files.

use simulado::exam::id::{QuestionName, RevisionId};
use simulado::exam::lifecycle::State;
use simulado::store::file_choice::{self, Agreed, Sides};
use simulado::store::file_sync::{Synced, conflicts};
use simulado::store::file_text;
use simulado::store::question::{self, Saved};
use simulado::store::question_file::differences;
use uuid::Uuid;

use crate::setting::{Stage, at, exam, incoming, revision};
use crate::{job, on_both, read};

const EDITED: RevisionId = RevisionId(Uuid::from_u128(500));

fn q1() -> QuestionName {
    "q1".parse().unwrap()
}

/// A question that was changed here, and its file meanwhile to this; or is gone.
async fn at_odds(stage: &Stage, file: Option<&str>) -> Sides {
    let first = stage.bank(1).await;
    let edited = revision(500, 1, "edited", Some(first[0]));
    assert_eq!(job!(stage, tx => question::save(tx, &edited, at(1))), Saved::Stored(2));
    let files: Vec<_> = file.map(|text| incoming(1, text)).into_iter().collect();
    assert_eq!(stage.reads(files.clone(), 2).await.conflicts, 1);
    Sides { revision: EDITED, state: State::Live, file: files.first().map(|file| file.hash) }
}

async fn ends(stage: &Stage, seen: Sides) -> bool {
    let slug = exam();
    job!(stage, tx => file_choice::end(tx, &slug, &q1(), &seen))
}

on_both! {
    async fn a_conflict_ends_once_and_only_as_it_was_seen(stage: Stage) {
        let seen = at_odds(&stage, Some("other")).await;
        let slug = exam();
        let found = read!(stage, tx => file_choice::of(tx, &slug, &q1())).expect("a conflict");
        assert_eq!(found.file.map(|(hash, body)| (Some(hash), body)), Some((seen.file, "other".to_owned())));
        assert!(!ends(&stage, Sides { revision: RevisionId(Uuid::from_u128(1)), ..seen }).await);
        assert!(!ends(&stage, Sides { state: State::Draft, ..seen }).await);
        assert!(!ends(&stage, Sides { file: Some([9; 32]), ..seen }).await);
        assert!(!ends(&stage, Sides { file: None, ..seen }).await);
        assert!(ends(&stage, seen).await);
        assert!(!ends(&stage, seen).await);
        let slug = exam();
        assert_eq!(read!(stage, tx => file_choice::of(tx, &slug, &q1())), None);
    }

    async fn a_conflict_about_a_file_that_is_gone_ends_too(stage: Stage) {
        let seen = at_odds(&stage, None).await;
        assert!(!ends(&stage, Sides { file: Some([9; 32]), ..seen }).await);
        assert!(ends(&stage, seen).await);
    }

    async fn a_file_that_is_again_what_it_was_needs_no_choice(stage: Stage) {
        at_odds(&stage, Some("other")).await;
        assert_eq!(stage.reads(vec![incoming(1, "first")], 3).await, Synced::default());
        let slug = exam();
        assert_eq!(read!(stage, tx => conflicts(tx, &slug)), []);
        assert_eq!(stage.reads(vec![incoming(1, "other")], 4).await.conflicts, 1);
        let slug = exam();
        job!(stage, tx => file_choice::take_back(tx, &slug, &["q2".to_owned()]));
        let slug = exam();
        assert_eq!(read!(stage, tx => file_choice::undecided(tx, &slug)), ["q1"]);
        let slug = exam();
        job!(stage, tx => file_choice::take_back(tx, &slug, &["q1".to_owned()]));
        let slug = exam();
        assert_eq!(read!(stage, tx => conflicts(tx, &slug)), []);
    }

    async fn a_text_is_drawn_as_it_went_live_for_its_objective(stage: Stage) {
        let first = stage.bank(1).await;
        let mut draft = revision(500, 1, "drafted", Some(first[0]));
        draft.state = State::Draft;
        job!(stage, tx => question::save(tx, &draft, at(1)));
        for (objective, text, drawn) in [("1.1", "first", true), ("1.1", "drafted", false), ("1.2", "first", false)] {
            let (slug, hash) = (exam(), incoming(1, text).hash);
            let counts_for = objective.parse().unwrap();
            let found = read!(stage, tx => file_choice::is_drawn(tx, &slug, &q1(), &counts_for, &hash));
            assert_eq!(found, drawn, "{objective} {text}");
        }
    }

    async fn what_the_file_said_last_is_known_while_there_is_one(stage: Stage) {
        let first = stage.bank(1).await;
        let edited = revision(500, 1, "edited", Some(first[0]));
        job!(stage, tx => question::save(tx, &edited, at(1)));
        let slug = exam();
        let agreed = read!(stage, tx => file_choice::agreed(tx, &slug, &q1())).expect("a file");
        let text = Some(("1.1".parse().unwrap(), "first".to_owned()));
        assert_eq!(agreed, Agreed { hash: incoming(1, "first").hash, text });
        let slug = exam();
        job!(stage, tx => file_text::agree(tx, &slug, &[(q1(), Some([9; 32]))]));
        let slug = exam();
        let agreed = read!(stage, tx => file_choice::agreed(tx, &slug, &q1()));
        assert_eq!(agreed, Some(Agreed { hash: [9; 32], text: None }));
        let slug = exam();
        job!(stage, tx => file_text::agree(tx, &slug, &[(q1(), None)]));
        let slug = exam();
        assert_eq!(read!(stage, tx => file_choice::agreed(tx, &slug, &q1())), None);
    }

    async fn texts_go_out_and_the_next_start_finds_them(stage: Stage) {
        let first = stage.bank(2).await;
        let mut draft = revision(500, 1, "drafted", Some(first[0]));
        draft.state = State::Draft;
        job!(stage, tx => question::save(tx, &draft, at(1)));
        let new = revision(501, 3, "only here", None);
        job!(stage, tx => question::save(tx, &new, at(1)));
        let slug = exam();
        let texts = read!(stage, tx => file_text::all(tx, &slug));
        let bodies: Vec<_> = texts
            .iter()
            .map(|one| (one.question.as_str(), one.newest.body.as_str(), one.drawn.as_ref().map(|text| text.body.as_str())))
            .collect();
        assert_eq!(bodies, [("q1", "drafted", Some("first")), ("q2", "first", None), ("q3", "only here", None)]);
        assert_eq!((texts[0].state, texts[0].newest.objective.as_str()), (State::Draft, "1.1"));
        assert_eq!(texts[1].file_hash, Some(incoming(2, "first").hash));
        assert_eq!(texts[2].file_hash, None);
        let slug = exam();
        let hashes = read!(stage, tx => file_text::hashes(tx, &slug));
        let of_first = hashes.iter().filter(|(name, _)| *name == q1()).map(|(_, hash)| *hash);
        assert_eq!(of_first.collect::<Vec<_>>(), [incoming(1, "first").hash, incoming(1, "drafted").hash]);
        // The new question was written into its file; the file of the second was taken away.
        let said = [("q3".parse().unwrap(), Some(incoming(3, "only here").hash)), ("q2".parse().unwrap(), None)];
        let slug = exam();
        job!(stage, tx => file_text::agree(tx, &slug, &said));
        let files = vec![incoming(1, "first"), incoming(3, "only here")];
        assert_eq!(stage.reads(files, 2).await, Synced::default());
        let slug = exam();
        let names: Vec<_> = read!(stage, tx => differences(tx, &slug)).into_iter().map(|one| one.question).collect();
        assert_eq!(names, ["q1".parse().unwrap(), "q2".parse().unwrap()]);
    }

    async fn more_files_agree_than_one_statement_holds(stage: Stage) {
        stage.bank(1_203).await;
        let slug = exam();
        let said: Vec<_> = (1..=1_203).map(|n| (format!("q{n}").parse().unwrap(), None)).collect();
        job!(stage, tx => file_text::agree(tx, &slug, &said));
        let slug = exam();
        let texts = read!(stage, tx => file_text::all(tx, &slug));
        assert!(texts.len() == 1_203 && texts.iter().all(|one| one.file_hash.is_none()));
    }
}
