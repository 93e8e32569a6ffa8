//! Paragraphs, code blocks and lists, set below each other with the indentation that lists ask for.

use super::escape::longest_run;

/// Lists deeper than this are drawn at this depth.
const DEPTH: usize = 5;

/// Markdown as it grows.
#[derive(Debug, Default)]
pub(super) struct Blocks {
    out: String,
    lists: Vec<List>,
    /// Lists that are open and not drawn.
    deeper: usize,
    /// The block before this one is in the same outermost list.
    in_list: bool,
}

#[derive(Debug)]
struct List {
    /// The number of the next item; nothing for a list with bullets.
    number: Option<u64>,
    /// What stands before the item that is open.
    marker: String,
    /// The marker is still to be written.
    is_due: bool,
    /// No item of it has been written.
    is_new: bool,
}

impl Blocks {
    /// Opens a list, numbered or not.
    pub fn open(&mut self, number: Option<u64>) {
        if self.lists.len() == DEPTH {
            self.deeper += 1;
        } else {
            self.lists.push(List { number, marker: String::new(), is_due: false, is_new: true });
        }
    }

    /// Closes the innermost list.
    pub fn close(&mut self) {
        if self.deeper > 0 {
            self.deeper -= 1;
        } else {
            self.lists.pop();
            self.in_list &= !self.lists.is_empty();
        }
    }

    /// Begins an item of the innermost list.
    pub fn item(&mut self) {
        let Some(list) = self.lists.last_mut() else { return };
        if self.deeper > 0 {
            return;
        }
        list.marker = list.number.map_or_else(|| "- ".to_owned(), |number| format!("{number}. "));
        list.number = list.number.map(|number| number + 1);
        list.is_due = true;
    }

    /// Adds a paragraph.
    pub fn paragraph(&mut self, text: &str) {
        let first = self.separate(false);
        self.lines(&first, text.lines());
    }

    /// Adds a code block.
    pub fn code(&mut self, language: &str, code: &str) {
        let fence = "`".repeat(3.max(longest_run(code, '`') + 1));
        let mut first = self.separate(true);
        if !first.trim().is_empty() {
            // A fence that shares its line with the mark of an item is easily overlooked.
            self.out.push_str(first.trim_end());
            self.out.push('\n');
            first = " ".repeat(first.len());
        }
        let opening = format!("{fence}{language}");
        let lines = std::iter::once(opening.as_str()).chain(code.split('\n')).chain(std::iter::once(fence.as_str()));
        self.lines(&first, lines);
    }

    /// Writes what stands between this block and the one before, and gives what stands before its first line.
    fn separate(&mut self, is_code: bool) -> String {
        let due = self.lists.iter().find(|list| list.is_due);
        // A list that begins with code, or with another number than 1, needs an empty line before it.
        let joins = |list: &List| !is_code && matches!(list.marker.as_str(), "- " | "1. ");
        let follows = due.is_some_and(|list| !list.is_new || joins(list));
        if !self.out.is_empty() {
            self.out.push_str(if self.in_list && follows { "\n" } else { "\n\n" });
        }
        let mut first = String::new();
        for list in &mut self.lists {
            if list.is_due {
                first.push_str(&list.marker);
                (list.is_due, list.is_new) = (false, false);
            } else {
                first.extend(std::iter::repeat_n(' ', list.marker.len()));
            }
        }
        self.in_list = !self.lists.is_empty();
        first
    }

    fn lines<'a>(&mut self, first: &str, lines: impl Iterator<Item = &'a str>) {
        for (index, line) in lines.enumerate() {
            if index == 0 {
                self.out.push_str(first);
            } else {
                self.out.push('\n');
                if !line.is_empty() {
                    self.out.extend(std::iter::repeat_n(' ', first.len()));
                }
            }
            self.out.push_str(line);
        }
    }

    /// All of it.
    pub fn finish(self) -> String {
        self.out
    }
}
