//! From the domain to view data: facts, measures, clocks, places. Shared by the handlers.

use std::collections::BTreeMap;

use super::format;
use super::pages::attempt::{AttemptBar, Clock, Mode as ModeView, OpenAttempt, Outcome, Place, Status};
use super::pages::exam::ExamFacts;
use super::pages::form::{Only as OnlyView, PracticeButton};
use super::pages::measure::{Lean, Measure, ObjectiveRow, TopicRow, Verdict as VerdictView};
use super::pages::progress::AttemptRow;
use super::pages::question::{Instruction as InstructionView, Kind as KindView};
use super::pages::text::{ContentChoice, Link, Named, When};
use super::state::App;
use super::visitor::Visitor;
use crate::exam::attempt::{Mode, Only};
use crate::exam::blueprint::{Blueprint, Objective};
use crate::exam::clock;
use crate::exam::id::ObjectiveId;
use crate::exam::lang::Lang;
use crate::exam::progress::{Leaning, Standing, Tally};
use crate::exam::question::{Completeness, Instruction, Kind, Response, Verdict};
use crate::proctor::{Seated, Sitting};
use crate::store::attempt::{Attempt, Stage, Underway};
use crate::store::item::Item;
use crate::store::look::Mark;

/// How many objectives are proposed to work on next.
const WEAKEST: usize = 3;
/// How many questions a practice on them has.
const PRACTICE: u32 = 10;

/// The facts of an exam.
pub fn facts(blueprint: &Blueprint, lang: Lang) -> ExamFacts {
    ExamFacts {
        id: blueprint.slug.to_string(),
        code: blueprint.code.clone(),
        title: blueprint.title.get(lang).clone(),
        body: None,
        minutes: blueprint.minutes.into(),
        questions: blueprint.questions().into(),
        pass_mark: blueprint.scale.pass.into(),
        scale_min: blueprint.scale.min.into(),
        scale_max: blueprint.scale.max.into(),
    }
}

/// An objective's name, leading to its study page.
pub fn named(blueprint: &Blueprint, objective: &Objective, lang: Lang) -> Named {
    Named {
        id: objective.id.to_string(),
        title: objective.title.get(lang).clone(),
        url: format!("/study/{}/{}", blueprint.slug, objective.id),
    }
}

/// What a tally says, against the pass share.
pub fn measure(tally: Tally, blueprint: &Blueprint) -> Measure {
    let interval = tally.interval();
    let lean = |leaning| match leaning {
        Leaning::Weak => Lean::Weak,
        Leaning::Unclear => Lean::Unclear,
        Leaning::Strong => Lean::Strong,
    };
    Measure {
        right: tally.right,
        total: tally.answered,
        low: interval.low,
        high: interval.high,
        needed: blueprint.pass_share,
        verdict: match tally.standing(blueprint.pass_share) {
            Standing::NotSeen => VerdictView::NotSeen,
            Standing::TooFew(leaning) => VerdictView::TooFew { lean: lean(leaning) },
            Standing::Weak => VerdictView::Weak,
            Standing::Borderline => VerdictView::Borderline,
            Standing::Strong => VerdictView::Strong,
        },
    }
}

/// Tallies per objective.
pub type Tallies = BTreeMap<ObjectiveId, Tally>;

/// Per topic and objective what the tallies say; only those with a question on the form when `only_asked`.
pub fn topics(blueprint: &Blueprint, tallies: &Tallies, lang: Lang, only_asked: bool) -> Vec<TopicRow> {
    let tally = |objective: &Objective| tallies.get(&objective.id).copied();
    blueprint
        .topics
        .iter()
        .filter_map(|topic| {
            let asked: Vec<&Objective> =
                topic.objectives.iter().filter(|o| !only_asked || tally(o).is_some()).collect();
            let mut sum = Tally::default();
            let objectives: Vec<ObjectiveRow> = asked
                .into_iter()
                .map(|objective| {
                    sum += tally(objective).unwrap_or_default();
                    row(blueprint, objective, tally(objective).unwrap_or_default(), lang)
                })
                .collect();
            let name = Named {
                id: topic.id.to_string(),
                title: topic.title.get(lang).clone(),
                url: format!("/study/{}#topic-{}", blueprint.slug, topic.id),
            };
            (!objectives.is_empty()).then(|| TopicRow { name, measure: measure(sum, blueprint), objectives })
        })
        .collect()
}

fn row(blueprint: &Blueprint, objective: &Objective, tally: Tally, lang: Lang) -> ObjectiveRow {
    ObjectiveRow {
        name: named(blueprint, objective, lang),
        weight: objective.weight.into(),
        measure: measure(tally, blueprint),
    }
}

