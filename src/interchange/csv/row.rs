//! A row sorted by what its columns hold: single cells, and the texts of each language.

use super::{
    cell::unguard,
    mapping::{Column, KeyForm, Mapping, Role},
    table::Row,
};
use crate::exam::lang::Lang;

/// The texts of a row in one language, as they stand in the cells.
#[derive(Clone, Debug, Default)]
pub(super) struct Half<'a> {
    /// The language of its columns.
    pub lang: Option<Lang>,
    /// What is asked, paragraph by paragraph.
    pub stem: Vec<&'a str>,
    /// Every column of an option, also where it is empty.
    pub options: Vec<Slot<'a>>,
    /// The explanation of the question.
    pub explanation: Vec<&'a str>,
    /// Explanations of options that are not there.
    pub stray: Vec<&'a str>,
    /// Explanations in their columns' order, until it is known whose they are: each with the number of options before it.
    whys: Vec<(usize, &'a str)>,
}

/// The cells of an option.
#[derive(Clone, Debug, Default)]
pub(super) struct Slot<'a> {
    /// What can be chosen; empty if there is no such option here.
    pub text: &'a str,
    /// Why it is right or wrong.
    pub why: Vec<&'a str>,
    /// Whether its place says that it is right.
    pub is_right: bool,
}

/// A row, sorted.
#[derive(Clone, Debug, Default)]
pub(super) struct Sorted<'a> {
    /// What is there once, in the order of the columns, without empty cells.
    singles: Vec<(Role, &'a str)>,
    /// The languages that have any text.
    pub halves: Vec<Half<'a>>,
    /// How many cells have something in them and no column.
    pub beyond: usize,
}

impl<'a> Sorted<'a> {
    /// Sorts a row by its columns.
    pub(super) fn new(mapping: &Mapping, row: &'a Row) -> Self {
        let mut sorted = Self::default();
        // Columns beyond the row are empty cells: they count where explanations are matched with options.
        let count = if mapping.repeat > 0 { row.width() } else { row.cells.len() };
        for place in 0..count.max(mapping.columns.len()) {
            let cell = row.cells.get(place).map_or("", String::as_str);
            let cell = if mapping.guarded { unguard(cell) } else { cell };
            match mapping.column(place) {
                None if cell.trim().is_empty() => {}
                None => sorted.beyond += 1,
                Some(column) => sorted.put(column, cell),
            }
        }
        for half in &mut sorted.halves {
            half.settle(mapping.key);
        }
        sorted.halves.retain(Half::has_text);
        sorted
    }

    fn put(&mut self, column: Column, cell: &'a str) {
        if !column.role.is_text() {
            if !cell.trim().is_empty() && column.role != Role::Ignored {
                self.singles.push((column.role, cell));
            }
            return;
        }
        let known = self.halves.iter().position(|half| half.lang == column.lang);
        let at = known.unwrap_or_else(|| {
            self.halves.push(Half { lang: column.lang, ..Half::default() });
            self.halves.len() - 1
        });
        self.halves[at].put(column, cell);
    }

    /// The first cell of a role, without spaces around it; empty if there is none.
    pub(super) fn first(&self, role: Role) -> &'a str {
        self.all(role).next().unwrap_or_default().trim()
    }

    /// Every cell of a role that has something in it.
    pub(super) fn all(&self, role: Role) -> impl Iterator<Item = &'a str> {
        self.singles.iter().filter(move |(own, _)| *own == role).map(|(_, cell)| *cell)
    }
}

impl<'a> Half<'a> {
    fn put(&mut self, column: Column, cell: &'a str) {
        let is_empty = cell.trim().is_empty();
        let text = if is_empty { "" } else { cell };
        match (column.role, column.option) {
            (Role::Option | Role::Right, option) => {
                let slot = self.slot(option.unwrap_or(self.options.len()));
                slot.text = text;
                slot.is_right = column.role == Role::Right && !is_empty;
            }
            (Role::Why, Some(option)) if !is_empty => self.slot(option).why.push(text),
            (Role::Why, None) => self.whys.push((self.options.len(), text)),
            (Role::Stem, _) if !is_empty => self.stem.push(cell),
            (Role::Explanation, _) if !is_empty => self.explanation.push(cell),
            _ => {}
        }
    }

    /// The cells of an option, which may be the first of it.
    fn slot(&mut self, option: usize) -> &mut Slot<'a> {
        if option >= self.options.len() {
            self.options.resize_with(option + 1, Slot::default);
        }
        &mut self.options[option]
    }

    /// Gives each explanation to its option, and marks the options before the first empty cell, if these are right.
    fn settle(&mut self, key: KeyForm) {
        let by_number = self.whys.len() == self.options.len();
        for (number, (before, why)) in std::mem::take(&mut self.whys).into_iter().enumerate() {
            let option = if by_number { Some(number) } else { before.checked_sub(1) };
            match option.and_then(|option| self.options.get_mut(option)) {
                _ if why.is_empty() => {}
                Some(slot) => slot.why.push(why),
                None => self.stray.push(why),
            }
        }
        for slot in self.options.iter_mut().filter(|slot| slot.text.is_empty()) {
            self.stray.append(&mut slot.why);
        }
        if key == KeyForm::UntilEmpty {
            self.options.iter_mut().take_while(|slot| !slot.text.is_empty()).for_each(|slot| slot.is_right = true);
        }
    }

    fn has_text(&self) -> bool {
        let has_option = self.options.iter().any(|slot| !slot.text.is_empty());
        has_option || !(self.stem.is_empty() && self.explanation.is_empty() && self.stray.is_empty())
    }
}
