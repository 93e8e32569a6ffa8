//! Groups: the list of them, and one with the results of its members.

use askama::Template;

use super::people::Part;
use super::questions::Choice;
use super::{Desk, Tab};
use crate::l10n::L10nLanguage;
use crate::web::pages::form::{Field, Problem};
use crate::web::pages::layout::Layout;

/// What was just done.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Done {
    /// The group was made.
    Made,
    /// It was renamed.
    Renamed,
    /// It was deleted.
    Deleted,
    /// So many people were added.
    Added(u32),
    /// Somebody was taken out.
    Removed,
}

impl Done {
    /// In words.
    #[must_use]
    pub fn words(self, t: &L10nLanguage) -> String {
        match self {
            Self::Made => t.group_done_made(),
            Self::Renamed => t.group_done_renamed(),
            Self::Deleted => t.group_done_deleted(),
            Self::Added(people) => t.group_done_added(people),
            Self::Removed => t.group_done_removed(),
        }
    }
}

/// A group in the list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GroupRow {
    /// Its page.
    pub url: String,
    /// Its name.
    pub name: String,
    /// How many are in it.
    pub members: u32,
}

/// `/admin/groups`
#[derive(Template)]
#[template(path = "admin/groups.html")]
pub struct GroupsPage {
    /// What every page carries.
    pub layout: Layout,
    /// What every admin page carries.
    pub desk: Desk,
    /// What was just done.
    pub done: Option<Done>,
    /// `POST /admin/groups`: `name`
    pub name: Field,
    /// The id that a new group gets, so that the form can be sent twice.
    pub new_id: String,
    /// This page of them.
    pub rows: Vec<GroupRow>,
    /// The first page, if this is not it.
    pub first: Option<String>,
    /// The next page, if there is one.
    pub next: Option<String>,
}

impl GroupsPage {
    fn problems(&self) -> Vec<Problem> {
        self.name.problem("name").into_iter().collect()
    }
}

/// A topic as a column.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Topic {
    /// Its number.
    pub id: String,
    /// What it is about.
    pub title: String,
}

/// An estimate, and whether it passes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Estimate {
    /// The scaled score.
    pub scaled: u32,
    /// Whether that passes.
    pub passed: bool,
}

/// A member with their results.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MemberRow {
    /// Who, as in addresses.
    pub id: String,
    /// Their name.
    pub name: String,
    /// Mock exams.
    pub exams: u32,
    /// Practices.
    pub practices: u32,
    /// The best estimate.
    pub best: Option<Estimate>,
    /// The last one.
    pub last: Option<Estimate>,
    /// Per topic how many were right, of how many.
    pub topics: Vec<(u32, u32)>,
}

impl MemberRow {
    /// The best and the last estimate.
    #[must_use]
    pub fn estimates(&self) -> [Option<Estimate>; 2] {
        [self.best, self.last]
    }
}

/// The fields of the forms.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct GroupForms {
    /// `POST …/members`: `names`
    pub names: Field,
    /// `POST …/name`: `name`
    pub name: Field,
    /// `POST …/deletion`: `confirm=yes`
    pub deletion: Field,
}

/// `/admin/groups/{id}`
#[derive(Template)]
#[template(path = "admin/group.html")]
pub struct GroupPage {
    /// What every page carries.
    pub layout: Layout,
    /// What every admin page carries.
    pub desk: Desk,
    /// This page.
    pub url: String,
    /// The group, as in addresses.
    pub id: String,
    /// Its name.
    pub name: String,
    /// What was just done.
    pub done: Option<Done>,
    /// How many are in it.
    pub total: u32,
    /// The exams, and which one this is about.
    pub exams: Vec<Choice>,
    /// The exam that this is about, as in addresses.
    pub exam: String,
    /// Its topics.
    pub topics: Vec<Topic>,
    /// This page of the members.
    pub rows: Vec<MemberRow>,
    /// The first page, if this is not it.
    pub first: Option<String>,
    /// The next page, if there is one.
    pub next: Option<String>,
    /// The forms.
    pub forms: GroupForms,
}

impl GroupPage {
    fn problems(&self) -> Vec<Problem> {
        let forms = &self.forms;
        [forms.names.problem("names"), forms.name.problem("name"), forms.deletion.problem("deletion")]
            .into_iter()
            .flatten()
            .collect()
    }
}
