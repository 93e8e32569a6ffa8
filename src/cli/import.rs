//! `simulado import`: reads another system's file, says what would become of each question, and brings them in when told to.

use std::error::Error;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use clap::Args;
use indicatif::ProgressBar;

use crate::ambient::{Clock, Random};
use crate::authoring::Desk;
use crate::authoring::import::{Choices, FILE_BYTES, Fate, Plan, Queue};
use crate::config::Config;
use crate::exam::id::ExamSlug;
use crate::exam::lang::Lang;
use crate::exam::question::Level;
use crate::interchange::{Format, Severity};
use crate::proctor::{Library, read_banks};
use crate::store::{Store, question_file};

/// What to import, and how.
#[derive(Args)]
pub struct ImportArgs {
    /// The file
    file: PathBuf,
    /// The exam to import into
    #[arg(long)]
    exam: ExamSlug,
    /// Its format, if it is not to be found out: gift, aiken, moodle-xml, qti21, qti30, qti12, package, csv, simulado
    #[arg(long)]
    format: Option<Format>,
    /// The language of texts that do not say theirs: en, pt-BR
    #[arg(long, default_value = "en")]
    lang: Lang,
    /// The level of questions that do not say theirs: recall, apply, troubleshoot
    #[arg(long)]
    level: Option<Level>,
    /// The objective or area of questions that nothing else places
    #[arg(long, default_value = "")]
    part: String,
    /// Bring the questions in; without it, nothing is written
    #[arg(long)]
    confirm: bool,
}

/// Runs it. Gives whether every question in the file could be taken.
pub async fn run(args: &ImportArgs, config: &Config) -> Result<bool, Box<dyn Error>> {
    let name = args.file.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    let shown = args.file.display();
    let size = std::fs::metadata(&args.file).map_err(|error| format!("{shown} cannot be read: {error}"))?.len();
    if size > FILE_BYTES as u64 {
        return Err(format!("{shown} has {size} bytes; at most {FILE_BYTES} are read").into());
    }
    let bytes = std::fs::read(&args.file).map_err(|error| format!("{shown} cannot be read: {error}"))?;
    let banks = read_banks(&config.questions, &question_file::peek(&config.database_url).await)?;
    let store = Store::open(&config.database_url).await?;
    let (clock, random) = (Clock::System, Random::System);
    let library = Library::open(&store, banks, &random, clock.now()).await?;
    let shelf = library.shelf(&args.exam).ok_or_else(|| format!("there is no exam {}", args.exam))?;
    let desk = Desk { store, library, clock, random, queue: Queue::default() };
    let choices = Choices {
        format: args.format,
        lang: Some(args.lang),
        level: args.level,
        part: args.part.clone(),
        ..Choices::default()
    };
    let waiting = spinner("reading");
    let plan = desk.look_at(&shelf.blueprint, &name, Arc::new(bytes), choices.clone()).await?;
    waiting.finish_and_clear();
    let whole = report(&plan);
    if args.confirm {
        let waiting = spinner("storing");
        let done = desk.bring_in(None, &shelf.blueprint, &name, plan, &choices, None).await?;
        waiting.finish_and_clear();
        println!("{} questions came in as drafts.", done.taken);
    } else if plan.ready().next().is_some() {
        println!("Nothing was written. With --confirm, they come in as drafts.");
    }
    Ok(whole)
}

fn spinner(what: &'static str) -> ProgressBar {
    let bar = ProgressBar::new_spinner().with_message(what);
    bar.enable_steady_tick(Duration::from_millis(120));
    bar
}

/// Prints what would become of each entry. Gives whether nothing was refused or left out.
fn report(plan: &Plan) -> bool {
    if let Some(format) = plan.format {
        println!("Read as {}.", format.name());
    }
    for remark in &plan.remarks {
        println!("{remark}");
    }
    let (mut taken, mut same, mut left) = (0_usize, 0_usize, 0_usize);
    for entry in &plan.entries {
        let place = if entry.place.is_empty() { String::new() } else { format!("{}: ", entry.place) };
        let title = &entry.title;
        match &entry.fate {
            Fate::Taken(ready) => {
                taken += 1;
                let how = if ready.base.is_some() { "changes" } else { "becomes" };
                println!("{place}\"{title}\" {how} {}", ready.name);
                for remark in &ready.remarks {
                    let mark = if remark.severity() == Severity::Warning { "warning" } else { "note" };
                    println!("  {mark}: {remark}");
                }
            }
            Fate::Same(_) => same += 1,
            Fate::NoPart => {
                left += 1;
                println!("{place}\"{title}\" is left out: nothing says to which objective it belongs (--part does)");
            }
            Fate::Skipped(foreign) => {
                left += 1;
                println!("{place}\"{title}\" is skipped: {foreign}");
            }
            Fate::Refused(cause) => {
                left += 1;
                println!("{place}\"{title}\" is refused: {cause}");
            }
        }
    }
    if let Some((place, cause)) = &plan.failure {
        let place = if place.is_empty() { String::new() } else { format!(" ({place})") };
        println!("The file was not read to its end: {cause}{place}");
    }
    println!("{taken} would come in, {same} are here already, {left} are left out.");
    left == 0 && plan.failure.is_none()
}
