//! Identifiers: one type for each thing that is identified, so that two of them cannot be confused.

use std::{fmt, str::FromStr};

use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// Makes newtypes over [`Uuid`] that are shown, read and stored as their UUID.
macro_rules! uuid_ids {
    ($($(#[$doc:meta])* $name:ident)*) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $name(pub Uuid);

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.0.fmt(f)
            }
        }

        impl FromStr for $name {
            type Err = uuid::Error;

            fn from_str(text: &str) -> Result<Self, Self::Err> {
                text.parse().map(Self)
            }
        }

        impl From<Uuid> for $name {
            fn from(uuid: Uuid) -> Self {
                Self(uuid)
            }
        }
    )*};
}

uuid_ids! {
    /// One candidate's go at a form.
    AttemptId
    /// An account, whatever its role.
    CandidateId
    /// An immutable revision of a question.
    RevisionId
    /// A login.
    SessionId
    /// A file of another system that was uploaded.
    ImportId
    /// A change to many questions at once.
    BulkId
    /// A candidate's report that something is wrong with a question.
    ReportId
    /// People who are looked after together.
    GroupId
    /// A link that somebody is invited by.
    InvitationId
    /// A decision about a question that was served already.
    RegradeId
}

/// The longest slug, in characters (which are bytes, too).
pub const SLUG_MAX: usize = 80;

/// Why a text is not a slug.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InvalidSlug {
    what: &'static str,
    text: String,
    why: &'static str,
}

impl fmt::Display for InvalidSlug {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "\"{}\" cannot name {}: {}", self.text, self.what, self.why)
    }
}

impl std::error::Error for InvalidSlug {}

/// Slugs become file names and parts of URLs: hence no leading dot, no slash, no upper case.
fn check_slug(what: &'static str, text: &str) -> Result<(), InvalidSlug> {
    let is_plain = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit();
    let why = if text.is_empty() {
        "it is empty"
    } else if text.len() > SLUG_MAX {
        "it is longer than 80 characters"
    } else if !text.bytes().all(|byte| is_plain(byte) || byte == b'.' || byte == b'-') {
        "only lower-case a to z, digits, dots and hyphens are allowed"
    } else if !text.bytes().next().is_some_and(is_plain) || !text.bytes().last().is_some_and(is_plain) {
        "it must start and end with a letter or a digit"
    } else if text.contains("..") {
        "it has two dots in a row"
    } else {
        return Ok(());
    };
    // What is refused may be anything that a browser sent: quote only the beginning of it.
    Err(InvalidSlug { what, text: text.chars().take(SLUG_MAX).collect(), why })
}

/// Makes newtypes over checked strings.
macro_rules! slug_ids {
    ($($(#[$doc:meta])* $name:ident = $what:literal)*) => {$(
        $(#[$doc])*
        #[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
        #[serde(try_from = "String", into = "String")]
        pub struct $name(String);

        impl $name {
            /// The text of it.
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.pad(&self.0)
            }
        }

        impl FromStr for $name {
            type Err = InvalidSlug;

            fn from_str(text: &str) -> Result<Self, Self::Err> {
                check_slug($what, text).map(|()| Self(text.to_owned()))
            }
        }

        impl TryFrom<String> for $name {
            type Error = InvalidSlug;

            fn try_from(text: String) -> Result<Self, Self::Error> {
                check_slug($what, &text).map(|()| Self(text))
            }
        }

        impl From<$name> for String {
            fn from(id: $name) -> Self {
                id.0
            }
        }
    )*};
}

slug_ids! {
    /// An exam, as in its folder's name and in URLs.
    ExamSlug = "an exam"
    /// A topic of a blueprint, such as "351".
    TopicId = "a topic"
    /// An objective of a blueprint, such as "351.1".
    ObjectiveId = "an objective"
    /// A knowledge area of an objective, such as "351.1.a".
    AreaId = "an area"
    /// A question within its exam: its file's name without `.md`.
    QuestionName = "a question"
}

impl QuestionName {
    /// Names that no new question gets: at their addresses are pages about all questions of an exam.
    pub const RESERVED: [&str; 3] = ["archive.zip", "changes", "new"];

    /// Whether the name is kept for a page. Questions of old may have it all the same: they are read, and cannot be opened.
    pub fn is_reserved(&self) -> bool {
        Self::RESERVED.contains(&self.as_str())
    }

    /// The name of a question that is new here, or why it may not have it.
    pub fn of_new(text: &str) -> Result<Self, InvalidSlug> {
        let name: Self = text.parse()?;
        if name.is_reserved() {
            return Err(InvalidSlug { what: "a question", text: name.0, why: "a page has this address" });
        }
        Ok(name)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn slugs_are_lower_case_names_without_surprises() {
        for good in ["a", "351.1", "351.3.a", "kvm-device-node", &"x".repeat(80)] {
            assert_eq!(good.parse::<QuestionName>().map(String::from).as_deref(), Ok(good));
        }
        for bad in ["", "A", "a b", "a/b", "..", ".a", "a.", "-a", "a..b", "ação", "a\n", &"x".repeat(81)] {
            assert!(bad.parse::<QuestionName>().is_err(), "{bad:?} was accepted");
        }
    }

    #[test]
    fn a_new_question_gets_no_name_that_a_page_has() {
        for name in QuestionName::RESERVED {
            let error = QuestionName::of_new(name).unwrap_err().to_string();
            assert_eq!(error, format!("\"{name}\" cannot name a question: a page has this address"));
            assert!(name.parse::<QuestionName>().unwrap().is_reserved(), "one that is stored is read");
        }
        assert_eq!(QuestionName::of_new("news").map(String::from).as_deref(), Ok("news"));
        assert!(QuestionName::of_new("New").is_err());
    }

    #[test]
    fn an_invalid_slug_says_what_it_was_for_and_why() {
        let error = "KVM".parse::<ObjectiveId>().unwrap_err().to_string();
        assert_eq!(
            error,
            "\"KVM\" cannot name an objective: only lower-case a to z, digits, dots and hyphens are allowed"
        );
    }

    #[test]
    fn uuid_ids_are_read_back_from_what_they_show() {
        let id = AttemptId(Uuid::from_u128(7));
        assert_eq!(id.to_string().parse(), Ok(id));
    }
}
