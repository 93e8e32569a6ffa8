//! Pictures go out with the questions that show them, and come in again as they were.

use std::collections::BTreeSet;
use std::fs;
use std::io::Cursor;
use std::path::Path;

use image::{ImageFormat, Rgb, RgbImage};
use simulado::authoring::Desk;
use simulado::authoring::export::{FORMATS, export, pictures};
use simulado::authoring::import::{Choices, Fate};
use simulado::authoring::outgoing::outgoing;
use simulado::exam::lang::Lang;
use simulado::interchange::{Format, Pictures, Remark, picture};
use simulado::store;
use tempfile::TempDir;

use crate::place::{Place, copy, files};
use crate::round_trip::{Lost, assert_back, desk, elsewhere, is_left_out, lost, shelf};
use crate::{FILE, TINY, types};

/// A single that shows both pictures in both languages.
const OTHER: &str = "1.1/larger-disk.md";

/// A drawing and a photograph, as they are stored.
fn two_pictures() -> [picture::Picture; 2] {
    let noise = RgbImage::from_fn(40, 24, |x, y| Rgb([x * y, x * 31 + y, y * 57].map(|of| of.to_le_bytes()[0])));
    [ImageFormat::Png, ImageFormat::Jpeg].map(|format| {
        let mut bytes = Cursor::new(Vec::new());
        noise.write_to(&mut bytes, format).expect("a picture");
        picture::reencode(&bytes.into_inner()).expect("a picture that is taken")
    })
}

/// The tiny bank, with two questions that show pictures.
fn bank() -> (TempDir, Pictures) {
    let dir = tempfile::tempdir().expect("a folder");
    copy(Path::new(TINY), dir.path());
    let exam = dir.path().join("tiny");
    let pictures: Pictures = two_pictures().into_iter().map(|one| (one.name, one.bytes)).collect();
    fs::create_dir(exam.join("images")).expect("a folder");
    for (name, bytes) in &pictures {
        fs::write(exam.join("images").join(name), bytes).expect("a file");
        for file in [FILE, OTHER] {
            types(&exam.join(file), "# en\n\n", &format!("# en\n\n![Two \"disks\" & more](images/{name})\n\n"));
            types(&exam.join(file), "# pt-BR\n\n", &format!("# pt-BR\n\n![Dois discos](images/{name})\n\n"));
        }
    }
    (dir, pictures)
}

async fn place(bank: &TempDir) -> Place {
    Place::with(bank.path().to_str().expect("a path"), "tiny").await
}

async fn stored(place: &Place, name: &str) -> Option<Vec<u8>> {
    let (store, name) = (place.store().await, name.to_owned());
    store.read(|tx| Box::pin(async move { store::picture::get(tx, &name).await })).await.expect("a read")
}

#[tokio::test]
async fn pictures_go_out_beside_the_questions_and_come_in_with_them() {
    let (bank, pictures) = bank();
    let place = place(&bank).await;
    for (name, bytes) in &pictures {
        assert_eq!(stored(&place, name).await.as_ref(), Some(bytes), "a start takes it in");
    }
    let lint = place.runs(&["lint", &place.served().display().to_string()]);
    assert!(!lint.out.contains("[picture-"), "{}", lint.out);
    let to = place.other("exported");
    place.exports(&to, &[]).must_be(0).must_say("8 files written").must_say("2 pictures written, 0 unchanged");
    assert_eq!(files(&to), files(&place.served()), "to the byte");
    place
        .exports(&place.served(), &[])
        .must_be(0)
        .must_say("0 files written")
        .must_say("0 pictures written, 2 unchanged");
    // What is broken is written anew, and another database starts from it.
    let (name, bytes) = pictures.iter().next().expect("a picture");
    let broken = to.join("images").join(name);
    fs::write(&broken, "something else").expect("written");
    place
        .runs(&["lint", &to.display().to_string()])
        .must_be(1)
        .must_say(&format!("images/{name}:1: error[picture-file]"));
    place.exports(&to, &[]).must_be(0).must_say("1 picture written, 1 unchanged");
    assert_eq!(fs::read(&broken).ok().as_ref(), Some(bytes));
    let fresh = Place::with(place.dir.path().join("exported").to_str().expect("a path"), "tiny").await;
    assert_eq!(stored(&fresh, name).await.as_ref(), Some(bytes));
}

