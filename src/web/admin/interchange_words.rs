//! What the readers of other systems' files say, in the reader's language. What they quote of a file or of a library stays as it is.

use super::fragments::said;
use crate::interchange::{Cause, Excess, Foreign, Place, Remark, Words};
use crate::l10n::L10nLanguage;
use crate::web::visitor::Visitor;

/// What is to be said of something that came in, or was written.
pub fn remark(visitor: &Visitor, remark: &Remark) -> String {
    let t = visitor.t();
    let said = |words: &Words| said(visitor.lang, words);
    match remark {
        Remark::PartialCredit => t.lost_partial_credit(),
        Remark::Points => t.lost_points(),
        Remark::Hints => t.lost_hints(),
        Remark::OverallFeedback => t.lost_overall_feedback(),
        Remark::FixedOrder => t.lost_fixed_order(),
        Remark::Units => t.lost_units(),
        Remark::Setting { name } => t.lost_setting(name),
        Remark::Column { number } => t.lost_column(number.to_string()),
        Remark::OpenRange => t.lost_open_range(),
        Remark::TrueFalse => t.lost_true_false(),
        Remark::Numerical => t.lost_numerical(),
        Remark::ImageMissing { name } => t.lost_image_missing(name),
        Remark::ImageRefused { name, why } => t.lost_image_refused(name, said(why)),
        Remark::MediaLost { what } => t.lost_media_lost(said(what)),
        Remark::MarkupLost { what } => t.lost_markup_lost(said(what)),
        Remark::Wildcard { answer } => t.lost_wildcard(answer),
        Remark::AnswerLost { answer } => t.lost_answer_lost(answer),
        Remark::StemJoined => t.lost_stem_joined(),
        Remark::Unescaped { text } => t.lost_unescaped(text),
        Remark::Arrangement => t.lost_arrangement(),
        Remark::AllKeys => t.lost_all_keys(),
        Remark::FilesMissing { name, more } => t.lost_files_missing(*more, name),
        Remark::SeveralKeys => t.lost_several_keys(),
        Remark::Scoring => t.lost_scoring(),
        Remark::Contradiction { what } => t.lost_contradiction(said(what)),
        Remark::Language { tag } => t.lost_language(tag),
        Remark::Tag { tag } => t.lost_tag(tag),
        Remark::Halves { why } => t.lost_halves(said(why)),
        Remark::PassedOver { what } => t.lost_passed_over(said(what)),
        Remark::Unmarked { text } => t.lost_unmarked(text),
        Remark::TitleAsStem => t.lost_title_as_stem(),
        Remark::LeftOut { why } => t.lost_left_out(said(why)),
        Remark::PartLost { what } => t.lost_part_lost(said(what)),
    }
}

/// Why a kind of question does not come in.
pub fn foreign(visitor: &Visitor, foreign: &Foreign) -> String {
    let t = visitor.t();
    match foreign {
        Foreign::Matching => t.foreign_matching(),
        Foreign::Ordering => t.foreign_ordering(),
        Foreign::Essay => t.foreign_essay(),
        Foreign::Cloze => t.foreign_cloze(),
        Foreign::HotSpot => t.foreign_hot_spot(),
        Foreign::DragAndDrop => t.foreign_drag_and_drop(),
        Foreign::Upload => t.foreign_upload(),
        Foreign::Calculated => t.foreign_calculated(),
        Foreign::Composite => t.foreign_composite(),
        Foreign::NoQuestion => t.foreign_no_question(),
        Foreign::Survey => t.foreign_survey(),
        Foreign::OwnRules => t.foreign_own_rules(),
        Foreign::Other(what) => t.foreign_other(what),
        Foreign::Twice(at, title) => t.foreign_twice(format!("{}: {title}", place(t, at))),
        Foreign::Elsewhere(what) => t.foreign_elsewhere(what),
    }
}

/// Where something stands; empty for the file itself.
pub fn place(t: &L10nLanguage, place: &Place) -> String {
    match (place.file.as_str(), place.line) {
        (file, None) => file.to_owned(),
        ("", Some(line)) => t.place_line(line.to_string()),
        (file, Some(line)) => format!("{file}, {}", t.place_line(line.to_string())),
    }
}

/// Why something cannot be read.
pub fn cause(visitor: &Visitor, cause: &Cause) -> String {
    let t = visitor.t();
    let said = |words: &Words| said(visitor.lang, words);
    match cause {
        Cause::NotThisFormat(what) => t.cause_not_this_format(said(what)),
        Cause::Empty => t.cause_empty(),
        Cause::Encoding => t.cause_encoding(),
        Cause::Unknown => t.cause_unknown(),
        Cause::Alone => t.cause_alone(),
        Cause::TooLarge(what) => t.cause_too_large(excess(t, what)),
        Cause::Xml(what) => t.cause_xml(said(what)),
        Cause::Entities => t.cause_entities(),
        Cause::Package(what) => t.cause_package(said(what)),
        Cause::UnsafeName(what) => t.cause_unsafe_name(what),
        Cause::FileMissing(what) => t.cause_file_missing(what),
        Cause::NoStem => t.cause_no_stem(),
        Cause::TooFewOptions => t.cause_too_few_options(),
        Cause::NoKey => t.cause_no_key(),
        Cause::AllKeys => t.cause_all_keys(),
        Cause::UnknownKey(what) => t.cause_unknown_key(what),
        Cause::Unfinished(what) => t.cause_unfinished(said(what)),
        Cause::Syntax(what) => t.cause_syntax(said(what)),
        Cause::Weight(what) => t.cause_weight(what),
        Cause::Number(what) => t.cause_number(what),
        Cause::Format(what) => t.cause_format(what),
    }
}

/// What there is too much of.
fn excess(t: &L10nLanguage, excess: &Excess) -> String {
    match excess {
        Excess::Bytes(megabytes) => t.excess_bytes(*megabytes),
        Excess::Answers(count) => t.excess_answers(*count),
        Excess::Elements(count) => t.excess_elements(*count),
        Excess::Depth(count) => t.excess_depth(*count),
        Excess::Table { rows, width, cells } => t.excess_table(*cells, *rows, *width),
        Excess::Files(count) => t.excess_files(*count),
        Excess::File(name) => t.excess_file(name),
        Excess::AllFiles(megabytes) => t.excess_all_files(*megabytes),
        Excess::AllTexts(megabytes) => t.excess_all_texts(*megabytes),
    }
}
