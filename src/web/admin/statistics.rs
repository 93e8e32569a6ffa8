//! What first responses say about a revision of a question.

use axum::extract::{Path, State};
use axum::response::Response;
use serde::Deserialize;

use super::Author;
use super::editor::name;
use crate::bank::render;
use crate::exam::draft::Draft;
use crate::exam::id::{ExamSlug, QuestionName, RevisionId};
use crate::exam::lang::Lang;
use crate::exam::progress::Tally;
use crate::exam::question::Question;
use crate::exam::statistics::{Choices, Diagnosis, Difference, ENOUGH, Finding, FirstResponse, ItemStatistics, Third};
use crate::l10n::L10n;
use crate::store::question;
use crate::store::statistics::{Source, first_responses, served};
use crate::web::exam::shelf;
use crate::web::input::Query;
use crate::web::pages::admin::Tab;
use crate::web::pages::admin::statistics::{
    Cell, Discrimination, OptionRow, Remark, Served, Share, Sheet, StatisticsPage, Tells, Took,
};
use crate::web::pages::measure::{Lean, Verdict, place};
use crate::web::pages::text::Html;
use crate::web::problem::Problem;
use crate::web::state::App;
use crate::web::{format, render as rendered, view};

/// How many responses are looked at, the newest first.
const RESPONSES: u32 = 20_000;

/// What is looked at, as the address says it.
#[derive(Default, Deserialize)]
#[serde(default)]
pub struct Asked {
    revision: String,
    /// `practices`; mock exams otherwise.
    from: String,
}

/// `GET /admin/exams/{exam}/questions/{name}/statistics`
pub async fn show(
    State(app): State<App>,
    author: Author,
    Path((exam, question)): Path<(String, String)>,
    Query(asked): Query<Asked>,
) -> Result<Response, Problem> {
    let shelf = shelf(&app, &exam)?;
    let of = name(&question)?;
    let source = if asked.from == "practices" { Source::Practices } else { Source::Exams };
    let wanted = match asked.revision.as_str() {
        "" => None,
        id => Some(id.parse::<RevisionId>().map_err(|_| Problem::NotFound)?),
    };
    let found = read(&app, &shelf.blueprint.slug, &of, wanted, source).await?.ok_or(Problem::NotFound)?;
    let (number, objective, draft) =
        app.desk().revision(&shelf.blueprint.slug, &of, found.revision).await?.ok_or(Problem::NotFound)?;
    let url = format!("/admin/exams/{exam}/questions/{question}/statistics");
    let from = if source == Source::Practices { "&from=practices" } else { "" };
    let shown: Vec<Served> = found
        .served
        .iter()
        .map(|(id, number)| Served {
            number: *number,
            url: format!("{url}?revision={id}{from}"),
            current: *id == found.revision,
        })
        .collect();
    let lang = author.visitor.lang;
    let sheet = draft.finish(objective, of.clone()).ok().filter(|_| !found.responses.is_empty()).map(|whole| {
        let statistics = ItemStatistics::of(&whole.kind, draft.option_count(), &found.responses);
        sheet(&statistics, &whole, lang, author.visitor.l10n())
    });
    tracing::debug!(question = %of, revision = number, responses = found.responses.len(), "item statistics");
    Ok(rendered(&StatisticsPage {
        layout: author.layout(&app),
        desk: author.desk(&app, Tab::Questions, &exam),
        name: question,
        stem: Html(stem(&draft, lang)),
        served: shown,
        practices: source == Source::Practices,
        sources: [
            format!("{url}?revision={}", found.revision),
            format!("{url}?revision={}&from=practices", found.revision),
        ],
        sheet,
    }))
}

/// What is stored about a question.
struct Found {
    served: Vec<(RevisionId, u32)>,
    revision: RevisionId,
    responses: Vec<FirstResponse>,
}

/// The responses to the revision that is asked for, else to the newest that was served; nothing for an unknown question.
async fn read(
    app: &App,
    exam: &ExamSlug,
    of: &QuestionName,
    wanted: Option<RevisionId>,
    source: Source,
) -> Result<Option<Found>, Problem> {
    let (slug, of) = (exam.clone(), of.clone());
    let found = app.store().read(|tx| {
        Box::pin(async move {
            let Some(head) = question::head(tx, &slug, &of).await? else { return Ok(None) };
            let served = served(tx, &slug, &of).await?;
            let revision = wanted.or_else(|| Some(served.first()?.0)).unwrap_or(head.revision);
            let responses = first_responses(tx, &slug, &of, revision, source, RESPONSES).await?;
            Ok(Some(Found { served, revision, responses }))
        })
    });
    Ok(found.await?)
}

