//! The pictures beside an exam's questions: `images/<sha256>-<width>x<height>.png` or `.jpg`, and in each what its name says.

use std::{
    collections::BTreeMap,
    fs,
    io::Cursor,
    path::{Path, PathBuf},
};

use image::{ImageFormat, ImageReader};
use sha2::{Digest as _, Sha256};

use super::{
    BankError,
    load::{entries, read as read_file},
};
use crate::exam::picture::{BYTES, is_of, size};

/// The folder of the pictures, in the exam's.
pub const FOLDER: &str = "images";

/// Files in it that are none.
const NOT_PICTURES: &str = "README.md";

/// Every file in the folder of the pictures by its name, whatever is in it. None where there is no such folder.
pub(super) fn files(exam: &Path) -> Result<BTreeMap<String, PathBuf>, BankError> {
    let folder = exam.join(FOLDER);
    if !folder.is_dir() {
        return Ok(BTreeMap::new());
    }
    let named = |file: PathBuf| Some((file.file_name()?.to_string_lossy().into_owned(), file));
    Ok(entries(&folder)?.into_iter().filter_map(named).filter(|(name, _)| name != NOT_PICTURES).collect())
}

/// A picture's bytes, or why it is not the picture that its name says.
pub fn read(file: &Path) -> Result<Vec<u8>, BankError> {
    let wrong = |message: String| BankError::new(file, None, message);
    let name = file.file_name().and_then(|name| name.to_str()).unwrap_or_default();
    let Some(wanted) = size(name) else {
        return Err(wrong("its name is not <sha256>-<width>x<height>.png or .jpg".to_owned()));
    };
    let length = fs::metadata(file).map_err(|error| BankError::io(file, &error))?.len();
    if length > u64::try_from(BYTES).unwrap_or(u64::MAX) {
        return Err(wrong(format!("it has {length} bytes; at most {BYTES} are taken")));
    }
    let bytes = read_file(file)?;
    if !is_of(name, &Sha256::digest(&bytes)) {
        return Err(wrong("what is in it is not what its name says: its SHA-256 is another".to_owned()));
    }
    let (format, kind) =
        if name.rsplit('.').next() == Some("jpg") { (ImageFormat::Jpeg, "JPEG") } else { (ImageFormat::Png, "PNG") };
    match ImageReader::with_format(Cursor::new(&bytes), format).into_dimensions() {
        Err(_) => Err(wrong(format!("it is no {kind}"))),
        Ok(is) if is != wanted => {
            Err(wrong(format!("it has {} by {} pixels, and its name says otherwise", is.0, is.1)))
        }
        Ok(_) => Ok(bytes),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::exam::picture::name;

    fn png(width: u32, height: u32) -> Vec<u8> {
        let mut bytes = Cursor::new(Vec::new());
        image::RgbImage::new(width, height).write_to(&mut bytes, ImageFormat::Png).unwrap();
        bytes.into_inner()
    }

    #[test]
    fn a_picture_is_what_its_name_says_or_an_error_with_its_path() {
        let exam = tempfile::tempdir().unwrap();
        assert_eq!(files(exam.path()).unwrap(), BTreeMap::new());
        let folder = exam.path().join(FOLDER);
        fs::create_dir(&folder).unwrap();
        let put = |name: &str, bytes: &[u8]| {
            fs::write(folder.join(name), bytes).unwrap();
            read(&folder.join(name)).map_err(|error| error.to_string())
        };
        let good = png(3, 2);
        let of = |bytes: &[u8], size, ending| name(&Sha256::digest(bytes), size, ending);
        assert_eq!(put(&of(&good, (3, 2), "png"), &good), Ok(good.clone()));
        let large = vec![0; BYTES + 1];
        for (name, bytes, words) in [
            ("disks.png".to_owned(), &good[..], "its name is not <sha256>-"),
            (of(&good, (3, 2), "jpg"), &good, "it is no JPEG"),
            (of(&good, (2, 3), "png"), &good, "it has 3 by 2 pixels"),
            (of(b"x", (3, 2), "png"), &good, "its SHA-256 is another"),
            (of(&large, (3, 2), "png"), &large, "at most 8388608 are taken"),
        ] {
            let error = put(&name, bytes).unwrap_err();
            assert!(error.contains(&format!("{FOLDER}/{name}")) && error.contains(words), "{error}");
        }
        fs::write(folder.join(NOT_PICTURES), "Whence they are.").unwrap();
        fs::write(folder.join(".hidden"), "").unwrap();
        assert_eq!(files(exam.path()).unwrap().len(), 6);
    }
}
