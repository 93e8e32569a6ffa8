//! What has to be known of every question that is drawn, so that its text need not be read for it.

/// The facts of one text, derived from it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Facts {
    /// How they were derived: another number stands for another way.
    pub version: i64,
    /// How many options it has; 0 for a fill-in.
    pub options: usize,
    /// Where its facts come from.
    pub sources: Vec<String>,
    /// Its words as sorted marks, to compare it with others.
    pub marks: Vec<u32>,
}
