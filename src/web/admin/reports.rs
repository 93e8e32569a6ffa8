//! The queue of reports, the reports about one question, and answering them. Who filed one is not shown.

use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use serde::Deserialize;

use super::Author;
use crate::authoring::Ground;
use crate::exam::id::{QuestionName, ReportId};
use crate::exam::lang::Lang;
use crate::exam::question::{Kind, Response as Given};
use crate::store::report::{self, Answer, Report, State as Where};
use crate::web::exam::shelf;
use crate::web::input::{Form, Query};
use crate::web::pages::admin::Tab;
use crate::web::pages::admin::reports::{
    AnswerForm, QueuePage, QueueRow, ReportRow, ReportedOption, ReportedText, ReportsPage, Standing,
};
use crate::web::pages::form::Field;
use crate::web::pages::text::{Html, When};
use crate::web::problem::{Explained, Problem};
use crate::web::result::excerpt;
use crate::web::state::App;
use crate::web::{paper, render, repair, see_other, view};

/// How many questions the queue shows at once, and how many reports the page of one.
const QUEUE: u32 = 50;
const REPORTS: u32 = 10;
/// How many bytes of words one page shows, so that ten long reports are two pages.
const WORDS: usize = 16 * 1024;
/// The longest answer, in characters.
const ANSWER: usize = 2_000;

/// How much of a list comes before what is asked for, and what has just happened.
#[derive(Deserialize)]
pub struct Asked {
    #[serde(default)]
    skip: u32,
    told: Option<u32>,
}

/// The addresses of the first page and of the next one, which begins after so many.
fn pager(base: &str, skip: u32, next: Option<usize>) -> (Option<String>, Option<String>) {
    let next = next.and_then(|shown| skip.checked_add(u32::try_from(shown).ok()?));
    ((skip > 0).then(|| base.to_owned()), next.map(|next| format!("{base}?skip={next}")))
}

/// `GET /admin/exams/{exam}/reports`
pub async fn queue(
    State(app): State<App>,
    author: Author,
    Path(exam): Path<String>,
    Query(asked): Query<Asked>,
) -> Result<Response, Problem> {
    let slug = shelf(&app, &exam)?.blueprint.slug.clone();
    let skip = asked.skip;
    let mut rows =
        app.store().read(|tx| Box::pin(async move { report::queue(tx, &slug, skip, QUEUE + 1).await })).await?;
    let more = rows.len() > QUEUE as usize;
    rows.truncate(QUEUE as usize);
    let base = format!("/admin/exams/{exam}/reports");
    let (first, next) = pager(&base, skip, more.then_some(rows.len()));
    Ok(render(&QueuePage {
        layout: author.layout(&app),
        desk: author.desk(&app, Tab::Reports, &exam),
        rows: rows
            .into_iter()
            .map(|row| QueueRow {
                url: format!("{base}/{}", row.question),
                name: row.question.to_string(),
                title: row.title,
                open: row.open,
                reports: row.reports,
                latest: When::date_time(&author.visitor.zoned(row.latest), author.visitor.l10n()),
            })
            .collect(),
        first,
        next,
    }))
}

/// `GET /admin/exams/{exam}/reports/{question}`
pub async fn of_question(
    State(app): State<App>,
    author: Author,
    Path((exam, question)): Path<(String, String)>,
    Query(asked): Query<Asked>,
) -> Result<Response, Problem> {
    let form = AnswerForm { told: asked.told, ..AnswerForm::default() };
    Ok(render(&page(&app, &author, &exam, &question, asked.skip, form, &[]).await?))
}

async fn page(
    app: &App,
    author: &Author,
    exam: &str,
    question: &str,
    skip: u32,
    form: AnswerForm,
    ticked: &[ReportId],
) -> Result<ReportsPage, Problem> {
    let shelf = shelf(app, exam)?;
    let name: QuestionName = question.parse().map_err(|_| Problem::NotFound)?;
    let ground = app.desk().ground(&shelf.blueprint, &name).await?.ok_or(Problem::NotFound)?;
    let (slug, of) = (shelf.blueprint.slug.clone(), name.clone());
    let mut reports = app
        .store()
        .read(|tx| Box::pin(async move { report::of_question(tx, &slug, &of, skip, REPORTS + 1).await }))
        .await?;
    let fetched = reports.len();
    let mut words = 0;
    let mut fits = |one: &Report| {
        words += one.message.len() + one.answer.len();
        words <= WORDS
    };
    let fitting = reports.iter().take(REPORTS as usize).take_while(|one| fits(one)).count();
    reports.truncate(fitting.max(1));
    // The only one that waits is the one that is going to be answered.
    let waiting: Vec<ReportId> = reports.iter().filter(|one| one.state == Where::Open).map(|one| one.id).collect();
    let ticked = if ticked.is_empty() && waiting.len() == 1 { waiting } else { ticked.to_vec() };
    let mut texts: Vec<ReportedText> = Vec::new();
    for report in &reports {
        add(&mut texts, author, &ground, report, ticked.contains(&report.id))?;
    }
    let base = format!("/admin/exams/{exam}/reports/{name}");
    let (first, next) = pager(&base, skip, (reports.len() < fetched).then_some(reports.len()));
    Ok(ReportsPage {
        layout: author.layout(app),
        desk: author.desk(app, Tab::Reports, exam),
        title: title(&ground, author.visitor.lang),
        name: name.to_string(),
        texts,
        form,
        skip,
        first,
        next,
    })
}

