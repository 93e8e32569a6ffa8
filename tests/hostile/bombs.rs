//! Packages that mean harm, built here.

use std::io::{Cursor, Read as _, Write as _, repeat};

use zip::ZipWriter;
use zip::write::SimpleFileOptions;

/// A package with these files.
pub fn pack(files: &[(&str, &[u8])]) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in files {
        zip.start_file(*name, SimpleFileOptions::default()).expect("a file");
        zip.write_all(bytes).expect("its bytes");
    }
    zip.finish().expect("a package").into_inner()
}

/// A package whose only file leads to another place.
pub fn link() -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    zip.add_symlink("a.xml", "/etc/passwd", SimpleFileOptions::default()).expect("a link");
    zip.finish().expect("a package").into_inner()
}

/// A file of spaces, many times what it takes.
pub fn growing(mebibytes: u64) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    zip.start_file("a.xml", SimpleFileOptions::default()).expect("a file");
    std::io::copy(&mut repeat(b' ').take(mebibytes << 20), &mut zip).expect("its bytes");
    zip.finish().expect("a package").into_inner()
}

/// Many files that grow, each a little less than what is too much for one.
pub fn growing_together() -> Vec<u8> {
    // Of this, a file has some 200 times what it takes.
    let spaces = " ".repeat(380);
    let text: Vec<String> = (0..40_000).map(|number| format!("<b>{}{spaces}</b>", number / 16)).collect();
    let text = format!("<quiz>{}</quiz>", text.concat());
    let names: Vec<String> = (0..60).map(|number| format!("{number}.xml")).collect();
    pack(&names.iter().map(|name| (name.as_str(), text.as_bytes())).collect::<Vec<_>>())
}

/// More files than anybody has questions.
pub fn many(count: usize) -> Vec<u8> {
    let names: Vec<String> = (0..count).map(|number| number.to_string()).collect();
    pack(&names.iter().map(|name| (name.as_str(), &b""[..])).collect::<Vec<_>>())
}

/// Packages in packages.
pub fn nested(depth: usize) -> Vec<u8> {
    (0..depth).fold(growing(8), |inner, _| pack(&[("inner.zip", &inner)]))
}

/// Many files that are all the same bytes: the directory names the first of them again and again.
pub fn overlapping(count: u16) -> Vec<u8> {
    let one = pack(&[("00000.xml", " ".repeat(1 << 20).as_bytes())]);
    let find = |mark: &[u8]| one.windows(4).position(|window| window == mark).expect("a mark");
    let (directory, end) = (find(b"PK\x01\x02"), find(b"PK\x05\x06"));
    let mut zip = one[..directory].to_vec();
    for number in 0..count {
        let mut entry = one[directory..end].to_vec();
        entry[46..51].copy_from_slice(format!("{number:05}").as_bytes());
        zip.extend(entry);
    }
    let size = u32::try_from(zip.len() - directory).expect("a size");
    let mut last = one[end..].to_vec();
    last[8..10].copy_from_slice(&count.to_le_bytes());
    last[10..12].copy_from_slice(&count.to_le_bytes());
    last[12..16].copy_from_slice(&size.to_le_bytes());
    zip.extend(last);
    zip
}

/// A package whose directory says another size of its file than it has: packed (20) or unpacked (24).
pub fn lying(field: usize, size: u32) -> Vec<u8> {
    let mut zip = growing(8);
    let directory = zip.windows(4).position(|window| window == b"PK\x01\x02").expect("a directory");
    zip[directory + field..directory + field + 4].copy_from_slice(&size.to_le_bytes());
    zip
}
