//! What the tables of other systems, and those with a header in plain words, come in as.

use super::{
    super::remark::Foreign,
    tests::{body, drafts, fill_in, guessed, multiple, options, outcomes},
    *,
};
use crate::{
    exam::{
        lang::Lang,
        question::{Instruction, Kind},
    },
    interchange::{Content, Severity},
};

#[test]
fn moodles_table_has_letters_in_two_columns() {
    let table = "questionname,questiontext,A,B,C,D,Answer 1,Answer 2,answernumbering,correctfeedback,defaultmark\n\
        Q1,Which “pager”?,less,\"cat, once\",tac,nl,A,,abc,Well done.,1\n\
        Q2,Which two count?,wc,nl,cat,tr,B,A,abc,,2\n";
    let reading = guessed(table);
    let [one, two] = drafts(&reading)[..] else { panic!("two") };
    assert_eq!((&one.kind, &two.kind), (&Kind::Single { key: 0 }, &multiple(&[0, 1])));
    assert_eq!(body(one).stem, "Which “pager”?");
    assert_eq!(options(one), ["less", "cat, once", "tac", "nl"]);
    assert_eq!(reading.entries[1].title, "Q2");
    assert_eq!(reading.entries[1].place, Place::line(3));
    let gone = [
        "feedback for right and wrong answers as such is gone",
        "points and penalties are gone: every question counts the same",
    ];
    assert_eq!(outcomes(&reading), gone);
    assert_eq!(reading.remarks, [Remark::Setting { name: "answernumbering".to_owned() }]);
    assert!(reading.remarks.iter().all(|remark| remark.severity() == Severity::Note));
}

#[test]
fn a_table_of_titles_and_comments_has_no_header() {
    let table = "Q1,Which one lists the processes?,ps,It does.,ls,It lists files.\n\
        Q2,Which one ends a process?,kill,By a signal.,ps,It lists.,nice,\n";
    let reading = guessed(table);
    let [one, two] = drafts(&reading)[..] else { panic!("two") };
    assert_eq!(options(two), ["kill", "ps", "nice"]);
    assert_eq!((&two.kind, &body(two).options[0].explanation), (&Kind::Single { key: 0 }, &"By a signal.".to_owned()));
    assert_eq!(body(one).options[1].explanation, "It lists files.");
}

#[test]
fn an_empty_cell_stands_between_right_and_wrong() {
    let table = "\"Files\";\"Which two, of these, show text?\";\"cat\";\"less\";\"\";\"cp\"\n\
        Files;Which one copies?;cp;;mv;rm;ln;;\n";
    let reading = guessed(table);
    let [one, two] = drafts(&reading)[..] else { panic!("two") };
    assert_eq!((&one.kind, &two.kind), (&multiple(&[0, 1]), &Kind::Single { key: 0 }));
    assert_eq!((options(two), &one.category), (vec!["cp", "mv", "rm", "ln"], &vec!["Files".to_owned()]));
    let without = guessed("Which one copies?,cp,,mv\nWhich one moves?,mv,,cp\n");
    assert_eq!(body(drafts(&without)[1]).stem, "Which one moves?");
}

#[test]
fn brightspace_has_several_rows_for_a_question() {
    let table = "//MULTIPLE CHOICE,,,,\n\
        NewQuestion,MC,,,\nID,T-1,,,\nTitle,Pagers,,,\nQuestionText,Which <b>pager</b> goes back?,HTML,,\nPoints,2,,,\nImage,images/a.jpg,,,\n\
        Option,100,less,,It does.\nOption,25,more,,\nOption,0,\"a <b>\",,\nHint,Think.,,,\nFeedback ,Both page.,,,\n,,,,\n\
        NewQuestion,MS,,,\nQuestionText,Which two count?,,,\nScoring,RightAnswers,,,\nOption,1,wc\nOption,1,nl\nOption,0,tr\n\
        NewQuestion,TF,,,\nQuestionText,It is so.,,,\nTRUE,0,No.,,\nFALSE,100,Yes.,,\n\
        NewQuestion,SA,,,\nQuestionText,Which one?,,,\nInputBox,3,40,,\nAnswer,100,LESS,sensitive,\nAnswer,50,more,,\nAnswer,100,le+s,regexp,\n\
        NewQuestion,WR,,,\nQuestionText,Write.,,,\nNewQuestion,M,,,\nQuestionText,Match.,,,\nNewQuestion,O,,,\nNewQuestion,MC,,,\nOption,1,x\n";
    let mapping = guess(table.as_bytes()).expect("a guess");
    assert_eq!(mapping.layout, Layout::Brightspace);
    let reading = read(table.as_bytes(), &mapping);
    let [mc, ms, tf, sa] = drafts(&reading)[..] else { panic!("four") };
    assert_eq!(
        (&mc.kind, &ms.kind, &tf.kind),
        (&Kind::Single { key: 0 }, &multiple(&[0, 1]), &Kind::Single { key: 1 })
    );
    assert_eq!((mc.id.as_str(), body(mc).stem.as_str()), ("T-1", "Which **pager** goes back?"));
    assert_eq!(options(mc)[2], "a \\<b>");
    assert_eq!(
        (&body(mc).options[0].explanation, &body(mc).explanation),
        (&"It does.".to_owned(), &"Both page.".to_owned())
    );
    assert_eq!((options(tf), &body(tf).options[1].explanation), (vec!["True", "False"], &"Yes.".to_owned()));
    let typed = fill_in(sa);
    assert_eq!(
        (&typed.answers[..], &typed.near[..], typed.ignore_case),
        (&["LESS".to_owned()][..], &["more".to_owned()][..], false)
    );
    let said = outcomes(&reading);
    assert!(
        said[0].contains("\"images/a.jpg\" is not in the file")
            && said[0].contains("hints")
            && said[0].contains("partial")
    );
    assert!(said[3].contains("the answer \"le+s\" stands for many"));
    let others: Vec<String> =
        [Foreign::Essay, Foreign::Matching, Foreign::Ordering].map(|foreign| foreign.to_string()).to_vec();
    assert_eq!(said[4..7], others);
    assert_eq!(said[7], Cause::NoStem.to_string());
}

