//! Answers on `SQLite`: a statement that asks, and a text of those that write. Each way to the database's thread is a wait of its own.

use sqlx::{QueryBuilder, Sqlite, SqliteConnection};

use super::{Glance, Sent, Stored, asked, entry};
use crate::exam::attempt::Open;
use crate::exam::clock;
use crate::store::rows::Cell::{Id, Number, Text, Truth};
use crate::store::rows::Table;
use crate::store::{StoreError, millis, rows_for, time};

/// How a batch begins and ends its transaction, if it does: with the texts of its first and last statement.
pub(super) struct Transaction {
    begin: &'static str,
    update: &'static str,
    commit: &'static str,
    leave: Option<&'static str>,
}

/// Somebody else began it, and will end it.
pub(super) const SHARED: Transaction = Transaction { begin: "", update: "UPDATE ", commit: "", leave: None };

/// The batch is all there is in it.
pub(super) const OWN: Transaction = Transaction {
    // A deferred transaction that turns into a writing one fails at once when another process writes.
    begin: "BEGIN IMMEDIATE; ",
    // All is taken back if one row cannot be changed: then SQLite need not keep each page as it was before the statement.
    update: "UPDATE OR ROLLBACK ",
    commit: "; COMMIT",
    leave: Some("ROLLBACK"),
};

/// An answer that can be stored, with what its attempt said before.
struct Taken<'s> {
    /// Which of those that were sent.
    which: usize,
    sent: &'s Sent,
    /// Whether the entry differs from what is stored.
    is_change: bool,
    open: Open,
    /// How long the candidate was on it, in milliseconds.
    spent: i64,
    time_zone: String,
}

impl<'s> Taken<'s> {
    /// Reads `3 1 1790000000000 1790005400000 1790000300000 Europe/Lisbon`: which answer, whether it is a change, the attempt's
    /// beginning, its deadline or nothing, its last event, the candidate's time zone or nothing.
    fn read(line: &str, all: &'s [Sent]) -> Result<Self, StoreError> {
        let corrupt = || StoreError::Corrupt(format!("an attempt's line “{line}”"));
        let mut words = line.split(' ');
        let mut word = || words.next().ok_or_else(corrupt);
        let moment = |text: &str| time(text.parse().map_err(|_| corrupt())?);
        let which: usize = word()?.parse().map_err(|_| corrupt())?;
        let sent = all.get(which).ok_or_else(corrupt)?;
        let is_change = word()? == "1";
        let started_at = moment(word()?)?;
        let deadline = Some(word()?).filter(|text| !text.is_empty()).map(moment).transpose()?;
        let spent = clock::spent(moment(word()?)?, sent.now);
        let spent = i64::try_from(spent.as_millis()).unwrap_or(0);
        let time_zone = word()?.to_owned();
        Ok(Self { which, sent, is_change, open: Open { started_at, deadline }, spent, time_zone })
    }

    fn revision(&self) -> u32 {
        self.sent.revision + u32::from(self.is_change)
    }
}

/// Stores what can be stored of a batch that holds something. For each answer that was taken, which one it is and what became of it.
pub(super) async fn store(
    db: &mut SqliteConnection,
    transaction: &Transaction,
    sent: &[Sent],
    glances: &[Glance],
) -> Result<Vec<(usize, Stored)>, StoreError> {
    let (begin, taken) = match sent {
        [] => (transaction.begin, Vec::new()),
        sent => ("", take(db, transaction, sent).await?),
    };
    if !taken.is_empty() || !glances.is_empty() {
        write(db, begin, transaction, &taken, glances).await?;
    } else if let Some(leave) = transaction.leave {
        sqlx::query(leave).execute(db).await?;
    }
    let stored =
        |one: Taken<'_>| (one.which, Stored { revision: one.revision(), open: one.open, time_zone: one.time_zone });
    Ok(taken.into_iter().map(stored).collect())
}

