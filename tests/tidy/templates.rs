//! Templates and static files: nothing inline, nothing from elsewhere, as the content policy wants it.

use crate::tree::{File, Finding, clean, files, lines};

/// The most lines of a template.
const LONGEST: usize = 150;

/// The HTML with what askama replaces blanked out, so that only what is really written is judged.
fn html(text: &str) -> String {
    let mut bytes = text.as_bytes().to_vec();
    for (open, close) in [("{#", "#}"), ("{%", "%}"), ("{{", "}}")] {
        let mut from = 0;
        while let Some(start) = find(&bytes, open, from) {
            let end = find(&bytes, close, start).map_or(bytes.len(), |end| end + close.len());
            bytes[start..end].iter_mut().filter(|byte| **byte != b'\n').for_each(|byte| *byte = b' ');
            from = end;
        }
    }
    String::from_utf8(bytes).expect("blanking keeps UTF-8").to_ascii_lowercase()
}

fn find(bytes: &[u8], what: &str, from: usize) -> Option<usize> {
    let place = bytes[from..].windows(what.len()).position(|window| window == what.as_bytes())?;
    Some(from + place)
}

/// Every start tag: its place and all of it.
fn tags(html: &str) -> impl Iterator<Item = (usize, &str)> {
    html.match_indices('<').filter_map(move |(at, _)| {
        let rest = &html[at..];
        rest[1..].starts_with(|first: char| first.is_ascii_alphabetic()).then(|| (at, &rest[..tag_length(rest)]))
    })
}

/// To the `>` that is not inside a quoted value.
fn tag_length(tag: &str) -> usize {
    let mut quote = None;
    for (at, byte) in tag.bytes().enumerate() {
        match (quote, byte) {
            (None, b'>') => return at + 1,
            (None, b'"' | b'\'') => quote = Some(byte),
            (Some(open), _) if open == byte => quote = None,
            _ => {}
        }
    }
    tag.len()
}

/// The attributes of a tag with their values, as far as they are written out.
fn attributes(tag: &str) -> Vec<(String, String)> {
    let is_space = |c: char| c.is_ascii_whitespace() || c == '/';
    let inside = tag.trim_start_matches('<').trim_end_matches('>');
    let mut rest = inside.trim_start_matches(|c: char| !is_space(c)).trim_start_matches(is_space);
    let mut found = Vec::new();
    while !rest.is_empty() {
        let (name, after) = rest.split_at(rest.find(|c: char| is_space(c) || c == '=').unwrap_or(rest.len()));
        let (value, after) = after.strip_prefix('=').map_or(("", after), value);
        found.push((name.to_owned(), value.to_owned()));
        rest = after.trim_start_matches(is_space);
    }
    found
}

/// The value that `rest` begins with, in quotes or without, and what comes after it.
fn value(rest: &str) -> (&str, &str) {
    match rest.chars().next() {
        Some(quote @ ('"' | '\'')) => rest[1..].split_once(quote).unwrap_or((&rest[1..], "")),
        _ => rest.split_at(rest.find(|c: char| c.is_ascii_whitespace()).unwrap_or(rest.len())),
    }
}

fn inline(file: &File) -> Vec<Finding> {
    let html = html(&file.text);
    let mut found = Vec::new();
    for (at, tag) in tags(&html) {
        let attributes = attributes(tag);
        for (name, _) in &attributes {
            if name == "style" {
                found.push(file.at(at, "an inline style; give it a class"));
            }
            if name.len() > 2 && name.starts_with("on") {
                found.push(file.at(at, format!("an inline handler: {name}")));
            }
        }
        if tag.starts_with("<style") {
            found.push(file.at(at, "an inline style sheet; it belongs to static/app.css"));
        }
        if tag.starts_with("<script") {
            let body = html[at + tag.len()..].split("</script").next().unwrap_or_default();
            if !attributes.iter().any(|(name, _)| name == "src") || !body.trim().is_empty() {
                found.push(file.at(at, "an inline script; it belongs to static/, with `src`"));
            }
        }
    }
    found
}

