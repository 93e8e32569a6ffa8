//! Small things that happen often: a form that is drawn, answers that are judged, a question and a guide that are rendered, the bank
//! that is read at a start. `cargo bench --bench micro` runs it.

use std::path::Path;

use divan::{Bencher, black_box};
use simulado::bank::{Bank, load, render};
use simulado::exam::form::{self, Drawable, History, Pool};
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

fn pool(bank: &Bank) -> Pool {
    let drawable = |(number, banked): (u128, &simulado::bank::BankedQuestion)| {
        let question = &banked.question;
        let (name, options) = (question.name.clone(), question.option_count());
        let revision = RevisionId(Uuid::from_u128(number));
        (question.objective.clone(), Drawable { question: name, revision, options, history: History::default() })
    };
    let mut pool = Pool::new();
    for (objective, drawable) in (1..).zip(bank.iter()).map(drawable) {
        pool.entry(objective).or_default().push(drawable);
    }
    pool
}

/// The whole bank, from its files to what is served.
#[divan::bench(sample_count = 20)]
fn the_bank_is_read() -> Bank {
    bank()
}

/// An exam of sixty out of six hundred.
#[divan::bench]
fn a_form_is_drawn(bencher: Bencher<'_, '_>) {
    let bank = bank();
    let pool = pool(&bank);
    bencher.bench_local(|| form::exam(&bank.blueprint, black_box(&pool), black_box(7)).expect("a form"));
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
