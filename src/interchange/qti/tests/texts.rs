//! What the texts of items become, and where their feedback goes.

use super::*;
use crate::exam::lang::Lang;

fn texts(item: &str) -> (Body, Vec<String>) {
    let (draft, remarks) = taken(item);
    (body(&draft).clone(), remarks.iter().map(ToString::to_string).collect())
}

fn key(base: &str, value: &str) -> String {
    declared("single", base, &correct(&[value]))
}

#[test]
fn qti_3_reads_like_qti_2() {
    let new = "<qti-assessment-item identifier='i' title='t' xml:lang='pt-BR'>
        <qti-response-declaration identifier='R' cardinality='single' base-type='identifier'>
        <qti-correct-response><qti-value>b</qti-value></qti-correct-response></qti-response-declaration>
        <qti-item-body><qti-choice-interaction response-identifier='R' shuffle='true' max-choices='1'>
        <qti-prompt>Qual <strong>porta</strong>?</qti-prompt>
        <qti-simple-choice identifier='a'>22</qti-simple-choice><qti-simple-choice identifier='b'>80</qti-simple-choice>
        </qti-choice-interaction></qti-item-body>
        <qti-response-processing template='https://purl.imsglobal.org/spec/qti/v3p0/rptemplates/match_correct.xml'/>
        <qti-modal-feedback outcome-identifier='F' identifier='f' show-hide='hide'>
        <qti-content-body><p>HTTP.</p></qti-content-body></qti-modal-feedback></qti-assessment-item>";
    let (draft, remarks) = taken(new);
    assert_eq!((&draft.kind, remarks.len()), (&Kind::Single { key: 1 }, 0));
    assert!(matches!(draft.content, Content::One(Some(Lang::PtBr), _)));
    let body = body(&draft);
    assert_eq!((body.stem.as_str(), body.explanation.as_str()), ("Qual **porta**?", "HTTP."));
    assert_eq!(body.options[1].text, "80");
}

#[test]
fn fields_leave_a_gap_only_within_a_text() {
    let field = "<textEntryInteraction responseIdentifier=\"R\"/>";
    for (inside, expected) in [
        (format!("<p>Which?</p><p>{field}</p>"), "Which?"),
        (format!("<p>Which?</p>{field}"), "Which?"),
        (format!("<p>It is {field}.</p>"), "It is \\_\\_\\_\\_\\_."),
    ] {
        assert_eq!(texts(&item(&key("string", "x"), &inside, "")).0.stem, expected, "{inside}");
    }
    let inline = "<p>Use <inlineChoiceInteraction responseIdentifier=\"R\" shuffle=\"true\"><inlineChoice identifier=\"A\">tcp</inlineChoice>
        <inlineChoice identifier=\"B\">udp</inlineChoice></inlineChoiceInteraction> here.</p>";
    let (body, remarks) = texts(&item(&key("identifier", "B"), inline, ""));
    assert_eq!((body.stem.as_str(), body.options[1].text.as_str()), ("Use _____ here.", "udp"));
    assert_eq!(remarks, [""; 0]);
}

#[test]
fn what_a_text_loses_is_said() {
    let inside = format!(
        "<rubricBlock view=\"scorer\"><p>Be kind.</p></rubricBlock><p>Look: <img src=\"a/b.png\" alt=\"a map\"/></p>
        <object data=\"c.mp3\" type=\"audio/mpeg\">A song.</object><p><math><mi>x</mi></math></p>{}",
        choices("", 2)
    );
    let (body, remarks) = texts(&item(&key("identifier", "A"), &inside, ""));
    assert_eq!(body.stem, "Look: a map\n\nA song.\n\nx\n\nWhich port?");
    assert_eq!(
        remarks,
        [
            "a note that is not for candidates was passed over",
            "a formula became plain text",
            "the picture \"b.png\" is not in the file",
            "an embedded page cannot be shown here and is gone",
        ]
    );
}

#[test]
fn pictures_come_from_the_file_or_from_where_the_package_has_them() {
    let inside = format!(
        "<p><img src=\"data:image/png;base64,aGk=\" alt=\"\"/><object type=\"image/gif\" data=\"m/b.gif\">B</object><img src=\"n/b.gif\"/>
        <img src=\"m/b.gif\"/></p>{}",
        choices("", 2)
    );
    let text = item(&key("identifier", "A"), &inside, "");
    let files = |name: &str| name.ends_with("b.gif").then(|| name.as_bytes().to_vec());
    let Outcome::Taken { draft, remarks } = read_item_with(&text, Place::default(), &files).outcome else { panic!() };
    let images: Vec<_> = draft.images.iter().map(|image| (image.name.as_str(), image.bytes.as_slice())).collect();
    assert_eq!(images, [("picture.png", &b"hi"[..]), ("b.gif", b"m/b.gif"), ("3-b.gif", b"n/b.gif")]);
    assert!(body(&draft).stem.starts_with("![](images/picture.png)![B](images/b.gif)![](images/3-b.gif)"));
    assert_eq!(body(&draft).stem.matches("images/b.gif").count(), 2);
    assert_eq!(remarks, []);
}

