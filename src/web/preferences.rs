//! Language and theme, from the switch on every page.

use axum::extract::State;
use axum::http::header::SET_COOKIE;
use axum::response::Response;
use serde::Deserialize;

use super::input::{Form, local};
use super::pages::layout::Theme;
use super::problem::Problem;
use super::state::App;
use super::visitor::Visitor;
use super::{cookies, see_other};
use crate::exam::lang::Lang;
use crate::store::candidate;

#[derive(Deserialize)]
pub struct Choice {
    lang: Option<String>,
    theme: Option<String>,
    #[serde(default)]
    return_to: String,
}

/// `POST /preferences`
pub async fn change(State(app): State<App>, visitor: Visitor, Form(choice): Form<Choice>) -> Result<Response, Problem> {
    keep(&app, &visitor, choice.lang.as_deref(), choice.theme.as_deref(), local(&choice.return_to)).await
}

/// Keeps a choice in cookies, and with the candidate if there is one. What is unknown is refused.
pub async fn keep(
    app: &App,
    visitor: &Visitor,
    lang: Option<&str>,
    theme: Option<&str>,
    onward: &str,
) -> Result<Response, Problem> {
    let unknown = |_| Problem::Unreadable { detail: None };
    let lang = lang.map(str::parse::<Lang>).transpose().map_err(unknown)?.unwrap_or(visitor.lang);
    let theme = match theme {
        None => visitor.theme,
        Some("system") => Theme::System,
        Some("light") => Theme::Light,
        Some("dark") => Theme::Dark,
        Some(_) => return Err(Problem::Unreadable { detail: None }),
    };
    if let Some((candidate, _)) = &visitor.person {
        let id = candidate.id;
        app.store()
            .write(move |tx| Box::pin(async move { candidate::set_appearance(tx, id, lang, theme.value()).await }))
            .await?;
    }
    let mut response = see_other(onward);
    for (name, value) in [("lang", lang.as_str()), ("theme", theme.value())] {
        response.headers_mut().append(SET_COOKIE, cookies::set_preference(name, value, app.secure));
    }
    Ok(response)
}
