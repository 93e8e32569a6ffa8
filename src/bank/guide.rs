//! The study guide of an objective: what its file says, and what pages show of it. The format is in `questions/README.md`.

mod links;
mod parse;

use std::{
    collections::{HashMap, HashSet},
    sync::OnceLock,
};

use jiff::civil::Date;

pub use self::{links::Links, parse::parse};
use super::{load::GUIDE_FILE, render};
use crate::exam::{
    id::{AreaId, ObjectiveId},
    lang::{Lang, Localized},
};

/// The largest file of a guide, in bytes.
pub const FILE_MAX: usize = 256 * 1024;

/// Where the guide of an objective lies in the folder of its exam.
pub fn path(objective: &ObjectiveId) -> String {
    format!("{objective}/{GUIDE_FILE}")
}

/// A guide in every language. The languages have the same sections and entries, in the same order.
#[derive(Debug, Default)]
pub struct Guide {
    /// Where its facts come from: `man:page(section)` or an `https://` address.
    pub sources: Vec<String>,
    /// The day on which it was last compared with them.
    pub checked: Date,
    /// What it says.
    pub body: Localized<GuideText>,
    /// The file, as it was read.
    pub file: String,
    anchors: HashMap<String, String>,
    rendered: Localized<OnceLock<RenderedGuide>>,
    links: Localized<OnceLock<Links>>,
}

/// A guide in one language, as Markdown. Every part has the line on which it starts.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct GuideText {
    /// What the objective is about.
    pub intro: Section,
    /// A section for each area and for what belongs to no single one.
    pub sections: Vec<Section>,
    /// What each term and command is.
    pub entries: Vec<Entry>,
    /// Where to read on.
    pub readings: Vec<Reading>,
}

/// A part of a guide.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Section {
    /// The area that it explains, if it is about one.
    pub area: Option<AreaId>,
    /// Its heading; the introduction has none.
    pub title: String,
    /// Paragraphs, lists, tables, code.
    pub text: String,
    /// The line of the heading.
    pub heading: usize,
    /// The line on which the text starts.
    pub line: usize,
}

/// Some terms that are explained together: most often one.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Entry {
    /// The terms as the blueprint has them.
    pub names: Vec<String>,
    /// What else they are called in this language.
    pub others: Vec<String>,
    /// A sentence or two.
    pub text: String,
    /// Its line.
    pub line: usize,
}

/// A page to read on.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Reading {
    /// `man:page(section)` or an `https://` address.
    pub source: String,
    /// What it is called; a manual page is called by its name.
    pub title: Option<String>,
    /// What it is good for.
    pub remark: String,
    /// Its line.
    pub line: usize,
}

/// A guide in one language as HTML.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RenderedGuide {
    /// What the objective is about.
    pub intro: String,
    /// The sections, in order.
    pub sections: Vec<RenderedSection>,
    /// The explanations of the entries, in order, each of one line.
    pub entries: Vec<String>,
    /// The remarks on the readings, in order, each of one line.
    pub remarks: Vec<String>,
}

/// A part of a guide as HTML.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RenderedSection {
    /// Where links to it lead.
    pub anchor: String,
    /// The heading, of one line.
    pub title: String,
    /// What stands under it.
    pub html: String,
}

impl Guide {
    fn new(sources: Vec<String>, checked: Date, body: Localized<GuideText>, file: String) -> Self {
        let anchors = anchors(body.en.entries.iter().flat_map(|entry| &entry.names));
        Self { sources, checked, body, file, anchors, ..Self::default() }
    }

    /// Where links to a term lead; nothing if the guide does not explain it.
    pub fn anchor(&self, term: &str) -> Option<&str> {
        self.anchors.get(term).map(String::as_str)
    }

    /// The guide as HTML, rendered when it is first asked for.
    pub fn rendered(&self, lang: Lang) -> &RenderedGuide {
        self.rendered.get(lang).get_or_init(|| {
            let text = self.body.get(lang);
            let section = |(number, section): (usize, &Section)| RenderedSection {
                anchor: section.area.as_ref().map_or_else(|| format!("section-{number}"), ToString::to_string),
                title: render::inline(&section.title),
                html: render::article(&section.text),
            };
            RenderedGuide {
                intro: render::article(&text.intro.text),
                sections: (1..).zip(&text.sections).map(section).collect(),
                entries: text.entries.iter().map(|entry| render::inline(&entry.text)).collect(),
                remarks: text.readings.iter().map(|reading| render::inline(&reading.remark)).collect(),
            }
        })
    }

    /// What turns the terms in an explanation into links to this guide; made when it is first asked for.
    pub fn links(&self, lang: Lang) -> &Links {
        self.links.get(lang).get_or_init(|| Links::new(&self.body.get(lang).entries, &self.anchors))
    }
}

/// Anchors that a person can read, each of its own: `/proc/cpuinfo` has `term-proc-cpuinfo`.
fn anchors<'t>(terms: impl Iterator<Item = &'t String>) -> HashMap<String, String> {
    let mut taken = HashSet::new();
    let mut anchors = HashMap::new();
    for term in terms {
        let words = term.split(|c: char| !c.is_ascii_alphanumeric()).filter(|word| !word.is_empty());
        let slug = std::iter::once("term").chain(words).collect::<Vec<_>>().join("-").to_ascii_lowercase();
        let numbered = (2..).map(|number| format!("{slug}-{number}"));
        let free = std::iter::once(slug.clone()).chain(numbered).find(|anchor| !taken.contains(anchor));
        if let Some(anchor) = free {
            taken.insert(anchor.clone());
            anchors.insert(term.clone(), anchor);
        }
    }
    anchors
}

#[cfg(test)]
mod tests;
