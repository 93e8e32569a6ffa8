//! What an import would do, entry by entry, before anything is written.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};

use super::{fingerprint, name, pictures};
use crate::bank::format::write_draft;
use crate::exam::blueprint::Blueprint;
use crate::exam::draft::{Draft, KindName};
use crate::exam::id::{AreaId, ObjectiveId, QuestionName, RevisionId};
use crate::exam::lang::{Lang, Localized};
use crate::exam::question::{Instruction, Kind, Level};
use crate::interchange::csv::Mapping;
use crate::interchange::{self, Cause, Content, Foreign, Format, Outcome, Place, Reading, Remark};
use crate::store::import::{Became, Known, Source};

/// What the author says of a file.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Choices {
    /// Its format; found out where nothing is said.
    pub format: Option<Format>,
    /// How a table is to be read; guessed where nothing is said.
    pub table: Option<Mapping>,
    /// The language of texts that do not say theirs.
    pub lang: Option<Lang>,
    /// The objective or area of what nothing else says.
    pub part: String,
    /// The objective or area of each category and tag.
    pub parts: BTreeMap<String, String>,
    /// The level of what does not say its own.
    pub level: Option<Level>,
}

/// What would become of a file.
#[derive(Clone, Debug, Default)]
pub struct Plan {
    /// Its format, if it is known.
    pub format: Option<Format>,
    /// Its entries.
    pub entries: Vec<Planned>,
    /// Why the file was not read, or not to its end.
    pub failure: Option<(Place, Cause)>,
    /// What is to be said of the file as a whole.
    pub remarks: Vec<Remark>,
    /// The categories and tags that it names, with the part that each belongs to now; empty where that is not said.
    pub parts: BTreeMap<String, String>,
    /// Pictures to be stored, by their new names.
    pub pictures: Vec<(String, Vec<u8>)>,
}

/// What would become of an entry.
#[derive(Clone, Debug)]
pub struct Planned {
    /// Where it stands.
    pub place: Place,
    /// What the file calls it.
    pub title: String,
    /// What would become of it.
    pub fate: Fate,
}

/// What would become of an entry.
#[derive(Clone, Debug)]
pub enum Fate {
    /// A new question, or a new text for one that came from here before.
    Taken(Box<Ready>),
    /// It is here already, to the letter.
    Same(QuestionName),
    /// Nothing says to which objective it belongs.
    NoPart,
    /// A kind that there is not here.
    Skipped(Foreign),
    /// It is broken.
    Refused(Cause),
}

/// A question that can come in.
#[derive(Clone, Debug)]
pub struct Ready {
    /// Its name.
    pub name: QuestionName,
    /// Its objective.
    pub objective: ObjectiveId,
    /// Its text.
    pub draft: Draft,
    /// The text as it is stored.
    pub body: String,
    /// SHA-256 of it.
    pub hash: [u8; 32],
    /// The newest revision of the question that it changes; nothing for a new one.
    pub base: Option<RevisionId>,
    /// Where it came from.
    pub source: Source,
    /// What is to be said of it.
    pub remarks: Vec<Remark>,
}

/// What is known of the exam's questions.
pub struct Ground {
    /// Every question.
    pub known: HashMap<QuestionName, Known>,
    /// What entries of earlier imports became.
    pub provenance: HashMap<String, Became>,
    /// Where categories and tags belong, as it was said before.
    pub rules: BTreeMap<String, String>,
    /// The names of the pictures that are stored.
    pub pictures: HashSet<String>,
}

impl Plan {
    /// Those that would come in.
    pub fn ready(&self) -> impl Iterator<Item = &Ready> {
        self.entries.iter().filter_map(|entry| match &entry.fate {
            Fate::Taken(ready) => Some(ready.as_ref()),
            _ => None,
        })
    }

    /// Makes the plan of a reading.
    pub fn new(reading: Reading, format: Format, choices: &Choices, blueprint: &Blueprint, ground: &Ground) -> Self {
        let reading = interchange::pair(reading);
        let mut planner = Planner {
            format,
            choices,
            blueprint,
            ground,
            taken: ground.known.keys().cloned().collect(),
            named: BTreeSet::new(),
            pictures: Vec::new(),
        };
        let entries = reading
            .entries
            .into_iter()
            .map(|entry| Planned {
                place: entry.place,
                fate: match entry.outcome {
                    Outcome::Taken { draft, remarks } => planner.fate(&entry.title, *draft, remarks),
                    Outcome::Skipped(foreign) => Fate::Skipped(foreign),
                    Outcome::Refused(cause) => Fate::Refused(cause),
                },
                title: entry.title,
            })
            .collect();
        let parts = planner.named.iter().map(|text| (text.clone(), planner.said(text).unwrap_or_default())).collect();
        Self {
            format: Some(format),
            entries,
            failure: reading.failure,
            remarks: reading.remarks,
            parts,
            pictures: planner.pictures,
        }
    }
}

struct Planner<'p> {
    format: Format,
    choices: &'p Choices,
    blueprint: &'p Blueprint,
    ground: &'p Ground,
    taken: HashSet<QuestionName>,
    /// Categories and tags that entries have.
    named: BTreeSet<String>,
    pictures: Vec<(String, Vec<u8>)>,
}

