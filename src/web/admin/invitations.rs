//! Invitations: all of them, new ones, and taking one back.

use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::Response;
use serde::Deserialize;

use super::Admin;
use super::people::{address, role as role_view};
use crate::auth::token::Token;
use crate::exam::id::{GroupId, InvitationId};
use crate::exam::role::Role;
use crate::people::Offer;
use crate::store::group::{self, Group};
use crate::store::invitation::{self, Invitation, Made, State as Stage};
use crate::web::input::{Form, Query};
use crate::web::pages::admin::Tab;
use crate::web::pages::admin::invitations::{
    Fresh, InvitationForm, InvitationRow, InvitationsPage, State as StateView,
};
use crate::web::pages::admin::questions::Choice;
use crate::web::pages::form::Field;
use crate::web::pages::text::{Link, When};
use crate::web::problem::Problem;
use crate::web::session::explained;
use crate::web::state::App;
use crate::web::{render, see_other};

/// How many rows a page lists: it has a form and the groups besides, and stays small.
const ROWS: u32 = 25;
/// How many groups there are to choose from; to any other one leads its own page.
const GROUPS: u32 = 100;
/// The longest note, in characters.
const NOTE: usize = 120;
/// For how many days an invitation can be good, and is unless one says otherwise.
const DAYS: std::ops::RangeInclusive<u16> = 1..=365;
const USUAL: u16 = 14;

/// Where the page before ended, which group is to be joined, and what has just been done.
#[derive(Default, Deserialize)]
#[serde(default)]
pub struct Asked {
    after: String,
    group: String,
    done: String,
}

/// `GET /admin/invitations`
pub async fn list(State(app): State<App>, admin: Admin, Query(asked): Query<Asked>) -> Result<Response, Problem> {
    let form = Sent {
        token: Token::new(app.random()).reveal().to_owned(),
        group: asked.group,
        days: USUAL.to_string(),
        ..Sent::default()
    };
    let mut page = page(&app, &admin, &asked.after, &form).await?;
    page.withdrawn = asked.done == "withdrawn";
    Ok(render(&page))
}

async fn page(app: &App, admin: &Admin, after: &str, form: &Sent) -> Result<InvitationsPage, Problem> {
    let before: Option<InvitationId> = after.parse().ok();
    let chosen: Option<GroupId> = form.group.parse().ok();
    let (mut invitations, groups) = app
        .store()
        .read(|tx| {
            Box::pin(async move {
                let invitations = invitation::list(tx, before, ROWS + 1).await?;
                let mut groups = group::list(tx, "", GROUPS).await?;
                if let Some(id) = chosen
                    && groups.iter().all(|group| group.id != id)
                {
                    groups.extend(group::by_id(tx, id).await?);
                }
                Ok((invitations, groups))
            })
        })
        .await?;
    let more = invitations.len() > ROWS as usize;
    invitations.truncate(ROWS as usize);
    let next = invitations
        .last()
        .filter(|_| more)
        .map(|last| address("/admin/invitations", &[("after", &last.id.to_string())]));
    Ok(InvitationsPage {
        layout: admin.layout(app),
        desk: admin.desk(app, Tab::People, ""),
        withdrawn: false,
        fresh: None,
        form: form.view(groups),
        rows: invitations.into_iter().map(|one| row(app, admin, one)).collect(),
        first: before.is_some().then(|| "/admin/invitations".to_owned()),
        next,
    })
}

fn row(app: &App, admin: &Admin, one: Invitation) -> InvitationRow {
    let when = |at| When::date_time(&admin.visitor.zoned(at), admin.visitor.l10n());
    let state = match one.state(app.clock().now()) {
        Stage::Open => StateView::Open(when(one.expires_at)),
        Stage::Used => {
            StateView::Used(one.used_by.map(|(id, name)| Link { url: format!("/admin/people/{id}"), text: name }))
        }
        Stage::Expired => StateView::Expired,
        Stage::Withdrawn => StateView::Withdrawn,
    };
    InvitationRow {
        id: one.id.to_string(),
        role: role_view(one.role),
        group: one.group.map(|(id, name)| Link { url: format!("/admin/groups/{id}"), text: name }),
        note: one.note,
        made: when(one.created_at),
        made_by: one.made_by,
        state,
    }
}

