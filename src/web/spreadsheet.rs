//! Tables as files that a spreadsheet opens by a double click.
//!
//! They begin with a byte order mark, without which the most used spreadsheet takes UTF-8 for something else. Columns are
//! parted by what the language of the page leads one to expect: where a comma stands in numbers, such a spreadsheet wants
//! semicolons. A cell that begins like a formula is made text by an apostrophe: what people call themselves is not to be run
//! on an admin's machine.

use axum::http::HeaderValue;
use axum::http::header::{CONTENT_DISPOSITION, CONTENT_TYPE};
use axum::response::{IntoResponse, Response};

use super::problem::Problem;
use crate::exam::lang::Lang;

const MARK: &[u8] = "\u{feff}".as_bytes();

/// A table, row by row.
pub struct Table(csv::Writer<Vec<u8>>);

impl Table {
    /// An empty one for a reader of this language.
    pub fn new(lang: Lang) -> Self {
        let separator = match lang {
            Lang::En => b',',
            Lang::PtBr => b';',
        };
        let mut builder = csv::WriterBuilder::new();
        builder.delimiter(separator).terminator(csv::Terminator::CRLF);
        Self(builder.from_writer(MARK.to_vec()))
    }

    /// Adds a row.
    pub fn row<I: IntoIterator<Item = String>>(&mut self, cells: I) -> Result<(), Problem> {
        let cells = cells.into_iter().map(guarded);
        self.0.write_record(cells).map_err(|error| Problem::Failed(error.to_string()))
    }

    /// The file under a name of plain letters.
    pub fn download(self, name: &str) -> Result<Response, Problem> {
        let bytes = self.0.into_inner().map_err(|error| Problem::Failed(error.to_string()))?;
        Ok(file(bytes, name, "text/csv; charset=utf-8"))
    }
}

/// A file to be kept, under a name of plain letters.
pub fn file(bytes: Vec<u8>, name: &str, kind: &'static str) -> Response {
    let disposition = HeaderValue::try_from(format!("attachment; filename=\"{name}\""));
    let disposition = disposition.unwrap_or(HeaderValue::from_static("attachment"));
    ([(CONTENT_TYPE, HeaderValue::from_static(kind)), (CONTENT_DISPOSITION, disposition)], bytes).into_response()
}

/// The cell as text, whatever it begins with.
fn guarded(cell: String) -> String {
    if cell.starts_with(['=', '+', '-', '@', '\t', '\r', '\n']) { format!("'{cell}") } else { cell }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(lang: Lang, rows: &[&[&str]]) -> String {
        let mut table = Table::new(lang);
        for row in rows {
            assert!(table.row(row.iter().map(|&cell| cell.to_owned())).is_ok());
        }
        String::from_utf8(table.0.into_inner().unwrap()).unwrap()
    }

    #[test]
    fn cells_are_parted_as_the_reader_expects() {
        let rows: &[&[&str]] = &[&["a", "b, c"], &["d; e", "say \"f\"\ng"]];
        assert_eq!(text(Lang::En, rows), "\u{feff}a,\"b, c\"\r\nd; e,\"say \"\"f\"\"\ng\"\r\n");
        assert_eq!(text(Lang::PtBr, rows), "\u{feff}a;b, c\r\n\"d; e\";\"say \"\"f\"\"\ng\"\r\n");
    }

    #[test]
    fn nothing_in_a_cell_is_a_formula() {
        for evil in ["=1+1", "+1", "-1", "@SUM(A1)", "\tx", "\rx"] {
            assert!(text(Lang::En, &[&[evil]]).trim_start_matches(['\u{feff}', '"']).starts_with('\''), "{evil:?}");
        }
        assert_eq!(guarded("a=b".to_owned()), "a=b");
    }
}
