//! The files that stand in the XML beside the texts that show them.

use std::collections::{BTreeMap, btree_map::Entry};

use base64::{Engine as _, alphabet, engine};
use percent_encoding::percent_decode_str;

use crate::{
    exam::picture,
    interchange::{Image, Pictures as Shown, Remark, xml::Element},
};

/// What the texts call the place of their files.
const PLACE: &str = "@@PLUGINFILE@@/";
/// Where Markdown shows one of them.
const SHOWN: &str = "](@@PLUGINFILE@@/";
/// The largest picture, in bytes.
const PICTURE: usize = picture::BYTES;

/// A question may have this many.
const PICTURES: usize = 100;

/// Padding is often forgotten.
const LAX: engine::GeneralPurposeConfig =
    engine::GeneralPurposeConfig::new().with_decode_padding_mode(engine::DecodePaddingMode::Indifferent);
const BASE64: engine::GeneralPurpose = engine::GeneralPurpose::new(&alphabet::STANDARD, LAX);

/// A text of ours with the places of its pictures as Moodle has them, and those pictures. One that is not there stays as it is.
pub(super) fn written<'p>(markdown: &str, pictures: &'p Shown) -> (String, Vec<(&'p str, &'p [u8])>) {
    let (mut text, mut files) = (markdown.to_owned(), BTreeMap::new());
    for (name, bytes) in picture::shown(markdown).filter_map(|name| pictures.get_key_value(name)) {
        if files.insert(name.as_str(), bytes.as_slice()).is_none() {
            text = text.replace(&format!("{}{name}", picture::ADDRESS), &format!("]({PLACE}{name}"));
        }
    }
    (text, files.into_iter().collect())
}

/// The pictures of a draft, each under a name of its own.
#[derive(Debug, Default)]
pub(super) struct Pictures {
    images: Vec<Image>,
}

impl Pictures {
    /// Keeps a picture, and gives the address under which texts show it. The same picture is kept once. Nothing if there are
    /// too many.
    fn keep(&mut self, name: &str, bytes: Vec<u8>) -> Option<String> {
        let base = safe(name);
        let mut name = base.clone();
        let mut number = 1;
        while let Some(same) = self.images.iter().find(|image| image.name == name) {
            if same.bytes == bytes {
                return Some(format!("images/{name}"));
            }
            number += 1;
            name = match base.rsplit_once('.') {
                Some((stem, ending)) => format!("{stem}-{number}.{ending}"),
                None => format!("{base}-{number}"),
            };
        }
        if self.images.len() == PICTURES {
            return None;
        }
        let address = format!("images/{name}");
        self.images.push(Image { name, bytes });
        Some(address)
    }

    pub fn into_images(self) -> Vec<Image> {
        self.images
    }
}

/// A file name without what makes trouble in an address.
fn safe(name: &str) -> String {
    let fit = |c: char| if c.is_ascii_alphanumeric() || matches!(c, '.' | '_' | '-') { c } else { '-' };
    let name: String = name.chars().map(fit).take(100).collect();
    let name = name.trim_matches(['.', '-']);
    if name.is_empty() { "image".to_owned() } else { name.to_owned() }
}

/// The files of one text.
pub(super) struct Files<'a> {
    /// By folder and name, as addresses have them after [`PLACE`].
    by_path: BTreeMap<String, File<'a>>,
    pictures: &'a mut Pictures,
    told: Vec<Remark>,
}

struct File<'a> {
    element: &'a Element,
    is_shown: bool,
}

