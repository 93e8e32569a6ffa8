//! Files that mean harm, sent to the program itself: refused in words, in the reader's language; nothing grows, nothing is
//! written anywhere else, nothing is asked for. Run with `--nocapture`, it also says how long each took.

mod bombs;
mod place;

use std::io::Write as _;
use std::net::TcpListener;
use std::thread;

use bombs::pack;
use place::{Place, answer, part};

const TOO_LARGE: &str = "Este arquivo é grande demais: o limite é de 16 MiB.";
const MOODLE: &str = "<quiz><question type='shortanswer'><name><text>é</text></name><questiontext format='html'>\
    <text>Which é?</text></questiontext><answer fraction='100'><text>dot</text></answer></question></quiz>";

/// A chunk of a body whose length nobody has said.
fn chunk(bytes: &[u8]) -> Vec<u8> {
    [format!("{:x}\r\n", bytes.len()).as_bytes(), bytes, b"\r\n"].concat()
}

/// 64 KiB of nothing in particular.
fn spaces() -> Vec<u8> {
    chunk(&vec![b' '; 64 << 10])
}

#[test]
fn what_says_that_it_has_a_gibibyte_is_refused_before_it_is_sent() {
    let place = Place::open();
    // Not a byte of it is there when the answer comes.
    let stream = place.begin(&format!("Content-Length: {}", 1_u64 << 30));
    answer(stream).must_say(413, TOO_LARGE);
    place.must_be_as_it_was("a gibibyte by its own words");
}

#[test]
fn what_is_somewhat_too_large_is_refused_so_that_a_browser_sees_it() {
    let place = Place::open();
    place.upload("a.xml", &vec![b' '; 20 << 20]).must_say(413, TOO_LARGE);
    let mut stream = place.begin("Transfer-Encoding: chunked");
    stream.write_all(&chunk(&part("a.xml"))).expect("it is sent");
    for _ in 0..(24 << 4) {
        stream.write_all(&spaces()).expect("all of it is sent");
    }
    answer(stream).must_say(413, TOO_LARGE);
    place.must_be_as_it_was("20 and 24 MiB");
}

#[test]
fn what_never_ends_is_cut_off_and_told_why() {
    let place = Place::open();
    let mut stream = place.begin("Transfer-Encoding: chunked");
    let mut sending = stream.try_clone().expect("the same connection");
    stream.write_all(&chunk(&part("a.xml"))).expect("it is sent");
    let sender = thread::spawn(move || while sending.write_all(&spaces()).is_ok() {});
    answer(stream.try_clone().expect("the same connection")).must_say(413, TOO_LARGE);
    // It goes on sending all the same, until nobody takes it any more.
    sender.join().expect("an end");
    place.must_be_as_it_was("a body without end");
}

#[test]
fn names_that_lead_elsewhere_are_refused() {
    let place = Place::open();
    for name in ["../x.xml", "a/../../x.xml", "/etc/x.xml", "C:\\x.xml", "..\\x.xml", "C:x.xml"] {
        place.upload("a.zip", &pack(&[(name, MOODLE.as_bytes())])).must_say(422, "nome inseguro");
    }
    place.upload("a.zip", &bombs::link()).must_say(422, "nome inseguro");
    place.upload("../../a.zip", &bombs::link()).must_say(422, "nome inseguro");
    place.must_be_as_it_was("names that lead elsewhere");
}

#[test]
fn packages_that_grow_are_refused() {
    let place = Place::open();
    let large = "O arquivo é grande demais";
    for (what, bytes, words) in [
        ("one file that grows", bombs::growing(256), large),
        ("files that grow together", bombs::growing_together(), large),
        ("files without number", bombs::many(100_000), large),
        ("many empty files", bombs::many(10_000), "Não há questão neste arquivo"),
        ("packages in packages", bombs::nested(5), "inner.zip"),
        ("files on top of each other", bombs::overlapping(9_000), "O pacote não pode ser aberto"),
        ("a size that is too small", bombs::lying(24, 10), ""),
        ("a size that is too large", bombs::lying(24, u32::MAX - 1), ""),
        ("a packed size that is too small", bombs::lying(20, 5), ""),
        ("a packed size that is too large", bombs::lying(20, u32::MAX - 1), ""),
        ("no package at all", b"PK\x03\x04 and no more".to_vec(), "O pacote não pode ser aberto"),
    ] {
        assert!(bytes.len() < 16 << 20, "{what} would be refused for its size");
        place.upload("a.zip", &bytes).must_say(422, words);
        place.must_be_as_it_was(what);
    }
}

