//! Questions of ours go into a table and come back as they were.

use super::{super::Outgoing, super::pair::pair, *};
use crate::{
    exam::{
        lang::{Lang, Localized},
        question::{Body, FillIn, Instruction, Kind, Level, OptionText, Question},
    },
    interchange::{Content, Draft, Meta},
};

fn texts(stem: &str, options: &[&str], explanation: &str) -> Body {
    let option =
        |text: &&str| OptionText { text: (*text).to_owned(), explanation: format!("Why {text}?\n\n- so,\n- \"so\"") };
    Body { stem: stem.to_owned(), options: options.iter().map(option).collect(), explanation: explanation.to_owned() }
}

fn question(name: &str, kind: Kind, en: Body, pt_br: Body) -> Question {
    Question {
        objective: "351.10".parse().unwrap(),
        name: name.parse().unwrap(),
        area: "351.10.a".parse().unwrap(),
        terms: vec!["virsh".to_owned(), "=SUM(A1)".to_owned()],
        level: Level::Apply,
        sources: vec!["man:virsh(1)".to_owned(), "https://example.com/?a=b,c;d".to_owned()],
        checked: "2026-11-23".parse().unwrap(),
        kind,
        body: Localized { en, pt_br },
        allow: vec!["key-echo: it has no synonym".to_owned()],
    }
}

fn list(texts: &[&str]) -> Vec<String> {
    texts.iter().map(|&text| text.to_owned()).collect()
}

fn fill_in(answers: &[&str], ranges: &[&str], near: &[&str], ignore_case: bool) -> Kind {
    let ranges = ranges.iter().map(|range| range.parse().unwrap()).collect();
    let instruction = if answers.is_empty() { Instruction::Number } else { Instruction::CommandLine };
    Kind::FillIn(FillIn { answers: list(answers), ranges, ignore_case, instruction, near: list(near) })
}

/// Every kind, and what a table could take for something else.
fn questions() -> Vec<Question> {
    let code = "On a host, the file `a.xml` has:\n\n```xml\n<a b=\"c\">\n  \"d\", 'e'; f\n</a>\n```\n\nWhich is it?";
    let plain = || texts("Which?", &[], "");
    let five = ["-l", "`=1+1`", "'-x' or \"y\"", "a, b; c | d", "2.50"];
    vec![
        question(
            "code",
            Kind::Single { key: 3 },
            texts(code, &five, "=cmd|' /C calc'!A0"),
            texts(code, &five, "É assim."),
        ),
        question(
            "several",
            Kind::Multiple { keys: [0, 4].into() },
            texts("- a list\n- of things\n\nWhich two? (Choose TWO correct answers.)", &five, ""),
            texts("    indented\n\nQuais?", &five, "\\*não\\*"),
        ),
        question(
            "six",
            Kind::Single { key: 5 },
            texts("Which?", &["a", "b", "c", "d", "e", "f"], ""),
            texts("Qual?", &["1", "2", "3", "4", "5", "07"], ""),
        ),
        question(
            "typed",
            fill_in(&["virsh list --all", "ls | wc -l", "-h"], &[], &["/usr/bin/virsh"], false),
            plain(),
            texts("Qual?", &[], "x"),
        ),
        question(
            "odd",
            fill_in(&["a\nb", " c ", "", "[\"d\"]", "'=e", "é\r\n"], &[], &["[f]"], true),
            plain(),
            plain(),
        ),
        question("number", fill_in(&[], &["2.90..3.1", "40"], &["3,5"], false), plain(), plain()),
        question(
            "quotes",
            Kind::Single { key: 0 },
            texts("'=1' \"quoted\", or ''?", &["@a", "+b"], "\tx"),
            texts("'x'?", &["＝a", "b"], "' "),
        ),
    ]
}

fn expected(question: &Question, languages: &[Lang]) -> Draft {
    let (content, lang) = match *languages {
        [lang] => (Content::One(Some(lang), question.body.get(lang).clone()), Some(lang)),
        _ => (Content::Both(question.body.clone()), None),
    };
    Draft {
        id: question.name.to_string(),
        kind: question.kind.clone(),
        content,
        category: vec![],
        tags: vec![],
        meta: Meta::of(question, lang),
        images: vec![],
    }
}

fn assert_comes_back(questions: &[Question], languages: &[Lang], delimiter: Delimiter) {
    let outgoing: Vec<Outgoing<'_>> = questions.iter().map(|question| Outgoing { question, languages }).collect();
    let written = write_with(&outgoing, delimiter);
    assert_eq!(written.lost, []);
    let mapping = guess(&written.bytes).expect("our own table");
    assert!(mapping.delimiter == delimiter && mapping.guarded && mapping.texts == Texts::Markdown);
    let reading = pair(read(&written.bytes, &mapping));
    assert_eq!((&reading.failure, &reading.remarks), (&None, &vec![]));
    assert_eq!(reading.entries.len(), questions.len());
    for (entry, question) in reading.entries.iter().zip(questions) {
        let taken = Outcome::Taken { draft: Box::new(expected(question, languages)), remarks: vec![] };
        assert_eq!(entry.outcome, taken, "{}", question.name);
    }
}

