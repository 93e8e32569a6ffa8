//! Somebody with an account, who signs in with a password.

use std::net::{IpAddr, Ipv4Addr};

use super::client::{Answer, Client, Failure};
use super::drive::Work;

/// The password of all accounts.
pub const PASSWORD: &str = "four+blue+horses+run";

/// Sends a name and a password, as nobody yet.
pub async fn sign_in(client: &mut Client, name: &str, password: &str) -> Result<Answer, Failure> {
    client.wear("");
    client.post("/session", format!("name={name}&password={password}")).await
}

/// Somebody with an account, at an address of their own: tries are limited for each address.
pub struct Member {
    client: Client,
    name: String,
}

impl Member {
    /// Makes the account.
    pub async fn join(address: &str, number: u16) -> Result<Self, Failure> {
        let [high, low] = number.to_be_bytes();
        let mut client = Client::new(address).from(IpAddr::V4(Ipv4Addr::new(127, 66, high, low)));
        let name = format!("member-{number}");
        client.post("/accounts", format!("name={name}&password={PASSWORD}")).await?.must_be(303)?;
        Ok(Self { client, name })
    }
}

impl Work for Member {
    async fn step(&mut self) -> Result<(), Failure> {
        sign_in(&mut self.client, &self.name, PASSWORD).await?.must_be(303).map(drop)
    }
}
