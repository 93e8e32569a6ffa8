//! The blueprint of an exam: topics with their objectives, what each weighs, and how the exam is timed and scored.

use std::{collections::BTreeSet, fmt};

use serde::Deserialize;

use crate::exam::{
    id::{AreaId, ExamSlug, ObjectiveId, TopicId},
    lang::Localized,
};

/// An exam's plan, read from `exam.toml`. One that exists has been checked: see [`BlueprintError`].
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(try_from = "Draft")]
pub struct Blueprint {
    /// The exam in URLs and in the database.
    pub slug: ExamSlug,
    /// The certifier's code of the exam.
    pub code: String,
    /// The version of the objectives.
    pub version: String,
    /// The exam's full name.
    pub title: Localized<String>,
    /// How long the exam lasts.
    pub minutes: u16,
    /// The scale of the scores.
    pub scale: Scale,
    /// The share of right answers, above 0 and below 1, that is taken for the pass mark.
    pub pass_share: f64,
    /// Whether what goes live has to be approved by somebody else than its author.
    pub second_person: bool,
    /// Topics in the order of the certifier.
    pub topics: Vec<Topic>,
    /// Misspellings of official lists, which no key may be.
    pub slips: Vec<String>,
    /// Names on the real Internet that questions may mention, such as a registry that a command has built in.
    pub real_names: Vec<String>,
}

/// The scale on which scores are reported.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Scale {
    /// The score of no right answer.
    pub min: u16,
    /// The score of all answers right.
    pub max: u16,
    /// The lowest score that passes.
    pub pass: u16,
}

/// A group of objectives.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Topic {
    /// Its number.
    pub id: TopicId,
    /// Its name.
    pub title: Localized<String>,
    /// Its objectives in the order of the certifier.
    #[serde(rename = "objective")]
    pub objectives: Vec<Objective>,
}

impl Topic {
    /// Questions of the topic on a form.
    pub fn weight(&self) -> u16 {
        self.objectives.iter().map(|objective| objective.weight).sum()
    }
}

/// What a candidate must know, and how much of the form it is.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Objective {
    /// Its number.
    pub id: ObjectiveId,
    /// Its name.
    pub title: Localized<String>,
    /// Questions of the objective on a form.
    pub weight: u16,
    /// What it consists of.
    #[serde(rename = "area")]
    pub areas: Vec<Area>,
    /// The certifier's list of files, terms and utilities.
    #[serde(default)]
    pub terms: Vec<String>,
    /// What study guides add to it.
    #[serde(default)]
    pub study_terms: Vec<String>,
    /// Commands that study guides show.
    #[serde(default)]
    pub study_commands: Vec<String>,
}

impl Objective {
    /// Whether a text is, to the letter, one of the three lists of terms.
    pub fn has_term(&self, text: &str) -> bool {
        self.all_terms().any(|term| term == text)
    }

    /// The three lists of terms, one after the other.
    pub fn all_terms(&self) -> impl Iterator<Item = &str> {
        self.terms.iter().chain(&self.study_terms).chain(&self.study_commands).map(String::as_str)
    }
}

/// A key knowledge area of an objective.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Area {
    /// Its number.
    pub id: AreaId,
    /// What it is about.
    pub title: Localized<String>,
    /// To be recognized only: no flags, no syntax.
    #[serde(default)]
    pub awareness: bool,
}

impl Blueprint {
    /// Questions on a form: the sum of the weights.
    pub fn questions(&self) -> u16 {
        self.topics.iter().map(Topic::weight).sum()
    }

    /// Every objective, in the order of the certifier.
    pub fn objectives(&self) -> impl Iterator<Item = &Objective> {
        self.topics.iter().flat_map(|topic| &topic.objectives)
    }

    /// The topic with this number.
    pub fn topic(&self, id: &TopicId) -> Option<&Topic> {
        self.topics.iter().find(|topic| topic.id == *id)
    }

