//! A question that is still being written: anything may be missing, and what is missing can be named.

use std::collections::BTreeSet;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::exam::{
    id::{AreaId, ObjectiveId, QuestionName},
    lang::{Lang, Localized},
    question::{Body, FillIn, Instruction, Kind, Level, NumberRange, Question},
};

/// The kinds by name, without their keys.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum KindName {
    /// One option is right.
    #[default]
    Single,
    /// Several are.
    Multiple,
    /// A text is typed.
    FillIn,
}

impl KindName {
    /// Every kind.
    pub const ALL: [Self; 3] = [Self::Single, Self::Multiple, Self::FillIn];

    /// The kind as files have it.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Single => "single",
            Self::Multiple => "multiple",
            Self::FillIn => "fill-in",
        }
    }
}

impl std::str::FromStr for KindName {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        Self::ALL.into_iter().find(|kind| kind.as_str() == text).ok_or(())
    }
}

/// What an author has written so far. Texts are kept as they were typed, also where they cannot be understood yet.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, rename_all = "kebab-case", deny_unknown_fields)]
pub struct Draft {
    /// How it is answered.
    pub kind: KindName,
    /// The area, if one was chosen.
    pub area: Option<AreaId>,
    /// The blueprint's terms that it covers.
    pub terms: Vec<String>,
    /// What answering takes.
    pub level: Option<Level>,
    /// The right options of a choice, from 0.
    pub keys: BTreeSet<usize>,
    /// What is right to type.
    pub answers: Vec<String>,
    /// Numbers that are right, as typed.
    pub ranges: Vec<String>,
    /// Whether case does not matter.
    pub ignore_case: bool,
    /// What is to be typed.
    pub instruction: Option<Instruction>,
    /// What is nearly right.
    pub near: Vec<String>,
    /// Where its facts come from.
    pub sources: Vec<String>,
    /// When it was last compared with them.
    pub checked: Option<Date>,
    /// Lint rules that are overruled.
    pub allow: Vec<String>,
    /// The texts. An empty stem is one that is not written yet.
    pub body: Localized<Body>,
}

/// Something that a draft lacks to be a question.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Gap {
    /// No area.
    Area,
    /// No level.
    Level,
    /// No day of the last check.
    Checked,
    /// No stem in this language.
    Stem(Lang),
    /// Fewer than two options.
    Options,
    /// An option, counted from 1, without a text in this language.
    OptionText(Lang, usize),
    /// No option is right.
    Key,
    /// A single with several right options.
    Keys,
    /// Nothing is right to type.
    Answers,
    /// What is to be typed is not said.
    Instruction,
    /// A range that is none.
    Range(String),
}

impl Draft {
    /// A finished question, to be written on.
    pub fn of(question: &Question) -> Self {
        let mut draft = Self {
            area: Some(question.area.clone()),
            terms: question.terms.clone(),
            level: Some(question.level),
            keys: question.kind.keys(),
            sources: question.sources.clone(),
            checked: Some(question.checked),
            allow: question.allow.clone(),
            body: question.body.clone(),
            ..Self::default()
        };
        match &question.kind {
            Kind::Single { .. } => draft.kind = KindName::Single,
            Kind::Multiple { .. } => draft.kind = KindName::Multiple,
            Kind::FillIn(fill_in) => {
                draft.kind = KindName::FillIn;
                draft.answers.clone_from(&fill_in.answers);
                draft.ranges = fill_in.ranges.iter().map(ToString::to_string).collect();
                draft.ignore_case = fill_in.ignore_case;
                draft.instruction = Some(fill_in.instruction);
                draft.near.clone_from(&fill_in.near);
            }
        }
        draft
    }

    /// How many options there are, in the language that has more of them.
    pub fn option_count(&self) -> usize {
        if self.kind == KindName::FillIn { 0 } else { self.body.en.options.len().max(self.body.pt_br.options.len()) }
    }

    /// The languages in which nothing is written yet.
    pub fn languages_missing(&self) -> impl Iterator<Item = Lang> {
        self.body.iter().filter(|(_, body)| body.stem.trim().is_empty()).map(|(lang, _)| lang)
    }

    /// The question, if nothing is missing.
    pub fn finish(&self, objective: ObjectiveId, name: QuestionName) -> Result<Question, Vec<Gap>> {
        let mut gaps = Vec::new();
        let kind = self.finish_kind(&mut gaps);
        self.check_texts(&mut gaps);
        for (gap, missing) in [
            (Gap::Area, self.area.is_none()),
            (Gap::Level, self.level.is_none()),
            (Gap::Checked, self.checked.is_none()),
        ] {
            if missing {
                gaps.push(gap);
            }
        }
        match (kind, self.area.clone(), self.level, self.checked) {
            (Some(kind), Some(area), Some(level), Some(checked)) if gaps.is_empty() => Ok(Question {
                objective,
                name,
                area,
                terms: self.terms.clone(),
                level,
                sources: self.sources.clone(),
                checked,
                kind,
                body: self.finish_body(),
                allow: self.allow.clone(),
            }),
            _ => Err(gaps),
        }
    }

