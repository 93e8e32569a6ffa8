//! The results of a group's members, a page at a time and as a file.

use std::collections::BTreeMap;
use std::sync::Arc;

use axum::extract::{Path, State};
use axum::response::Response;
use serde::Deserialize;

use super::Admin;
use super::group::find;
use crate::exam::blueprint::Blueprint;
use crate::exam::id::{GroupId, ObjectiveId};
use crate::exam::lang::Lang;
use crate::exam::progress::Tally;
use crate::proctor::Shelf;
use crate::store::group_result::{self, Member, members};
use crate::web::exam::shelf;
use crate::web::input::Query;
use crate::web::pages::admin::group::{Estimate, MemberRow, Topic};
use crate::web::problem::Problem;
use crate::web::spreadsheet::Table;
use crate::web::state::App;

/// How many members a page lists: each has a button of its own, and pages stay small.
const ROWS: u32 = 40;
/// How many a file lists.
const FILE: u32 = 10_000;

/// A part of the results.
pub struct Results {
    /// The members.
    pub rows: Vec<MemberRow>,
    /// After whom the next part begins.
    pub next: Option<String>,
    /// The topics of the exam.
    pub topics: Vec<Topic>,
}

/// The exam of this name; without a name the first.
pub fn shelf_of(app: &App, exam: &str) -> Result<Arc<Shelf>, Problem> {
    if exam.is_empty() {
        return app.proctor.library.shelves().into_iter().next().ok_or(Problem::NotFound);
    }
    shelf(app, exam)
}

/// Members with what they answered, topic by topic.
async fn read(
    app: &App,
    group: GroupId,
    blueprint: &Blueprint,
    after: &str,
    limit: u32,
) -> Result<Vec<(Member, Vec<Tally>)>, Problem> {
    let (exam, after) = (blueprint.slug.clone(), after.to_owned());
    let (members, mut tallies) = app
        .store()
        .read(|tx| {
            Box::pin(async move {
                let members = members(tx, group, &exam, &after, limit).await?;
                let ids: Vec<_> = members.iter().map(|member| member.id).collect();
                let tallies = group_result::tallies(tx, &ids, &exam).await?;
                Ok((members, tallies))
            })
        })
        .await?;
    let of_topics = |tallies: &BTreeMap<ObjectiveId, Tally>| {
        let topics = blueprint.topics.iter();
        topics
            .map(|topic| {
                let mut sum = Tally::default();
                for objective in &topic.objectives {
                    sum += tallies.get(&objective.id).copied().unwrap_or_default();
                }
                sum
            })
            .collect::<Vec<Tally>>()
    };
    Ok(members
        .into_iter()
        .map(|member| {
            let tallies = tallies.remove(&member.id).unwrap_or_default();
            (member, of_topics(&tallies))
        })
        .collect())
}

/// A page of the results.
pub async fn page_of(app: &App, group: GroupId, shelf: &Shelf, after: &str, lang: Lang) -> Result<Results, Problem> {
    let blueprint = &shelf.blueprint;
    let mut read = read(app, group, blueprint, after, ROWS + 1).await?;
    let more = read.len() > ROWS as usize;
    read.truncate(ROWS as usize);
    let next = read.last().filter(|_| more).map(|(last, _)| last.name.clone());
    let estimate = |scaled: u32| Estimate { scaled, passed: scaled >= u32::from(blueprint.scale.pass) };
    let rows = read
        .into_iter()
        .map(|(member, topics)| MemberRow {
            id: member.id.to_string(),
            name: member.name,
            exams: member.exams,
            practices: member.practices,
            best: member.best.map(estimate),
            last: member.last.map(estimate),
            topics: topics.into_iter().map(|tally| (tally.right, tally.answered)).collect(),
        })
        .collect();
    let topics = blueprint
        .topics
        .iter()
        .map(|topic| Topic { id: topic.id.to_string(), title: topic.title.get(lang).clone() })
        .collect();
    Ok(Results { rows, next, topics })
}

/// Which exam a file is about.
#[derive(Default, Deserialize)]
#[serde(default)]
pub struct Asked {
    exam: String,
}

/// `GET /admin/groups/{id}/results.csv`
pub async fn file(
    State(app): State<App>,
    admin: Admin,
    Path(id): Path<String>,
    Query(asked): Query<Asked>,
) -> Result<Response, Problem> {
    let group = find(&app, &id).await?;
    let shelf = shelf_of(&app, &asked.exam)?;
    let t = admin.visitor.t();
    let mut table = Table::new(admin.visitor.lang);
    let plain = [
        t.group_file_name(),
        t.group_file_exams(),
        t.group_file_practices(),
        t.group_file_best(),
        t.group_file_last(),
        t.group_file_last_at(),
        t.group_file_passed(),
    ];
    let topics = shelf
        .blueprint
        .topics
        .iter()
        .flat_map(|topic| [t.group_file_right(topic.id.to_string()), t.group_file_answered(topic.id.to_string())]);
    table.row(plain.into_iter().chain(topics))?;
    for (member, topics) in read(&app, group.id, &shelf.blueprint, "", FILE).await? {
        let number = |number: Option<u32>| number.map(|number| number.to_string()).unwrap_or_default();
        let last_at = member.last_at.map(|at| admin.visitor.zoned(at).strftime("%Y-%m-%d %H:%M").to_string());
        let plain = [
            member.name,
            member.exams.to_string(),
            member.practices.to_string(),
            number(member.best),
            number(member.last),
            last_at.unwrap_or_default(),
            if member.passed { t.group_file_yes() } else { t.group_file_no() },
        ];
        let topics = topics.into_iter().flat_map(|tally| [tally.right.to_string(), tally.answered.to_string()]);
        table.row(plain.into_iter().chain(topics))?;
    }
    table.download(&format!("results-{}.csv", shelf.blueprint.slug))
}
