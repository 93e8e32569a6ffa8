//! What an author says of a table: which column holds what, and how the key is given. Remembered between imports.

use std::{fmt, str::FromStr};

use serde::{Deserialize, Serialize};

use crate::exam::lang::Lang;

/// How a table is to be read.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Mapping {
    /// What stands between two cells.
    pub delimiter: Delimiter,
    /// Whether the first row says what the columns hold.
    pub header: bool,
    /// How many rows a question has.
    pub layout: Layout,
    /// What each column holds, from the left. Not used where a question has several rows.
    pub columns: Vec<Column>,
    /// How many of the last columns come again and again in rows that are longer.
    pub repeat: usize,
    /// How the key is given.
    pub key: KeyForm,
    /// What the texts are.
    pub texts: Texts,
    /// Whether an apostrophe before what a spreadsheet would take for a formula or a date is a guard, and no part of the text.
    pub guarded: bool,
    /// The language of texts that do not say theirs.
    pub lang: Option<Lang>,
}

impl Mapping {
    /// What the cell at this place of a row holds; nothing beyond the last column, unless columns repeat.
    pub fn column(&self, place: usize) -> Option<Column> {
        let count = self.columns.len();
        let repeat = self.repeat.min(count);
        match place.checked_sub(count) {
            None => self.columns.get(place).copied(),
            Some(beyond) if repeat > 0 => self.columns.get(count - repeat + beyond % repeat).copied(),
            Some(_) => None,
        }
    }
}

/// Makes an enum whose variants have a name in files and forms.
macro_rules! named {
    ($(#[$doc:meta])* $enum:ident, $what:literal: $($(#[$variant_doc:meta])* $variant:ident = $name:literal,)*) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
        #[serde(rename_all = "kebab-case")]
        pub enum $enum { $($(#[$variant_doc])* $variant,)* }

        impl $enum {
            /// All of them.
            pub const ALL: &[Self] = &[$(Self::$variant,)*];

            /// The name, as forms and files have it.
            pub const fn as_str(self) -> &'static str {
                match self { $(Self::$variant => $name,)* }
            }
        }

        impl fmt::Display for $enum {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.pad(self.as_str())
            }
        }

        impl FromStr for $enum {
            type Err = String;

            fn from_str(text: &str) -> Result<Self, Self::Err> {
                Self::ALL.iter().copied().find(|one| one.as_str() == text).ok_or_else(|| format!("\"{text}\" is no {}", $what))
            }
        }
    };
}

named! {
    /// What stands between two cells.
    Delimiter, "delimiter":
    /// `,`
    #[default]
    Comma = "comma",
    /// `;`
    Semicolon = "semicolon",
    /// A tabulator.
    Tab = "tab",
    /// `|`
    Pipe = "pipe",
}

impl Delimiter {
    /// The character.
    pub const fn byte(self) -> u8 {
        match self {
            Self::Comma => b',',
            Self::Semicolon => b';',
            Self::Tab => b'\t',
            Self::Pipe => b'|',
        }
    }
}

named! {
    /// How many rows a question has.
    Layout, "layout":
    /// One.
    #[default]
    Row = "row",
    /// Several, each beginning with a word that says what it holds, as D2L Brightspace has it.
    Brightspace = "brightspace",
}

named! {
    /// How the key is given.
    KeyForm, "form of a key":
    /// By letters: `B`, `A, C`, `AC`.
    #[default]
    Letter = "letter",
    /// By numbers from 1: `2`, `1;3`.
    Number = "number",
    /// By numbers from 0.
    Index = "index",
    /// By the text of the option.
    Text = "text",
    /// The right options come first, then an empty cell, then the wrong ones.
    UntilEmpty = "until-empty",
}

named! {
    /// What the texts are.
    Texts, "form of texts":
    /// Text that is shown as it stands.
    #[default]
    Plain = "plain",
    /// Markdown as question files have it.
    Markdown = "markdown",
    /// HTML.
    Html = "html",
}

named! {
    /// What a column holds.
    Role, "role of a column":
    /// Nothing of use here.
    #[default]
    Ignored = "ignored",
    /// The name of a question of ours.
    Name = "name",
    /// What identifies the question in another system.
    Id = "id",
    /// A title, for people.
    Title = "title",
    /// The folders it lies in, `/` between them.
    Category = "category",
    /// Tags.
    Tags = "tags",
    /// The kind of the question.
    Kind = "kind",
    /// The language of the row.
    Language = "language",
    /// What is asked. Several of them are paragraphs.
    Stem = "stem",
    /// An option.
    Option = "option",
    /// An option that is right.
    Right = "right",
    /// Why an option is right or wrong: the one that the column names; else the option of the same number, if there are as many of
    /// both; else the one before.
    Why = "why",
    /// The explanation of the question.
    Explanation = "explanation",
    /// Which options are right; for a fill-in, what is right to type. Several of them add up.
    Key = "key",
    /// What is right to type in a fill-in, one to a line.
    Answers = "answers",
    /// Numbers that are right, one range to a line.
    Ranges = "ranges",
    /// What is nearly right to type, one to a line.
    Near = "near",
    /// Whether upper and lower case are the same in a fill-in.
    IgnoreCase = "ignore-case",
    /// What is to be typed in a fill-in.
    Instruction = "instruction",
    /// The objective.
    Objective = "objective",
    /// The area.
    Area = "area",
    /// The terms, one to a line.
    Terms = "terms",
    /// The level.
    Level = "level",
    /// The sources, one to a line.
    Sources = "sources",
    /// The day of the last check.
    Checked = "checked",
    /// Lint rules that are overruled, one to a line.
    Allow = "allow",
    /// Points, which every question has one of here.
    Points = "points",
    /// What is said of a right or wrong answer as such, which there is not here.
    Feedback = "feedback",
}

impl Role {
    /// Whether a column of it is there once for each language.
    pub const fn is_text(self) -> bool {
        matches!(self, Self::Stem | Self::Explanation) || self.is_of_option()
    }

    /// Whether a column of it is there once for each option.
    pub const fn is_of_option(self) -> bool {
        matches!(self, Self::Option | Self::Right | Self::Why)
    }
}

/// What a column holds: of which option, if not of the next one, and in which language, if it is for one alone. Written
/// `stem`, `stem en`, `why B`, `option A pt-BR`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(into = "String", try_from = "String")]
pub struct Column {
    /// What it holds.
    pub role: Role,
    /// The number of its option, counted from 0. None for the place that the column has among its like.
    pub option: Option<usize>,
    /// The language of its texts. None for the language of the row.
    pub lang: Option<Lang>,
}

impl From<Role> for Column {
    fn from(role: Role) -> Self {
        Self { role, ..Self::default() }
    }
}

impl fmt::Display for Column {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.role)?;
        self.option.map_or(Ok(()), |option| write!(f, " {}", letters(option)))?;
        self.lang.map_or(Ok(()), |lang| write!(f, " {lang}"))
    }
}

