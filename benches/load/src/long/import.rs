//! A hundred thousand questions come in through the page of imports, file after file, beside steady saves.

use std::time::{Duration, Instant};

use crate::bench::Bench;
use crate::client::Failure;
use crate::exam::EXAM;
use crate::report::Wanted;

use super::{author, beside::Beside, many};

const QUESTIONS: u32 = 100_000;
/// Questions in a file: well below the largest file that is taken.
const IN_FILE: u32 = 10_000;

/// Measures it.
pub async fn run(bench: &mut Bench) -> Result<(), Failure> {
    let database = bench.place("import")?.join("simulado.db");
    author::make(bench, &database).await?;
    let server = bench.on(&database).await?;
    let mut author = author::sign_in(&server.address).await?;
    let (whole, path) = (bench.many(QUESTIONS), format!("/admin/exams/{EXAM}/imports"));
    let first = many::gift(&bench.wish.questions, 0..whole.min(IN_FILE))?;
    let before = questions(&database)?;
    let beside = Beside::start(bench, "import", &server).await?;
    let (since, mut longest) = (Instant::now(), [Duration::ZERO; 3]);
    let mut file = first;
    for from in (0..whole).step_by(IN_FILE as usize) {
        let to = whole.min(from + IN_FILE);
        if from > 0 {
            file = many::gift(&bench.wish.questions, from..to)?;
        }
        bench.say(&format!("import: {from} of {whole} questions are in"));
        // As a person does it: upload, look at what would become of it, confirm.
        let mut last = Instant::now();
        let mut lap = |step: usize| {
            longest[step] = longest[step].max(last.elapsed());
            last = Instant::now();
        };
        let uploaded = author.post_file(&path, &format!("part-{from}.gift"), &file).await?.must_be(303)?;
        let import = uploaded.location.ok_or("an upload leads on")?;
        lap(0);
        author.get(&import).await?.must_be(200)?;
        lap(1);
        author.post(&format!("{import}/confirmation"), String::new()).await?.must_be(303)?;
        lap(2);
    }
    let took = since.elapsed().as_secs_f64();
    beside.end(bench, "import").await?;
    let came = questions(&database)? - before;
    bench.fact("    import: questions that came in", f64::from(came), "");
    bench.fact("    import: in a second", f64::from(came) / took, "/s");
    for (step, time) in ["upload", "look", "confirmation"].into_iter().zip(longest) {
        bench.fact(&format!("    import: the longest {step}"), time.as_secs_f64(), "s");
    }
    bench.size("import", &server, &database);
    bench.goal("import: share of the questions that came in", f64::from(came) / f64::from(whole), Wanted::AtLeast(1.0));
    server.stop().await
}

fn questions(database: &std::path::Path) -> Result<u32, Failure> {
    let count = |path| {
        let connection = rusqlite::Connection::open_with_flags(path, rusqlite::OpenFlags::SQLITE_OPEN_READ_ONLY)?;
        connection.query_row("SELECT COUNT(*) FROM question", [], |row| row.get(0))
    };
    count(database).map_err(|error: rusqlite::Error| error.to_string())
}
