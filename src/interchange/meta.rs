//! What only questions of ours have, carried through other systems as tags: `simulado.area=351.1.a`.
//!
//! A question that is exported and imported again comes back whole, as long as the other system keeps its tags.

use jiff::civil::Date;

use super::remark::Remark;
use crate::exam::{
    id::{AreaId, ObjectiveId, QuestionName},
    lang::Lang,
    question::{Instruction, Kind, Level, Question},
};

const PREFIX: &str = "simulado.";

/// What a question of ours has besides its texts and its key. Nothing of it for a question from elsewhere.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Meta {
    /// Its name.
    pub name: Option<QuestionName>,
    /// Its objective.
    pub objective: Option<ObjectiveId>,
    /// Its area.
    pub area: Option<AreaId>,
    /// Its terms.
    pub terms: Vec<String>,
    /// Its level.
    pub level: Option<Level>,
    /// What is to be typed in a fill-in.
    pub instruction: Option<Instruction>,
    /// Whether case does not matter in a fill-in. Some formats cannot say that it does.
    pub ignore_case: bool,
    /// Its sources.
    pub sources: Vec<String>,
    /// When it was last compared with them.
    pub checked: Option<Date>,
    /// Lint rules that are overruled.
    pub allow: Vec<String>,
    /// The language of this half.
    pub lang: Option<Lang>,
}

impl Meta {
    /// What a question has, and the language of the half that is written.
    pub fn of(question: &Question, lang: Option<Lang>) -> Self {
        let fill_in = match &question.kind {
            Kind::FillIn(fill_in) => Some(fill_in),
            Kind::Single { .. } | Kind::Multiple { .. } => None,
        };
        Self {
            name: Some(question.name.clone()),
            objective: Some(question.objective.clone()),
            area: Some(question.area.clone()),
            terms: question.terms.clone(),
            level: Some(question.level),
            instruction: fill_in.map(|fill_in| fill_in.instruction),
            ignore_case: fill_in.is_some_and(|fill_in| fill_in.ignore_case),
            sources: question.sources.clone(),
            checked: Some(question.checked),
            allow: question.allow.clone(),
            lang,
        }
    }

    /// As tags, in a fixed order.
    pub fn to_tags(&self) -> Vec<String> {
        let mut tags = Vec::new();
        let mut add = |key: &str, value: String| tags.push(format!("{PREFIX}{key}={value}"));
        self.name.iter().for_each(|name| add("name", name.to_string()));
        self.lang.iter().for_each(|lang| add("lang", lang.to_string()));
        self.objective.iter().for_each(|objective| add("objective", objective.to_string()));
        self.area.iter().for_each(|area| add("area", area.to_string()));
        self.level.iter().for_each(|level| add("level", level.to_string()));
        self.instruction.iter().for_each(|instruction| add("instruction", instruction.to_string()));
        self.ignore_case.then_some(true).iter().for_each(|ignore_case| add("ignore-case", ignore_case.to_string()));
        self.checked.iter().for_each(|checked| add("checked", checked.to_string()));
        self.terms.iter().for_each(|term| add("term", term.clone()));
        self.sources.iter().for_each(|source| add("source", source.clone()));
        self.allow.iter().for_each(|allow| add("allow", allow.clone()));
        tags
    }

    /// Takes the tags that are ours; the others are left, and a remark for each of ours that cannot be read.
    pub fn take(tags: Vec<String>) -> (Self, Vec<String>, Vec<Remark>) {
        let (mut meta, mut others, mut remarks) = (Self::default(), Vec::new(), Vec::new());
        for tag in tags {
            match tag.strip_prefix(PREFIX).and_then(|rest| rest.split_once('=')) {
                None => others.push(tag),
                Some((key, value)) => {
                    if !meta.set(key, value) {
                        remarks.push(Remark::Tag { tag });
                    }
                }
            }
        }
        (meta, others, remarks)
    }

    /// Whether the value was one for this key.
    fn set(&mut self, key: &str, value: &str) -> bool {
        fn parsed<T: std::str::FromStr>(slot: &mut Option<T>, value: &str) -> bool {
            *slot = value.parse().ok();
            slot.is_some()
        }
        match key {
            "name" => parsed(&mut self.name, value),
            "lang" => parsed(&mut self.lang, value),
            "objective" => parsed(&mut self.objective, value),
            "area" => parsed(&mut self.area, value),
            "level" => parsed(&mut self.level, value),
            "instruction" => parsed(&mut self.instruction, value),
            "ignore-case" => match value.parse() {
                Ok(ignore_case) => {
                    self.ignore_case = ignore_case;
                    true
                }
                Err(_) => false,
            },
            "checked" => parsed(&mut self.checked, value),
            "term" => push(&mut self.terms, value),
            "source" => push(&mut self.sources, value),
            "allow" => push(&mut self.allow, value),
            _ => false,
        }
    }
}

fn push(list: &mut Vec<String>, value: &str) -> bool {
    list.push(value.to_owned());
    true
}

#[cfg(test)]
mod tests {
    use super::*;

    fn meta() -> Meta {
        Meta {
            name: "virsh-list".parse().ok(),
            objective: "351.4".parse().ok(),
            area: "351.4.a".parse().ok(),
            terms: vec!["virsh".to_owned(), "a = b".to_owned()],
            level: Some(Level::Apply),
            instruction: Some(Instruction::CommandLine),
            ignore_case: true,
            sources: vec!["man:virsh(1)".to_owned()],
            checked: "2026-11-23".parse().ok(),
            allow: vec!["key-echo: no synonym".to_owned()],
            lang: Some(Lang::PtBr),
        }
    }

    #[test]
    fn what_goes_into_tags_comes_back_out_of_them() {
        let mut tags = meta().to_tags();
        tags.push("networking".to_owned());
        let (back, others, remarks) = Meta::take(tags);
        assert_eq!((back, others, remarks), (meta(), vec!["networking".to_owned()], vec![]));
    }

    #[test]
    fn a_tag_of_ours_that_cannot_be_read_is_named() {
        let tags = ["simulado.level=hard", "simulado.colour=red", "simulado", "x"].map(str::to_owned).to_vec();
        let (meta, others, remarks) = Meta::take(tags);
        assert_eq!(meta, Meta::default());
        assert_eq!(others, ["simulado", "x"]);
        assert_eq!(remarks.len(), 2);
    }
}
