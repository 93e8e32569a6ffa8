//! The texts of cells as the Markdown of question files.

use super::{
    super::{html, remark::Remark},
    mapping::Texts,
};

/// The longest title of an entry, in characters.
const TITLE_MAX: usize = 80;
/// So many remarks are very many.
const MANY: usize = 50;

/// A text with paragraphs.
pub(super) fn blocks(texts: Texts, cell: &str, remarks: &mut Vec<Remark>) -> String {
    match texts {
        Texts::Plain => html::escape_text(cell),
        Texts::Markdown => cell.trim_start_matches('\n').trim_end().to_owned(),
        Texts::Html => said(html::to_markdown(cell), remarks),
    }
}

/// A text of one line.
pub(super) fn line(texts: Texts, cell: &str, remarks: &mut Vec<Remark>) -> String {
    match texts {
        Texts::Plain => html::escape_line(cell),
        Texts::Markdown => said(html::inline(cell), remarks),
        Texts::Html => {
            let markdown = said(html::to_markdown(cell), remarks);
            said(html::inline(&markdown), remarks)
        }
    }
}

/// Keeps what is to be said of a text.
fn said((text, lost): (String, Vec<Remark>), remarks: &mut Vec<Remark>) -> String {
    for remark in lost {
        add(remarks, remark);
    }
    text
}

/// Adds a remark, once. Where there are very many, nobody looks whether one is there twice.
pub(super) fn add(remarks: &mut Vec<Remark>, remark: Remark) {
    if remarks.len() >= MANY || !remarks.contains(&remark) {
        remarks.push(remark);
    }
}

/// The beginning of a text, for the title of an entry.
pub(super) fn title(cell: &str) -> String {
    let mut title = String::new();
    for word in cell.split_whitespace() {
        if !title.is_empty() {
            title.push(' ');
        }
        title.push_str(word);
        // Bytes are at least as many as characters.
        if title.len() > 4 * TITLE_MAX {
            break;
        }
    }
    match title.char_indices().nth(TITLE_MAX) {
        None => title,
        Some(_) => title.chars().take(TITLE_MAX - 1).chain(['…']).collect(),
    }
}