    /// The objective with this number.
    pub fn objective(&self, id: &ObjectiveId) -> Option<&Objective> {
        self.objectives().find(|objective| objective.id == *id)
    }

    /// The topic that an objective belongs to.
    pub fn topic_of(&self, id: &ObjectiveId) -> Option<&Topic> {
        self.topics.iter().find(|topic| topic.objectives.iter().any(|objective| objective.id == *id))
    }

    /// The area with this number, and its objective.
    pub fn area(&self, id: &AreaId) -> Option<(&Objective, &Area)> {
        self.objectives()
            .find_map(|objective| objective.areas.iter().find(|area| area.id == *id).map(|area| (objective, area)))
    }
}

/// The file's shape, before it is checked.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Draft {
    slug: ExamSlug,
    code: String,
    version: String,
    title: Localized<String>,
    minutes: u16,
    scale: Scale,
    pass_share: f64,
    #[serde(default)]
    second_person: bool,
    #[serde(rename = "topic")]
    topics: Vec<Topic>,
    #[serde(default)]
    slips: Vec<String>,
    #[serde(default)]
    real_names: Vec<String>,
}

/// What is wrong with a blueprint whose syntax is right, in words for its author.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BlueprintError(String);

impl fmt::Display for BlueprintError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for BlueprintError {}

impl TryFrom<Draft> for Blueprint {
    type Error = BlueprintError;

    fn try_from(draft: Draft) -> Result<Self, Self::Error> {
        check(&draft).map_err(BlueprintError)?;
        let Draft { slug, code, version, title, minutes, scale, pass_share, second_person, topics, slips, real_names } =
            draft;
        Ok(Self { slug, code, version, title, minutes, scale, pass_share, second_person, topics, slips, real_names })
    }
}

/// Everything that later code relies on: ids are unique, nothing is empty, the scale rises, the weights add up.
fn check(draft: &Draft) -> Result<(), String> {
    let Scale { min, max, pass } = draft.scale;
    if !(min < pass && pass < max) {
        return Err(format!("the scale must rise from min over pass to max, but is {min}, {pass}, {max}"));
    }
    if !(draft.pass_share > 0.0 && draft.pass_share < 1.0) {
        return Err(format!("pass_share must lie between 0 and 1, but is {}", draft.pass_share));
    }
    if draft.minutes == 0 {
        return Err("minutes is 0: an exam takes time".to_owned());
    }
    if draft.topics.is_empty() {
        return Err("there is no [[topic]]".to_owned());
    }
    let mut seen = BTreeSet::new();
    let mut questions: u16 = 0;
    for topic in &draft.topics {
        if topic.objectives.is_empty() {
            return Err(format!("topic {} has no objectives", topic.id));
        }
        unique(&mut seen, "topic", topic.id.as_str())?;
        for objective in &topic.objectives {
            check_objective(objective, &mut seen)?;
            questions = questions
                .checked_add(objective.weight)
                .ok_or_else(|| format!("objective {}: the weights add up to more than 65535", objective.id))?;
        }
    }
    Ok(())
}

fn check_objective<'a>(objective: &'a Objective, seen: &mut BTreeSet<(&'static str, &'a str)>) -> Result<(), String> {
    unique(seen, "objective", objective.id.as_str())?;
    if objective.weight == 0 {
        return Err(format!("objective {}: its weight is 0, so that it would never be asked", objective.id));
    }
    if objective.areas.is_empty() {
        return Err(format!("objective {} has no areas", objective.id));
    }
    objective.areas.iter().try_for_each(|area| unique(seen, "area", area.id.as_str()))
}

fn unique<'a>(seen: &mut BTreeSet<(&'static str, &'a str)>, what: &'static str, id: &'a str) -> Result<(), String> {
    if seen.insert((what, id)) { Ok(()) } else { Err(format!("{what} {id} is there twice")) }
}

#[cfg(test)]
mod tests;
