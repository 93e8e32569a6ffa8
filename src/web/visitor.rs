//! Who is asking, in which language and how the page should look.

use std::net::IpAddr;
use std::sync::Arc;

use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use axum::http::{HeaderMap, HeaderValue, Method, Uri, header};
use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp, ZonedDateTime};

use super::kept::Kept;
use super::pages::layout::{Layout, Person, Section, Theme, Words, words};
use super::problem::Problem;
use super::state::App;
use super::{cookies, peer};
use crate::auth::token::Token;
use crate::exam::id::{CandidateId, SessionId};
use crate::exam::lang::Lang;
use crate::exam::role::Role;
use crate::l10n::L10n;
use crate::store::candidate::Candidate;
use crate::store::guest::NewGuest;
use crate::store::session::Session;
use crate::store::{StoreError, Tx, session};

/// A session's last use is noted this often at most: reading a page must not mean writing.
const NOTE_USE: SignedDuration = SignedDuration::from_mins(10);
/// A browser's name for itself is kept to this many characters.
const USER_AGENT: usize = 300;

/// Whoever sent a request.
#[derive(Clone)]
pub struct Visitor {
    /// The language of the page.
    pub lang: Lang,
    /// Its look.
    pub theme: Theme,
    /// The candidate and the session, if there is one.
    pub person: Option<(Candidate, Session)>,
    /// The path and query that were asked for.
    pub here: String,
    /// The time zone of the browser, if it has told.
    zone: Option<String>,
    /// Where the request came from, once that was looked up.
    pub peer: Option<IpAddr>,
    user_agent: String,
}

impl Visitor {
    /// The candidate, or the page that says to sign in.
    pub fn candidate(&self) -> Result<&Candidate, Problem> {
        self.person.as_ref().map(|(candidate, _)| candidate).ok_or(Problem::SignIn)
    }

    /// The page's words.
    pub fn t(&self) -> Words {
        words(l10n(self.lang))
    }

    /// The page's language, for formatting.
    pub fn l10n(&self) -> L10n {
        l10n(self.lang)
    }

    /// A moment in the person's time zone.
    pub fn zoned(&self, at: Timestamp) -> ZonedDateTime {
        at.to_zoned_datetime(TimeZone::get(self.zone_name()).unwrap_or(TimeZone::UTC))
    }

    /// The time zone that was chosen, else the browser's.
    pub fn zone_name(&self) -> &str {
        let chosen = self.person.as_ref().map(|(candidate, _)| candidate.time_zone.as_str());
        chosen.filter(|name| !name.is_empty()).or(self.zone.as_deref()).unwrap_or("UTC")
    }

    /// What every page carries.
    pub fn layout(&self, app: &App, section: Section) -> Layout {
        let person = match &self.person {
            None => Person::Visitor,
            Some((candidate, _)) => match &candidate.name {
                None => Person::Guest,
                Some(name) => Person::Member { name: name.clone() },
            },
        };
        let first = app.proctor.library.shelves().into_iter().next();
        Layout {
            t: self.t(),
            lang: self.l10n(),
            theme: self.theme,
            section,
            person,
            here: self.here.clone(),
            assets: super::assets::url,
            author: self.person.as_ref().is_some_and(|(candidate, _)| candidate.role >= Role::Author),
            study_url: first.map(|shelf| format!("/study/{}", shelf.blueprint.slug)),
        }
    }

    /// The candidate, made as a guest if there is none yet; with the cookie to set then.
    pub async fn or_guest(&self, app: &App) -> Result<(Candidate, Option<HeaderValue>), Problem> {
        if let Some((candidate, _)) = &self.person {
            return Ok((candidate.clone(), None));
        }
        let now = app.clock().now();
        let guest = Candidate {
            id: CandidateId(app.random().uuid(now)),
            name: None,
            role: Role::Candidate,
            language: self.lang,
            theme: self.theme.value().to_owned(),
            time_zone: String::new(),
            extra_time: 1.0,
            created_at: now,
        };
        let (token, session) = self.new_session(app);
        app.store()
            .welcome(NewGuest {
                id: guest.id,
                language: guest.language,
                theme: guest.theme.clone(),
                now,
                session: session.id,
                token_hash: session.hash,
                user_agent: session.user_agent,
            })
            .await?;
        Ok((guest, Some(cookies::set_session(&token, app.secure))))
    }

