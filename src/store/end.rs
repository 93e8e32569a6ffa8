//! Attempts end: once, whatever is repeated.

use std::collections::HashMap;

use sqlx::QueryBuilder;
use uuid::Uuid;

use super::{StoreError, Tx, ids_in, millis, on, padded, time};
use crate::exam::attempt::{Open, Scored};
use crate::exam::id::AttemptId;
use crate::exam::question::Verdict;

/// Takes open attempts for itself until the transaction ends, so that a save and a hand-in at the same moment come one after
/// the other. Those that are not open any more are left out.
pub async fn lock_open(tx: &mut Tx<'_>, ids: &[AttemptId]) -> Result<HashMap<AttemptId, Open>, StoreError> {
    // On SQLite nobody else writes. On PostgreSQL the order keeps two of these from waiting for each other.
    let locking = tx.is_postgres();
    let rows: Vec<(Uuid, i64, Option<i64>)> = on!(tx, db => {
        let mut select = QueryBuilder::new("SELECT id, started_at, deadline FROM attempt WHERE closed_at IS NULL AND id");
        ids_in(&mut select, ids.iter().map(|id| id.0));
        if locking {
            select.push(" ORDER BY id FOR NO KEY UPDATE");
        }
        select.build_query_as().fetch_all(db).await
    })?;
    rows.into_iter()
        .map(|(id, started_at, deadline)| {
            let open = Open { started_at: time(started_at)?, deadline: deadline.map(time).transpose()? };
            Ok((AttemptId::from(id), open))
        })
        .collect()
}

/// The result of an attempt.
#[derive(Clone, Debug, PartialEq)]
pub struct Ended {
    /// Which.
    pub id: AttemptId,
    /// How it ended, and its score. Items that do not count are those that the score has not counted.
    pub scored: Scored,
    /// The verdict on each item, in order.
    pub verdicts: Vec<Verdict>,
}

/// Writes the results of attempts that [`lock_open`] took.
pub async fn close(tx: &mut Tx<'_>, ended: &[Ended]) -> Result<(), StoreError> {
    on!(tx, db => {
        // A letter for each item: as many parameters would cost more than the rows.
        let mut update = QueryBuilder::new(
            "UPDATE item SET verdict = CASE substr(v.column2, CAST(item.position AS INTEGER), 1)
                 WHEN 'r' THEN 'right' WHEN 'n' THEN 'near' WHEN 'w' THEN 'wrong' ELSE 'unanswered' END FROM (");
        update.push_values(padded(ended), |mut row, one| {
            row.push_bind(one.map(|one| one.id.0)).push_bind(one.map(|one| letters(&one.verdicts)));
        });
        update.push(") AS v WHERE item.attempt_id = v.column1");
        update.build().execute(db).await.map(drop)
    })?;
    on!(tx, db => {
        let mut update = QueryBuilder::new(
            "UPDATE attempt SET state = v.column2, closed_at = v.column3, raw_score = v.column4, scaled_score = v.column5,
                                passed = v.column6, excluded = questions - v.column7 FROM (");
        update.push_values(padded(ended), |mut row, one| {
            let (closed, score) = (one.map(|one| one.scored.closed), one.map(|one| one.scored.score));
            row.push_bind(one.map(|one| one.id.0)).push_bind(closed.map(|closed| closed.ending.as_str()))
                .push_bind(closed.map(|closed| millis(closed.closed_at)))
                .push_bind(score.map(|score| i64::from(score.right))).push_bind(score.map(|score| i64::from(score.scaled)))
                .push_bind(score.map(|score| score.passed)).push_bind(score.map(|score| i64::from(score.questions)));
        });
        update.push(") AS v WHERE attempt.id = v.column1 AND attempt.closed_at IS NULL");
        update.build().execute(db).await.map(drop)
    })?;
    Ok(())
}

fn letters(verdicts: &[Verdict]) -> String {
    let letter = |verdict: &Verdict| match verdict {
        Verdict::Right => 'r',
        Verdict::Near => 'n',
        Verdict::Wrong => 'w',
        Verdict::Unanswered => 'u',
    };
    verdicts.iter().map(letter).collect()
}
