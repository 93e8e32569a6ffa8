//! The store keeps its promises on both databases: every method is called here, by the same test on each.

#[path = "../support/mod.rs"]
mod support;

mod answers;
mod attempts;
mod banks;
mod bulk;
mod checking;
mod files;
mod filing;
mod histories;
mod imports;
mod items;
mod moving;
mod people;
mod persons;
mod questions;
mod repairs;
mod rights;
mod servers;
mod setting;
mod starts;
mod statistics;
mod tries;
mod whereabouts;
mod writing;

/// Runs each test on `SQLite` and on `PostgreSQL`.
#[macro_export]
macro_rules! on_both {
    ($($(#[$meta:meta])* async fn $name:ident($store:ident: Stage) $body:block)+) => {$(
        mod $name {
            #[allow(unused_imports, reason = "not every test needs all of its file")]
            use super::*;

            async fn run($store: $crate::setting::Stage) $body

            #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            async fn sqlite() {
                run($crate::setting::Stage::sqlite().await).await;
            }

            #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            async fn postgres() {
                run($crate::setting::Stage::postgres().await).await;
            }
        }
    )+};
}
