//! The editor's form: from what was typed to a draft, and from a draft to what stands in the form.

use std::collections::BTreeSet;

use serde::Deserialize;

use crate::exam::blueprint::Blueprint;
use crate::exam::draft::{Draft, KindName};
use crate::exam::id::{AreaId, ObjectiveId};
use crate::exam::lang::Localized;
use crate::exam::question::{Body, OptionText};

/// How many options a new question offers room for.
const ROOM: usize = 5;
/// The most options that a form takes.
const OPTIONS: usize = 20;

/// What was typed. Repeated names come in the order of the page: every option has one field of each kind.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct Typed {
    /// The name of a new question.
    pub name: String,
    /// An area or an objective.
    pub part: String,
    pub kind: String,
    pub level: String,
    pub terms: String,
    pub sources: String,
    pub checked: String,
    pub allow: String,
    pub answers: String,
    pub ranges: String,
    pub ignore_case: String,
    pub instruction: String,
    pub near: String,
    pub stem_en: String,
    pub stem_pt: String,
    pub why_en: String,
    pub why_pt: String,
    pub option_en: Vec<String>,
    pub option_pt: Vec<String>,
    pub option_why_en: Vec<String>,
    pub option_why_pt: Vec<String>,
    /// The right options, by their place on the page from 0.
    pub key: Vec<String>,
    /// Why it was changed.
    pub reason: String,
    /// The newest revision when the form was shown.
    pub base: String,
    /// The id of the revision that this form makes.
    pub id: String,
    /// What is to be done: `save`, `preview`, `add`, `up-2`, `down-2`, `remove-2`.
    pub act: String,
}

/// Something to be done to the options of the form, without saving.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Arrange {
    /// One more.
    Add,
    /// This one and the one before change places.
    Up(usize),
    /// This one and the one after change places.
    Down(usize),
    /// This one goes.
    Remove(usize),
}

impl Arrange {
    /// Reads `add`, `up-2` and the like.
    pub fn of(act: &str) -> Option<Self> {
        if act == "add" {
            return Some(Self::Add);
        }
        let (what, at) = act.split_once('-')?;
        let at = at.parse().ok().filter(|at| *at < OPTIONS)?;
        match what {
            "up" => Some(Self::Up(at)),
            "down" => Some(Self::Down(at)),
            "remove" => Some(Self::Remove(at)),
            _ => None,
        }
    }
}

/// The lines of a field that are not blank.
fn lines(text: &str) -> Vec<String> {
    text.lines().map(str::trim).filter(|line| !line.is_empty()).map(str::to_owned).collect()
}

/// Line ends as files have them: browsers send CR LF.
fn unix(text: &str) -> String {
    text.replace("\r\n", "\n").replace('\r', "\n")
}

impl Typed {
    /// The objective that was chosen, by itself or by one of its areas.
    pub fn objective(&self, blueprint: &Blueprint) -> Option<ObjectiveId> {
        let by_area = self.part.parse::<AreaId>().ok().and_then(|area| blueprint.area(&area));
        let by_id = || self.part.parse::<ObjectiveId>().ok().and_then(|id| blueprint.objective(&id));
        by_area.map(|(objective, _)| objective).or_else(by_id).map(|objective| objective.id.clone())
    }