/// The form for a new one.
#[derive(Clone, Default, Deserialize)]
#[serde(default)]
pub struct Sent {
    token: String,
    role: String,
    group: String,
    note: String,
    days: String,
}

impl Sent {
    fn role(&self) -> Role {
        self.role.parse().unwrap_or(Role::Candidate)
    }

    fn view(&self, groups: Vec<Group>) -> InvitationForm {
        InvitationForm {
            token: self.token.clone(),
            role: role_view(self.role()),
            groups: groups
                .into_iter()
                .map(|one| Choice {
                    chosen: one.id.to_string() == self.group,
                    value: one.id.to_string(),
                    text: one.name,
                })
                .collect(),
            group: Field::default(),
            note: Field::of(self.note.clone()),
            days: Field::of(self.days.clone()),
        }
    }
}

/// `POST /admin/invitations`: answers with the link, this once.
pub async fn make(State(app): State<App>, admin: Admin, Form(sent): Form<Sent>) -> Result<Response, Problem> {
    let t = admin.visitor.t();
    // What was made for the form has the length of a token; anything else is not secret enough.
    if sent.token.len() != Token::new(app.random()).reveal().len() {
        return Err(Problem::Unreadable { detail: None });
    }
    let note = sent.note.trim().to_owned();
    let days: Option<u16> = sent.days.trim().parse().ok().filter(|days| DAYS.contains(days));
    let chosen: Option<GroupId> = sent.group.parse().ok();
    let group = match chosen {
        None => None,
        Some(id) => app.store().read(|tx| Box::pin(async move { group::by_id(tx, id).await })).await?,
    };
    let wrong_group = (!sent.group.is_empty() && group.is_none()).then(|| t.invitations_wrong_group());
    let wrong_note =
        (note.chars().count() > NOTE).then(|| t.invitations_wrong_note(u32::try_from(NOTE).unwrap_or(u32::MAX)));
    let Some(days) = days.filter(|_| wrong_group.is_none() && wrong_note.is_none()) else {
        let mut page = page(&app, &admin, "", &sent).await?;
        page.form.group.error = wrong_group;
        page.form.note.error = wrong_note;
        page.form.days.error = days.is_none().then(|| t.invitations_wrong_days());
        return Ok(explained(StatusCode::UNPROCESSABLE_ENTITY, render(&page)));
    };
    let offer = Offer { role: sent.role(), group: group.map(|group| group.id), note, days };
    let mut token = Token::presented(&sent.token);
    if app.desk().invite(&admin.account, token.hash(), offer.clone()).await? == Made::Taken {
        // The form was gone back to and filled in for somebody else: a link of their own.
        token = Token::new(app.random());
        app.desk().invite(&admin.account, token.hash(), offer).await?;
    }
    let next = Sent { token: Token::new(app.random()).reveal().to_owned(), days: USUAL.to_string(), ..Sent::default() };
    let mut page = page(&app, &admin, "", &next).await?;
    let url = format!("{}/invitations/{}", app.public_url, token.reveal());
    page.fresh = Some(Fresh { url, role: role_view(sent.role()) });
    Ok(render(&page))
}

/// `POST /admin/invitations/{id}/deletion`. One that is over already stays as it is.
pub async fn withdraw(State(app): State<App>, admin: Admin, Path(id): Path<String>) -> Result<Response, Problem> {
    let id: InvitationId = id.parse().map_err(|_| Problem::NotFound)?;
    app.desk().withdraw_invitation(&admin.account, id).await?;
    Ok(see_other("/admin/invitations?done=withdrawn"))
}
