//! `simulado export`: writes the questions of an exam into files.

use std::collections::BTreeSet;
use std::error::Error;
use std::fmt::Display;
use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};

use serde_json::json;

use self::pictures::Pictures;
use super::bar::Bar;
use crate::ambient::{Clock, Random};
use crate::authoring::outgoing::{Outgoing, known, outgoing};
use crate::bank::folder::{self, Plan, Sheet, Why};
use crate::config::Config;
use crate::exam::id::{ExamSlug, QuestionName};
use crate::exam::lang::Lang;
use crate::interchange::Format;
use crate::store::audit::{self, Act};
use crate::store::{Store, StoreError, file_text};

mod file;
mod pictures;

/// What is asked for on the command line.
#[derive(Clone, Debug, clap::Args)]
pub struct ExportArgs {
    /// The exam, as it is called in addresses
    #[arg(long, value_name = "SLUG")]
    pub exam: ExamSlug,
    /// The exam's folder to write into, which is made if it is not there; with --format, the file to write
    #[arg(long, value_name = "PATH")]
    pub to: PathBuf,
    /// One file for another system instead: csv, moodle-xml, gift, package (QTI 2.1), qti30, qti12, aiken
    #[arg(long, conflicts_with_all = ["only_changed", "delete"])]
    pub format: Option<Format>,
    /// With --format: one language, en or pt-BR, instead of both
    #[arg(long, requires = "format")]
    pub lang: Option<Lang>,
    /// Only questions that are not in a file as they are here
    #[arg(long)]
    pub only_changed: bool,
    /// Also drafts that are finished
    #[arg(long)]
    pub drafts: bool,
    /// Take away files of retired questions, and of questions that belong to another objective now
    #[arg(long)]
    pub delete: bool,
}

/// What became of the files.
struct Done {
    plan: Plan,
    beside: Vec<PathBuf>,
    pictures: Pictures,
}

/// Writes the files. Gives whether all of it could be done: whether no file was left for a person to decide on, and every
/// picture was there.
///
/// As exit code: 0 for that, 1 for what was left, 2 for an error of this function.
pub async fn run(args: &ExportArgs, config: &Config) -> Result<bool, Box<dyn Error>> {
    let home = home(&config.questions, &args.exam)?;
    match args.format {
        Some(format) => file::check(args, format)?,
        None => check_target(&args.to, &args.exam)?,
    }
    if !Store::is_there(&config.database_url) {
        return Err(format!("there is no database at {} yet: start the service once", config.database_url).into());
    }
    let store = Store::open(&config.database_url).await?;
    let mut outgoing = outgoing(&store, &args.exam, args.drafts).await?;
    if outgoing.is_empty() {
        return Err(format!("the database holds no question of {} yet: start the service once", args.exam).into());
    }
    if let Some(format) = args.format {
        return file::run(args, format, &store, &outgoing).await;
    }
    fs::create_dir_all(&args.to).map_err(|error| unwritable(&args.to, &error))?;
    let served = fs::canonicalize(&args.to)? == fs::canonicalize(&home)?;
    let known = known(&store, &args.exam, &outgoing, served).await?;
    let mut sheets = std::mem::take(&mut outgoing.sheets);
    if args.only_changed {
        sheets.retain(|sheet| outgoing.agreed.get(&sheet.name) != Some(&sheet.hash));
    }
    let shown: BTreeSet<String> = sheets.iter().flat_map(Sheet::pictures).map(str::to_owned).collect();
    let plan = folder::plan(sheets, folder::standing(&args.to)?, &known, args.delete);
    let mut said = Vec::new();
    let written = write(&args.to, &plan, &mut said);
    if served {
        // Also when it stopped half-way: what was written agrees.
        agree(&store, &args.exam, &outgoing, said).await?;
    }
    written?;
    let pictures = Pictures::write(&store, &args.to, shown).await?;
    let beside = if served { Vec::new() } else { copy_beside(&home, &args.to)? };
    let done = Done { plan, beside, pictures };
    std::io::stdout().write_all(report(args, &outgoing, &done).as_bytes())?;
    Ok(done.plan.left.is_empty() && done.pictures.missing().is_empty())
}

/// The folder that the exam is served from.
fn home(questions: &Path, exam: &ExamSlug) -> Result<PathBuf, Box<dyn Error>> {
    if let Some(home) = folder::find(questions, exam)? {
        return Ok(home);
    }
    let known: Vec<String> = folder::exams(questions)?
        .iter()
        .filter_map(|folder| folder::exam_of(folder).ok().flatten())
        .map(|exam| exam.to_string())
        .collect();
    let known = if known.is_empty() { "none".to_owned() } else { known.join(", ") };
    Err(format!("there is no exam {exam} in {}: it holds {known}", questions.display()).into())
}

/// Refuses a folder that is plainly not meant.
fn check_target(to: &Path, exam: &ExamSlug) -> Result<(), Box<dyn Error>> {
    if !to.exists() {
        return Ok(());
    }
    if !to.is_dir() {
        return Err(format!("{} is no folder", to.display()).into());
    }
    match folder::exam_of(to)? {
        Some(other) if other != *exam => Err(format!("{} holds another exam, {other}", to.display()).into()),
        Some(_) => Ok(()),
        None if folder::exams(to)?.is_empty() => Ok(()),
        None => {
            Err(format!("{0} holds folders of exams: name the one of this exam, as in {0}/{exam}", to.display()).into())
        }
    }
}

