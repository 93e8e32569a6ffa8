//! The key is what the rules reward in full.

use super::*;

fn keys(text: &str) -> (Kind, Vec<String>) {
    let (draft, remarks) = taken(text);
    (draft.kind, remarks.iter().map(ToString::to_string).collect())
}

fn single(key: usize) -> Kind {
    Kind::Single { key }
}

fn multiple<const N: usize>(keys: [usize; N]) -> Kind {
    Kind::Multiple { keys: keys.into() }
}

const PARTIAL: &str = "partial credit is gone: here an answer is right or wrong";
const POINTS: &str = "points and penalties are gone: every question counts the same";
const SCORING: &str = "its rules of scoring were not understood in full: check the key";
const SEVERAL: &str = "several options are fully right: it became a question with several answers";
const CONTRADICTION: &str = "the file contradicts itself: its key and its points do not agree";
const NUMERICAL: &str = "the question for a number became a fill-in with a range";

#[test]
fn templates_are_known_by_many_addresses() {
    for address in [
        "http://www.imsglobal.org/question/qti_v2p0/rptemplates/match_correct",
        "http://www.imsglobal.org/question/qti_v2p1/rptemplates/match_correct.xml",
        "https://purl.imsglobal.org/spec/qti/v3p0/rptemplates/match_correct.xml",
        "https://purl.imsglobal.org/spec/qti/v3p0/rptemplates/CC2_match.xml",
    ] {
        let rules = format!("<responseProcessing template=\"{address}\"/>");
        let text = item(&declared("single", "identifier", &correct(&["B"])), &choices("maxChoices=\"1\"", 3), &rules);
        assert_eq!(keys(&text), (single(1), vec![]), "{address}");
    }
    let rules = "<responseProcessing templateLocation=\"my_rules.xml\"/>";
    let text = item(&declared("single", "identifier", &correct(&["B"])), &choices("", 3), rules);
    assert_eq!(keys(&text), (single(1), vec![SCORING.to_owned()]));
}

#[test]
fn rules_that_come_to_the_same_are_the_same() {
    let set = |score: &str| {
        format!("<setOutcomeValue identifier='SCORE'><baseValue baseType='float'>{score}</baseValue></setOutcomeValue>")
    };
    let matches = "<match><variable identifier='R'/><correct identifier='R'/></match>";
    let named = "<match><baseValue baseType='identifier'>B</baseValue><variable identifier='R'/></match>";
    let null = "<isNull><variable identifier='R'/></isNull>";
    let (one, zero) = (set("1"), set("0"));
    for rules in [
        format!("<responseIf>{matches}{one}</responseIf><responseElse>{zero}</responseElse>"),
        format!("<responseIf>{null}{zero}</responseIf><responseElseIf>{named}{one}</responseElseIf>"),
        format!("<responseIf><not>{matches}</not>{zero}</responseIf><responseElse>{one}</responseElse>"),
        format!("<responseIf><and><not>{null}</not><or>{named}{matches}</or></and>{one}</responseIf>"),
    ] {
        let rules = format!("<responseProcessing><responseCondition>{rules}</responseCondition></responseProcessing>");
        let text = item(&declared("single", "identifier", &correct(&["B"])), &choices("", 3), &rules);
        assert_eq!(keys(&text), (single(1), vec![]), "{rules}");
    }
}

#[test]
fn what_is_not_understood_leaves_the_declared_key_with_a_warning() {
    let rules = "<responseProcessing><setOutcomeValue identifier='SCORE'><customOperator/></setOutcomeValue></responseProcessing>";
    let text = item(&declared("single", "identifier", &correct(&["B"])), &choices("", 3), rules);
    assert_eq!(keys(&text), (single(1), vec![SCORING.to_owned()]));
    let text = item(&declared("single", "identifier", ""), &choices("", 3), rules);
    assert!(matches!(read_one(&text).0, Outcome::Skipped(Foreign::OwnRules)));
}

fn mapped(cardinality: &str, attributes: &str, entries: &[(&str, &str)]) -> String {
    let entry = |(key, worth): &(&str, &str)| format!("<mapEntry mapKey=\"{key}\" mappedValue=\"{worth}\"/>");
    let entries = entries.iter().map(entry).collect::<Vec<_>>().concat();
    declared(cardinality, "identifier", &format!("<mapping {attributes}>{entries}</mapping>"))
}

