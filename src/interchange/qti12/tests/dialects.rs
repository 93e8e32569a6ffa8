//! What the systems do each in their way: texts, feedback, pictures, labels.

use super::*;

fn shows(name: &str, test: &str) -> String {
    format!(
        "<respcondition continue='Yes'><conditionvar>{test}</conditionvar><displayfeedback feedbacktype='Response' linkrefid='{name}'/></respcondition>"
    )
}

fn feedback(name: &str, text: &str) -> String {
    format!(
        "<itemfeedback ident='{name}'><flow_mat><material><mattext texttype='text/plain'>{text}</mattext></material></flow_mat></itemfeedback>"
    )
}

fn with_feedback(item: &str, feedback: &str) -> String {
    item.replace("</item>", &format!("{feedback}</item>"))
}

#[test]
fn feedback_goes_to_the_option_that_shows_it() {
    let rules = shows("general_fb", "<other/>")
        + &shows("A_fb", &is("A"))
        + &shows("why", &is("B"))
        + &rule(&is("A"), "Set", "100").replace("<setvar", "<displayfeedback linkrefid='correct_fb'/><setvar")
        + &shows("general_incorrect_fb", &format!("<not>{}</not>", is("A")));
    let texts = [
        ("general_fb", "Remember."),
        ("A_fb", "Yes, A."),
        ("why", "No, B."),
        ("correct_fb", "Well done."),
        ("general_incorrect_fb", "Alas."),
    ];
    let item = with_feedback(
        &item("multiple_choice_question", &options("Single", 3), &rules),
        &texts.map(|(name, text)| feedback(name, text)).concat(),
    );
    let (draft, remarks) = taken(&item);
    let body = body(&draft);
    assert_eq!(body.explanation, "Remember.");
    let own: Vec<&str> = body.options.iter().map(|option| option.explanation.as_str()).collect();
    assert_eq!(own, ["Yes, A.\n\nWell done.", "No, B.", ""]);
    assert_eq!(remarks, [Remark::OverallFeedback]);
}

#[test]
fn what_is_said_of_right_and_wrong_alike_is_said_to_all() {
    let texts = feedback("correct_fb", "Ports below 1024.") + &feedback("general_incorrect_fb", "Ports below 1024.");
    let item = with_feedback(&item("x", &options("Single", 2), &rule(&is("A"), "Set", "1")), &texts);
    let (draft, remarks) = taken(&item);
    assert_eq!((body(&draft).explanation.as_str(), remarks), ("Ports below 1024.", vec![]));
}

#[test]
fn a_solution_is_for_all_and_a_hint_is_gone() {
    let text = |name: &str| {
        format!(
            "<itemfeedback ident='{name}'><{name}><{name}material><material><mattext>Read {name}.</mattext></material></{name}material></{name}></itemfeedback>"
        )
    };
    let item = with_feedback(
        &item("x", &options("Single", 2), &rule(&is("A"), "Set", "1")),
        &(text("solution") + &text("hint")),
    );
    let (draft, remarks) = taken(&item);
    assert_eq!((body(&draft).explanation.as_str(), remarks), ("Read solution.", vec![Remark::Hints]));
}

#[test]
fn feedback_of_what_is_typed_explains_the_question() {
    let response = "<response_str ident='r'><render_fib/></response_str>";
    let rules = shows("right", &is("yes"))
        + &shows("near", &is("si"))
        + &shows("all", "<other/>")
        + &shows("wrong", &format!("<not>{}</not>", is("yes")))
        + &rule(&is("yes"), "Set", "1");
    let texts = ["right", "near", "wrong"].map(|name| feedback(name, name)).concat();
    let (draft, remarks) = taken(&with_feedback(&item("short_answer_question", response, &rules), &texts));
    assert_eq!((body(&draft).explanation.as_str(), remarks), ("right\n\nnear", vec![Remark::OverallFeedback]));
}

