//! Putting a backup in the place of the embedded database. What was there is kept beside it.

use std::fs;
use std::path::{Path, PathBuf};

use jiff::Timestamp;

use super::partial::Partial;
use super::{SERVER, Step, flaws};
use crate::ambient::{Clock, Random};
use crate::store::contents::{self, Contents};
use crate::store::replace::{ReplaceError, Replacing};
use crate::store::schema::Schema;
use crate::store::sqlite_file::{self, copy, examine};

/// A backup that is the database now.
#[derive(Clone, Debug)]
pub struct Restored {
    /// The database.
    pub database: PathBuf,
    /// Where the one that was there is now, if there was one.
    pub kept: Option<PathBuf>,
    /// What is in it.
    pub contents: Contents,
}

/// Puts a backup in the place of the database at `url`, or leaves everything as it is.
pub async fn restore(
    url: &str,
    file: &Path,
    (clock, random): (&Clock, &Random),
    progress: &mut (dyn FnMut(Step) + Send),
) -> Result<Restored, String> {
    let database = sqlite_file::path(url).ok_or(SERVER)?;
    if !file.is_file() {
        return Err(format!("there is no file {}; the database was left as it is", file.display()));
    }
    if fs::canonicalize(file)
        .ok()
        .is_some_and(|file| fs::canonicalize(&database).is_ok_and(|database| database == file))
    {
        return Err(format!("{} is the database itself, which was left as it is", file.display()));
    }
    let failed = |why: &dyn std::fmt::Display| {
        format!("{} was not restored: {why}; the database {} was left as it is", file.display(), database.display())
    };
    if let Some(folder) = database.parent().filter(|folder| !folder.as_os_str().is_empty()) {
        fs::create_dir_all(folder).map_err(|error| failed(&error))?;
    }
    let replacing = Replacing::begin(&database).await.map_err(|error| match error {
        ReplaceError::InUse(_) => failed(&format!("{error}: stop it first, and then run this again")),
        ReplaceError::Open(_) => failed(&format!("{error}: close it first, and then run this again")),
        ReplaceError::Refused { .. } => failed(&error),
    })?;
    progress(Step::Checking);
    sound(file).await.map_err(|why| failed(&why))?;
    // A copy, so that the backup stays a backup; made by the database, so that a log beside it is not forgotten.
    let partial = Partial::new(replacing.path(), random).map_err(|error| failed(&error))?;
    copy(file, partial.path(), &mut |done, all| progress(Step::Copying(done, all)))
        .await
        .map_err(|error| failed(&error))?;
    progress(Step::Checking);
    sound(partial.path()).await.map_err(|why| failed(&why))?;
    let there = replacing.path().exists();
    let model = if there { replacing.path() } else { file };
    partial.like(model).and_then(|()| partial.settle()).map_err(|error| failed(&error))?;
    let kept = free_name(replacing.path(), clock.now());
    replacing.put(partial.path(), &kept).map_err(|error| {
        format!(
            "{} was not restored: {error}; look at {} and {} beside it before the service is started",
            file.display(),
            replacing.path().display(),
            kept.display()
        )
    })?;
    let opened = |error: &dyn std::fmt::Display| {
        let back = if there { format!("; what was there before is {}", kept.display()) } else { String::new() };
        format!("{} is in place, but cannot be opened: {error}{back}", file.display())
    };
    let store = replacing.open().await.map_err(|error| opened(&error))?;
    let counted = store.read(|tx| Box::pin(async move { contents::count_all(tx).await })).await;
    let contents = counted.map_err(|error| opened(&error))?;
    Ok(Restored { database: replacing.path().to_owned(), kept: there.then_some(kept), contents })
}

/// Whether a file is a whole database that this program can open.
async fn sound(file: &Path) -> Result<(), String> {
    let examined = examine(file).await.map_err(|error| error.to_string())?;
    if !examined.flaws.is_empty() {
        return Err(format!("it is damaged ({})", flaws(&examined.flaws)));
    }
    match examined.schema {
        Schema::Ours | Schema::Older => Ok(()),
        Schema::Newer(_) => Err(format!("it {}: restore it with that version", examined.schema.what())),
        other => Err(format!("it {}", other.what())),
    }
}

/// A name beside the database that says since when it is not the database any more.
fn free_name(database: &Path, now: Timestamp) -> PathBuf {
    let name = |more: String| {
        let mut name = database.as_os_str().to_owned();
        name.push(format!(".replaced-{}{more}", now.strftime("%Y%m%dT%H%M%SZ")));
        PathBuf::from(name)
    };
    let numbered = (2..).map(|number| name(format!("-{number}")));
    let mut names = std::iter::once(name(String::new())).chain(numbered);
    names.find(|name| !name.exists()).unwrap_or_else(|| name(String::new()))
}
