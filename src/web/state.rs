//! What every handler can reach.

use std::net::IpAddr;
use std::ops::Deref;
use std::sync::Arc;

use super::number::Numbers;
use crate::ambient::{Clock, Random};
use crate::auth::password::Passwords;
use crate::authoring::Desk;
use crate::authoring::import::Queue;
use crate::proctor::Proctor;
use crate::store::Store;

/// The application. Cheap to clone, as every request does several times.
#[derive(Clone)]
pub struct App(Arc<Parts>);

/// What the application is made of.
#[derive(Clone)]
pub struct Parts {
    /// Attempts, and through it the questions.
    pub proctor: Proctor,
    /// Hashing.
    pub passwords: Passwords,
    /// Whether browsers reach us by https: then cookies say so.
    pub secure: bool,
    /// The address people open, without a slash at its end; empty if nobody said.
    pub public_url: String,
    /// Whose word is taken for where a request comes from.
    pub proxies: Vec<IpAddr>,
    /// Where files wait to be read.
    pub queue: Queue,
    /// Of requests.
    pub numbers: Arc<Numbers>,
}

impl Deref for App {
    type Target = Parts;

    fn deref(&self) -> &Parts {
        &self.0
    }
}

impl App {
    /// Puts the parts together.
    pub fn new(proctor: Proctor, passwords: Passwords, secure: bool) -> Self {
        let (queue, numbers) = (Queue::default(), Arc::new(Numbers::new(proctor.clock.now())));
        let (public_url, proxies) = (String::new(), Vec::new());
        Self(Arc::new(Parts { proctor, passwords, secure, public_url, proxies, queue, numbers }))
    }

    /// The same, with the address that people open, for links that are sent to somebody.
    #[must_use]
    pub fn reached_at(self, public_url: &str) -> Self {
        Self(Arc::new(Parts { public_url: public_url.trim_end_matches('/').to_owned(), ..Parts::clone(&self.0) }))
    }

    /// The same behind proxies of ours.
    #[must_use]
    pub fn behind(self, proxies: Vec<IpAddr>) -> Self {
        Self(Arc::new(Parts { proxies, ..Parts::clone(&self.0) }))
    }

    /// The same, reached by https or not.
    #[must_use]
    pub fn secured(self, secure: bool) -> Self {
        Self(Arc::new(Parts { secure, ..Parts::clone(&self.0) }))
    }

    /// What writing questions needs.
    pub fn desk(&self) -> Desk {
        let Proctor { store, library, clock, random, .. } = self.proctor.clone();
        Desk { store, library, clock, random, queue: self.queue.clone() }
    }

    /// The store.
    pub fn store(&self) -> &Store {
        &self.proctor.store
    }

    /// The time that counts.
    pub fn clock(&self) -> &Clock {
        &self.proctor.clock
    }

    /// For ids and tokens.
    pub fn random(&self) -> &Random {
        &self.proctor.random
    }
}
