//! Login limiting: a few tries at once, then one each while, per account and per address.
//!
//! Counted in the database, so that it holds for all servers of one database together, and through their restarts.

use std::net::IpAddr;
use std::time::Duration;

use jiff::{SignedDuration, Timestamp};
use sha2::{Digest as _, Sha256};

use crate::store::login_try::{self, Pace};
use crate::store::{Store, StoreError};

/// Tries on one account.
const ACCOUNT: Pace = Pace { burst: 5, each: SignedDuration::from_secs(60) };
/// Tries from one address: a class may sit behind it.
const ADDRESS: Pace = Pace { burst: 30, each: SignedDuration::from_secs(5) };

/// Too many tries: how long to wait, at least a second.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TooMany {
    /// Until the next try is taken.
    pub wait: Duration,
}

/// Counts a try on `account` (its name as it is compared) from `peer`, before the password is looked at.
///
/// Always the address first: two tries at a time never wait for each other.
pub async fn check(
    store: &Store,
    account: &str,
    peer: Option<IpAddr>,
    now: Timestamp,
) -> Result<Result<(), TooMany>, StoreError> {
    let address = peer.map(|peer| subject("address", &peer.to_canonical().to_string()));
    let account = subject("account", account);
    let wait = store
        .write(move |tx| {
            Box::pin(async move {
                if let Some(address) = address
                    && let Some(wait) = login_try::take(tx, address, ADDRESS, now).await?
                {
                    return Ok(Some(wait));
                }
                login_try::take(tx, account, ACCOUNT, now).await
            })
        })
        .await?;
    Ok(match wait {
        Some(wait) => Err(TooMany { wait: wait.unsigned_abs().max(Duration::from_secs(1)) }),
        None => Ok(()),
    })
}

/// What is counted, as the database knows it.
fn subject(kind: &str, name: &str) -> [u8; 32] {
    Sha256::digest(format!("{kind} {name}").as_bytes()).into()
}