#[test]
fn what_is_written_comes_back_whatever_the_delimiter_and_the_languages() {
    let mut questions = questions();
    // What no question file can have, a cell may still lose.
    questions[6].body.en.explanation = "x".to_owned();
    questions[6].body.pt_br.explanation = "y".to_owned();
    for &delimiter in Delimiter::ALL {
        for languages in [&[Lang::En, Lang::PtBr][..], &[Lang::En], &[Lang::PtBr]] {
            assert_comes_back(&questions, languages, delimiter);
        }
    }
}

#[test]
fn no_cell_of_ours_is_a_formula_or_changes_in_a_spreadsheet() {
    let questions = questions();
    let outgoing: Vec<Outgoing<'_>> =
        questions.iter().map(|question| Outgoing { question, languages: &Lang::ALL }).collect();
    let rows = preview(&write(&outgoing).bytes, None).unwrap();
    let all: Vec<&String> = rows.iter().flatten().collect();
    assert!(!all.iter().any(|cell| cell.starts_with(['=', '+', '-', '@', '\t'])));
    for guarded in ["'-l", "'=cmd|' /C calc'!A0", "'2.50", "'2026-11-23", "'07", "'351.10"] {
        assert!(all.iter().any(|cell| *cell == guarded), "{guarded}");
    }
}

#[test]
fn a_table_without_questions_is_a_form_to_fill_in() {
    let form = String::from_utf8(write(&[]).bytes).unwrap();
    let header = form.trim_start_matches('\u{feff}').trim_end();
    assert!(
        header.starts_with("name,kind,key,stem en,A en,why A en,B en") && header.ends_with("sources,checked,allow"),
        "{header}"
    );
    let mapping = guess(form.as_bytes()).expect("ours, though empty");
    assert_eq!(read(form.as_bytes(), &mapping).failure.map(|(_, cause)| cause), Some(Cause::Empty));
}

#[test]
fn an_author_may_leave_columns_out_and_move_them() {
    let table = "kind,stem en,A en,B en,key,level,my notes,stem pt-BR,A pt-BR,B pt-BR,why A pt-BR,name,tags\r\n\
        single,Which `one`?,x,y,B,apply,later,Qual?,v,w,Não.,first,\"simulado.area=1.1.a, mine\"\r\n\
        single,Which?,x,y,A,hard,,,,,,Second One,\r\n\
        single,Which?,x,y,A,,,Qual?,v,,,,\r\n\
        single,Which?,x,y,A,,,,v,w,,,\r\n";
    let reading = read_guessed(table.as_bytes());
    let taken: Vec<&Draft> = reading.taken().collect();
    let Content::Both(both) = &taken[0].content else { panic!("both") };
    assert_eq!((both.en.stem.as_str(), both.pt_br.options[0].explanation.as_str()), ("Which `one`?", "Não."));
    assert_eq!((&taken[0].kind, &taken[0].tags[..]), (&Kind::Single { key: 1 }, &["mine".to_owned()][..]));
    assert_eq!((taken[0].meta.level, taken[0].meta.area.is_some()), (Some(Level::Apply), true));
    let Outcome::Taken { remarks, .. } = &reading.entries[1].outcome else { panic!("taken") };
    assert_eq!(remarks.len(), 2, "a level and a name that are none: {remarks:?}");
    let refused = |place: usize| match &reading.entries[place].outcome {
        Outcome::Refused(cause) => cause.to_string(),
        other => panic!("{other:?}"),
    };
    assert_eq!(refused(2), "the question is not finished: option B has no text in Portuguese");
    assert_eq!(refused(3), "the question is not finished: there is no question text in Portuguese");
    assert_eq!(reading.remarks, [Remark::Setting { name: "my notes".to_owned() }]);
    let moved = read_guessed(b"kind,why B en,stem en,C en,B en,A en,key\nsingle,Why.,Which?,z,y,x,B\n");
    let draft = moved.taken().next().expect("a question");
    let Content::One(Some(Lang::En), body) = &draft.content else { panic!("English") };
    let options: Vec<(&str, &str)> = body.options.iter().map(|option| (&*option.text, &*option.explanation)).collect();
    assert_eq!((&draft.kind, options), (&Kind::Single { key: 1 }, vec![("x", ""), ("y", "Why."), ("z", "")]));
}

#[test]
fn a_row_for_each_language_is_joined_by_the_name() {
    let table = "name,kind,language,stem,A,B,key\nfirst,single,en,Which?,x,y,B\nfirst,single,pt-BR,Qual?,v,w,B\n";
    let reading = pair(read_guessed(table.as_bytes()));
    let [draft] = reading.taken().collect::<Vec<_>>()[..] else { panic!("one") };
    assert!(matches!(&draft.content, Content::Both(both) if both.pt_br.stem == "Qual?"));
}
