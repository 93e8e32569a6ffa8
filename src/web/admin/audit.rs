//! The log of administrative acts: filtered, a page at a time, and as files.

use axum::extract::State;
use axum::response::Response;
use jiff::civil::Date;
use jiff::{Timestamp, ToSpan as _};
use serde::Deserialize;
use serde_json::{Value, json};
use uuid::Uuid;

use super::Admin;
use super::audit_row::{Names, row};
use super::people::{ROWS, address};
use crate::store::audit::{self, Act, Filter};
use crate::web::input::Query;
use crate::web::pages::admin::Tab;
use crate::web::pages::admin::audit::{ACTS, AuditFilters, AuditPage, act_words};
use crate::web::pages::admin::questions::Choice;
use crate::web::problem::Problem;
use crate::web::render;
use crate::web::spreadsheet::{Table, file};
use crate::web::state::App;
use crate::web::visitor::Visitor;

/// The most acts that a file holds.
const MOST: u32 = 10_000;

/// What is looked for, as the address says it.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct Wanted {
    who: String,
    act: String,
    object: String,
    from: String,
    until: String,
    before: String,
}

impl Wanted {
    /// The filter, with days as the reader's clock has them. What is not understood lets everything through.
    fn filter(&self, visitor: &Visitor) -> Filter {
        Filter {
            actor: self.who.trim().to_owned(),
            act: self.act.clone(),
            object: self.object.trim().to_owned(),
            from: midnight(visitor, &self.from, 0),
            until: midnight(visitor, &self.until, 1),
            before: self.before.parse().ok(),
        }
    }

    /// The address of the same acts at another path, from the beginning or after one.
    fn address(&self, path: &str, before: Option<Uuid>) -> String {
        let before = before.map(|id| id.to_string()).unwrap_or_default();
        let pairs = [
            ("who", self.who.as_str()),
            ("act", &self.act),
            ("object", &self.object),
            ("from", &self.from),
            ("until", &self.until),
            ("before", &before),
        ];
        address(path, &pairs)
    }
}

/// When a day begins, or so many days later, where the reader is.
fn midnight(visitor: &Visitor, day: &str, later: i32) -> Option<Timestamp> {
    let day: Date = day.parse().ok()?;
    let day = day.checked_add(later.days()).ok()?;
    let zone = visitor.zoned(Timestamp::UNIX_EPOCH).time_zone().clone();
    Some(day.to_zoned_datetime(zone).ok()?.timestamp())
}

/// `GET /admin/audit`
pub async fn show(State(app): State<App>, admin: Admin, Query(wanted): Query<Wanted>) -> Result<Response, Problem> {
    let filter = wanted.filter(&admin.visitor);
    let paged = filter.before.is_some();
    let (mut acts, names) = app
        .store()
        .read(|tx| {
            Box::pin(async move {
                let acts = audit::list(tx, &filter, ROWS + 1).await?;
                let names = Names::read(tx, &acts).await?;
                Ok((acts, names))
            })
        })
        .await?;
    let more = acts.len() > ROWS as usize;
    acts.truncate(ROWS as usize);
    let next = acts.last().filter(|_| more).map(|last| wanted.address("/admin/audit", Some(last.id)));
    let t = admin.visitor.t();
    Ok(render(&AuditPage {
        layout: admin.layout(&app),
        desk: admin.desk(&app, Tab::Audit, ""),
        filters: AuditFilters {
            who: wanted.who.clone(),
            acts: ACTS
                .iter()
                .map(|&act| Choice { value: act.to_owned(), text: act_words(act, t), chosen: act == wanted.act })
                .collect(),
            object: wanted.object.clone(),
            from: wanted.from.clone(),
            until: wanted.until.clone(),
        },
        rows: acts.iter().map(|act| row(&admin.visitor, act, &names)).collect(),
        csv: wanted.address("/admin/audit.csv", None),
        json: wanted.address("/admin/audit.json", None),
        most: MOST,
        first: paged.then(|| wanted.address("/admin/audit", None)),
        next,
    }))
}

async fn all(app: &App, admin: &Admin, wanted: &Wanted) -> Result<Vec<Act>, Problem> {
    let filter = Filter { before: None, ..wanted.filter(&admin.visitor) };
    Ok(app.store().read(|tx| Box::pin(async move { audit::list(tx, &filter, MOST).await })).await?)
}

/// `GET /admin/audit.csv`: as it is stored, for machines and spreadsheets alike.
pub async fn csv(State(app): State<App>, admin: Admin, Query(wanted): Query<Wanted>) -> Result<Response, Problem> {
    let mut table = Table::new(admin.visitor.lang);
    table.row(["id", "at", "actor_id", "actor", "act", "object", "before", "after"].map(str::to_owned))?;
    for act in all(&app, &admin, &wanted).await? {
        let actor_id = act.actor.map(|id| id.to_string()).unwrap_or_default();
        table.row([
            act.id.to_string(),
            act.at.to_string(),
            actor_id,
            act.actor_name,
            act.act,
            act.object,
            act.before.to_string(),
            act.after.to_string(),
        ])?;
    }
    table.download("audit.csv")
}

/// `GET /admin/audit.json`
pub async fn json(State(app): State<App>, admin: Admin, Query(wanted): Query<Wanted>) -> Result<Response, Problem> {
    let acts: Vec<Value> = all(&app, &admin, &wanted)
        .await?
        .into_iter()
        .map(|act| {
            json!({
                "id": act.id, "at": act.at.to_string(), "actor_id": act.actor, "actor": act.actor_name,
                "act": act.act, "object": act.object, "before": act.before, "after": act.after,
            })
        })
        .collect();
    let text = serde_json::to_vec_pretty(&acts).map_err(|error| Problem::Failed(error.to_string()))?;
    Ok(file(text, "audit.json", "application/json"))
}
