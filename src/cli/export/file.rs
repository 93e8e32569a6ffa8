//! `simulado export --format …`: the live questions of an exam as a file for another system, and what that cannot hold.

use std::collections::BTreeSet;
use std::error::Error;
use std::path::Path;

use super::{ExportArgs, unwritable};
use crate::authoring::export::{FORMATS, export};
use crate::authoring::outgoing::Outgoing;
use crate::bank::folder;
use crate::bank::format::{FormatError, parse};
use crate::exam::lang::Lang;
use crate::exam::question::Question;
use crate::interchange::{Format, Remark};
use crate::store::Store;

/// Refuses what cannot be written, before anything is looked up.
pub fn check(args: &ExportArgs, format: Format) -> Result<(), String> {
    if !FORMATS.contains(&format) {
        let formats = FORMATS.map(Format::as_str).join(", ");
        return Err(format!("{format} is not written as one file; these are: {formats}"));
    }
    if args.to.is_dir() {
        return Err(format!("{} is a folder: name the file to write", args.to.display()));
    }
    Ok(())
}

/// Writes the file, and lists what is not in it. Gives whether it holds everything.
pub async fn run(
    args: &ExportArgs,
    format: Format,
    store: &Store,
    outgoing: &Outgoing,
) -> Result<bool, Box<dyn Error>> {
    let sheets = outgoing.sheets.iter();
    let questions: Result<Vec<Question>, FormatError> = sheets
        .map(|sheet| parse(&sheet.text, sheet.objective.clone(), sheet.name.clone()).map(|parsed| parsed.question))
        .collect();
    let (questions, pictures) = (questions?, outgoing.pictures(store).await?);
    let languages = args.lang.map_or_else(|| Lang::ALL.to_vec(), |lang| vec![lang]);
    let written = export(questions.iter(), format, &languages, &pictures).ok_or("nothing was written")?;
    folder::put(&args.to, &written.bytes).map_err(|error| unwritable(&args.to, &error))?;
    folder::settle(args.to.parent().filter(|above| !above.as_os_str().is_empty()).unwrap_or_else(|| Path::new(".")))?;
    for (name, remark) in &written.lost {
        println!("{name}: {remark}");
    }
    let left: BTreeSet<&String> =
        written.lost.iter().filter(|(_, why)| matches!(why, Remark::LeftOut { .. })).map(|(name, _)| name).collect();
    let (out, left) = (questions.len() - left.len(), left.len());
    println!("{}: {out} questions written as {}, {left} left out, in {}", args.exam, format.name(), args.to.display());
    Ok(written.lost.is_empty())
}
