//! What texts become, and that no HTML does harm.

use proptest::prelude::*;
use pulldown_cmark::{Event, Parser};

use super::*;

fn markdown(html: &str) -> String {
    to_markdown(html).0
}

fn lost(html: &str) -> Vec<String> {
    to_markdown(html).1.iter().map(ToString::to_string).collect()
}

/// What a reader of Markdown sees, white space folded.
fn seen(markdown: &str) -> String {
    let texts = Parser::new(markdown).map(|event| match event {
        Event::Text(text) | Event::Code(text) | Event::Html(text) | Event::InlineHtml(text) => text.into_string(),
        Event::SoftBreak | Event::HardBreak | Event::End(_) => " ".to_owned(),
        _ => String::new(),
    });
    texts.collect::<String>().split_whitespace().collect::<Vec<_>>().join(" ")
}

#[test]
fn blocks_become_blocks() {
    for (html, expected) in [
        ("<p>One\n  two.</p><p>Three&nbsp;four.</p>", "One two.\n\nThree four."),
        ("a<br>b<br/>c", "a\\\nb\\\nc"),
        ("a<br><br>b", "a\n\nb"),
        ("<h2>Title</h2>text", "**Title**\n\ntext"),
        ("<blockquote><p>a</p></blockquote>b", "a\n\nb"),
        ("<ul><li>a<li>b<ol><li>c</li></ol></ul>d", "- a\n- b\n  1. c\n\nd"),
        ("<ol start=\"3\"><li><p>a</p><p>b</p></li><li>c</li></ol>", "3. a\n\n   b\n4. c"),
        ("<p>a</p><hr/><p>b</p>", "a\n\n---\n\nb"),
        ("<div><div></div><p> &nbsp; </p></div>", ""),
        ("a <unknown x='1'>b</unknown> c", "a b c"),
    ] {
        assert_eq!(markdown(html), expected, "{html}");
    }
}

#[test]
fn styles_become_marks_that_markdown_sees() {
    for (html, expected) in [
        ("a <b>b</b> <i>c</i> <code>d</code>", "a **b** *c* `d`"),
        ("<strong>Use <code>x</code> now</strong>!", "**Use `x` now**!"),
        ("a<b> b </b>c", "a **b** c"),
        ("a<b>\"b\"</b>c", "a\"b\"c"),
        ("<i>a<b>b</b></i>", "*a*b"),
        ("<b><i>a</i></b>", "***a***"),
        ("<b>a", "**a**"),
        ("a</b></i></p></li></table>b", "a\n\nb"),
        ("<code>a`b</code> <tt>``</tt>", "``a`b`` ``` `` ```"),
        ("<a href='https://example.com/(a)?b=1&amp;c=2'>x</a>", "[x](https://example.com/%28a%29?b=1&amp;c=2)"),
        ("<a href='#top'>x</a>", "x"),
        ("x<sup>2</sup> H<sub>2</sub>O", "x² H₂O"),
    ] {
        assert_eq!(markdown(html), expected, "{html}");
        assert_eq!(lost(html), [""; 0], "{html}");
    }
    assert_eq!(markdown("<a href='javascript:x()'>x</a>"), "x");
    assert_eq!(lost("<a href='a.html'>x</a>"), ["the link to \"a.html\" became plain text"]);
    assert_eq!(markdown("2<sup><i>k</i> + 1</sup>"), "2^(k + 1)");
    assert_eq!(lost("2<sup>k</sup>"), ["a superscript became plain text"]);
    assert_eq!(lost("is \\(x\\)"), ["a formula became plain text"]);
}

#[test]
fn code_keeps_its_empty_lines_and_the_blanks_at_the_ends_of_lines() {
    assert_eq!(markdown("<pre><code>$ cat /empty\n\n</code></pre>"), "```\n$ cat /empty\n\n```");
    assert_eq!(markdown("<pre>\nnode 0  \n</pre>"), "```\nnode 0  \n```");
}

#[test]
fn a_closing_bracket_is_escaped_in_a_link_alone() {
    assert_eq!(
        markdown("<p>Ctrl+] [x] <a href='https://example.com'>a]b</a></p>"),
        "Ctrl+] \\[x] [a\\]b](https://example.com)"
    );
}

