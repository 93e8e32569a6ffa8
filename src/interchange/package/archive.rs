//! A zip file of unknown origin, opened with bounds: names that lead nowhere else, and no more bytes than are wanted.

use std::{
    cell::Cell,
    collections::HashMap,
    io::{Cursor, Read},
};

use zip::{ZipArchive, read::ZipFileEntry};

use super::names;
use crate::interchange::{Cause, Excess, Words};

/// A package has at most so many files and folders.
pub(super) const ENTRIES: usize = 10_000;
/// A file in it has at most so many bytes.
pub(super) const FILE: u64 = 16 << 20;
/// All that is read of it has at most so many bytes.
pub(super) const TOTAL: u64 = 128 << 20;
/// All texts among them have at most so many bytes: they are not only read, but tried.
pub(super) const TEXTS: u64 = 32 << 20;
/// A file has at most so many times the bytes that it takes in the package. Texts reach 70, and what does nothing but fill 1000.
pub(super) const RATIO: u64 = 250;
/// Below this size, no file is too large for the bytes that it takes.
pub(super) const SMALL: u64 = 1 << 20;
/// What the directory of a zip file has before each entry.
const HEADER: &[u8; 4] = b"PK\x01\x02";
/// So many bytes stand before the name of a file and its bytes, at least.
const LOCAL: u64 = 30;

/// An opened package. Nothing of it is unpacked before somebody asks for it.
pub(super) struct Archive<'a> {
    zip: ZipArchive<Cursor<&'a [u8]>>,
    size: u64,
    /// The names of the files, in their order.
    names: Vec<String>,
    /// Where each of them stands in the zip file.
    places: HashMap<String, usize>,
    left: Cell<u64>,
}

impl<'a> Archive<'a> {
    /// Opens it, unless one of its names is unsafe, or it is more than is read here.
    pub(super) fn open(bytes: &'a [u8]) -> Result<Self, Cause> {
        if bytes.windows(HEADER.len()).filter(|window| window == HEADER).count() > ENTRIES {
            return Err(Cause::TooLarge(Excess::Files(ENTRIES)));
        }
        let zip = ZipArchive::new(Cursor::new(bytes)).map_err(|error| Cause::Package(Words::quoted(error)))?;
        if zip.has_duplicate_names() {
            return Err(Cause::Package(words!("two of its files have the same name")));
        }
        let size = u64::try_from(bytes.len()).unwrap_or(u64::MAX);
        let (names, places, left) = (Vec::new(), HashMap::new(), Cell::new(TOTAL));
        let mut archive = Self { zip, size, names, places, left };
        for place in 0..archive.zip.len() {
            let entry = archive.zip.by_index_data(place).map_err(|error| Cause::Package(Words::quoted(error)))?;
            if let Some(name) = checked(&entry)? {
                if archive.places.insert(name.clone(), place).is_some() {
                    return Err(Cause::Package(words!("two of its files have the name \"{}\"", name)));
                }
                archive.names.push(name);
            }
        }
        archive.lies_side_by_side()?;
        Ok(archive)
    }

    /// Whether each file has bytes of its own. Where two share them, a small package holds many times what it weighs.
    fn lies_side_by_side(&self) -> Result<(), Cause> {
        let ends = |place| {
            let entry = self.zip.by_index_data(place).map_err(|error| Cause::Package(Words::quoted(error)))?;
            let name = u64::try_from(entry.name_raw().len()).unwrap_or(u64::MAX);
            let taken = LOCAL.saturating_add(name).saturating_add(entry.compressed_size());
            Ok((entry.header_start(), entry.header_start().saturating_add(taken)))
        };
        let mut ends = (0..self.zip.len()).map(ends).collect::<Result<Vec<_>, Cause>>()?;
        ends.sort_unstable();
        if ends.windows(2).any(|pair| pair[1].0 < pair[0].1) {
            return Err(Cause::Package(words!("two of its files lie on top of each other")));
        }
        Ok(())
    }

    /// The names of its files, in their order. Folders are none.
    pub(super) fn names(&self) -> &[String] {
        &self.names
    }

    /// Whether there is a file of this name.
    pub(super) fn has(&self, name: &str) -> bool {
        self.places.contains_key(name)
    }

    /// Unpacks a file. What its header says of its size is not trusted: the bytes are counted as they come.
    pub(super) fn read(&self, name: &str) -> Result<Vec<u8>, Cause> {
        let place = self.places.get(name).ok_or_else(|| Cause::FileMissing(name.to_owned()))?;
        // A copy of the reader, which shares the directory.
        let mut zip = self.zip.clone();
        let file = zip.by_index(*place).map_err(|error| Cause::Package(Words::quoted(format!("{name}: {error}"))))?;
        let packed = file.compressed_size().min(self.size);
        let most = FILE.min(self.left.get()).min(packed.saturating_mul(RATIO).max(SMALL));
        // At once, rather than twice as much each time: what grows is there twice while it is moved.
        let room = file.size().min(most) + 1;
        let mut bytes = Vec::with_capacity(usize::try_from(room).unwrap_or(0));
        let read = file.take(most + 1).read_to_end(&mut bytes);
        let count = u64::try_from(bytes.len()).unwrap_or(u64::MAX);
        self.left.set(self.left.get().saturating_sub(count));
        if self.is_spent() {
            return Err(all_files());
        }
        if count > most {
            return Err(Cause::TooLarge(Excess::File(name.to_owned())));
        }
        read.map_err(|error| Cause::Package(Words::quoted(format!("{name}: {error}"))))?;
        Ok(bytes)
    }

    /// Whether no more of it is read.
    pub(super) fn is_spent(&self) -> bool {
        self.left.get() == 0
    }
}

/// Why no more of a package is read.
pub(super) fn all_files() -> Cause {
    Cause::TooLarge(Excess::AllFiles(TOTAL >> 20))
}

/// The name of a file; nothing for a folder.
fn checked(entry: &ZipFileEntry<'_>) -> Result<Option<String>, Cause> {
    let shown = || Cause::UnsafeName(String::from_utf8_lossy(entry.name_raw()).escape_debug().take(200).collect());
    let name = entry.name().map_err(|_| shown())?;
    let name = names::checked(&name).ok_or_else(shown)?;
    // What such a link leads to may be anywhere.
    if entry.is_symlink() {
        return Err(shown());
    }
    if entry.encrypted() {
        return Err(Cause::Package(words!("\"{}\" is locked with a password", name)));
    }
    Ok((!entry.is_dir()).then_some(name))
}
