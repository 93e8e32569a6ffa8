//! What holds across nodes: whatever was done on one is so on the other.

use std::time::{Duration, Instant};

use super::place::{Place, within};
use crate::client::{Answer, Client, Failure};
use crate::exam::{Candidate, EXAM};
use crate::faults::scene::pause;
use crate::faults::tale::{Tale, Trouble};

const PASSWORD: &str = "quatro cavalos azuis";

fn must<T: PartialEq + std::fmt::Debug>(is: &T, wanted: &T, what: &str) -> Result<(), Trouble> {
    if is == wanted { Ok(()) } else { Err(Trouble::Failed(format!("{what}: {is:?} instead of {wanted:?}"))) }
}

/// Somebody begins on one node, goes on with the other in the same session, and hands in there.
pub async fn session(place: &mut Place, tale: &mut Tale) -> Result<(), Trouble> {
    for (here, there) in [(0, 1), (1, 0)] {
        let mut candidate = Candidate::begin(&place.node(here)).await?;
        candidate.look(0).await?;
        let first = candidate.send(0, "note=seen+on+both").await?.must_be(200)?;
        let mut other = Client::new(&place.node(there)).with_cookie(candidate.cookie());
        let attempt = format!("/attempts/{}", candidate.id());
        // As a browser does whose reply was lost: the same once more, and it is the same.
        let again = "revision=0&content=en&note=seen+on+both".to_owned();
        let again = other.post_for_json(&format!("{attempt}/items/1/response"), again).await?.must_be(200)?;
        must(&revision(&again), &revision(&first), "the revision of an answer that came twice")?;
        let page = other.get(&format!("{attempt}/items/1")).await?.must_be(200)?;
        must(&String::from_utf8_lossy(&page.body).contains("seen on both"), &true, "an answer on the other node")?;
        other.post(&format!("{attempt}/submission"), String::new()).await?.must_be(303)?;
        candidate.page(0).await.map(|page| page.status.as_u16()).and_then(|status| match status {
            303 => Ok(()),
            other => Err(format!("an attempt handed in on the other node is still open: {other}")),
        })?;
        Client::new(&place.node(here))
            .with_cookie(candidate.cookie())
            .get(&format!("{attempt}/result"))
            .await?
            .must_be(200)?;
        tale.rounds += 1;
    }
    Ok(())
}

/// The revision that a save was acknowledged with.
fn revision(answer: &Answer) -> Option<u64> {
    serde_json::from_slice::<serde_json::Value>(&answer.body).ok()?["revision"].as_u64()
}

/// Many attempts fall due at once, and the sweepers of both nodes look for them.
pub async fn sweepers(place: &mut Place, tale: &mut Tale) -> Result<(), Trouble> {
    const MANY: usize = 150;
    let mut ids = Vec::new();
    for number in 0..MANY {
        ids.push(format!("'{}'", Candidate::begin(&place.node(number % 2)).await?.id()));
    }
    let these = ids.join(", ");
    place.sql(&format!("UPDATE attempt SET deadline = started_at WHERE id IN ({these})")).await?;
    let ended = format!(
        "SELECT count(*) || ' ' || count(*) FILTER (WHERE state = 'expired' AND closed_at = deadline AND scaled_score IS NOT NULL)
         FROM attempt WHERE id IN ({these}) AND state <> 'open'"
    );
    let wanted = format!("{MANY} {MANY}");
    let since = Instant::now();
    within(Duration::from_secs(30), "they do not end", async || {
        (place.sql(&ended).await.ok()?.trim() == wanted).then_some(())
    })
    .await?;
    tale.remarks.push(format!("{MANY} attempts were ended in {:.1} s", since.elapsed().as_secs_f64()));
    tale.rounds += 1;
    // Once more: nobody ends them again.
    let before =
        place.sql(&format!("SELECT sum(closed_at), sum(scaled_score) FROM attempt WHERE id IN ({these})")).await?;
    pause(2_500).await;
    let after =
        place.sql(&format!("SELECT sum(closed_at), sum(scaled_score) FROM attempt WHERE id IN ({these})")).await?;
    must(&after, &before, "scores a moment later")?;
    must(&place.said("could not be ended"), &0, "attempts that a node could not end")
}

