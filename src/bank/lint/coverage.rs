//! How much of the blueprint the questions cover, as numbers and as findings.

use std::collections::{BTreeMap, BTreeSet};

use super::{rule::Rule, subject::Notes};
use crate::exam::{
    blueprint::{Blueprint, Objective},
    id::{AreaId, ObjectiveId},
    lang::Localized,
    question::{Level, Question},
};

/// What the questions of an exam cover.
#[derive(Clone, Debug)]
pub struct Coverage {
    /// Each objective, in the order of the blueprint.
    pub objectives: Vec<ObjectiveCoverage>,
}

/// What the questions of an objective cover.
#[derive(Clone, Debug)]
pub struct ObjectiveCoverage {
    /// The objective.
    pub id: ObjectiveId,
    /// Its questions on a form.
    pub weight: usize,
    /// Its questions.
    pub questions: usize,
    /// How many are of each kind, by the kind's name.
    pub kinds: BTreeMap<&'static str, usize>,
    /// How many are of each level.
    pub levels: BTreeMap<Level, usize>,
    /// Areas that no question asks about.
    pub areas_without: Vec<AreaId>,
    /// How many terms there are.
    pub terms: usize,
    /// Terms that no question claims to cover.
    pub terms_without: Vec<String>,
    /// The words of its study guide, if it has one.
    pub guide_words: Option<Localized<usize>>,
}

impl Coverage {
    pub(super) fn new<'q>(blueprint: &Blueprint, questions: impl Iterator<Item = &'q Question>) -> Self {
        let mut by_objective: BTreeMap<&ObjectiveId, Vec<&Question>> = BTreeMap::new();
        for question in questions {
            by_objective.entry(&question.objective).or_default().push(question);
        }
        let of = |objective: &Objective| {
            ObjectiveCoverage::new(objective, by_objective.get(&objective.id).map_or(&[], Vec::as_slice))
        };
        Self { objectives: blueprint.objectives().map(of).collect() }
    }

    /// Adds the findings about what is missing.
    pub(super) fn check(&self, blueprint: &Blueprint, notes: &mut Notes) {
        for objective in &self.objectives {
            let (questions, weight) = (objective.questions, objective.weight);
            if questions < weight {
                let message = format!("the objective has {questions} of the {weight} questions that one form needs");
                notes.add(Rule::WeightShort, 1, objective.id.as_str(), message);
            }
            for id in &objective.areas_without {
                let title = blueprint.area(id).map_or("", |(_, area)| area.title.en.as_str());
                notes.add(Rule::AreaUncovered, 1, id.as_str(), format!("no question is about the area \"{title}\""));
            }
        }
    }

    /// How many questions there are.
    pub fn questions(&self) -> usize {
        self.objectives.iter().map(|objective| objective.questions).sum()
    }
}

impl ObjectiveCoverage {
    fn new(objective: &Objective, questions: &[&Question]) -> Self {
        let mut kinds: BTreeMap<&'static str, usize> = BTreeMap::new();
        let mut levels: BTreeMap<Level, usize> = BTreeMap::new();
        for question in questions {
            *kinds.entry(question.kind.as_str()).or_default() += 1;
            *levels.entry(question.level).or_default() += 1;
        }
        let areas: BTreeSet<&AreaId> = questions.iter().map(|question| &question.area).collect();
        let used: BTreeSet<&str> = questions.iter().flat_map(|question| &question.terms).map(String::as_str).collect();
        let terms: BTreeSet<&str> = objective.all_terms().collect();
        Self {
            id: objective.id.clone(),
            weight: usize::from(objective.weight),
            questions: questions.len(),
            kinds,
            levels,
            areas_without: objective
                .areas
                .iter()
                .map(|area| &area.id)
                .filter(|id| !areas.contains(id))
                .cloned()
                .collect(),
            terms: terms.len(),
            terms_without: terms.difference(&used).map(|&term| term.to_owned()).collect(),
            guide_words: None,
        }
    }
}
