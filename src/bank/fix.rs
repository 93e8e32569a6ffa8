//! Rewriting files in canonical form.

use std::{
    fs,
    path::{Path, PathBuf},
};

use super::{
    BankError, format,
    load::{identify, load_blueprint, question_files, read},
};

/// Rewrites the questions of an exam at or below one of `paths` that can be read but are not in canonical form, and gives their files.
/// Files that cannot be read are left as they are: the lint says why.
pub fn fix(exam: &Path, paths: &[PathBuf]) -> Result<Vec<PathBuf>, BankError> {
    let blueprint = load_blueprint(exam)?;
    let mut fixed = Vec::new();
    for file in question_files(exam)?.into_iter().filter(|file| paths.iter().any(|path| file.starts_with(path))) {
        let bytes = read(&file)?;
        let Ok((objective, name)) = identify(&file, &blueprint) else {
            continue;
        };
        let Ok(parsed) = format::decode(&bytes).and_then(|text| format::parse(text, objective, name)) else {
            continue;
        };
        let canonical = format::write(&parsed.question);
        if canonical.as_bytes() != bytes {
            fs::write(&file, canonical).map_err(|error| BankError::io(&file, &error))?;
            fixed.push(file);
        }
    }
    Ok(fixed)
}