#[test]
fn columns_are_known_by_plain_words_in_two_languages() {
    let table = "Question Text;Option 1;Option 2;Option 3;Correct Answer;Explanation;Tags;Time limit\n\
        Which one lists?;ls;cp;mv;1;It does.;files, lists;30\nWhich two copy?;ls;cp;scp;2,3;;;\n";
    let reading = guessed(table);
    let [one, two] = drafts(&reading)[..] else { panic!("two") };
    assert_eq!((&one.kind, &two.kind), (&Kind::Single { key: 0 }, &multiple(&[1, 2])));
    assert_eq!(
        (&one.tags[..], body(one).explanation.as_str()),
        (&["files".to_owned(), "lists".to_owned()][..], "It does.")
    );
    assert_eq!(reading.remarks, [Remark::Setting { name: "Time limit".to_owned() }]);
    let table = "Pergunta\tAlternativa A\tAlternativa B\tGabarito\tIdioma\nQual lista?\tls\tcp\tls\tpt-BR\nQual copia?\tls\tcp\tCP\tde\n";
    let reading = guessed(table);
    let [one, two] = drafts(&reading)[..] else { panic!("two") };
    assert!(matches!(one.content, Content::One(Some(Lang::PtBr), _)));
    assert_eq!(
        (&two.kind, outcomes(&reading)[1].as_str()),
        (&Kind::Single { key: 1 }, "the language \"de\" is not one of the bank's")
    );
}

#[test]
fn the_right_answer_may_have_a_column_of_its_own() {
    let reading = guessed("question,correct answer,wrong answer 1,wrong answer 2\nWhich?,ls,cp,\nAnd?,mv,rm,ln\n");
    let [one, two] = drafts(&reading)[..] else { panic!("two") };
    assert_eq!((options(one), options(two)), (vec!["ls", "cp"], vec!["mv", "rm", "ln"]));
    let reading = guessed(
        "Question,Answer 1 - max 75 characters,Answer 2 - max 75 characters,Correct answer(s)\nWhich?,ls,cp,2\n",
    );
    assert_eq!(drafts(&reading)[0].kind, Kind::Single { key: 1 });
    let reading = guessed(
        "question,option a,option b,correct index,explanation a,explanation b\nWhich?,ls,cp,1,Yes.,No.\nAnd?,ls,cp,1,,\n",
    );
    assert_eq!(body(drafts(&reading)[0]).options[1].explanation, "No.");
    assert_eq!(drafts(&reading)[1].kind, Kind::Single { key: 1 });
}

#[test]
fn a_key_may_stand_in_the_last_column_without_a_header() {
    let by_letter = guess(b"Which?,ls,cp,mv,C\nAnd?,a,b,c,A\n").expect("a guess");
    assert_eq!((by_letter.key, by_letter.header), (KeyForm::Letter, false));
    let by_index = guess(b"Which?,ls,cp,mv,0\nAnd?,a,b,c,2\n").expect("a guess");
    assert_eq!(by_index.key, KeyForm::Index);
}

#[test]
fn kinds_are_known_by_their_words() {
    let table = "type,question,a,b,c,correct\n\
        Multiple Choice,Which?,x,y,z,B\nCheckbox,Which?,x,y,z,B\nsingle,Which?,x,y,z,AB\nTrue/False,So?,,,,false\nshort answer,Which?,,,,ls -l\n\
        fill in the blank,Which?,ls,dir,,\nnumerical,How many?,,,,3..4\nessay,Why?,,,,\nMAT,Match,,,,\nflash,Which?,,,,\nnumerical,How?,,,,many\n\
        multiple choice,Which?,,,,x\n";
    let reading = guessed(table);
    let [choice, check, single, truth, text, blanks, number] = drafts(&reading)[..] else { panic!("seven") };
    assert_eq!(
        (&choice.kind, &check.kind, &single.kind),
        (&Kind::Single { key: 1 }, &multiple(&[1]), &multiple(&[0, 1]))
    );
    assert_eq!((&truth.kind, options(truth)), (&Kind::Single { key: 1 }, vec!["True", "False"]));
    assert_eq!(fill_in(text).answers, ["ls -l"]);
    assert_eq!(
        (&fill_in(blanks).answers[..], fill_in(blanks).instruction),
        (&["ls".to_owned(), "dir".to_owned()][..], Instruction::Text)
    );
    assert!(fill_in(number).ranges[0].holds("3.5") && fill_in(number).answers.is_empty());
    let said = outcomes(&reading);
    assert_eq!(said[2], Remark::SeveralKeys.to_string());
    assert_eq!(said[7..9], [Foreign::Essay.to_string(), Foreign::Matching.to_string()]);
    assert_eq!(said[9], "questions of the kind \"flash\" are not supported");
    assert_eq!(said[10..], ["\"many\" is no number", "there are fewer than two options"]);
}