    /// What was typed, as a draft. Options without any text are left out.
    pub fn draft(&self, blueprint: &Blueprint) -> Draft {
        let area = self.part.parse::<AreaId>().ok().filter(|area| blueprint.area(area).is_some());
        let count = self.option_en.len().max(self.option_pt.len()).min(OPTIONS);
        let at = |list: &[String], index: usize| list.get(index).map(|text| unix(text.trim())).unwrap_or_default();
        let row = |index| {
            [&self.option_en, &self.option_pt, &self.option_why_en, &self.option_why_pt].map(|list| at(list, index))
        };
        let mut keys = BTreeSet::new();
        let mut body = Localized::<Body>::default();
        let chosen: BTreeSet<usize> = self.key.iter().filter_map(|key| key.parse().ok()).collect();
        for (index, [en, pt, why_en, why_pt]) in (0..count).map(|index| (index, row(index))) {
            if [&en, &pt, &why_en, &why_pt].into_iter().all(String::is_empty) {
                continue;
            }
            if chosen.contains(&index) {
                keys.insert(body.en.options.len());
            }
            body.en.options.push(OptionText { text: en, explanation: why_en });
            body.pt_br.options.push(OptionText { text: pt, explanation: why_pt });
        }
        body.en.stem = unix(self.stem_en.trim());
        body.pt_br.stem = unix(self.stem_pt.trim());
        body.en.explanation = unix(self.why_en.trim());
        body.pt_br.explanation = unix(self.why_pt.trim());
        let kind: KindName = self.kind.parse().unwrap_or_default();
        if kind == KindName::FillIn {
            keys.clear();
        }
        Draft {
            kind,
            area,
            terms: lines(&self.terms),
            level: self.level.parse().ok(),
            keys,
            answers: lines(&self.answers),
            ranges: lines(&self.ranges),
            ignore_case: self.ignore_case == "yes",
            instruction: self.instruction.parse().ok(),
            near: lines(&self.near),
            sources: lines(&self.sources),
            checked: self.checked.parse().ok(),
            allow: lines(&self.allow),
            body,
        }
    }

    /// A draft, as it stands in the form.
    pub fn of(draft: &Draft, objective: &str) -> Self {
        let text = |list: &[String]| list.join("\n");
        let options = |body: &Body| body.options.iter().map(|option| option.text.clone()).collect();
        let whys = |body: &Body| body.options.iter().map(|option| option.explanation.clone()).collect();
        let mut typed = Self {
            part: draft.area.as_ref().map_or_else(|| objective.to_owned(), ToString::to_string),
            kind: draft.kind.as_str().to_owned(),
            level: draft.level.map(|level| level.to_string()).unwrap_or_default(),
            terms: text(&draft.terms),
            sources: text(&draft.sources),
            checked: draft.checked.map(|day| day.to_string()).unwrap_or_default(),
            allow: text(&draft.allow),
            answers: text(&draft.answers),
            ranges: text(&draft.ranges),
            ignore_case: if draft.ignore_case { "yes".to_owned() } else { String::new() },
            instruction: draft.instruction.map(|instruction| instruction.to_string()).unwrap_or_default(),
            near: text(&draft.near),
            stem_en: draft.body.en.stem.clone(),
            stem_pt: draft.body.pt_br.stem.clone(),
            why_en: draft.body.en.explanation.clone(),
            why_pt: draft.body.pt_br.explanation.clone(),
            option_en: options(&draft.body.en),
            option_pt: options(&draft.body.pt_br),
            option_why_en: whys(&draft.body.en),
            option_why_pt: whys(&draft.body.pt_br),
            key: draft.keys.iter().map(ToString::to_string).collect(),
            ..Self::default()
        };
        typed.level_out(ROOM);
        typed
    }

    /// How many options the form shows.
    pub fn rows(&self) -> usize {
        self.lists().iter().map(|list| list.len()).max().unwrap_or(0)
    }

    fn lists(&self) -> [&Vec<String>; 4] {
        [&self.option_en, &self.option_pt, &self.option_why_en, &self.option_why_pt]
    }

    fn lists_mut(&mut self) -> [&mut Vec<String>; 4] {
        [&mut self.option_en, &mut self.option_pt, &mut self.option_why_en, &mut self.option_why_pt]
    }

    /// Makes every option have all of its fields, and room for some at least.
    pub fn level_out(&mut self, room: usize) {
        let rows = self.rows().max(room).min(OPTIONS);
        for list in self.lists_mut() {
            list.resize(rows, String::new());
        }
    }

