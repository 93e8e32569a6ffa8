//! Login limiting: a few tries at once, then one each while, per account and per address.

use std::net::IpAddr;
use std::num::NonZero;
use std::time::Duration;

use governor::clock::Clock as _;
use governor::middleware::NoOpMiddleware;
use governor::nanos::Nanos;
use governor::state::keyed::DashMapStateStore;
use governor::{Quota, RateLimiter};

use crate::ambient::Clock;

/// Our clock as the limiter wants it.
#[derive(Clone)]
struct Ticks(Clock);

impl governor::clock::Clock for Ticks {
    type Instant = Nanos;

    fn now(&self) -> Nanos {
        let millis = u64::try_from(self.0.now().as_millisecond()).unwrap_or(0);
        Duration::from_millis(millis).into()
    }
}

type Limiter<K> = RateLimiter<K, DashMapStateStore<K>, Ticks, NoOpMiddleware<Nanos>>;

/// How often passwords may be tried.
pub struct LoginLimit {
    clock: Ticks,
    accounts: Limiter<String>,
    addresses: Limiter<IpAddr>,
}

/// Too many tries: how long to wait, at least a second.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TooMany {
    /// Until the next try is taken.
    pub wait: Duration,
}

impl LoginLimit {
    /// Five tries at once on an account and then one a minute; thirty from an address and then one each five seconds.
    pub fn new(clock: Clock) -> Self {
        let clock = Ticks(clock);
        let quota = |each: Duration, burst: u32| {
            Quota::with_period(each)
                .expect("a period above nothing")
                .allow_burst(NonZero::new(burst).expect("a burst above nothing"))
        };
        Self {
            accounts: RateLimiter::new(quota(Duration::from_mins(1), 5), DashMapStateStore::default(), clock.clone()),
            addresses: RateLimiter::new(quota(Duration::from_secs(5), 30), DashMapStateStore::default(), clock.clone()),
            clock,
        }
    }

    /// Counts a try on `account` (its address as it is compared) from `peer`.
    pub fn check(&self, account: &str, peer: Option<IpAddr>) -> Result<(), TooMany> {
        let now = self.clock.now();
        if let Some(peer) = peer {
            self.addresses.check_key(&peer).map_err(|until| wait(until.wait_time_from(now)))?;
        }
        self.accounts.check_key(&account.to_owned()).map_err(|until| wait(until.wait_time_from(now)))
    }

    /// Forgets those who have not tried for long; called now and then.
    pub fn tidy(&self) {
        self.accounts.retain_recent();
        self.addresses.retain_recent();
    }
}

fn wait(wait: Duration) -> TooMany {
    TooMany { wait: wait.max(Duration::from_secs(1)) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::{SignedDuration, Timestamp};

    #[test]
    fn after_five_tries_one_waits_and_then_may_try_again() {
        let clock = Clock::steered(Timestamp::from_second(1_000_000).unwrap());
        let limit = LoginLimit::new(clock.clone());
        for _ in 0..5 {
            assert_eq!(limit.check("ana@example.com", None), Ok(()));
        }
        let wait = limit.check("ana@example.com", None).unwrap_err().wait;
        assert!(wait <= Duration::from_mins(1));
        assert_eq!(limit.check("bruno@example.com", None), Ok(()), "another account is not held up");
        clock.advance(SignedDuration::from_mins(1));
        assert_eq!(limit.check("ana@example.com", None), Ok(()));
    }

    #[test]
    fn many_accounts_from_one_address_are_limited_too() {
        let limit = LoginLimit::new(Clock::steered(Timestamp::from_second(1_000_000).unwrap()));
        let peer: IpAddr = "192.0.2.7".parse().unwrap();
        let taken = (0..100).filter(|n| limit.check(&format!("u{n}@example.com"), Some(peer)).is_ok()).count();
        assert_eq!(taken, 30);
    }
}
