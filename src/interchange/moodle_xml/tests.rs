//! What Moodle's files become. Each test is one of the things that readers of the format get wrong.

mod gaps;
mod options;
mod writing;

use proptest::prelude::*;

use super::*;
use crate::{
    exam::question::{Body, FillIn, Kind},
    interchange::{Content, Draft, Foreign, Outcome},
};

/// A file with one question of a type.
fn file(kind: &str, inside: &str) -> String {
    format!(
        "<?xml version=\"1.0\"?>\n<quiz>\n<question type=\"{kind}\"><name><text>N</text></name>\n\
         <questiontext format=\"html\"><text>Why?</text></questiontext>{inside}</question>\n</quiz>"
    )
}

fn outcome(xml: &str) -> Outcome {
    let mut reading = read(xml.as_bytes());
    assert_eq!((reading.failure, reading.entries.len()), (None, 1), "{xml}");
    reading.entries.remove(0).outcome
}

fn taken(xml: &str) -> (Draft, Vec<String>) {
    match outcome(xml) {
        Outcome::Taken { draft, remarks } => (*draft, remarks.iter().map(ToString::to_string).collect()),
        other => panic!("{other:?}: {xml}"),
    }
}

fn refused(xml: &str) -> Cause {
    match outcome(xml) {
        Outcome::Refused(cause) => cause,
        other => panic!("{other:?}: {xml}"),
    }
}

fn body(draft: &Draft) -> &Body {
    match &draft.content {
        Content::One(_, body) => body,
        Content::Both(_) => panic!("two languages"),
    }
}

fn fill_in(draft: &Draft) -> &FillIn {
    match &draft.kind {
        Kind::FillIn(fill_in) => fill_in,
        other => panic!("{other:?}"),
    }
}

/// Options "0", "1", … with these weights.
fn answers(weights: &[&str]) -> String {
    let answer = |(index, weight)| format!("<answer fraction=\"{weight}\"><text>{index}</text></answer>");
    weights.iter().enumerate().map(answer).collect()
}

fn choice(single: &str, weights: &[&str]) -> String {
    file("multichoice", &format!("{single}{}", answers(weights)))
}

#[test]
fn short_answers_are_exact_and_the_worthless_ones_near() {
    let xml = "<usecase>1</usecase><generalfeedback><text>General.</text></generalfeedback>\
        <answer fraction=\"100\"><text> ls -l </text><feedback><text>Yes.</text></feedback></answer>\
        <answer fraction=\"0\"><text>LS -l</text><feedback><text><![CDATA[<pre>x</pre>]]></text></feedback></answer>\
        <answer fraction=\"50\"><text>ls</text></answer>\
        <answer fraction=\"0\"><text>*</text><feedback><text>No.</text></feedback></answer>";
    let (draft, remarks) = taken(&file("shortanswer", xml));
    let typed = fill_in(&draft);
    assert_eq!(
        (&typed.answers[..], &typed.near[..]),
        (&["ls -l".to_owned()][..], &["LS -l".to_owned(), "ls".to_owned()][..])
    );
    assert!(!typed.ignore_case);
    assert_eq!(body(&draft).explanation, "General.\n\n`ls -l`: Yes.\n\n`LS -l`:\n\n```\nx\n```\n\nNo.");
    assert_eq!(remarks, ["partial credit is gone: here an answer is right or wrong"]);
    let (draft, _) = taken(&file("shortanswer", &answers(&["100", "0"])));
    assert!(fill_in(&draft).ignore_case, "case matters only where the file says so");
}

#[test]
fn wildcards_are_named_and_escaped_asterisks_are_none() {
    let one = |text: &str| file("shortanswer", &format!("<answer fraction=\"100\"><text>{text}</text></answer>"));
    let (draft, remarks) = taken(&one("*Paris*"));
    assert_eq!(fill_in(&draft).answers, ["Paris"]);
    assert_eq!(remarks, ["the answer \"*Paris*\" stands for many; here answers are exact"]);
    let (draft, remarks) = taken(&one("ls \\*.c"));
    assert_eq!((&fill_in(&draft).answers[..], remarks.len()), (&["ls *.c".to_owned()][..], 0));
    assert_eq!(outcome(&one("*")), Outcome::Skipped(Foreign::Survey));
}