    /// Opens a session for a candidate and answers the cookie that holds it. A session that was open before is ended:
    /// whoever might know its token has nothing from it.
    pub async fn sign_in(&self, app: &App, candidate: CandidateId) -> Result<HeaderValue, Problem> {
        let now = app.clock().now();
        let (token, session) = self.new_session(app);
        let before = self.person.as_ref().map(|(person, session)| (person.id, session.id));
        app.store()
            .write(move |tx| {
                Box::pin(async move {
                    if let Some((owner, before)) = before {
                        session::delete(tx, owner, before).await?;
                    }
                    session.open(tx, candidate, now).await
                })
            })
            .await?;
        Ok(cookies::set_session(&token, app.secure))
    }

    fn new_session(&self, app: &App) -> (Token, NewSession) {
        let token = Token::new(app.random());
        let id = SessionId(app.random().uuid(app.clock().now()));
        let session = NewSession { id, hash: token.hash(), user_agent: self.user_agent.clone() };
        (token, session)
    }
}

/// A session that is to be opened.
#[derive(Clone)]
struct NewSession {
    id: SessionId,
    hash: [u8; 32],
    user_agent: String,
}

impl NewSession {
    async fn open(self, tx: &mut Tx<'_>, candidate: CandidateId, now: Timestamp) -> Result<(), StoreError> {
        session::add(tx, candidate, self.id, self.hash, &self.user_agent, now).await
    }
}

/// The language as the words have it.
pub fn l10n(lang: Lang) -> L10n {
    match lang {
        Lang::En => L10n::En,
        Lang::PtBr => L10n::PtBR,
    }
}

impl FromRequestParts<App> for Visitor {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Problem> {
        Unknown::of(parts, app).identified(app).await
    }
}

/// Whoever sent a request, before anybody has looked up who it is: for pages that find out with what else they read.
pub struct Unknown {
    kept: Arc<Kept>,
    peer: Option<IpAddr>,
    /// The hash of the token of the session, if one is presented.
    pub token_hash: Option<[u8; 32]>,
}

impl Unknown {
    fn of(parts: &Parts, app: &App) -> Self {
        let kept = parts.extensions.get::<Arc<Kept>>().map(Arc::clone);
        let kept = kept.unwrap_or_else(|| Arc::new(Kept::of(&parts.method, &parts.uri, &parts.headers)));
        Self::asking(kept, peer::address(parts, &app.proxies), app)
    }

    /// Whoever asks for something, from somewhere if that is known.
    pub fn asking(kept: Arc<Kept>, peer: Option<IpAddr>, app: &App) -> Self {
        let token_hash = cookies::session(&kept.headers, app.secure).map(|token| token.hash());
        Self { kept, peer, token_hash }
    }

    /// The visitor, with nobody known.
    fn stranger(&self) -> Visitor {
        Visitor { peer: self.peer, ..Visitor::stranger(&self.kept.method, &self.kept.uri, &self.kept.headers) }
    }

    /// Looks up who it is.
    pub async fn identified(self, app: &App) -> Result<Visitor, Problem> {
        let person = match self.token_hash {
            None => None,
            Some(hash) => app.store().read(|tx| Box::pin(async move { session::find(tx, hash).await })).await?,
        };
        Ok(match person {
            None => self.stranger(),
            Some((candidate, session)) => self.known(app, candidate, session),
        })
    }

    /// The visitor, once it is known who it is.
    pub fn known(self, app: &App, candidate: Candidate, session: Session) -> Visitor {
        note_use(app, candidate.id, &session);
        Visitor { person: Some((candidate, session)), ..self.stranger() }
    }

    /// A moment in a time zone that was chosen, else in that of the browser.
    pub fn zoned(&self, at: Timestamp, chosen: &str) -> ZonedDateTime {
        let zone = if chosen.is_empty() { cookies::zone(&self.kept.headers) } else { TimeZone::get(chosen).ok() };
        at.to_zoned_datetime(zone.unwrap_or(TimeZone::UTC))
    }
}

impl FromRequestParts<App> for Unknown {
    type Rejection = std::convert::Infallible;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Self::Rejection> {
        Ok(Self::of(parts, app))
    }
}

