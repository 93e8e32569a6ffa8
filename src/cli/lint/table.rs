//! The coverage table of `simulado lint`.

use std::fmt::Write as _;

use crate::{
    bank::lint::{Coverage, ObjectiveCoverage},
    exam::question::Level,
};

/// A line per objective, a line of sums, and on request the terms that no question covers.
pub(super) fn coverage(coverage: &Coverage, verbose: bool) -> String {
    let mut out = String::from(
        "\nobjective  questions  weight  forms  single  multiple  fill-in  recall  apply  trouble.  areas missing  terms unused  guide words\n",
    );
    let mut sums = [0; 10];
    for objective in &coverage.objectives {
        let figures = figures(objective);
        for (sum, figure) in sums.iter_mut().zip(figures) {
            *sum += figure;
        }
        let terms = figures[9] + objective.terms - objective.terms_without.len();
        let guide = objective.guide_words.as_ref().map(|words| format!("{} + {}", words.en, words.pt_br));
        row(&mut out, objective.id.as_str(), figures, &format!("{}/{terms}", figures[9]), guide.as_deref());
    }
    row(&mut out, "all", sums, &sums[9].to_string(), None);
    if verbose {
        out.push('\n');
        for objective in coverage.objectives.iter().filter(|objective| !objective.terms_without.is_empty()) {
            // Writing to a String cannot fail.
            let _ =
                writeln!(out, "{}: no question has the terms: {}", objective.id, objective.terms_without.join(" | "));
        }
    }
    out.push('\n');
    out
}

/// The figures of the columns, but for the quotient.
fn figures(objective: &ObjectiveCoverage) -> [usize; 10] {
    let kind = |name: &str| objective.kinds.get(name).copied().unwrap_or_default();
    let level = |level: Level| objective.levels.get(&level).copied().unwrap_or_default();
    [
        objective.questions,
        objective.weight,
        kind("single"),
        kind("multiple"),
        kind("fill-in"),
        level(Level::Recall),
        level(Level::Apply),
        level(Level::Troubleshoot),
        objective.areas_without.len(),
        objective.terms_without.len(),
    ]
}

fn row(out: &mut String, name: &str, figures: [usize; 10], unused: &str, guide: Option<&str>) {
    let [questions, weight, single, multiple, fill_in, recall, apply, troubleshoot, areas, _] = figures;
    // How many whole forms can be drawn without a repetition, with one digit after the point.
    let tenths = questions * 10 / weight.max(1);
    let forms = format!("{}.{}", tenths / 10, tenths % 10);
    let _ = writeln!(
        out,
        "{name:<9}  {questions:>9}  {weight:>6}  {forms:>5}  {single:>6}  {multiple:>8}  {fill_in:>7}  {recall:>6}  \
         {apply:>5}  {troubleshoot:>8}  {areas:>13}  {unused:>12}  {:>11}",
        guide.unwrap_or("-")
    );
}
