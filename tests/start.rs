//! The server comes up.
mod support;
#[tokio::test]
async fn it_listens() {
    let simulado = support::Simulado::start().await;
    let address = simulado.listen().await;
    assert!(address.port() > 0);
}
