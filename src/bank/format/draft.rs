//! The stored text of a draft: the question file once nothing is missing, until then JSON that keeps everything as typed.

use super::{FormatError, parse, write};
use crate::exam::{
    draft::Draft,
    id::{ObjectiveId, QuestionName},
};

/// Writes a draft. What can be a question is one: the same text as its file.
pub fn write_draft(draft: &Draft, objective: &ObjectiveId, name: &QuestionName) -> String {
    if let Ok(question) = draft.finish(objective.clone(), name.clone()) {
        let text = write(&question);
        // A text so odd that its file could not be read again is kept as a draft.
        if parse(&text, objective.clone(), name.clone()).is_ok() {
            return text;
        }
    }
    serde_json::to_string_pretty(draft).expect("a draft is plain data")
}

/// Reads what [`write_draft`] wrote.
pub fn read_draft(text: &str, objective: &ObjectiveId, name: &QuestionName) -> Result<Draft, FormatError> {
    if is_finished(text) {
        return parse(text, objective.clone(), name.clone()).map(|parsed| Draft::of(&parsed.question));
    }
    serde_json::from_str(text).map_err(|error| FormatError::new(error.line(), error.to_string()))
}

/// Whether a stored text is a question's, and not that of a draft in which something is missing.
pub fn is_finished(text: &str) -> bool {
    text.starts_with("+++")
}

#[cfg(test)]
mod tests {
    use super::super::write_unfinished;
    use super::*;
    use crate::exam::{draft::KindName, lang::Localized, question::Body};

    fn ids() -> (ObjectiveId, QuestionName) {
        ("1.1".parse().unwrap(), "fixture".parse().unwrap())
    }

    #[test]
    fn what_is_missing_stays_missing_and_what_was_typed_stays_typed() {
        let (objective, name) = ids();
        let draft = Draft {
            kind: KindName::FillIn,
            ranges: vec!["3..".to_owned()],
            body: Localized { en: Body { stem: " half a".to_owned(), ..Body::default() }, ..Localized::default() },
            ..Draft::default()
        };
        let text = write_draft(&draft, &objective, &name);
        assert!(!is_finished(&text));
        let shown = write_unfinished(&draft);
        assert!(shown.contains("kind = \"fill-in\"\nterms = []\nranges = [\"3..\"]\nsources = []\n+++"), "{shown}");
        assert_eq!(read_draft(&text, &objective, &name).unwrap(), draft);
    }

    #[test]
    fn a_finished_draft_is_its_file() {
        let (objective, name) = ids();
        let path = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/fixtures/lint/good-fill-in.md");
        let file = std::fs::read_to_string(path).unwrap();
        let draft = read_draft(&file, &objective, &name).unwrap();
        assert_eq!(write_draft(&draft, &objective, &name), file);
    }
}
