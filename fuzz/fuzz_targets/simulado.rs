//! Our own question files, finished and unfinished ones. What is read is written as something that reads the same.
#![no_main]

use simulado::bank::format::{parse, read_draft, write, write_draft};

libfuzzer_sys::fuzz_target!(|text: &str| {
    let objective = || "351.1".parse().unwrap();
    let name = || "some-name".parse().unwrap();
    if let Ok(parsed) = parse(text, objective(), name()) {
        let again = parse(&write(&parsed.question), objective(), name());
        assert_eq!(again.map(|again| again.question).as_ref(), Ok(&parsed.question));
    }
    if let Ok(draft) = read_draft(text, &objective(), &name()) {
        let again = read_draft(&write_draft(&draft, &objective(), &name()), &objective(), &name());
        assert_eq!(again.as_ref(), Ok(&draft));
    }
});