fn stem(draft: &Draft, lang: Lang) -> String {
    render::render(draft.body.get(lang)).stem
}

fn sheet(statistics: &ItemStatistics, question: &Question, lang: Lang, l10n: L10n) -> Sheet {
    let answered = statistics.answers.answered;
    let thirds = statistics.thirds;
    let sizes = [answered, thirds.upper.answered, thirds.middle.answered, thirds.lower.answered];
    let remarks = match statistics.diagnosis() {
        Diagnosis::TooFew => Vec::new(),
        Diagnosis::Findings(findings) => findings.into_iter().map(remark).collect(),
    };
    let rendered = render::render(question.body.get(lang));
    let mut options: Vec<OptionRow> = rendered
        .options
        .into_iter()
        .zip(&statistics.options)
        .enumerate()
        .map(|(place, (option, choices))| OptionRow {
            letter: Some(view::letter(place)),
            html: Html(option.html),
            key: statistics.keys.contains(&place),
            cells: cells(choices, sizes, l10n),
        })
        .collect();
    if statistics.blank.all > 0 {
        options.push(OptionRow { cells: cells(&statistics.blank, sizes, l10n), ..OptionRow::default() });
    }
    let seconds = |time: jiff::SignedDuration| u64::try_from(time.as_secs()).unwrap_or(0);
    Sheet {
        share: share(statistics),
        lacking: ENOUGH.saturating_sub(answered),
        discrimination: statistics.upper_lower.map(|difference| discrimination(statistics, difference, l10n)),
        options,
        sizes: sizes.map(|size| format::integer(size.into(), l10n)),
        took: statistics.times.map(|times| Took {
            median: format::short_duration(seconds(times.median)),
            average: format::short_duration(seconds(times.average)),
            away: times.away,
        }),
        remarks,
    }
}

fn share(statistics: &ItemStatistics) -> Share {
    let Tally { right, answered } = statistics.answers;
    let interval = statistics.answers.interval();
    let chance = statistics.random_guess_score.unwrap_or(0.0);
    Share {
        right,
        total: answered,
        low: interval.low,
        high: interval.high,
        chance,
        verdict: if answered < ENOUGH { Verdict::TooFew { lean: Lean::Unclear } } else { Verdict::NotSeen },
        percent: format::percent(statistics.answers.share().unwrap_or(0.0)),
        ends: [format::percent(interval.low), format::percent(interval.high)],
        by_chance: format::percent(chance),
    }
}

fn discrimination(statistics: &ItemStatistics, difference: Difference, l10n: L10n) -> Discrimination {
    let decimal = |value: f64| format::decimal(value, 2, l10n).replace('-', "−");
    // Ebel & Frisbie: .40 and up is very good, .30 and up good, .20 and up marginal.
    let tells = match difference.value {
        _ if statistics.answers.answered < ENOUGH => None,
        value if value < 0.0 => Some(Tells::Backwards),
        value if value < 0.20 => Some(Tells::Hardly),
        value if value < 0.30 => Some(Tells::Somewhat),
        value if value < 0.40 => Some(Tells::Well),
        _ => Some(Tells::VeryWell),
    };
    let third = |tally: Tally| format::percent(tally.share().unwrap_or(0.0));
    Discrimination {
        tells,
        upper: third(statistics.thirds.upper),
        lower: third(statistics.thirds.lower),
        difference: decimal(difference.value),
        ends: [decimal(difference.low), decimal(difference.high)],
        correlation: statistics.discrimination_index.map(decimal).unwrap_or_default(),
    }
}

fn cells(choices: &Choices, sizes: [u32; 4], l10n: L10n) -> [Cell; 4] {
    let mut thirds = choices.thirds;
    let counts = [choices.all, *thirds.of(Third::Upper), *thirds.of(Third::Middle), *thirds.of(Third::Lower)];
    let mut cells = counts.into_iter().zip(sizes).map(|(count, of)| {
        let share = Tally { right: count, answered: of }.share();
        Cell {
            count: format::integer(count.into(), l10n),
            percent: share.map(format::percent).unwrap_or_default(),
            width: place(share.unwrap_or(0.0)),
        }
    });
    std::array::from_fn(|_| cells.next().unwrap_or_default())
}

fn remark(finding: Finding) -> Remark {
    match finding {
        Finding::NegativeDiscrimination => Remark::Negative,
        Finding::DistractorAttractsTheBest(option) => Remark::Attracts(view::letter(option)),
        Finding::TooHard => Remark::Hard,
        Finding::TooEasy => Remark::Easy,
        Finding::WeakDiscrimination => Remark::Weak,
        Finding::DistractorNobodyTakes(option) => Remark::Nobody(view::letter(option)),
    }
}
