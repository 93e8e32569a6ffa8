//! What there is to say of a draft, in the reader's language: what is missing, and which rules are broken.

use crate::authoring::Judgement;
use crate::bank::lint::{Finding, Rule, Severity};
use crate::exam::draft::Gap;
use crate::exam::lang::Lang;
use crate::l10n::L10nLanguage;
use crate::web::pages::admin::editor::{Remark, Weight};

/// All remarks, the gravest first.
pub fn remarks(t: &L10nLanguage, lang: Lang, judgement: &Judgement) -> Vec<Remark> {
    let gaps = judgement.gaps.iter().map(|gap| Remark {
        weight: Weight::Missing,
        rule: String::new(),
        words: missing(t, gap),
        text: String::new(),
        detail: String::new(),
    });
    let mut findings: Vec<&Finding> = judgement.findings.iter().collect();
    findings.sort_by_key(|finding| finding.severity);
    gaps.chain(findings.into_iter().map(|finding| found(t, lang, finding))).collect()
}

fn found(t: &L10nLanguage, lang: Lang, finding: &Finding) -> Remark {
    Remark {
        weight: if finding.severity == Severity::Error { Weight::Error } else { Weight::Warning },
        rule: finding.rule.id().to_owned(),
        words: broken(t, finding.rule),
        text: finding.text.clone(),
        // The detail is written in English, as on the command line.
        detail: if lang == Lang::En { finding.message.clone() } else { String::new() },
    }
}

fn missing(t: &L10nLanguage, gap: &Gap) -> String {
    let name = |lang: &Lang| match lang {
        Lang::En => t.lang_en(),
        Lang::PtBr => t.lang_pt(),
    };
    match gap {
        Gap::Area => t.gap_area(),
        Gap::Level => t.gap_level(),
        Gap::Checked => t.gap_checked(),
        Gap::Stem(lang) => t.gap_stem(name(lang)),
        Gap::Options => t.gap_options(),
        Gap::OptionText(lang, number) => t.gap_option(number.to_string(), name(lang)),
        Gap::Key => t.gap_key(),
        Gap::Keys => t.gap_keys(),
        Gap::Answers => t.gap_answers(),
        Gap::Instruction => t.gap_instruction(),
        Gap::Range(text) => t.gap_range(text),
    }
}

/// Makes the match from a rule to its sentence, so that the compiler knows when one is missing.
macro_rules! sentences {
    ($($rule:ident $word:ident)*) => {
        fn broken(t: &L10nLanguage, rule: Rule) -> String {
            match rule { $(Rule::$rule => t.$word(),)* }
        }
    };
}

sentences! {
    Format rule_format
    FileName rule_file_name
    CanonicalForm rule_canonical_form
    KeyCount rule_key_count
    OptionCount rule_option_count
    ChooseBracket rule_choose_bracket
    NumberInStem rule_number_in_stem
    AnswerForm rule_answer_form
    AnswerInStem rule_answer_in_stem
    NearAnswer rule_near_answer
    StemEnding rule_stem_ending
    BlankInStem rule_blank_in_stem
    SecondPerson rule_second_person
    NegativeForm rule_negative_form
    DoubleNegative rule_double_negative
    NegativeShare rule_negative_share
    AllOfTheAbove rule_all_of_the_above
    KeyLength rule_key_length
    KeyLongest rule_key_longest
    OptionsDistinct rule_options_distinct
    OptionsAlike rule_options_alike
    NumbersSorted rule_numbers_sorted
    KeyEcho rule_key_echo
    Absolutes rule_absolutes
    RealAddress rule_real_address
    StemLength rule_stem_length
    OptionLength rule_option_length
    UnknownArea rule_unknown_area
    Terms rule_terms
    Sources rule_sources
    Checked rule_checked
    ExplanationMissing rule_explanation_missing
    KnownSlip rule_known_slip
    LanguageParity rule_language_parity
    EmbeddedSyntax rule_embedded_syntax
    PictureFile rule_picture_file
    PictureMissing rule_picture_missing
    GuideArea rule_guide_area
    GuideTerm rule_guide_term
    GuideLength rule_guide_length
    GuideMissing rule_guide_missing
    NearDuplicate rule_near_duplicate
    AreaUncovered rule_area_uncovered
    WeightShort rule_weight_short
    Allow rule_allow
    AllowUnused rule_allow_unused
}