#[test]
fn numbers_become_ranges() {
    let number = |inside: &str| file("numerical", inside);
    let (draft, remarks) = taken(&number(
        "<answer fraction=\"100\"><text>3,5</text><tolerance>0.5</tolerance></answer>\
         <answer fraction=\"0\"><text>9</text></answer><answer fraction=\"0\"><text>*</text></answer>",
    ));
    let typed = fill_in(&draft);
    assert_eq!(typed.ranges.iter().map(ToString::to_string).collect::<Vec<_>>(), ["3..4"]);
    assert_eq!(
        (typed.near.len(), remarks),
        (1, vec!["the question for a number became a fill-in with a range".to_owned()])
    );
    // The share as an element, the answer outside of a text: Moodle 1.5.
    let (draft, _) = taken(&number("<answer>7<fraction>1</fraction><tolerance>-1</tolerance></answer>"));
    assert_eq!(fill_in(&draft).ranges[0].to_string(), "6..8");
    for bad in ["<text>hello</text>", "<text>1</text><tolerance>x</tolerance>", "<text>1e999</text>"] {
        assert!(
            matches!(refused(&number(&format!("<answer fraction=\"100\">{bad}</answer>"))), Cause::Number(_)),
            "{bad}"
        );
    }
    let units = "<units><unit><multiplier>1</multiplier><unit_name>m</unit_name></unit></units>";
    let (_, remarks) = taken(&number(&format!("{}{units}", answers(&["100"]))));
    assert!(remarks.contains(&"the units of the number are gone".to_owned()));
}

#[test]
fn texts_are_read_in_the_format_that_they_say_or_inherit() {
    let options = answers(&["100", "0"]);
    let text = |format: &str, text: &str| {
        let question = format!("<questiontext{format}><text>{text}</text></questiontext>");
        let xml = file("multichoice", &format!("<generalfeedback><text>a *b*</text></generalfeedback>{options}"));
        let (start, rest) = xml.split_once("<questiontext").unwrap();
        let (_, end) = rest.split_once("</questiontext>").unwrap();
        let (draft, _) = taken(&format!("{start}{question}{end}"));
        (body(&draft).stem.clone(), body(&draft).explanation.clone())
    };
    let pair = |a: &str, b: &str| (a.to_owned(), b.to_owned());
    assert_eq!(text("", "&lt;b&gt;a&lt;/b&gt;&amp;lt;\nb"), pair("**a**< b", "a \\*b\\*"));
    assert_eq!(text(" format=\"plain_text\"", "&lt;b&gt; *\nc"), pair("\\<b> \\*\\\nc", "a \\*b\\*"));
    assert_eq!(text(" format=\"markdown\"", "# A\n\n*b*&lt;br&gt;c"), pair("**A**\n\n*b*\\\nc", "a *b*"));
    assert_eq!(text(" format=\"moodle_auto_format\"", "a\nb &lt;i&gt;c&lt;/i&gt;"), pair("a\\\nb *c*", "a \\*b\\*"));
    assert_eq!(text(" format=\"html\"", "<![CDATA[<pre>a ]]]]><![CDATA[>  b</pre>]]>").0, "```\na ]]>  b\n```");
}

