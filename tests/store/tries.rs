//! Tries of passwords: some at once, then one each while, however many servers count.

use std::net::IpAddr;
use std::time::Duration;

use jiff::SignedDuration;
use simulado::auth::limit::check;
use simulado::store::Store;
use simulado::store::login_try::{self, Pace};

use crate::setting::at;
use crate::{job, on_both};

const PACE: Pace = Pace { burst: 5, each: SignedDuration::from_secs(60) };
const ANA: [u8; 32] = [1; 32];
const BRUNO: [u8; 32] = [2; 32];

on_both! {
    async fn after_five_tries_one_waits_and_then_may_try_again(stage: Stage) {
        for _ in 0..5 {
            assert_eq!(job!(stage, tx => login_try::take(tx, ANA, PACE, at(0))), None);
        }
        let wait = job!(stage, tx => login_try::take(tx, ANA, PACE, at(12)));
        assert_eq!(wait, Some(SignedDuration::from_secs(48)));
        assert_eq!(job!(stage, tx => login_try::take(tx, BRUNO, PACE, at(12))), None, "another is not held up");
        assert_eq!(job!(stage, tx => login_try::take(tx, ANA, PACE, at(60))), None, "a refused try costs nothing");
        assert!(job!(stage, tx => login_try::take(tx, ANA, PACE, at(60))).is_some());
        for _ in 0..5 {
            assert_eq!(job!(stage, tx => login_try::take(tx, ANA, PACE, at(1_000))), None, "all are there again");
        }
        assert!(job!(stage, tx => login_try::take(tx, ANA, PACE, at(1_000))).is_some());
    }

    async fn what_is_of_no_use_any_more_is_forgotten(stage: Stage) {
        job!(stage, tx => login_try::take(tx, ANA, PACE, at(0)));
        job!(stage, tx => login_try::take(tx, BRUNO, PACE, at(30)));
        assert_eq!(job!(stage, tx => login_try::forget(tx, at(59))), 0);
        assert_eq!(job!(stage, tx => login_try::forget(tx, at(60))), 1);
        assert_eq!(job!(stage, tx => login_try::forget(tx, at(90))), 1);
    }

    async fn a_clock_that_was_set_back_locks_nobody_out(stage: Stage) {
        job!(stage, tx => login_try::take(tx, ANA, PACE, at(100_000)));
        for _ in 0..5 {
            assert_eq!(job!(stage, tx => login_try::take(tx, ANA, PACE, at(0))), None);
        }
        assert!(job!(stage, tx => login_try::take(tx, ANA, PACE, at(0))).is_some());
        // Two servers whose clocks differ by a few seconds count together all the same.
        assert!(job!(stage, tx => login_try::take(tx, ANA, PACE, at(-20))).is_some());
    }

    async fn two_servers_together_take_as_many_tries_as_one(stage: Stage) {
        let other = Store::open(&stage.url).await.unwrap();
        let mut trying = tokio::task::JoinSet::new();
        for number in 0..20 {
            let store = if number % 2 == 0 { stage.store.clone() } else { other.clone() };
            trying.spawn(async move { check(&store, "ana", None, at(0)).await.unwrap().is_ok() });
        }
        let taken = trying.join_all().await.into_iter().filter(|taken| *taken).count();
        assert_eq!(taken, 5);
        let too_many = check(&other, "ana", None, at(0)).await.unwrap().unwrap_err();
        assert_eq!(too_many.wait, Duration::from_mins(1));
    }

    async fn tries_on_many_accounts_from_one_address_are_limited_too(stage: Stage) {
        let peer: IpAddr = "192.0.2.7".parse().unwrap();
        let mut taken = 0;
        for number in 0..40 {
            let tried = check(&stage.store, &format!("u{number}"), Some(peer), at(0)).await.unwrap();
            taken += u32::from(tried.is_ok());
        }
        assert_eq!(taken, 30);
        let same = "::ffff:192.0.2.7".parse().ok();
        assert!(check(&stage.store, "other", same, at(0)).await.unwrap().is_err(), "the same address, written otherwise");
        assert!(check(&stage.store, "u39", None, at(0)).await.unwrap().is_ok(), "what was refused is not counted");
    }
}