/// As Blackboard writes pools.
#[test]
fn a_pool_of_blackboard_is_read() {
    let text = |text: &str| {
        format!(
            "<flow class='FORMATTED_TEXT_BLOCK'><material><mat_extension><mat_formattedtext type='HTML'>{text}</mat_formattedtext></mat_extension></material></flow>"
        )
    };
    let empty = "<flow class='FILE_BLOCK'><material/></flow><flow class='LINK_BLOCK'><material><mattext texttype='text/plain' uri=''/></material></flow>";
    let label = |name: &str, shown: &str| {
        format!(
            "<flow_label><response_label ident='{name}'><flow_mat>{}</flow_mat><flow_mat>{empty}</flow_mat></response_label></flow_label>",
            text(shown)
        )
    };
    let rules = "<respcondition title='correct'><conditionvar><varequal case='No' respident='response'>true</varequal></conditionvar>\
        <setvar action='Set' variablename='SCORE'>SCORE.max</setvar><displayfeedback linkrefid='correct'/></respcondition>\
        <respcondition title='incorrect'><conditionvar><other/></conditionvar><setvar variablename='SCORE'>0.0</setvar><displayfeedback linkrefid='incorrect'/></respcondition>\
        <respcondition><conditionvar><varequal respident='true' case='No'/></conditionvar><setvar variablename='SCORE'>0</setvar></respcondition>";
    let item = format!(
        "<item maxattempts='0'><itemmetadata><bbmd_asi_object_id>_12_1</bbmd_asi_object_id><bbmd_questiontype>True/False</bbmd_questiontype></itemmetadata>\
        <presentation><flow class='Block'><flow class='QUESTION_BLOCK'>{}{empty}</flow><flow class='RESPONSE_BLOCK'><response_lid ident='response' rcardinality='Single'>\
        <render_choice shuffle='No'>{}{}</render_choice></response_lid></flow></flow></presentation>\
        <resprocessing><outcomes><decvar defaultval='0.0' maxvalue='10' varname='SCORE'/></outcomes>{rules}</resprocessing>\
        <itemfeedback ident='false'><solution><solutionmaterial><flow_mat>{}</flow_mat></solutionmaterial></solution></itemfeedback></item>",
        text("&lt;i&gt;KVM&lt;/i&gt; is a module."),
        label("true", "true"),
        label("false", "false"),
        text("It is.")
    );
    let (draft, remarks) = taken(&item);
    assert_eq!((draft.id.as_str(), draft.kind.clone()), ("_12_1", Kind::Single { key: 0 }));
    let body = body(&draft);
    assert_eq!(body.stem, "*KVM* is a module.");
    let options: Vec<_> =
        body.options.iter().map(|option| (option.text.as_str(), option.explanation.as_str())).collect();
    assert_eq!(options, [("True", ""), ("False", "It is.")]);
    assert_eq!(remarks, [Remark::TrueFalse, Remark::FixedOrder]);
}

#[test]
fn texts_are_plain_unless_they_are_html() {
    let stem = |attributes: &str, text: &str| {
        let item = item("x", &options("Single", 2), &rule(&is("A"), "Set", "1"));
        let old = "<mattext texttype='text/html'>&lt;p&gt;Which &lt;b&gt;port&lt;/b&gt;?&lt;/p&gt;</mattext>";
        body(&taken(&item.replace(old, &format!("<mattext {attributes}>{text}</mattext>"))).0).stem.clone()
    };
    let plain = "a *b* &lt;b&gt;\nc";
    assert_eq!(stem("texttype='text/plain'", plain), "a \\*b\\* \\<b>\\\nc");
    assert_eq!(stem("texttype='TEXT/HTML'", plain).replace("**", ""), "a \\*b\\* c");
    assert_eq!(stem("", "is &lt;file&gt; 1 &lt; 2?"), "is \\<file> 1 < 2?");
    assert_eq!(stem("", "&lt;em&gt;is&lt;/em&gt; it"), "*is* it");
    assert_eq!(stem("", "<![CDATA[<p>one</p><pre>a  b</pre>]]>"), "one\n\n```\na  b\n```");
    assert_eq!(stem("texttype='text/xhtml'", "<p>one <code>two</code></p>"), "one `two`");
}

