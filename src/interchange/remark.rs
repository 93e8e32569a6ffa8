//! What there is to say of an entry: what was lost, why it was skipped, why it was refused. Worded in English here; the
//! pages word them in the reader's language.

use super::{entry::Place, excess::Excess, words::Words};

/// How much a remark matters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// A setting of the other system that has no counterpart here. The question is whole.
    Note,
    /// The question is not quite what it was: somebody should look at it.
    Warning,
}

/// Makes the enum of the remarks with their severity and their words.
macro_rules! remarks {
    ($($severity:ident $(#[$doc:meta])* $variant:ident $( { $($field:ident : $type:ty),+ } )? = $words:literal;)*) => {
        /// What is to be said of something that was taken, or written.
        #[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
        pub enum Remark {
            $($(#[$doc])* #[error($words)] $variant $( { $(#[doc = "What it is about."] $field: $type),+ } )?,)*
        }

        impl Remark {
            /// How much it matters.
            pub const fn severity(&self) -> Severity {
                match self { $(Self::$variant { .. } => Severity::$severity,)* }
            }
        }
    };
}

remarks! {
    Note /// Answers that were right in part.
        PartialCredit = "partial credit is gone: here an answer is right or wrong";
    Note /// Points other than one, or points taken off.
        Points = "points and penalties are gone: every question counts the same";
    Note /// Hints for further tries.
        Hints = "hints for further tries are gone";
    Note /// Texts for "right", "wrong" and "partly right" as such.
        OverallFeedback = "feedback for right and wrong answers as such is gone";
    Note /// A fixed order of options.
        FixedOrder = "the fixed order of the options is gone: here options are shuffled";
    Note /// Units of a number.
        Units = "the units of the number are gone";
    Note /// A setting without a counterpart.
        Setting { name: String } = "the setting \"{name}\" has no counterpart here";
    Note /// A column of a table that holds something and has no name.
        Column { number: usize } = "column {number} has no counterpart here";
    Note /// A range of numbers that leaves out its end.
        OpenRange = "a range without its end has no counterpart here";
    Note /// A true or false question.
        TrueFalse = "the true or false question became a single choice";
    Note /// A number was asked for.
        Numerical = "the question for a number became a fill-in with a range";
    Note /// How a test orders, draws and groups its questions.
        Arrangement = "the order and the rules of the test are gone: here every exam is drawn from the bank";
    Warning /// A picture that the file names and does not have.
        ImageMissing { name: String } = "the picture \"{name}\" is not in the file";
    Warning /// A picture that is not taken.
        ImageRefused { name: String, why: Words } = "the picture \"{name}\" was not taken: {why}";
    Warning /// Sound, film, applets.
        MediaLost { what: Words } = "{what} cannot be shown here and is gone";
    Warning /// Markup that could not be kept.
        MarkupLost { what: Words } = "{what} became plain text";
    Warning /// An answer with a wildcard.
        Wildcard { answer: String } = "the answer \"{answer}\" stands for many; here answers are exact";
    Warning /// An answer that cannot be matched.
        AnswerLost { answer: String } = "the answer \"{answer}\" is gone";
    Warning /// The stem was on several lines.
        StemJoined = "the lines of the question were joined";
    Warning /// Special characters that should have been escaped.
        Unescaped { text: String } = "\"{text}\" has a special character that was taken as text";
    Warning /// Several answers are fully right where one is asked for.
        SeveralKeys = "several options are fully right: it became a question with several answers";
    Warning /// Nothing is wrong in a question with several answers.
        AllKeys = "every option is right: check the key";
    Warning /// Rules of scoring that were only partly understood.
        Scoring = "its rules of scoring were not understood in full: check the key";
    Warning /// The file contradicts itself.
        Contradiction { what: Words } = "the file contradicts itself: {what}";
    Warning /// A language that there is not here.
        Language { tag: String } = "the language \"{tag}\" is not one of the bank's";
    Warning /// A tag of ours with a value that is none.
        Tag { tag: String } = "the tag \"{tag}\" cannot be read";
    Warning /// The two languages of a question do not fit together.
        Halves { why: Words } = "its languages were not joined: {why}";
    Warning /// Files that a package's manifest names, and the package does not have: the first, and how many more.
        FilesMissing { name: String, more: usize } = "the manifest names \"{name}\" and {more} more files that are not in the package";
    Warning /// Something that was passed over.
        PassedOver { what: Words } = "{what} was passed over";
    Warning /// An answer without the sign that says whether it is right.
        Unmarked { text: String } = "\"{text}\" has no sign before it that says whether it is right: check the key";
    Warning /// There is no text to answer but a title.
        TitleAsStem = "there is no question text: the title stands in its place";
    // On writing.
    Warning /// The format cannot hold the question.
        LeftOut { why: Words } = "it was left out: {why}";
    Warning /// The format cannot hold a part of the question.
        PartLost { what: Words } = "the format cannot hold {what}";
}

/// A kind of question that there is not here.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Foreign {
    /// Pairs to be matched.
    #[error("matching questions are not supported")]
    Matching,
    /// Things to be put in order.
    #[error("ordering questions are not supported")]
    Ordering,
    /// A long answer that a person grades.
    #[error("essay questions are not supported")]
    Essay,
    /// Several gaps in one text.
    #[error("questions with several gaps in one text are not supported")]
    Cloze,
    /// Places in a picture.
    #[error("questions on places in a picture are not supported")]
    HotSpot,
    /// Things to be dragged.
    #[error("drag and drop questions are not supported")]
    DragAndDrop,
    /// A file to be handed in, a drawing, a recording.
    #[error("questions answered by a file, a drawing or a recording are not supported")]
    Upload,
    /// Numbers that are computed anew for everybody.
    #[error("calculated questions are not supported")]
    Calculated,
    /// Several questions in one.
    #[error("several questions in one are not supported")]
    Composite,
    /// A text without a question.
    #[error("it asks nothing: a text or a picture only")]
    NoQuestion,
    /// A survey, where nothing is right.
    #[error("nothing in it is right or wrong: a survey")]
    Survey,
    /// Points by rules that cannot be understood, and no key beside them.
    #[error("questions with rules of scoring of their own are not supported")]
    OwnRules,
    /// A kind of another system, by its name there.
    #[error("questions of the kind \"{0}\" are not supported")]
    Other(String),
    /// A question that lies in another file, which this one only names.
    #[error("it lies in another file, \"{0}\": import the package that has both")]
    Elsewhere(String),
    /// A question that came in before from the same package.
    #[error("the same question came in before: {0}: {1}")]
    Twice(Place, String),
}

/// Why something cannot be read.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Cause {
    /// Not the format that it is said to be.
    #[error("this is not a file of this format: {0}")]
    NotThisFormat(Words),
    /// No format that is known here.
    #[error("nothing in this file says what it is")]
    Unknown,
    /// A question file of ours without its folder.
    #[error("a question file alone does not say to which objective it belongs: pack its folder and import the package")]
    Alone,
    /// Nothing in it.
    #[error("there is no question in this file")]
    Empty,
    /// Not UTF-8, and nothing says what else.
    #[error("the file is not UTF-8: save it as UTF-8 and try again")]
    Encoding,
    /// More than is read.
    #[error("the file is too large: {0}")]
    TooLarge(Excess),
    /// XML that is none.
    #[error("the XML is broken: {0}")]
    Xml(Words),
    /// XML with entities of its own, or that asks for other files.
    #[error("the XML declares entities or asks for other files, which is not allowed")]
    Entities,
    /// A package that is none.
    #[error("the package cannot be opened: {0}")]
    Package(Words),
    /// A name in a package that leads out of it.
    #[error("the package has a file with an unsafe name: \"{0}\"")]
    UnsafeName(String),
    /// A file that the package names and does not have.
    #[error("the package names the file \"{0}\" and does not have it")]
    FileMissing(String),
    /// No text to answer.
    #[error("there is no question text")]
    NoStem,
    /// Fewer than two options.
    #[error("there are fewer than two options")]
    TooFewOptions,
    /// Nothing is right.
    #[error("no answer is right")]
    NoKey,
    /// Everything is right.
    #[error("every option is right")]
    AllKeys,
    /// The key names an option that is not there.
    #[error("the answer \"{0}\" is not one of the options")]
    UnknownKey(String),
    /// The answer is missing or unfinished.
    #[error("the question is not finished: {0}")]
    Unfinished(Words),
    /// A brace without its other half, and the like.
    #[error("the syntax is wrong: {0}")]
    Syntax(Words),
    /// A weight that is none.
    #[error("\"{0}\" is no weight of an answer")]
    Weight(String),
    /// A number that is none.
    #[error("\"{0}\" is no number")]
    Number(String),
    /// A question file of ours that breaks the format.
    #[error("{0}")]
    Format(String),
}
