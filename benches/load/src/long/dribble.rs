//! Clients that are slow on purpose, or by a bad line: they send a request or take an answer byte by byte.

use std::time::{Duration, Instant};

use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpSocket;

use crate::client::{Failure, open};

/// How long such a client waits after each byte.
const BETWEEN: Duration = Duration::from_secs(1);
/// And one that takes an answer.
const TAKING: Duration = Duration::from_millis(20);

/// What a slow client saw.
pub struct Seen {
    /// When the server ended it; nothing if it was there to the end.
    pub cut_off: Option<Duration>,
    /// Whether it was told why.
    pub told: bool,
}

/// Sends the beginning of a request at once and then byte after byte, until it is cut off or told to stop.
pub async fn send(address: &str, beginning: String, until: Instant) -> Result<Seen, Failure> {
    let stream = open(address, None).await.map_err(|error| format!("connect: {error}"))?;
    let (mut reading, mut writing) = stream.into_split();
    let since = Instant::now();
    writing.write_all(beginning.as_bytes()).await.map_err(|error| error.to_string())?;
    let dribble = async {
        // What is written after the server has closed fails, sooner or later.
        while writing.write_all(b"a").await.is_ok() {
            tokio::time::sleep(BETWEEN).await;
        }
        std::future::pending::<()>().await;
    };
    let mut answer = Vec::new();
    let ended = tokio::select! {
        _ = reading.read_to_end(&mut answer) => true,
        () = dribble => true,
        () = tokio::time::sleep_until(until.into()) => false,
    };
    Ok(Seen { cut_off: ended.then(|| since.elapsed()), told: answer.starts_with(b"HTTP/1.1 ") })
}

/// Asks for a page and takes it byte by byte, with as small a buffer as there is. Gives how much it had at the end.
pub async fn take(address: &str, path: &str, cookie: &str, until: Instant) -> Result<(usize, Seen), Failure> {
    let socket = TcpSocket::new_v4().map_err(|error| error.to_string())?;
    socket.set_recv_buffer_size(1_024).map_err(|error| error.to_string())?;
    let to = address.parse().map_err(|_| "an address of a server".to_owned())?;
    let mut stream = socket.connect(to).await.map_err(|error| format!("connect: {error}"))?;
    let request = format!("GET {path} HTTP/1.1\r\nHost: {address}\r\nCookie: {cookie}\r\nAccept: text/html\r\n\r\n");
    stream.write_all(request.as_bytes()).await.map_err(|error| error.to_string())?;
    let (since, mut taken, mut byte) = (Instant::now(), 0, [0]);
    while Instant::now() < until {
        match stream.read(&mut byte).await {
            Ok(1..) => taken += 1,
            Ok(0) | Err(_) => return Ok((taken, Seen { cut_off: Some(since.elapsed()), told: false })),
        }
        tokio::time::sleep(TAKING).await;
    }
    Ok((taken, Seen { cut_off: None, told: false }))
}
