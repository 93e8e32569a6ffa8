//! What one candidate has sent and what was acknowledged, item by item, and whether what is stored does it justice.
//!
//! A candidate sends one answer at a time, so the answers to an item have an order. What is stored must be the last one that was
//! acknowledged, or one that was sent after it: an answer whose reply was lost may have been stored or not. Every answer has a
//! note of its own, so that none can be taken for another.

use std::collections::HashMap;

/// What was chosen or typed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Given {
    /// The option at this place of the page.
    Choice(usize),
    /// The text.
    Text(String),
}

/// An answer that was sent.
struct Sent {
    note: String,
    given: Given,
    /// The revision that it was acknowledged with. Written after the reply was read to its end, and never before.
    acknowledged: Option<u64>,
}

/// An item as the database has it.
#[derive(Clone, Debug)]
pub struct Row {
    /// Counts the changes.
    pub revision: u64,
    /// Which answer it is.
    pub note: String,
    /// `{"choice": [places in the file]}` or `{"text": "…"}`
    pub response: serde_json::Value,
    /// The options as shown, each by its place in the file.
    pub order: Vec<usize>,
}

/// Everything that is stored: by attempt, in hexadecimal digits alone, and position.
pub type Rows = HashMap<(String, usize), Row>;

/// What a comparison came to.
#[derive(Debug, Default)]
pub struct Verdict {
    /// Answers that were acknowledged.
    pub acknowledged: usize,
    /// Those of them that are not there, and no later one of their item.
    pub lost: usize,
    /// What the first loss is.
    pub first: Option<String>,
}

impl Verdict {
    /// Adds another.
    pub fn and(&mut self, other: Self) {
        self.acknowledged += other.acknowledged;
        self.lost += other.lost;
        self.first = self.first.take().or(other.first);
    }

    fn loss(&mut self, count: usize, what: String) {
        self.lost += count;
        self.first.get_or_insert(what);
    }
}

/// The answers of one candidate.
#[derive(Default)]
pub struct Ledger {
    items: HashMap<usize, Vec<Sent>>,
}

impl Ledger {
    /// Notes that an answer is about to be sent.
    pub fn sends(&mut self, place: usize, note: &str, given: Given) {
        self.items.entry(place).or_default().push(Sent { note: note.to_owned(), given, acknowledged: None });
    }

    /// Notes that the answer sent last was acknowledged.
    pub fn acknowledged(&mut self, place: usize, revision: u64) {
        if let Some(last) = self.items.get_mut(&place).and_then(|sent| sent.last_mut()) {
            last.acknowledged = Some(revision);
        }
    }

    /// An item with an acknowledged answer.
    pub fn any_acknowledged(&self) -> Option<usize> {
        self.items.iter().find(|(_, sent)| sent.iter().any(|one| one.acknowledged.is_some())).map(|(place, _)| *place)
    }

    /// Compares with what is stored.
    pub fn compare(&self, attempt: &str, rows: &Rows) -> Verdict {
        let mut verdict = Verdict::default();
        for (place, sent) in &self.items {
            let row = rows.get(&(attempt.to_owned(), place + 1));
            compare(&format!("attempt {attempt} item {}", place + 1), sent, row, &mut verdict);
        }
        verdict
    }
}

fn compare(name: &str, sent: &[Sent], row: Option<&Row>, verdict: &mut Verdict) {
    let acknowledged = |sent: &[Sent]| sent.iter().filter(|one| one.acknowledged.is_some()).count();
    verdict.acknowledged += acknowledged(sent);
    let Some(last) = sent.iter().rposition(|one| one.acknowledged.is_some()) else { return };
    let is = row.and_then(|row| sent.iter().position(|one| one.note == row.note).map(|is| (is, row)));
    let Some((is, row)) = is else {
        let what = row.map_or("nothing", |row| row.note.as_str());
        return verdict.loss(acknowledged(sent), format!("{name}: {what} instead of {}", sent[last].note));
    };
    if is < last {
        let lost = acknowledged(&sent[is + 1..]);
        return verdict.loss(lost, format!("{name}: {} instead of {}", row.note, sent[last].note));
    }
    let revision = sent[last].acknowledged.unwrap_or_default();
    if (is == last && row.revision != revision) || (is > last && row.revision <= revision) {
        let what = format!("{name}: revision {} after {revision} was acknowledged", row.revision);
        return verdict.loss(1, what);
    }
    if !same(&sent[is].given, row) {
        verdict.loss(1, format!("{name}: {} instead of {:?}", row.response, sent[is].given));
    }
}

fn same(given: &Given, row: &Row) -> bool {
    match given {
        Given::Text(text) => row.response["text"].as_str() == Some(text),
        Given::Choice(shown) => {
            let chosen = row.response["choice"].as_array().map(Vec::as_slice).unwrap_or_default();
            let place = row.order.get(*shown).and_then(|place| u64::try_from(*place).ok());
            chosen.len() == 1 && chosen[0].as_u64() == place
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    /// Three answers to an item, of which the last was not acknowledged.
    fn ledger() -> Ledger {
        let mut ledger = Ledger::default();
        for (note, choice) in [("n1", 0), ("n2", 1), ("n3", 2)] {
            ledger.sends(4, note, Given::Choice(choice));
            if note != "n3" {
                ledger.acknowledged(4, u64::try_from(choice).unwrap() + 1);
            }
        }
        ledger
    }

    fn lost(note: &str, revision: u64, place: usize) -> usize {
        let row = Row { revision, note: note.to_owned(), response: json!({ "choice": [place] }), order: vec![3, 0, 4] };
        let verdict = ledger().compare("a", &Rows::from([(("a".to_owned(), 5), row)]));
        assert_eq!((verdict.acknowledged, verdict.first.is_some()), (2, verdict.lost > 0));
        verdict.lost
    }

    #[test]
    fn the_last_acknowledged_answer_or_a_later_one_must_be_there() {
        assert_eq!(lost("n2", 2, 0), 0);
        assert_eq!(lost("n3", 3, 4), 0);
        assert_eq!(lost("n1", 1, 3), 1);
        assert_eq!(lost("other", 2, 0), 2);
        assert_eq!(ledger().compare("a", &Rows::new()).lost, 2);
    }

    #[test]
    fn another_content_or_revision_is_a_loss() {
        assert_eq!(lost("n2", 2, 3), 1);
        assert_eq!(lost("n2", 3, 0), 1);
        assert_eq!(lost("n3", 2, 4), 1);
    }
}
