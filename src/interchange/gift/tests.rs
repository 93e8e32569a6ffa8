//! What GIFT files hold, and what they hold by mistake.

use proptest::prelude::*;

use super::read;
use crate::{
    exam::question::{Body, FillIn, Instruction, Kind},
    interchange::{Cause, Content, Draft, Foreign, Outcome, Place, Reading, Remark, Severity},
};

fn outcomes(text: &str) -> Vec<Outcome> {
    let reading = read(text.as_bytes());
    assert_eq!(reading.failure, None, "{text}");
    reading.entries.into_iter().map(|entry| entry.outcome).collect()
}

fn only(text: &str) -> Outcome {
    let mut outcomes = outcomes(text);
    assert_eq!(outcomes.len(), 1, "{text}");
    outcomes.remove(0)
}

fn taken(text: &str) -> (Draft, Vec<Remark>) {
    match only(text) {
        Outcome::Taken { draft, remarks } => (*draft, remarks),
        other => panic!("{text}: {other:?}"),
    }
}

fn body(draft: &Draft) -> &Body {
    match &draft.content {
        Content::One(_, body) => body,
        Content::Both(_) => panic!("one language"),
    }
}

fn stem(text: &str) -> String {
    body(&taken(text).0).stem.clone()
}

fn options(text: &str) -> Vec<(String, String)> {
    let (draft, _) = taken(text);
    body(&draft).options.iter().map(|option| (option.text.clone(), option.explanation.clone())).collect()
}

fn fill_in(text: &str) -> (FillIn, Vec<Remark>) {
    let (draft, remarks) = taken(text);
    match draft.kind {
        Kind::FillIn(fill_in) => (fill_in, remarks),
        other => panic!("{text}: {other:?}"),
    }
}

fn ranges(text: &str) -> Vec<String> {
    fill_in(text).0.ranges.iter().map(ToString::to_string).collect()
}

fn keys(text: &str) -> Vec<usize> {
    taken(text).0.kind.keys().into_iter().collect()
}

fn refused(text: &str) -> Cause {
    match only(text) {
        Outcome::Refused(cause) => cause,
        other => panic!("{text}: {other:?}"),
    }
}

fn warnings(text: &str) -> Vec<String> {
    let remarks = taken(text).1.into_iter().filter(|remark| remark.severity() == Severity::Warning);
    remarks.map(|remark| remark.to_string()).collect()
}

#[test]
fn blank_lines_alone_separate_questions() {
    let reading = read(b"\n// a comment\nOne {=a ~b}\n \t \n\nTwo\n{\n=a\n~b\n}\nThree {=c\n\n~d}\n");
    let lines: Vec<_> = reading.entries.iter().map(|entry| entry.place.clone()).collect();
    assert_eq!(lines, [3, 6, 13].map(Place::line));
    assert!(matches!(reading.entries[2].outcome, Outcome::Refused(Cause::Syntax(_))));
    for glued in ["Is it red? {T}\nIs it blue? {F}", "One {=a}\nTwo {=b ~c}", "What is {{ x }}? {=a ~b}"] {
        assert!(matches!(refused(glued), Cause::Syntax(_)), "{glued}");
    }
    for half in outcomes("Three {=c\n\n~d}") {
        assert!(matches!(half, Outcome::Refused(Cause::Syntax(_))), "{half:?}");
    }
}

#[test]
fn a_backslash_makes_a_sign_text() {
    let text = r"a\:b \{c\} \~ \= \# \\n\nd \x \-> {=\=e\#f#g\~h ~i}";
    assert_eq!(stem(text), "a:b {c} ~ = # \\n\\\nd \\x \\\\->");
    assert_eq!(options(text)[0], ("=e#f".to_owned(), "g~h".to_owned()));
    assert_eq!(warnings(text), [""; 0]);
    assert_eq!(fill_in(r"Where? {=C:\\new =\\\\host =a\\}").0.answers, ["C:\\new", "\\\\host", "a\\"]);
}

#[test]
fn signs_without_a_backslash_are_text_with_a_warning() {
    for text in ["1+1=2 {T}", "Is # a ~? {T}", ":A:: b {T}", "a::b {T}", "c? {=a { ~b}", "c? {=a} and {e"] {
        assert_eq!(warnings(text).len(), 1, "{text}");
    }
    for text in ["See http://example.com: a? {T}", "[html]<a href=\"#x\">A</a>? {T}", "C? {=a#b#c ~d}"] {
        assert_eq!(warnings(text), [""; 0], "{text}");
    }
    assert_eq!(options("[html]A? {=<b class=\"x\">y</b> ~z}")[0].0, "**y**");
}