    /// Adds, moves or removes an option, with its key.
    pub fn arrange(&mut self, how: Arrange) {
        self.level_out(1);
        let rows = self.rows();
        let swap = |typed: &mut Self, a: usize, b: usize| {
            typed.lists_mut().into_iter().for_each(|list| list.swap(a, b));
            for key in &mut typed.key {
                match key.parse::<usize>() {
                    Ok(place) if place == a => *key = b.to_string(),
                    Ok(place) if place == b => *key = a.to_string(),
                    _ => {}
                }
            }
        };
        match how {
            Arrange::Add => self.level_out(rows + 1),
            Arrange::Up(at) if at > 0 && at < rows => swap(self, at - 1, at),
            Arrange::Down(at) if at + 1 < rows => swap(self, at, at + 1),
            Arrange::Remove(at) if at < rows => {
                self.lists_mut().into_iter().for_each(|list| drop(list.remove(at)));
                let places = self.key.iter().filter_map(|key| key.parse::<usize>().ok()).filter(|place| *place != at);
                self.key = places.map(|place| (place - usize::from(place > at)).to_string()).collect();
            }
            Arrange::Up(_) | Arrange::Down(_) | Arrange::Remove(_) => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn typed() -> Typed {
        let list = |texts: [&str; 3]| texts.map(str::to_owned).to_vec();
        Typed {
            option_en: list(["a", "", "c"]),
            option_pt: list(["a", "", "c"]),
            option_why_en: list(["", "", ""]),
            option_why_pt: list(["", "", ""]),
            key: vec!["2".to_owned()],
            ..Typed::default()
        }
    }

    fn blueprint() -> Blueprint {
        toml::from_str(include_str!("../../exam/blueprint/tests/good.toml")).unwrap()
    }

    #[test]
    fn the_key_goes_with_its_option() {
        let mut form = typed();
        form.arrange(Arrange::Up(2));
        assert_eq!((form.option_en.join(","), form.key.join(",")), ("a,c,".to_owned(), "1".to_owned()));
        form.arrange(Arrange::Down(0));
        assert_eq!((form.option_en.join(","), form.key.join(",")), ("c,a,".to_owned(), "0".to_owned()));
        form.arrange(Arrange::Remove(0));
        assert_eq!((form.option_en.join(","), form.key.len()), ("a,".to_owned(), 0));
        form.arrange(Arrange::Add);
        assert_eq!(form.rows(), 3);
        for nothing in [Arrange::Up(0), Arrange::Down(2), Arrange::Remove(9)] {
            let before = form.option_en.clone();
            form.arrange(nothing);
            assert_eq!(form.option_en, before);
        }
    }

    #[test]
    fn options_without_text_are_left_out_and_the_key_follows() {
        let draft = typed().draft(&blueprint());
        assert_eq!(draft.body.en.options.len(), 2);
        assert_eq!(draft.keys, BTreeSet::from([1]));
    }

    #[test]
    fn what_a_browser_sends_becomes_what_files_have() {
        let form = Typed {
            stem_en: " One\r\n\r\ntwo? ".to_owned(),
            answers: " a \r\n\r\n b".to_owned(),
            kind: "fill-in".to_owned(),
            ..typed()
        };
        let draft = form.draft(&blueprint());
        assert_eq!(draft.body.en.stem, "One\n\ntwo?");
        assert_eq!(draft.answers, ["a", "b"]);
        assert!(draft.keys.is_empty());
    }

    #[test]
    fn a_draft_comes_back_as_it_went_into_the_form() {
        let draft = Typed { level: "apply".to_owned(), terms: "x\ny".to_owned(), ..typed() }.draft(&blueprint());
        assert_eq!(Typed::of(&draft, "1.1").draft(&blueprint()), draft);
    }

    #[test]
    fn only_what_can_be_done_is_read() {
        assert_eq!(Arrange::of("up-2"), Some(Arrange::Up(2)));
        assert_eq!(Arrange::of("add"), Some(Arrange::Add));
        for other in ["save", "", "up-", "up-99", "sideways-1"] {
            assert_eq!(Arrange::of(other), None, "{other}");
        }
    }
}