#[test]
fn xml_that_grows_or_asks_for_other_files_is_refused_and_nothing_is_asked_for() {
    let place = Place::open();
    let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
    listener.set_nonblocking(true).expect("a listener");
    let here = format!("http://{}/a.dtd", listener.local_addr().expect("an address"));
    let laugh = |number: u32| format!("<!ENTITY a{number} \"{}\">", format!("&a{};", number - 1).repeat(10));
    let laughs = format!("<!DOCTYPE quiz [<!ENTITY a0 \"ha\">{}", (1..30).map(laugh).collect::<Vec<_>>().concat());
    let refused = "O XML declara entidades ou pede outros arquivos, o que não é permitido";
    let quadratic =
        format!("<!DOCTYPE quiz [<!ENTITY a \"{}\">]><quiz>{}</quiz>", "x".repeat(1 << 20), "&a;".repeat(1 << 20));
    for (what, xml, words) in [
        ("a billion laughs", format!("{laughs}]><quiz>&a29;</quiz>"), refused),
        ("one entity a million times", quadratic, refused),
        ("a grammar here", format!("<!DOCTYPE quiz SYSTEM \"{here}\">{MOODLE}"), refused),
        ("a public grammar here", format!("<!DOCTYPE quiz PUBLIC \"-//x\" \"{here}\">{MOODLE}"), refused),
        ("a file as grammar", format!("<!DOCTYPE quiz SYSTEM 'file:///etc/passwd'>{MOODLE}"), refused),
        ("an entity here", format!("<!DOCTYPE quiz [<!ENTITY a SYSTEM \"{here}\">]><quiz>&a;</quiz>"), refused),
        ("a parameter here", format!("<!DOCTYPE quiz [<!ENTITY % a SYSTEM \"{here}\"> %a;]>{MOODLE}"), refused),
        ("no end", format!("<quiz>{}", "<![CDATA[".repeat(1 << 20)), "O XML está quebrado"),
    ] {
        place.upload("a.xml", xml.as_bytes()).must_say(422, words);
        place.upload("a.zip", &pack(&[("a.xml", xml.replace("quiz", "assessmentItem").as_bytes())])).must_say(422, "");
        place.must_be_as_it_was(what);
    }
    // A text that is to be included is named, and not fetched.
    let include = format!("<xi:include xmlns:xi='http://www.w3.org/2001/XInclude' href='{here}'/>");
    place.upload("a.xml", MOODLE.replace("</quiz>", &format!("{include}</quiz>")).as_bytes()).must_be_taken();
    assert!(listener.accept().is_err(), "somebody asked for it");
}

/// What the largest file that is read may take while it is read, in KiB. One is read at a time.
const TREE: u64 = 256 << 10;

#[test]
fn xml_of_nothing_but_elements_or_attributes_takes_no_more_than_a_large_file_does() {
    let place = Place::open();
    for (what, xml, words) in [
        ("a million elements", format!("<quiz>{}</quiz>", "<a/>".repeat(3 << 20)), "O arquivo é grande demais"),
        ("deep elements", format!("<quiz>{}", "<a>".repeat(3 << 20)), "O arquivo é grande demais"),
        ("many attributes", format!("<quiz {}/>", attributes(800_000)), "Não há questão neste arquivo"),
        ("the same attribute again and again", format!("<quiz {}/>", "a='' ".repeat(3 << 20)), "O XML está quebrado"),
    ] {
        place.upload("a.xml", xml.as_bytes()).must_say(422, words);
        place.must_have_grown_less(what, TREE);
    }
}