#[test]
fn a_word_with_a_stray_sign_begins_after_any_sort_of_space() {
    assert_eq!(warnings("A b\u{a0}c=d? {=e ~f}"), ["\"c=d?\" has a special character that was taken as text"]);
}

#[test]
fn the_first_braces_count_and_pairs_within_them() {
    assert!(matches!(refused("a {=b ~c"), Cause::Syntax(_)));
    assert!(matches!(refused("a =b ~c}"), Cause::Syntax(_)));
    assert!(matches!(refused("a } b {=c}"), Cause::Syntax(_)));
    assert!(matches!(refused("a? {=b} ~c}"), Cause::Syntax(_)));
    assert_eq!(only("a text"), Outcome::Skipped(Foreign::NoQuestion));
    assert_eq!(options("a? {={{ b }} ~{% c %}}")[1].0, "{% c %}");
}

#[test]
fn the_kind_is_found_in_a_fixed_order() {
    for (text, foreign) in [
        ("Write. {}", Foreign::Essay),
        ("Write. {####Grade it}", Foreign::Essay),
        ("Sort. {>3 VERTICAL\na\nb\nc\n}", Foreign::Ordering),
        ("Pair. {=a -> 1 =b->2 = -> 3}", Foreign::Matching),
        ("{=a}", Foreign::NoQuestion),
        ("All is right. {=*}", Foreign::Survey),
    ] {
        assert_eq!(only(text), Outcome::Skipped(foreign), "{text}");
    }
    assert!(matches!(refused("Pair. {=a -> 1}"), Cause::Unfinished(_)));
    assert!(matches!(refused("Pair. {=a -> 1 =b =c}"), Cause::Syntax(_)));
    assert_eq!(options("How? {~a -> b =c -> d}")[1].0, "c -> d");
    assert_eq!(fill_in("So? {true}").0.answers, ["true"]);
    assert_eq!(fill_in("So? {word}").1.len(), 1);
    for (text, key) in [("So? {T}", 0), ("So? { TRUE }", 0), ("So? {F}", 1), ("So? {FALSE#no#yes}", 1)] {
        let (draft, remarks) = taken(text);
        assert_eq!((draft.kind, remarks), (Kind::Single { key }, vec![Remark::TrueFalse]), "{text}");
    }
}

#[test]
fn one_is_asked_for_where_there_is_an_equals_sign_else_several() {
    assert_eq!(taken("A? {~a =b ~%50%c}").0.kind, Kind::Single { key: 1 });
    assert_eq!(taken("A? {~%100%a ~%-50%b ~c}").0.kind, Kind::Multiple { keys: [0].into() });
    assert_eq!(taken("A? {~%50%a ~%-100%b ~%50%c}").1, [Remark::PartialCredit, Remark::Points]);
    let two_right = "A? {=a =b ~c}";
    assert_eq!((keys(two_right), warnings(two_right).len()), (vec![0, 1], 1));
    assert_eq!(keys("A? {=%50%a =%50%b ~%0%c}"), [0, 1]);
    assert_eq!(refused("A? {~a ~b}"), Cause::NoKey);
    assert_eq!(taken("A? {~%50%a ~%50%b}").1, [Remark::PartialCredit, Remark::AllKeys]);
    assert_eq!(refused("A? {=a ~}"), Cause::TooFewOptions);
    assert_eq!(taken("A? {a ~b =c}").1, [Remark::Unmarked { text: "a".to_owned() }]);
}

#[test]
fn weights_are_percentages_that_add_up() {
    assert_eq!(refused("A? {=a ~%150%b}"), Cause::Weight("150".to_owned()));
    assert_eq!(warnings("A? {~%33.33333%a ~%33.33333%b ~%33.33333%c ~d}"), [""; 0]);
    assert_eq!(warnings("A? {~%33%a ~%33%b ~%33%c ~d}").len(), 1);
    assert_eq!(options("A? {=%PATH% ~$PATH}")[0].0, "%PATH%");
    let (fill_in, remarks) = fill_in("A? {=%100%a =%50%b =%0%c =a}");
    assert_eq!((fill_in.answers, fill_in.near), (vec!["a".to_owned()], vec!["b".to_owned(), "c".to_owned()]));
    assert_eq!(remarks, [Remark::PartialCredit]);
    assert!(fill_in.ignore_case);
    assert_eq!(refused("A? {=%50%b}"), Cause::NoKey);
    let many = format!("A? {{=a {}}}", "~b ".repeat(200));
    assert!(matches!(refused(&many), Cause::TooLarge(_)));
}

