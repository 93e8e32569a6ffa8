//! Questions of ours as Moodle XML: each language is a question of its own, in a folder of its own, its Markdown kept.

use base64::{Engine as _, engine::general_purpose::STANDARD};

use super::{aside, files, markdown, weight};
use crate::{
    exam::{
        lang::Lang,
        question::{Body, FillIn, Kind, NumberRange, Question},
    },
    interchange::{Meta, Outgoing, Pictures, Remark, Written, shown},
};

/// The format of texts that are ours.
const MARKDOWN: &str = "markdown";

/// Writes questions, one language after the other, so that a quiz can draw from the folder of one.
pub fn write(questions: &[Outgoing<'_>], pictures: &Pictures) -> Written {
    let out = String::from("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<quiz>\n");
    let lost = questions.iter().filter_map(|one| shown::lost(one.question, one.languages, pictures)).collect();
    let mut writer = Writer { out, pictures, lost };
    for lang in Lang::ALL {
        let mut folder = String::new();
        for Outgoing { question, .. } in questions.iter().filter(|outgoing| outgoing.languages.contains(&lang)) {
            let wanted = format!("$course$/top/{lang}/{}", question.objective);
            if wanted != folder {
                folder = wanted;
                writer.category(&folder);
            }
            writer.question(question, lang);
        }
    }
    writer.out.push_str("</quiz>\n");
    Written { bytes: writer.out.into_bytes(), lost: writer.lost }
}

struct Writer<'p> {
    out: String,
    pictures: &'p Pictures,
    lost: Vec<(String, Remark)>,
}

/// An answer as Moodle has it.
struct Answer {
    fraction: String,
    format: &'static str,
    text: String,
    tolerance: Option<String>,
    feedback: String,
}