/// What a browser would fetch or send elsewhere by itself. A link is followed only by people.
fn third_party(file: &File) -> Vec<Finding> {
    let html = html(&file.text);
    let mut found = Vec::new();
    for (at, tag) in tags(&html) {
        let link = tag.starts_with("<a ") || tag.starts_with("<a\n");
        for (name, value) in attributes(tag) {
            let fetched = matches!(name.as_str(), "src" | "srcset" | "poster" | "action" | "formaction" | "data")
                || (name.ends_with("href") && !link);
            let value = value.trim();
            if fetched && ["http:", "https:", "//"].iter().any(|start| value.starts_with(start)) {
                found.push(file.at(at, format!("something from elsewhere: {name}=\"{value}\"")));
            }
        }
    }
    found
}

/// The same for scripts and style sheets, which need name no other host at all.
fn other_hosts(file: &File) -> Vec<Finding> {
    let namespaces = ["http://www.w3.org/2000/svg", "http://www.w3.org/1999/xlink"];
    let named = ["http://", "https://", "@import", "url(//"].iter().flat_map(|start| file.text.match_indices(start));
    let named = named.filter(|(at, _)| !namespaces.iter().any(|name| file.text[*at..].starts_with(name)));
    named.map(|(at, _)| file.at(at, "a static file names another place")).collect()
}

fn length(file: &File) -> Vec<Finding> {
    let count = file.text.lines().count();
    if count <= LONGEST {
        return Vec::new();
    }
    vec![file.on(LONGEST + 1, format!("{count} lines, {LONGEST} at most: include or import a part"))]
}

#[test]
fn templates_have_nothing_inline() {
    clean(files("templates").iter().flat_map(inline));
}

#[test]
fn something_inline_is_found() {
    let bad = "<p style=\"color: red\">\n<style>\n</style>\n<script>x()</script>\n<script src=\"a.js\">x()</script>\n\
               <button class=\"a\" onclick=\"x()\">\n<img src=\"{{ a }}\" ONERROR=x>\n";
    assert_eq!(lines(&inline(&File::new("templates/x.html", bad))), [1, 2, 4, 5, 6, 7]);
    let good = "<script src=\"{{ asset(\"a.js\") }}\" type=\"module\"></script>\n<p data-style=\"x\" title=\"style=1 onclick=2\">\n\
                {% if on == \"x\" %}<p{% if a > b %} class=\"on\"{% endif %}>{# style= #}</p>\n<p {{ on }}=\"x\" data-on=\"1\">\n";
    assert_eq!(lines(&inline(&File::new("templates/x.html", good))), []);
}

#[test]
fn templates_fetch_nothing_from_elsewhere() {
    clean(files("templates").iter().flat_map(third_party));
    clean(files("static").iter().flat_map(other_hosts));
}

#[test]
fn something_from_elsewhere_is_found() {
    let bad = "<img src=\"https://example.com/a.png\">\n<link rel=\"stylesheet\" href='//example.com/a.css'>\n\
               <a href=\"https://example.com/\">\n<script src=http://example.com/a.js></script>\n<abbr href=\"https://x\">\n";
    assert_eq!(lines(&third_party(&File::new("templates/x.html", bad))), [1, 2, 4, 5]);
    let bad = "@import \"x.css\";\na { background: url(https://example.com/a.png) }\n";
    assert_eq!(lines(&other_hosts(&File::new("static/x.css", bad))), [2, 1]);
    let good = "<svg xmlns=\"http://www.w3.org/2000/svg\">";
    assert_eq!(lines(&other_hosts(&File::new("static/x.svg", good))), []);
}

#[test]
fn no_template_is_too_long() {
    clean(files("templates").iter().flat_map(length));
}

#[test]
fn a_long_template_is_found() {
    assert_eq!(lines(&length(&File::new("templates/x.html", &"\n".repeat(151)))), [151]);
}