/// The beginning of a question's stem, of what is drawn or was served last.
pub fn title(ground: &Ground, lang: Lang) -> String {
    let live = ground.live.and_then(|(live, _)| ground.texts.iter().find(|text| text.served.revision == live));
    live.or(ground.texts.last()).map(|text| excerpt(&text.question.question.body.get(lang).stem)).unwrap_or_default()
}

/// Adds a report to the others about the same text in the same language: the text is shown once.
fn add(
    texts: &mut Vec<ReportedText>,
    author: &Author,
    ground: &Ground,
    report: &Report,
    ticked: bool,
) -> Result<(), Problem> {
    let text = ground.texts.iter().find(|text| text.served.revision == report.revision);
    let text = text.ok_or_else(|| Problem::Failed(format!("report {}: its text was never served", report.id)))?;
    let (banked, lang) = (&text.question, report.content);
    let row = row(author, report, ticked, banked);
    let same = |shown: &&mut ReportedText| shown.number == report.number && shown.lang == lang.as_str();
    if let Some(shown) = texts.iter_mut().find(same) {
        shown.reports.push(row);
        return Ok(());
    }
    texts.push(ReportedText {
        number: report.number,
        standing: match ground.live {
            Some((live, _)) if live == report.revision => Standing::Live,
            Some((_, number)) => Standing::Older(number),
            None => Standing::Gone,
        },
        lang: lang.to_string(),
        language: view::language(lang),
        stem: Html(paper::without_colours(&banked.rendered(lang).stem)),
        reports: vec![row],
    });
    Ok(())
}

fn row(author: &Author, report: &Report, ticked: bool, banked: &crate::proctor::Question) -> ReportRow {
    let question = &banked.question;
    let (rendered, keys) = (banked.rendered(report.content), question.kind.keys());
    let zoned = |at| When::date_time(&author.visitor.zoned(at), author.visitor.l10n());
    let chosen = |place| matches!(&report.response, Given::Choice(chosen) if chosen.contains(&place));
    ReportRow {
        id: report.id.to_string(),
        ticked,
        when: zoned(report.created_at),
        options: (0..)
            .zip(&report.option_order)
            .filter_map(|(shown, &place)| {
                Some(ReportedOption {
                    letter: view::letter(shown),
                    html: Html(rendered.options.get(place)?.html.clone()),
                    key: keys.contains(&place),
                    chosen: chosen(place),
                })
            })
            .collect(),
        typed: match &report.response {
            Given::Text(text) => text.clone(),
            Given::Choice(_) => String::new(),
        },
        accepted: match &question.kind {
            Kind::FillIn(fill_in) => fill_in.accepted(),
            Kind::Single { .. } | Kind::Multiple { .. } => Vec::new(),
        },
        outcome: view::outcome(question.verdict(&report.response)),
        message: report.message.clone(),
        state: repair::state(report.state),
        answer: report.answer.clone(),
        by: report.answered_at.map(|at| (report.by.clone(), zoned(at))),
    }
}

/// What the form sends.
#[derive(Deserialize)]
pub struct Sent {
    #[serde(default)]
    report: Vec<String>,
    #[serde(default)]
    text: String,
    #[serde(default)]
    state: String,
    #[serde(default)]
    skip: String,
}

/// `POST /admin/exams/{exam}/reports/{question}/answers`
pub async fn answer(
    State(app): State<App>,
    author: Author,
    Path((exam, question)): Path<(String, String)>,
    Form(sent): Form<Sent>,
) -> Result<Response, Problem> {
    let slug = shelf(&app, &exam)?.blueprint.slug.clone();
    let name: QuestionName = question.parse().map_err(|_| Problem::NotFound)?;
    let unreadable = || Problem::Unreadable { detail: None };
    let state: Where = sent.state.parse().ok().filter(|state| *state != Where::Open).ok_or_else(unreadable)?;
    let reports: Vec<ReportId> =
        sent.report.iter().map(|id| id.parse()).collect::<Result<_, _>>().map_err(|_| unreadable())?;
    let text = sent.text.trim().replace("\r\n", "\n");
    let t = author.visitor.t();
    let mut form = AnswerForm { text: Field::of(&*text), ..AnswerForm::default() };
    if reports.is_empty() {
        form.ticks.error = Some(t.form_answer_none());
    }
    if text.is_empty() && state != Where::Fixed {
        form.text.error = Some(t.form_answer_missing());
    } else if text.chars().count() > ANSWER {
        form.text.error = Some(t.form_answer_long());
    }
    if form.ticks.error.is_some() || form.text.error.is_some() {
        let skip = sent.skip.parse().unwrap_or_default();
        let page = page(&app, &author, &exam, &question, skip, form, &reports).await?;
        let mut response = (StatusCode::UNPROCESSABLE_ENTITY, render(&page)).into_response();
        response.extensions_mut().insert(Explained);
        return Ok(response);
    }
    let said = Answer { exam: slug, question: name, reports, state, text, by: author.account.id };
    let told = app.desk().answer(&author.account, said).await?;
    Ok(see_other(&format!("/admin/exams/{exam}/reports/{question}?told={told}")))
}
