//! The list of people.

use axum::extract::State;
use axum::response::Response;
use serde::Deserialize;

use super::Admin;
use crate::exam::role::Role;
use crate::store::person::{self, Filter, Listed, Place, Show, Sort};
use crate::web::input::Query;
use crate::web::pages::admin::Tab;
use crate::web::pages::admin::people::{PeopleFilters, PeoplePage, PersonRow, Role as RoleView};
use crate::web::pages::text::When;
use crate::web::problem::Problem;
use crate::web::render;
use crate::web::state::App;

/// How many rows a page lists.
pub const ROWS: u32 = 50;

/// Who is looked for, as the address says it.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct Wanted {
    q: String,
    role: String,
    show: String,
    sort: String,
    after_key: String,
    after: String,
}

impl Wanted {
    /// The filter. What is not understood lets everything through.
    fn filter(&self) -> Filter {
        let show = match self.show.as_str() {
            "suspended" => Show::Suspended,
            "guests" => Show::Guests,
            _ => Show::Accounts,
        };
        Filter { name: self.q.clone(), role: self.role.parse().ok(), show }
    }

    fn sort(&self) -> Sort {
        if self.sort == "seen" { Sort::Seen } else { Sort::Name }
    }

    fn place(&self) -> Option<Place> {
        Some(Place { key: self.after_key.clone(), id: self.after.parse().ok()? })
    }

    /// The address of the same list, from the beginning or after a place.
    fn address(&self, after: Option<&Place>) -> String {
        let id = after.map(|place| place.id.to_string()).unwrap_or_default();
        let key = after.map_or("", |place| place.key.as_str());
        let pairs = [
            ("q", self.q.as_str()),
            ("role", &self.role),
            ("show", &self.show),
            ("sort", &self.sort),
            ("after_key", key),
            ("after", &id),
        ];
        address("/admin/people", &pairs)
    }
}

/// An address with what of its query says something.
pub fn address(path: &str, pairs: &[(&str, &str)]) -> String {
    let pairs: Vec<_> = pairs.iter().filter(|(_, value)| !value.is_empty()).collect();
    if pairs.is_empty() {
        return path.to_owned();
    }
    format!("{path}?{}", serde_html_form::to_string(pairs).unwrap_or_default())
}

/// The word for a role.
pub fn role(role: Role) -> RoleView {
    match role {
        Role::Candidate => RoleView::Candidate,
        Role::Author => RoleView::Author,
        Role::Admin => RoleView::Admin,
    }
}

/// An extra-time factor as percent more; nothing for none.
pub fn extra(factor: f64) -> Option<String> {
    let percent = ((factor - 1.0) * 100.0).round();
    (percent > 0.0).then(|| format!("{percent:.0}"))
}

/// `GET /admin/people`
pub async fn list(State(app): State<App>, admin: Admin, Query(wanted): Query<Wanted>) -> Result<Response, Problem> {
    let (filter, sort, after) = (wanted.filter(), wanted.sort(), wanted.place());
    let (mut rows, total) = app
        .store()
        .read(|tx| {
            Box::pin(async move {
                let rows = person::list(tx, &filter, sort, after.as_ref(), ROWS + 1).await?;
                Ok((rows, person::count_of(tx, &filter).await?))
            })
        })
        .await?;
    let more = rows.len() > ROWS as usize;
    rows.truncate(ROWS as usize);
    let next = rows.last().filter(|_| more).map(|last| wanted.address(Some(&last.place(sort))));
    Ok(render(&PeoplePage {
        layout: admin.layout(&app),
        desk: admin.desk(&app, Tab::People, ""),
        filters: PeopleFilters {
            name: wanted.q.clone(),
            role: wanted.role.clone(),
            show: wanted.show.clone(),
            sort: wanted.sort.clone(),
        },
        total,
        rows: rows.into_iter().map(|one| row(&admin, one)).collect(),
        first: wanted.place().is_some().then(|| wanted.address(None)),
        next,
    }))
}

fn row(admin: &Admin, one: Listed) -> PersonRow {
    PersonRow {
        url: format!("/admin/people/{}", one.id),
        name: one.name,
        role: role(one.role),
        suspended: one.suspended,
        extra: extra(one.extra_time),
        attempts: one.attempts,
        seen: When::date_time(&admin.visitor.zoned(one.last_seen_at), admin.visitor.l10n()),
    }
}
