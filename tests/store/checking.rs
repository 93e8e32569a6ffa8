//! What is counted and what is read page by page to be checked.

use simulado::exam::id::RevisionId;
use simulado::store::check::{self, Page};
use simulado::store::contents::{Contents, count_all};
use simulado::store::item::{self, Entry, Save};

use simulado::exam::lang::Lang;
use simulado::exam::question::Response;

use crate::setting::{Stage, at};
use crate::{job, on_both, read};

/// Attempts 10, 11, … of as many guests, at two questions each.
async fn attempts(stage: &Stage, number: u128) -> Vec<RevisionId> {
    let revisions = stage.bank(2).await;
    for n in 0..number {
        let guest = stage.guest(n + 1).await;
        stage.attempt(10 + n, guest, &revisions).await;
    }
    revisions
}

fn ids(page: &Page) -> Vec<u128> {
    page.attempts.iter().map(|(attempt, _)| attempt.id.0.as_u128()).collect()
}

on_both! {
    async fn what_is_there_is_counted(stage: Stage) {
        attempts(&stage, 2).await;
        let save = Save {
            attempt: simulado::exam::id::AttemptId(uuid::Uuid::from_u128(11)),
            position: 2,
            revision: 0,
            entry: Entry { response: Response::Choice([1].into()), struck: vec![], note: String::new(), flagged: false },
            content: Lang::En,
            spent: jiff::SignedDuration::ZERO,
            now: at(30),
        };
        job!(stage, tx => item::save(tx, &save));
        let counted = read!(stage, tx => count_all(tx));
        let wanted = Contents { accounts: 0, guests: 2, questions: 2, attempts: 2, answers: 1, last: Some(at(30)) };
        assert_eq!(counted, wanted);
    }

    async fn attempts_are_read_page_by_page_with_their_items(stage: Stage) {
        let revisions = attempts(&stage, 5).await;
        assert_eq!(read!(stage, tx => check::attempts(tx)), 5);
        let first = read!(stage, tx => check::page(tx, None, 2));
        assert_eq!(ids(&first), [10, 11]);
        for (attempt, items) in &first.attempts {
            assert!(attempt.open && attempt.questions == 2 && attempt.raw.is_none());
            assert_eq!(attempt.deadline, Some(at(60).as_millisecond()));
            assert_eq!(items.iter().map(|item| (item.position, item.revision)).collect::<Vec<_>>(), [(1, revisions[0]), (2, revisions[1])]);
            assert_eq!(items[0].response, Some(Response::Choice([].into())));
        }
        let after = first.attempts.last().map(|(attempt, _)| attempt.id);
        let rest = read!(stage, tx => check::page(tx, after, 10));
        assert_eq!(ids(&rest), [12, 13, 14]);
        let after = rest.attempts.last().map(|(attempt, _)| attempt.id);
        assert!(read!(stage, tx => check::page(tx, after, 10)).attempts.is_empty());
    }
}
