//! The error page: what happened, what was kept, what to do.

use askama::Template;

use crate::web::pages::layout::Layout;

/// What went wrong.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Trouble {
    /// 401: signing in is needed.
    SignIn,
    /// 403
    Forbidden,
    /// 404
    NotFound,
    /// 405: the address does not take this.
    NotAllowed,
    /// 409: changed in another tab.
    Changed,
    /// 410: the attempt is closed.
    Closed,
    /// 413: too large.
    TooLarge,
    /// 422: not understood.
    Unreadable,
    /// 429: too often.
    TooOften,
    /// 500
    Failed,
    /// 503: too busy, or in maintenance.
    Busy,
    /// 503: the store cannot be used.
    Unavailable,
}

impl Trouble {
    /// Its HTTP status.
    #[must_use]
    pub fn status(self) -> u16 {
        match self {
            Self::SignIn => 401,
            Self::Forbidden => 403,
            Self::NotFound => 404,
            Self::NotAllowed => 405,
            Self::Changed => 409,
            Self::Closed => 410,
            Self::TooLarge => 413,
            Self::Unreadable => 422,
            Self::TooOften => 429,
            Self::Failed => 500,
            Self::Busy | Self::Unavailable => 503,
        }
    }
}

/// The page for any error.
#[derive(Template)]
#[template(path = "error/page.html")]
pub struct ErrorPage {
    /// What every page carries. A 404 must not tell who reads: use the visitor's.
    pub layout: Layout,
    /// What went wrong.
    pub trouble: Trouble,
    /// Where to go on: the question (409), the result (410), the page before; else the landing page.
    pub onward: Option<String>,
    /// What was sent and not stored (409, 410, 503), so that nothing typed is lost.
    pub sent: Option<String>,
    /// What is stored instead (409).
    pub stored: Option<String>,
    /// Said in so many words, in the page's language (422).
    pub detail: Option<String>,
    /// Seconds to wait (429, 503).
    pub wait: Option<u32>,
    /// To be named when asking for help (500).
    pub request_id: Option<String>,
}

impl ErrorPage {
    fn title(&self) -> String {
        let t = self.layout.t;
        match self.trouble {
            Trouble::SignIn => t.error_sign_in_title(),
            Trouble::Forbidden => t.error_forbidden_title(),
            Trouble::NotFound => t.error_not_found_title(),
            Trouble::NotAllowed => t.error_not_allowed_title(),
            Trouble::Changed => t.error_changed_title(),
            Trouble::Closed => t.error_closed_title(),
            Trouble::TooLarge => t.error_too_large_title(),
            Trouble::Unreadable => t.error_unreadable_title(),
            Trouble::TooOften => t.error_too_often_title(),
            Trouble::Failed => t.error_failed_title(),
            Trouble::Busy => t.error_busy_title(),
            Trouble::Unavailable => t.error_unavailable_title(),
        }
    }

    fn happened(&self) -> String {
        let t = self.layout.t;
        match self.trouble {
            Trouble::SignIn => t.error_sign_in(),
            Trouble::Forbidden => t.error_forbidden(),
            Trouble::NotFound => t.error_not_found(),
            Trouble::NotAllowed => t.error_not_allowed(),
            Trouble::Changed => t.error_changed(),
            Trouble::Closed => t.error_closed(),
            Trouble::TooLarge => t.error_too_large(),
            Trouble::Unreadable => t.error_unreadable(),
            Trouble::TooOften => t.error_too_often(),
            Trouble::Failed => t.error_failed(),
            Trouble::Busy => t.error_busy(),
            Trouble::Unavailable => t.error_unavailable(),
        }
    }

    /// What became of what was sent, where that is a question one asks.
    fn kept(&self) -> Option<String> {
        let t = self.layout.t;
        match self.trouble {
            Trouble::SignIn | Trouble::Failed | Trouble::Busy | Trouble::Unavailable => Some(t.error_kept_saved()),
            Trouble::Changed => Some(t.error_kept_changed()),
            Trouble::Closed => Some(t.error_kept_closed()),
            Trouble::TooLarge | Trouble::Unreadable => Some(t.error_kept_nothing()),
            _ => None,
        }
    }

    fn onward_words(&self) -> String {
        let t = self.layout.t;
        match self.trouble {
            Trouble::SignIn => t.nav_sign_in(),
            Trouble::Changed => t.error_to_question(),
            Trouble::Closed => t.error_to_result(),
            _ => t.error_back(),
        }
    }
}