#[test]
fn points_tell_the_key() {
    let partial_and_points = vec![PARTIAL.to_owned(), POINTS.to_owned()];
    for (declaration, most, expected) in [
        (mapped("single", "", &[("A", "0.5"), ("C", "1")]), 1, (single(2), vec![PARTIAL.to_owned()])),
        (
            mapped("multiple", "defaultValue=\"-1\"", &[("A", "1"), ("C", "1")]),
            0,
            (multiple([0, 2]), partial_and_points),
        ),
        (
            mapped("multiple", "upperBound=\"1\"", &[("A", "0.5"), ("C", "0.5")]),
            2,
            (multiple([0, 2]), vec![PARTIAL.to_owned()]),
        ),
        (mapped("single", "", &[("A", "1"), ("C", "1")]), 1, (multiple([0, 2]), vec![SEVERAL.to_owned()])),
    ] {
        let text = item(&declaration, &choices(&format!("maxChoices=\"{most}\""), 4), &template("map_response"));
        assert_eq!(keys(&text), expected, "{declaration}");
    }
}

#[test]
fn one_of_many_options_is_found_without_trying_every_set() {
    let text = item(
        &mapped("multiple", "defaultValue=\"-1\" lowerBound=\"0\"", &[("A", "1"), ("T", "1")]),
        &choices("maxChoices=\"0\"", 20),
        &template("map_response"),
    );
    assert_eq!(keys(&text).0, multiple([0, 19]));
}

#[test]
fn points_that_disagree_with_the_key_are_named() {
    let mapping = "<mapping><mapEntry mapKey=\"C\" mappedValue=\"1\"/></mapping>";
    let both = declared("single", "identifier", &format!("{}{mapping}", correct(&["B"])));
    let rules = template("map_response");
    let contradiction = vec![CONTRADICTION.to_owned()];
    assert_eq!(keys(&item(&both, &choices("", 3), &rules)), (single(2), contradiction.clone()));
    assert_eq!(keys(&item(&both, &choices("", 3), "")), (single(1), contradiction));
    assert_eq!(keys(&item(&both, &choices("", 3), &template("match_correct"))), (single(1), vec![]));
    // All points nought: they say nothing.
    let nought = both.replace("\"1\"", "\"0\"");
    assert_eq!(keys(&item(&nought, &choices("", 3), "")), (single(1), vec![]));
}

#[test]
fn the_key_is_stronger_than_the_number_of_choices() {
    let two = declared("multiple", "identifier", &correct(&["A", "C"]));
    for most in ["", "maxChoices=\"0\"", "maxChoices=\"1\"", "maxChoices=\"2\""] {
        assert_eq!(keys(&item(&two, &choices(most, 4), "")), (multiple([0, 2]), vec![]), "{most}");
    }
    let one = declared("multiple", "identifier", &correct(&["C"]));
    assert_eq!(keys(&item(&one, &choices("maxChoices=\"0\"", 4), "")).0, multiple([2]));
    assert_eq!(keys(&item(&one, &choices("maxChoices=\"1\"", 4), "")).0, single(2));
    let digits = item(&declared("single", "identifier", &correct(&["1"])), &choices("", 2), "");
    assert_eq!(keys(&digits.replace("\"A\"", "\"1\"")).0, single(0), "a name may begin with a digit");
}

#[test]
fn rules_that_reward_more_than_the_key_are_doubtful() {
    let rules = "<responseProcessing><responseCondition><responseIf>
        <member><baseValue baseType='identifier'>B</baseValue><variable identifier='R'/></member>
        <setOutcomeValue identifier='SCORE'><baseValue baseType='float'>1</baseValue></setOutcomeValue>
        </responseIf></responseCondition></responseProcessing>";
    let text = item(&declared("multiple", "identifier", ""), &choices("maxChoices=\"0\"", 3), rules);
    assert_eq!(keys(&text), (multiple([1]), vec![SCORING.to_owned()]));
}

#[test]
fn a_text_is_right_as_its_entry_says() {
    let entries = "<mapping><mapEntry mapKey='York' mappedValue='1' caseSensitive='false'/>
        <mapEntry mapKey='Yorkshire' mappedValue='0.5' caseSensitive='false'/><mapEntry mapKey='Hull' mappedValue='0'/></mapping>";
    let text = item(&declared("single", "string", entries), FIELD, &template("map_response"));
    let (kind, remarks) = keys(&text);
    let found = fill_in(&kind);
    assert_eq!((found.answers.as_slice(), found.ignore_case), (["York".to_owned()].as_slice(), true));
    assert_eq!(found.near, ["Yorkshire", "Hull"]);
    assert_eq!(remarks, [PARTIAL]);
    let strict =
        item(&declared("single", "string", &entries.replace("false", "true")), FIELD, &template("map_response"));
    assert!(!fill_in(&keys(&strict).0).ignore_case);
}

