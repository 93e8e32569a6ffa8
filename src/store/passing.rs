//! Which errors of a database pass by themselves or with its administrator's help: whoever sent something may send it again.

use sqlx::Error;

/// Whether an error is about the disk, the connection or the server, and not about what was asked.
pub(super) fn is_passing(error: &Error) -> bool {
    match error {
        // Among them Protocol: a proxy takes a connection and has no server for it, or it is cut while it is being opened.
        Error::Io(_)
        | Error::Tls(_)
        | Error::Protocol(_)
        | Error::PoolTimedOut
        | Error::PoolClosed
        | Error::WorkerCrashed => true,
        Error::Database(error) => error.code().is_some_and(|code| is_passing_code(&code)),
        _ => false,
    }
}

/// `SQLite` has numbers whose low byte is the kind (BUSY 5, READONLY 8, IOERR 10, FULL 13, CANTOPEN 14:
/// <https://www.sqlite.org/rescode.html>); `PostgreSQL` has five letters and digits (classes 08, 53 and 57P, and 25006 for a server
/// that only reads: <https://www.postgresql.org/docs/current/errcodes-appendix.html>).
fn is_passing_code(code: &str) -> bool {
    if code.len() == 5 {
        return code == "25006" || ["08", "53", "57P"].iter().any(|class| code.starts_with(class));
    }
    code.parse::<u32>().is_ok_and(|number| matches!(number & 0xff, 5 | 8 | 10 | 13 | 14))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_about_the_disk_or_the_server_passes() {
        // A full disk, two kinds of failed writes, a file that only reads; connections cut, too many, shut down, read only.
        for code in ["13", "778", "1034", "8", "08006", "53100", "53300", "57P01", "25006"] {
            assert!(is_passing_code(code), "{code}");
        }
        assert!(is_passing(&Error::PoolTimedOut));
        assert!(is_passing(&Error::Protocol("unexpected response from SSLRequest: 0x00".to_owned())));
    }

    #[test]
    fn what_is_about_the_statement_does_not() {
        // A broken constraint, a damaged file, a missing table; a unique key, a deadlock, a serialization failure.
        for code in ["19", "1555", "11", "1", "23505", "40P01", "40001", "42P01", ""] {
            assert!(!is_passing_code(code), "{code}");
        }
        assert!(!is_passing(&Error::RowNotFound));
    }
}