impl Visitor {
    /// What can be told from the request alone.
    pub fn stranger(method: &Method, uri: &Uri, headers: &HeaderMap) -> Self {
        let header = |name| headers.get(name).and_then(|value: &HeaderValue| value.to_str().ok());
        let user_agent = header(header::USER_AGENT).unwrap_or_default().chars().take(USER_AGENT).collect();
        let here = match *method {
            // No page carries a secret along.
            _ if is_secret(uri.path()) => "/".to_owned(),
            Method::GET | Method::HEAD => uri.path_and_query().map_or("/", |path| path.as_str()).to_owned(),
            _ => page_of(uri.path()),
        };
        Self {
            lang: language(headers),
            theme: theme(headers),
            person: None,
            here,
            zone: cookies::zone(headers).and_then(|zone| zone.iana_name().map(str::to_owned)),
            peer: None,
            user_agent,
        }
    }
}

/// Whether an address is a secret by itself: the link of the first admin, and invitations. Such a one is not logged either.
pub fn is_secret(path: &str) -> bool {
    path.starts_with("/setup/") || path.starts_with("/invitations/")
}

/// The page that a form stands on, for answers that are shown where the form was sent to: there is nothing to be read at
/// that address.
fn page_of(path: &str) -> String {
    let stem = |end| path.strip_suffix(end);
    match path {
        "/session" => "/sign-in".to_owned(),
        "/accounts" => "/sign-up".to_owned(),
        _ if path.starts_with("/account/") => "/account".to_owned(),
        _ if ["/admin/people/", "/admin/groups/"].iter().any(|start| path.starts_with(start)) => {
            path.splitn(5, '/').take(4).collect::<Vec<_>>().join("/")
        }
        "/preferences" | "/session/deletion" => "/".to_owned(),
        _ => match stem("/reports") {
            Some(item) => item.replacen("/items/", "/result/items/", 1),
            None => {
                stem("/response").or_else(|| stem("/attempts")).or_else(|| stem("/answers")).unwrap_or(path).to_owned()
            }
        },
    }
}

/// Notes the use of a session behind the answer's back: the reader need not wait for it.
fn note_use(app: &App, candidate: CandidateId, session: &Session) {
    let now = app.clock().now();
    if now.duration_since(session.last_seen_at) < NOTE_USE {
        return;
    }
    let (store, id) = (app.store().clone(), session.id);
    tokio::spawn(async move {
        let noted = store.write(move |tx| Box::pin(async move { session::touch(tx, candidate, id, now).await })).await;
        if let Err(error) = noted {
            tracing::warn!(%error, "the use of a session was not noted");
        }
    });
}

/// The cookie's language, else the first that the browser asks for and we speak.
fn language(headers: &HeaderMap) -> Lang {
    if let Some(lang) = cookies::read(headers, "lang").and_then(|tag| tag.parse().ok()) {
        return lang;
    }
    let asked = headers.get(header::ACCEPT_LANGUAGE).and_then(|value| value.to_str().ok()).unwrap_or_default();
    match L10n::langneg(asked) {
        L10n::En => Lang::En,
        L10n::PtBR => Lang::PtBr,
    }
}

fn theme(headers: &HeaderMap) -> Theme {
    match cookies::read(headers, "theme") {
        Some("light") => Theme::Light,
        Some("dark") => Theme::Dark,
        _ => Theme::System,
    }
}

#[cfg(test)]
mod tests {
    use super::{is_secret, page_of};

    #[test]
    fn links_that_let_somebody_in_are_secrets() {
        assert!(is_secret("/setup/x") && is_secret("/invitations/x") && is_secret("/invitations/x/acceptance"));
        assert!(!is_secret("/admin/invitations") && !is_secret("/"));
    }

    #[test]
    fn a_form_leads_back_to_the_page_it_stands_on() {
        for (form, page) in [
            ("/session", "/sign-in"),
            ("/accounts", "/sign-up"),
            ("/account/password", "/account"),
            ("/preferences", "/"),
            ("/session/deletion", "/"),
            ("/exams/x/attempts", "/exams/x"),
            ("/attempts/1/items/2/response", "/attempts/1/items/2"),
            ("/attempts/1/items/2/reports", "/attempts/1/result/items/2"),
            ("/attempts/1/submission", "/attempts/1/submission"),
            ("/admin/people/1/role", "/admin/people/1"),
            ("/admin/groups/1/members/2/deletion", "/admin/groups/1"),
            ("/admin/groups", "/admin/groups"),
            ("/admin/exams/x/reports/y/answers", "/admin/exams/x/reports/y"),
        ] {
            assert_eq!(page_of(form), page);
        }
    }
}
