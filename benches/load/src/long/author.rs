//! Somebody who may see the pages of authors: made on the command line, signed in as anybody.

use std::path::Path;
use std::process::Stdio;

use tokio::io::AsyncWriteExt as _;

use crate::bench::{Bench, url};
use crate::client::{Client, Failure};
use crate::server::simulado;

const NAME: &str = "author";
/// Known to whoever reads this, and good for nothing but a database that is thrown away.
const PASSWORD: &str = "seven grey boats at noon";

/// Makes an admin in a database.
pub async fn make(bench: &Bench, database: &Path) -> Result<(), Failure> {
    let mut command = simulado(&bench.wish.server, &bench.wish.questions, &url(database));
    let command = command.args(["admin", "create", NAME]).stdin(Stdio::piped()).stdout(Stdio::null());
    let mut child = command.kill_on_drop(true).spawn().map_err(|error| error.to_string())?;
    let mut input = child.stdin.take().ok_or("an admin's password is read from standard input")?;
    input.write_all(format!("{PASSWORD}\n").as_bytes()).await.map_err(|error| error.to_string())?;
    drop(input);
    let status = child.wait().await.map_err(|error| error.to_string())?;
    if status.success() { Ok(()) } else { Err(format!("simulado admin create: {status}")) }
}

/// Signs in.
pub async fn sign_in(address: &str) -> Result<Client, Failure> {
    let mut client = Client::new(address);
    let form = format!("name={NAME}&password={}", PASSWORD.replace(' ', "+"));
    client.post("/session", form).await?.must_be(303)?;
    Ok(client)
}