#[test]
fn numbers_have_tolerances_and_ranges() {
    for (text, expected) in [
        ("N? {#3}", vec!["3"]),
        ("N? {#3:0.1}", vec!["2.9..3.1"]),
        ("N? {# 1 .. 3 }", vec!["1..3"]),
        ("N? {#-3.142..-3.141}", vec!["-3.142..-3.141"]),
        ("N? {#5..1}", vec!["1..5"]),
        ("N? {#=%100%1822:0#yes =40#or this}", vec!["1822", "40"]),
    ] {
        assert_eq!(ranges(text), expected, "{text}");
    }
    assert_eq!(warnings("N? {#5..1}").len(), 1);
    assert_eq!(taken("N? {#3}").1, [Remark::Numerical]);
    for (text, number) in [("N? {#hello}", "hello"), ("N? {#1..x}", "1..x"), ("N? {#3:-1}", "3:-1"), ("N? {#3:}", "3:")]
    {
        assert_eq!(refused(text), Cause::Number(number.to_owned()));
    }
    assert!(matches!(refused("N? {#}"), Cause::Unfinished(_)));
    let text = "N? {#=3#yes =%50%4#almost =%50%3:2#close ~#no}";
    let (draft, remarks) = taken(text);
    assert_eq!(body(&draft).explanation, "- `3`: yes\n- `4`: almost\n- `1..5`: close\n- `*`: no");
    assert_eq!(remarks[0..2], [Remark::PartialCredit, Remark::AnswerLost { answer: "1..5".to_owned() }]);
    assert_eq!(fill_in(text).0.near, ["4"]);
    assert_eq!(fill_in(text).0.instruction, Instruction::Decimal);
    assert_eq!(only("N? {#=*}"), Outcome::Skipped(Foreign::Survey));
}

#[test]
fn feedback_begins_at_the_first_hash_and_general_feedback_at_the_last_four() {
    let text = "A? {=a # b # c ~d#\n####e####f#}";
    assert_eq!(options(text), [("a".to_owned(), "b # c".to_owned()), ("d".to_owned(), "####e".to_owned())]);
    assert_eq!(body(&taken(text).0).explanation, "f#");
    let truth = options("A? {F#that is wrong#that is right####all}");
    assert_eq!(truth[0], ("True".to_owned(), "that is wrong".to_owned()));
    assert_eq!(truth[1], ("False".to_owned(), "that is right".to_owned()));
    assert_eq!(options("Red? {=#ff0000 ~#00ff00}")[0], ("#ff0000".to_owned(), String::new()));
    assert_eq!(warnings("Red? {=#ff0000 ~#00ff00}").len(), 2);
    let (draft, _) = taken("A? {=a`b#one =%0%*#two####three}");
    assert_eq!(body(&draft).explanation, "three\n\n- ``a`b``: one\n- `*`: two");
}

#[test]
fn what_stands_for_many_answers_is_one_and_a_star_can_be_meant() {
    let (fill_in, remarks) = fill_in("A? {=*cat* =ls \\* =ls \\\\*}");
    assert_eq!(fill_in.answers, ["cat", "ls *"]);
    assert_eq!(remarks, [Remark::Wildcard { answer: "*cat*".to_owned() }]);
}

#[test]
fn a_text_may_name_its_format_and_else_has_that_of_the_stem() {
    let text =
        "::N::[html]<p>A <i>b</i></p>{=<b>c</b>#<i>d</i> ~[plain]<b>*#[markdown]_e_ ~[moodle]f <b>g</b>\nh ~[xyz] i}";
    assert_eq!(stem(text), "A *b*");
    let expected = [("**c**", "*d*"), ("\\<b>\\*", "*e*"), ("f **g** h", ""), ("\\[xyz] i", "")];
    assert_eq!(options(text), expected.map(|(text, explanation)| (text.to_owned(), explanation.to_owned())));
    assert_eq!(stem("[markdown]# A\\n\\n* b <em>c</em>{T}"), "**A**\n\n- b *c*");
    assert_eq!(stem("cat <file>\n1. *x* {T}"), "cat \\<file>\\\n1\\. \\*x\\*");
    assert_eq!(fill_in("[html]A?{=<b> =[plain]<i>}").0.answers, ["<b>", "<i>"]);
}

