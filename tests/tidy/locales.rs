//! The words of the interface: every message in every language, with the same variables, and calm.

use std::collections::{BTreeMap, BTreeSet};

use crate::tree::{File, Finding, clean, files, lines};

/// A message of a Fluent file: where it begins and all that it says, attributes included.
struct Message {
    line: usize,
    id: String,
    text: String,
}

fn messages(file: &File) -> Vec<Message> {
    let mut found: Vec<Message> = Vec::new();
    for (line, text) in (1..).zip(file.text.lines()) {
        if text.starts_with('#') || text.trim().is_empty() {
            continue;
        }
        if text.starts_with([' ', '}', '[', '*']) {
            if let Some(message) = found.last_mut() {
                message.text.push('\n');
                message.text.push_str(text);
            }
        } else if let Some((id, value)) = text.split_once('=') {
            found.push(Message { line, id: id.trim().to_owned(), text: value.trim().to_owned() });
        }
    }
    found
}

/// The variables of a message, wherever they stand in it.
fn variables(message: &Message) -> BTreeSet<&str> {
    let ends = |c: char| !(c.is_ascii_alphanumeric() || c == '-' || c == '_');
    message.text.split('$').skip(1).filter_map(|rest| rest.split(ends).next()).collect()
}

fn calm(file: &File) -> Vec<Finding> {
    let loud = messages(file).into_iter().filter(|message| message.text.contains('!'));
    loud.map(|message| file.on(message.line, format!("{} shouts: no “!”", message.id))).collect()
}

/// Portuguese counts 0 as `one`, by the rules that Fluent follows; Brazilians write "0 questões". So it is `[1]` there.
fn zero(file: &File) -> Vec<Finding> {
    let wrong = (1..).zip(file.text.lines()).filter(|(_, line)| line.trim_start().starts_with("[one]"));
    wrong.map(|(number, _)| file.on(number, "[one] is 0 as well in Portuguese: write [1]")).collect()
}

fn empty(file: &File) -> Vec<Finding> {
    let says = |message: &Message| message.text.chars().any(|c| c.is_alphanumeric() || c == '$');
    let silent = messages(file).into_iter().filter(|message| !says(message));
    silent.map(|message| file.on(message.line, format!("{} says nothing", message.id))).collect()
}

/// What the files of one language have that those of another lack, or have with other variables.
fn differing(these: &[File], those: &[File]) -> Vec<Finding> {
    let name = |file: &File| file.path.rsplit('/').next().unwrap_or_default().to_owned();
    let mut other: BTreeMap<(String, String), BTreeSet<String>> = BTreeMap::new();
    for file in those {
        for message in messages(file) {
            let variables = variables(&message).into_iter().map(ToOwned::to_owned).collect();
            other.insert((name(file), message.id), variables);
        }
    }
    let (mut found, mut seen) = (Vec::new(), BTreeSet::new());
    for file in these {
        for message in messages(file) {
            let id = &message.id;
            match other.get(&(name(file), id.clone())) {
                None => found.push(file.on(message.line, format!("{id} is missing in the other language"))),
                Some(expected) if !expected.iter().map(String::as_str).eq(variables(&message)) => {
                    found.push(file.on(message.line, format!("{id} has other variables in the other language")));
                }
                Some(_) => {}
            }
            if !seen.insert(id.clone()) {
                found.push(file.on(message.line, format!("{id} is there twice")));
            }
        }
    }
    found
}

#[test]
fn every_language_says_the_same() {
    let messages_of = |lang| files(lang).into_iter().filter(|file| file.ends_with(".ftl")).collect::<Vec<_>>();
    let (english, portuguese) = (messages_of("locales/en"), messages_of("locales/pt-BR"));
    assert!(english.iter().map(|file| messages(file).len()).sum::<usize>() > 100, "the messages are found");
    clean(differing(&english, &portuguese).into_iter().chain(differing(&portuguese, &english)));
}

#[test]
fn a_difference_is_found() {
    let english = [File::new("locales/en/a.ftl", "one = { $n }\ntwo = x\nthree = x\nthree = x\n")];
    let portuguese = [File::new("locales/pt-BR/a.ftl", "one = { $m }\n# $n (Number)\nthree = x\nfour = y\n")];
    assert_eq!(lines(&differing(&english, &portuguese)), [1, 2, 4]);
    assert_eq!(lines(&differing(&portuguese, &english)), [1, 4]);
    let long = "one = { $n ->\n    [one] a\n   *[other] { $n } b\n}\ntwo = x\nthree =\n    y\n";
    assert_eq!(lines(&differing(&english, &[File::new("locales/pt-BR/a.ftl", long)])), [4], "only the one there twice");
}

#[test]
fn no_message_shouts_or_is_empty() {
    clean(files("locales").iter().flat_map(|file| [calm(file), empty(file)].into_iter().flatten().collect::<Vec<_>>()));
}

#[test]
fn a_shouting_or_an_empty_message_is_found() {
    let bad = File::new(
        "locales/en/a.ftl",
        "# Hello!\none = Well done!\ntwo =\nthree = { \"\" }\nfour =\n    x\nfive = { $n }\n",
    );
    assert_eq!(lines(&calm(&bad)), [2]);
    assert_eq!(lines(&empty(&bad)), [3, 4]);
}

#[test]
fn portuguese_counts_nothing_as_many() {
    clean(files("locales/pt-BR").iter().flat_map(zero));
    let bad = File::new("locales/pt-BR/a.ftl", "a = { $n ->\n    [one] questão\n   *[other] questões\n}\n");
    assert_eq!(lines(&zero(&bad)), [2]);
}
