//! The rules by name. Names are stable: questions overrule a rule with `allow = ["name: reason"]`.

use std::fmt;

/// How bad a finding is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// The question must not be asked like this.
    Error,
    /// It should be mended, or the rule overruled with a reason.
    Warning,
}

impl Severity {
    /// The word in reports.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Error => "error",
            Self::Warning => "warning",
        }
    }
}

/// Makes the enum of the rules with what is known about each.
macro_rules! rules {
    ($($variant:ident $id:literal $severity:ident $about:literal)*) => {
        /// A rule of the lint.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub enum Rule {
            $(#[doc = $about] $variant,)*
        }

        impl Rule {
            /// Every rule.
            pub const ALL: &[Self] = &[$(Self::$variant),*];

            /// The rule's stable name.
            pub const fn id(self) -> &'static str {
                match self { $(Self::$variant => $id,)* }
            }

            /// What breaking it means.
            pub const fn severity(self) -> Severity {
                match self { $(Self::$variant => Severity::$severity,)* }
            }

            /// The rule in a sentence.
            pub const fn about(self) -> &'static str {
                match self { $(Self::$variant => $about,)* }
            }
        }
    };
}

rules! {
    Format "format" Error "The file can be read."
    FileName "file-name" Error "A question is `<objective>/<name>.md`, the name a slug that no other question of the exam has."
    CanonicalForm "canonical-form" Warning "The file is written exactly as the program writes it (`--fix` does that)."
    KeyCount "key-count" Error "A single has one right option, a multiple two or more, and not all of them."
    OptionCount "option-count" Warning "There are five options; four with a reason."
    ChooseBracket "choose-bracket" Error "A multiple ends with \"(Choose N correct answers.)\", N its keys; nothing else has such a bracket."
    NumberInStem "number-in-stem" Warning "The number of the bracket stands nowhere else in the stem."
    AnswerForm "answer-form" Error "The answers of a fill-in obey its instruction and have at most 40 characters."
    AnswerInStem "answer-in-stem" Warning "The stem of a fill-in does not show the answer."
    NearAnswer "near-answer" Error "What is nearly right is not right."
    StemEnding "stem-ending" Error "The stem ends with a question mark or the bracket."
    BlankInStem "blank-in-stem" Error "The stem is a question, without a blank to be filled."
    SecondPerson "second-person" Warning "The stem does not speak to the reader."
    NegativeForm "negative-form" Warning "A question that asks for the exception says so in capitals: NOT, EXCEPT, NÃO, EXCETO."
    DoubleNegative "double-negative" Error "There is at most one negative in stem and options, once the question is one."
    NegativeShare "negative-share" Warning "At most 5 % of the questions are negative."
    AllOfTheAbove "all-of-the-above" Error "Options are shuffled: none refers to the others."
    KeyLength "key-length" Warning "The key is at most 25 % longer than the longest distractor."
    KeyLongest "key-longest" Warning "Over the bank the longest option is the key hardly more often than chance."
    OptionsDistinct "options-distinct" Error "Options differ by more than case, spaces and quotes."
    OptionsAlike "options-alike" Warning "Options are all code or all prose."
    NumbersSorted "numbers-sorted" Warning "Numbers stand in order in the file."
    KeyEcho "key-echo" Warning "No word of the stem is repeated by the key alone."
    Absolutes "absolutes" Warning "Absolutes do not betray the distractors."
    RealAddress "real-address" Error "Addresses and names are those reserved for documentation."
    StemLength "stem-length" Warning "The stem has at most 60 words outside code."
    OptionLength "option-length" Warning "An option has at most 25 words."
    UnknownArea "unknown-area" Error "The area belongs to the objective."
    Terms "terms" Error "One to four terms, copied exactly from the blueprint's objective."
    Sources "sources" Error "There is a source, each `man:page(section)` or an https address."
    Checked "checked" Error "The day of the last check is not in the future."
    ExplanationMissing "explanation-missing" Error "Every option and every question is explained."
    KnownSlip "known-slip" Error "No key is a known misspelling of the official lists."
    LanguageParity "language-parity" Error "The languages agree: options, keys, code spans, code blocks."
    EmbeddedSyntax "embedded-syntax" Error "XML, YAML, JSON and TOML in code blocks can be parsed."
    PictureFile "picture-file" Error "A file in `images/` is named by what is in it: `<sha256>-<width>x<height>`, `.png` or `.jpg`."
    PictureMissing "picture-missing" Error "Every picture that a text shows is in `images/`."
    GuideArea "guide-area" Error "A study guide has a section for every area of its objective, in order."
    GuideTerm "guide-term" Error "A study guide explains every term of its objective, and each once."
    GuideLength "guide-length" Warning "A study guide has 800 to 2,500 words in each language, code blocks apart."
    GuideMissing "guide-missing" Warning "Where one objective has a study guide, every one has."
    NearDuplicate "near-duplicate" Warning "No two questions share more than 60 % of the words of stem and key."
    AreaUncovered "area-uncovered" Warning "Every area has a question."
    WeightShort "weight-short" Error "Every objective has questions for one form at least."
    Allow "allow" Error "An allow names a rule and gives its reason."
    AllowUnused "allow-unused" Warning "An allow overrules something."
}

impl Rule {
    /// The rule of this name.
    pub fn from_id(id: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|rule| rule.id() == id)
    }
}

impl fmt::Display for Rule {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.id())
    }
}