#[test]
fn comments_carry_an_id_and_tags_and_are_gone() {
    let text = "// [id:a\\]1] [tag:net] see\n//[tag:b]\nA\n  // [tag:c\\] d] [tag:] [tag:open\nb {=c ~d\n// ~e\n}";
    let (draft, _) = taken(text);
    assert_eq!((draft.id.as_str(), draft.tags.as_slice()), ("a]1", &["net", "b", "c] d"].map(str::to_owned)[..]));
    assert_eq!(body(&draft).stem, "A\\\nb");
    assert_eq!(body(&draft).options.len(), 2);
    assert_eq!(stem("A http://example.com {T}"), "A http://example.com");
    let (_, remarks) = taken("// [tag:simulado.level=hard]\nA {=b ~c}");
    assert_eq!(remarks, [Remark::Tag { tag: "simulado.level=hard".to_owned() }]);
}

#[test]
fn a_category_holds_for_all_that_follows() {
    let reading = read(
        b"A {T}\n\n$CATEGORY: $course$/top/a / b//c\n\nB {T}\n$CATEGORY: top/d\nC {T}\n\n$CATEGORY: $system$\n\nD {T}",
    );
    let categories: Vec<Vec<String>> = reading.taken().map(|draft| draft.category.clone()).collect();
    assert_eq!(categories, [vec![], vec!["a", "b/c"], vec!["d"], vec![]]);
}

#[test]
fn a_sentence_that_goes_on_gets_a_gap() {
    for (text, expected) in [
        ("He is {=in ~out}.", "He is \\_\\_\\_\\_\\_."),
        ("He is{=in ~out}side", "He is_____side"),
        ("He is\n{=in ~out}\nnow.", "He is _____ now."),
        ("{=in ~out} he is.", "_____ he is."),
        ("Is he? {=in ~out}.", "Is he?"),
        ("Is he {=in ~out}\";", "Is he"),
    ] {
        assert_eq!(stem(text), expected);
    }
    assert_eq!(warnings("Is he? {=in ~out}\";").len(), 1);
}

#[test]
fn files_are_utf_8_with_any_line_ends() {
    assert_eq!(read(b"\xef\xbb\xbfA {T}\r\rB {T}\r\n\r\nC {T}").taken().count(), 3);
    assert_eq!(read(b"A\nb\xe9 {T}").failure, Some((Place::line(2), Cause::Encoding)));
    for empty in ["", " \n", "// only a comment", "$CATEGORY: a"] {
        assert_eq!(read(empty.as_bytes()), Reading::refused(Place::line(1), Cause::Empty), "{empty}");
    }
}

#[test]
fn a_name_is_optional_and_ends_with_two_colons() {
    let title = |text: &str| read(text.as_bytes()).entries.remove(0).title;
    assert_eq!(title("::a\\: b\\:::c {T}"), "a: b:");
    assert_eq!(title(":: ::[html]<p>c <b>d</b></p> {T}"), "c d");
    assert_eq!(title("[html]c\n d {}"), "c d");
    assert_eq!(title("{x}"), "{x}");
    assert_eq!(title(&"c ".repeat(99)).chars().count(), 80);
    assert_eq!(stem("::a c {T}"), "::a c");
    assert_eq!(stem(":::: c {T}"), "c");
}

#[test]
fn hostile_files_take_no_longer_than_others() {
    for piece in [
        "{",
        "}",
        "~",
        "{~a",
        "~#a\\n",
        "\\",
        "#",
        "::",
        "[",
        "// [tag:",
        "%",
        "=%50%a",
        "*",
        "`a",
        "<b>",
        "a\n\n",
        "&lt;",
        "$CATEGORY: a/\n",
        "->=",
    ] {
        let long = piece.repeat(60_000 / piece.len());
        for file in
            [long.clone(), format!("a {{{long}}}"), format!("// [tag:simulado.name=a]\n[markdown]{long}{{=a ~b}}")]
        {
            assert!(read(file.as_bytes()).entries.len() <= 60_001);
        }
    }
}

proptest! {
    #[test]
    fn any_file_is_read(text in "([{}=~#:\\\\%\\[\\]/$>*\n -]|[a-c0-9]|::|####|->|\\{#|html\\]|//|\\$CATEGORY:|\\[tag:){0,60}") {
        read(text.as_bytes());
    }

    #[test]
    fn any_bytes_are_read(bytes in proptest::collection::vec(any::<u8>(), 0..200)) {
        read(&bytes);
    }
}
