//! One group: its members with their results, as a page and as a file; its name, its members, its end.

use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::Response;
use serde::Deserialize;

use super::Admin;
use super::group_result::{self, Results};
use super::groups::wrong_name;
use super::people::address;
use crate::exam::id::{CandidateId, GroupId};
use crate::store::candidate::name_key;
use crate::store::group::{self, Group, Named};
use crate::store::person;
use crate::web::input::{Form, Query};
use crate::web::pages::admin::Tab;
use crate::web::pages::admin::group::{Done, GroupForms, GroupPage};
use crate::web::pages::admin::questions::Choice;
use crate::web::pages::form::Field;
use crate::web::problem::Problem;
use crate::web::session::explained;
use crate::web::state::App;
use crate::web::{render, see_other};

/// How many names are taken at once.
const NAMES: usize = 500;

/// Which part of the results, and what has just been done.
#[derive(Default, Deserialize)]
#[serde(default)]
pub struct Asked {
    exam: String,
    after: String,
    done: String,
    added: u32,
}

/// `GET /admin/groups/{id}`
pub async fn show(
    State(app): State<App>,
    admin: Admin,
    Path(id): Path<String>,
    Query(asked): Query<Asked>,
) -> Result<Response, Problem> {
    let group = find(&app, &id).await?;
    let mut page = page(&app, &admin, &group, &asked).await?;
    page.done = match asked.done.as_str() {
        "made" => Some(Done::Made),
        "renamed" => Some(Done::Renamed),
        "added" => Some(Done::Added(asked.added)),
        "removed" => Some(Done::Removed),
        _ => None,
    };
    Ok(render(&page))
}

/// The group of an address.
pub async fn find(app: &App, id: &str) -> Result<Group, Problem> {
    let id: GroupId = id.parse().map_err(|_| Problem::NotFound)?;
    let group = app.store().read(|tx| Box::pin(async move { group::by_id(tx, id).await })).await?;
    group.ok_or(Problem::NotFound)
}

async fn page(app: &App, admin: &Admin, group: &Group, asked: &Asked) -> Result<GroupPage, Problem> {
    let lang = admin.visitor.lang;
    let shelf = group_result::shelf_of(app, &asked.exam)?;
    let Results { rows, next, topics } = group_result::page_of(app, group.id, &shelf, &asked.after, lang).await?;
    let url = format!("/admin/groups/{}", group.id);
    let exam = shelf.blueprint.slug.to_string();
    Ok(GroupPage {
        layout: admin.layout(app),
        desk: admin.desk(app, Tab::People, ""),
        id: group.id.to_string(),
        name: group.name.clone(),
        done: None,
        total: group.members,
        exams: app
            .proctor
            .library
            .shelves()
            .iter()
            .map(|one| Choice {
                value: one.blueprint.slug.to_string(),
                text: one.blueprint.title.get(lang).clone(),
                chosen: one.blueprint.slug == shelf.blueprint.slug,
            })
            .collect(),
        topics,
        rows,
        first: (!asked.after.is_empty()).then(|| address(&url, &[("exam", &exam)])),
        next: next.map(|after| address(&url, &[("exam", &exam), ("after", &after)])),
        forms: GroupForms { name: Field::of(&group.name), ..GroupForms::default() },
        url,
        exam,
    })
}

/// The page again, with something wrong in a form.
async fn refused(
    app: &App,
    admin: &Admin,
    group: &Group,
    wrong: impl FnOnce(&mut GroupForms),
) -> Result<Response, Problem> {
    let mut page = page(app, admin, group, &Asked::default()).await?;
    wrong(&mut page.forms);
    Ok(explained(StatusCode::UNPROCESSABLE_ENTITY, render(&page)))
}

#[derive(Deserialize)]
pub struct SentName {
    #[serde(default)]
    name: String,
}

