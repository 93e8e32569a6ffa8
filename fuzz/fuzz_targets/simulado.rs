//! Our own question files, finished and unfinished ones. What was written reads the same each time it is written again.
#![no_main]

use simulado::exam::id::{ObjectiveId, QuestionName};
use simulado::bank::format::{parse, read_draft, write, write_draft};

libfuzzer_sys::fuzz_target!(|text: &str| {
    let objective: ObjectiveId = "1.1".parse().unwrap();
    let name: QuestionName = "some-name".parse().unwrap();
    let again = |text: &str| parse(text, objective.clone(), name.clone()).map(|parsed| write(&parsed.question));
    if let Ok(written) = again(text) {
        assert_eq!(again(&written).as_ref(), Ok(&written));
    }
    let again = |text: &str| read_draft(text, &objective, &name).map(|draft| write_draft(&draft, &objective, &name));
    if let Ok(written) = again(text) {
        assert_eq!(again(&written).as_ref(), Ok(&written));
    }
});
