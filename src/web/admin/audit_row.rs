//! An act of the log in words: who, what, to what, and what changed; ids become the names that people know.

use std::collections::{BTreeSet, HashMap};

use serde_json::Value;
use uuid::Uuid;

use super::people::{extra, role};
use super::questions::stage;
use crate::exam::id::{CandidateId, GroupId};
use crate::exam::lifecycle::State as Stage;
use crate::exam::role::Role;
use crate::store::audit::{Act, COMMAND_LINE};
use crate::store::{StoreError, Tx, group, person};
use crate::web::pages::admin::audit::{ActRow, Change, Who, act_words, change_words};
use crate::web::pages::layout::Words;
use crate::web::pages::text::{Link, When};
use crate::web::visitor::Visitor;

/// The most ids that are looked up for a page.
const IDS: usize = 5_000;
/// The longest value on the page, in characters. The files have all of it.
const VALUE: usize = 120;

/// What the ids in some acts are called today.
pub struct Names(HashMap<Uuid, String>);

impl Names {
    /// Looks up every id that the acts name.
    pub async fn read(tx: &mut Tx<'_>, acts: &[Act]) -> Result<Self, StoreError> {
        let mut ids = BTreeSet::new();
        for act in acts {
            ids.extend(act.actor.map(|id| id.0));
            ids.extend(act.object.split('/').filter_map(|part| part.parse::<Uuid>().ok()));
            collect(&act.before, &mut ids);
            collect(&act.after, &mut ids);
        }
        let ids: Vec<Uuid> = ids.into_iter().take(IDS).collect();
        let people: Vec<CandidateId> = ids.iter().copied().map(CandidateId).collect();
        let groups: Vec<GroupId> = ids.into_iter().map(GroupId).collect();
        let mut names: HashMap<Uuid, String> =
            person::names(tx, &people).await?.into_iter().map(|(id, name)| (id.0, name)).collect();
        names.extend(group::names(tx, &groups).await?.into_iter().map(|(id, name)| (id.0, name)));
        Ok(Self(names))
    }

    fn get(&self, id: &str) -> Option<&str> {
        self.0.get(&id.parse().ok()?).map(String::as_str)
    }
}

fn collect(value: &Value, ids: &mut BTreeSet<Uuid>) {
    match value {
        Value::String(text) => ids.extend(text.parse::<Uuid>().ok()),
        Value::Array(items) => items.iter().for_each(|item| collect(item, ids)),
        Value::Object(entries) => entries.values().for_each(|entry| collect(entry, ids)),
        Value::Null | Value::Bool(_) | Value::Number(_) => {}
    }
}

/// The act as a row.
pub fn row(visitor: &Visitor, act: &Act, names: &Names) -> ActRow {
    let t = visitor.t();
    ActRow {
        when: When::date_time(&visitor.zoned(act.at), visitor.l10n()),
        who: match act.actor {
            Some(id) => Who::Account(Link { url: format!("/admin/people/{id}"), text: act.actor_name.clone() }),
            None if act.actor_name.is_empty() => Who::Gone,
            None if act.actor_name == COMMAND_LINE => Who::CommandLine,
            None => Who::Name(act.actor_name.clone()),
        },
        act: act_words(&act.act, t),
        object: object(&act.object, names, t),
        changes: changes(visitor, act, names),
    }
}

/// What it was done to, by its name, with its page.
fn object(path: &str, names: &Names, t: Words) -> Link {
    let link = |url: String, text: &str| Link { url, text: text.to_owned() };
    let parts: Vec<&str> = path.split('/').collect();
    match parts[..] {
        ["person", id] => match names.get(id) {
            Some(name) => link(format!("/admin/people/{id}"), name),
            None => link(String::new(), &t.audit_person_gone()),
        },
        ["group", id] => match names.get(id) {
            Some(name) => link(format!("/admin/groups/{id}"), name),
            None => link(String::new(), &t.audit_group_gone()),
        },
        ["invitation", _] => link("/admin/invitations".to_owned(), &t.audit_invitation()),
        ["question", exam, name] => link(["/admin/exams", exam, "questions", name].join("/"), name),
        _ => link(String::new(), path),
    }
}

/// What changed: every entry of before and after, side by side.
fn changes(visitor: &Visitor, act: &Act, names: &Names) -> Vec<Change> {
    let t = visitor.t();
    let empty = serde_json::Map::new();
    let (before, after) = (act.before.as_object().unwrap_or(&empty), act.after.as_object().unwrap_or(&empty));
    let keys: BTreeSet<&String> = before.keys().chain(after.keys()).collect();
    let read = |entries: &serde_json::Map<String, Value>, key: &str| {
        entries.get(key).map(|value| words(visitor, key, value, names)).unwrap_or_default()
    };
    keys.into_iter()
        .map(|key| Change { what: change_words(key, t), before: read(before, key), after: read(after, key) })
        .filter(|change| change.before != change.after)
        .map(|change| Change { before: clipped(change.before), after: clipped(change.after), ..change })
        .collect()
}

/// The beginning of a long text.
fn clipped(text: String) -> String {
    match text.char_indices().nth(VALUE) {
        Some((end, _)) => format!("{}…", text[..end].trim_end()),
        None => text,
    }
}

/// A value in words.
fn words(visitor: &Visitor, key: &str, value: &Value, names: &Names) -> String {
    let t = visitor.t();
    match (key, value) {
        (_, Value::Null) => String::new(),
        (_, Value::Array(items)) => {
            let mut items: Vec<String> = items.iter().map(|item| words(visitor, key, item, names)).collect();
            items.sort();
            items.join(", ")
        }
        ("role", Value::String(text)) => text.parse::<Role>().map_or(text.clone(), |one| role(one).words(t)),
        ("state", Value::String(text)) => text.parse::<Stage>().map_or(text.clone(), |one| stage(one).words(t)),
        ("people", Value::String(id)) => names.get(id).map_or_else(|| t.audit_person_gone(), str::to_owned),
        ("group", Value::String(id)) => names.get(id).map_or_else(|| t.audit_group_gone(), str::to_owned),
        ("extra_time", Value::Number(factor)) => {
            factor.as_f64().and_then(extra).map_or_else(|| "0 %".to_owned(), |percent| format!("+{percent} %"))
        }
        ("until", Value::String(text)) => text
            .parse()
            .map_or_else(|_| text.clone(), |until| When::date_time(&visitor.zoned(until), visitor.l10n()).text),
        (_, Value::String(text)) => text.clone(),
        (_, other) => other.to_string(),
    }
}