#[test]
fn code_blocks_keep_every_character() {
    let html = "<p>Given:</p><pre><code class=\"language-sh\">\n# a  *b*\n\n\tc &lt;d&gt; &amp;lt;<br>e<span>f</span>\n</code></pre>";
    assert_eq!(markdown(html), "Given:\n\n```sh\n# a  *b*\n\n\tc <d> &lt;\nef\n```");
    assert_eq!(markdown("<pre>```\na</pre>"), "````\n```\na\n````");
    assert_eq!(markdown("<ul><li><pre>a\n\nb</pre></li></ul>"), "-\n  ```\n  a\n\n  b\n  ```");
    assert_eq!(markdown("<pre>  a\n   b"), "```\n  a\n   b\n```");
    assert_eq!(markdown("<pre> \n </pre>"), "");
}

#[test]
fn a_table_becomes_its_lines_with_a_remark() {
    let html = "<table><tr><th>a</th><th>b</th></tr><tr><td><p>1</p><p>2</p></td><td>3</td></tr></table>c";
    assert_eq!(markdown(html), "a | b\\\n1 2 | 3\n\nc");
    assert_eq!(lost(html), ["a table became plain text"]);
    assert_eq!(markdown("<table><tr><td></td><td> </td></tr><tr><td></td><td>1</td><td/><td>2</table>"), "| 1 |  | 2");
    assert_eq!(markdown("<table><tr><td>1</td><td><pre>a</pre></td></tr></table>"), "1 |\n\n```\na\n```");
}

#[test]
fn scripts_and_styles_are_gone() {
    for html in [
        "a<script>alert('<b>x</b>')</script>b",
        "a<SCRIPT src=x></script >b",
        "a<style>b { c: d }</style>b",
        "a<title>t</title>b",
        "a<!-- <b> -->b",
        "a<!DOCTYPE html><?php x ?>b",
        "a<svg><script>x</script><text>t</text></svg>b",
        "<!-- x --><script>x</script>ab<script>never closed",
    ] {
        assert_eq!(markdown(html), "ab", "{html}");
    }
    assert_eq!(
        lost("<script>x</script><video>y</video>"),
        ["a script", "a film"].map(|what| format!("{what} cannot be shown here and is gone"))
    );
    assert_eq!(markdown("a<img src=x onerror=alert(1)>b"), "a\\[x]b");
}

#[test]
fn pictures_get_the_names_that_the_file_has_for_them() {
    let mut images = |source: &str| (source == "@@PLUGINFILE@@/a%20b.png").then(|| "images/a-b.png".to_owned());
    let (text, remarks) = with_images(
        "See <img src='@@PLUGINFILE@@/a%20b.png' alt='a [b]'/>.<img src='http://example.com/c.png'>",
        &mut images,
    );
    assert_eq!(text, "See ![a \\[b\\]](images/a-b.png).\\[c.png]");
    assert_eq!(remarks, [Remark::ImageMissing { name: "c.png".to_owned() }]);
    assert_eq!(markdown("<img src='c.png' alt='A cat'><img src='d/e.png' alt='d/e.png'>"), "A cat\\[e.png]");
}

#[test]
fn a_title_is_the_text_alone() {
    assert_eq!(to_text("<p>a <b>b</b>c</p><p>1 &lt; 2<br>d<script>x</script></p>"), "a bc 1 < 2 d");
}

#[test]
fn plain_text_shows_as_it_was() {
    for (plain, expected) in [
        ("a * b_c __d__ *e*", "a * b_c \\_\\_d\\_\\_ \\*e\\*"),
        ("`x` <y> a < b &lt; & &c", "\\`x\\` \\<y> a < b \\&lt; & &c"),
        ("[a](b) ![c] C:\\d \\* \\", "\\[a](b) !\\[c] C:\\d \\\\\\* \\\\"),
        ("# a\n- b\n1. c\n> d\n---\n~~~", "\\# a\\\n\\- b\\\n1\\. c\\\n\\> d\\\n\\---\\\n\\~~~"),
        ("a\n\n\n    b\n", "a\n\nb"),
        ("The ____ is 5.", "The ____ is 5."),
        ("2024. Year", "2024\\. Year"),
    ] {
        assert_eq!(escape_text(plain), expected, "{plain}");
    }
    assert_eq!(escape_line("# a\n  b*c*"), "\\# a b\\*c\\*");
}

