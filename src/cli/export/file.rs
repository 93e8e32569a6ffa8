//! `simulado export --format …`: the live questions of an exam as a file for another system, and what that cannot hold.

use std::collections::BTreeSet;
use std::error::Error;
use std::path::Path;

use super::{ExportArgs, unwritable};
use crate::ambient::{Clock, Random};
use crate::authoring::export::{FORMATS, export, pictures};
use crate::bank::folder;
use crate::config::Config;
use crate::exam::lang::Lang;
use crate::interchange::{Format, Remark};
use crate::proctor::{Library, read_banks};
use crate::store::Store;

/// Writes the file, and lists what is not in it. Gives whether it holds everything.
pub async fn run(args: &ExportArgs, format: Format, config: &Config) -> Result<bool, Box<dyn Error>> {
    if !FORMATS.contains(&format) {
        let formats = FORMATS.map(Format::as_str).join(", ");
        return Err(format!("{format} is not written as one file; these are: {formats}").into());
    }
    if args.to.is_dir() {
        return Err(format!("{} is a folder: name the file to write", args.to.display()).into());
    }
    let banks = read_banks(&config.questions)?;
    let store = Store::open(&config.database_url).await?;
    let library = Library::open(&store, banks, &Random::System, Clock::System.now()).await?;
    let shelf = library.shelf(&args.exam).ok_or_else(|| format!("there is no exam {}", args.exam))?;
    let languages = args.lang.map_or_else(|| Lang::ALL.to_vec(), |lang| vec![lang]);
    let pictures = pictures(&store, &shelf).await?;
    let written = export(&shelf, format, &languages, &pictures).ok_or("nothing was written")?;
    folder::put(&args.to, &written.bytes).map_err(|error| unwritable(&args.to, &error))?;
    folder::settle(args.to.parent().filter(|above| !above.as_os_str().is_empty()).unwrap_or_else(|| Path::new(".")))?;
    for (name, remark) in &written.lost {
        println!("{name}: {remark}");
    }
    let left: BTreeSet<&String> =
        written.lost.iter().filter(|(_, why)| matches!(why, Remark::LeftOut { .. })).map(|(name, _)| name).collect();
    let (out, left) = (shelf.len() - left.len(), left.len());
    println!("{}: {out} questions written as {}, {left} left out, in {}", args.exam, format.name(), args.to.display());
    Ok(written.lost.is_empty())
}
