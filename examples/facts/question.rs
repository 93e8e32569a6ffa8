//! One question against its sources.

use std::collections::{BTreeMap, BTreeSet};

use simulado::exam::lang::Lang;
use simulado::exam::question::Question;

use crate::command::{self, CommandLine, Shown};
use crate::help::{Help, Known};
use crate::key::{self, stands_in};
use crate::text;
use crate::trial;
use crate::witness::{Findings, Line, Subject, Witnesses};

/// Looks for its pages, for the words of its key, at its fragments, and runs its command lines.
pub fn check(question: &Question, witnesses: &Witnesses, line: &mut Line, findings: &mut Findings) {
    let name = question.name.to_string();
    let sources = question.sources.iter().map(String::as_str).collect();
    let subject = Subject::new(&name, sources, witnesses, line, findings);
    line.count += 1;
    line.documented += usize::from(subject.texts.is_empty());
    let stem = &question.body.get(Lang::En).stem;
    let blocks = text::of_question(question);
    let keys: Vec<CommandLine> = text::keys(question).iter().flat_map(|code| command::lines(code)).collect();
    let shown: Vec<Shown> = blocks.iter().flat_map(command::shown).collect();
    let around: Vec<CommandLine> = text::codes(stem)
        .iter()
        .flat_map(|code| command::lines(code))
        .chain(shown.iter().map(|shown| shown.line.clone()))
        .chain(keys.iter().cloned())
        .collect();
    let known = walked(&keys, &witnesses.help);
    let is_asked = |(word, known): &(&String, &Known)| **known != Known::Yes || !stands_in(word, stem);
    let mut words = key::words(question);
    words.extend(known.iter().filter(is_asked).map(|(word, _)| word.clone()));
    let fits = |word: &str| witnesses.help.fits(word, &around) || witnesses.help.shows(word, &around);
    let lost: Vec<String> = words
        .into_iter()
        .filter(|word| !subject.word(word, known.get(word).copied(), || fits(word), witnesses, line, findings))
        .collect();
    if !lost.is_empty() {
        findings.unchecked.push(format!("{name}: {} – {}", lost.join(", "), subject.resting_on()));
    }
    subject.blocks(&blocks, witnesses, line, findings);
    let typed = keys.into_iter().chain(asked_for(question, stem));
    let typed = typed.map(|line| Shown { line, said: Vec::new(), is_piped: false });
    subject.trials(typed.chain(shown).collect(), witnesses, line, findings);
    if stem.contains("`runc spec`") {
        for block in blocks.iter().filter(|block| block.language == "json") {
            if let Some(outcome) = trial::runc_fragment(&block.code, witnesses.programs) {
                subject.outcome("config.json", outcome, line, findings);
            }
        }
    }
}

/// What programs say of the words of command lines. What one does not know remains unknown.
pub fn walked(lines: &[CommandLine], help: &Help) -> BTreeMap<String, Known> {
    let mut found = BTreeMap::new();
    for (word, known) in lines.iter().filter_map(|line| help.walk(line)).flatten() {
        let before = found.entry(word).or_insert(known);
        if known != Known::Yes {
            *before = known;
        }
    }
    found
}

/// The command line of which a fill-in asks the subcommand.
fn asked_for(question: &Question, stem: &str) -> Vec<CommandLine> {
    let programs: BTreeSet<String> = text::codes(stem).into_iter().filter(|code| code == "runc").collect();
    let answers = text::keys(question);
    let joined = programs.iter().flat_map(|program| answers.iter().map(move |answer| format!("{program} {answer}")));
    joined.flat_map(|code| command::lines(&code)).collect()
}
