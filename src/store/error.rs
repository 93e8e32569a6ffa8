//! Why the store could not do what it was asked.

use super::passing;

/// Why the store could not do what it was asked.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// Too many writes wait already; nothing was written. Try again.
    #[error("too many writes are waiting")]
    Busy,
    /// The store is shutting down, or its writer could not begin; nothing was written.
    #[error("the store's writer is not taking this job")]
    Stopped,
    /// A job ended in a panic and was rolled back.
    #[error("a job of the store panicked")]
    Panicked,
    /// The transaction that held the job failed; nothing was written.
    #[error("the transaction failed: {0}")]
    Commit(String),
    /// The database cannot be reached or written just now: a full or broken disk, a server that restarts. Nothing was
    /// acknowledged. Try again.
    #[error("the database cannot be used just now: {0}")]
    Unavailable(String),
    /// The database refused a statement.
    #[error(transparent)]
    Database(sqlx::Error),
    /// What is stored cannot be understood: a sign of damage or of a newer version.
    #[error("stored data cannot be read: {0}")]
    Corrupt(String),
}

impl StoreError {
    /// Whether two transactions stood in each other's way, and this one was given up for the other: it may be tried again.
    pub(super) fn gave_way(&self) -> bool {
        let Self::Database(sqlx::Error::Database(error)) = self else { return false };
        // A serialization failure, or a deadlock.
        matches!(error.code().as_deref(), Some("40001" | "40P01"))
    }
}

impl StoreError {
    /// Whether it says nothing of one job more than of those that shared its transaction.
    pub(super) fn concerns_all(&self) -> bool {
        matches!(self, Self::Busy | Self::Stopped | Self::Unavailable(_) | Self::Commit(_))
    }

    /// The same once more, for another of those that it concerns.
    pub(super) fn again(&self) -> Self {
        match self {
            Self::Busy => Self::Busy,
            Self::Stopped => Self::Stopped,
            Self::Panicked => Self::Panicked,
            Self::Unavailable(why) => Self::Unavailable(why.clone()),
            other => Self::Commit(other.to_string()),
        }
    }
}

impl From<sqlx::Error> for StoreError {
    fn from(error: sqlx::Error) -> Self {
        if passing::is_passing(&error) { Self::Unavailable(error.to_string()) } else { Self::Database(error) }
    }
}

impl From<&sqlx::Error> for StoreError {
    fn from(error: &sqlx::Error) -> Self {
        if passing::is_passing(error) { Self::Unavailable(error.to_string()) } else { Self::Commit(error.to_string()) }
    }
}
