//! Tries of passwords, counted in the database: some at once, then one each while, whichever server is asked.

use jiff::{SignedDuration, Timestamp};

use super::{StoreError, Tx, millis, on};

/// How many tries are taken at once, and how long one more takes to come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Pace {
    /// At once.
    pub burst: u32,
    /// Then one in this time.
    pub each: SignedDuration,
}

impl Pace {
    fn each(self) -> i64 {
        i64::try_from(self.each.as_millis()).unwrap_or(i64::MAX)
    }

    /// How far ahead of now the tries may be used up for one more to be taken.
    fn ahead(self) -> i64 {
        i64::from(self.burst.saturating_sub(1)).saturating_mul(self.each())
    }

    /// No clock that is right has counted further ahead than this: such a count is from before a clock was set back.
    fn never(self) -> i64 {
        i64::from(self.burst).saturating_mul(2).saturating_mul(self.each())
    }
}

/// Counts a try; or says how long to wait for the next one, and does not count it.
pub async fn take(
    tx: &mut Tx<'_>,
    subject: [u8; 32],
    pace: Pace,
    now: Timestamp,
) -> Result<Option<SignedDuration>, StoreError> {
    let now = millis(now);
    let (last, never) = (now.saturating_add(pace.ahead()), now.saturating_add(pace.never()));
    let counted = on!(tx, db => sqlx::query(
        "INSERT INTO login_try (subject, used_up) VALUES ($1, $2 + $3)
         ON CONFLICT (subject) DO UPDATE SET
             used_up = $3 + CASE WHEN login_try.used_up BETWEEN $2 AND $5 THEN login_try.used_up ELSE $2 END
         WHERE login_try.used_up <= $4 OR login_try.used_up > $5")
        .bind(subject.to_vec()).bind(now).bind(pace.each()).bind(last).bind(never)
        .execute(db).await.map(|done| done.rows_affected()))?;
    if counted > 0 {
        return Ok(None);
    }
    let (used_up,): (i64,) = on!(tx, db => sqlx::query_as("SELECT used_up FROM login_try WHERE subject = $1")
        .bind(subject.to_vec()).fetch_one(db).await)?;
    Ok(Some(SignedDuration::from_millis(used_up.saturating_sub(last))))
}

/// Forgets those who have all their tries again.
pub async fn forget(tx: &mut Tx<'_>, now: Timestamp) -> Result<u64, StoreError> {
    Ok(on!(tx, db => sqlx::query("DELETE FROM login_try WHERE used_up <= $1")
        .bind(millis(now)).execute(db).await.map(|done| done.rows_affected()))?)
}
