//! The three cookies: the session, the language, the theme.

use axum::http::{HeaderMap, HeaderValue, header};
use axum_extra::extract::cookie::{Cookie, SameSite};
use jiff::tz::TimeZone;

use crate::auth::token::Token;

/// How long a session lasts without being used, as the sweeper has it.
const SESSION_DAYS: i64 = 90;
const PREFERENCE_DAYS: i64 = 365;

/// The session cookie's name: the prefix makes browsers refuse it from anywhere but this very host over https.
fn session_name(secure: bool) -> &'static str {
    if secure { "__Host-session" } else { "session" }
}

/// A cookie's value as the browser sent it.
pub fn read<'h>(headers: &'h HeaderMap, name: &str) -> Option<&'h str> {
    headers
        .get_all(header::COOKIE)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.split(';'))
        .filter_map(|pair| pair.trim().split_once('='))
        .find(|(key, _)| *key == name)
        .map(|(_, value)| value)
}

/// The time zone of the browser, if it has told. A cookie can say anything: only a zone that is known is one.
pub fn zone(headers: &HeaderMap) -> Option<TimeZone> {
    read(headers, "zone").and_then(|name| TimeZone::get(name).ok())
}

/// The token of the session, if one is presented.
pub fn session(headers: &HeaderMap, secure: bool) -> Option<Token> {
    read(headers, session_name(secure)).map(Token::presented)
}

/// Sets the session.
pub fn set_session(token: &Token, secure: bool) -> HeaderValue {
    write(session_name(secure), token.reveal(), SESSION_DAYS, secure)
}

/// Ends the session.
pub fn clear_session(secure: bool) -> HeaderValue {
    write(session_name(secure), "", 0, secure)
}

/// Sets the language or the theme.
pub fn set_preference(name: &'static str, value: &'static str, secure: bool) -> HeaderValue {
    write(name, value, PREFERENCE_DAYS, secure)
}

fn write(name: &'static str, value: &str, days: i64, secure: bool) -> HeaderValue {
    let mut cookie = Cookie::new(name, value.to_owned());
    cookie.set_path("/");
    cookie.set_http_only(true);
    cookie.set_same_site(SameSite::Lax);
    cookie.set_secure(secure);
    let text = format!("{cookie}; Max-Age={}", days * 24 * 60 * 60);
    HeaderValue::from_str(&text).expect("names and values are plain ASCII")
}
