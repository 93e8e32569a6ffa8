//! What a start need not find out again: files that were read, and the facts of live texts.

use simulado::exam::facts::Facts;
use simulado::exam::id::RevisionId;
use simulado::exam::lifecycle::State;
use simulado::store::drawable::{self, Drawn, WithFacts, drawn, marks, sources};
use simulado::store::question;
use simulado::store::question_file::{self, FileRead};
use uuid::Uuid;

use crate::setting::{Stage, at, exam, incoming, revision};
use crate::{job, on_both, read};

fn file(n: u128, print: u8, hash: u8) -> FileRead {
    FileRead { name: format!("q{n}").parse().unwrap(), print: [print; 32], hash: [hash; 32] }
}

/// What is drawn, by name.
async fn now(stage: &Stage, version: i64) -> Vec<Drawn> {
    let slug = exam();
    let mut drawn = read!(stage, tx => drawn(tx, &slug, version));
    drawn.sort_by(|one, other| one.question.cmp(&other.question));
    drawn
}

on_both! {
    async fn files_are_known_by_their_prints_before_the_database_is_opened(stage: Stage) {
        assert!(question_file::peek(&stage.url).await.is_empty());
        let slug = exam();
        job!(stage, tx => question_file::put(tx, &slug, &[file(1, 11, 1), file(2, 12, 2)]));
        let slug = exam();
        job!(stage, tx => question_file::put(tx, &slug, &[file(2, 22, 3)]));
        let known = question_file::peek(&stage.url).await;
        assert_eq!((known.len(), known.get(&[11; 32]), known.get(&[22; 32])), (2, Some(&[1; 32]), Some(&[3; 32])));
        assert_eq!(read!(stage, tx => question_file::known(tx)), known);
        let slug = exam();
        assert_eq!(read!(stage, tx => question_file::count(tx, &slug)), 2);
        let slug = exam();
        job!(stage, tx => question_file::forget(tx, &slug, &["q1".to_owned()]));
        let slug = exam();
        assert_eq!(read!(stage, tx => question_file::names(tx, &slug)), ["q2"]);
        let other = "other".parse().unwrap();
        assert_eq!(read!(stage, tx => question_file::count(tx, &other)), 0);
    }

    async fn only_files_that_differ_are_looked_at(stage: Stage) {
        stage.bank(4).await;
        let differing = async || {
            let slug = exam();
            let names = read!(stage, tx => question_file::differing(tx, &slug));
            names.iter().map(ToString::to_string).collect::<Vec<_>>()
        };
        assert_eq!(differing().await, Vec::<String>::new());
        // The first changed, the second is gone, the fifth is new; a change on the page is none of the file.
        let slug = exam();
        job!(stage, tx => question_file::put(tx, &slug, &[file(1, 1, 1), file(5, 5, 5)]));
        let slug = exam();
        job!(stage, tx => question_file::forget(tx, &slug, &["q2".to_owned()]));
        let edited = revision(500, 3, "edited", Some(stage.drawn().await["q3"]));
        job!(stage, tx => question::save(tx, &edited, at(1)));
        assert_eq!(differing().await, ["q1", "q2", "q5"]);
    }

    async fn facts_come_in_with_files_and_are_of_what_is_live(stage: Stage) {
        stage.bank(2).await;
        let facts = |n| Some((format!("1.{n}").parse().unwrap(), 5));
        let before = now(&stage, 1).await;
        assert_eq!(before.iter().map(|one| one.known.clone()).collect::<Vec<_>>(), [facts(1), facts(2)]);
        assert!(now(&stage, 2).await.iter().all(|one| one.known.is_none()), "of another version");
        stage.reads(vec![incoming(1, "second"), incoming(2, "first")], 1).await;
        let after = now(&stage, 1).await;
        assert!(after[0].revision != before[0].revision && after[0].known == facts(1));
        // What goes live on a page has none yet; what is only written changes nothing.
        let edited = revision(500, 1, "edited", Some(after[0].revision));
        job!(stage, tx => question::save(tx, &edited, at(2)));
        let mut draft = revision(501, 2, "draft", Some(after[1].revision));
        draft.state = State::Draft;
        job!(stage, tx => question::save(tx, &draft, at(2)));
        let last = now(&stage, 1).await;
        assert_eq!((last[0].revision, last[0].known.clone()), (RevisionId(Uuid::from_u128(500)), None));
        assert_eq!(last[1], after[1]);
        let text = WithFacts {
            question: "q1".parse().unwrap(),
            revision: RevisionId(Uuid::from_u128(500)),
            objective: "1.9".parse().unwrap(),
            facts: Facts { version: 1, options: 0, sources: Vec::new(), marks: Vec::new() },
        };
        let slug = exam();
        job!(stage, tx => drawable::put(tx, &slug, &[text]));
        assert_eq!(now(&stage, 1).await[0].known, Some(("1.9".parse().unwrap(), 0)));
    }

    async fn sources_and_marks_are_those_of_what_is_drawn(stage: Stage) {
        stage.bank(2).await;
        let slug = exam();
        let of = |n: u128| format!("1.{n}").parse().unwrap();
        let objective = of(1);
        let found = read!(stage, tx => sources(tx, &slug, &objective));
        assert_eq!(found.iter().collect::<Vec<_>>(), ["man:all(1)", "man:first(1)"]);
        let ids = stage.drawn().await;
        let slug = exam();
        let mut found = read!(stage, tx => marks(tx, &slug));
        found.sort_by_key(|(id, _)| *id);
        assert_eq!(found.iter().map(|(_, marks)| &**marks).collect::<Vec<_>>(), [[7, u32::MAX], [7, u32::MAX]]);
        assert_eq!(found.iter().map(|(id, _)| *id).collect::<Vec<_>>(), [ids["q1"], ids["q2"]]);
        stage.reads(vec![incoming(2, "first")], 1).await;
        let (slug, objective) = (exam(), of(1));
        assert!(read!(stage, tx => sources(tx, &slug, &objective)).is_empty());
        let slug = exam();
        assert_eq!(read!(stage, tx => marks(tx, &slug)).len(), 1);
    }
}
