//! What of a file is more than is read.

/// What there is too much of, with the bound that it exceeds.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Excess {
    /// Bytes, in MiB.
    #[error("more than {0} MiB")]
    Bytes(usize),
    /// Answers or options of one question.
    #[error("more than {0} answers to a question")]
    Answers(usize),
    /// Elements of an XML file.
    #[error("more than {0} elements")]
    Elements(usize),
    /// Elements in elements.
    #[error("elements nested deeper than {0}")]
    Depth(usize),
    /// Rows and cells of a table.
    #[error("more than {rows} rows, {width} cells in a row or {cells} cells")]
    Table {
        /// Rows.
        rows: usize,
        /// Cells in a row.
        width: usize,
        /// Cells in all.
        cells: usize,
    },
    /// Files and folders of a package.
    #[error("more than {0} files in the package")]
    Files(usize),
    /// Bytes of a file in a package, by its name.
    #[error("\"{0}\" has too many bytes, or too many for what it takes in the package")]
    File(String),
    /// Bytes of all files in a package, in MiB.
    #[error("the files of the package have more than {0} MiB together")]
    AllFiles(u64),
    /// Bytes of all texts among them, in MiB.
    #[error("the texts of the package have more than {0} MiB together")]
    AllTexts(u64),
}