#[tokio::test]
async fn a_picture_that_is_nowhere_or_not_what_it_says_is_named_and_keeps_nothing_from_starting() {
    let (bank, pictures) = bank();
    let images = bank.path().join("tiny/images");
    let [gone, broken] = [0, 1].map(|index| pictures.keys().nth(index).expect("a picture"));
    fs::remove_file(images.join(gone)).expect("gone");
    fs::write(images.join(broken), "something else").expect("written");
    let place = place(&bank).await;
    let lint = place.runs(&["lint", &place.served().display().to_string()]);
    lint.must_be(1)
        .must_say(&format!("images/{broken}:1: error[picture-file]: what is in it is not what its name says"));
    lint.must_say(&format!("{FILE}:")).must_say("error[picture-missing]").must_say(gone);
    assert_eq!(stored(&place, broken).await, None);
    let done = place.exports(&place.other("exported"), &[]);
    done.must_be(1).must_say("8 files written").must_say(&format!("Pictures that are not stored here:\n  {gone}"));
}

#[tokio::test]
async fn pictures_come_back_under_their_names_and_change_nothing_where_they_came_from() {
    let (bank, wanted) = bank();
    let place = place(&bank).await;
    let (shelf, questions) = shelf(&place).await;
    let shown = pictures(&place.store().await, &questions).await.expect("pictures");
    assert_eq!(shown, wanted);
    let (here, there): (Desk, Desk) = (desk(place.store().await).await, elsewhere(&place).await);
    let showing: BTreeSet<&str> = [FILE, OTHER].map(|file| file[4..].trim_end_matches(".md")).into();
    for format in FORMATS {
        let written = export(questions.iter().map(|banked| &banked.question), format, &Lang::ALL, &shown)
            .expect("a format that is written");
        let lost = lost(&written);
        let says = |remarks: &Vec<Remark>| {
            remarks.iter().any(|one| matches!(one, Remark::PartLost { what } if what.to_string().contains("pictures")))
        };
        let without: BTreeSet<&str> =
            lost.iter().filter(|(_, remarks)| says(remarks)).map(|(name, _)| &**name).collect();
        if matches!(format, Format::Gift | Format::Csv | Format::Aiken) {
            let is_written = |name: &str| {
                questions.iter().any(|one| one.question.name.as_str() == name && !is_left_out(&lost, &one.question))
            };
            assert_eq!(without, showing.iter().copied().filter(|name| is_written(name)).collect(), "{format}");
            continue;
        }
        assert_eq!(without, BTreeSet::new(), "{format}");
        let file = format!("bank.{}", format.written_as().0);
        let plan = there
            .look_at(&shelf.blueprint, &file, written.bytes.clone().into(), Choices::default())
            .await
            .expect("a plan");
        assert_back(format.name(), &questions, &plan, &lost);
        assert_eq!(plan.pictures.iter().cloned().collect::<Pictures>(), wanted, "{format}");
        let plan =
            here.look_at(&shelf.blueprint, &file, written.bytes.into(), Choices::default()).await.expect("a plan");
        assert!(plan.pictures.is_empty(), "{format}");
        assert!(plan.entries.iter().all(|entry| matches!(entry.fate, Fate::Same(_))), "{format}: {:?}", plan.entries);
    }
    let ours = outgoing(&place.store().await, &place.exam, false).await.expect("what goes out");
    let zip = ours.pack(&place.exam, &shelf.files(), &shown).expect("an archive");
    let plan =
        there.look_at(&shelf.blueprint, "bank.zip", zip.clone().into(), Choices::default()).await.expect("a plan");
    assert_back("ours", &questions, &plan, &Lost::new());
    assert_eq!(plan.pictures.iter().cloned().collect::<Pictures>(), wanted);
    assert!(plan.ready().all(|ready| ready.remarks.is_empty()));
    let plan = here.look_at(&shelf.blueprint, "bank.zip", zip.into(), Choices::default()).await.expect("a plan");
    assert!(plan.pictures.is_empty() && plan.ready().next().is_none());
}