#[test]
fn texts_that_rules_compare_with_are_found() {
    let rules = "<responseProcessing><responseCondition><responseIf><or>
        <stringMatch caseSensitive='false'><variable identifier='R'/><baseValue baseType='string'>eth0</baseValue></stringMatch>
        <stringMatch caseSensitive='false' substring='true'><variable identifier='R'/><baseValue baseType='string'>veth</baseValue></stringMatch>
        </or><setOutcomeValue identifier='SCORE'><baseValue baseType='float'>1</baseValue></setOutcomeValue>
        </responseIf></responseCondition></responseProcessing>";
    let (kind, remarks) = keys(&item(&declared("single", "string", ""), FIELD, rules));
    let found = fill_in(&kind);
    assert_eq!(
        (found.answers.as_slice(), found.ignore_case),
        (["eth0".to_owned(), "veth".to_owned()].as_slice(), true)
    );
    assert_eq!(remarks, ["the answer \"veth\" stands for many; here answers are exact"]);
}

fn ranges(rules: &str, inside: &str) -> (Vec<String>, Vec<String>) {
    let rules = format!(
        "<responseProcessing><responseCondition><responseIf>{rules}<setOutcomeValue identifier='SCORE'>
        <baseValue baseType='float'>1</baseValue></setOutcomeValue></responseIf></responseCondition></responseProcessing>"
    );
    let (kind, remarks) = keys(&item(&declared("single", "float", inside), FIELD, &rules));
    (fill_in(&kind).ranges.iter().map(ToString::to_string).collect(), remarks)
}

#[test]
fn numbers_become_ranges() {
    let (own, number) =
        ("<variable identifier='R'/>", |text: &str| format!("<baseValue baseType='float'>{text}</baseValue>"));
    let numerical = || vec![NUMERICAL.to_owned()];
    let doubtful = || vec![SCORING.to_owned(), NUMERICAL.to_owned()];
    for (rules, expected, remarks) in [
        ("<match><variable identifier='R'/><correct identifier='R'/></match>".to_owned(), vec![".03"], numerical()),
        (
            format!("<equal toleranceMode='absolute' tolerance='0.5'>{own}{}</equal>", number("2")),
            vec!["1.5..2.5"],
            numerical(),
        ),
        (
            format!("<equal toleranceMode='relative' tolerance='10 20'>{}{own}</equal>", number("50")),
            vec!["45..60"],
            numerical(),
        ),
        (
            format!("<and><gte>{own}{}</gte><lte>{own}{}</lte></and>", number("2.90"), number("3.1")),
            vec!["2.90..3.1"],
            numerical(),
        ),
        (format!("<and><gt>{own}{}</gt><lt>{own}{}</lt></and>", number("2"), number("3")), vec!["2..3"], doubtful()),
        (
            format!("<or><match>{own}{}</match><match>{own}{}</match></or>", number("8"), number("4")),
            vec!["4", "8"],
            numerical(),
        ),
        (
            format!("<equalRounded roundingMode='decimalPlaces' figures='1'>{own}{}</equalRounded>", number("2.5")),
            vec!["2.45..2.55"],
            doubtful(),
        ),
    ] {
        let inside = if rules.contains("correct") { correct(&[".03"]) } else { String::new() };
        let (found, said) = ranges(&rules, &inside);
        assert_eq!((found, said), (expected.into_iter().map(str::to_owned).collect(), remarks), "{rules}");
    }
}

#[test]
fn numbers_without_an_end_are_no_range() {
    let rules = "<responseProcessing><responseCondition><responseIf>
        <gte><variable identifier='R'/><baseValue baseType='float'>5</baseValue></gte>
        <setOutcomeValue identifier='SCORE'><baseValue baseType='float'>1</baseValue></setOutcomeValue>
        </responseIf></responseCondition></responseProcessing>";
    let text = item(&declared("single", "float", ""), FIELD, rules);
    assert!(matches!(read_one(&text).0, Outcome::Skipped(Foreign::OwnRules)));
}
