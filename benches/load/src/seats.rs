//! Many at once: candidates who have begun, connections that are open, and lanes for what is done a few at a time.

use std::future::Future;

use super::client::{Client, Failure};
use super::exam::Candidate;

/// How many are made ready at a time.
const AT_A_TIME: usize = 64;

/// Candidates with attempts of their own, who have looked at some of their questions.
pub async fn candidates(address: &str, count: usize, looked: usize) -> Result<Vec<Candidate>, Failure> {
    let ready = |address: String| async move {
        let mut candidate = Candidate::begin(&address).await?;
        for place in 0..looked {
            candidate.look(place).await?;
        }
        Ok::<_, Failure>(candidate)
    };
    let all: Vec<String> = vec![address.to_owned(); count];
    each(all, ready).await
}

/// Does something with all of them, some at a time.
pub async fn each<T, R, F>(all: Vec<T>, work: impl Fn(T) -> F) -> Result<Vec<R>, Failure>
where
    R: Send + 'static,
    F: Future<Output = Result<R, Failure>> + Send + 'static,
{
    let (mut done, mut left) = (Vec::with_capacity(all.len()), all.into_iter());
    loop {
        let some: Vec<_> = left.by_ref().take(AT_A_TIME).map(|one| tokio::spawn(work(one))).collect();
        if some.is_empty() {
            return Ok(done);
        }
        for one in some {
            done.push(one.await.map_err(|error| error.to_string())??);
        }
    }
}

/// Connections that are open.
pub async fn connected<W>(address: &str, count: usize, work: impl Fn(Client, usize) -> W) -> Result<Vec<W>, Failure> {
    let mut workers = Vec::with_capacity(count);
    for index in 0..count {
        let mut client = Client::new(address);
        client.connect().await?;
        workers.push(work(client, index));
    }
    Ok(workers)
}

/// Splits what is to be done once into as many lanes as there are connections at a time.
pub fn lanes<W>(all: Vec<W>) -> Vec<Vec<W>> {
    let mut lanes: Vec<Vec<W>> = (0..AT_A_TIME).map(|_| Vec::new()).collect();
    for (index, one) in all.into_iter().enumerate() {
        lanes[index % AT_A_TIME].push(one);
    }
    lanes
}
