//! Bytes to rows of cells: which encoding, which delimiter, on which line each row begins.

use std::collections::BTreeMap;

use super::{
    super::{entry::Place, excess::Excess, remark::Cause},
    mapping::Delimiter,
};

/// The largest file, in bytes.
const BYTES: usize = 8 << 20;
/// The most rows of a file.
const ROWS: usize = 50_000;
/// The most cells of a row.
pub(super) const WIDTH: usize = 300;
/// The most cells of a file.
const CELLS: usize = 1_000_000;
/// So many rows are looked at to find out what a table is like.
pub(super) const SAMPLE: usize = 100;
/// Stands at the end of the text while it is cut into rows: if it is not a row of its own, a quotation mark is open.
const END: &str = "\u{e000}";
/// How the last cell ends whose quotation mark is open.
const SWALLOWED: &str = "\n\u{e000}\n";

/// A row of a table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Row {
    /// The line on which it begins, counted from 1.
    pub line: usize,
    /// Its cells as they stand, without their quotation marks.
    pub cells: Vec<String>,
}

impl Row {
    /// Whether nothing is in it.
    pub(super) fn is_blank(&self) -> bool {
        self.cells.iter().all(|cell| cell.trim().is_empty())
    }

    /// How many cells it has up to the last that is not empty.
    pub(super) fn width(&self) -> usize {
        self.cells.iter().rposition(|cell| !cell.trim().is_empty()).map_or(0, |last| last + 1)
    }
}

/// The text of a file, ready to be cut.
pub(super) struct Text {
    whole: String,
    /// What the file itself says stands between two cells, in a first line such as `sep=;`.
    says: Option<Delimiter>,
    first_line: usize,
}

/// Rows, and why there are no more of them.
pub(super) type Rows = (Vec<Row>, Option<(Place, Cause)>);

impl Text {
    /// Reads UTF-8, or UTF-16 with its mark. What is plainly no table is refused.
    pub(super) fn decode(bytes: &[u8]) -> Result<Self, (Place, Cause)> {
        let refuse = |cause| Err((Place::default(), cause));
        let foreign = |what| refuse(Cause::NotThisFormat(what));
        if bytes.len() > BYTES {
            return refuse(Cause::TooLarge(Excess::Bytes(BYTES >> 20)));
        }
        if bytes.starts_with(b"PK\x03\x04") || bytes.starts_with(b"\xd0\xcf\x11\xe0") {
            return foreign(words!("it is a spreadsheet program's own file, or a package; save the sheet as CSV"));
        }
        let text = match bytes {
            [0xff, 0xfe, rest @ ..] => utf16(rest, u16::from_le_bytes)?,
            [0xfe, 0xff, rest @ ..] => utf16(rest, u16::from_be_bytes)?,
            _ => utf8(bytes)?,
        };
        if text.contains('\0') {
            return refuse(Cause::Encoding);
        }
        let text = tidy(text.strip_prefix('\u{feff}').unwrap_or(&text));
        let start = text.trim_start().get(..9).unwrap_or_else(|| text.trim()).to_ascii_lowercase();
        if start.is_empty() {
            return refuse(Cause::Empty);
        }
        if start.starts_with("<?xml") || start.starts_with("<!doctype") || start.starts_with("<html") {
            return foreign(words!("it is XML or HTML, and no table"));
        }
        if start.starts_with("{\"") || start.starts_with("[{") || start.starts_with("{\n") {
            return foreign(words!("it is JSON, and no table"));
        }
        Ok(Self::new(text))
    }

    fn new(text: String) -> Self {
        let (first, rest) = text.split_once('\n').unwrap_or((&text, ""));
        let said = first.trim_matches('"').strip_prefix("sep=");
        let says = said.and_then(|said| Delimiter::ALL.iter().copied().find(|one| said.as_bytes() == [one.byte()]));
        match says {
            None => Self { whole: text, says, first_line: 1 },
            Some(_) => Self { whole: rest.to_owned(), says, first_line: 2 },
        }
    }

    /// The delimiters it may have, the likeliest first.
    pub(super) fn delimiters(&self) -> Vec<Delimiter> {
        if let Some(says) = self.says {
            return vec![says];
        }
        let mut all = Delimiter::ALL.to_vec();
        // The sort is stable: where two are as good, the comma comes first.
        all.sort_by_cached_key(|&delimiter| std::cmp::Reverse(self.regularity(delimiter)));
        all
    }

