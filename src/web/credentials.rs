//! Names and passwords as they are typed: what is taken, and what is said of the rest.

use super::pages::form::Field;
use super::pages::layout::{Words, words};
use crate::auth::password::{MAX_LENGTH, MIN_LENGTH};
use crate::l10n::L10n;

/// Names are this long, in characters.
const NAME: std::ops::RangeInclusive<usize> = 3..=40;

/// Beginnings of what everybody tries first. Not a list of leaked passwords: those are too many to carry along.
const COMMON: [&str; 16] = [
    "password", "passw0rd", "qwerty", "qwertz", "azerty", "letmein", "welcome", "iloveyou", "admin", "simulado",
    "senha", "mudar", "brasil", "abcdef", "abc123", "changeme",
];

/// The words for the command line, which speaks English.
pub fn english() -> Words {
    words(L10n::En)
}

/// A name that can be an account's, or the field with what is wrong with it.
pub fn name(text: &str, t: Words) -> Result<String, Field> {
    let name = text.trim();
    let allowed = |c: char| c.is_alphanumeric() || matches!(c, '.' | '-' | '_');
    let error = if name.is_empty() {
        t.form_name_missing()
    } else if !NAME.contains(&name.chars().count()) {
        t.form_name_length()
    } else if !name.chars().all(allowed) {
        t.form_name_letters()
    } else {
        return Ok(name.to_owned());
    };
    Err(Field::wrong(text, error))
}

/// A password that can be set for this name, or the field with what is wrong with it; what was typed is not sent back.
pub fn new_password(text: &str, name: &str, t: Words) -> Result<String, Field> {
    let length = text.chars().count();
    let error = if text.is_empty() {
        t.form_password_missing()
    } else if length < MIN_LENGTH {
        t.form_password_short()
    } else if length > MAX_LENGTH {
        t.form_password_long()
    } else if is_common(text, name) {
        t.form_password_common()
    } else {
        return Ok(text.to_owned());
    };
    Err(Field::wrong("", error))
}

/// Whether a password is one of the first guesses: a common word or the name with some digits, one character again and
/// again, or a run of digits.
fn is_common(password: &str, name: &str) -> bool {
    let lower = password.to_lowercase();
    let mut characters = lower.chars();
    let first = characters.next();
    let repeated = characters.all(|c| Some(c) == first);
    let digits = lower.chars().all(|c| c.is_ascii_digit());
    let rest_is_padding =
        |word: &str| lower.strip_prefix(word).is_some_and(|rest| rest.chars().all(|c| !c.is_alphabetic()));
    repeated
        || digits
        || COMMON.iter().any(|word| rest_is_padding(word))
        || (!name.is_empty() && rest_is_padding(&name.to_lowercase()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_plain_words() {
        let t = words(L10n::En);
        assert_eq!(name("  João.Silva ", t).as_deref(), Ok("João.Silva"));
        for bad in ["", "ab", "two words", "<script>", &"x".repeat(41)] {
            assert!(name(bad, t).is_err(), "{bad}");
        }
    }

    #[test]
    fn first_guesses_are_not_taken() {
        let t = words(L10n::En);
        for bad in
            ["short", "Password123!", "0123456789", "aaaaaaaaaaaa", "simulado2026", "maria.silva99", &"x1".repeat(101)]
        {
            assert!(new_password(bad, "maria.silva", t).is_err(), "{bad}");
        }
        assert!(new_password("quatro cavalos azuis", "maria.silva", t).is_ok());
    }
}