/// The objectives where most points of the real exam are to be gained, the most first, and a practice on them. Those that
/// are known to be strong are left out.
pub fn weakest(blueprint: &Blueprint, tallies: &Tallies, lang: Lang) -> (Vec<ObjectiveRow>, Option<PracticeButton>) {
    let mut ranked: Vec<(&Objective, Tally)> = blueprint
        .objectives()
        .map(|objective| (objective, tallies.get(&objective.id).copied().unwrap_or_default()))
        .filter(|(_, tally)| tally.standing(blueprint.pass_share) != Standing::Strong)
        .collect();
    ranked.sort_by(|(a, a_tally), (b, b_tally)| b_tally.gain(b.weight).total_cmp(&a_tally.gain(a.weight)));
    ranked.truncate(WEAKEST);
    let rows: Vec<ObjectiveRow> =
        ranked.iter().map(|(objective, tally)| row(blueprint, objective, *tally, lang)).collect();
    let button = (!rows.is_empty()).then(|| practice(blueprint, rows.iter().map(|row| row.name.id.clone()).collect()));
    (rows, button)
}

/// One click to a practice on these objectives.
pub fn practice(blueprint: &Blueprint, objectives: Vec<String>) -> PracticeButton {
    PracticeButton {
        exam: blueprint.slug.to_string(),
        objectives,
        count: PRACTICE,
        only: OnlyView::All,
        clock: false,
        at_once: true,
    }
}

/// Right and answered per objective on one form. What was left unanswered, excluded, or given to everybody, says nothing of what
/// one knows.
pub fn tallies_of(items: &[Item]) -> Tallies {
    let mut tallies = Tallies::new();
    for item in items {
        let tally = tallies.entry(item.objective.clone()).or_default();
        if !item.judged().tells() {
            continue;
        }
        let verdict = item.verdict.unwrap_or(Verdict::Unanswered);
        tally.answered += u32::from(verdict != Verdict::Unanswered);
        tally.right += u32::from(verdict.is_right());
    }
    tallies
}

/// The word for a mode.
pub fn mode(mode: &Mode) -> ModeView {
    match mode {
        Mode::Exam => ModeView::Exam,
        Mode::Practice(_) => ModeView::Practice,
    }
}

/// The word for a choice of questions.
pub fn only(only: Only) -> OnlyView {
    match only {
        Only::All => OnlyView::All,
        Only::Missed => OnlyView::Missed,
        Only::Unseen => OnlyView::Unseen,
        Only::Flagged => OnlyView::Flagged,
    }
}

/// The word for a kind.
pub fn kind(kind: &Kind) -> KindView {
    match kind {
        Kind::Single { .. } => KindView::Single,
        Kind::Multiple { .. } => KindView::Multiple,
        Kind::FillIn(_) => KindView::FillIn,
    }
}

/// How many choices make a whole answer: the stem says it too, so that it tells nothing of the key.
pub fn needed(kind: &Kind) -> u32 {
    match kind {
        Kind::Single { .. } | Kind::FillIn(_) => 1,
        Kind::Multiple { keys } => u32::try_from(keys.len()).unwrap_or(u32::MAX),
    }
}

/// What is to be typed.
pub fn instruction(kind: &Kind) -> Option<InstructionView> {
    let Kind::FillIn(fill_in) = kind else { return None };
    Some(instruction_of(fill_in.instruction))
}

/// The word for an instruction.
pub fn instruction_of(instruction: Instruction) -> InstructionView {
    match instruction {
        Instruction::Command => InstructionView::Command,
        Instruction::CommandLine => InstructionView::CommandLine,
        Instruction::Subcommand => InstructionView::Subcommand,
        Instruction::Option => InstructionView::Option,
        Instruction::FullPath => InstructionView::FullPath,
        Instruction::FileName => InstructionView::FileName,
        Instruction::Keyword => InstructionView::Keyword,
        Instruction::Number => InstructionView::Number,
        Instruction::Decimal => InstructionView::Decimal,
        Instruction::Text => InstructionView::Text,
    }
}

/// How it went, for people: nearly right is not right.
pub fn outcome(verdict: Verdict) -> Outcome {
    match verdict {
        Verdict::Right => Outcome::Right,
        Verdict::Wrong | Verdict::Near => Outcome::Wrong,
        Verdict::Unanswered => Outcome::Unanswered,
    }
}

/// How a closed item went. One that was taken out of the score went no way.
pub fn outcome_of(item: &Item) -> Outcome {
    let judged = item.judged();
    if judged.counts() { outcome(judged.verdict) } else { Outcome::Excluded }
}

/// The letter of a place on the page.
pub fn letter(place: usize) -> char {
    u8::try_from(place).ok().and_then(|place| b'A'.checked_add(place)).map_or('?', char::from)
}

/// Where the items of an attempt stand.
pub fn places(sitting: &Sitting) -> Vec<Place> {
    let place = |item: &Item| Place {
        number: item.position.into(),
        status: status(sitting.completeness(item), item.seen_at.is_some()),
        flagged: item.entry.flagged,
        outcome: item.verdict.map(|_| outcome_of(item)),
    };
    sitting.items.iter().map(place).collect()
}

