//! The exam on paper: blank questions, and the key on a page of its own. Of a closed attempt only: a key that can be printed
//! before the hand-in is no secret.

use axum::extract::{Path, State};
use axum::response::Response;

use super::attempt::{item_url, sitting};
use super::pages::layout::Section;
use super::pages::paper::{KeyLine, PaperItem, PaperPage};
use super::pages::text::Html;
use super::problem::Problem;
use super::state::App;
use super::visitor::Visitor;
use super::{render, repair, see_other, view};
use crate::exam::question::{Kind, Response as Given};
use crate::proctor::Sitting;
use crate::store::item::Item;

/// `GET /attempts/{id}/result/paper`
pub async fn of_attempt(State(app): State<App>, visitor: Visitor, Path(id): Path<String>) -> Result<Response, Problem> {
    let sitting = sitting(&app, &visitor, &id).await?;
    if sitting.open().is_some() {
        return Ok(see_other(&item_url(&sitting, sitting.attempt.current)));
    }
    let lang = sitting.attempt.content;
    Ok(render(&PaperPage {
        layout: visitor.layout(&app, Section::Progress),
        exam: view::facts(&sitting.shelf.blueprint, visitor.lang),
        back: format!("/attempts/{}/result", sitting.attempt.id),
        lang: lang.to_string(),
        items: sitting
            .items
            .iter()
            .map(|item| {
                let banked = sitting.question(item);
                let rendered = banked.rendered(lang);
                PaperItem {
                    number: item.position.into(),
                    kind: view::kind(&banked.question.kind),
                    needed: view::needed(&banked.question.kind),
                    stem: Html(without_colours(&rendered.stem)),
                    options: item
                        .option_order
                        .iter()
                        .map(|&place| Html(rendered.options[place].html.clone()))
                        .collect(),
                    instruction: view::instruction(&banked.question.kind),
                }
            })
            .collect(),
        key: sitting.items.iter().map(|item| key_line(&sitting, item)).collect(),
    }))
}

/// Rendered text without the marks of highlighted code: paper has no colours, and the page is half as long again with them.
pub fn without_colours(html: &str) -> String {
    let mut plain = String::with_capacity(html.len());
    for (n, part) in html.replace("</span>", "").split("<span ").enumerate() {
        plain.push_str(if n == 0 { part } else { part.split_once('>').map_or("", |(_, rest)| rest) });
    }
    plain
}

fn key_line(sitting: &Sitting, item: &Item) -> KeyLine {
    let kind = &sitting.key(item).question.kind;
    KeyLine {
        number: item.position.into(),
        answer: match kind {
            Kind::FillIn(fill_in) => fill_in.accepted().into_iter().next().unwrap_or_default(),
            Kind::Single { .. } | Kind::Multiple { .. } => view::summary(item, &Given::Choice(kind.keys())),
        },
        objective: item.objective.to_string(),
        ruling: item.decided.map(|(_, decision)| repair::ruling(decision)),
    }
}

#[cfg(test)]
mod tests {
    use super::without_colours;

    #[test]
    fn only_the_colours_go() {
        let html = "<p>See</p><pre><code><span class=\"hl-a\">docker</span> run <span class=\"hl-b\">a &gt; b</span></code></pre>";
        assert_eq!(without_colours(html), "<p>See</p><pre><code>docker run a &gt; b</code></pre>");
    }
}
