//! Imports: kept until decided, done once, many questions at a time, nothing overwritten.

use std::collections::BTreeMap;

use simulado::exam::id::{ImportId, RevisionId};
use simulado::exam::lifecycle::State;
use simulado::store::import::{self, Import, Source};
use simulado::store::picture;
use simulado::store::question::{self, NewRevision, Origin};
use uuid::Uuid;

use crate::setting::{at, exam, revision};
use crate::{job, on_both, read};

fn upload(stage_author: simulado::exam::id::CandidateId, second: i64) -> Import {
    Import {
        id: ImportId(Uuid::from_u128(7)),
        author: stage_author,
        exam: exam(),
        file_name: "a.gift".to_owned(),
        bytes: vec![1, 2, 3],
        choices: serde_json::json!({ "part": "1.1" }),
        created_at: at(second),
        done: None,
    }
}

fn text(id: u128, n: u128, body: &str, base: Option<RevisionId>) -> (NewRevision, Source) {
    let new = NewRevision { origin: Origin::Import, state: State::Draft, ..revision(id, n, body, base) };
    (new, Source { name: format!("gift:{n}"), hash: [u8::try_from(n % 200).unwrap(); 32] })
}

on_both! {
    async fn an_upload_is_its_authors_and_is_used_up_once(stage: Stage) {
        let (ana, bia) = (stage.guest(1).await, stage.guest(2).await);
        for second in [0, 9] {
            let import = upload(ana, second);
            job!(stage, tx => import::add(tx, &import));
        }
        let id = ImportId(Uuid::from_u128(7));
        assert_eq!(read!(stage, tx => import::of_author(tx, ana, id)), Some(upload(ana, 0)));
        assert_eq!(read!(stage, tx => import::of_author(tx, bia, id)), None);
        job!(stage, tx => import::choose(tx, id, &serde_json::json!({ "part": "1.2" })));
        assert!(read!(stage, tx => import::is_open(tx, id)));
        // A few at a time.
        job!(stage, tx => import::add_taken(tx, id, 2));
        job!(stage, tx => import::add_taken(tx, id, 1));
        assert_eq!(job!(stage, tx => import::finish(tx, id, at(5))), Some(3));
        assert!(!read!(stage, tx => import::is_open(tx, id)));
        job!(stage, tx => import::add_taken(tx, id, 9));
        assert_eq!(job!(stage, tx => import::finish(tx, id, at(6))), None);
        let done = read!(stage, tx => import::of_author(tx, ana, id)).unwrap();
        assert_eq!((done.done, done.bytes.len(), done.choices["part"].as_str()), (Some((at(5), 3)), 0, Some("1.2")));
        assert_eq!(job!(stage, tx => import::delete_old(tx, at(100))), 0, "what is done stays");
    }

    async fn an_upload_that_nobody_decides_on_goes(stage: Stage) {
        let ana = stage.guest(1).await;
        let import = upload(ana, 0);
        job!(stage, tx => import::add(tx, &import));
        assert_eq!(job!(stage, tx => import::delete_old(tx, at(0))), 0);
        assert_eq!(job!(stage, tx => import::delete_old(tx, at(1))), 1);
    }

    async fn where_things_belong_is_remembered(stage: Stage) {
        let slug = exam();
        let said = BTreeMap::from([("disks".to_owned(), "1.1".to_owned()), ("nets".to_owned(), "2.1".to_owned())]);
        let again = BTreeMap::from([("nets".to_owned(), "2.2".to_owned())]);
        job!(stage, tx => import::remember(tx, &slug, &said));
        let slug = exam();
        job!(stage, tx => import::remember(tx, &slug, &again));
        let slug = exam();
        let rules = read!(stage, tx => import::rules(tx, &slug));
        assert_eq!((rules["disks"].as_str(), rules["nets"].as_str()), ("1.1", "2.2"));
    }

    async fn many_questions_come_in_at_once_and_nothing_is_overwritten(stage: Stage) {
        let first = stage.bank(1).await[0];
        let mut texts: Vec<_> = (2..=1_203).map(|n| text(10_000 + n, n, "new", None)).collect();
        texts.push(text(20_001, 1, "changed", Some(first)));
        let slug = exam();
        assert_eq!(job!(stage, tx => import::store(tx, &slug, &texts, at(1))), 1_203);
        assert_eq!(stage.drawn().await.len(), 1, "they are drafts");
        assert_eq!(stage.drawn().await["q1"], first, "and what is live stays");
        let slug = exam();
        let known = read!(stage, tx => import::known(tx, &slug));
        assert_eq!(known.len(), 1_203);
        assert_eq!(known[&"q1".parse().unwrap()].revision, RevisionId(Uuid::from_u128(20_001)));
        let slug = exam();
        let became = read!(stage, tx => import::provenance(tx, &slug));
        assert_eq!((became["gift:2"].question.as_str(), became["gift:2"].hash[0]), ("q2", 2));
        // Somebody saved meanwhile: theirs stays, as does a question whose name is taken by now.
        let saved = revision(30_000, 1, "by hand", Some(RevisionId(Uuid::from_u128(20_001))));
        job!(stage, tx => question::save(tx, &saved, at(2)));
        let late = vec![text(20_002, 1, "late", Some(RevisionId(Uuid::from_u128(20_001)))), text(20_003, 2, "again", None)];
        let slug = exam();
        assert_eq!(job!(stage, tx => import::store(tx, &slug, &late, at(3))), 0);
    }

    async fn a_picture_is_stored_once(stage: Stage) {
        for bytes in [vec![1], vec![2]] {
            job!(stage, tx => picture::put(tx, &[("a.png".to_owned(), bytes.clone())]));
        }
        assert_eq!(read!(stage, tx => picture::get(tx, "a.png")), Some(vec![1]));
        assert_eq!(read!(stage, tx => picture::get(tx, "b.png")), None);
        assert_eq!(read!(stage, tx => picture::names(tx)), ["a.png".to_owned()].into());
    }
}
