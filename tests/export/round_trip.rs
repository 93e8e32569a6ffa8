//! The whole bank goes into every format that is written and comes back: what is another then is among what the export said is
//! lost.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::sync::Arc;

use pulldown_cmark::{Event, Parser, Tag};
use simulado::ambient::{Clock, Random};
use simulado::authoring::Desk;
use simulado::authoring::export::{FORMATS, export, pictures};
use simulado::authoring::import::{Choices, Fate, Plan, Queue};
use simulado::authoring::outgoing::outgoing;
use simulado::bank::files::Known;
use simulado::bank::format::parse;
use simulado::bank::{BankedQuestion, folder};
use simulado::exam::lang::Lang;
use simulado::exam::question::{Kind, Question};
use simulado::interchange::{Content, Format, Pictures, Remark, Written, format::read};
use simulado::proctor::{Library, Shelf, read_banks};
use simulado::store::Store;

use crate::place::Place;
use crate::{REAL, TINY};

/// What each format says is lost of a question.
pub type Lost = BTreeMap<String, Vec<Remark>>;

/// A part of a question, the words by which an export says that it is lost, and what is in it.
type Part = (&'static str, &'static str, fn(&Question) -> String);

/// A question in parts. Together they are all of it.
const PARTS: &[Part] = &[
    ("name", "name", |question| question.name.to_string()),
    ("objective", "objective", |question| question.objective.to_string()),
    ("area", "area", |question| question.area.to_string()),
    ("terms", "terms", |question| format!("{:?}", question.terms)),
    ("level", "level", |question| question.level.to_string()),
    ("sources", "sources", |question| format!("{:?}", question.sources)),
    ("checked", "checked", |question| question.checked.to_string()),
    ("allow", "allow", |question| format!("{:?}", question.allow)),
    ("kind and keys", "key", |question| match &question.kind {
        Kind::FillIn(_) => "fill-in".to_owned(),
        kind => format!("{kind:?}"),
    }),
    ("answers", "answers", |question| fill_in(question, |fill_in| format!("{:?}", fill_in.answers))),
    ("ranges", "range", |question| fill_in(question, |fill_in| format!("{:?}", fill_in.ranges))),
    ("near", "near", |question| fill_in(question, |fill_in| format!("{:?}", fill_in.near))),
    ("ignore_case", "case", |question| fill_in(question, |fill_in| fill_in.ignore_case.to_string())),
    ("instruction", "instruction", |question| fill_in(question, |fill_in| fill_in.instruction.to_string())),
    ("stem", "stem", |question| each_lang(question, |body| body.stem.clone())),
    ("options", "options", |question| {
        each_lang(question, |body| format!("{:?}", body.options.iter().map(|option| &option.text).collect::<Vec<_>>()))
    }),
    ("explanations of options", "explanations", |question| {
        each_lang(question, |body| {
            format!("{:?}", body.options.iter().map(|option| &option.explanation).collect::<Vec<_>>())
        })
    }),
    ("explanation", "explanations", |question| each_lang(question, |body| body.explanation.clone())),
];

fn fill_in(question: &Question, part: impl Fn(&simulado::exam::question::FillIn) -> String) -> String {
    match &question.kind {
        Kind::FillIn(fill_in) => part(fill_in),
        Kind::Single { .. } | Kind::Multiple { .. } => String::new(),
    }
}

fn each_lang(question: &Question, part: impl Fn(&simulado::exam::question::Body) -> String) -> String {
    Lang::ALL.map(|lang| format!("{lang}: {}\n", part(question.body.get(lang)))).concat()
}

/// The exams of a folder: the place that asks them, and a desk of another place that has none of their questions.
async fn places(folder: &str) -> Vec<(Place, Desk)> {
    let mut places = Vec::new();
    for exam in folder::exams(Path::new(folder)).expect("exams") {
        let exam = folder::exam_of(&exam).expect("a blueprint").expect("an exam");
        let place = Place::with(folder, exam.as_str()).await;
        let desk = elsewhere(&place).await;
        places.push((place, desk));
    }
    places
}

