//! Questions with options, and their weights.

use super::*;

const MULTI: &str = "<single>false</single>";

#[test]
fn one_option_is_right_unless_several_may_be_chosen() {
    for (single, weights, key) in [
        ("", &["0", "100", "0"][..], vec![1]),
        ("<single>true</single>", &["0", "0", "100.0"], vec![2]),
        ("<single>1</single>", &["100", "-50", "0"], vec![0]),
        (MULTI, &["50", "50", "-100"], vec![0, 1]),
        ("<single>0</single>", &["33.33333", "33.333", "33.3333", "0"], vec![0, 1, 2]),
        ("<single></single>", &["75", "25", "0"], vec![0, 1]),
        (MULTI, &["0", "100"], vec![1]),
        ("<single>true</single>", &["100", "100", "0"], vec![0, 1]),
        ("<single>true</single>", &["0", "50", "80"], vec![2]),
        ("<single>true</single>", &["0", "50", "50"], vec![1, 2]),
    ] {
        let (draft, _) = taken(&choice(single, weights));
        assert_eq!(draft.kind.keys().into_iter().collect::<Vec<_>>(), key, "{single} {weights:?}");
        assert_eq!(matches!(draft.kind, Kind::Single { .. }), key.len() == 1);
        assert_eq!(body(&draft).options.len(), weights.len());
    }
}

#[test]
fn what_weights_lose_or_contradict_is_said() {
    let partial = "partial credit is gone: here an answer is right or wrong";
    for (single, weights, expected) in [
        ("", &["100", "0"][..], &[][..]),
        ("", &["100", "50", "0"], &[partial]),
        (MULTI, &["50", "50", "-100"], &[]),
        (MULTI, &["50", "50", "0"], &[partial]),
        (
            MULTI,
            &["100", "100", "-100"],
            &["the file contradicts itself: the weights of the right options add up to 200 %"],
        ),
        (MULTI, &["100", "0"], &["the file contradicts itself: several options may be chosen, and one is right"]),
        ("", &["100", "100", "0"], &["several options are fully right: it became a question with several answers"]),
        ("", &["80", "0"], &["its rules of scoring were not understood in full: check the key"]),
        (
            "<single>False</single>",
            &["50", "50", "-100"],
            &["the file contradicts itself: \"False\" was read as false, which Moodle takes for true"],
        ),
    ] {
        assert_eq!(taken(&choice(single, weights)).1, expected, "{single} {weights:?}");
    }
}

#[test]
fn a_key_that_is_none_is_refused_with_its_line() {
    assert_eq!(refused(&choice("", &["0", "0"])), Cause::NoKey);
    assert_eq!(taken(&choice(MULTI, &["50", "50"])).1, [Remark::AllKeys.to_string()]);
    assert_eq!(refused(&choice("", &["100"])), Cause::TooFewOptions);
    assert_eq!(refused(&choice(MULTI, &["33", "33", "0"])), Cause::Weight("33".to_owned()));
    assert_eq!(refused(&choice("", &["all", "0"])), Cause::Weight("all".to_owned()));
    let xml = file("multichoice", "\n<answer fraction=\"100\"><text>a</text></answer>\n<answer fraction=\"7\"/>");
    assert_eq!(read(xml.as_bytes()).entries[0].place.line, Some(6));
    assert_eq!(refused(&file("shortanswer", "").replace("Why?", " ")), Cause::NoKey);
    assert_eq!(refused(&choice("", &["100", "0"]).replace("Why?", "<![CDATA[<p> </p>]]>")), Cause::NoStem);
    let many = vec!["0"; 501];
    assert!(matches!(refused(&choice("", &many)), Cause::TooLarge(_)));
}

#[test]
fn true_and_false_are_told_by_their_words_then_by_their_order() {
    let xml = |one: &str, share: &str, other: &str, rest: &str| {
        let feedback = "<feedback><text>F</text></feedback>";
        file(
            "truefalse",
            &format!(
                "<answer fraction=\"{share}\"><text>{one}</text>{feedback}</answer>\
                 <answer fraction=\"{rest}\"><text>{other}</text></answer>"
            ),
        )
    };
    let note = "the true or false question became a single choice";
    let check = "its rules of scoring were not understood in full: check the key";
    for (one, share, other, rest, key, words, explained, remarks) in [
        ("true", "100", "false", "0", 0, ["True", "False"], 0, &[note][..]),
        ("false", "100", "true", "0", 1, ["True", "False"], 1, &[note]),
        ("Verdadeiro", "0", "Falso", "100", 1, ["Verdadeiro", "Falso"], 0, &[note]),
        ("Wahr", "0", "Falsch", "100", 1, ["True", "False"], 0, &[check, note]),
    ] {
        let (draft, said) = taken(&xml(one, share, other, rest));
        assert_eq!(draft.kind, Kind::Single { key }, "{one}");
        assert_eq!(body(&draft).options.iter().map(|option| option.text.as_str()).collect::<Vec<_>>(), words);
        assert_eq!(body(&draft).options[explained].explanation, "F");
        assert_eq!(said, remarks);
    }
    assert_eq!(refused(&xml("true", "100", "false", "100")), Cause::AllKeys);
    assert_eq!(refused(&xml("true", "0", "false", "0")), Cause::NoKey);
    assert!(matches!(refused(&file("truefalse", &answers(&["100"]))), Cause::Unfinished(_)));
}