#[test]
fn pictures_come_along_and_what_is_missing_is_named() {
    let pixel = "iVBORw0KGgo=";
    let pieces = format!(
        "<material><matimage uri='img/a.png' label='A'/><matimage embedded='base64' imagtype='image/png'>{pixel}</matimage><mattext texttype='text/html'>\
        &lt;img src=\"img/b.png\" alt=\"B\"/&gt;&lt;img src=\"data:image/gif;base64,{pixel}\"/&gt;</mattext><mataudio uri='c.mp3'/></material>"
    );
    let text = document(&item("x", &(pieces + &options("Single", 2)), &rule(&is("A"), "Set", "1")));
    let files = |address: &str| (address == "img/a.png").then(|| b"bytes".to_vec());
    let reading = read_with(&text, "quiz.xml", &files);
    let entry = &reading.entries[0];
    assert_eq!(entry.place.to_string(), "quiz.xml, line 1");
    let Outcome::Taken { draft, remarks } = &entry.outcome else { panic!("{entry:?}") };
    let names: Vec<&str> = draft.images.iter().map(|image| image.name.as_str()).collect();
    assert_eq!(
        names,
        ["a.png", "picture.png", "3-picture.gif"].map(|name| if name == "3-picture.gif" {
            "picture.gif"
        } else {
            name
        })
    );
    assert_eq!(draft.images[0].bytes, b"bytes");
    assert!(body(draft).stem.contains("![A](images/a.png)"), "{}", body(draft).stem);
    assert!(remarks.contains(&Remark::ImageMissing { name: "b.png".to_owned() }), "{remarks:?}");
    assert!(remarks.contains(&Remark::MediaLost { what: words!("audio \"{}\"", "c.mp3") }));
}

#[test]
fn a_text_that_items_share_stands_before_each() {
    let stimulus = item("text_only_question", "", "").replace("'i1'", "'s'").replace("Which", "Given");
    let label = "<qtimetadatafield><fieldlabel>parent_stimulus_item_ident</fieldlabel><fieldentry>s</fieldentry></qtimetadatafield>";
    let child = item("x", &options("Single", 2), &rule(&is("A"), "Set", "1"))
        .replace("</qtimetadata>", &format!("{label}</qtimetadata>"));
    let entries = entries(&(stimulus + &child));
    assert_eq!(entries[0].outcome, Outcome::Skipped(Foreign::NoQuestion));
    let Outcome::Taken { draft, remarks } = &entries[1].outcome else { panic!() };
    assert_eq!((body(draft).stem.as_str(), remarks.as_slice()), ("Given **port**?\n\nWhich **port**?", &[][..]));
    let (_, remarks) = taken(&child);
    assert_eq!(remarks, [Remark::PassedOver { what: words!("the text \"{}\" before it", 's') }]);
}

#[test]
fn settings_are_named_and_tags_kept() {
    let label = |label: &str, value: &str| {
        format!("<qtimetadatafield><fieldlabel>{label}</fieldlabel><fieldentry>{value}</fieldentry></qtimetadatafield>")
    };
    let labels = label("points_possible", "2.0") + &label("qmd_keywords", "ports, net") + "</qtimetadata>";
    let item = item(
        "x",
        &options("Single", 2).replace("<render_choice", "<render_choice shuffle='No'"),
        &rule(&is("A"), "Set", "1"),
    );
    let item = item
        .replace("</qtimetadata>", &labels)
        .replace("<item ", "<item xml:lang='fr' ")
        .replace("</item>", "<rubric><material><mattext>Be kind.</mattext></material></rubric></item>");
    let (draft, remarks) = taken(&item);
    assert_eq!(draft.tags, ["ports", "net"]);
    let said: Vec<String> = remarks.iter().map(ToString::to_string).collect();
    assert_eq!(said.len(), 4, "{said:?}");
    assert!(remarks.contains(&Remark::FixedOrder) && remarks.contains(&Remark::Points));
    assert!(remarks.contains(&Remark::Language { tag: "fr".to_owned() }));
}

#[test]
fn a_title_is_the_items_or_the_beginning_of_its_text() {
    let one = item("x", &options("Single", 2), &rule(&is("A"), "Set", "1"));
    assert_eq!(entries(&one)[0].title, "Ports");
    assert_eq!(entries(&one.replace("title='Ports'", ""))[0].title, "Which **port**?");
    assert_eq!(entries("<item ident='i1'/>")[0].title, "i1");
}
