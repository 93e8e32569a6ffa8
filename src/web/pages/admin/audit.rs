//! The log of administrative acts, in words.

use askama::Template;

use super::questions::Choice;
use super::{Desk, Tab};
use crate::l10n::L10nLanguage;
use crate::web::pages::layout::Layout;
use crate::web::pages::text::{Link, When};

/// Makes the words for acts from their list. An act that is not in it is shown as it is stored.
macro_rules! acts {
    ($($stored:literal => $words:ident),+ $(,)?) => {
        /// Every act that has words, as it is stored.
        pub const ACTS: &[&str] = &[$($stored),+];

        /// An act in words.
        #[must_use]
        pub fn act_words(act: &str, t: &L10nLanguage) -> String {
            match act {
                $($stored => t.$words(),)+
                other => other.to_owned(),
            }
        }
    };
}

acts! {
    "question-saved" => act_question_saved,
    "question-moved" => act_question_moved,
    "questions-changed" => act_questions_changed,
    "questions-change-undone" => act_questions_change_undone,
    "questions-imported" => act_questions_imported,
    "questions-exported" => act_questions_exported,
    "file-taken" => act_file_taken,
    "file-declined" => act_file_declined,
    "question-regraded" => act_question_regraded,
    "reports-answered" => act_reports_answered,
    "admin-made" => act_admin_made,
    "role-changed" => act_role_changed,
    "person-suspended" => act_person_suspended,
    "suspension-lifted" => act_suspension_lifted,
    "extra-time-changed" => act_extra_time_changed,
    "group-made" => act_group_made,
    "group-renamed" => act_group_renamed,
    "group-deleted" => act_group_deleted,
    "members-added" => act_members_added,
    "member-removed" => act_member_removed,
    "invitation-made" => act_invitation_made,
    "invitation-withdrawn" => act_invitation_withdrawn,
    "invitation-accepted" => act_invitation_accepted,
}

/// What an entry of before and after is called. One that has no words is shown as it is stored.
#[must_use]
pub fn change_words(key: &str, t: &L10nLanguage) -> String {
    match key {
        "role" => t.change_role(),
        "state" => t.change_state(),
        "revision" => t.change_revision(),
        "reason" => t.change_reason(),
        "extra_time" => t.change_extra_time(),
        "attempts_moved" => t.change_attempts_moved(),
        "name" => t.change_name(),
        "members" => t.change_members(),
        "people" => t.change_people(),
        "group" => t.change_group(),
        "until" => t.change_until(),
        other => other.replace(['_', '-'], " "),
    }
}

/// What the log is filtered by.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct AuditFilters {
    /// The beginning of a name.
    pub who: String,
    /// The acts to choose from.
    pub acts: Vec<Choice>,
    /// The beginning of an object's path.
    pub object: String,
    /// The first day.
    pub from: String,
    /// The last day.
    pub until: String,
}

/// Who acted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Who {
    /// An account that is there.
    Account(Link),
    /// Somebody by the name that they had.
    Name(String),
    /// Whoever has the machine.
    CommandLine,
    /// An account that is gone.
    Gone,
}

/// What changed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// What it is.
    pub what: String,
    /// What was; empty for nothing.
    pub before: String,
    /// What is; empty for nothing.
    pub after: String,
}

/// An act.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ActRow {
    /// When.
    pub when: When,
    /// Who.
    pub who: Who,
    /// What was done.
    pub act: String,
    /// To what; without an address where there is no page of it.
    pub object: Link,
    /// What changed.
    pub changes: Vec<Change>,
}

/// `/admin/audit`
#[derive(Template)]
#[template(path = "admin/audit.html")]
pub struct AuditPage {
    /// What every page carries.
    pub layout: Layout,
    /// What every admin page carries.
    pub desk: Desk,
    /// What is filtered by.
    pub filters: AuditFilters,
    /// This page of the acts.
    pub rows: Vec<ActRow>,
    /// The same as a file for spreadsheets.
    pub csv: String,
    /// The same as JSON.
    pub json: String,
    /// The most acts that a file holds.
    pub most: u32,
    /// The first page, if this is not it.
    pub first: Option<String>,
    /// The next page, if there is one.
    pub next: Option<String>,
}