/// `POST /admin/groups/{id}/name`
pub async fn rename(
    State(app): State<App>,
    admin: Admin,
    Path(id): Path<String>,
    Form(sent): Form<SentName>,
) -> Result<Response, Problem> {
    let group = find(&app, &id).await?;
    let (name, t) = (sent.name.trim().to_owned(), admin.visitor.t());
    let mut wrong = wrong_name(&name, t);
    if wrong.is_none() {
        wrong = match app.desk().rename_group(&admin.account, group.id, name.clone()).await? {
            Named::Done(_) | Named::Same => return Ok(see_other(&format!("/admin/groups/{}?done=renamed", group.id))),
            Named::Taken => Some(t.group_wrong_taken()),
            Named::Unknown => return Err(Problem::NotFound),
        };
    }
    refused(&app, &admin, &group, |forms| forms.name = Field { value: name, error: wrong }).await
}

#[derive(Deserialize)]
pub struct Deletion {
    confirm: Option<String>,
}

/// `POST /admin/groups/{id}/deletion`
pub async fn delete(
    State(app): State<App>,
    admin: Admin,
    Path(id): Path<String>,
    Form(sent): Form<Deletion>,
) -> Result<Response, Problem> {
    let group = find(&app, &id).await?;
    if sent.confirm.is_none() {
        let error = admin.visitor.t().form_confirm();
        return refused(&app, &admin, &group, |forms| forms.deletion = Field::wrong("", error)).await;
    }
    app.desk().delete_group(&admin.account, group.id).await?;
    Ok(see_other("/admin/groups?done=deleted"))
}

#[derive(Deserialize)]
pub struct Names {
    #[serde(default)]
    names: String,
}

/// `POST /admin/groups/{id}/members`: all of them, or nobody and word of who is unknown.
pub async fn add(
    State(app): State<App>,
    admin: Admin,
    Path(id): Path<String>,
    Form(sent): Form<Names>,
) -> Result<Response, Problem> {
    let group = find(&app, &id).await?;
    let t = admin.visitor.t();
    let names: Vec<String> = sent
        .names
        .split(|c: char| c.is_whitespace() || matches!(c, ',' | ';'))
        .filter(|name| !name.is_empty())
        .map(str::to_owned)
        .collect();
    let wrong = match people(&app, &names).await {
        _ if names.is_empty() => t.group_wrong_nobody(),
        _ if names.len() > NAMES => t.group_wrong_many(u32::try_from(NAMES).unwrap_or(u32::MAX)),
        Ok(Ok(people)) => {
            let added = app.desk().add_to_group(&admin.account, group.id, people).await?;
            return Ok(see_other(&format!("/admin/groups/{}?done=added&added={added}", group.id)));
        }
        Ok(Err(unknown)) => t.group_wrong_names(unknown.join(", ")),
        Err(problem) => return Err(problem),
    };
    refused(&app, &admin, &group, |forms| forms.names = Field::wrong(sent.names, wrong)).await
}

/// The accounts of these names, or the names that nobody has.
async fn people(app: &App, names: &[String]) -> Result<Result<Vec<CandidateId>, Vec<String>>, Problem> {
    let names: Vec<String> = names.iter().take(NAMES).cloned().collect();
    let asked = names.clone();
    let found = app.store().read(|tx| Box::pin(async move { person::by_names(tx, &asked).await })).await?;
    let unknown: Vec<String> = names.into_iter().filter(|name| !found.contains_key(&name_key(name))).collect();
    Ok(if unknown.is_empty() { Ok(found.into_values().collect()) } else { Err(unknown) })
}

/// `POST /admin/groups/{id}/members/{person}/deletion`. Somebody who is not in it any more stays out.
pub async fn remove(
    State(app): State<App>,
    admin: Admin,
    Path((id, person)): Path<(String, String)>,
) -> Result<Response, Problem> {
    let group = find(&app, &id).await?;
    let person: CandidateId = person.parse().map_err(|_| Problem::NotFound)?;
    app.desk().remove_from_group(&admin.account, group.id, person).await?;
    Ok(see_other(&format!("/admin/groups/{}?done=removed", group.id)))
}