fn unwritable(path: &Path, error: &dyn Display) -> String {
    format!("{} cannot be written: {error}", path.display())
}

/// Carries a plan out. `said` is what the files say then, as far as it came.
fn write(to: &Path, plan: &Plan, said: &mut Vec<(QuestionName, Option<[u8; 32]>)>) -> Result<(), String> {
    said.extend(plan.same.iter().map(|sheet| (sheet.name.clone(), Some(sheet.hash))));
    let all = plan.write.len() + plan.remove.len();
    let bar = Bar::new("Writing questions");
    let mut folders = BTreeSet::new();
    for (done, sheet) in plan.write.iter().enumerate() {
        bar.at(done, all);
        let path = to.join(sheet.path());
        folder::put(&path, sheet.text.as_bytes()).map_err(|error| unwritable(&path, &error))?;
        said.push((sheet.name.clone(), Some(sheet.hash)));
        folders.extend([Some(to), path.parent()].into_iter().flatten().map(Path::to_owned));
    }
    let moved: BTreeSet<&QuestionName> = plan.write.iter().map(|sheet| &sheet.name).collect();
    for (done, old) in plan.remove.iter().enumerate() {
        bar.at(plan.write.len() + done, all);
        let path = to.join(&old.path);
        fs::remove_file(&path).map_err(|error| format!("{} cannot be taken away: {error}", path.display()))?;
        if !moved.contains(&old.name) {
            said.push((old.name.clone(), None));
        }
        folders.extend(path.parent().map(Path::to_owned));
    }
    for folder in folders {
        folder::settle(&folder).map_err(|error| unwritable(&folder, &error))?;
    }
    Ok(())
}

/// Notes in the store what the files say, so that the next start finds no difference.
async fn agree(
    store: &Store,
    exam: &ExamSlug,
    outgoing: &Outgoing,
    mut said: Vec<(QuestionName, Option<[u8; 32]>)>,
) -> Result<(), StoreError> {
    said.retain(|(name, hash)| outgoing.agreed.get(name) != hash.as_ref());
    if said.is_empty() {
        return Ok(());
    }
    let now = Clock::System.now();
    let act = Act {
        id: Random::System.uuid(now),
        at: now,
        actor: None,
        actor_name: String::new(),
        act: "questions-exported".to_owned(),
        object: format!("exam/{exam}"),
        before: json!({}),
        after: json!({ "questions": said.len() }),
    };
    let exam = exam.clone();
    store
        .write(move |tx| {
            Box::pin(async move {
                file_text::agree(tx, &exam, &said).await?;
                audit::add(tx, &act).await
            })
        })
        .await
}

/// Copies what lies beside the questions. Gives what there was to copy.
fn copy_beside(home: &Path, to: &Path) -> Result<Vec<PathBuf>, Box<dyn Error>> {
    let mut copied = Vec::new();
    for path in folder::beside(home)? {
        let (from, to) = (home.join(&path), to.join(&path));
        let bytes = fs::read(&from).map_err(|error| format!("{} cannot be read: {error}", from.display()))?;
        if !fs::read(&to).is_ok_and(|there| there == bytes) {
            folder::put(&to, &bytes).map_err(|error| unwritable(&to, &error))?;
            copied.push(path);
        }
    }
    Ok(copied)
}

/// What was done, and what was not, with the reason.
fn report(args: &ExportArgs, outgoing: &Outgoing, done: &Done) -> String {
    let Plan { write, same, remove, left, stale } = &done.plan;
    let mut out = format!(
        "{}: {} written, {} unchanged, {} taken away in {}\n",
        args.exam,
        files(write.len()),
        same.len(),
        remove.len(),
        args.to.display()
    );
    out.extend(done.pictures.report());
    for path in &done.beside {
        out.extend([&path.display().to_string(), " copied\n"]);
    }
    let mut list = |title: &str, lines: Vec<String>| {
        if !lines.is_empty() {
            out.extend([title, "\n"]);
            for line in lines {
                out.extend(["  ", &line, "\n"]);
            }
        }
    };
    let names = |names: &[QuestionName]| names.iter().map(ToString::to_string).collect();
    list("Left out, not finished:", names(&outgoing.unfinished));
    list("Left out, drafts (--drafts takes them along):", names(&outgoing.drafts));
    let paths = stale.iter().map(|path| path.display().to_string());
    list("Files of retired questions (--delete takes them away):", paths.collect());
    list("Pictures that are not stored here:", done.pictures.missing().to_vec());
    let why = |why: &Why| match why {
        Why::Unknown => "its text is not known here; start the service with it, or take it away".to_owned(),
        Why::Undecided => "file and page disagree; choose on the page".to_owned(),
        Why::Moved(to) => format!("the question belongs to {} now; --delete moves it", to.display()),
    };
    list("Left as they are:", left.iter().map(|(path, of)| format!("{}: {}", path.display(), why(of))).collect());
    out
}

fn files(count: usize) -> String {
    format!("{count} file{}", if count == 1 { "" } else { "s" })
}
