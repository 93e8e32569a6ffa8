//! Overruling rules: `allow = ["rule-id: reason"]` in a question silences that rule there.

use super::{
    rule::Rule,
    subject::{Note, Notes},
};
use crate::bank::format::Parsed;

/// Removes what is allowed, and adds what is wrong with the allows themselves.
pub(super) fn apply(parsed: &Parsed, notes: &mut Notes) {
    let line = parsed.places.front_line("allow");
    for allow in &parsed.question.allow {
        let (id, reason) = allow.split_once(':').map_or((allow.as_str(), ""), |(id, reason)| (id, reason.trim()));
        let Some(rule) = Rule::from_id(id.trim()).filter(|&rule| may_be_allowed(rule)) else {
            notes.add(Rule::Allow, line, allow, format!("\"{id}\" is no rule that can be overruled"));
            continue;
        };
        if reason.is_empty() {
            notes.add(Rule::Allow, line, allow, format!("a reason is missing: allow = [\"{rule}: why\"]"));
            continue;
        }
        let before = notes.0.len();
        notes.0.retain(|note: &Note| note.rule != rule);
        if notes.0.len() == before {
            notes.add(Rule::AllowUnused, line, allow, "the rule finds nothing here: remove the allow");
        }
    }
}

/// A file that cannot be read has no allows, and the allows do not excuse themselves.
fn may_be_allowed(rule: Rule) -> bool {
    !matches!(
        rule,
        Rule::Format | Rule::FileName | Rule::CanonicalForm | Rule::UnknownArea | Rule::Allow | Rule::AllowUnused
    )
}
