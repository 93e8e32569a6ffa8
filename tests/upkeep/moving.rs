//! `simulado migrate-store`: from a file to a server and back, with everything that was in it.

use sqlx::{Connection as _, Executor as _, PgConnection};

use crate::place::{Place, Service};
use crate::support::postgres;

#[tokio::test]
async fn a_service_moves_to_a_server_and_back() {
    let (place, server) = (Place::with_an_exam(), postgres::database().await);
    let back = format!("sqlite:{}", place.path("back.db").display());
    let there = place.runs(&["migrate-store", &place.url(), &server]);
    there.must_be(0).must_say("are the same in both, by count and checksum");
    let item = |line: &str| line.split_whitespace().take(3).eq(["item", "4", "4"]);
    assert!(there.out.lines().any(item), "{}", there.out);
    place.runs(&["check", "--database-url", &server]).must_be(0).must_say("pg_amcheck").must_say("1 closed");
    let returned = place.runs(&["migrate-store", &server, &back]);
    returned.must_be(0);
    let sums = |out: &str| out.lines().filter(|line| line.ends_with('…')).map(str::to_owned).collect::<Vec<_>>();
    assert!(sums(&there.out).len() > 20);
    assert_eq!(sums(&there.out), sums(&returned.out), "the same rows, whichever database they come from");
    place.runs(&["check", "--database-url", &back]).must_be(0).must_say("1 closed");
    // A score that is wrong is found on a server as in a file.
    let mut connection = PgConnection::connect(&server).await.expect("a connection");
    connection.execute("UPDATE attempt SET raw_score = raw_score + 1").await.expect("it is done");
    connection.close().await.expect("an end");
    place.runs(&["check", "--database-url", &server]).must_be(1).must_say("its raw score is ");
}

#[tokio::test]
async fn what_would_cost_somebody_something_is_refused() {
    let (place, server) = (Place::new(), postgres::database().await);
    let service = Service::start(&place, &[]);
    service.sits_an_exam();
    place.runs(&["migrate-store", &place.url(), &server]).refuses("a service or another command is using the source");
    place
        .runs(&["migrate-store", "--rehearsal", &place.url(), &server])
        .must_be(0)
        .must_say("What was saved in the source meanwhile");
    drop(service);
    place.runs(&["migrate-store", &place.url(), &server]).refuses("the target is not empty (rows in its table ");
    place.runs(&["migrate-store", &place.url(), &place.url()]).refuses("they are the same database");
    place.runs(&["migrate-store", "sqlite:none.db", &server]).refuses("there is no such file");
    place.runs(&["migrate-store", &place.url(), "mysql:x"]).refuses("the database address must be");
    assert!(!place.path("none.db").exists());
    place.runs(&["check"]).must_be(0).must_say("1 closed");
}