impl Writer<'_> {
    fn category(&mut self, path: &str) {
        self.out.push_str("  <question type=\"category\">\n    <category>");
        self.text(path);
        self.out.push_str("</category>\n  </question>\n");
    }

    fn question(&mut self, question: &Question, lang: Lang) {
        let body = question.body.get(lang);
        let typed = match &question.kind {
            Kind::Single { key } => {
                options(body, |index| if index == *key { "100".to_owned() } else { "0".to_owned() })
            }
            Kind::Multiple { keys } => {
                let Some(share) = weight::share(keys.len()) else {
                    let why = words!("Moodle has no weight for each of {} right options", keys.len());
                    return self.lose(question, Remark::LeftOut { why });
                };
                // A wrong option takes everything: as near as Moodle comes to all or nothing.
                options(body, |index| if keys.contains(&index) { share.clone() } else { "-100".to_owned() })
            }
            Kind::FillIn(fill_in) if is_numerical(fill_in) => self.numbers(question, fill_in),
            Kind::FillIn(fill_in) => {
                if !fill_in.ranges.is_empty() {
                    self.lose(question, Remark::PartLost { what: words!("ranges of numbers beside other answers") });
                }
                let right = fill_in.answers.iter().map(|text| ("100", text));
                let answers = right.chain(fill_in.near.iter().map(|text| ("0", text)));
                answers.map(|(fraction, text)| answer(fraction, &text.replace('*', "\\*"), None)).collect()
            }
        };
        let kind = match &question.kind {
            Kind::Single { .. } | Kind::Multiple { .. } => "multichoice",
            Kind::FillIn(fill_in) if is_numerical(fill_in) => "numerical",
            Kind::FillIn(_) => "shortanswer",
        };
        self.put(&format!("  <question type=\"{kind}\">\n    <name>"));
        self.text(question.name.as_str());
        self.out.push_str("</name>\n");
        self.markdown("questiontext", &markdown::to_moodle(&body.stem));
        let tags = Meta::of(question, Some(lang)).to_tags();
        self.markdown("generalfeedback", &aside::append(&markdown::to_moodle(&body.explanation), &tags));
        self.setting("defaultgrade", "1");
        self.setting("penalty", "0.3333333");
        self.setting("hidden", "0");
        self.setting("idnumber", &format!("{}.{lang}", question.name));
        match &question.kind {
            Kind::Single { .. } | Kind::Multiple { .. } => {
                self.setting("single", if matches!(question.kind, Kind::Single { .. }) { "true" } else { "false" });
                self.setting("shuffleanswers", "true");
                self.setting("answernumbering", "abc");
            }
            Kind::FillIn(fill_in) if kind == "shortanswer" => {
                self.setting("usecase", if fill_in.ignore_case { "0" } else { "1" });
            }
            Kind::FillIn(_) => {}
        }
        for answer in &typed {
            self.answer(answer);
        }
        self.out.push_str("    <tags>\n");
        for tag in tags.iter().filter(|tag| aside::is_kept_as_tag(tag)) {
            self.out.push_str("      <tag>");
            self.text(tag);
            self.out.push_str("</tag>\n");
        }
        self.out.push_str("    </tags>\n  </question>\n");
    }

    /// The answers of a question for a number.
    fn numbers(&mut self, question: &Question, fill_in: &FillIn) -> Vec<Answer> {
        let mut answers = Vec::new();
        for range in &fill_in.ranges {
            match middle(range) {
                Some((value, tolerance)) => answers.push(answer("100", &value, Some(tolerance))),
                None => self.lose(question, Remark::PartLost { what: words!("the range {} to the last digit", range) }),
            }
        }
        for near in &fill_in.near {
            if weight::number(near).is_some() {
                answers.push(answer("0", near, Some("0".to_owned())));
            } else {
                self.lose(question, Remark::PartLost { what: words!("the near answer \"{}\" beside numbers", near) });
            }
        }
        answers
    }

    fn answer(&mut self, answer: &Answer) {
        self.put(&format!("    <answer fraction=\"{}\" format=\"{}\">\n      ", answer.fraction, answer.format));
        if answer.format == MARKDOWN {
            self.text_with_files(&answer.text);
        } else {
            self.text(&answer.text);
        }
        self.out.push('\n');
        if let Some(tolerance) = &answer.tolerance {
            self.put(&format!("      <tolerance>{tolerance}</tolerance>\n"));
        }
        if !answer.feedback.is_empty() {
            self.out.push_str("      <feedback format=\"markdown\">");
            self.text_with_files(&markdown::to_moodle(&answer.feedback));
            self.out.push_str("</feedback>\n");
        }
        self.out.push_str("    </answer>\n");
    }

    fn markdown(&mut self, name: &str, text: &str) {
        self.put(&format!("    <{name} format=\"markdown\">\n      "));
        self.text_with_files(text);
        self.put(&format!("\n    </{name}>\n"));
    }

    fn setting(&mut self, name: &str, value: &str) {
        self.put(&format!("    <{name}>{}</{name}>\n", escape(value)));
    }

    fn put(&mut self, text: &str) {
        self.out.push_str(text);
    }

    /// A `<text>`, readable for people.
    fn text(&mut self, text: &str) {
        let text: String = text.chars().filter(|&c| matches!(c, '\n' | '\t') || !c.is_control()).collect();
        let text = if text.contains(['<', '>', '&']) {
            format!("<![CDATA[{}]]>", text.replace("]]>", "]]]]><![CDATA[>"))
        } else {
            text
        };
        self.put(&format!("<text>{text}</text>"));
    }

    /// A `<text>` with Markdown, and after it a `<file>` for each picture that it shows.
    fn text_with_files(&mut self, text: &str) {
        let (text, files) = files::written(text, self.pictures);
        self.text(&text);
        for (name, bytes) in files {
            let code = STANDARD.encode(bytes);
            self.put(&format!("\n      <file name=\"{name}\" path=\"/\" encoding=\"base64\">{code}</file>"));
        }
    }

    fn lose(&mut self, question: &Question, remark: Remark) {
        let lost = (question.name.to_string(), remark);
        if !self.lost.contains(&lost) {
            self.lost.push(lost);
        }
    }
}

/// Whether Moodle can ask for it as a number.
fn is_numerical(fill_in: &FillIn) -> bool {
    fill_in.answers.is_empty() && !fill_in.ranges.is_empty()
}

fn options(body: &Body, fraction: impl Fn(usize) -> String) -> Vec<Answer> {
    let options = body.options.iter().enumerate().map(|(index, option)| Answer {
        fraction: fraction(index),
        format: MARKDOWN,
        text: markdown::to_moodle(&option.text),
        tolerance: None,
        feedback: option.explanation.clone(),
    });
    options.collect()
}

fn answer(fraction: &str, text: &str, tolerance: Option<String>) -> Answer {
    let (fraction, text) = (fraction.to_owned(), text.to_owned());
    Answer { fraction, format: "moodle_auto_format", text, tolerance, feedback: String::new() }
}

/// The number and the tolerance that are read as this range again.
fn middle(range: &NumberRange) -> Option<(String, String)> {
    let (low, high) = (range.low(), range.high());
    let settled = |value: f64| {
        let text = format!("{value:.12e}");
        text.parse().unwrap_or(value)
    };
    let exact = (low / 2.0 + high / 2.0, high / 2.0 - low / 2.0);
    [(settled(exact.0), settled(exact.1)), exact].into_iter().find_map(|(value, tolerance)| {
        let again = NumberRange::around(value, tolerance)?;
        let is_same = (again.low(), again.high()) == (low, high);
        is_same.then(|| (value.to_string(), tolerance.to_string()))
    })
}

fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}