fn status(completeness: Completeness, seen: bool) -> Status {
    match (completeness, seen) {
        (Completeness::Complete, _) => Status::Complete,
        (Completeness::Empty, false) => Status::Unseen,
        _ => Status::Incomplete,
    }
}

/// The attempt under way as its pages show it.
pub fn bar(app: &App, seated: &Seated, lang: Lang) -> AttemptBar {
    let place = |(number, (mark, completeness)): (u32, (&Mark, Completeness))| Place {
        number,
        status: status(completeness, mark.seen),
        flagged: mark.flagged,
        outcome: mark.verdict.map(outcome),
    };
    let clock = seated.open.seconds_left(app.clock().now()).zip(seated.open.total_seconds());
    AttemptBar {
        id: seated.attempt.id.to_string(),
        exam: seated.shelf.blueprint.title.get(lang).clone(),
        mode: mode(&seated.attempt.mode),
        clock: clock.map(|(left, total)| Clock { left, total }),
        places: (1..).zip(seated.completeness()).map(place).collect(),
    }
}

/// A language's own name.
pub fn language(lang: Lang) -> &'static str {
    match lang {
        Lang::En => "English",
        Lang::PtBr => "Português (Brasil)",
    }
}

/// The languages a question can be read in, by links on the same page.
pub fn contents(current: Lang) -> Vec<ContentChoice> {
    Lang::ALL
        .into_iter()
        .map(|lang| ContentChoice {
            code: lang.as_str().to_owned(),
            name: language(lang).to_owned(),
            url: format!("?content={lang}"),
            current: lang == current,
        })
        .collect()
}

/// An attempt to go on with; nothing if its time is up and the server is about to end it.
pub fn open_attempt(app: &App, underway: &Underway, lang: Lang) -> Option<OpenAttempt> {
    let Underway { attempt, answered } = underway;
    let (Stage::Open(open), now) = (attempt.stage, app.clock().now()) else { return None };
    let left = attempt
        .deadline
        .map(|deadline| format::clock(clock::seconds_left(deadline, deadline.duration_since(open.started_at), now)));
    open.accepts(now).then(|| OpenAttempt {
        url: format!("/attempts/{}", attempt.id),
        exam: title(app, attempt, lang),
        mode: mode(&attempt.mode),
        answered: (*answered).into(),
        total: attempt.questions.into(),
        left,
    })
}

/// The title of an attempt's exam.
pub fn title(app: &App, attempt: &Attempt, lang: Lang) -> String {
    let shelf = app.proctor.library.shelf(&attempt.exam);
    shelf.map_or_else(|| attempt.exam.to_string(), |shelf| shelf.blueprint.title.get(lang).clone())
}

/// An attempt as a row of a table.
pub fn attempt_row(visitor: &Visitor, attempt: &Attempt, exam: String) -> AttemptRow {
    let mut row = AttemptRow {
        url: format!("/attempts/{}", attempt.id),
        when: When::date_time(&visitor.zoned(attempt.started_at()), visitor.l10n()),
        exam,
        mode: mode(&attempt.mode),
        open: true,
        total: attempt.questions.into(),
        ..AttemptRow::default()
    };
    if let Stage::Scored(scored) = attempt.stage {
        let used = scored.closed.closed_at.duration_since(scored.closed.started_at);
        row.open = false;
        row.url.push_str("/result");
        row.scaled = (attempt.mode == Mode::Exam).then(|| scored.score.scaled.into());
        row.passed = scored.score.passed;
        row.right = scored.score.right.into();
        row.total = scored.score.questions.into();
        row.time_used = format::duration(u64::try_from(used.as_secs()).unwrap_or(0));
    }
    row
}

/// A source as a link: a manual page leads to Debian's collection of them.
pub fn source(text: &str) -> Link {
    if let Some(page) = text.strip_prefix("man:") {
        let url = page
            .split_once('(')
            .and_then(|(name, rest)| Some((name, rest.strip_suffix(')')?)))
            .map(|(name, section)| format!("https://manpages.debian.org/bookworm/{name}.{section}"));
        return Link { url: url.unwrap_or_default(), text: page.to_owned() };
    }
    match text.strip_prefix("https://") {
        Some(address) => Link { url: text.to_owned(), text: address.trim_end_matches('/').to_owned() },
        None => Link { url: String::new(), text: text.to_owned() },
    }
}

/// A response in a few words: the letters chosen, or what was typed.
pub fn summary(item: &Item, response: &Response) -> String {
    match response {
        Response::Text(text) => text.clone(),
        Response::Choice(chosen) => {
            let letters = (0..).zip(&item.option_order).filter(|(_, place)| chosen.contains(place));
            letters.map(|(shown, _)| letter(shown).to_string()).collect::<Vec<_>>().join(", ")
        }
    }
}
