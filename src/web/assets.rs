//! The files of `static/`: embedded, compressed, under names that change with their content.

use std::sync::LazyLock;

use axum::Router;
use memory_serve::{CacheControl, Manifest, MemoryServe};

fn files() -> MemoryServe {
    memory_serve::load!()
        .index_file(None)
        .enable_hashed_routes(true)
        // By their plain names (modules import each other so) they are asked for again each time, and answered 304.
        .cache_control(CacheControl::NoCache)
}

/// The routes below `/static`.
pub fn router<S: Clone + Send + Sync + 'static>() -> Router<S> {
    files().into_router()
}

/// The address of a file of `static/`, with the hash of its content in it.
pub fn url(name: &str) -> String {
    static MANIFEST: LazyLock<Manifest> = LazyLock::new(|| files().manifest());
    let path = format!("/{name}");
    format!("/static{}", MANIFEST.get(&path).unwrap_or(&path))
}
