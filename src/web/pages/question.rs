//! The question page: one for an item that is open, which cannot hold a key, and one for an item that practice has closed.

use askama::Template;

use crate::l10n::L10nLanguage;
use crate::web::pages::attempt::{AttemptBar, Urgency};
use crate::web::pages::layout::Layout;
use crate::web::pages::review::Reviewed;
use crate::web::pages::text::{ContentChoice, Html};

/// How a question is answered.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Kind {
    /// One choice.
    #[default]
    Single,
    /// Several choices.
    Multiple,
    /// Typed.
    FillIn,
}

impl Kind {
    /// As it stands in `data-kind`.
    #[must_use]
    pub fn value(self) -> &'static str {
        match self {
            Self::Single => "single",
            Self::Multiple => "multiple",
            Self::FillIn => "fill-in",
        }
    }

    /// In words.
    #[must_use]
    pub fn words(self, t: &L10nLanguage) -> String {
        match self {
            Self::Single => t.kind_single(),
            Self::Multiple => t.kind_multiple(),
            Self::FillIn => t.kind_fill_in(),
        }
    }

    /// The type of the inputs of its choices.
    #[must_use]
    pub fn input(self) -> &'static str {
        if self == Self::Multiple { "checkbox" } else { "radio" }
    }
}

/// What exactly is to be typed: a fixed list, worded by the locale.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Instruction {
    /// The command without path or parameters.
    Command,
    /// The command with its options and arguments.
    CommandLine,
    /// The subcommand only.
    Subcommand,
    /// The option with its dashes.
    Option,
    /// The full path.
    FullPath,
    /// The file's name without its path.
    FileName,
    /// The keyword as it stands in the file.
    Keyword,
    /// A number.
    Number,
    /// A number that may have decimals.
    Decimal,
    /// A word or two.
    Text,
}

impl Instruction {
    /// All of them, in the order of forms.
    pub const EVERY: [Self; 10] = [
        Self::Command,
        Self::CommandLine,
        Self::Subcommand,
        Self::Option,
        Self::FullPath,
        Self::FileName,
        Self::Keyword,
        Self::Number,
        Self::Decimal,
        Self::Text,
    ];

    /// As it stands in forms and files.
    #[must_use]
    pub fn value(self) -> &'static str {
        match self {
            Self::Command => "command",
            Self::CommandLine => "command-line",
            Self::Subcommand => "subcommand",
            Self::Option => "option",
            Self::FullPath => "full-path",
            Self::FileName => "file-name",
            Self::Keyword => "keyword",
            Self::Number => "number",
            Self::Decimal => "decimal",
            Self::Text => "text",
        }
    }

    /// The instruction in the words of a language.
    #[must_use]
    pub fn text(&self, t: &L10nLanguage) -> String {
        match self {
            Self::Command => t.instruction_command(),
            Self::CommandLine => t.instruction_command_line(),
            Self::Subcommand => t.instruction_subcommand(),
            Self::Option => t.instruction_option(),
            Self::FullPath => t.instruction_full_path(),
            Self::FileName => t.instruction_file_name(),
            Self::Keyword => t.instruction_keyword(),
            Self::Number => t.instruction_number(),
            Self::Decimal => t.instruction_decimal(),
            Self::Text => t.instruction_text(),
        }
    }
}

/// An option of an open question. It does not know whether it is right.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Choice {
    /// Its letter on this form.
    pub letter: char,
    /// What it says: inline HTML only, it stands in a label.
    pub html: Html,
    /// Whether it is chosen.
    pub chosen: bool,
    /// Whether it is struck out.
    pub struck: bool,
}

/// `/attempts/{id}/items/{n}` while the item is open.
#[derive(Template)]
#[template(path = "attempt/question.html")]
pub struct QuestionPage {
    /// What every page carries.
    pub layout: Layout,
    /// The attempt, with every item.
    pub attempt: AttemptBar,
    /// Which item this is, from 1.
    pub number: u32,
    /// The revision that a save must name.
    pub revision: i64,
    /// How it is answered.
    pub kind: Kind,
    /// How many choices make a whole answer.
    pub needed: u32,
    /// The content's language.
    pub lang: String,
    /// The languages the content can be read in.
    pub contents: Vec<ContentChoice>,
    /// The question.
    pub stem: Html,
    /// Its options; none for a fill-in.
    pub options: Vec<Choice>,
    /// What was typed, for a fill-in.
    pub text: String,
    /// What exactly is to be typed, for a fill-in.
    pub instruction: Option<Instruction>,
    /// Whether it is flagged for review.
    pub flagged: bool,
    /// The private note.
    pub note: String,
    /// When it was last saved, `12:03:41`; none before the first save.
    pub saved_at: Option<String>,
    /// Something that must be said at the top: too many chosen, changed in another tab.
    pub notice: Option<String>,
    /// Whether the item can be closed for its explanation (practice, feedback at once).
    pub can_check: bool,
}

impl QuestionPage {
    fn total(&self) -> u32 {
        self.attempt.total()
    }

    fn is_last(&self) -> bool {
        self.number >= self.total()
    }

    fn chosen(&self) -> usize {
        self.options.iter().filter(|option| option.chosen).count()
    }
}

/// `/attempts/{id}/items/{n}` once practice with feedback at once has closed the item.
#[derive(Template)]
#[template(path = "attempt/feedback.html")]
pub struct FeedbackPage {
    /// What every page carries.
    pub layout: Layout,
    /// The attempt, with every item.
    pub attempt: AttemptBar,
    /// The item with its key and explanations.
    pub item: Reviewed,
}

impl FeedbackPage {
    fn is_last(&self) -> bool {
        self.item.number >= self.attempt.total()
    }
}
