//! Answering reports: several at once, told to their candidates, logged.

use serde_json::json;

use super::desk::{Desk, log};
use crate::store::StoreError;
use crate::store::candidate::Candidate;
use crate::store::report::{self, Answer};

impl Desk {
    /// Deals with reports. How many were told something new: the same answer again tells nobody anything.
    pub async fn answer(&self, author: &Candidate, answer: Answer) -> Result<usize, StoreError> {
        let object = format!("question/{}/{}", answer.exam, answer.question);
        let mut act = self.act(author, "reports-answered", object, json!({}), json!({}));
        let now = self.clock.now();
        self.store
            .write(move |tx| {
                Box::pin(async move {
                    let told = report::answer(tx, &answer, now).await?;
                    if !told.is_empty() {
                        act.after = json!({ "state": answer.state.as_str(), "answer": answer.text, "reports": told });
                        log(tx, &act).await?;
                    }
                    Ok(told.len())
                })
            })
            .await
    }
}
