//! Packages of ours, written and read again.

use super::*;
use crate::{
    exam::{lang::Lang, question::Question},
    interchange::{
        Entry, Image, Meta, Outgoing, Pictures,
        qti::Version,
        qti12::tests::round_trip::{assert_whole, questions},
    },
};

fn outgoing(questions: &[Question]) -> Vec<Outgoing<'_>> {
    questions.iter().map(|question| Outgoing { question, languages: &Lang::ALL }).collect()
}

fn text(zip: &[u8], name: &str) -> String {
    let bytes = super::super::archive::Archive::open(zip).unwrap().read(name).unwrap();
    String::from_utf8(bytes).unwrap()
}

#[test]
fn questions_of_ours_come_back_whole() {
    let questions = questions();
    for version in [Version::V2p1, Version::V3p0] {
        let written = write_qti(&outgoing(&questions), version, &Pictures::new());
        assert_eq!(written.lost, []);
        assert_whole(read_all(&written.bytes), &questions);
        assert_eq!(written, write_qti(&outgoing(&questions), version, &Pictures::new()), "the same bytes");
    }
    assert_whole(read_all(&write_qti12(&outgoing(&questions), &Pictures::new()).bytes), &questions);
}

#[test]
fn the_manifest_has_what_each_version_asks_for() {
    let questions = &questions()[..1];
    let old = text(&write_qti(&outgoing(questions), Version::V2p1, &Pictures::new()).bytes, "imsmanifest.xml");
    assert!(old.contains("type=\"imsqti_item_xmlv2p1\" href=\"items/what-is-it-0-pt-BR.xml\""));
    assert!(
        old.contains("<schema>QTIv2.1 Package</schema>")
            && old.contains("<imsmd:langstring>simulado.level=apply</imsmd:langstring>")
    );
    let new = text(&write_qti(&outgoing(questions), Version::V3p0, &Pictures::new()).bytes, "imsmanifest.xml");
    assert!(new.contains("type=\"imsqti_item_xmlv3p0\"") && new.contains("<schemaversion>3.0.0</schemaversion>"));
    assert!(new.contains("<imsmd:string>simulado.term=&lt;domain type='kvm'&gt;</imsmd:string>"));
    let canvas = text(&write_qti12(&outgoing(questions), &Pictures::new()).bytes, "imsmanifest.xml");
    assert!(canvas.contains("type=\"imsqti_xmlv1p2\" href=\"questions.xml\""));
}

#[test]
fn an_item_that_lost_what_is_ours_has_it_from_the_manifest() {
    let questions = &questions()[4..5];
    let written = write_qti(&outgoing(questions), Version::V2p1, &Pictures::new()).bytes;
    let names = ["imsmanifest.xml", "items/what-is-it-4-en.xml", "items/what-is-it-4-pt-BR.xml"];
    let files = names.map(|name| (name, text(&written, name)));
    let without = |text: &str| {
        let (before, rest) = text.split_once("<outcomeDeclaration identifier=\"SIMULADO\"").unwrap();
        before.to_owned() + rest.split_once("</outcomeDeclaration>").unwrap().1
    };
    let kept = files
        .each_ref()
        .map(|(name, text)| (*name, if text.contains("SIMULADO") { without(text) } else { text.clone() }));
    let zip = package(&kept.each_ref().map(|(name, text)| (*name, text.as_str())));
    assert_whole(read_all(&zip), questions);
}

#[test]
fn question_files_are_packed_the_same_every_time_and_come_back() {
    let files: Vec<(String, String)> = ["351.1/a.md", "351.1/b.md", "351.1/a.md", "../x.md"]
        .map(|name| (name.to_owned(), format!("+++ {name}")))
        .to_vec();
    let zip = write_simulado(&files);
    assert_eq!(zip, write_simulado(&files));
    let reading = read(&zip, &|path, text| Outcome::Skipped(Foreign::Other(format!("{path}: {text}"))));
    let seen: Vec<&Outcome> = reading.entries.iter().map(|entry| &entry.outcome).collect();
    let expected =
        ["351.1/a.md", "351.1/b.md"].map(|name| Outcome::Skipped(Foreign::Other(format!("{name}: +++ {name}"))));
    assert_eq!(seen, expected.iter().collect::<Vec<_>>());
    assert_eq!(reading.failure, None);
}

#[test]
fn pictures_lie_beside_what_shows_them_and_come_back_under_their_names() {
    let mut questions = questions()[..2].to_vec();
    let name = "0a1b-3x2.png";
    questions[0].body.en.stem = format!("See ![the disks](images/{name}).\n\nWhich?");
    questions[1].body.pt_br.options[2].explanation = format!("![b](images/{name})");
    let pictures: Pictures = [(name.to_owned(), vec![0xff, 0, 1])].into();
    let packages = [
        (write_qti(&outgoing(&questions), Version::V2p1, &pictures), "items/images/0a1b-3x2.png"),
        (write_qti(&outgoing(&questions), Version::V3p0, &pictures), "items/images/0a1b-3x2.png"),
        (write_qti12(&outgoing(&questions), &pictures), "images/0a1b-3x2.png"),
    ];
    for (written, path) in packages {
        assert_eq!(written.lost, [], "{path}");
        assert!(text(&written.bytes, "imsmanifest.xml").contains(&format!("<file href=\"{path}\"/>")));
        let reading = crate::interchange::pair(read_all(&written.bytes));
        let drafts: Vec<_> = reading.taken().collect();
        for (draft, question) in drafts.iter().zip(&questions) {
            assert_eq!(draft.content, Content::Both(question.body.clone()));
            let back: Vec<_> = draft.images.iter().map(|image| (image.name.as_str(), &image.bytes[..])).collect();
            assert_eq!(back, [(name, &[0xff, 0, 1][..])]);
        }
        assert_eq!(drafts.len(), 2);
    }
}

#[test]
fn a_question_file_has_the_pictures_that_lie_beside_its_folder() {
    let files = [("tiny/1.1/a.md", "![x](images/a.png) ![y](images/b.png)"), ("tiny/images/a.png", "bytes")];
    let own = |_: &str, text: &str| {
        let body = crate::exam::question::Body { stem: text.to_owned(), ..Default::default() };
        let draft = Draft {
            id: String::new(),
            kind: crate::exam::question::Kind::Single { key: 0 },
            content: Content::One(None, body),
            category: vec![],
            tags: vec![],
            meta: Meta::default(),
            images: vec![],
        };
        Outcome::Taken { draft: Box::new(draft), remarks: vec![] }
    };
    let reading = read(&package(&files), &own);
    let [Entry { outcome: Outcome::Taken { draft, remarks }, .. }] = &reading.entries[..] else {
        panic!("{reading:?}")
    };
    assert_eq!(draft.images, [Image { name: "a.png".to_owned(), bytes: b"bytes".to_vec() }]);
    assert_eq!(remarks[..], [Remark::ImageMissing { name: "b.png".to_owned() }]);
}