#[test]
fn an_option_is_one_line() {
    for (markdown, expected) in [
        ("- a", "- a"),
        ("a\\\nb *c*\n\n**d** [e](https://example.com) `f`", "a b *c* **d** [e](https://example.com) `f`"),
        ("```sh\nls -l\n```", "`ls -l`"),
        ("a\n![b](images/c.png) \\*x", "a ![b](images/c.png) \\*x"),
    ] {
        assert_eq!(inline(markdown), (expected.to_owned(), vec![]), "{markdown}");
    }
    assert_eq!(inline("- a\n- b").1, [Remark::MarkupLost { what: words!("a list") }]);
    let (text, remarks) = inline("```\na\n  b\n```");
    assert_eq!((text.as_str(), remarks.len()), ("`a b`", 1));
}

#[test]
fn our_markdown_becomes_html_that_is_xml() {
    let markdown = "A `b` <name> & \"c\"\\\nd\n\n```sh\n<x>\n```\n\n<div>\n\n1. e\n\n![f](images/g.png)\n\n---";
    let html = from_markdown(markdown);
    assert!(html.contains("<code class=\"language-sh\">&lt;x&gt;\n</code>"), "{html}");
    assert!(html.contains("&lt;name&gt;") && html.contains("<p>&lt;div&gt;"), "{html}");
    crate::interchange::xml::parse(&format!("<x>{html}</x>")).unwrap();
}

#[test]
fn markdown_of_others_is_shown_as_they_meant_it() {
    let (text, remarks) =
        from_foreign_markdown("# A\n\nb<br>c <b>d</b>\n\n* e\n\n> f\n\n|g|h|\n|-|-|\n|1|2|", &mut |_| None);
    assert_eq!(text, "**A**\n\nb\\\nc **d**\n\n- e\n\nf\n\ng | h\\\n1 | 2");
    assert_eq!(remarks.len(), 1);
}

#[test]
fn hostile_html_takes_no_longer_than_any_other() {
    // Each would take minutes, or the stack, if anything were nested or searched again and again.
    for piece in [
        "<div>",
        "<b x=1><p>",
        "<ul><li>",
        "<table><td>",
        "<a \"",
        "<!--",
        "&#",
        "<pre><code>",
        "<b>a</b>",
        "<sup>",
        "</",
        "*_",
        "`a",
        "<script",
        "<![CDATA[",
    ] {
        let (text, _) = to_markdown(&piece.repeat(50_000));
        assert!(text.len() <= 1_000_000, "{piece}");
    }
}

proptest! {
    #[test]
    fn plain_text_is_seen_whole(plain in "[ -~\\n]{0,40}|[a*_`<>&;#\\\\ \\[\\]()!.1\\n-]{0,20}") {
        let expected = plain.split_whitespace().collect::<Vec<_>>().join(" ");
        prop_assert_eq!(seen(&escape_text(&plain)), expected);
    }

    #[test]
    fn html_is_seen_whole_and_our_html_comes_back(pieces in prop::collection::vec(piece(), 0..12)) {
        let html = pieces.concat();
        let (text, _) = to_markdown(&html);
        let expected: String = pieces.iter().filter(|piece| !piece.starts_with('<')).map(String::as_str).collect();
        let plain = |text: &str| seen(text).replace(' ', "");
        let expected = tokens::decode(&expected).replace(' ', "");
        prop_assert_eq!(plain(&text), expected, "{} -> {}", html, text);
        let again = to_markdown(&from_markdown(&text)).0;
        prop_assert_eq!(plain(&again), plain(&text));
    }

    #[test]
    fn any_text_is_read(html in any::<String>()) {
        to_markdown(&html);
        inline(&html);
        from_markdown(&html);
        escape_text(&html);
        from_foreign_markdown(&html, &mut |_| None);
    }
}

fn piece() -> impl Strategy<Value = String> {
    let tags = "b /b i /i code /code p /p ul /ul ol li /li pre /pre br a /a div h1 /h1 blockquote";
    let tags: Vec<String> = tags.split(' ').map(|tag| format!("<{tag}>")).collect();
    let texts = ["a", " b ", "\"c\"", "*", "_", "`", "&lt;", "&amp;lt;", "1.", "- ", "#", " ", "[d]", "\\", "!"];
    prop_oneof![prop::sample::select(tags), prop::sample::select(texts.map(str::to_owned).to_vec())]
}
