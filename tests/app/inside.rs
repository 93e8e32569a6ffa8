//! What the stories are checked against: attempts as the server has them, their keys, the database itself.

use simulado::exam::id::AttemptId;
use simulado::exam::question::{Kind, Verdict};
use simulado::proctor::Sitting;
use simulado::store::attempt;
use sqlx::{AssertSqlSafe, Connection as _, SqliteConnection};

use crate::candidate::Attempt;
use crate::support::Simulado;

impl Simulado {
    /// The attempt as the server has it.
    pub async fn sitting(&self, exam: &Attempt) -> Sitting {
        let id: AttemptId = exam.id.parse().expect("an id");
        let found = self.app.store().read(|tx| Box::pin(async move { attempt::by_id(tx, id).await })).await;
        let candidate = found.expect("a read").expect("an attempt").candidate;
        self.proctor().sitting(candidate, id).await.expect("a read").expect("an attempt")
    }

    /// The right answer to an item: the letters as they are shown, or what is to be typed.
    pub async fn key(&self, exam: &Attempt, number: u16) -> Vec<String> {
        let sitting = self.sitting(exam).await;
        let item = sitting.item(number).expect("an item");
        let kind = &sitting.question(item).question.kind;
        if let Kind::FillIn(fill_in) = kind {
            return vec![fill_in.answers[0].clone()];
        }
        let keys = kind.keys();
        let shown = ('A'..).zip(&item.option_order).filter(|(_, place)| keys.contains(place));
        shown.map(|(letter, _)| letter.to_string()).collect()
    }

    /// An answer that is wrong.
    pub async fn wrong(&self, exam: &Attempt, number: u16) -> Vec<String> {
        let sitting = self.sitting(exam).await;
        let item = sitting.item(number).expect("an item");
        if item.option_order.is_empty() {
            return vec!["nonsense".to_owned()];
        }
        let key = self.key(exam, number).await;
        let letters = ('A'..).take(item.option_order.len()).map(|letter| letter.to_string());
        letters.filter(|letter| !key.contains(letter)).take(1).collect()
    }

    /// The item that asks the question of this name, if it is on the form.
    pub async fn place_of(&self, exam: &Attempt, question: &str) -> Option<u16> {
        let sitting = self.sitting(exam).await;
        sitting.items.iter().find(|item| item.question.as_str() == question).map(|item| item.position)
    }

    /// The first item whose kind is of this name.
    pub async fn first_of(&self, exam: &Attempt, kind: &str) -> u16 {
        let sitting = self.sitting(exam).await;
        let of_kind = |item: &&simulado::store::item::Item| sitting.question(item).question.kind.as_str() == kind;
        sitting.items.iter().find(of_kind).unwrap_or_else(|| panic!("no {kind} on this form")).position
    }

    /// The verdicts on all items.
    pub async fn verdicts(&self, exam: &Attempt) -> Vec<Option<Verdict>> {
        self.sitting(exam).await.items.iter().map(|item| item.verdict).collect()
    }

    /// A connection of the test's own.
    pub async fn sqlite(&self) -> SqliteConnection {
        let url = format!("sqlite:{}", self.database().display());
        SqliteConnection::connect(&url).await.expect("the database")
    }

    /// Changes the database behind the application's back.
    pub async fn sql(&self, statement: &str) {
        let mut connection = self.sqlite().await;
        sqlx::query(AssertSqlSafe(statement.to_owned())).execute(&mut connection).await.expect("a statement");
        connection.close().await.expect("a close");
    }

    /// The one number that a query answers.
    pub async fn count(&self, query: &str) -> i64 {
        let mut connection = self.sqlite().await;
        let (count,): (i64,) =
            sqlx::query_as(AssertSqlSafe(query.to_owned())).fetch_one(&mut connection).await.expect("a count");
        connection.close().await.expect("a close");
        count
    }
}
