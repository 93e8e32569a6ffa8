//! Code blocks with their tokens in `<span class="hl-…">`, a few classes only; `static/highlight.css` colours them.

use std::{fmt::Write as _, sync::LazyLock};

use syntect::parsing::{ParseState, Scope, ScopeStack, SyntaxReference, SyntaxSet};

/// Loading takes some 20 ms, so that the first code block pays for it and not the start of the server.
static SYNTAXES: LazyLock<SyntaxSet> = LazyLock::new(two_face::syntax::extra_newlines);

/// From scopes to classes; the innermost scope that has one decides, and of its rules the first.
static CLASSES: LazyLock<Vec<(Scope, &'static str)>> = LazyLock::new(|| {
    [
        ("comment", "hl-comment"),
        ("string", "hl-string"),
        ("constant.numeric", "hl-number"),
        ("constant", "hl-constant"),
        ("entity.name.tag", "hl-tag"),
        ("entity.other.attribute-name", "hl-name"),
        ("entity.name.function", "hl-function"),
        ("support.function", "hl-function"),
        ("variable.function", "hl-function"),
        ("variable.parameter.option", "hl-name"),
        ("variable", "hl-variable"),
        ("keyword.operator", "hl-operator"),
        ("keyword", "hl-keyword"),
        ("storage", "hl-keyword"),
        ("support.type.property-name", "hl-name"),
    ]
    .into_iter()
    .filter_map(|(scope, class)| Some((Scope::new(scope).ok()?, class)))
    .collect()
});

/// A code block as HTML. It can be scrolled with the keyboard. An unknown language is shown without colours.
pub(super) fn code_block(lang: &str, code: &str) -> String {
    let body = match lang {
        "console" => console(code),
        _ => match syntax(lang) {
            Some(syntax) => highlighted(syntax, code),
            None => escaped(code),
        },
    };
    format!("<pre class=\"hl\" tabindex=\"0\"><code>{body}</code></pre>")
}

fn syntax(lang: &str) -> Option<&'static SyntaxReference> {
    let token = match lang {
        "" | "text" => return None,
        "sh" | "shell" => "bash",
        "hcl" => "tf",
        other => other,
    };
    SYNTAXES.find_syntax_by_token(token)
}

/// A terminal: what follows a prompt is a command line, the rest is output.
fn console(code: &str) -> String {
    let shell = syntax("sh");
    let mut out = String::new();
    for line in code.split_inclusive('\n') {
        let prompt = ["$ ", "# "].into_iter().find(|prompt| line.starts_with(prompt));
        match (prompt, shell) {
            (Some(prompt), Some(shell)) => {
                span(&mut out, Some("hl-prompt"), prompt);
                out.push_str(&highlighted(shell, &line[prompt.len()..]));
            }
            _ => out.push_str(&escaped(line)),
        }
    }
    out
}

/// Colours code; where the grammar fails, the rest is shown plain.
fn highlighted(syntax: &SyntaxReference, code: &str) -> String {
    let mut out = String::with_capacity(code.len() * 2);
    let mut state = ParseState::new(syntax);
    let mut scopes = ScopeStack::new();
    for line in code.split_inclusive('\n') {
        let ops = state.parse_line(line, &SYNTAXES).unwrap_or_default();
        let mut done = 0;
        for (at, op) in ops {
            span(&mut out, class(&scopes), &line[done..at]);
            done = at;
            // A stack that cannot be popped further keeps the class that it has.
            let _ = scopes.apply(&op);
        }
        span(&mut out, class(&scopes), &line[done..]);
    }
    out
}

fn class(scopes: &ScopeStack) -> Option<&'static str> {
    let class_of =
        |scope: &Scope| CLASSES.iter().find(|(prefix, _)| prefix.is_prefix_of(*scope)).map(|(_, class)| *class);
    scopes.scopes.iter().rev().find_map(class_of)
}

fn span(out: &mut String, class: Option<&str>, text: &str) {
    match class {
        // A class on spaces would be bytes for nothing.
        Some(class) if !text.trim().is_empty() => {
            let close = "</span>";
            let open = format!("<span class=\"{class}\">");
            // Neighbours of one class share a span; writing to a String cannot fail.
            if out.ends_with(close) && last_open(out) == Some(&open) {
                out.truncate(out.len() - close.len());
                let _ = write!(out, "{}{close}", escaped(text));
            } else {
                let _ = write!(out, "{open}{}{close}", escaped(text));
            }
        }
        _ => out.push_str(&escaped(text)),
    }
}

/// The tag that opened the last span of what is written so far.
fn last_open(out: &str) -> Option<&str> {
    let start = out.rfind("<span")?;
    let end = start + out[start..].find('>')?;
    out.get(start..=end)
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}
