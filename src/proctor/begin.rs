//! Beginning an attempt: the form is drawn and the deadline fixed in one step.

use std::collections::HashMap;
use std::sync::Arc;

use futures_util::future::BoxFuture;
use jiff::SignedDuration;

use super::{BeginError, Proctor};
use crate::exam::attempt::{Mode, Open};
use crate::exam::blueprint::Blueprint;
use crate::exam::id::{AttemptId, CandidateId, ExamSlug};
use crate::exam::lang::Lang;
use crate::exam::{clock, form};
use crate::store::attempt::Underway;
use crate::store::begin::{self, NewAttempt};
use crate::store::candidate::Candidate;
use crate::store::{StoreError, Tx, extra_time, history};

/// The same practice asked for again within this time is the same request: a form sent twice.
const TWICE: SignedDuration = SignedDuration::from_secs(20);

/// What somebody wants to begin.
#[derive(Clone, Debug)]
pub struct Wish {
    /// Of which exam.
    pub exam: ExamSlug,
    /// What for.
    pub mode: Mode,
    /// The language to see the questions in first.
    pub content: Lang,
    /// Whether the candidate has only just come to be.
    pub newcomer: bool,
}

impl Proctor {
    /// Begins an attempt now. In exam mode an open one of the same exam is gone on with instead.
    pub async fn begin(&self, candidate: &Candidate, wish: Wish) -> Result<AttemptId, BeginError> {
        let shelf = self.library.shelf(&wish.exam).ok_or(BeginError::UnknownExam)?;
        let (id, exam) = (candidate.id, wish.exam.clone());
        // Whoever was made in this very request has no past to be read.
        let is_new = wish.newcomer;
        // What is due is ended first: it must not stand in the way of a new one.
        let underway = if is_new { Vec::new() } else { self.underway(id).await? };
        let histories = if is_new {
            HashMap::new()
        } else {
            self.store.read(|tx| Box::pin(async move { history::of_questions(tx, id, &exam).await })).await?
        };
        let now = self.clock.now();
        for Underway { attempt, .. } in underway {
            let again = attempt.exam == wish.exam
                && attempt.mode == wish.mode
                && (wish.mode == Mode::Exam || now.duration_since(attempt.started_at()) < TWICE);
            if again {
                return Ok(attempt.id);
            }
        }
        let seed = self.random.seed();
        let pool = shelf.pool(&histories);
        let places = match &wish.mode {
            Mode::Exam => form::exam(&shelf.blueprint, pool, seed)?,
            Mode::Practice(practice) => form::practice(&shelf.blueprint, pool, practice, seed)?,
        };
        let limit = wish.mode.timed().then(|| limit(&wish.mode, places.len(), &shelf.blueprint));
        let new = NewAttempt {
            id: AttemptId(self.random.uuid(now)),
            candidate: candidate.id,
            exam: wish.exam,
            mode: wish.mode,
            seed,
            open: Open::begin(now, limit.map(|limit| clock::deadline(now, limit))),
            limit,
            content: wish.content,
            places,
        };
        let (made, form) = (new.id, new.places.clone());
        let begun = self.begins.put(new).await?;
        let begun = begun.ok_or(BeginError::UnknownExam)?;
        if begun == made {
            let asked = form.iter().map(|place| place.revision);
            // The attempt is there: what cannot be read just now is read with its first page.
            if let Ok(questions) = self.library.questions(&self.store, asked).await {
                self.keep_seat(made, &form, &questions);
            }
        }
        Ok(begun)
    }
}

/// Begins the attempts that were asked for at the same time.
pub(super) fn begin_all<'a>(
    tx: &'a mut Tx<'_>,
    wanted: Arc<[NewAttempt]>,
) -> BoxFuture<'a, Result<Vec<Option<AttemptId>>, StoreError>> {
    Box::pin(async move {
        let mut news = wanted.to_vec();
        // As they are now, and held until the attempts are there: whoever changes one next finds the attempt.
        let candidates: Vec<CandidateId> = news.iter().map(|new| new.candidate).collect();
        let factors = extra_time::hold_all(tx, &candidates).await?;
        for new in &mut news {
            let (start, factor) = (new.open.started_at, factors.get(&new.candidate).copied().unwrap_or(1.0));
            let lengthened = |limit| clock::deadline(start, clock::lengthened(limit, factor));
            new.open = Open::begin(start, new.limit.map(lengthened));
        }
        begin::begin(tx, &news).await
    })
}

/// The time limit before any extra time: the exam's minutes, for a practice in proportion to its questions.
fn limit(mode: &Mode, questions: usize, blueprint: &Blueprint) -> SignedDuration {
    let whole = clock::limit(blueprint.minutes, 1.0);
    match mode {
        Mode::Exam => whole,
        Mode::Practice(_) => {
            let questions = i32::try_from(questions).unwrap_or(i32::MAX);
            whole.saturating_mul(questions) / i32::from(blueprint.questions().max(1)).max(1)
        }
    }
}