/// A desk of another place, where there is nothing yet.
pub async fn elsewhere(place: &Place) -> Desk {
    let url = format!("sqlite:{}", place.dir.path().join("another.db").display());
    desk(Store::open(&url).await.expect("a database")).await
}

pub async fn desk(store: Store) -> Desk {
    let (clock, random) = (Clock::System, Random::System);
    let library = Library::open(&store, Vec::new(), &random, clock.now()).await.expect("a library");
    Desk { store, library, clock, random, queue: Queue::default() }
}

/// The exam as it is drawn, and all its questions.
pub async fn shelf(place: &Place) -> (Arc<Shelf>, Vec<Arc<BankedQuestion>>) {
    let banks = read_banks(&place.questions(), &Known::new()).expect("banks");
    let store = place.store().await;
    let library = Library::open(&store, banks, &Random::System, Clock::System.now()).await.expect("a library");
    let shelf = library.shelf(&place.exam).expect("the exam");
    let questions = library.all(&store, &shelf).await.expect("its questions");
    (shelf, questions)
}

pub fn lost(written: &Written) -> Lost {
    let mut lost = Lost::new();
    for (name, remark) in &written.lost {
        lost.entry(name.clone()).or_default().push(remark.clone());
    }
    lost
}

pub fn is_left_out(lost: &Lost, question: &Question) -> bool {
    let remarks = lost.get(question.name.as_str());
    remarks.is_some_and(|remarks| remarks.iter().any(|remark| matches!(remark, Remark::LeftOut { .. })))
}

fn is_said(lost: &Lost, question: &Question, words: &str) -> bool {
    let says = |remark: &Remark| matches!(remark, Remark::PartLost { what } if what.to_string().contains(words));
    lost.get(question.name.as_str()).is_some_and(|remarks| remarks.iter().any(says))
}

/// Says that a plan brings in these questions as they are, but for what is said to be lost.
pub fn assert_back(format: &str, questions: &[Arc<BankedQuestion>], plan: &Plan, lost: &Lost) {
    assert_eq!(plan.failure, None, "{format}");
    let mut back: BTreeMap<String, Question> = BTreeMap::new();
    for entry in &plan.entries {
        let Fate::Taken(ready) = &entry.fate else { panic!("{format}: {entry:?}") };
        let parsed = parse(&ready.body, ready.objective.clone(), ready.name.clone());
        let parsed = parsed.unwrap_or_else(|error| panic!("{format}, {}: {error}\n{}", ready.name, ready.body));
        assert!(back.insert(ready.name.to_string(), parsed.question).is_none(), "{format}: {} twice", ready.name);
    }
    for banked in questions {
        let question = &banked.question;
        let Some(got) = back.remove(question.name.as_str()) else {
            assert!(is_left_out(lost, question), "{format}: {} is gone without a word", question.name);
            continue;
        };
        for (part, words, of) in PARTS {
            let (wanted, got) = (of(question), of(&got));
            let is_excused = is_said(lost, question, words);
            assert!(wanted == got || is_excused, "{format}: {part} of {}:\n{wanted}\n{got}", question.name);
        }
        let differs = got != *question;
        assert!(!differs || lost.contains_key(question.name.as_str()), "{format}: {} differs", question.name);
    }
    assert_eq!(back.keys().collect::<Vec<_>>(), Vec::<&String>::new(), "{format}: there were none of these");
}