/// Somebody with the rights of an admin, on a node.
async fn admin(place: &Place, which: usize, name: &str) -> Result<Client, Failure> {
    place.command(which, &["admin", "create", name], &format!("{PASSWORD}\n")).await?;
    let mut admin = Client::new(&place.node(which));
    admin.post("/session", format!("name={name}&password={}", PASSWORD.replace(' ', "+"))).await?.must_be(303)?;
    Ok(admin)
}

/// A question is retired on a page of one node; the other asks it no more within seconds, and asks it again when it is back.
pub async fn bank(place: &mut Place, tale: &mut Tale) -> Result<(), Trouble> {
    let mut admin = admin(place, 0, "cluster.admin").await?;
    let question =
        place.sql(&format!("SELECT min(name) FROM question WHERE exam = '{EXAM}' AND live_id IS NOT NULL")).await?;
    let path = format!("/admin/exams/{EXAM}/questions/{}", question.trim());
    let stock = async |which: usize| {
        let page = Client::new(&place.node(which)).get(&format!("/exams/{EXAM}")).await.ok()?;
        Some(in_the_bank(&String::from_utf8_lossy(&page.body)))
    };
    let whole = stock(1).await.unwrap_or_default();
    must(&(whole > 0), &true, "questions in the bank")?;
    for (state, wanted) in [("retired", whole - 1), ("live", whole)] {
        let page = admin.get(&path).await?.must_be(200)?;
        let revision = value(&String::from_utf8_lossy(&page.body), "revision")?;
        admin.post(&format!("{path}/state"), format!("to={state}&revision={revision}")).await?.must_be(303)?;
        let since = Instant::now();
        within(Duration::from_secs(10), "the other node does not know of it", async || {
            (stock(1).await? == wanted).then_some(())
        })
        .await?;
        tale.resumed.push(since.elapsed());
        tale.rounds += 1;
    }
    Ok(())
}

/// How many questions a page of an exam says that the bank has, of all objectives together.
fn in_the_bank(html: &str) -> u32 {
    let stocks = html.split("class=\"stock\">").skip(1);
    stocks
        .filter_map(|rest| {
            let digits = rest.chars().skip_while(|c| !c.is_ascii_digit()).take_while(char::is_ascii_digit);
            digits.collect::<String>().parse::<u32>().ok()
        })
        .sum()
}

/// What a hidden field of a page holds.
fn value(html: &str, name: &str) -> Result<String, Failure> {
    let tag = html.split("<input").find(|tag| tag.contains(&format!("name=\"{name}\"")));
    let value = tag.and_then(|tag| tag.split("value=\"").nth(1)).and_then(|rest| rest.split('"').next());
    value.map(str::to_owned).ok_or_else(|| format!("the page has no field {name}"))
}

/// Wrong passwords on both nodes in turn: as many are looked at as on one.
pub async fn tries(place: &mut Place, tale: &mut Tale) -> Result<(), Trouble> {
    let (mut looked_at, mut refused) = (0, 0);
    for number in 0..12 {
        let mut somebody = Client::new(&place.node(number % 2));
        match somebody.post("/session", "name=nobody.here&password=not+the+one".to_owned()).await?.status.as_u16() {
            422 => looked_at += 1,
            429 => refused += 1,
            other => return Err(Trouble::Failed(format!("a wrong password is answered with {other}"))),
        }
    }
    tale.rounds += 1;
    must(&(looked_at, refused), &(5, 7), "tries that were looked at, and refused")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pages_are_read() {
        let html = "<span class=\"stock\">12 in the bank</span><span class=\"stock\">at most 30</span>";
        assert_eq!(in_the_bank(html), 42);
        let form = "<input type=\"hidden\" name=\"to\" value=\"live\"><input type=\"hidden\" name=\"revision\" value=\"0190\">";
        assert_eq!(value(form, "revision").as_deref(), Ok("0190"));
        assert!(value(form, "other").is_err());
    }
}