#[test]
fn pictures_come_with_the_text_that_shows_them() {
    let image = |name: &str, code: &str| format!("<file name=\"{name}\" path=\"/\" encoding=\"base64\">{code}</file>");
    let xml = format!(
        "<generalfeedback><text><![CDATA[<img src=\"@@PLUGINFILE@@/a%20b.png\" alt=\"A\">]]></text>{}{}</generalfeedback>\
         <answer fraction=\"100\"><text><![CDATA[<img src=\"@@PLUGINFILE@@/a%20b.png\">]]></text>{}{}</answer>\
         <answer fraction=\"0\"><text><![CDATA[x<img src=\"@@PLUGINFILE@@/c.png\">\
         <img src=\"@@PLUGINFILE@@/d.png\"><img src=\"data:image/png;base64,Zm9v\">]]></text>{}</answer>",
        image("a b.png", "Zm9v"),
        image("a b.png", "YmFy"),
        image("a b.png", "YmF6"),
        image("e.pdf", "YQ=="),
        image("d.png", "!!"),
    );
    let (draft, remarks) = taken(&file("multichoice", &xml));
    let names: Vec<(&str, &[u8])> = draft.images.iter().map(|image| (image.name.as_str(), &image.bytes[..])).collect();
    assert_eq!(names, [("a-b.png", &b"baz"[..]), ("picture.png", b"foo"), ("a-b-2.png", b"foo")]);
    assert_eq!(body(&draft).options[0].text, "![](images/a-b.png)");
    assert_eq!(body(&draft).options[1].text, "x\\[c.png]\\[d.png]![](images/picture.png)");
    assert_eq!(body(&draft).explanation, "![A](images/a-b-2.png)");
    let expected = [
        "the file \"e.pdf\" was passed over",
        "the picture \"c.png\" is not in the file",
        "the picture \"d.png\" was not taken: its base64 is broken",
        "a second file \"a b.png\" was passed over",
    ];
    assert_eq!(remarks, expected);
}

#[test]
fn a_picture_of_the_old_kind_stands_below_the_text() {
    let old = |code: &str| format!("<image>pics/a &amp; b.gif</image><image_base64>\n{code}\n</image_base64>");
    let (draft, remarks) = taken(&file("multichoice", &format!("{}{}", old("Zm9v"), answers(&["100", "0"]))));
    assert_eq!(body(&draft).stem, "Why?\n\n![](images/a---b.gif)");
    assert_eq!((draft.images[0].bytes.as_slice(), remarks.len()), (&b"foo"[..], 0));
    let (_, remarks) = taken(&file("multichoice", &format!("{}{}", old(""), answers(&["100", "0"]))));
    assert_eq!(remarks.len(), 1);
}

#[test]
fn what_stands_around_the_answers_is_kept_or_named() {
    let xml = format!(
        "{}<idnumber>q&lt;1</idnumber><hidden>1</hidden><defaultgrade>2.0</defaultgrade><penalty>0.33</penalty>\
         <shuffleanswers>0</shuffleanswers><hint><text>H</text><clearwrong/></hint><hint><text/></hint><shiny>1</shiny>\
         <correctfeedback><text>Well done</text></correctfeedback><answernumbering>abc</answernumbering>\
         <tags><tag><text>net</text></tag><tag><text>simulado.level=hard</text></tag></tags>",
        answers(&["100", "0"])
    );
    let (draft, remarks) = taken(&file("multichoice", &xml));
    assert_eq!((draft.id.as_str(), &draft.tags[..]), ("q<1", &["net".to_owned()][..]));
    let expected = [
        "the tag \"simulado.level=hard\" cannot be read",
        "points and penalties are gone: every question counts the same",
        "hints for further tries are gone",
        "feedback for right and wrong answers as such is gone",
        "the fixed order of the options is gone: here options are shuffled",
        "the setting \"hidden\" has no counterpart here",
        "<shiny> was passed over",
    ];
    assert_eq!(remarks, expected);
    let (_, remarks) =
        taken(&choice("", &["100", "0"]).replace("Why?", "<![CDATA[<span class=\"multilang\">a</span>]]>"));
    assert_eq!(remarks, ["its languages were not joined: they stand side by side in its texts"]);
}

#[test]
fn a_category_holds_for_what_follows_it() {
    let category = |path: &str, more: &str| {
        format!("<question type=\"category\"><category><text>{path}</text></category>{more}</question>")
    };
    let question = choice("", &["100", "0"]);
    let question = &question[question.find("<question").unwrap()..question.rfind("</quiz>").unwrap()];
    let info = "<info><text>About Tau</text></info><idnumber>t</idnumber>";
    let xml = format!(
        "<quiz>{question}{}{question}{}{question}{}{question}</quiz>",
        category("$module$/top/Sigma/Tau", info),
        category("top/a//b/ c ", ""),
        category("$course$", "")
    );
    let reading = read(xml.as_bytes());
    let categories: Vec<_> = reading.taken().map(|draft| draft.category.join(" > ")).collect();
    assert_eq!(categories, ["", "Sigma > Tau", "a/b > c", ""]);
    assert_eq!(
        reading.remarks,
        [Remark::PassedOver { what: words!("the description of the category \"{}\"", "Sigma/Tau") }]
    );
}

