//! The pictures that lie beside an exam's questions come into the store, from where they are shown.

use std::collections::BTreeMap;
use std::path::PathBuf;

use crate::bank::pictures::read;
use crate::store::{Store, StoreError, picture};

/// As many bytes are written at once: a commit for each picture would take long, and one for all much memory.
const AT_ONCE: usize = 16 << 20;

/// Stores those that are not stored yet. One that is not what its name says is left out; the lint has its path, too.
pub(super) async fn keep(store: &Store, files: &BTreeMap<String, PathBuf>) -> Result<(), StoreError> {
    if files.is_empty() {
        return Ok(());
    }
    let stored = store.read(|tx| Box::pin(async move { picture::names(tx).await })).await?;
    let (mut pictures, mut size) = (Vec::new(), 0);
    for (name, file) in files.iter().filter(|(name, _)| !stored.contains(*name)) {
        match read(file) {
            Ok(bytes) => {
                size += bytes.len();
                pictures.push((name.clone(), bytes));
            }
            Err(error) => tracing::warn!(%error, "a picture was not taken in"),
        }
        if size >= AT_ONCE {
            put(store, std::mem::take(&mut pictures)).await?;
            size = 0;
        }
    }
    if pictures.is_empty() { Ok(()) } else { put(store, pictures).await }
}

async fn put(store: &Store, pictures: Vec<(String, Vec<u8>)>) -> Result<(), StoreError> {
    store.write(move |tx| Box::pin(async move { picture::put(tx, &pictures).await })).await
}
