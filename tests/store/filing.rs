//! Which attempts a text was served in is known whether they are filed or not.

use simulado::exam::attempt::Mode;
use simulado::exam::id::RevisionId;
use simulado::exam::question::Verdict;
use simulado::exam::scoring::Curve;
use simulado::store::{filing, regrade, statistics};

use crate::setting::{Stage, at, exam, new_attempt};
use crate::{job, on_both, read};

const CURVE: Curve = Curve { min: 200, pass: 500, max: 800, pass_share: 0.65 };

impl Stage {
    /// An attempt that began in this second; all but the first are handed in.
    async fn began(&self, second: u32, bank: &[RevisionId]) {
        let who = self.guest(u128::from(second) + 1_000).await;
        let mut new = new_attempt(u128::from(second) + 10, who, bank, Mode::Exam);
        new.open.started_at = at(i64::from(second));
        let id = job!(self, tx => crate::setting::begin(tx, &new)).unwrap();
        if second > 0 {
            job!(self, tx => async move {
                let open = crate::setting::lock_open(tx, id).await?.expect("it is open");
                let scored = open.submit(at(50)).score(&[Verdict::Right, Verdict::Unanswered], &CURVE);
                crate::setting::close(tx, id, &scored, &[(1, Verdict::Right), (2, Verdict::Unanswered)]).await
            });
        }
    }

    async fn files(&self, before: i64, limit: u32) -> usize {
        job!(self, tx => async move { filing::file(tx, at(before), limit).await })
    }

    /// Closed and open attempts with the first text, and how many of them a decision about it would concern.
    async fn with_first(&self, bank: &[RevisionId]) -> (u32, u32, usize) {
        let (slug, name, first) = (exam(), "q1".parse().unwrap(), bank[0]);
        let served = read!(self, tx => regrade::served(tx, &slug, &name));
        let concerned = read!(self, tx => async move { regrade::concerned(tx, [first].iter(), None).await });
        (served[0].closed, served[0].open, concerned.len())
    }
}

on_both! {
    async fn filed_or_not_every_attempt_is_found(stage: Stage) {
        let bank = stage.bank(2).await;
        for second in 0..4 {
            stage.began(second, &bank).await;
        }
        assert_eq!(stage.with_first(&bank).await, (3, 1, 3));
        assert!(!read!(stage, tx => filing::is_due(tx, at(0))), "none began before that");
        assert!(read!(stage, tx => filing::is_due(tx, at(1))));
        assert_eq!(stage.files(0, 9).await, 0);
        assert_eq!(stage.files(2, 1).await, 1, "no more than was asked for");
        assert_eq!(stage.with_first(&bank).await, (3, 1, 3));
        assert_eq!(stage.files(2, 9).await, 1, "the one that was left");
        assert_eq!(stage.with_first(&bank).await, (3, 1, 3));
        assert_eq!(stage.files(99, 9).await, 2);
        assert_eq!(stage.with_first(&bank).await, (3, 1, 3));
        assert!(!read!(stage, tx => filing::is_due(tx, at(99))), "once is enough");
        assert_eq!(stage.files(99, 9).await, 0);
        let (slug, name) = (exam(), "q1".parse().unwrap());
        assert!(read!(stage, tx => statistics::served(tx, &slug, &name)).is_empty(), "nobody has looked at it");
    }
}
