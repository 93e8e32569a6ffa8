//! A room of candidates who are many more than connections: each is what their page shows, and whoever is free carries what they send.

use std::sync::{Arc, Mutex as Plain, PoisonError};
use std::time::Instant;

use tokio::sync::Mutex;

use crate::client::{Client, Failure};
use crate::drive::{Lane, Part, Work};
use crate::exam::{Newcomer, QUESTIONS};

/// What is sent, each with its own times.
pub const SORTS: [&str; 5] =
    ["save", "save and next, without a script", "question page", "save before leaving", "clock"];
const SAVE: usize = 0;
const FORM: usize = 1;
const PAGE: usize = 2;
const AGAIN: usize = 3;
const CLOCK: usize = 4;
/// One in so many has no script.
const WITHOUT_SCRIPT: usize = 10;

/// A candidate, as their browser knows it.
pub struct Seat {
    attempt: String,
    cookie: String,
    script: bool,
    /// The question on the page, from 1.
    place: usize,
    revision: u64,
    text: bool,
    /// Counts the answers, so that each changes something.
    done: usize,
}

/// Everybody in it. A seat is held while its candidate waits for an answer, as a browser is.
pub type Room = Vec<Mutex<Seat>>;

/// Somebody who comes in: begins an exam, and sees the first question.
pub struct Arrival {
    /// A connection that others use after them.
    pub client: Arc<Mutex<Newcomer>>,
    /// Who is in already.
    pub room: Arc<Plain<Room>>,
}

impl Work for Arrival {
    async fn step(&mut self) -> Result<(), Failure> {
        let newcomer = &mut *self.client.lock().await;
        newcomer.0.wear("");
        let attempt = newcomer.begin().await?;
        let cookie = newcomer.0.cookie().to_owned();
        let mut seat = Seat { attempt, cookie, script: true, place: 1, revision: 0, text: false, done: 0 };
        seat.turn_to(&mut newcomer.0, 1).await?;
        let mut room = self.room.lock().unwrap_or_else(PoisonError::into_inner);
        seat.script = !room.len().is_multiple_of(WITHOUT_SCRIPT);
        room.push(Mutex::new(seat));
        Ok(())
    }
}

impl Seat {
    /// Reads the page of a question, and what its form holds.
    async fn turn_to(&mut self, client: &mut Client, place: usize) -> Result<(), Failure> {
        client.wear(&self.cookie);
        let page = client.get(&format!("{}/items/{place}", self.attempt)).await?.must_be(200)?;
        let html = std::str::from_utf8(&page.body).map_err(|error| error.to_string())?;
        if !html.contains(&format!("data-number=\"{place}\"")) {
            return Err("a page of another question".to_owned());
        }
        let revision = html.split_once("name=\"revision\" value=\"").and_then(|(_, after)| after.split_once('"'));
        self.revision = revision.and_then(|(number, _)| number.parse().ok()).ok_or("a page without a revision")?;
        self.text = html.contains("data-kind=\"fill-in\"");
        self.place = place;
        Ok(())
    }

    fn form(&self) -> String {
        let answer = if self.text {
            format!("text=virsh+{}", self.done)
        } else {
            format!("choice={}", ["A", "B", "C", "D"][(self.done / QUESTIONS + self.place) % 4])
        };
        format!("revision={}&content=en&{answer}", self.revision)
    }

    async fn save(&mut self, client: &mut Client) -> Result<(), Failure> {
        client.wear(&self.cookie);
        let path = format!("{}/items/{}/response", self.attempt, self.place);
        let saved = client.post_for_json(&path, self.form()).await?.must_be(200)?;
        let saved: serde_json::Value = serde_json::from_slice(&saved.body).map_err(|error| error.to_string())?;
        self.revision = saved["revision"].as_u64().ok_or("a save has a revision")?;
        Ok(())
    }

    async fn save_and_go(&self, client: &mut Client, next: usize) -> Result<(), Failure> {
        client.wear(&self.cookie);
        let path = format!("{}/items/{}/response", self.attempt, self.place);
        let answer = client.post(&path, format!("{}&go=item-{next}", self.form())).await?.must_be(303)?;
        if answer.location.is_some_and(|to| to == format!("{}/items/{next}", self.attempt)) {
            return Ok(());
        }
        Err("a save leads somewhere else".to_owned())
    }
}

/// A connection that carries what is due.
pub struct Carrier {
    /// The connection.
    pub client: Client,
    /// Whose requests it carries.
    pub room: Arc<Room>,
    /// Whether all is sent that the page's script sends: also a save before leaving, and looks at the clock.
    pub whole: bool,
}

impl Lane for Carrier {
    async fn take(&mut self, number: u32, due: Instant, parts: &mut [Part]) {
        let number = number as usize;
        if !self.whole {
            return self.answer(number % self.room.len(), due, parts).await;
        }
        // Every answer has a look at the clock: of somebody who has been on their page for two thirds of the time.
        let index = number / 2;
        if number.is_multiple_of(2) {
            self.answer(index % self.room.len(), due, parts).await;
        } else {
            let long_there = (index + self.room.len() / 3) % self.room.len();
            let done = self.look_at_clock(long_there).await;
            parts[CLOCK].note(due, done);
        }
    }
}

impl Carrier {
    /// Saves, and goes on to the next question: that is due as soon as the answer to the save is there.
    async fn answer(&mut self, who: usize, due: Instant, parts: &mut [Part]) {
        let room = Arc::clone(&self.room);
        let mut seat = room[who].lock().await;
        let next = seat.place % QUESTIONS + 1;
        let (sort, saved) = if seat.script {
            (SAVE, seat.save(&mut self.client).await)
        } else {
            (FORM, seat.save_and_go(&mut self.client, next).await)
        };
        let stored = saved.is_ok();
        parts[sort].note(due, saved);
        if !stored {
            return;
        }
        if self.whole && seat.script {
            let due = Instant::now();
            let again = seat.save(&mut self.client).await;
            parts[AGAIN].note(due, again);
        }
        seat.done += 1;
        let due = Instant::now();
        let turned = seat.turn_to(&mut self.client, next).await;
        parts[PAGE].note(due, turned);
    }

    async fn look_at_clock(&mut self, who: usize) -> Result<(), Failure> {
        let path = {
            let seat = self.room[who].lock().await;
            self.client.wear(&seat.cookie);
            format!("{}/clock", seat.attempt)
        };
        let clock = self.client.get_json(&path).await?.must_be(200)?;
        if clock.body.starts_with(b"{") { Ok(()) } else { Err("a clock without a time".to_owned()) }
    }
}
