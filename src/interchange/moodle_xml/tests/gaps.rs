//! Texts with gaps.

use super::*;

fn cloze(text: &str) -> String {
    file("cloze", "").replace("Why?", &format!("<![CDATA[{text}]]>"))
}

#[test]
fn one_gap_of_words_is_a_fill_in() {
    let (draft, _) = taken(&cloze("<p>The capital is {1:SHORTANSWER:=Paris#Yes~%0%Lyon#No, {\\}~*#Hm}.</p>"));
    assert_eq!(fill_in(&draft).answers, ["Paris"]);
    assert_eq!(fill_in(&draft).near, ["Lyon"]);
    assert!(fill_in(&draft).ignore_case);
    assert_eq!(body(&draft).stem, "The capital is .");
    assert_eq!(body(&draft).explanation, "`Paris`: Yes\n\n`Lyon`: No, {}\n\nHm");
    let (draft, _) = taken(&cloze("Type {:SAC:=ls \\~\\#\\}&#38;&quot;\\\\} to go on"));
    assert_eq!(fill_in(&draft).answers, ["ls ~#}&\"\\"]);
    assert!(!fill_in(&draft).ignore_case);
    assert_eq!(body(&draft).stem, "Type _____ to go on");
}

#[test]
fn one_gap_of_options_is_a_choice() {
    let (draft, remarks) = taken(&cloze("Which? {2:MCVS:~<b>a</b>~%100%b#Yes~%50%c}"));
    assert_eq!(draft.kind, Kind::Single { key: 1 });
    let options: Vec<_> =
        body(&draft).options.iter().map(|option| (option.text.as_str(), option.explanation.as_str())).collect();
    assert_eq!(options, [("**a**", ""), ("b", "Yes"), ("c", "")]);
    assert_eq!(remarks, ["partial credit is gone: here an answer is right or wrong"]);
    let (draft, _) = taken(&cloze("{1:MR:%50%a~%50%b~%-100%c} are which?"));
    assert_eq!(draft.kind.keys().len(), 2);
}

#[test]
fn one_gap_for_a_number_is_a_range() {
    let (draft, _) = taken(&cloze("How many? {1:NUMERICAL:=5:0.5~%50%6:1#close}"));
    assert_eq!(fill_in(&draft).ranges[0].to_string(), "4.5..5.5");
    assert_eq!(fill_in(&draft).near, ["6"]);
    assert_eq!(body(&draft).explanation, "`6`: close");
}

#[test]
fn several_gaps_are_skipped_and_broken_ones_refused() {
    assert_eq!(outcome(&cloze("{1:SA:=a} and {1:NM:=1}")), Outcome::Skipped(Foreign::Cloze));
    assert!(matches!(refused(&cloze("No gap, {} nor {1:OTHER:=a}")), Cause::Unfinished(_)));
    assert!(matches!(refused(&cloze("{1:SA:=a")), Cause::Unfinished(_)));
    assert_eq!(refused(&cloze("{1:MC:=a}")), Cause::TooFewOptions);
    assert_eq!(refused(&cloze("{1:MC:a~b}")), Cause::NoKey);
    assert_eq!(refused(&cloze("{1:SA:%0%a}")), Cause::NoKey);
    assert_eq!(refused(&cloze("{1:SA:=b} {1:NM:=many}")), Cause::Number("many".to_owned()));
    assert_eq!(refused(&cloze("{1:SA:%17%b}")), Cause::Weight("17".to_owned()));
}
