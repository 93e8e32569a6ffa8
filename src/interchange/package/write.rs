//! Writes packages. The same questions give the same bytes.

use std::{
    borrow::Cow,
    collections::{BTreeMap, HashSet},
    io::{Cursor, Write as _},
};

use zip::{CompressionMethod, DateTime, ZipWriter, write::SimpleFileOptions};

use super::{manifest, names};
use crate::{
    exam::{lang::Lang, question::Question},
    interchange::{
        Meta, Outgoing, Pictures, Written,
        qti::{self, Version},
        qti12, shown,
        xml::escape,
    },
};

/// Writes questions as items of QTI 2 or 3, one for each language, with a manifest that has what only questions of ours have
/// as keywords. Items name their pictures from where they lie themselves.
pub fn write_qti(questions: &[Outgoing<'_>], version: Version, pictures: &Pictures) -> Written {
    let (mut files, mut resources, mut lost) = (Files::new(), String::new(), Vec::new());
    for Outgoing { question, languages } in questions {
        for lang in *languages {
            let name = format!("{}-{lang}", question.name);
            let file = format!("{ITEMS}{name}.xml");
            let metadata = metadata(&question.name.to_string(), *lang, &Meta::of(question, Some(*lang)), version);
            let shown = shown(question, &[*lang], pictures);
            let beside = names(ITEMS, &shown);
            resources.push_str(&resource(&name, version.resource_type(), &file, &beside, &metadata));
            files.push((file, qti::write_item(question, *lang, version).into_bytes().into()));
            files.extend(beside.into_iter().zip(shown.into_values()));
        }
        lost.extend(shown::lost(question, languages, pictures));
    }
    files.insert(0, (manifest::NAME.to_owned(), document(Schema::of(version), &resources)));
    Written { bytes: pack(&files), lost }
}

/// Writes questions of QTI 1.2 as Canvas takes them: it opens no file that is not in a package.
pub fn write_qti12(questions: &[Outgoing<'_>], pictures: &Pictures) -> Written {
    const FILE: &str = "questions.xml";
    let Written { bytes, lost } = qti12::write(questions, pictures);
    let all = questions.iter().flat_map(|one| shown(one.question, one.languages, pictures));
    let shown: BTreeMap<&str, Cow<'_, [u8]>> = all.collect();
    let beside = names("", &shown);
    let resources = resource("questions", "imsqti_xmlv1p2", FILE, &beside, "");
    let mut files =
        vec![(manifest::NAME.to_owned(), document(Schema::V1P2, &resources)), (FILE.to_owned(), bytes.into())];
    files.extend(beside.into_iter().zip(shown.into_values()));
    Written { bytes: pack(&files), lost }
}

/// Writes question files of ours: each with its path, `<objective>/<name>.md`.
pub fn write_simulado(files: &[(String, String)]) -> Vec<u8> {
    let files: Files<'_> = files.iter().map(|(name, text)| (name.clone(), text.as_bytes().into())).collect();
    pack(&files)
}

/// Where the items lie.
const ITEMS: &str = "items/";

/// What goes into a package: paths and bytes.
type Files<'f> = Vec<(String, Cow<'f, [u8]>)>;

/// The pictures that a question shows and that are there.
fn shown<'p>(question: &Question, languages: &[Lang], pictures: &'p Pictures) -> BTreeMap<&'p str, Cow<'p, [u8]>> {
    let there = shown::names(question, languages).into_iter().filter_map(|name| pictures.get_key_value(name));
    there.map(|(name, bytes)| (name.as_str(), bytes.into())).collect()
}

/// The paths of pictures whose texts lie in a folder.
fn names(folder: &str, pictures: &BTreeMap<&str, Cow<'_, [u8]>>) -> Vec<String> {
    pictures.keys().map(|name| format!("{folder}images/{name}")).collect()
}

/// What the manifest of a version calls things.
#[derive(Clone, Copy)]
struct Schema {
    namespace: &'static str,
    name: &'static str,
    version: &'static str,
    lom: &'static str,
    /// The element around a text of the metadata.
    text: &'static str,
}

impl Schema {
    const V1P2: Self = Self {
        namespace: "http://www.imsglobal.org/xsd/imscp_v1p1",
        name: "IMS Content",
        version: "1.1.3",
        lom: "http://www.imsglobal.org/xsd/imsmd_v1p2",
        text: "langstring",
    };
    const V2P1: Self = Self { name: "QTIv2.1 Package", version: "1.0.0", ..Self::V1P2 };
    const V3P0: Self = Self {
        namespace: "http://www.imsglobal.org/xsd/qti/qtiv3p0/imscp_v1p1",
        name: "QTI Package",
        version: "3.0.0",
        lom: "http://ltsc.ieee.org/xsd/LOM",
        text: "string",
    };

    const fn of(version: Version) -> Self {
        match version {
            Version::V2p1 => Self::V2P1,
            Version::V3p0 => Self::V3P0,
        }
    }
}

fn document(schema: Schema, resources: &str) -> Cow<'static, [u8]> {
    let Schema { namespace, name, version, lom, .. } = schema;
    let text = format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n\
        <manifest xmlns=\"{namespace}\" xmlns:imsmd=\"{lom}\" identifier=\"simulado\">\n\
        <metadata><schema>{name}</schema><schemaversion>{version}</schemaversion></metadata>\n\
        <organizations/>\n<resources>\n{resources}</resources>\n</manifest>\n"
    );
    text.into_bytes().into()
}

/// A file with questions, and the files that it names.
fn resource(name: &str, kind: &str, file: &str, others: &[String], metadata: &str) -> String {
    let (name, file) = (escape(name), escape(file));
    let mut beside = String::new();
    for other in others {
        beside.extend(["<file href=\"", &escape(other), "\"/>\n"]);
    }
    format!(
        "<resource identifier=\"item-{name}\" type=\"{kind}\" href=\"{file}\">\n{metadata}<file href=\"{file}\"/>\n{beside}</resource>\n"
    )
}

fn metadata(title: &str, lang: Lang, meta: &Meta, version: Version) -> String {
    let element = Schema::of(version).text;
    let text = |name: &str, text: &str| {
        format!("<imsmd:{name}><imsmd:{element}>{}</imsmd:{element}></imsmd:{name}>", escape(text))
    };
    let keywords: String = meta.to_tags().iter().map(|tag| text("keyword", tag) + "\n").collect();
    format!(
        "<metadata><imsmd:lom><imsmd:general>\n{}\n<imsmd:language>{lang}</imsmd:language>\n{keywords}\
        </imsmd:general></imsmd:lom></metadata>\n",
        text("title", title)
    )
}

/// Packs files in their order. Of two with one name, the first is kept; none with a name that would not be read again.
fn pack(files: &Files<'_>) -> Vec<u8> {
    let options = SimpleFileOptions::default()
        .compression_method(CompressionMethod::Deflated)
        .last_modified_time(DateTime::default())
        .unix_permissions(0o644);
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    let mut seen = HashSet::new();
    let is_safe = |name: &str| names::checked(name).is_some_and(|checked| checked == name);
    for (name, bytes) in files.iter().filter(|(name, _)| is_safe(name) && seen.insert(name.as_str())) {
        let written = zip.start_file(name.as_str(), options).and_then(|()| Ok(zip.write_all(bytes)?));
        // Memory takes every byte; the names are short, and each is there once.
        written.expect("a file in memory can be written");
    }
    zip.finish().expect("a file in memory can be finished").into_inner()
}
