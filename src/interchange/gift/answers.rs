//! What stands between the braces of a GIFT question, cut into answers with their weights and feedback.

use super::{
    escape::{find, tokens},
    texts::Texts,
};
use crate::interchange::{Cause, Excess, Remark, html, plain};

/// One answer, not yet unescaped.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Answer<'a> {
    /// The sign before it. The first may have none.
    pub mark: Option<char>,
    /// What it is worth, in percent, if that is said.
    pub weight: Option<f64>,
    /// The answer.
    pub text: &'a str,
    /// What is said to whoever gives it.
    pub feedback: &'a str,
}

impl Answer<'_> {
    /// Whether it is fully right, given what it is worth if nothing is said.
    pub fn is_full(&self, default: f64) -> bool {
        self.weight.unwrap_or(default) >= 100.0
    }

    /// Whether it is right in part.
    pub fn is_partial(&self) -> bool {
        self.weight.is_some_and(|weight| weight > 0.0 && weight < 100.0)
    }
}

/// More answers than this no question has.
const ANSWERS: usize = 200;

/// Cuts at the marks. Answers that are empty are passed over, which is said.
pub(super) fn answers<'a>(body: &'a str, marks: &[char], texts: &mut Texts) -> Result<Vec<Answer<'a>>, Cause> {
    let mut found = Vec::new();
    for (mark, piece) in cut(body, marks) {
        if mark.is_none() && piece.trim().is_empty() {
            continue;
        }
        if found.len() == ANSWERS {
            return Err(Cause::TooLarge(Excess::Answers(ANSWERS)));
        }
        let (weight, rest) = weight(piece.trim())?;
        let (text, feedback) = find(rest, '#').map_or((rest, ""), |at| (&rest[..at], &rest[at + 1..]));
        let (text, feedback) = (text.trim(), feedback.trim());
        texts.check(text);
        match (text, feedback) {
            ("", "") => texts.say(Remark::PassedOver { what: words!("an empty answer") }),
            // A colour, a comment of a shell: what stands alone is the answer.
            ("", _) => {
                texts.say(Remark::Unescaped { text: plain::title(rest) });
                found.push(Answer { mark, weight, text: rest.trim(), feedback: "" });
            }
            _ => found.push(Answer { mark, weight, text, feedback }),
        }
    }
    // Ours are worth a part only because Moodle wants it so.
    if !texts.is_ours {
        if found.iter().any(Answer::is_partial) {
            texts.say(Remark::PartialCredit);
        }
        if found.iter().any(|answer| answer.weight.is_some_and(|weight| weight < 0.0)) {
            texts.say(Remark::Points);
        }
    }
    Ok(found)
}

/// The pieces between marks, each with the mark before it. An attribute of a tag (`<a href="…">`) is not cut.
fn cut<'a>(body: &'a str, marks: &[char]) -> Vec<(Option<char>, &'a str)> {
    let (mut pieces, mut mark, mut start) = (Vec::new(), None, 0);
    let mut in_tag = false;
    for token in tokens(body).filter(|token| !token.escaped) {
        // What is not escaped is as long as it shows.
        let after = &body[token.at + token.shown.len_utf8()..];
        match token.shown {
            '<' => in_tag = after.starts_with(|c: char| c.is_ascii_alphabetic()),
            '>' => in_tag = false,
            '=' if in_tag && after.starts_with(['"', '\'']) => {}
            c if marks.contains(&c) => {
                pieces.push((mark, &body[start..token.at]));
                (mark, start, in_tag) = (Some(c), token.at + 1, false);
            }
            _ => {}
        }
    }
    pieces.push((mark, &body[start..]));
    pieces
}

/// The weight that an answer begins with (`%50%`), and what follows it. A percent sign may as well be text.
fn weight(text: &str) -> Result<(Option<f64>, &str), Cause> {
    let Some((number, rest)) = text.strip_prefix('%').and_then(|rest| rest.split_once('%')) else {
        return Ok((None, text));
    };
    let digits = number.trim_start_matches('-');
    let is_number = digits.starts_with(|c: char| c.is_ascii_digit())
        && digits.bytes().all(|byte| byte.is_ascii_digit() || matches!(byte, b'.' | b','));
    if !is_number {
        return Ok((None, text));
    }
    let size: f64 = digits.replace(',', ".").parse().map_err(|_| Cause::Weight(plain::title(number)))?;
    if size > 100.0 {
        return Err(Cause::Weight(plain::title(number)));
    }
    Ok((Some(if digits.len() < number.len() { -size } else { size }), rest.trim_start()))
}

/// The explanation of a question: what is said of it as a whole, then what is said of single answers.
pub(super) fn explanation(general: String, feedback: &[(String, String)]) -> String {
    let items = feedback.iter().map(|(answer, text)| {
        format!("- {}: {}", html::code(answer), text.replace('\n', "\n  ").replace("\n  \n", "\n\n"))
    });
    let list = items.collect::<Vec<_>>().join("\n");
    [general, list].into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join("\n\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_weight_is_a_number_between_percent_signs() {
        for (text, value, rest) in [
            ("%50%a", Some(50.0), "a"),
            ("%-100% a", Some(-100.0), "a"),
            ("%33.33333%a", Some(33.333_33), "a"),
            ("%33,5%a", Some(33.5), "a"),
            ("%PATH%", None, "%PATH%"),
            ("%5 off", None, "%5 off"),
            ("%%", None, "%%"),
        ] {
            assert_eq!(weight(text), Ok((value, rest)), "{text}");
        }
        for (text, number) in [("%150%a", "150"), ("%1.2.3%a", "1.2.3")] {
            assert_eq!(weight(text), Err(Cause::Weight(number.to_owned())));
        }
    }

    #[test]
    fn marks_cut_unless_they_belong_to_a_tag() {
        let pieces = cut(r#"x=a \= b~<a href="c">d</a>=e < f="g""#, &['=', '~']);
        let expected = [
            (None, "x"),
            (Some('='), r"a \= b"),
            (Some('~'), r#"<a href="c">d</a>"#),
            (Some('='), "e < f"),
            (Some('='), "\"g\""),
        ];
        assert_eq!(pieces, expected);
    }
}
