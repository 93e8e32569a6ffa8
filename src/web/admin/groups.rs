//! The list of groups, and new ones.

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use serde::Deserialize;

use super::Admin;
use super::people::{ROWS, address};
use crate::exam::id::GroupId;
use crate::store::group::{self, Named};
use crate::web::input::{Form, Query};
use crate::web::pages::admin::Tab;
use crate::web::pages::admin::group::{Done, GroupRow, GroupsPage};
use crate::web::pages::form::Field;
use crate::web::pages::layout::Words;
use crate::web::problem::Problem;
use crate::web::session::explained;
use crate::web::state::App;
use crate::web::{render, see_other};

/// The longest name of a group, in characters.
const NAME: usize = 60;

/// Where the page before ended, and what has just been done.
#[derive(Default, Deserialize)]
#[serde(default)]
pub struct Asked {
    after: String,
    done: String,
}

/// `GET /admin/groups`
pub async fn list(State(app): State<App>, admin: Admin, Query(asked): Query<Asked>) -> Result<Response, Problem> {
    let mut page = page(&app, &admin, &asked.after).await?;
    page.done = (asked.done == "deleted").then_some(Done::Deleted);
    Ok(render(&page))
}

async fn page(app: &App, admin: &Admin, after: &str) -> Result<GroupsPage, Problem> {
    let from = after.to_owned();
    let mut groups = app.store().read(|tx| Box::pin(async move { group::list(tx, &from, ROWS + 1).await })).await?;
    let more = groups.len() > ROWS as usize;
    groups.truncate(ROWS as usize);
    let next = groups.last().filter(|_| more).map(|last| address("/admin/groups", &[("after", &last.name)]));
    Ok(GroupsPage {
        layout: admin.layout(app),
        desk: admin.desk(app, Tab::People, ""),
        done: None,
        name: Field::default(),
        new_id: app.random().uuid(app.clock().now()).to_string(),
        rows: groups
            .into_iter()
            .map(|one| GroupRow { url: format!("/admin/groups/{}", one.id), name: one.name, members: one.members })
            .collect(),
        first: (!after.is_empty()).then(|| "/admin/groups".to_owned()),
        next,
    })
}

/// What is wrong with a name for a group.
pub fn wrong_name(name: &str, t: Words) -> Option<String> {
    match name.chars().count() {
        0 => Some(t.group_wrong_name()),
        length if length > NAME => Some(t.group_wrong_name_long(u32::try_from(NAME).unwrap_or(u32::MAX))),
        _ => None,
    }
}

#[derive(Deserialize)]
pub struct SentGroup {
    #[serde(default)]
    id: String,
    #[serde(default)]
    name: String,
}

/// `POST /admin/groups`
pub async fn make(State(app): State<App>, admin: Admin, Form(sent): Form<SentGroup>) -> Result<Response, Problem> {
    let id: GroupId = sent.id.parse().map_err(|_| Problem::Unreadable { detail: None })?;
    let (name, t) = (sent.name.trim().to_owned(), admin.visitor.t());
    let mut wrong = wrong_name(&name, t);
    if wrong.is_none() {
        wrong = match app.desk().make_group(&admin.account, id, name.clone()).await? {
            Named::Done(_) | Named::Same => return Ok(see_other(&format!("/admin/groups/{id}?done=made"))),
            Named::Taken | Named::Unknown => Some(t.group_wrong_taken()),
        };
    }
    let mut page = page(&app, &admin, "").await?;
    page.name = Field { value: name, error: wrong };
    Ok(explained(StatusCode::UNPROCESSABLE_ENTITY, render(&page)))
}