#[test]
fn shared_texts_come_first_where_they_are_there() {
    let reference = "<assessmentStimulusRef identifier=\"S\" href=\"s.xml\"/>";
    let text = item(&format!("{}{reference}", key("identifier", "A")), &choices("", 2), "");
    let files = |name: &str| {
        let shared =
            "<qti-assessment-stimulus><qti-stimulus-body><p>A log.</p></qti-stimulus-body></qti-assessment-stimulus>";
        (name == "s.xml").then(|| shared.as_bytes().to_vec())
    };
    let Outcome::Taken { draft, .. } = read_item_with(&text, Place::default(), &files).outcome else { panic!() };
    assert_eq!(body(&draft).stem, "A log.\n\nWhich port?");
    assert_eq!(texts(&text).1, ["the text in \"s.xml\" was passed over"]);
}

#[test]
fn marked_sections_with_html_are_read_as_html_but_not_in_code() {
    let inside = "<p><![CDATA[<b>Which</b> port?&nbsp;]]></p><pre><![CDATA[<b>x</b>]]></pre>";
    let inside = format!("{inside}{}", choices("", 2).replace("<p>Which port?</p>", "<p>A &lt;b&gt; tag</p>"));
    let (body, _) = texts(&item(&key("identifier", "A"), &inside, ""));
    assert_eq!(body.stem, "**Which** port?\n\n```\n<b>x</b>\n```\n\nA \\<b> tag");
}

#[test]
fn a_title_stands_in_for_a_missing_text() {
    let inside = choices("", 2).replace("<p>Which port?</p>", "");
    let (body, remarks) = texts(&item(&key("identifier", "A"), &inside, ""));
    assert_eq!(body.stem, "Ports");
    assert_eq!(remarks, ["there is no question text: the title stands in its place"]);
    let nothing = item(&key("identifier", "A"), &inside, "").replace("Ports", " ");
    assert_eq!(read_one(&nothing).0, Outcome::Refused(Cause::NoStem));
}

/// Shows feedback of that name whenever that option is chosen; `right` and `wrong`; `any`.
const FEEDBACK_RULES: &str = "<responseProcessing>
    <setOutcomeValue identifier='F'><variable identifier='R'/></setOutcomeValue>
    <responseCondition><responseIf><match><variable identifier='R'/><correct identifier='R'/></match>
    <setOutcomeValue identifier='SCORE'><baseValue baseType='float'>1</baseValue></setOutcomeValue>
    <setOutcomeValue identifier='G'><baseValue baseType='identifier'>right</baseValue></setOutcomeValue></responseIf>
    <responseElse><setOutcomeValue identifier='G'><baseValue baseType='identifier'>wrong</baseValue></setOutcomeValue>
    </responseElse></responseCondition></responseProcessing>";

#[test]
fn feedback_goes_to_the_answer_that_shows_it() {
    let modal = |outcome: &str, name: &str, hide: &str, text: &str| {
        format!(
            "<modalFeedback outcomeIdentifier='{outcome}' identifier='{name}' showHide='{hide}'><p>{text}</p></modalFeedback>"
        )
    };
    let feedback = [
        modal("F", "A", "show", "That is ssh."),
        modal("G", "right", "show", "Well done."),
        modal("G", "wrong", "show", "No."),
        modal("F", "nobody", "hide", "Ports are numbers."),
    ];
    let inside = choices("", 3).replace(
        "Port C",
        "Port C<feedbackInline outcomeIdentifier='F' identifier='C' showHide='show'>That is dns.</feedbackInline>",
    );
    let rules = format!("{FEEDBACK_RULES}{}", feedback.concat());
    let (body, remarks) = texts(&item(&key("identifier", "B"), &inside, &rules));
    let explanations: Vec<&str> = body.options.iter().map(|option| option.explanation.as_str()).collect();
    assert_eq!(explanations, ["That is ssh.", "Well done.", "That is dns."]);
    assert_eq!((body.options[2].text.as_str(), body.explanation.as_str()), ("Port C", "Ports are numbers."));
    assert_eq!(remarks, ["feedback for right and wrong answers as such is gone"]);
}

#[test]
fn feedback_on_what_is_typed_is_explanation_unless_it_is_for_anything_wrong() {
    let mapping = "<mapping><mapEntry mapKey='22' mappedValue='1'/><mapEntry mapKey='23' mappedValue='0'/></mapping>";
    let declaration = declared("single", "string", &format!("{}{mapping}", correct(&["22"])));
    let modal = |name: &str, outcome: &str| {
        format!(
            "<modalFeedback outcomeIdentifier='{outcome}' identifier='{name}' showHide='show'>{name}!</modalFeedback>"
        )
    };
    let rules = format!("{FEEDBACK_RULES}{}{}{}", modal("right", "G"), modal("23", "F"), modal("wrong", "G"));
    let (body, remarks) = texts(&item(&declaration, FIELD, &rules));
    assert_eq!(body.explanation, "right!\n\n23!");
    assert_eq!(remarks, ["feedback for right and wrong answers as such is gone"]);
}

#[test]
fn settings_and_languages_without_a_counterpart_are_named() {
    let inside = choices("", 2).replace("shuffle=\"true\"", "");
    let inside = format!("{inside}<p><endAttemptInteraction responseIdentifier='H'/></p>");
    let text = item(&key("identifier", "A"), &inside, "");
    let text = text.replace("title=", "adaptive=\"true\" xml:lang=\"nl\" title=");
    assert_eq!(
        texts(&text).1,
        [
            "the fixed order of the options is gone: here options are shuffled",
            "the language \"nl\" is not one of the bank's",
            "hints for further tries are gone",
            "the setting \"adaptive\" has no counterpart here",
        ]
    );
}