impl Planner<'_> {
    fn fate(&mut self, title: &str, mut draft: interchange::Draft, mut remarks: Vec<Remark>) -> Fate {
        let source = self.source(&draft);
        let before = self.ground.provenance.get(&source.name);
        if let Some(before) = before
            && before.hash == source.hash
            && self.ground.known.contains_key(&before.question)
        {
            return Fate::Same(before.question.clone());
        }
        let Some((objective, area)) = self.part(&draft) else { return Fate::NoPart };
        self.pictures.extend(pictures::settle(&mut draft, &mut remarks, &self.ground.pictures));
        let text = self.text(&draft, area);
        let own = draft.meta.name.as_ref().filter(|name| !name.is_reserved());
        let name = match (own, before) {
            (Some(own), _) => own.clone(),
            (None, Some(before)) => before.question.clone(),
            (None, None) => name::free(if draft.id.is_empty() { title } else { &draft.id }, &mut self.taken),
        };
        let body = write_draft(&text, &objective, &name);
        let hash: [u8; 32] = Sha256::digest(body.as_bytes()).into();
        let known = self.ground.known.get(&name);
        if known.is_some_and(|known| known.hash == hash && known.objective == objective) {
            return Fate::Same(name);
        }
        let base = known.map(|known| known.revision);
        Fate::Taken(Box::new(Ready { name, objective, draft: text, body, hash, base, source, remarks }))
    }

    /// The objective and the area that an entry belongs to, by what it says itself, by its categories and tags, or by what is
    /// said of the rest.
    fn part(&mut self, draft: &interchange::Draft) -> Option<(ObjectiveId, Option<AreaId>)> {
        if let Some(area) = &draft.meta.area
            && let Some((objective, area)) = self.blueprint.area(area)
        {
            return Some((objective.id.clone(), Some(area.id.clone())));
        }
        if let Some(objective) = draft.meta.objective.as_ref().and_then(|id| self.blueprint.objective(id)) {
            return Some((objective.id.clone(), None));
        }
        let path = draft.category.join(" / ");
        let texts: Vec<String> =
            std::iter::once(path).chain(draft.tags.iter().cloned()).filter(|text| !text.is_empty()).collect();
        let by_text = texts.iter().find_map(|text| self.of_text(&self.said(text).unwrap_or_default()));
        self.named.extend(texts);
        by_text.or_else(|| self.of_text(&self.choices.part))
    }

    /// What is said of a category or tag: now, before, or by itself, if it names a part or ends with one.
    fn said(&self, text: &str) -> Option<String> {
        if let Some(part) = self.choices.parts.get(text).or_else(|| self.ground.rules.get(text)) {
            return Some(part.clone());
        }
        let last = text.rsplit(" / ").next().unwrap_or(text).split_whitespace().next().unwrap_or_default();
        self.of_text(last).map(|_| last.to_owned())
    }

    /// The objective or area of this number.
    fn of_text(&self, part: &str) -> Option<(ObjectiveId, Option<AreaId>)> {
        let area = part.parse::<AreaId>().ok().and_then(|area| self.blueprint.area(&area));
        if let Some((objective, area)) = area {
            return Some((objective.id.clone(), Some(area.id.clone())));
        }
        let objective = part.parse::<ObjectiveId>().ok().and_then(|id| self.blueprint.objective(&id));
        objective.map(|objective| (objective.id.clone(), None))
    }

    /// The entry as a draft of ours.
    fn text(&self, draft: &interchange::Draft, area: Option<AreaId>) -> Draft {
        let body = match &draft.content {
            Content::Both(both) => both.clone(),
            Content::One(lang, body) => {
                let mut both = Localized::default();
                *both.get_mut(lang.or(self.choices.lang).unwrap_or(Lang::En)) = body.clone();
                both
            }
        };
        let mut text = Draft {
            area,
            terms: draft.meta.terms.clone(),
            level: draft.meta.level.or(self.choices.level),
            keys: draft.kind.keys(),
            sources: draft.meta.sources.clone(),
            checked: draft.meta.checked,
            allow: draft.meta.allow.clone(),
            body,
            ..Draft::default()
        };
        match &draft.kind {
            Kind::Single { .. } => text.kind = KindName::Single,
            Kind::Multiple { .. } => text.kind = KindName::Multiple,
            Kind::FillIn(fill_in) => {
                text.kind = KindName::FillIn;
                text.answers.clone_from(&fill_in.answers);
                text.ranges = fill_in.ranges.iter().map(ToString::to_string).collect();
                text.ignore_case = fill_in.ignore_case;
                text.near.clone_from(&fill_in.near);
                text.instruction = draft.meta.instruction.or(Some(fill_in.instruction)).or(Some(Instruction::Text));
            }
        }
        text
    }

    /// What finds the entry again at the next import, and tells whether it has changed.
    fn source(&self, draft: &interchange::Draft) -> Source {
        let hash = fingerprint::of(draft);
        let name = match &draft.meta.name {
            Some(name) => format!("simulado:{name}"),
            None if !draft.id.is_empty() => format!("{}:{}", self.format, draft.id),
            None => {
                let hex = hash.iter().map(|byte| format!("{byte:02x}")).collect::<Vec<_>>().concat();
                format!("{}#{hex}", self.format)
            }
        };
        Source { name, hash }
    }
}
