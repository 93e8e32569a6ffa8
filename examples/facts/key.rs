//! What of a key can be looked up: commands, options, paths and words that stand in code.

use std::collections::BTreeSet;

use simulado::exam::lang::Lang;
use simulado::exam::question::Question;

use crate::text;

/// The words of a key that its sources should have.
pub fn words(question: &Question) -> BTreeSet<String> {
    let stem = &question.body.get(Lang::En).stem;
    let codes = text::keys(question);
    let words = codes.iter().flat_map(|code| looked_up(code));
    words.filter(|word| !is_made_up(word) && !stands_in(word, stem) && !is_of_a_name(word, stem)).collect()
}

/// Whether a word is made of a name in the stem, as `web1-disk` is of `web1`.
fn is_of_a_name(word: &str, stem: &str) -> bool {
    let part = word.split('-').next().unwrap_or_default();
    part != word && part.contains(|c: char| c.is_ascii_digit()) && stands_in(part, stem)
}

/// Numbers and addresses are computed, and what has signs of a list in it was composed.
fn is_made_up(word: &str) -> bool {
    !word.contains(|c: char| c.is_ascii_alphabetic()) || word.contains([',', '\'', '"'])
}

/// Of a command line its command, its subcommand and its options; of anything else the word. Names that a question makes up –
/// guests, addresses, sizes – stand in no manual.
pub fn looked_up(code: &str) -> Vec<String> {
    if let Some(element) = code.strip_prefix('<') {
        let name = element.split(|c: char| !c.is_ascii_alphanumeric()).next().unwrap_or_default();
        return vec![name.to_owned()];
    }
    let parts: Vec<&str> = code.split_whitespace().filter(|part| !matches!(*part, "sudo" | "#" | "$")).collect();
    let is_name = |part: &str| {
        part.starts_with(|c: char| c.is_ascii_lowercase())
            && part.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.'))
    };
    match parts.as_slice() {
        [] => Vec::new(),
        [one] => vec![value_free(one)],
        [command, rest @ ..] => {
            let mut found = vec![(*command).to_owned()];
            found.extend(rest.first().filter(|part| is_name(part)).map(|part| (*part).to_owned()));
            found.extend(
                rest.iter().filter(|part| part.starts_with('-') && part.len() > 1).map(|part| value_free(part)),
            );
            found
        }
    }
}

/// An option or a setting without the value that is given to it.
fn value_free(part: &str) -> String {
    let name = part.split(['=', ':']).next().unwrap_or(part);
    let whole = name.is_empty() || part.starts_with(['/', '<', '.']);
    if whole { part.to_owned() } else { name.to_owned() }
}

/// Whether a word stands in a text by itself: `-f` not within `-from`.
pub fn stands_in(word: &str, text: &str) -> bool {
    let is_inner = |c: char| c.is_alphanumeric() || c == '_';
    let (begins, ends) = (word.starts_with(|c: char| is_inner(c) || c == '-'), word.ends_with(is_inner));
    text.match_indices(word).any(|(at, _)| {
        let goes_on_before = |c: char| is_inner(c) || (word.starts_with('-') && c == '-');
        let is_part =
            (begins && text[..at].ends_with(goes_on_before)) || (ends && text[at + word.len()..].starts_with(is_inner));
        !is_part
    }) || clustered(word, text)
}

/// Whether a text has the folder that a path lies in, or one above that says where: the rest is named after a guest.
pub fn is_below(path: &str, text: &str) -> bool {
    let mut above = std::path::Path::new(path).ancestors().skip(1).filter_map(std::path::Path::to_str);
    let parent = above.next().filter(|parent| parent.matches('/').count() > 1);
    path.starts_with('/')
        && parent.into_iter().chain(above.filter(|one| one.matches('/').count() > 2)).any(|above| text.contains(above))
}

/// Short options may be written together: `-it` is `-i` and `-t`.
fn clustered(word: &str, text: &str) -> bool {
    let Some(letters) = word.strip_prefix('-').filter(|rest| rest.len() > 1 && !rest.starts_with('-')) else {
        return false;
    };
    letters.chars().all(|letter| letter.is_ascii_alphabetic() && stands_in(&format!("-{letter}"), text))
}