    fn finish_kind(&self, gaps: &mut Vec<Gap>) -> Option<Kind> {
        let keys = self.keys.iter().copied().filter(|key| *key < self.option_count()).collect::<BTreeSet<_>>();
        match (self.kind, keys.first()) {
            (KindName::FillIn, _) => self.finish_fill_in(gaps).map(Kind::FillIn),
            (_, None) => {
                gaps.push(Gap::Key);
                None
            }
            (KindName::Single, Some(&key)) if keys.len() == 1 => Some(Kind::Single { key }),
            (KindName::Single, _) => {
                gaps.push(Gap::Keys);
                None
            }
            (KindName::Multiple, _) => Some(Kind::Multiple { keys }),
        }
    }

    fn finish_fill_in(&self, gaps: &mut Vec<Gap>) -> Option<FillIn> {
        let answers = written(&self.answers);
        let mut ranges = Vec::new();
        for text in written(&self.ranges) {
            match text.parse::<NumberRange>() {
                Ok(range) => ranges.push(range),
                Err(_) => gaps.push(Gap::Range(text)),
            }
        }
        if answers.is_empty() && ranges.is_empty() {
            gaps.push(Gap::Answers);
        }
        let Some(instruction) = self.instruction else {
            gaps.push(Gap::Instruction);
            return None;
        };
        Some(FillIn { answers, ranges, ignore_case: self.ignore_case, instruction, near: written(&self.near) })
    }

    fn check_texts(&self, gaps: &mut Vec<Gap>) {
        let count = self.option_count();
        if self.kind != KindName::FillIn && count < 2 {
            gaps.push(Gap::Options);
        }
        for (lang, body) in self.body.iter() {
            if body.stem.trim().is_empty() {
                gaps.push(Gap::Stem(lang));
                continue;
            }
            let empty = |index: &usize| body.options.get(*index).is_none_or(|option| option.text.trim().is_empty());
            gaps.extend((0..count).filter(empty).map(|index| Gap::OptionText(lang, index + 1)));
        }
    }

    fn finish_body(&self) -> Localized<Body> {
        let fill_in = self.kind == KindName::FillIn;
        self.body.map(|_, body| {
            let mut body = body.clone();
            if fill_in {
                body.options.clear();
            }
            body
        })
    }
}

/// The texts that are not blank, without spaces around them.
fn written(texts: &[String]) -> Vec<String> {
    texts.iter().map(|text| text.trim().to_owned()).filter(|text| !text.is_empty()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::exam::question::OptionText;

    fn finish(draft: &Draft) -> Result<Question, Vec<Gap>> {
        draft.finish("1.1".parse().unwrap(), "q".parse().unwrap())
    }

    fn body(stem: &str, options: &[&str]) -> Body {
        let options = options.iter().map(|text| OptionText { text: (*text).to_owned(), explanation: String::new() });
        Body { stem: stem.to_owned(), options: options.collect(), explanation: String::new() }
    }

    fn single() -> Draft {
        Draft {
            area: "1.1.a".parse().ok(),
            level: Some(Level::Recall),
            checked: "2026-11-23".parse().ok(),
            keys: BTreeSet::from([1]),
            body: Localized { en: body("Which?", &["a", "b"]), pt_br: body("Qual?", &["a", "b"]) },
            ..Draft::default()
        }
    }

    #[test]
    fn an_empty_draft_lacks_everything() {
        let gaps = finish(&Draft::default()).unwrap_err();
        let wanted =
            [Gap::Key, Gap::Options, Gap::Stem(Lang::En), Gap::Stem(Lang::PtBr), Gap::Area, Gap::Level, Gap::Checked];
        assert_eq!(gaps, wanted);
    }

    #[test]
    fn a_whole_draft_is_a_question_and_the_question_is_that_draft() {
        let question = finish(&single()).unwrap();
        assert_eq!(question.kind, Kind::Single { key: 1 });
        assert_eq!(Draft::of(&question), single());
        let fill_in = Draft {
            kind: KindName::FillIn,
            answers: vec!["info".to_owned()],
            ranges: vec!["2..3".to_owned()],
            instruction: Some(Instruction::Decimal),
            keys: BTreeSet::new(),
            body: Localized { en: body("What?", &[]), pt_br: body("O quê?", &[]) },
            ..single()
        };
        assert_eq!(Draft::of(&finish(&fill_in).unwrap()), fill_in);
    }

    #[test]
    fn each_gap_is_named() {
        let lacking = |change: fn(&mut Draft)| {
            let mut draft = single();
            change(&mut draft);
            finish(&draft).unwrap_err()
        };
        assert_eq!(lacking(|draft| draft.keys = BTreeSet::from([0, 1])), [Gap::Keys]);
        assert_eq!(lacking(|draft| draft.keys = BTreeSet::from([7])), [Gap::Key]);
        assert_eq!(lacking(|draft| draft.body.pt_br.stem.clear()), [Gap::Stem(Lang::PtBr)]);
        assert_eq!(lacking(|draft| drop(draft.body.pt_br.options.pop())), [Gap::OptionText(Lang::PtBr, 2)]);
        assert_eq!(lacking(|draft| draft.kind = KindName::FillIn), [Gap::Answers, Gap::Instruction]);
        let range = |draft: &mut Draft| {
            draft.kind = KindName::FillIn;
            draft.instruction = Some(Instruction::Number);
            draft.ranges = vec!["3..2".to_owned()];
        };
        assert_eq!(lacking(range), [Gap::Range("3..2".to_owned()), Gap::Answers]);
    }
}
