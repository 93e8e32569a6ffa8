//! From a plan to the page that shows it.

use super::Author;
use super::imports::Shown;
use super::interchange_words::{cause, foreign, place, remark};
use crate::authoring::import::{Choices, Fate, Plan, Planned};
use crate::interchange::csv::{self, Column};
use crate::interchange::{Cause, Format, Place, Remark, Severity};
use crate::store::import::Import;
use crate::web::pages::admin::Tab;
use crate::web::pages::admin::imports::{
    EntryRow, Fate as FateView, ImportPage, Note, PartChoice, TableChoices, Totals,
};
use crate::web::pages::admin::questions::{Choice, Group};
use crate::web::state::App;
use crate::web::visitor::Visitor;

/// How many entries a page lists.
const ROWS: usize = 100;
/// So many causes why nothing comes in stand on the form; more are listed on a page of their own.
const CAUSES: usize = 5;
/// How many categories and tags can be placed on one page.
const TEXTS: usize = 60;

/// The page of an import.
#[allow(clippy::too_many_arguments, reason = "each is a part of the page and comes from elsewhere")]
pub fn page(
    app: &App,
    author: &Author,
    exam: &str,
    import: &Import,
    choices: &Choices,
    plan: &Plan,
    shown: &Shown,
    parts: &dyn Fn(&str) -> Vec<Group>,
) -> ImportPage {
    let visitor = &author.visitor;
    let totals = totals(plan);
    let listed: Vec<&Planned> = plan.entries.iter().filter(|entry| is_shown(entry, &shown.show)).collect();
    let number = |count: usize| u32::try_from(count).unwrap_or(u32::MAX);
    let is_table = plan.format == Some(Format::Csv);
    ImportPage {
        layout: author.layout(app),
        desk: author.desk(app, Tab::Imports, exam),
        id: import.id.to_string(),
        file: import.file_name.clone(),
        format: plan.format.map(|format| format.name().to_owned()).unwrap_or_default(),
        done: import.done.map(|(_, taken)| taken),
        failure: plan.failure.as_ref().map(|(at, why)| (place(visitor.t(), at), cause(visitor, why))),
        notes: plan.remarks.iter().map(|one| note(visitor, one)).collect(),
        rows: listed.iter().skip(shown.from).take(ROWS).map(|entry| row(visitor, exam, entry)).collect(),
        show: shown.show.clone(),
        listed: number(listed.len()),
        next: (shown.from + ROWS < listed.len())
            .then(|| format!("?show={}&from={}", show(&shown.show), shown.from + ROWS)),
        totals,
        formats: formats(choices.format),
        lang: choices.lang.map(|lang| lang.to_string()).unwrap_or_default(),
        level: choices.level.map(|level| level.to_string()).unwrap_or_default(),
        parts: parts(&choices.part),
        texts: plan
            .parts
            .iter()
            .take(TEXTS)
            .map(|(text, part)| PartChoice { text: text.clone(), parts: parts(part) })
            .collect(),
        table: is_table.then(|| table(choices, &import.bytes)),
    }
}

/// The formats to choose from.
pub fn formats(chosen: Option<Format>) -> Vec<Choice> {
    let all = Format::ALL.into_iter();
    all.map(|format| choice(format.as_str(), format.name(), chosen == Some(format))).collect()
}

/// Why a file is refused as a whole, in words; nothing if some of it may come in, or if so much is wrong that it takes a list. A
/// table may come in even if it is not understood: its author says what its columns hold.
pub fn refusal(visitor: &Visitor, plan: &Plan) -> Vec<String> {
    let failure = plan.failure.as_ref();
    let is_open = |why: &Cause| !matches!(why, Cause::Encoding | Cause::TooLarge(_) | Cause::Empty);
    if plan.format == Some(Format::Csv) && failure.is_none_or(|(_, why)| is_open(why)) {
        return Vec::new();
    }
    let refused = plan.entries.iter().map(|entry| match &entry.fate {
        Fate::Refused(why) => Some((&entry.place, why)),
        _ => None,
    });
    let Some(refused) = refused.collect::<Option<Vec<_>>>() else { return Vec::new() };
    if refused.len() > CAUSES {
        return Vec::new();
    }
    let causes = failure.map(|(place, why)| (place, why)).into_iter().chain(refused);
    let placed = |(at, why): (&Place, &Cause)| {
        if at.is_empty() {
            cause(visitor, why)
        } else {
            format!("{} ({})", cause(visitor, why), place(visitor.t(), at))
        }
    };
    let notes = plan.remarks.iter().filter(|one| is_warning(one)).map(|one| remark(visitor, one)).take(CAUSES);
    causes.map(placed).chain(notes).collect()
}

