//! A candidate at an exam: begins it, reads its questions, saves answers as the page's script does, hands in.

use super::client::{Answer, Client, Failure};
use super::drive::Work;

/// The exam that everybody sits.
pub const EXAM: &str = "lpic3-305-300";
/// Its questions.
pub const QUESTIONS: usize = 60;

/// What kind of answer a question takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    Choice,
    Text,
}

/// One candidate with an attempt under way.
pub struct Candidate {
    client: Client,
    attempt: String,
    kinds: Vec<Option<Kind>>,
    revisions: Vec<u64>,
    /// Counts what was done, so that every save changes something.
    done: usize,
}

/// Somebody who has not begun yet.
pub struct Newcomer(pub Client);

impl Newcomer {
    /// Begins an exam as a guest.
    pub async fn begin(&mut self) -> Result<String, Failure> {
        let answer = self.0.post(&format!("/exams/{EXAM}/attempts"), "mode=exam&content=en".to_owned()).await?;
        answer.must_be(303)?.location.ok_or_else(|| "an attempt has an address".to_owned())
    }
}

impl Work for Newcomer {
    async fn step(&mut self) -> Result<(), Failure> {
        self.begin().await.map(drop)
    }
}

impl Candidate {
    /// A guest who has just begun.
    pub async fn begin(address: &str) -> Result<Self, Failure> {
        let mut newcomer = Newcomer(Client::new(address));
        let attempt = newcomer.begin().await?;
        Ok(Self { client: newcomer.0, attempt, kinds: vec![None; QUESTIONS], revisions: vec![0; QUESTIONS], done: 0 })
    }

    /// The same, whose browser takes compressed answers.
    #[must_use]
    pub fn who_takes_compressed(mut self) -> Self {
        self.client.take_compressed();
        self
    }

    /// Looks at a question, and remembers what it takes.
    pub async fn look(&mut self, place: usize) -> Result<usize, Failure> {
        let page = self.page(place).await?.must_be(200)?;
        if self.kinds[place].is_none() {
            let html = String::from_utf8_lossy(&page.body);
            let text = html.contains("data-kind=\"fill-in\"");
            self.kinds[place] = Some(if text { Kind::Text } else { Kind::Choice });
        }
        Ok(page.body.len())
    }

    /// Saves an answer that it has not saved before.
    pub async fn save(&mut self, place: usize) -> Result<(), Failure> {
        self.done += 1;
        let answer = match self.kinds[place].unwrap_or(Kind::Choice) {
            Kind::Choice => format!("choice={}", ["A", "B", "C", "D"][self.done / QUESTIONS % 4]),
            Kind::Text => format!("text=virsh+{}", self.done),
        };
        let saved = self.send(place, &answer).await?.must_be(200)?;
        let saved: serde_json::Value = serde_json::from_slice(&saved.body).map_err(|error| error.to_string())?;
        self.revisions[place] = saved["revision"].as_u64().ok_or("a save has a revision")?;
        Ok(())
    }

    /// Sends an answer as the page's script does, on the revision that is known here.
    pub async fn send(&mut self, place: usize, answer: &str) -> Result<Answer, Failure> {
        let form = format!("revision={}&content=en&{answer}", self.revisions[place]);
        let path = format!("{}/items/{}/response", self.attempt, place + 1);
        self.client.post_for_json(&path, form).await
    }

    /// The cookie of whoever it is.
    pub fn cookie(&self) -> &str {
        self.client.cookie()
    }

    /// The attempt's id, as its address has it.
    pub fn id(&self) -> &str {
        self.attempt.rsplit('/').next().unwrap_or_default()
    }

    /// Whether a question takes a text, as far as it was looked at.
    pub fn takes_text(&self, place: usize) -> bool {
        self.kinds[place] == Some(Kind::Text)
    }

    /// Learns which revision an item has now.
    pub fn learn(&mut self, place: usize, revision: u64) {
        self.revisions[place] = revision;
    }

    /// Reads the page of a question.
    pub async fn page(&mut self, place: usize) -> Result<Answer, Failure> {
        self.client.get(&format!("{}/items/{}", self.attempt, place + 1)).await
    }

    /// The same candidate at another window.
    pub fn beside(&self) -> Self {
        let (attempt, kinds, revisions) = (self.attempt.clone(), self.kinds.clone(), self.revisions.clone());
        Self { client: self.client.beside(), attempt, kinds, revisions, done: 0 }
    }

    /// Closes the connection.
    pub fn hang_up(&mut self) {
        self.client.hang_up();
    }

    fn next(&self) -> usize {
        self.done % QUESTIONS
    }
}

/// Saves answers, question after question.
pub struct Saving(pub Candidate);

impl Work for Saving {
    async fn step(&mut self) -> Result<(), Failure> {
        let place = self.0.next();
        self.0.save(place).await
    }
}

/// Reads question pages, one after another.
pub struct Reading(pub Candidate);

impl Work for Reading {
    async fn step(&mut self) -> Result<(), Failure> {
        let place = self.0.next();
        self.0.done += 1;
        self.0.look(place).await.map(drop)
    }
}

/// Opens the navigator.
pub struct Navigating(pub Candidate);

impl Work for Navigating {
    async fn step(&mut self) -> Result<(), Failure> {
        let path = format!("{}/navigator", self.0.attempt);
        self.0.client.get(&path).await?.must_be(200).map(drop)
    }
}

/// Hands in.
pub struct HandingIn(pub Candidate);

impl Work for HandingIn {
    async fn step(&mut self) -> Result<(), Failure> {
        let path = format!("{}/submission", self.0.attempt);
        self.0.client.post(&path, String::new()).await?.must_be(303).map(drop)
    }
}

/// Looks at the result.
pub struct Looking(pub Candidate);

impl Work for Looking {
    async fn step(&mut self) -> Result<(), Failure> {
        let path = format!("{}/result", self.0.attempt);
        let page = self.0.client.get(&path).await?.must_be(200)?;
        let item = format!("{path}/items/{QUESTIONS}");
        if String::from_utf8_lossy(&page.body).contains(&item) {
            Ok(())
        } else {
            Err("a result without its items".to_owned())
        }
    }
}

/// Asks a ceiling for the same page again and again.
pub struct Page(pub Client);

impl Work for Page {
    async fn step(&mut self) -> Result<(), Failure> {
        self.0.get("/page").await?.must_be(200).map(drop)
    }
}

/// Saves into a ceiling: one attempt, question after question.
pub struct CeilingSave {
    /// The connection.
    pub client: Client,
    /// Whose.
    pub attempt: usize,
    /// How many were saved.
    pub done: usize,
}

impl Work for CeilingSave {
    async fn step(&mut self) -> Result<(), Failure> {
        self.done += 1;
        let position = self.done % QUESTIONS + 1;
        // As long as a save of ours.
        let form = format!("attempt={}&position={position}&response=%7Bchoice%3A+{}%7D", self.attempt, self.done);
        self.client.post_for_json("/save", form).await?.must_be(200).map(drop)
    }
}
