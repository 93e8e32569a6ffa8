//! Reads a package: by its manifest, or by what its files are.

use std::{
    borrow::Cow,
    collections::{BTreeSet, HashMap, HashSet},
};

use super::{
    Own,
    archive::{Archive, TEXTS, all_files},
    assessment,
    files::Files,
    manifest::{self, Kind, Resource},
    root::{self, Root},
    twice,
};
use crate::{
    exam::{picture, question::Kind as Answered},
    interchange::{
        Cause, Content, Draft, Entry, Excess, Image, Meta, Outcome, Place, Reading, Remark, Words, qti, qti12,
    },
};

/// The endings of files that may hold questions: Canvas writes `qti`, Blackboard `dat`.
const ENDINGS: [&str; 3] = ["xml", "qti", "dat"];
/// Where macOS puts what only macOS needs.
const APPLE: &str = "__MACOSX/";
/// What is said of the package as a whole, at most.
const REMARKS: usize = 50;

/// Reads a package. `own` reads a question file of ours.
pub fn read(bytes: &[u8], own: &Own<'_>) -> Reading {
    let archive = match Archive::open(bytes) {
        Ok(archive) => archive,
        Err(cause) => return Reading::refused(Place::default(), cause),
    };
    let mut package = Package {
        archive: &archive,
        files: Files::new(&archive),
        own,
        seen: HashSet::new(),
        texts: 0,
        named: Vec::new(),
        categories: HashMap::new(),
        is_empty: true,
        reading: Reading::default(),
    };
    if let Err(failure) = package.all() {
        package.reading.failure = Some(failure);
    }
    package.finished()
}

/// A package that is being read.
struct Package<'p> {
    archive: &'p Archive<'p>,
    files: Files<'p>,
    own: &'p Own<'p>,
    /// The files that were opened.
    seen: HashSet<String>,
    /// How many bytes of texts were read.
    texts: u64,
    /// What tests name, in their order.
    named: Vec<String>,
    /// The sections in which items stand, by the names of their files.
    categories: HashMap<String, Vec<String>>,
    /// Whether nothing in it is a file of questions, with questions in it or without.
    is_empty: bool,
    reading: Reading,
}

/// A file that is to be read.
#[derive(Clone, Copy, Default)]
struct Wanted<'r> {
    name: &'r str,
    /// What it is said to be.
    kind: Kind,
    /// What the manifest says of it.
    resource: Option<&'r Resource>,
    /// Whether there is a manifest, and neither it nor a test names the file.
    is_stray: bool,
}

type Failure = (Place, Cause);

fn in_file(name: &str) -> Place {
    Place { file: name.to_owned(), line: None }
}

fn may_hold_questions(name: &str) -> bool {
    ENDINGS.contains(&ending(name))
}

/// What stands after the last point of a name.
fn ending(name: &str) -> &str {
    name.rsplit_once('.').map_or("", |(_, ending)| ending)
}

impl<'p> Package<'p> {
    fn all(&mut self) -> Result<(), Failure> {
        let has_manifest = self.archive.has(manifest::NAME);
        if has_manifest {
            self.by_manifest()?;
        } else if let Some(nested) = self.nested_manifest() {
            let why = words!("\"{}\" does not lie at its root: pack what is in that folder, not the folder", nested);
            return Err((Place::default(), Cause::Package(why)));
        }
        let archive = self.archive;
        for name in archive.names().iter().filter(|name| !name.starts_with(APPLE)) {
            if may_hold_questions(name) {
                self.open(Wanted { name, is_stray: has_manifest, ..Wanted::default() })?;
            } else if ending(name) == "md" && !has_manifest {
                self.open_own(name)?;
            } else if ending(name) == "zip" {
                self.pass_over(words!("the package \"{}\" in it", name));
            }
        }
        self.open_named()?;
        if self.is_empty { Err((Place::default(), Cause::Empty)) } else { Ok(()) }
    }