#[test]
fn types_that_are_not_here_are_named_and_the_rest_is_kept() {
    for (kind, foreign) in [
        ("matching", Foreign::Matching),
        ("match", Foreign::Matching),
        ("essay", Foreign::Essay),
        ("description", Foreign::NoQuestion),
        ("ordering", Foreign::Ordering),
        ("calculatedmulti", Foreign::Calculated),
        ("ddmarker", Foreign::DragAndDrop),
        ("gapselect", Foreign::Cloze),
        ("recordrtc", Foreign::Upload),
        ("coderunner", Foreign::Other("coderunner".to_owned())),
    ] {
        assert_eq!(outcome(&file(kind, "<answer fraction=\"1.0\"/>")), Outcome::Skipped(foreign));
    }
    assert!(matches!(refused(&file("", "")), Cause::Syntax(_)));
    let good = choice("", &["100", "0"]);
    let mixed = good.replace("<quiz>", "<quiz><question type=\"stack\"/>rubbish<other>1</other>");
    let reading = read(mixed.as_bytes());
    assert_eq!((reading.entries.len(), reading.taken().count(), reading.remarks.len()), (2, 1, 2));
}

#[test]
fn a_file_that_is_none_is_one_failure_with_its_line() {
    let failure = |text: &[u8]| read(text).failure.map(|(place, cause)| (place.line, cause));
    assert_eq!(failure(b"<quiz></quiz>"), Some((Some(1), Cause::Empty)));
    assert!(matches!(failure(b"\n<html/>"), Some((Some(2), Cause::NotThisFormat(_)))));
    assert!(matches!(failure(b"<quiz>\n<question>\n</quiz>"), Some((Some(3), Cause::Xml(_)))));
    assert_eq!(failure(b"<quiz>\xe9</quiz>"), Some((None, Cause::Encoding)));
    assert_eq!(failure(b"<!DOCTYPE quiz [<!ENTITY a \"b\">]><quiz/>"), Some((Some(1), Cause::Entities)));
    let alone = choice("", &["100", "0"]);
    let alone = &alone[alone.find("<question").unwrap()..alone.rfind("</quiz>").unwrap()];
    assert_eq!(read(alone.as_bytes()).taken().count(), 1, "a question alone is a file as well");
}

#[test]
fn the_title_is_the_name_or_the_beginning_of_the_text() {
    let title = |xml: &str| read(xml.as_bytes()).entries[0].title.clone();
    assert_eq!(title(&choice("", &["100", "0"])), "N");
    let long = format!("<![CDATA[<p>a &lt;b</p><p>{}</p>]]>", "c".repeat(100));
    let xml = choice("", &["100", "0"]).replace("<text>N</text>", "").replace("Why?", &long);
    assert_eq!(title(&xml), format!("a <b {}", "c".repeat(75)));
    let (_, remarks) = taken(&choice("", &["100", "0"]));
    assert_eq!(remarks, [""; 0], "nothing is said where nothing is lost");
}

proptest! {
    #[test]
    fn any_bytes_are_read(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
        read(&bytes);
    }

    #[test]
    fn any_texts_are_read(kind in "multichoice|truefalse|shortanswer|numerical|cloze", stem in any::<String>(), a in "[*{}:=~%#0-9,.e+\\\\-]{0,12}", weight in "100|50|0|-5|[0-9.e-]{0,4}") {
        let xml = file(&kind, &format!("{}<answer fraction=\"{weight}\"><text><![CDATA[{a}]]></text><tolerance>{weight}</tolerance></answer>", answers(&["100"])));
        read(xml.replace("Why?", &format!("<![CDATA[{stem}{{1:NM:{a}}}]]>")).as_bytes());
    }
}
