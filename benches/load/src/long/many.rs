//! Very many questions, made of those of an exam: each is one of them with the stem of another before its own, so that no two are the
//! same and each is as long as questions are.

use std::fmt::Write as _;
use std::fs;
use std::ops::Range;
use std::path::Path;

use crate::client::Failure;
use crate::exam::EXAM;

/// A question of the exam.
struct Base {
    objective: String,
    name: String,
    /// What stands before the languages.
    front: String,
    /// Stem, and all that comes after it, in each language.
    languages: Vec<(String, String, String)>,
    /// Whether it asks for the exception: such a stem comes before no other.
    negative: bool,
}

/// What ends a stem that asks for several options; and what makes it ask for the exception.
const BRACKETS: [&str; 2] = ["(Choose ", "(Escolha "];
const NEGATIVE: [&str; 4] = ["NOT", "EXCEPT", "NÃO", "EXCETO"];

/// Writes a folder of questions with an exam of so many.
pub fn folder(questions: &Path, folder: &Path, many: u32, mut done: impl FnMut(u32)) -> Result<(), Failure> {
    let (from, to) = (questions.join(EXAM), folder.join(EXAM));
    let bases = bases(&from)?;
    let copied = |path: &Path, target: &Path| {
        fs::copy(path, target).map(drop).map_err(|error| format!("{}: {error}", path.display()))
    };
    fs::create_dir_all(&to).map_err(|error| error.to_string())?;
    copied(&from.join("exam.toml"), &to.join("exam.toml"))?;
    for base in &bases {
        let place = to.join(&base.objective);
        if !place.exists() {
            fs::create_dir_all(&place).map_err(|error| error.to_string())?;
            let guide = Path::new(&base.objective).join("guide.md");
            if from.join(&guide).exists() {
                copied(&from.join(&guide), &to.join(&guide))?;
            }
        }
    }
    for n in 0..many {
        let (base, before) = pair(&bases, n);
        let mut text = base.front.clone();
        for (language, stem, rest) in &base.languages {
            let first = before.languages.iter().find(|other| other.0 == *language).map_or("", |other| other.1.as_str());
            let _ = write!(text, "# {language}\n\n{}\n\n{stem}\n\n{rest}\n\n", without_bracket(first));
        }
        let file = to.join(&base.objective).join(format!("{}-{n:06}.md", base.name));
        fs::write(&file, format!("{}\n", text.trim_end())).map_err(|error| format!("{}: {error}", file.display()))?;
        done(n);
    }
    Ok(())
}

/// Questions of these numbers as a GIFT file, in English. Fill-ins are left out: others take their numbers.
pub fn gift(questions: &Path, numbers: Range<u32>) -> Result<Vec<u8>, Failure> {
    let mut bases = bases(&questions.join(EXAM))?;
    bases.retain(|base| base.languages.first().is_some_and(|(_, _, rest)| rest.starts_with("- [")));
    let mut file = String::new();
    for n in numbers {
        let (base, before) = pair(&bases, n);
        let stem = format!("{}\n\n{}", without_bracket(&before.languages[0].1), base.languages[0].1);
        let options: Vec<(bool, &str)> = base.languages[0].2.lines().filter_map(option).collect();
        let right = options.iter().filter(|(right, _)| *right).count();
        let _ =
            write!(file, "$CATEGORY: {}\n\n::{}-{n:06}::[markdown]{} {{\n", base.objective, base.name, escaped(&stem));
        for (is_right, text) in options {
            let mark = match (is_right, right) {
                (true, 1) => "=".to_owned(),
                (true, _) => format!("~%{}%", SHARES.get(right).copied().unwrap_or("10")),
                (false, _) => "~".to_owned(),
            };
            let _ = writeln!(file, "{mark}{}", escaped(text));
        }
        file.push_str("}\n\n");
    }
    Ok(file.into_bytes())
}

/// The share of a point of each right option, by their number, as GIFT knows them.
const SHARES: [&str; 5] = ["0", "100", "50", "33.33333", "25"];

/// Which question number so and so is, and whose stem comes first. No pair comes twice, for as many as there are.
fn pair(bases: &[Base], n: u32) -> (&Base, &Base) {
    let (own, round) = (n as usize % bases.len(), n as usize / bases.len());
    let others = bases.iter().cycle().skip(own + 1).take(bases.len() - 1);
    let mut fit = others.filter(|other| !other.negative).cycle().skip(round);
    (&bases[own], fit.next().unwrap_or(&bases[own]))
}

fn without_bracket(stem: &str) -> &str {
    let end = BRACKETS.iter().filter_map(|bracket| stem.rfind(bracket)).min().unwrap_or(stem.len());
    stem[..end].trim_end()
}

fn option(line: &str) -> Option<(bool, &str)> {
    line.strip_prefix("- [x] ").map(|text| (true, text)).or(line.strip_prefix("- [ ] ").map(|text| (false, text)))
}

/// A text in GIFT. Blank lines would end the question.
fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len() + 16);
    for c in text.chars() {
        match c {
            '~' | '=' | '#' | '{' | '}' | ':' | '\\' => escaped.extend(['\\', c]),
            '\n' => escaped.push_str("\\n"),
            c => escaped.push(c),
        }
    }
    escaped
}

/// Every question of an exam.
fn bases(exam: &Path) -> Result<Vec<Base>, Failure> {
    let unreadable = |error: std::io::Error| format!("{}: {error}", exam.display());
    let mut files = Vec::new();
    for objective in fs::read_dir(exam).map_err(unreadable)? {
        let objective = objective.map_err(unreadable)?.path();
        if !objective.is_dir() {
            continue;
        }
        for file in fs::read_dir(&objective).map_err(unreadable)? {
            let file = file.map_err(unreadable)?.path();
            if file.extension().is_some_and(|end| end == "md") && file.file_stem().is_some_and(|name| name != "guide") {
                files.push(file);
            }
        }
    }
    files.sort();
    let read = |file: &Path| fs::read_to_string(file).map_err(|error| format!("{}: {error}", file.display()));
    files
        .iter()
        .map(|file| base(file, &read(file)?).ok_or_else(|| format!("{}: no question", file.display())))
        .collect()
}

fn base(file: &Path, text: &str) -> Option<Base> {
    let name = |part: &Path| part.file_stem().map(|name| name.to_string_lossy().into_owned());
    let front = text.find("\n# en\n")? + 1;
    let second = front + text[front..].find("\n# pt-BR\n")? + 1;
    let half = |text: &str| {
        let (head, body) = text.split_once('\n')?;
        let (stem, rest) = halves(body.trim());
        Some((head.trim_start_matches("# ").to_owned(), stem.to_owned(), rest.to_owned()))
    };
    let languages = vec![half(&text[front..second])?, half(&text[second..])?];
    Some(Base {
        negative: languages.iter().any(|(_, stem, _)| NEGATIVE.iter().any(|word| stem.contains(word))),
        objective: file.parent().and_then(|folder| folder.file_name())?.to_string_lossy().into_owned(),
        name: name(file)?,
        front: text[..front].to_owned(),
        languages,
    })
}

/// The stem, which ends before the first option or explanation that does not stand in code.
fn halves(body: &str) -> (&str, &str) {
    let (mut at, mut code) = (0, false);
    for line in body.split_inclusive('\n') {
        if line.trim_start().starts_with("```") {
            code = !code;
        }
        if !code && (line.starts_with("- [") || line.starts_with("> ")) {
            break;
        }
        at += line.len();
    }
    (body[..at].trim_end(), &body[at..])
}
