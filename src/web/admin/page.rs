//! From what was typed to the editor's page: the form again, what a candidate would see, what there is to say.

use super::typed::Typed;
use super::{Author, questions, remarks};
use crate::authoring::{Judgement, Opened};
use crate::bank::render;
use crate::exam::draft::{Draft, KindName};
use crate::exam::id::{ObjectiveId, QuestionName, RevisionId};
use crate::exam::lang::Lang;
use crate::exam::lifecycle::{self, Mover, State};
use crate::exam::question::{Body, Instruction};
use crate::proctor::Shelf;
use crate::store::StoreError;
use crate::web::pages::admin::Tab;
use crate::web::pages::admin::editor::{
    Alike, EditorForm, EditorPage, Notice, OptionFields, Preview, Seen, SeenOption, Step, Stored,
};
use crate::web::pages::form::Field;
use crate::web::pages::text::{Html, When};
use crate::web::state::App;
use crate::web::{format, view};

/// Questions that say nearly the same are shown above this share of words in common.
const ALIKE: f64 = 0.4;
/// How many of them.
const SHOWN: usize = 3;

/// A revision's id for the next form: sent twice, it saves once.
pub fn new_id(app: &App) -> String {
    RevisionId(app.random().uuid(app.clock().now())).to_string()
}

/// The editor with what was typed.
pub async fn editor(
    app: &App,
    author: &Author,
    shelf: &Shelf,
    opened: Option<&Opened>,
    typed: &Typed,
    notice: Option<Notice>,
) -> Result<EditorPage, StoreError> {
    let exam = &shelf.blueprint.slug;
    let name = opened.map_or_else(|| "new".to_owned(), |opened| opened.head.name.to_string());
    let base = format!("/admin/exams/{exam}/questions");
    let when = |at| When::date_time(&author.visitor.zoned(at), author.visitor.l10n());
    Ok(EditorPage {
        layout: author.layout(app),
        desk: author.desk(app, Tab::Questions, exam.as_str()),
        stored: opened.map(|opened| stored(app, author, shelf, opened)),
        action: if opened.is_some() { format!("{base}/{name}/revisions") } else { base.clone() },
        preview_url: format!("{base}/{name}/preview"),
        form: form(author, shelf, typed),
        preview: preview(app, author, shelf, opened, typed).await?,
        notice,
        others: opened
            .map(|opened| opened.others.iter().map(|(name, at)| (name.clone(), when(*at))).collect())
            .unwrap_or_default(),
    })
}

fn stored(app: &App, author: &Author, shelf: &Shelf, opened: &Opened) -> Stored {
    let head = &opened.head;
    let ready = app.desk().judge(&shelf.blueprint, &opened.draft, &head.objective, &head.name).is_ready();
    let mover = Mover { role: author.account.role, wrote_it: head.author == Some(author.account.id) };
    let steps = State::ALL
        .into_iter()
        .filter_map(|to| {
            let step = lifecycle::step(head.state, to, mover, ready, shelf.blueprint.second_person);
            let allowed = match step {
                Ok(()) => true,
                Err(lifecycle::Refusal::NotReady) => false,
                Err(_) => return None,
            };
            Some(Step { to: questions::stage(to), allowed })
        })
        .collect();
    Stored {
        name: head.name.to_string(),
        state: questions::stage(head.state),
        number: head.number,
        behind: head.live.is_some_and(|live| live != head.revision),
        updated: When::date_time(&author.visitor.zoned(head.updated_at), author.visitor.l10n()),
        steps,
        revision: head.revision.to_string(),
    }
}

fn form(author: &Author, shelf: &Shelf, typed: &Typed) -> EditorForm {
    let known = typed.objective(&shelf.blueprint).and_then(|id| {
        let objective = shelf.blueprint.objective(&id)?;
        Some(objective.all_terms().map(str::to_owned).collect())
    });
    let text = |list: &[String], at: usize| list.get(at).cloned().unwrap_or_default();
    EditorForm {
        name: Field::of(&typed.name),
        parts: questions::parts(author, &shelf.blueprint, &typed.part),
        part_error: None,
        kind: typed.kind.clone(),
        level: typed.level.clone(),
        terms: typed.terms.clone(),
        terms_known: known.unwrap_or_default(),
        sources: typed.sources.clone(),
        checked: typed.checked.clone(),
        allow: typed.allow.clone(),
        answers: typed.answers.clone(),
        ranges: typed.ranges.clone(),
        ignore_case: typed.ignore_case == "yes",
        instruction: typed.instruction.clone(),
        near: typed.near.clone(),
        stem_en: typed.stem_en.clone(),
        stem_pt: typed.stem_pt.clone(),
        why_en: typed.why_en.clone(),
        why_pt: typed.why_pt.clone(),
        options: (0..typed.rows())
            .map(|place| OptionFields {
                place,
                number: place + 1,
                key: typed.key.contains(&place.to_string()),
                en: text(&typed.option_en, place),
                pt: text(&typed.option_pt, place),
                why_en: text(&typed.option_why_en, place),
                why_pt: text(&typed.option_why_pt, place),
            })
            .collect(),
        reason: typed.reason.clone(),
        base: typed.base.clone(),
        id: typed.id.clone(),
    }
}

