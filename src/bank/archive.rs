//! Files packed into one. The same files make the same bytes.

use std::io::{Cursor, Write as _};

use zip::{CompressionMethod, DateTime, ZipWriter, result::ZipResult, write::SimpleFileOptions};

/// Packs files, each with its path in the archive, in the order given.
pub fn zip<'a>(files: impl IntoIterator<Item = (String, &'a [u8])>) -> ZipResult<Vec<u8>> {
    // The time of packing would make every archive another one.
    let options = SimpleFileOptions::default()
        .compression_method(CompressionMethod::Deflated)
        .last_modified_time(DateTime::default())
        .unix_permissions(0o644);
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    for (path, bytes) in files {
        archive.start_file(path, options)?;
        archive.write_all(bytes)?;
    }
    Ok(archive.finish()?.into_inner())
}

#[cfg(test)]
mod tests {
    use std::io::Read as _;

    use super::*;

    #[test]
    fn what_was_packed_comes_out_and_packing_again_gives_the_same() {
        let pack = || zip([("a/b.md".to_owned(), &b"one"[..]), ("a/c.md".to_owned(), &b"two"[..])]).unwrap();
        assert_eq!(pack(), pack());
        let mut archive = zip::ZipArchive::new(Cursor::new(pack())).unwrap();
        let mut text = String::new();
        archive.by_name("a/c.md").unwrap().read_to_string(&mut text).unwrap();
        assert_eq!((archive.len(), text.as_str()), (2, "two"));
    }
}
