//! The pictures of questions that go out, as files in `images/` beside them.

use std::collections::BTreeSet;
use std::error::Error;
use std::path::Path;

use super::unwritable;
use crate::bank::{folder, pictures};
use crate::store::{Store, picture};

/// What became of them.
#[derive(Default)]
pub struct Pictures {
    written: usize,
    same: usize,
    missing: Vec<String>,
}

impl Pictures {
    /// Writes the pictures of these names that are not there yet. A file that is not what its name says is written anew.
    pub async fn write(store: &Store, to: &Path, names: BTreeSet<String>) -> Result<Self, Box<dyn Error>> {
        let (mut done, to) = (Self::default(), to.join(pictures::FOLDER));
        for name in names {
            let file = to.join(&name);
            if pictures::read(&file).is_ok() {
                done.same += 1;
                continue;
            }
            let of = name.clone();
            match store.read(|tx| Box::pin(async move { picture::get(tx, &of).await })).await? {
                Some(bytes) => {
                    folder::put(&file, &bytes).map_err(|error| unwritable(&file, &error))?;
                    done.written += 1;
                }
                None => done.missing.push(name),
            }
        }
        if done.written > 0 {
            folder::settle(&to).map_err(|error| unwritable(&to, &error))?;
        }
        Ok(done)
    }

    /// Those that are not stored here.
    pub fn missing(&self) -> &[String] {
        &self.missing
    }

    /// A line for the report; nothing if there are no pictures.
    pub fn report(&self) -> Option<String> {
        let all = self.written + self.same;
        let pictures = if self.written == 1 { "picture" } else { "pictures" };
        (all > 0).then(|| format!("{} {pictures} written, {} unchanged\n", self.written, self.same))
    }
}
