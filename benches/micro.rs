//! Small things that happen often: a form that is drawn, answers that are judged, a question and a guide that are rendered, the bank
//! that is read at a start. `cargo bench --bench micro` runs it.

use std::path::Path;

use divan::{Bencher, black_box};
use jiff::Timestamp;
use simulado::bank::files::{Folder, Known};
use simulado::bank::{Bank, load, render};
use simulado::exam::form::{self, Drawable, Histories, History, Pool, Stock};
use simulado::exam::id::RevisionId;
use simulado::exam::lang::Lang;
use simulado::exam::question::{Kind, Response, Verdict};
use simulado::exam::scoring::{Curve, score};
use uuid::Uuid;

fn main() {
    divan::main();
}

fn folder() -> &'static Path {
    Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/questions/lpic3-305-300"))
}

fn bank() -> Bank {
    load(folder()).expect("the bank is whole")
}

/// So many questions as a shelf holds them.
fn stock(bank: &Bank, many: usize) -> Stock {
    let mut stock = Stock::new();
    let all: Vec<_> = bank.iter().collect();
    for (number, banked) in all.iter().cycle().take(many).enumerate() {
        let question = &banked.question;
        stock.entry(question.objective.clone()).or_default().push(Drawable {
            question: format!("{}-{number:06}", question.name).parse().expect("a name"),
            revision: RevisionId(Uuid::from_u128(number as u128)),
            options: question.option_count(),
        });
    }
    stock
}

/// What somebody had who has sat ten exams.
fn ten_exams(bank: &Bank, stock: &Stock) -> Histories {
    let mut histories = Histories::new();
    for n in 1..=10_u32 {
        let pool = Pool { stock, histories: &histories };
        let at = Some(Timestamp::from_second(i64::from(n)).expect("a time"));
        let form = form::exam(&bank.blueprint, pool, n.into()).expect("a form");
        histories.extend(
            form.into_iter().map(|place| (place.question, History { on_exam: at, seen: at, ..History::default() })),
        );
    }
    histories
}

/// The whole bank, from its files to what is served.
#[divan::bench(sample_count = 20)]
fn the_bank_is_read() -> Bank {
    bank()
}

/// The bank's files as a start finds them that knows them all.
#[divan::bench(sample_count = 20)]
fn files_that_are_known_are_read(bencher: Bencher<'_, '_>) {
    let new = Folder::read(folder(), &Known::new()).expect("a folder");
    let known: Known = new.files.values().map(|file| (file.print, file.hash)).collect();
    bencher.bench_local(|| Folder::read(folder(), black_box(&known)).expect("a folder"));
}

/// The first exam of somebody, sixty questions out of so many: what is done at a start besides the database.
#[divan::bench(args = [600, 100_000])]
fn a_first_form_is_drawn(bencher: Bencher<'_, '_>, many: usize) {
    let bank = bank();
    let (stock, histories) = (stock(&bank, many), Histories::new());
    bencher.bench_local(|| {
        let pool = Pool { stock: black_box(&stock), histories: &histories };
        form::exam(&bank.blueprint, pool, black_box(7)).expect("a form")
    });
}

/// The eleventh exam of somebody.
#[divan::bench(args = [600, 100_000])]
fn a_later_form_is_drawn(bencher: Bencher<'_, '_>, many: usize) {
    let bank = bank();
    let stock = stock(&bank, many);
    let histories = ten_exams(&bank, &stock);
    bencher.bench_local(|| {
        let pool = Pool { stock: black_box(&stock), histories: &histories };
        form::exam(&bank.blueprint, pool, black_box(7)).expect("a form")
    });
}

/// Every question of the bank, judged and scored: ten exams.
#[divan::bench]
fn ten_exams_are_judged(bencher: Bencher<'_, '_>) {
    let bank = bank();
    let curve = Curve::of(&bank.blueprint);
    let response = |kind: &Kind| match kind {
        Kind::FillIn(_) => Response::Text("virsh list --all".to_owned()),
        Kind::Single { .. } | Kind::Multiple { .. } => Response::Choice([1, 3].into()),
    };
    let answered: Vec<_> = bank.iter().map(|banked| (&banked.question, response(&banked.question.kind))).collect();
    bencher.bench_local(|| {
        let verdicts: Vec<Verdict> = answered.iter().map(|(question, response)| question.verdict(response)).collect();
        score(black_box(&verdicts), &curve)
    });
}

/// A question in one language, from Markdown to safe HTML with its code in colours.
#[divan::bench]
fn a_question_is_rendered(bencher: Bencher<'_, '_>) {
    let bank = bank();
    let bodies: Vec<_> = bank.iter().map(|banked| banked.question.body.get(Lang::PtBr)).collect();
    let mut next = bodies.iter().cycle();
    bencher.bench_local(|| next.next().map(|body| render::render(black_box(body))));
}

/// An explanation gets the links to its guide.
#[divan::bench]
fn an_explanation_is_linked(bencher: Bencher<'_, '_>) {
    let bank = bank();
    let (objective, guide) = bank.guides.iter().next().expect("a guide");
    let html =
        bank.of(objective).first().map(|banked| banked.rendered(Lang::En).explanation.clone()).unwrap_or_default();
    let links = guide.links(Lang::En);
    bencher.bench_local(|| links.put_into(black_box(&html), "/study"));
}
