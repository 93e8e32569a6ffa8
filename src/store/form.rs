//! The forms of attempts, in one statement for all that are asked for at the same time: after a restart everybody's form is asked for
//! once.

use std::collections::HashMap;
use std::sync::Arc;

use futures_util::future::BoxFuture;
use sqlx::QueryBuilder;
use uuid::Uuid;

use super::{StoreError, Tx, ids_in, on};
use crate::exam::id::{AttemptId, RevisionId};

/// What an attempt asks: at each place in order the revision that is served, and its options as shown, each by its place in the file.
pub type Form = Vec<(RevisionId, Vec<usize>)>;

/// The forms of attempts, in the order in which they are asked for. An unknown attempt has an empty one.
pub fn forms<'a>(tx: &'a mut Tx<'_>, attempts: Arc<[AttemptId]>) -> BoxFuture<'a, Result<Vec<Form>, StoreError>> {
    Box::pin(async move {
        let postgres = tx.is_postgres();
        let rows: Vec<(Uuid, String)> = on!(tx, db => {
            // As one text, a line an item, in whatever order: sixty rows would cost more than finding them.
            let mut select = QueryBuilder::new("SELECT attempt_id, string_agg(position || ' ' || ");
            select.push(if postgres { "CAST(revision_id AS TEXT)" } else { "hex(revision_id)" });
            select.push(" || CAST(option_order AS TEXT), '\n') FROM item WHERE attempt_id");
            ids_in(&mut select, attempts.iter().map(|id| id.0));
            select.push(" GROUP BY attempt_id");
            select.build_query_as().fetch_all(db).await
        })?;
        let mut found = HashMap::with_capacity(rows.len());
        for (id, text) in rows {
            found.insert(AttemptId::from(id), read(&text)?);
        }
        // The same may be asked for twice.
        Ok(attempts.iter().map(|id| found.get(id).cloned().unwrap_or_default()).collect())
    })
}

/// Reads the lines of items, and puts them into their order.
fn read(text: &str) -> Result<Form, StoreError> {
    let mut places = text.lines().map(place).collect::<Result<Vec<_>, _>>()?;
    places.sort_unstable_by_key(|(position, _)| *position);
    Ok(places.into_iter().map(|(_, place)| place).collect())
}

/// Reads `7 019ABC…[2, 0, 1]`: its position, its revision, its options.
fn place(line: &str) -> Result<(u16, (RevisionId, Vec<usize>)), StoreError> {
    let corrupt = || StoreError::Corrupt(format!("an item's place “{line}”"));
    let (head, order) = line.split_at(line.find('[').ok_or_else(corrupt)?);
    let (position, revision) = head.split_once(' ').ok_or_else(corrupt)?;
    let revision = Uuid::parse_str(revision).map_err(|_| corrupt())?;
    let order = serde_json::from_str(order).map_err(|_| corrupt())?;
    Ok((position.parse().map_err(|_| corrupt())?, (revision.into(), order)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_are_in_their_order_however_they_come() {
        let form =
            read("10 019AC0DE000070008000000000000001[]\n9 019ac0de-0000-7000-8000-000000000002[2, 0,1]\n").unwrap();
        let ids: Vec<String> = form.iter().map(|(revision, _)| revision.0.simple().to_string()).collect();
        assert_eq!(ids, ["019ac0de000070008000000000000002", "019ac0de000070008000000000000001"]);
        assert_eq!(form[0].1, [2, 0, 1]);
        assert_eq!(form[1].1, [0; 0]);
        for bad in
            ["7", "7[]", "7 019ac0de[]", "7 019AC0DE000070008000000000000001[", "x 019AC0DE000070008000000000000001[]"]
        {
            assert!(read(bad).is_err(), "{bad}");
        }
    }
}