impl<'a> Files<'a> {
    /// The files that stand in an element. Of two with the same name the first counts.
    pub fn of(element: &'a Element, pictures: &'a mut Pictures) -> Self {
        let mut files: BTreeMap<String, File<'_>> = BTreeMap::new();
        let mut told = Vec::new();
        for file in element.all("file") {
            let folder = file.attribute("path").unwrap_or_default().trim_matches('/');
            let name = file.attribute("name").unwrap_or_default();
            let path = if folder.is_empty() { name.to_owned() } else { format!("{folder}/{name}") };
            match files.entry(path) {
                Entry::Vacant(entry) => {
                    entry.insert(File { element: file, is_shown: false });
                }
                Entry::Occupied(entry) if entry.get().element.text() != file.text() => {
                    told.push(Remark::PassedOver { what: words!("a second file \"{}\"", entry.key()) });
                }
                Entry::Occupied(_) => {}
            }
        }
        Self { by_path: files, pictures, told }
    }

    /// The address of a picture in our texts, from that in theirs.
    pub fn show(&mut self, source: &str) -> Option<String> {
        if let Some(data) = source.strip_prefix("data:") {
            let (kind, code) = data.split_once(";base64,")?;
            let ending = kind.strip_prefix("image/")?.split('+').next().unwrap_or_default();
            return self.take("data", &format!("picture.{ending}"), code);
        }
        let path = source.strip_prefix(PLACE)?;
        let path = path.split(['?', '#']).next().unwrap_or_default();
        let path = percent_decode_str(path).decode_utf8_lossy();
        let file = self.by_path.get_mut(&*path)?;
        file.is_shown = true;
        let file = file.element;
        let name = file.attribute("name").unwrap_or_default();
        self.take(name, name, &file.text())
    }

    /// Undoes [`written`].
    pub fn read(&mut self, markdown: &str) -> (String, Vec<Remark>) {
        let (mut out, mut missing) = (String::with_capacity(markdown.len()), Vec::new());
        let mut parts = markdown.split(SHOWN);
        out.push_str(parts.next().unwrap_or_default());
        for part in parts {
            let end = part.find(|c: char| c == ')' || c.is_whitespace()).unwrap_or(part.len());
            let name = &part[..end];
            if let Some(address) = self.show(&format!("{PLACE}{name}")) {
                out.extend(["](", &address]);
            } else {
                missing.push(Remark::ImageMissing { name: name.to_owned() });
                out.extend([picture::ADDRESS, name]);
            }
            out.push_str(&part[end..]);
        }
        (out, missing)
    }

    /// Decodes the picture that is `called` so by its text, and keeps it under a name.
    fn take(&mut self, called: &str, name: &str, code: &str) -> Option<String> {
        let code: String = code.chars().filter(|c| !c.is_ascii_whitespace()).collect();
        let why = if code.len() / 4 * 3 > PICTURE {
            words!("it is larger than {} MiB", PICTURE / 1024 / 1024)
        } else {
            match BASE64.decode(&code) {
                // Named, and not there.
                Ok(bytes) if bytes.is_empty() => return None,
                Ok(bytes) => {
                    if let Some(address) = self.pictures.keep(name, bytes) {
                        return Some(address);
                    }
                    words!("a question has at most {}", PICTURES)
                }
                Err(_) => words!("its base64 is broken"),
            }
        };
        self.told.push(Remark::ImageRefused { name: called.to_owned(), why });
        None
    }

    /// What there is to say besides `remarks`: which pictures were not taken, so that they are not missing, and which files
    /// no text showed.
    pub fn finish(self, mut remarks: Vec<Remark>) -> Vec<Remark> {
        let is_refused = |missing: &str| {
            let missing = percent_decode_str(missing).decode_utf8_lossy();
            self.told.iter().any(|remark| matches!(remark, Remark::ImageRefused { name, .. } if *name == missing))
        };
        remarks.retain(|remark| !matches!(remark, Remark::ImageMissing { name } if is_refused(name)));
        let passed = self.by_path.iter().filter(|(_, file)| !file.is_shown);
        let passed = passed.map(|(path, _)| Remark::PassedOver { what: words!("the file \"{}\"", path) });
        remarks.extend(self.told.iter().cloned().chain(passed));
        remarks
    }
}