impl From<Column> for String {
    fn from(column: Column) -> Self {
        column.to_string()
    }
}

impl FromStr for Column {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let (name, lang) = split_lang(text);
        let with_option = name.rsplit_once(' ').and_then(|(role, letters)| Some((role, letter_index(letters)?)));
        let (name, option) = with_option.map_or((name, None), |(role, option)| (role, Some(option)));
        let role: Role = name.parse()?;
        if lang.is_some() && !role.is_text() || option.is_some() && !role.is_of_option() {
            return Err(format!("a column with the {role} is not for one language or one option"));
        }
        Ok(Self { role, option, lang })
    }
}

impl TryFrom<String> for Column {
    type Error = String;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        text.parse()
    }
}

/// Takes the language from the end of a column's name.
pub(super) fn split_lang(name: &str) -> (&str, Option<Lang>) {
    let name = name.trim();
    match name.rsplit_once(' ').map(|(rest, lang)| (rest.trim_end(), lang.parse().ok())) {
        Some((rest, Some(lang))) => (rest, Some(lang)),
        _ => (name, None),
    }
}

/// The name of an option: `A` to `Z`, then `AA`.
pub(super) fn letters(option: usize) -> String {
    let mut letters = String::new();
    let mut rest = option.saturating_add(1);
    while rest > 0 {
        rest -= 1;
        letters.insert(0, char::from(b'A' + u8::try_from(rest % 26).unwrap_or_default()));
        rest /= 26;
    }
    letters
}

/// The option that a name stands for: `A` is 0, `AA` 26. There are two letters at most.
pub(super) fn letter_index(letters: &str) -> Option<usize> {
    if letters.is_empty() || letters.len() > 2 || !letters.bytes().all(|byte| byte.is_ascii_uppercase()) {
        return None;
    }
    let number = letters.bytes().fold(0, |number, byte| number * 26 + usize::from(byte - b'A') + 1);
    Some(number - 1)
}