    /// How well a delimiter cuts the first rows: the share of those with two cells or more, of those with as many cells as most,
    /// and how many that is.
    fn regularity(&self, delimiter: Delimiter) -> (usize, usize, usize) {
        let rows = self.rows(delimiter, SAMPLE).0;
        let mut widths: BTreeMap<usize, usize> = BTreeMap::new();
        for row in &rows {
            *widths.entry(row.cells.len()).or_default() += 1;
        }
        let total = rows.len().max(1);
        let cut = rows.iter().filter(|row| row.cells.len() > 1).count();
        let (width, most) = widths.into_iter().max_by_key(|&(_, count)| count).unwrap_or_default();
        (cut * 100 / total, most * 100 / total, width)
    }

    /// Cuts it into at most so many rows.
    pub(super) fn rows(&self, delimiter: Delimiter, most: usize) -> Rows {
        let text = format!("{}\n{END}\n", self.whole);
        let mut builder = ::csv::ReaderBuilder::new();
        builder.has_headers(false).flexible(true).delimiter(delimiter.byte());
        let mut reader = builder.from_reader(text.as_bytes());
        let mut record = ::csv::StringRecord::new();
        let (mut rows, mut cells, mut line) = (Vec::new(), 0, self.first_line);
        loop {
            // Cannot fail: the text is UTF-8, rows may be of any length, and nothing is read from outside.
            if !matches!(reader.read_record(&mut record), Ok(true)) {
                return (rows, Some((Place::line(line), unclosed())));
            }
            line = begin(&text, &record) + self.first_line - 1;
            if record.len() == 1 && record.get(0) == Some(END) {
                return (rows, None);
            }
            cells += record.len();
            if rows.len() == most.min(ROWS) || record.len() > WIDTH || cells > CELLS {
                let failure = (rows.len() < most).then(|| (Place::line(line), too_large()));
                return (rows, failure);
            }
            if record.iter().any(|cell| cell.ends_with(SWALLOWED)) {
                return (rows, Some((Place::line(line), unclosed())));
            }
            rows.push(Row { line, cells: record.iter().map(str::to_owned).collect() });
        }
    }
}

/// The line on which a record begins, counted from 1. Its position is that of the blank lines before it.
fn begin(text: &str, record: &::csv::StringRecord) -> usize {
    let Some(position) = record.position() else { return 1 };
    let at = usize::try_from(position.byte()).unwrap_or(usize::MAX);
    let blank = text.as_bytes().get(at..).unwrap_or_default().iter().take_while(|&&byte| byte == b'\n').count();
    usize::try_from(position.line()).unwrap_or(usize::MAX).saturating_add(blank)
}

fn unclosed() -> Cause {
    Cause::Syntax(words!("a quotation mark at the beginning of a cell is never closed"))
}

fn too_large() -> Cause {
    Cause::TooLarge(Excess::Table { rows: ROWS, width: WIDTH, cells: CELLS })
}

fn utf8(bytes: &[u8]) -> Result<String, (Place, Cause)> {
    std::str::from_utf8(bytes).map(str::to_owned).map_err(|error| {
        let line = bytes[..error.valid_up_to()].split(|&byte| byte == b'\n').count();
        (Place::line(line), Cause::Encoding)
    })
}

fn utf16(bytes: &[u8], unit: fn([u8; 2]) -> u16) -> Result<String, (Place, Cause)> {
    let (pairs, rest) = bytes.as_chunks::<2>();
    let text: Result<String, _> = char::decode_utf16(pairs.iter().map(|&pair| unit(pair))).collect();
    text.ok().filter(|_| rest.is_empty()).ok_or((Place::default(), Cause::Encoding))
}

/// Every line end becomes a newline, every other control character but the tabulator a space. The mark that no text may have,
/// as on our pages, goes.
fn tidy(text: &str) -> String {
    let text = text.replace("\r\n", "\n").replace('\r', "\n").replace(END, "");
    text.replace(|c: char| c.is_control() && c != '\n' && c != '\t', " ")
}
