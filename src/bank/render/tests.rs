//! What rendering gives, and what it does not let through.

use super::*;

#[test]
fn a_text_becomes_paragraphs_with_code() {
    assert_eq!(
        blocks("The file `a < b`:\n\nis **here**."),
        "<p>The file <code class=\"whole\">a &lt; b</code>:</p>\n<p>is <strong>here</strong>.</p>"
    );
}

#[test]
fn an_option_is_inline_whatever_it_starts_with() {
    assert_eq!(inline("`virsh list`"), "<code class=\"whole\">virsh list</code>");
    assert_eq!(inline("_very_ small"), "<em>very</em> small");
    for text in ["1. first", "- dash", "+ plus", "# hash", "***", "===", "    indented"] {
        let html = inline(text);
        assert_eq!(html, text.trim(), "{text}");
    }
    assert_eq!(inline("> quote"), "&gt; quote");
}

#[test]
fn html_is_shown_and_not_obeyed() {
    assert_eq!(
        blocks("Set <name> or <script>alert(1)</script>."),
        "<p>Set &lt;name&gt; or &lt;script&gt;alert(1)&lt;/script&gt;.</p>"
    );
    assert_eq!(
        blocks("<div onclick=\"x()\">\nblock\n</div>"),
        "<p>&lt;div onclick=\"x()\"&gt;\nblock\n&lt;/div&gt;</p>"
    );
}

#[test]
fn links_are_https_and_give_nothing_away() {
    assert_eq!(
        blocks("[docs](https://example.com/a \"title\")"),
        "<p><a href=\"https://example.com/a\" rel=\"noopener noreferrer\">docs</a></p>"
    );
    for address in ["javascript:alert(1)", "//example.com", "data:text/html,x", "/admin"] {
        assert_eq!(blocks(&format!("[x]({address})")), "<p><a rel=\"noopener noreferrer\">x</a></p>", "{address}");
    }
    assert_eq!(blocks("![a picture](https://example.com/x.png)"), "<p>a picture</p>");
}

#[test]
fn a_code_block_is_highlighted_and_keeps_its_text() {
    let html = blocks("```xml\n<disk type='file'/>\n```\n\nWhich?");
    assert!(
        html.starts_with("<pre class=\"hl\" tabindex=\"0\"><code>&lt;<span class=\"hl-tag\">disk</span>"),
        "{html}"
    );
    assert!(html.ends_with("</code></pre>\n<p>Which?</p>"), "{html}");
    assert_eq!(strip(&html), "&lt;disk type='file'/&gt;\n\nWhich?");
}

#[test]
fn every_language_of_the_brief_is_known() {
    for (lang, code) in [
        ("sh", "virsh list --all"),
        ("console", "$ virsh list --all\n Id  Name"),
        ("xml", "<a b='c'/>"),
        ("yaml", "a: 1"),
        ("json", "{\"a\": 1}"),
        ("dockerfile", "FROM scratch"),
        ("hcl", "source \"a\" \"b\" { c = 1 }"),
        ("ruby", "Vagrant.configure(\"2\") do |config|"),
        ("ini", "[a]\nb=c"),
        ("toml", "a = 1"),
    ] {
        let html = highlight::code_block(lang, code);
        assert!(html.contains("class=\"hl-"), "{lang}: {html}");
        assert_eq!(
            strip(&html),
            code.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
        );
    }
}

#[test]
fn marks_of_an_author_open_no_way_past_the_sanitizer() {
    let mark = MARK;
    for text in [
        format!("{mark}0{mark}\n\n```sh\nls\n```"),
        "&#xE000;0&#xE000;\n\n```sh\nls\n```".to_owned(),
        "[x](https://example.com \"&#xE000;0&#xE000;\")\n\n```sh\nls\n```".to_owned(),
        "```sh\nls &#xE000;0&#xE000;\n```".to_owned(),
    ] {
        let html = blocks(&text);
        assert_eq!(html.matches("<pre").count(), 1, "{html}");
        assert!(!html.contains(mark), "{html}");
    }
}

proptest::proptest! {
    #[test]
    fn nothing_active_comes_out_of_any_text(text in "(\\PC|\n|`|<|>|\\[|\\]|\\(|&#xE000;|<script>|<svg onload=x>){0,60}") {
        for html in [blocks(&text), inline(&text)] {
            proptest::prop_assert!(!html.contains(MARK));
            for tag in ["<script", "<svg", "<img", "<style", "<div"] {
                proptest::prop_assert!(!html.contains(tag), "{}", html);
            }
        }
    }
}

/// The text without its tags.
fn strip(html: &str) -> String {
    let mut out = String::new();
    let mut rest = html;
    while let Some(start) = rest.find('<') {
        out.push_str(&rest[..start]);
        rest = rest[start..].find('>').map_or("", |end| &rest[start + end + 1..]);
    }
    out + rest
}

#[test]
fn short_code_stays_on_one_line_and_long_code_may_break() {
    assert_eq!(inline("`docker ps -a`"), "<code class=\"whole\">docker ps -a</code>");
    assert_eq!(inline("`virsh`"), "<code>virsh</code>", "nothing to break at");
    assert!(inline("`virsh attach-disk web1 /srv/data.qcow2 vdb`").starts_with("<code>"));
}

#[test]
fn tables_are_for_guides_alone() {
    let table = "| a | `b` |\n|---|---|\n| 1 | <b>2</b> |";
    assert!(!blocks(table).contains("<table"));
    let html = article(table);
    assert!(
        html.starts_with(
            "<div class=\"table-wrap\" tabindex=\"0\"><table><thead><tr><th scope=\"col\">a</th><th scope=\"col\"><code>b</code></th></tr></thead>"
        ),
        "{html}"
    );
    assert!(html.contains("<td>&lt;b&gt;2&lt;/b&gt;</td>"), "{html}");
}