/// What there is to see and to say of what was typed.
pub async fn preview(
    app: &App,
    author: &Author,
    shelf: &Shelf,
    opened: Option<&Opened>,
    typed: &Typed,
) -> Result<Preview, StoreError> {
    let draft = typed.draft(&shelf.blueprint);
    let name = opened.map(|opened| opened.head.name.clone());
    let lang = author.visitor.lang;
    let judgement = judge(app, shelf, &draft, typed, name.clone());
    Ok(Preview {
        layout: author.layout(app),
        kind: questions::kind(draft.kind.as_str()),
        instruction: draft.instruction.filter(|_| draft.kind == KindName::FillIn).map(instruction),
        answers: draft.answers.iter().chain(&draft.ranges).cloned().collect(),
        seen: draft
            .body
            .iter()
            .filter(|(_, body)| !body.stem.is_empty() || !body.options.is_empty())
            .map(|(lang, body)| seen(&draft, lang, body))
            .collect(),
        remarks: remarks::remarks(author.visitor.t(), lang, &judgement),
        alike: near(app, shelf, &draft, name.as_ref(), lang).await?,
        kept_at: None,
    })
}

fn judge(app: &App, shelf: &Shelf, draft: &Draft, typed: &Typed, name: Option<QuestionName>) -> Judgement {
    let name = name.or_else(|| typed.name.parse().ok());
    let objective: Option<ObjectiveId> = typed.objective(&shelf.blueprint);
    match (objective, name) {
        (Some(objective), Some(name)) => app.desk().judge(&shelf.blueprint, draft, &objective, &name),
        // Without a name or an objective the rules about them cannot be asked: the gaps still can.
        (objective, name) => {
            let objective = objective.or_else(|| Some(shelf.blueprint.objectives().next()?.id.clone()));
            let name = name.or_else(|| "new".parse().ok());
            let gaps = objective.zip(name).and_then(|(objective, name)| draft.finish(objective, name).err());
            Judgement { gaps: gaps.unwrap_or_default(), findings: Vec::new() }
        }
    }
}

fn instruction(instruction: Instruction) -> crate::web::pages::question::Instruction {
    view::instruction_of(instruction)
}

fn seen(draft: &Draft, lang: Lang, body: &Body) -> Seen {
    let rendered = render::render(body);
    let options = if draft.kind == KindName::FillIn { Vec::new() } else { rendered.options };
    Seen {
        lang: lang.to_string(),
        name: match lang {
            Lang::En => "English",
            Lang::PtBr => "Português (Brasil)",
        }
        .to_owned(),
        stem: Html(rendered.stem),
        options: options
            .into_iter()
            .enumerate()
            .map(|(place, option)| SeenOption {
                letter: view::letter(place),
                html: Html(option.html),
                key: draft.keys.contains(&place),
                why: Html(option.explanation_html),
            })
            .collect(),
        explanation: Html(rendered.explanation),
    }
}

async fn near(
    app: &App,
    shelf: &Shelf,
    draft: &Draft,
    own: Option<&QuestionName>,
    lang: Lang,
) -> Result<Vec<Alike>, StoreError> {
    let found = shelf.alike(app.store(), draft, own, ALIKE, SHOWN).await?;
    let questions = app.proctor.library.questions(app.store(), found.iter().map(|(id, _)| *id)).await?;
    let alike = |(id, share): (RevisionId, f64)| {
        let question = &questions.get(&id)?.question;
        Some(Alike {
            url: format!("/admin/exams/{}/questions/{}", shelf.blueprint.slug, question.name),
            name: question.name.to_string(),
            title: question.body.get(lang).stem.lines().next().unwrap_or_default().replace('`', ""),
            share: format::percent(share),
        })
    };
    Ok(found.into_iter().filter_map(alike).collect())
}