#[tokio::test]
async fn every_question_comes_back_from_every_format_but_for_what_is_said_to_be_lost() {
    for bank in [REAL, TINY] {
        for (place, desk) in places(bank).await {
            let (shelf, questions) = shelf(&place).await;
            let shown = pictures(&place.store().await, &questions).await.expect("pictures");
            for format in FORMATS.into_iter().filter(|format| *format != Format::Aiken) {
                let written = export(questions.iter().map(|banked| &banked.question), format, &Lang::ALL, &shown)
                    .expect("a format that is written");
                let file = format!("bank.{}", format.written_as().0);
                let plan =
                    desk.look_at(&shelf.blueprint, &file, written.bytes.clone().into(), Choices::default()).await;
                assert_back(format.name(), &questions, &plan.expect("a plan"), &lost(&written));
            }
            let ours = outgoing(&place.store().await, &place.exam, false).await.expect("what goes out");
            let zip = ours.pack(&place.exam, &shelf.files(), &shown).expect("an archive");
            let plan =
                desk.look_at(&shelf.blueprint, "bank.zip", zip.into(), Choices::default()).await.expect("a plan");
            assert_back("ours", &questions, &plan, &Lost::new());
            let texts: BTreeSet<&str> = plan.ready().map(|ready| ready.body.as_str()).collect();
            assert_eq!(texts, questions.iter().map(|banked| banked.text.as_str()).collect(), "to the byte");
        }
    }
}

/// What Markdown shows, word by word.
fn shown(markdown: &str) -> String {
    let mut text = String::new();
    for event in Parser::new(markdown) {
        match event {
            Event::Text(part) | Event::Code(part) | Event::Html(part) | Event::InlineHtml(part) => text.push_str(&part),
            Event::Start(Tag::Item) => text.push_str(" - "),
            Event::Start(_) | Event::SoftBreak | Event::HardBreak => text.push(' '),
            _ => {}
        }
    }
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Aiken has a line, options and a letter, and no more: what is not in it is said to be lost of each question.
#[tokio::test]
async fn aiken_has_the_singles_as_they_are_read_and_says_of_the_rest_that_it_is_lost() {
    for bank in [REAL, TINY] {
        for (place, _) in places(bank).await {
            let (_, questions) = shelf(&place).await;
            let written =
                export(questions.iter().map(|banked| &banked.question), Format::Aiken, &Lang::ALL, &Pictures::new())
                    .expect("a format that is written");
            let lost = lost(&written);
            let mut questions: Vec<&Question> = questions.iter().map(|banked| &banked.question).collect();
            questions.sort_by(|one, other| (&one.objective, &one.name).cmp(&(&other.objective, &other.name)));
            let reading = read(Format::Aiken, &written.bytes, None);
            assert_eq!(reading.entries.len(), reading.taken().count(), "all of it is taken");
            let mut back = reading.taken();
            for question in questions {
                let left_out = is_left_out(&lost, question);
                assert!(left_out || matches!(question.kind, Kind::Single { .. }), "{}", question.name);
                if left_out {
                    continue;
                }
                for lang in Lang::ALL {
                    let draft = back.next().unwrap_or_else(|| panic!("{} in {lang}", question.name));
                    let Content::One(None, got) = &draft.content else { panic!("no language is named") };
                    let wanted = question.body.get(lang);
                    assert_eq!(draft.kind, question.kind, "{}", question.name);
                    assert_eq!(shown(&got.stem), shown(&wanted.stem), "{}", question.name);
                    let options = |body: &simulado::exam::question::Body| {
                        body.options.iter().map(|option| shown(&option.text)).collect::<Vec<_>>()
                    };
                    assert_eq!(options(got), options(wanted), "{}", question.name);
                }
                let said = |words: &str| is_said(&lost, question, words);
                for words in ["name", "objective", "area", "terms", "level", "sources", "checked", "language"] {
                    assert!(said(words), "{words} of {}: {:?}", question.name, lost.get(question.name.as_str()));
                }
                assert!(
                    said("explanations")
                        || Lang::ALL.iter().all(|lang| question.body.get(*lang).explanation.is_empty())
                );
                assert!(question.allow.is_empty() || said("rules that are overruled"), "{}", question.name);
            }
            assert!(back.next().is_none(), "no more than was written");
        }
    }
}
