//! One study guide against its sources.

use std::collections::BTreeSet;

use simulado::bank::guide::Guide;
use simulado::exam::lang::Lang;

use crate::command::{self, CommandLine, Shown};
use crate::key;
use crate::manual::Manual;
use crate::question::walked;
use crate::text::{self, Block};
use crate::witness::{Findings, Line, Subject, Witnesses};

/// Looks for its pages, for commands and paths of its glossary, at its fragments, and runs its command lines.
pub fn check(name: &str, guide: &Guide, witnesses: &Witnesses, line: &mut Line, findings: &mut Findings) {
    let text = guide.body.get(Lang::En);
    let readings = text.readings.iter().map(|reading| reading.source.as_str());
    let sources: BTreeSet<&str> = guide.sources.iter().map(String::as_str).chain(readings).collect();
    let subject = Subject::new(name, sources.into_iter().collect(), witnesses, line, findings);
    line.count += 1;
    let mut lost = BTreeSet::new();
    for name in text.entries.iter().flat_map(|entry| &entry.names) {
        lost.extend(entry(name, &subject, witnesses, line, findings));
    }
    if !lost.is_empty() {
        let lost: Vec<String> = lost.into_iter().collect();
        findings.unchecked.push(format!("{name}: {} – {}", lost.join(", "), subject.resting_on()));
    }
    let sections = text.sections.iter().map(|section| section.text.as_str());
    let blocks: Vec<Block> = [text.intro.text.as_str()].into_iter().chain(sections).flat_map(text::blocks).collect();
    subject.blocks(&blocks, witnesses, line, findings);
    let shown: Vec<Shown> = blocks.iter().flat_map(command::shown).collect();
    subject.trials(shown, witnesses, line, findings);
}

/// The words of a glossary entry that stand in no page and no help.
fn entry(
    name: &str,
    subject: &Subject,
    witnesses: &Witnesses,
    line: &mut Line,
    findings: &mut Findings,
) -> BTreeSet<String> {
    let lines: Vec<CommandLine> = spelled(name).iter().flat_map(|one| command::lines(one)).collect();
    let known = walked(&lines, &witnesses.help);
    let mut words: BTreeSet<String> = known.keys().cloned().collect();
    if name.starts_with('/') {
        words.insert(name.to_owned());
    } else if is_page(name) {
        // A page is named for itself: it is there or not.
        line.words += 1;
        if witnesses.manual.text(name).is_some() {
            line.in_pages += 1;
        } else {
            findings.failures.push(format!("{}: there is no page {name} in the packages", subject.name));
        }
    } else if let Some(first) = lines.first().filter(|line| is_program(&line.program, witnesses)) {
        words.insert(first.program.clone());
        words.extend(spelled(name).iter().flat_map(|one| key::looked_up(one)));
    }
    words.retain(|word| !subject.word(word, known.get(word).copied(), || false, witnesses, line, findings));
    words
}

/// The commands that an entry stands for: `docker node ls|rm` is two. What stands in brackets explains.
fn spelled(name: &str) -> Vec<String> {
    let name = name.split(" (").next().unwrap_or(name);
    if name.contains(" / ") || name.contains(", ") {
        return Vec::new();
    }
    let Some((before, last)) = name.rsplit_once(' ').filter(|(_, last)| last.contains('|')) else {
        return vec![name.to_owned()];
    };
    last.split('|').map(|one| format!("{before} {one}")).collect()
}

fn is_page(name: &str) -> bool {
    name.strip_suffix(')')
        .and_then(|name| name.rsplit_once('('))
        .is_some_and(|(name, section)| !name.contains(' ') && section.starts_with(|c: char| c.is_ascii_digit()))
}

/// Whether packages have such a program, or a page on one.
fn is_program(name: &str, witnesses: &Witnesses) -> bool {
    let has_page = |manual: &Manual| [1, 8].iter().any(|section| manual.has(&format!("{name}({section})")));
    witnesses.programs.has(name) || has_page(&witnesses.manual)
}
