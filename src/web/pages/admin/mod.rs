//! The pages of authors and admins: what all of them carry, and a file for each kind.

pub mod audit;
pub mod bulk;
pub mod diff;
pub mod editor;
pub mod exports;
pub mod files;
pub mod group;
pub mod home;
pub mod imports;
pub mod invitations;
pub mod people;
pub mod person;
pub mod questions;
pub mod regrade;
pub mod reports;
pub mod statistics;

/// Which entry of the admin navigation the page belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tab {
    /// What waits.
    Home,
    /// The list of questions, and every page of one.
    Questions,
    /// What they cover.
    Coverage,
    /// Other systems' files, coming in.
    Imports,
    /// Other systems' files, going out.
    Exports,
    /// People, groups, invitations.
    People,
    /// Who did what.
    Audit,
    /// Where files and pages differ.
    Files,
    /// What candidates report, and what is decided about it.
    Reports,
}

/// What every admin page carries besides the layout.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Desk {
    /// The entry that is current.
    pub tab: Tab,
    /// The exam that the navigation leads to: the one of this page, else the first.
    pub exam: String,
    /// Whether the reader runs the place.
    pub admin: bool,
}

impl Desk {
    /// `true` for the navigation's current entry.
    #[must_use]
    pub fn is_at(&self, tab: Tab) -> bool {
        self.tab == tab
    }
}
