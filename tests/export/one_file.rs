//! The program writes the questions as one file for another system, says what that cannot hold, and reads it again.

use simulado::interchange::Format;
use simulado::interchange::format::read;

use crate::place::Place;

#[tokio::test]
async fn an_exam_becomes_one_file_and_what_it_cannot_hold_is_listed() {
    let place = Place::tiny().await;
    let file = place.dir.path().join("out/questions.xml");
    place
        .exports(&file, &["--format", "moodle-xml"])
        .must_be(0)
        .must_say("8 questions written as Moodle XML, 0 left out");
    let reading = read(Format::MoodleXml, &std::fs::read(&file).expect("the file"), None);
    assert_eq!(reading.taken().count(), 16, "each in two languages");

    let file = place.dir.path().join("aiken.txt");
    let done = place.exports(&file, &["--format", "aiken", "--lang", "pt-BR"]);
    done.must_be(1).must_say("left out, in ").must_say(": it was left out: ");
    let reading = read(Format::Aiken, &std::fs::read(&file).expect("the file"), None);
    assert!(reading.taken().count() > 0 && reading.failure.is_none());
}

#[tokio::test]
async fn what_cannot_be_written_is_said() {
    let place = Place::tiny().await;
    let file = place.dir.path().join("q.xml");
    place.exports(&file, &["--format", "qti21"]).must_be(2).must_say("these are: csv, moodle-xml, gift, package");
    place.exports(place.dir.path(), &["--format", "gift"]).must_be(2).must_say("is a folder: name the file to write");
    place.exports(&file, &["--lang", "en"]).must_be(2).must_say("--format");
    assert!(!file.exists());
}
