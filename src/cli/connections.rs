//! Connections: taken, given some time to ask for something, and ended when they do not, so that nobody holds them for nothing.
//!
//! They speak HTTP/1.1: browsers speak a newer one by TLS alone, and so with the proxy in front.

use std::convert::Infallible;
use std::net::SocketAddr;
use std::pin::pin;
use std::time::Duration;

use axum::Router;
use axum::body::Body;
use axum::extract::ConnectInfo;
use axum::serve::Listener;
use hyper::body::Incoming;
use hyper::server::conn::http1::Builder;
use hyper::service::service_fn;
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::server::graceful::GracefulShutdown;
use tokio::net::TcpListener;
use tower::ServiceExt as _;

/// How long a connection may be without a whole head of a request: while one is being sent as well as between two. The page of a
/// question asks each minute, and keeps its connection.
const TO_ASK: Duration = Duration::from_secs(75);

/// Serves until told to stop, and then until the requests under way are answered.
pub async fn serve(listener: TcpListener, app: Router, told: impl Future<Output = ()>) {
    serve_patiently(listener, app, told, TO_ASK).await;
}

async fn serve_patiently(mut listener: TcpListener, app: Router, told: impl Future<Output = ()>, to_ask: Duration) {
    let mut builder = Builder::new();
    builder.timer(TokioTimer::new()).header_read_timeout(to_ask);
    let graceful = GracefulShutdown::new();
    let mut told = pin!(told);
    loop {
        let (stream, peer) = tokio::select! {
            // Waits a moment by itself where there are no more files to be had.
            accepted = Listener::accept(&mut listener) => accepted,
            () = &mut told => break,
        };
        // What is small is sent at once, not kept back to be sent with what follows.
        let _ = stream.set_nodelay(true);
        let app = app.clone();
        let service = service_fn(move |mut request: hyper::Request<Incoming>| {
            request.extensions_mut().insert(ConnectInfo::<SocketAddr>(peer));
            let app = app.clone();
            async move {
                Ok::<_, Infallible>(app.oneshot(request.map(Body::new)).await.unwrap_or_else(|never| match never {}))
            }
        });
        let connection = graceful.watch(builder.serve_connection(TokioIo::new(stream), service));
        tokio::spawn(async move {
            // How a connection ends is the client's affair.
            let _ = connection.await;
        });
    }
    drop(listener);
    graceful.shutdown().await;
}

#[cfg(test)]
mod tests {
    use axum::routing::get;
    use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
    use tokio::net::TcpStream;
    use tokio::time::timeout;

    use super::*;

    /// Sends something, and gives what comes until the server ends the connection.
    async fn until_ended(sent: &str) -> String {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let app = Router::new().route("/", get(async || "here"));
        tokio::spawn(serve_patiently(listener, app, std::future::pending(), Duration::from_millis(50)));
        let (mut stream, mut answer) = (TcpStream::connect(address).await.unwrap(), String::new());
        stream.write_all(sent.as_bytes()).await.unwrap();
        let read = timeout(Duration::from_mins(1), stream.read_to_string(&mut answer)).await;
        read.expect("it is ended").unwrap();
        answer
    }

    #[tokio::test]
    async fn who_asks_for_nothing_or_never_to_the_end_is_cut_off() {
        for sent in ["", "P", "GET / HTTP/1.1\r\nHost: example.com\r\nX-Long: a"] {
            assert_eq!(until_ended(sent).await, "", "{sent:?}");
        }
    }

    #[tokio::test]
    async fn who_asks_is_answered_before_the_connection_ends() {
        let answer = until_ended("GET / HTTP/1.1\r\nHost: example.com\r\n\r\n").await;
        assert!(answer.starts_with("HTTP/1.1 200 OK\r\n") && answer.ends_with("here"), "{answer}");
    }
}
