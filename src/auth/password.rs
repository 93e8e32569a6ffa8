//! Passwords: Argon2id, hashed away from the async threads and a few at a time.

use std::sync::Arc;

use argon2::password_hash::phc::PasswordHash;
use argon2::password_hash::{PasswordHasher as _, PasswordVerifier as _};
use argon2::{Algorithm, Argon2, Params, Version};
use tokio::sync::Semaphore;

use crate::ambient::Random;

/// The shortest password taken, in characters (NIST SP 800-63B asks for eight at least).
pub const MIN_LENGTH: usize = 10;
/// The longest password taken, in characters: hashing more would only be work for nothing.
pub const MAX_LENGTH: usize = 200;

/// So many passwords wait for their turn, some seconds at most; the next is told to come again instead of waiting without end.
const WAITING: usize = 128;

/// Memory in KiB, passes and lanes, as OWASP's password storage cheat sheet recommends for Argon2id.
const COST: (u32, u32, u32) = (19_456, 2, 1);

/// Hashes and checks passwords. Each takes tens of milliseconds of a core, so that a flood of sign-ins queues here instead of
/// slowing everybody's saves. Cheap to clone.
#[derive(Clone)]
pub struct Passwords {
    places: Arc<Semaphore>,
    /// One for each password that waits or is being hashed.
    turns: Arc<Semaphore>,
    random: Random,
    cost: (u32, u32, u32),
    /// A hash of nothing in particular: checked when there is no such account, so that the time taken tells nothing.
    decoy: Arc<str>,
}

/// Why a password was not looked at; never that it is wrong.
#[derive(Debug, thiserror::Error)]
pub enum PasswordError {
    /// Something went wrong inside the hashing.
    #[error("a password could not be hashed: {0}")]
    Hashing(String),
    /// Too many others wait.
    #[error("too many passwords wait to be looked at; try again in a moment")]
    Busy,
}

impl Passwords {
    /// With the real cost.
    pub fn new(random: Random) -> Self {
        Self::with_cost(random, COST)
    }

    /// With the least cost there is: for tests, where nobody's password is at stake.
    pub fn cheap(random: Random) -> Self {
        Self::with_cost(random, (8, 1, 1))
    }

    fn with_cost(random: Random, cost: (u32, u32, u32)) -> Self {
        let cores = std::thread::available_parallelism().map_or(1, std::num::NonZero::get);
        let decoy = DECOYS.iter().find(|(of, _)| *of == cost).map_or("", |(_, hash)| hash);
        let places = cores.div_ceil(2);
        let turns = Arc::new(Semaphore::new(places + WAITING));
        Self { places: Arc::new(Semaphore::new(places)), turns, random, cost, decoy: decoy.into() }
    }

    /// The hash of a password, in the PHC string format.
    pub async fn hash(&self, password: &str) -> Result<String, PasswordError> {
        let (salt, cost, password) = (self.random.bytes::<16>(), self.cost, password.to_owned());
        self.run(move || {
            let hash = hasher(cost)?
                .hash_password_with_salt(password.as_bytes(), &salt)
                .map_err(|error| PasswordError::Hashing(error.to_string()))?;
            Ok(hash.to_string())
        })
        .await
    }

    /// Whether a password is the one behind `hash`. Without a hash it takes as long and says no.
    pub async fn verify(&self, password: &str, hash: Option<String>) -> Result<bool, PasswordError> {
        if password.chars().count() > MAX_LENGTH {
            return Ok(false);
        }
        let known = hash.is_some();
        let hash = hash.unwrap_or_else(|| self.decoy.to_string());
        let (cost, password) = (self.cost, password.to_owned());
        self.run(move || {
            let hash = PasswordHash::new(&hash).map_err(|error| PasswordError::Hashing(error.to_string()))?;
            Ok(hasher(cost)?.verify_password(password.as_bytes(), &hash).is_ok() && known)
        })
        .await
    }

    async fn run<T: Send + 'static>(
        &self,
        work: impl FnOnce() -> Result<T, PasswordError> + Send + 'static,
    ) -> Result<T, PasswordError> {
        let _turn = self.turns.try_acquire().map_err(|_| PasswordError::Busy)?;
        let _place = self.places.acquire().await.map_err(|error| PasswordError::Hashing(error.to_string()))?;
        tokio::task::spawn_blocking(work).await.map_err(|error| PasswordError::Hashing(error.to_string()))?
    }
}

fn hasher((memory, passes, lanes): (u32, u32, u32)) -> Result<Argon2<'static>, PasswordError> {
    let params = Params::new(memory, passes, lanes, None).map_err(|error| PasswordError::Hashing(error.to_string()))?;
    Ok(Argon2::new(Algorithm::Argon2id, Version::V0x13, params))
}

/// Hashes to compare with when there is no account, one for each cost.
const DECOYS: [((u32, u32, u32), &str); 2] = [
    (COST, "$argon2id$v=19$m=19456,t=2,p=1$AAAAAAAAAAAAAAAAAAAAAA$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"),
    ((8, 1, 1), "$argon2id$v=19$m=8,t=1,p=1$AAAAAAAAAAAAAAAAAAAAAA$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"),
];

#[cfg(test)]
mod tests {
    use futures_util::future::poll_immediate;

    use super::*;

    #[tokio::test]
    async fn a_flood_queues_and_does_not_wait_without_end() {
        let passwords = Passwords::cheap(Random::seeded(1));
        let all = u32::try_from(passwords.places.available_permits()).unwrap();
        let busy = passwords.places.acquire_many(all).await.unwrap();
        let mut waiting = Vec::new();
        for _ in 0..passwords.turns.available_permits() {
            let mut one = Box::pin(passwords.verify("anything", None));
            assert!(poll_immediate(&mut one).await.is_none(), "it waits");
            waiting.push(one);
        }
        assert!(matches!(passwords.verify("anything", None).await, Err(PasswordError::Busy)), "one too many");
        drop(busy);
        for one in waiting {
            assert!(!one.await.unwrap());
        }
        assert!(!passwords.verify("anything", None).await.unwrap(), "and then there is room again");
    }

    #[tokio::test]
    async fn only_the_right_password_verifies() {
        let passwords = Passwords::cheap(Random::seeded(1));
        let hash = passwords.hash("correct horse battery").await.unwrap();
        assert!(passwords.verify("correct horse battery", Some(hash.clone())).await.unwrap());
        assert!(!passwords.verify("correct horse batterz", Some(hash)).await.unwrap());
    }

    #[tokio::test]
    async fn nobody_signs_in_to_an_account_that_is_not_there() {
        for passwords in [Passwords::cheap(Random::seeded(1)), Passwords::new(Random::seeded(1))] {
            assert!(!passwords.verify("anything", None).await.unwrap());
        }
    }

    #[tokio::test]
    async fn the_real_cost_is_argon2id_with_19_mib() {
        let hash = Passwords::new(Random::seeded(1)).hash("x").await.unwrap();
        assert!(hash.starts_with("$argon2id$v=19$m=19456,t=2,p=1$"), "{hash}");
    }
}
