//! The formats: what they are called, how a file of each is known, and who reads and writes it.

use std::{fmt, str::FromStr};

use serde::{Deserialize, Serialize};

pub use super::detect::{detect, unknown};
use super::{
    Outcome, Outgoing, Written, aiken, csv,
    entry::{Place, Reading},
    gift, moodle_xml, package, qti, qti12,
    remark::Cause,
    shown::Pictures,
    words::Words,
};

/// A format of question files.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Format {
    /// Moodle's text format.
    Gift,
    /// The simplest text format: a question, options, the letter of the answer.
    Aiken,
    /// Moodle's question bank in XML.
    MoodleXml,
    /// QTI 2.0, 2.1 and 2.2: an item or a test.
    Qti21,
    /// QTI 3.0: an item or a test.
    Qti30,
    /// QTI 1.2.
    Qti12,
    /// A zip with files of these formats in it.
    Package,
    /// A table.
    Csv,
    /// A question file of ours.
    Simulado,
}

impl Format {
    /// Every format.
    pub const ALL: [Self; 9] = [
        Self::Gift,
        Self::Aiken,
        Self::MoodleXml,
        Self::Qti21,
        Self::Qti30,
        Self::Qti12,
        Self::Package,
        Self::Csv,
        Self::Simulado,
    ];

    /// The word for it in addresses, forms and on the command line.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Gift => "gift",
            Self::Aiken => "aiken",
            Self::MoodleXml => "moodle-xml",
            Self::Qti21 => "qti21",
            Self::Qti30 => "qti30",
            Self::Qti12 => "qti12",
            Self::Package => "package",
            Self::Csv => "csv",
            Self::Simulado => "simulado",
        }
    }

    /// Its name, for people.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Gift => "GIFT",
            Self::Aiken => "Aiken",
            Self::MoodleXml => "Moodle XML",
            Self::Qti21 => "QTI 2.1",
            Self::Qti30 => "QTI 3.0",
            Self::Qti12 => "QTI 1.2",
            Self::Package => "QTI package",
            Self::Csv => "CSV",
            Self::Simulado => "Simulado",
        }
    }

    /// The endings of its files, the one that is written first.
    pub const fn endings(self) -> &'static [&'static str] {
        match self {
            Self::Gift => &["gift", "txt"],
            Self::Aiken => &["txt", "aiken"],
            Self::MoodleXml | Self::Qti21 | Self::Qti30 | Self::Qti12 => &["xml"],
            Self::Package => &["zip"],
            Self::Csv => &["csv", "tsv", "txt"],
            Self::Simulado => &["md"],
        }
    }

    /// The ending and the media type of the file that [`write`] makes: what holds one question in a file comes packed.
    pub const fn written_as(self) -> (&'static str, &'static str) {
        match self {
            Self::Package | Self::Qti21 | Self::Qti30 | Self::Qti12 => ("zip", Self::Package.media_type()),
            Self::Gift => ("gift", self.media_type()),
            Self::Aiken => ("txt", self.media_type()),
            Self::MoodleXml => ("xml", self.media_type()),
            Self::Csv => ("csv", self.media_type()),
            Self::Simulado => ("md", self.media_type()),
        }
    }

    /// The media type with which its files are sent.
    pub const fn media_type(self) -> &'static str {
        match self {
            Self::Gift | Self::Aiken => "text/plain; charset=utf-8",
            Self::MoodleXml | Self::Qti21 | Self::Qti30 | Self::Qti12 => "application/xml",
            Self::Package => "application/zip",
            Self::Csv => "text/csv; charset=utf-8",
            Self::Simulado => "text/markdown; charset=utf-8",
        }
    }
}

impl fmt::Display for Format {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

impl FromStr for Format {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let known = || Self::ALL.map(Self::as_str).join(", ");
        Self::ALL
            .into_iter()
            .find(|format| format.as_str() == text)
            .ok_or_else(|| format!("\"{text}\" is no format (these are: {})", known()))
    }
}

/// Reads a file. A table is read as the mapping says, or as it is guessed where there is none.
pub fn read(format: Format, bytes: &[u8], mapping: Option<&csv::Mapping>) -> Reading {
    let reading = match format {
        Format::Csv => mapping.map_or_else(|| csv::read_guessed(bytes), |mapping| csv::read(bytes, mapping)),
        Format::Gift => gift::read(bytes),
        Format::Aiken => aiken::read(bytes),
        Format::MoodleXml => moodle_xml::read(bytes),
        Format::Qti21 | Format::Qti30 => qti::read(bytes),
        Format::Qti12 => qti12::read(bytes),
        // Question files of ours are read by `bank`, which this module does not know: who does dispatches them.
        Format::Package => package::read(bytes, &|_, _| Outcome::Refused(Cause::NotThisFormat(not_here()))),
        Format::Simulado => Reading::refused(Place::default(), Cause::NotThisFormat(not_here())),
    };
    reading.never_silent()
}

fn not_here() -> Words {
    words!("a question file of Simulado is not read here")
}

/// Writes questions as a file, with their pictures where the format has files; nothing if there is no writer for the format.
pub fn write(format: Format, questions: &[Outgoing<'_>], pictures: &Pictures) -> Option<Written> {
    match format {
        Format::Csv => Some(csv::write(questions)),
        Format::Gift => Some(gift::write(questions)),
        Format::Aiken => Some(aiken::write(questions)),
        Format::MoodleXml => Some(moodle_xml::write(questions, pictures)),
        Format::Package => Some(package::write_qti(questions, qti::Version::V2p1, pictures)),
        Format::Qti30 => Some(package::write_qti(questions, qti::Version::V3p0, pictures)),
        Format::Qti12 => Some(package::write_qti12(questions, pictures)),
        // A single file holds one item; ours are written by `bank`.
        Format::Qti21 | Format::Simulado => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_format_is_read_back_from_its_word() {
        for format in Format::ALL {
            assert_eq!(format.as_str().parse(), Ok(format));
            assert_eq!(serde_json::to_string(&format).unwrap(), format!("\"{format}\""));
        }
        assert!("qti".parse::<Format>().unwrap_err().contains("moodle-xml"));
    }

    #[test]
    fn a_file_without_anything_in_it_is_not_passed_over_in_silence() {
        let nothing = "<questestinterop><assessment><section><other/></section></assessment></questestinterop>";
        let reading = read(Format::Qti12, nothing.as_bytes(), None);
        assert_eq!(reading, Reading::refused(Place::default(), Cause::Empty));
    }

    #[test]
    fn a_table_is_read_as_it_is_said_or_as_it_is_guessed() {
        let table = b"Which?,x,y\n";
        assert!(read(Format::Csv, table, None).failure.is_some());
        let columns = [csv::Role::Stem, csv::Role::Right, csv::Role::Option].map(csv::Column::from).to_vec();
        let mapping = csv::Mapping { columns, ..csv::Mapping::default() };
        assert_eq!(read(Format::Csv, table, Some(&mapping)).taken().count(), 1);
    }
}
