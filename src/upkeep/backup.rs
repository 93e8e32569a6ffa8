//! A backup: a copy of the embedded database as it is at one moment, made while the service runs, checked before it counts.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use jiff::SignedDuration;

use super::partial::{Partial, folder};
use super::{SERVER, Step, flaws};
use crate::ambient::{Clock, Random};
use crate::store::contents::{Contents, of_file};
use crate::store::replace::BESIDE;
use crate::store::schema::Schema;
use crate::store::sqlite_file::{self, copy, examine};

/// A backup that was made.
#[derive(Clone, Debug)]
pub struct Made {
    /// Where it is.
    pub file: PathBuf,
    /// How large it is.
    pub bytes: u64,
    /// What is in it.
    pub contents: Contents,
    /// How long it took.
    pub took: SignedDuration,
}

/// What is copied, and where to.
#[derive(Clone, Copy, Debug)]
pub struct Wanted<'w> {
    /// The address of the database.
    pub url: &'w str,
    /// The file to make.
    pub file: &'w Path,
    /// Whether it may take the place of a file that is there.
    pub over: bool,
}

/// Makes a backup, or leaves everything as it is. The service goes on meanwhile, and no save waits for it.
pub async fn backup(
    wanted: Wanted<'_>,
    (clock, random): (&Clock, &Random),
    progress: &mut (dyn FnMut(Step) + Send),
) -> Result<Made, String> {
    let begun = clock.now();
    let Wanted { url, file, over } = wanted;
    let database = sqlite_file::path(url).ok_or(SERVER)?;
    if !database.is_file() {
        return Err(format!("there is no database at {} to back up; nothing was written", database.display()));
    }
    check_target(&database, file, over)?;
    let failed = |why: &dyn std::fmt::Display| {
        format!("the backup {} was not made: {why}; nothing of it was left", file.display())
    };
    let partial = Partial::new(file, random).map_err(|error| failed(&error))?;
    copy(&database, partial.path(), &mut |done, all| progress(Step::Copying(done, all)))
        .await
        .map_err(|error| failed(&error))?;
    progress(Step::Checking);
    let examined = examine(partial.path()).await.map_err(|error| failed(&error))?;
    if !examined.flaws.is_empty() {
        let why = format!("the copy is not whole ({})", flaws(&examined.flaws));
        return Err(format!(
            "{}. Look at the database with “simulado check”, and keep the backups that there are",
            failed(&why)
        ));
    }
    if matches!(examined.schema, Schema::Foreign | Schema::Empty) {
        return Err(failed(&format!("{} {}", database.display(), examined.schema.what())));
    }
    let contents = of_file(partial.path()).await.map_err(|error| failed(&error))?;
    partial.like(&database).map_err(|error| failed(&error))?;
    let bytes = fs::metadata(partial.path()).map_err(|error| failed(&error))?.len();
    // Waiting for the disk must not keep a service that does this from its other work.
    let finished = tokio::task::spawn_blocking(move || partial.finish(over)).await;
    finished.map_err(|error| failed(&error))?.map_err(|error| match error.kind() {
        io::ErrorKind::AlreadyExists => exists(file),
        _ => failed(&error),
    })?;
    Ok(Made { file: file.to_owned(), bytes, contents, took: clock.now().duration_since(begun) })
}

/// Refuses a target that would cost somebody something.
fn check_target(database: &Path, file: &Path, over: bool) -> Result<(), String> {
    let folder = folder(file);
    if !folder.is_dir() {
        return Err(format!(
            "there is no folder {} to put the backup into: make it first; nothing was written",
            folder.display()
        ));
    }
    if file.is_dir() {
        return Err(format!("{} is a folder: name the file to write; nothing was written", file.display()));
    }
    // The database itself, or what belongs to it while it is used, by whatever name.
    let place = |path: &Path| Some(fs::canonicalize(self::folder(path)).ok()?.join(path.file_name()?));
    let real = fs::canonicalize(database).unwrap_or_else(|_| database.to_owned());
    let own = std::iter::once("").chain(BESIDE).flat_map(|suffix| {
        [database, &real].map(|path| {
            let mut name = path.as_os_str().to_owned();
            name.push(suffix);
            place(Path::new(&name))
        })
    });
    if own.into_iter().any(|own| own.is_some() && own == place(file))
        || fs::canonicalize(file).is_ok_and(|file| file == real)
    {
        return Err(format!(
            "{} belongs to the database itself: name another file; nothing was written",
            file.display()
        ));
    }
    if !over && fs::symlink_metadata(file).is_ok() {
        return Err(exists(file));
    }
    Ok(())
}

fn exists(file: &Path) -> String {
    format!("{} is there already and was kept: name another file, or say --force to replace it", file.display())
}