    fn nested_manifest(&self) -> Option<&'p str> {
        let ending = format!("/{}", manifest::NAME);
        self.archive.names().iter().find(|name| name.ends_with(&ending)).map(String::as_str)
    }

    fn by_manifest(&mut self) -> Result<(), Failure> {
        let failed = |cause| (in_file(manifest::NAME), cause);
        let bytes = self.archive.read(manifest::NAME).map_err(failed)?;
        let text = qti::decode(&bytes).map_err(failed)?;
        let resources = manifest::read(&text)?;
        self.seen.insert(manifest::NAME.to_owned());
        let mut missing = Vec::new();
        for resource in &resources {
            self.open_resource(resource, &mut missing)?;
        }
        self.open_named()?;
        if let Some(first) = missing.first() {
            self.say(Remark::FilesMissing { name: (*first).to_owned(), more: missing.len() - 1 });
        }
        Ok(())
    }

    /// The main file of a resource, and whatever else it names that may hold questions.
    fn open_resource<'r>(&mut self, resource: &'r Resource, missing: &mut Vec<&'r str>) -> Result<(), Failure> {
        if resource.kind != Kind::Other && resource.files.is_empty() {
            let place = Place { file: manifest::NAME.to_owned(), line: Some(resource.line) };
            self.refuse(place, Cause::Unfinished(words!("the manifest names no file for it")));
        }
        for (number, name) in resource.files.iter().enumerate() {
            let kind = if number == 0 { resource.kind } else { Kind::Other };
            if !self.archive.has(name) {
                self.is_empty &= kind == Kind::Other;
                missing.push(name);
            } else if kind != Kind::Other || may_hold_questions(name) {
                self.open(Wanted { name, kind, resource: Some(resource), is_stray: false })?;
            }
        }
        Ok(())
    }

    /// Opens what tests name, and what the tests name that are found on the way.
    fn open_named(&mut self) -> Result<(), Failure> {
        let mut next = 0;
        while let Some(name) = self.named.get(next).cloned() {
            self.open(Wanted { name: &name, kind: Kind::Item, ..Wanted::default() })?;
            next += 1;
        }
        Ok(())
    }

    /// Reads a file, once.
    fn open(&mut self, wanted: Wanted<'_>) -> Result<(), Failure> {
        let Wanted { name, kind, .. } = wanted;
        if !self.seen.insert(name.to_owned()) {
            return Ok(());
        }
        let text = match self.text(name)? {
            Ok(text) => text,
            Err(cause) => {
                match kind {
                    // What grows beyond all bounds is no style or shared text: its author should know.
                    Kind::Other if !matches!(cause, Cause::TooLarge(_)) => {
                        self.pass_over(words!("\"{}\", which cannot be read,", name));
                    }
                    Kind::Other | Kind::Item | Kind::Test | Kind::Questions => self.refuse(in_file(name), cause),
                }
                return Ok(());
            }
        };
        let files = &self.files;
        let find = |address: &str| files.read(name, address);
        let reading = match (root::of(&text), kind) {
            (Root::Questions, _) | (Root::Other, Kind::Questions) => qti12::read_with(&text, name, &find),
            (Root::Item, _) | (Root::Other, Kind::Item) => {
                Reading { entries: vec![qti::read_item_with(&text, in_file(name), &find)], ..Reading::default() }
            }
            (Root::Test, _) | (Root::Other, Kind::Test) => {
                self.name_all(name, &text);
                return Ok(());
            }
            // A style, settings, a text that items share and ask for themselves.
            (Root::Other, Kind::Other) => return Ok(()),
        };
        self.add(reading, wanted);
        // Its pictures may have been too much.
        if self.archive.is_spent() { Err((in_file(name), all_files())) } else { Ok(()) }
    }

    /// The text of a file, or why there is none. A failure where no more is read of any file.
    fn text(&mut self, name: &str) -> Result<Result<String, Cause>, Failure> {
        let bytes = self.archive.read(name);
        if self.archive.is_spent() {
            return Err((in_file(name), all_files()));
        }
        let count = bytes.as_ref().map_or(0, Vec::len);
        self.texts += u64::try_from(count).unwrap_or(u64::MAX);
        if self.texts > TEXTS {
            return Err((in_file(name), Cause::TooLarge(Excess::AllTexts(TEXTS >> 20))));
        }
        Ok(bytes.and_then(|bytes| qti::decode(&bytes).map(Cow::into_owned)))
    }

    /// Takes note of what a test names.
    fn name_all(&mut self, test: &str, text: &str) {
        let items = match assessment::named(text) {
            Ok(items) => items,
            Err((place, cause)) => return self.refuse(Place { file: test.to_owned(), ..place }, cause),
        };
        self.is_empty = false;
        self.say(Remark::Arrangement);
        for item in items {
            let file = self.files.find(test, &item.address).unwrap_or(item.address);
            self.categories.entry(file.clone()).or_insert(item.category);
            self.named.push(file);
        }
    }

    /// Reads a question file of ours. What lies beside them is not read: guides, and what is to be read by people.
    fn open_own(&mut self, name: &str) -> Result<(), Failure> {
        let file = name.rsplit('/').next().unwrap_or(name);
        if file == name || ["guide.md", "README.md"].contains(&file) {
            self.pass_over(Words::quoted(format!("\"{name}\"")));
            return Ok(());
        }
        let mut outcome = match self.text(name)? {
            Ok(text) => (self.own)(name, &text),
            Err(cause) => Outcome::Refused(cause),
        };
        self.add_pictures(name, &mut outcome);
        if self.archive.is_spent() {
            return Err((in_file(name), all_files()));
        }
        let title = file.strip_suffix(".md").unwrap_or(file).chars().take(80).collect();
        let entries = vec![Entry { place: in_file(name), title, outcome }];
        self.add(Reading { entries, ..Reading::default() }, Wanted { name, ..Wanted::default() });
        Ok(())
    }

    /// Gives a question of ours the pictures that it shows. They lie in `images/` beside the folder of its objective.
    fn add_pictures(&self, name: &str, outcome: &mut Outcome) {
        let Outcome::Taken { draft, remarks } = outcome else { return };
        let mut names = BTreeSet::new();
        draft.each_text(|text| names.extend(picture::shown(text).map(str::to_owned)));
        for picture in names {
            match self.files.read(name, &format!("../images/{picture}")) {
                Some(bytes) => draft.images.push(Image { name: picture, bytes }),
                None => remarks.push(Remark::ImageMissing { name: picture }),
            }
        }
    }

    fn add(&mut self, mut reading: Reading, wanted: Wanted<'_>) {
        self.is_empty = false;
        if let (Some(resource), [entry]) = (wanted.resource, reading.entries.as_mut_slice()) {
            describe(entry, resource);
        }
        for entry in &mut reading.entries {
            if let (Outcome::Taken { remarks, .. }, true) = (&mut entry.outcome, wanted.is_stray) {
                remarks.push(Remark::Contradiction { what: words!("the manifest does not name this file") });
            }
        }
        self.reading.entries.append(&mut reading.entries);
        if let Some((place, cause)) = reading.failure {
            self.refuse(place, cause);
        }
        reading.remarks.into_iter().for_each(|remark| self.say(remark));
    }

    fn refuse(&mut self, place: Place, cause: Cause) {
        self.is_empty = false;
        let title = place.file.rsplit('/').next().unwrap_or_default().chars().take(80).collect();
        self.reading.entries.push(Entry { place, title, outcome: Outcome::Refused(cause) });
    }

    fn pass_over(&mut self, what: Words) {
        self.say(Remark::PassedOver { what });
    }

    fn say(&mut self, remark: Remark) {
        if self.reading.remarks.len() < REMARKS && !self.reading.remarks.contains(&remark) {
            self.reading.remarks.push(remark);
        }
    }

    /// What was read, each item in its section, each question once.
    fn finished(self) -> Reading {
        let mut reading = self.reading;
        for entry in &mut reading.entries {
            if let Outcome::Taken { draft, .. } = &mut entry.outcome
                && draft.category.is_empty()
                && let Some(category) = self.categories.get(&entry.place.file)
            {
                draft.category.clone_from(category);
            }
        }
        twice::skip(&mut reading.entries);
        reading.never_silent()
    }
}

/// Gives an item the keywords that the manifest has for it. They may hold what its own file has lost.
fn describe(entry: &mut Entry, resource: &Resource) {
    let Outcome::Taken { draft, remarks } = &mut entry.outcome else { return };
    let (meta, tags, unread) = Meta::take(resource.keywords.clone());
    for tag in tags {
        if !draft.tags.contains(&tag) {
            draft.tags.push(tag);
        }
    }
    if draft.meta == Meta::default() && meta != Meta::default() {
        remarks.extend(unread);
        know(draft, meta);
    }
}

fn know(draft: &mut Draft, meta: Meta) {
    if let (Answered::FillIn(fill_in), Some(instruction)) = (&mut draft.kind, meta.instruction) {
        fill_in.instruction = instruction;
        fill_in.ignore_case |= meta.ignore_case;
    }
    if let (Content::One(lang, _), Some(_)) = (&mut draft.content, meta.lang) {
        *lang = meta.lang;
    }
    draft.meta = meta;
}
