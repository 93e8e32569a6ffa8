//! One connection of a browser: kept open, with its cookies, and no more.

use std::net::IpAddr;

use bytes::Bytes;
use http_body_util::{BodyExt as _, Full};
use hyper::client::conn::http1::{SendRequest, handshake};
use hyper::header::{ACCEPT, ACCEPT_ENCODING, CONTENT_TYPE, COOKIE, HOST, LOCATION, RETRY_AFTER, SET_COOKIE};
use hyper::{Method, Request, StatusCode};
use hyper_util::rt::TokioIo;
use tokio::net::{TcpSocket, TcpStream};

/// What went wrong, in words.
pub type Failure = String;

/// What a form is sent as.
const FORM: &str = "application/x-www-form-urlencoded";
/// What parts the parts of an upload: it stands in no file of ours.
const BOUNDARY: &str = "a-part-of-an-upload-ends-here";

/// Opens a connection, from an address of this machine if one is named.
pub async fn open(address: &str, from: Option<IpAddr>) -> std::io::Result<TcpStream> {
    let Some(from) = from else { return TcpStream::connect(address).await };
    let socket = TcpSocket::new_v4()?;
    socket.bind((from, 0).into())?;
    socket.connect(address.parse().map_err(std::io::Error::other)?).await
}

/// An answer, read to its end.
pub struct Answer {
    /// Its status.
    pub status: StatusCode,
    /// Where it leads on to, if it does.
    pub location: Option<String>,
    /// In how many seconds to come again, if it says so.
    pub retry_after: Option<u64>,
    /// What it says.
    pub body: Bytes,
}

impl Answer {
    /// The answer, if it has this status.
    pub fn must_be(self, status: u16) -> Result<Self, Failure> {
        if self.status == status {
            return Ok(self);
        }
        let said = String::from_utf8_lossy(&self.body);
        Err(format!("{} instead of {status}: {}", self.status, said.chars().take(200).collect::<String>()))
    }
}

/// A connection that opens again when the server has closed it.
pub struct Client {
    address: String,
    /// The address of its own, where it is not left to the system.
    from: Option<IpAddr>,
    cookie: String,
    /// Whether answers may come compressed, as browsers ask for them.
    compressed: bool,
    sender: Option<SendRequest<Full<Bytes>>>,
}

impl Client {
    /// A browser that has never been here.
    pub fn new(address: &str) -> Self {
        Self { address: address.to_owned(), from: None, cookie: String::new(), compressed: false, sender: None }
    }

    /// The cookie that it was given.
    pub fn cookie(&self) -> &str {
        &self.cookie
    }

    /// The same browser with another cookie.
    #[must_use]
    pub fn with_cookie(mut self, cookie: &str) -> Self {
        cookie.clone_into(&mut self.cookie);
        self
    }

    /// The same browser at another address of its own.
    #[must_use]
    pub fn from(mut self, address: IpAddr) -> Self {
        self.from = Some(address);
        self
    }

    /// Takes compressed answers from now on, and leaves them so.
    pub fn take_compressed(&mut self) {
        self.compressed = true;
    }

    /// Changes the cookie: somebody else uses the connection now.
    pub fn wear(&mut self, cookie: &str) {
        self.cookie.clear();
        self.cookie.push_str(cookie);
    }

    /// The same browser with a connection of its own.
    pub fn beside(&self) -> Self {
        Self::new(&self.address).with_cookie(self.cookie())
    }

    /// Whether the connection is open, as far as is known.
    pub fn is_open(&self) -> bool {
        self.sender.as_ref().is_some_and(|sender| !sender.is_closed())
    }

    /// Closes the connection, also with an answer under way.
    pub fn hang_up(&mut self) {
        self.sender = None;
    }

    /// Opens the connection, so that no measurement has it in it.
    pub async fn connect(&mut self) -> Result<(), Failure> {
        let stream = open(&self.address, self.from).await.map_err(|error| format!("connect: {error}"))?;
        stream.set_nodelay(true).map_err(|error| error.to_string())?;
        let (sender, connection) = handshake(TokioIo::new(stream)).await.map_err(|error| error.to_string())?;
        tokio::spawn(async move {
            // How a connection ends is seen by whoever asks next.
            let _ = connection.await;
        });
        self.sender = Some(sender);
        Ok(())
    }

    /// Reads a page.
    pub async fn get(&mut self, path: &str) -> Result<Answer, Failure> {
        self.send(Method::GET, path, "text/html", FORM, Bytes::new()).await
    }

    /// Sends a form as a page does.
    pub async fn post(&mut self, path: &str, form: String) -> Result<Answer, Failure> {
        self.send(Method::POST, path, "text/html", FORM, form.into()).await
    }

    /// Sends a form as a script does.
    pub async fn post_for_json(&mut self, path: &str, form: String) -> Result<Answer, Failure> {
        self.send(Method::POST, path, "application/json", FORM, form.into()).await
    }

    /// Asks as a script does.
    pub async fn get_json(&mut self, path: &str) -> Result<Answer, Failure> {
        self.send(Method::GET, path, "application/json", FORM, Bytes::new()).await
    }

    /// Uploads a file as a page does.
    pub async fn post_file(&mut self, path: &str, name: &str, file: &[u8]) -> Result<Answer, Failure> {
        let head = format!(
            "--{BOUNDARY}\r\ncontent-disposition: form-data; name=\"file\"; filename=\"{name}\"\r\n\
             content-type: application/octet-stream\r\n\r\n"
        );
        let body = [head.as_bytes(), file, format!("\r\n--{BOUNDARY}--\r\n").as_bytes()].concat();
        let kind = format!("multipart/form-data; boundary={BOUNDARY}");
        self.send(Method::POST, path, "text/html", &kind, body.into()).await
    }

    async fn send(
        &mut self,
        method: Method,
        path: &str,
        accept: &str,
        kind: &str,
        body: Bytes,
    ) -> Result<Answer, Failure> {
        let mut request =
            Request::builder().method(&method).uri(path).header(HOST, &self.address).header(ACCEPT, accept);
        if method == Method::POST {
            request = request.header(CONTENT_TYPE, kind).header("sec-fetch-site", "same-origin");
        }
        if !self.cookie.is_empty() {
            request = request.header(COOKIE, &self.cookie);
        }
        if self.compressed {
            request = request.header(ACCEPT_ENCODING, "gzip, deflate, br, zstd");
        }
        let request = request.body(Full::new(body)).map_err(|error| error.to_string())?;
        if self.sender.as_ref().is_none_or(SendRequest::is_closed) {
            self.connect().await?;
        }
        let Some(sender) = &mut self.sender else { return Err("there is no connection".to_owned()) };
        sender.ready().await.map_err(|error| error.to_string())?;
        let answer = sender.send_request(request).await.map_err(|error| error.to_string())?;
        let (head, body) = answer.into_parts();
        for cookie in head.headers.get_all(SET_COOKIE) {
            let pair = cookie.to_str().unwrap_or_default().split(';').next().unwrap_or_default();
            if pair.starts_with("session=") {
                pair.clone_into(&mut self.cookie);
            }
        }
        let location = head.headers.get(LOCATION).and_then(|to| to.to_str().ok()).map(str::to_owned);
        let wait = head.headers.get(RETRY_AFTER).and_then(|wait| wait.to_str().ok());
        let retry_after = wait.and_then(|wait| wait.parse().ok());
        let body = body.collect().await.map_err(|error| error.to_string())?.to_bytes();
        Ok(Answer { status: head.status, location, retry_after, body })
    }
}