/// Finds those that can be stored. Nobody else writes meanwhile.
async fn take<'s>(
    db: &mut SqliteConnection,
    transaction: &Transaction,
    sent: &'s [Sent],
) -> Result<Vec<Taken<'s>>, StoreError> {
    let numbered: Vec<(i64, &Sent)> = (0..).zip(sent).collect();
    // As one text, a line for each: rows would cost more than finding them.
    let mut select = QueryBuilder::<Sqlite>::new(transaction.begin);
    select.push(
        "SELECT string_agg(t.line, '\n') FROM (SELECT v.column1 || ' ' || CASE WHEN i.response = v.column7 AND i.struck = v.column8 AND i.note = v.column9
                AND i.flagged = v.column10 THEN '0' ELSE '1' END || ' ' || a.started_at || ' '
                || COALESCE(CAST(a.deadline AS TEXT), '') || ' ' || a.last_event_at || ' ' || c.time_zone AS line FROM (");
    Table::push_rows(&mut select, &numbered, rows_for(sent.len()), |row| {
        let [number, attempt, position, revision, token, latest] = asked(row);
        let [response, struck, note, flagged] = entry(row.map(|(_, one)| *one));
        [number, attempt, position, revision, token, latest, response, struck, note, flagged]
    });
    select.push(
        ") AS v JOIN attempt a ON a.id = v.column2 AND a.closed_at IS NULL AND (a.deadline IS NULL OR a.deadline >= v.column6)
         JOIN session s ON s.token_hash = v.column5 AND s.candidate_id = a.candidate_id
         JOIN candidate c ON c.id = a.candidate_id AND c.suspended_at IS NULL
         JOIN item i ON i.attempt_id = v.column2 AND i.position = v.column3 AND i.revision = v.column4
                    AND i.closed_at IS NULL) AS t");
    let (text,): (Option<String>,) = select.build_query_as().fetch_one(db).await?;
    text.unwrap_or_default().lines().map(|line| Taken::read(line, sent)).collect()
}

/// Writes the entries, where their candidates are now, and what was seen for the first time. What is the same as before does not count
/// as a change. The statements have as many rows as the longest of them, so that there are few such texts.
async fn write(
    db: &mut SqliteConnection,
    begin: &'static str,
    transaction: &Transaction,
    taken: &[Taken<'_>],
    glances: &[Glance],
) -> Result<(), StoreError> {
    let rows = rows_for(taken.len() + glances.len());
    let mut text = QueryBuilder::<Sqlite>::new(begin);
    if !taken.is_empty() {
        text.push(transaction.update).push(
            "item SET response = v.column3, struck = v.column4, note = v.column5, flagged = v.column6, revision = v.column10,
                 answered_at = CASE WHEN v.column7 THEN NULL WHEN item.response = v.column3 THEN item.answered_at
                     ELSE v.column9 END,
                 spent_ms = item.spent_ms + v.column8, seen_at = COALESCE(item.seen_at, v.column9) FROM (");
        Table::push_rows(&mut text, taken, rows, |row| {
            let sent = row.map(|one| one.sent);
            let [response, struck, note, flagged] = entry(sent);
            [
                Id(sent.map(|sent| sent.attempt.0)),
                Number(sent.map(|sent| i64::from(sent.position))),
                response,
                struck,
                note,
                flagged,
                Truth(sent.map(|sent| sent.entry.response.is_blank())),
                Number(row.map(|one| one.spent)),
                Number(sent.map(|sent| millis(sent.now))),
                Number(row.map(|one| i64::from(one.revision()))),
            ]
        });
        text.push(") AS v WHERE item.attempt_id = v.column1 AND item.position = v.column2; ");
    }
    let answered = taken.iter().map(|one| (one.sent.attempt, one.sent.position, Some(one.sent)));
    let there: Vec<_> = answered.chain(glances.iter().map(|glance| (glance.attempt, glance.position, None))).collect();
    text.push(transaction.update).push(
        "attempt SET current_position = v.column2, content_language = COALESCE(v.column3, attempt.content_language),
             last_event_at = COALESCE(v.column4, attempt.last_event_at) FROM (",
    );
    Table::push_rows(&mut text, &there, rows, |row| {
        let sent = row.and_then(|(_, _, sent)| *sent);
        [
            Id(row.map(|(attempt, _, _)| attempt.0)),
            Number(row.map(|(_, position, _)| i64::from(*position))),
            Text(sent.map(|sent| sent.content.as_str())),
            Number(sent.map(|sent| millis(sent.now))),
        ]
    });
    text.push(") AS v WHERE attempt.id = v.column1 AND attempt.closed_at IS NULL");
    if !glances.is_empty() {
        text.push("; ").push(transaction.update).push("item SET seen_at = v.column3 FROM (");
        Table::push_rows(&mut text, glances, rows, |row| {
            [
                Id(row.map(|one| one.attempt.0)),
                Number(row.map(|one| i64::from(one.position))),
                Number(row.map(|one| millis(one.now))),
            ]
        });
        text.push(") AS v WHERE item.attempt_id = v.column1 AND item.position = v.column2 AND item.seen_at IS NULL");
    }
    text.push(transaction.commit);
    text.build().execute(db).await?;
    Ok(())
}
