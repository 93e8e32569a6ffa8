//! Two texts beside each other, line by line.

/// A piece of a line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Piece {
    /// What it says.
    pub text: String,
    /// Whether the other text does not have it.
    pub changed: bool,
}

/// A line of one text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DiffLine {
    /// Its number, from 1.
    pub number: usize,
    /// Its pieces.
    pub pieces: Vec<Piece>,
}

/// A line of each text, or of one of them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DiffRow {
    /// Whether both say the same.
    pub same: bool,
    /// On the left.
    pub old: Option<DiffLine>,
    /// On the right.
    pub new: Option<DiffLine>,
}

/// Some rows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum DiffPart {
    /// Changes, and what stands around them.
    Near(Vec<DiffRow>),
    /// Lines that are the same, folded away: how many, and the lines as far as they fit on the page.
    Far(u32, Vec<DiffRow>),
}

/// Two texts beside each other.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Diff {
    /// All of it, in order.
    pub parts: Vec<DiffPart>,
    /// Whether it is too long for the page and ends early.
    pub cut: bool,
}