fn show(text: &str) -> &'static str {
    match text {
        "remarks" => "remarks",
        "skipped" => "skipped",
        "refused" => "refused",
        _ => "",
    }
}

fn is_shown(entry: &Planned, show: &str) -> bool {
    match show {
        "remarks" => matches!(&entry.fate, Fate::Taken(ready) if ready.remarks.iter().any(is_warning)),
        "skipped" => matches!(entry.fate, Fate::Skipped(_) | Fate::NoPart),
        "refused" => matches!(entry.fate, Fate::Refused(_)),
        _ => true,
    }
}

fn is_warning(remark: &Remark) -> bool {
    remark.severity() == Severity::Warning
}

fn totals(plan: &Plan) -> Totals {
    let mut totals = Totals::default();
    for entry in &plan.entries {
        match &entry.fate {
            Fate::Taken(ready) => {
                if ready.base.is_some() {
                    totals.changed += 1;
                } else {
                    totals.new += 1;
                }
                totals.remarks += u32::from(ready.remarks.iter().any(is_warning));
            }
            Fate::Same(_) => totals.same += 1,
            Fate::NoPart => totals.no_part += 1,
            Fate::Skipped(_) => totals.skipped += 1,
            Fate::Refused(_) => totals.refused += 1,
        }
    }
    totals
}

fn note(visitor: &Visitor, one: &Remark) -> Note {
    Note { warning: is_warning(one), words: remark(visitor, one) }
}

fn row(visitor: &Visitor, exam: &str, entry: &Planned) -> EntryRow {
    let mut row = EntryRow {
        place: place(visitor.t(), &entry.place),
        title: entry.title.clone(),
        fate: FateView::New,
        name: String::new(),
        url: None,
        why: String::new(),
        notes: Vec::new(),
    };
    match &entry.fate {
        Fate::Taken(ready) => {
            row.name = ready.name.to_string();
            row.notes = ready.remarks.iter().map(|one| note(visitor, one)).collect();
            if ready.base.is_some() {
                row.fate = FateView::Changed;
                row.url = Some(format!("/admin/exams/{exam}/questions/{}", ready.name));
            }
        }
        Fate::Same(name) => {
            row.fate = FateView::Same;
            row.name = name.to_string();
            row.url = Some(format!("/admin/exams/{exam}/questions/{name}"));
        }
        Fate::NoPart => row.fate = FateView::NoPart,
        Fate::Skipped(kind) => {
            row.fate = FateView::Skipped;
            row.why = foreign(visitor, kind);
        }
        Fate::Refused(why) => {
            row.fate = FateView::Refused;
            row.why = cause(visitor, why);
        }
    }
    row
}

fn choice(value: &str, text: &str, chosen: bool) -> Choice {
    Choice { value: value.to_owned(), text: text.to_owned(), chosen }
}

/// The first rows of a table and what each column is taken for.
fn table(choices: &Choices, bytes: &[u8]) -> TableChoices {
    let mapping = choices.table.clone().or_else(|| csv::guess(bytes)).unwrap_or_default();
    let rows = csv::preview(bytes, Some(mapping.delimiter)).unwrap_or_default();
    let width = rows.iter().map(Vec::len).max().unwrap_or(0).min(40);
    let of = |all: Vec<(String, bool)>| all.into_iter().map(|(one, chosen)| choice(&one, &one, chosen)).collect();
    TableChoices {
        columns: (0..width)
            .map(|place| {
                let current = mapping.columns.get(place).copied().unwrap_or_default();
                let mut all: Vec<Column> = csv::Role::ALL.iter().copied().map(Column::from).collect();
                if !all.contains(&current) {
                    all.insert(0, current);
                }
                of(all.into_iter().map(|one| (one.to_string(), one == current)).collect())
            })
            .collect(),
        rows: rows
            .into_iter()
            .take(5)
            .map(|row| row.into_iter().take(width).map(|cell| cell.chars().take(60).collect()).collect())
            .collect(),
        delimiters: of(csv::Delimiter::ALL.iter().map(|one| (one.to_string(), *one == mapping.delimiter)).collect()),
        keys: of(csv::KeyForm::ALL.iter().map(|one| (one.to_string(), *one == mapping.key)).collect()),
        texts: of(csv::Texts::ALL.iter().map(|one| (one.to_string(), *one == mapping.texts)).collect()),
        header: mapping.header,
    }
}