fn attributes(count: usize) -> String {
    (0..count).map(|number| format!("a{number}='' ")).collect::<Vec<_>>().concat()
}

fn wide(text: &str, mark: &[u8], unit: fn(u16) -> [u8; 2]) -> Vec<u8> {
    [mark, &text.encode_utf16().flat_map(unit).collect::<Vec<u8>>()[..]].concat()
}

#[test]
fn other_encodings_are_read_where_the_format_has_them_and_named_where_not() {
    let place = Place::open();
    let latin = |text: &str| text.chars().map(|letter| u8::try_from(letter).expect("a letter")).collect::<Vec<u8>>();
    for mark in [&b"\xff\xfe"[..], b""] {
        place.upload("a.xml", &wide(MOODLE, mark, u16::to_le_bytes)).must_be_taken();
    }
    for mark in [&b"\xfe\xff"[..], b""] {
        place.upload("a.xml", &wide(MOODLE, mark, u16::to_be_bytes)).must_be_taken();
    }
    place.upload("a.xml", &latin(&format!("<?xml version='1.0' encoding='ISO-8859-1'?>{MOODLE}"))).must_be_taken();
    place.upload("a.csv", &wide("question,a,b,correct\nWhich?,x,y,A\n", b"\xff\xfe", u16::to_le_bytes)).must_be_taken();
    let refused = "O arquivo não está em UTF-8: salve em UTF-8 e tente de novo";
    let gift = "Qual é? {=a ~b}\n";
    for (name, bytes) in [
        ("a.xml", latin(MOODLE)),
        ("a.xml", MOODLE.replace("dot", "d\0t").into_bytes()),
        ("a.gift", latin(gift)),
        ("a.gift", wide(gift, b"\xff\xfe", u16::to_le_bytes)),
        ("a.gift", wide(gift, b"\xfe\xff", u16::to_be_bytes)),
        ("a.gift", wide(gift, b"", u16::to_le_bytes)),
        ("a.txt", wide("Qual?\nA) a\nB) b\nANSWER: A\n", b"\xff\xfe", u16::to_le_bytes)),
        ("a.txt", gift.replace("Qual", "Qu\0l").into_bytes()),
        ("a.csv", wide("question,a,b,correct\nQual?,x,y,A\n", b"", u16::to_le_bytes)),
        ("a.md", latin("+++\né")),
    ] {
        place.upload(name, &bytes).must_say(422, refused);
    }
    place.must_be_as_it_was("other encodings");
}

#[test]
fn what_is_empty_or_of_another_kind_is_refused_in_words() {
    let place = Place::open();
    place.upload("", b"").must_say(422, "Escolha um arquivo.");
    place.upload("a.gift", b"").must_say(422, "O arquivo “a.gift” está vazio.");
    place.upload("a.gift", b" \n\n ").must_say(422, "Não há questão neste arquivo");
    let (png, office) = (&b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR"[..], pack(&[("[Content_Types].xml", b"x")]));
    for (name, format, bytes, words) in [
        ("a.png", "", png, "Nada neste arquivo diz de que tipo ele é"),
        ("a.xlsx", "", &office, "Nada neste arquivo diz de que tipo ele é"),
        ("a.md", "", b"+++\n+++\n", "compacte a pasta dele e importe o pacote"),
        ("a.png", "moodle-xml", png, "UTF-8"),
        ("a.png", "package", png, "O pacote não pode ser aberto"),
        ("a.gift", "package", b"Which? {=a ~b}", "O pacote não pode ser aberto"),
        ("a.gift", "moodle-xml", b"Which? {=a ~b}", "O XML está quebrado"),
        ("a.gift", "qti12", MOODLE.as_bytes(), "Não é um arquivo deste formato"),
        ("a.xml", "aiken", MOODLE.as_bytes(), ""),
        ("a.zip", "gift", &office, "UTF-8"),
        ("a.zip", "csv", png, "UTF-8"),
    ] {
        place.upload_as(name, format, bytes).must_say(422, words);
    }
    place.must_be_as_it_was("other kinds");
}
