//! From decisions and answers to what candidates are told of them, and noting that they were told.

use super::pages::repair::{Counted, Notice, Recount, ReportState, Ruled, Ruling, SentReport};
use super::pages::text::When;
use super::problem::Problem;
use super::state::App;
use super::visitor::Visitor;
use crate::exam::id::CandidateId;
use crate::exam::regrade::Decision;
use crate::exam::scoring::Score;
use crate::proctor::Sitting;
use crate::store::item::Item;
use crate::store::report::{self, Own, State};
use crate::store::{regraded, report as reports};

/// How many news are told at once, of each sort; and how many recounts of an attempt.
const NEWS: u32 = 10;
/// How many of one's own reports about a question are listed.
const REPORTS: u32 = 5;

/// The word for a decision.
pub fn ruling(decision: Decision) -> Ruling {
    match decision {
        Decision::Key => Ruling::Key,
        Decision::Credit => Ruling::Credit,
        Decision::Exclude => Ruling::Exclude,
    }
}

/// The word for where a report is.
pub fn state(state: State) -> ReportState {
    match state {
        State::Open => ReportState::Open,
        State::Answered => ReportState::Answered,
        State::Fixed => ReportState::Fixed,
        State::Rejected => ReportState::Rejected,
    }
}

/// A score, before or after.
pub fn counted(score: Score) -> Counted {
    Counted {
        right: score.right.into(),
        total: score.questions.into(),
        scaled: score.scaled.into(),
        passed: score.passed,
    }
}

/// The decision that an item was judged by.
pub fn ruled(visitor: &Visitor, sitting: &Sitting, item: &Item) -> Option<Ruled> {
    let regrade = sitting.decided(item)?;
    Some(Ruled {
        ruling: ruling(regrade.decision),
        when: When::date(&visitor.zoned(regrade.at), visitor.l10n()),
        reason: regrade.reason.clone(),
    })
}

/// How often the score of an attempt was changed, the latest first. What is told for the first time is noted as told.
pub async fn recounts(app: &App, visitor: &Visitor, sitting: &Sitting) -> Result<Vec<Recount>, Problem> {
    let id = sitting.attempt.id;
    let found = app.store().read(|tx| Box::pin(async move { regraded::of_attempt(tx, id, NEWS).await })).await?;
    if found.iter().any(|one| !one.seen) {
        let now = app.clock().now();
        app.store().write(move |tx| Box::pin(async move { regraded::see(tx, id, now).await })).await?;
    }
    let told = |one: regraded::Recount| Recount {
        ruled: Ruled {
            ruling: ruling(one.decision),
            when: When::date(&visitor.zoned(one.at), visitor.l10n()),
            reason: one.reason,
        },
        number: one.position.into(),
        is_exam: one.is_exam,
        old: counted(one.old),
        new: counted(one.new),
        fresh: !one.seen,
    };
    Ok(found.into_iter().map(told).collect())
}

fn answered(own: &Own) -> Notice {
    Notice::Answered {
        url: format!("/attempts/{}/result/items/{}#report", own.attempt, own.position),
        number: own.position.into(),
    }
}

/// Answers to reports about an attempt that its candidate has not seen yet.
pub async fn answers(app: &App, sitting: &Sitting) -> Result<Vec<Notice>, Problem> {
    let (who, attempt) = (sitting.attempt.candidate, sitting.attempt.id);
    let found = app.store().read(|tx| Box::pin(async move { reports::unseen(tx, who, NEWS).await })).await?;
    Ok(each_once(found.iter().filter(|own| own.attempt == attempt).map(answered)))
}

/// Everything that a candidate has not seen yet.
pub async fn news(app: &App, visitor: &Visitor, who: CandidateId) -> Result<Vec<Notice>, Problem> {
    let (recounts, reports) = app
        .store()
        .read(|tx| {
            Box::pin(async move { Ok((regraded::unseen(tx, who, NEWS).await?, reports::unseen(tx, who, NEWS).await?)) })
        })
        .await?;
    let recounted = |one: &regraded::Recount| Notice::Recounted {
        url: format!("/attempts/{}/result", one.attempt),
        began: super::format::date(&visitor.zoned(one.started_at), visitor.l10n()),
        is_exam: one.is_exam,
        old: counted(one.old),
        new: counted(one.new),
    };
    Ok(each_once(recounts.iter().map(recounted).chain(reports.iter().map(answered))))
}

/// Several reports about one question are answered on one page: that is one notice.
fn each_once(notices: impl Iterator<Item = Notice>) -> Vec<Notice> {
    let mut told: Vec<Notice> = Vec::new();
    for notice in notices {
        if !told.contains(&notice) {
            told.push(notice);
        }
    }
    told
}

/// What a candidate has reported about an item, with the answers; those are noted as told.
pub async fn sent(app: &App, visitor: &Visitor, sitting: &Sitting, item: &Item) -> Result<Vec<SentReport>, Problem> {
    let (id, position) = (sitting.attempt.id, item.position);
    let found =
        app.store().read(|tx| Box::pin(async move { report::of_item(tx, id, position, REPORTS).await })).await?;
    if found.iter().any(|own| !own.seen) {
        let now = app.clock().now();
        app.store().write(move |tx| Box::pin(async move { report::see(tx, id, position, now).await })).await?;
    }
    let told = |own: Own| SentReport {
        when: When::date(&visitor.zoned(own.created_at), visitor.l10n()),
        message: own.message,
        state: state(own.state),
        answer: own.answer,
    };
    Ok(found.into_iter().map(told).collect())
}
