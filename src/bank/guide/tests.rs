//! The guide's file, its anchors, and the links that explanations get.

use super::*;

const GUIDE: &str = r#"+++
sources = ["man:virsh(1)"]
checked = "2026-11-26"
+++

# en

What it is **about**.

## 1.1.a The `virsh` shell

A paragraph.

```sh
## no heading
# en
virsh list
```

## Easily confused

| | live | config |
|---|---|---|
| now | yes | no |

## terms

- `virsh`: The shell of *libvirt*.
- `net-define`, `net-create` (define a network, create a network): Make networks.
- `node ls|rm`: Lists and removes nodes.

## read-on

- `man:virsh(1)`: Every subcommand.
- [libvirt: Networks](https://libvirt.org/formatnetwork.html): The elements.

# pt-BR

Do que se **trata**.

## 1.1.a O shell `virsh`

Um parágrafo.

```sh
## no heading
# en
virsh list
```

## Fáceis de confundir

| | live | config |
|---|---|---|
| agora | sim | não |

## terms

- `virsh`: O shell da *libvirt*.
- `net-define`, `net-create` (definir uma rede): Fazem redes.
- `node ls|rm`: Lista e remove nós.

## read-on

- `man:virsh(1)`: Cada subcomando.
- [libvirt: Redes](https://libvirt.org/formatnetwork.html): Os elementos.
"#;

fn guide() -> Guide {
    parse(GUIDE).unwrap()
}

/// What is said of the guide once a piece of it is another.
fn error(from: &str, to: &str) -> (usize, String) {
    assert!(GUIDE.contains(from), "{from} is not in the guide");
    let error = parse(&GUIDE.replacen(from, to, 1)).unwrap_err();
    (error.line, error.message)
}

#[test]
fn a_guide_is_read_part_by_part() {
    let guide = guide();
    assert_eq!(
        (guide.sources.as_slice(), guide.checked.to_string()),
        (&["man:virsh(1)".to_owned()][..], "2026-11-26".to_owned())
    );
    let text = &guide.body.en;
    assert_eq!((text.intro.text.as_str(), text.intro.line), ("What it is **about**.", 8));
    let area = &text.sections[0];
    assert_eq!(area.area.as_ref().map(AreaId::as_str), Some("1.1.a"));
    assert_eq!((area.title.as_str(), area.heading, area.line), ("The `virsh` shell", 10, 12));
    assert!(area.text.contains("## no heading\n# en\n"), "code keeps what looks like headings");
    assert_eq!((&text.sections[1].area, text.sections[1].title.as_str()), (&None, "Easily confused"));
    let entry = &text.entries[1];
    assert_eq!((entry.names.as_slice(), entry.line), (&["net-define".to_owned(), "net-create".to_owned()][..], 29));
    assert_eq!(entry.others, ["define a network", "create a network"]);
    assert_eq!(text.readings[0].title, None);
    assert_eq!(text.readings[1].title.as_deref(), Some("libvirt: Networks"));
    assert_eq!(guide.body.pt_br.entries[0].text, "O shell da *libvirt*.");
}

#[test]
fn what_is_no_guide_is_refused_with_its_line() {
    let entries = error("- `virsh`: The", "- virsh: The");
    assert!(entries.0 == 28 && entries.1.starts_with("an entry is one line"), "{entries:?}");
    assert_eq!(
        error("What it is **about**.", ""),
        (6, "the guide begins with an introduction, before its first heading".to_owned())
    );
    assert_eq!(error("## Easily", "### Easily"), (20, "a heading in a guide is \"## \" with a title".to_owned()));
    assert_eq!(error("## terms", "## Terms"), (6, "the section \"## terms\" is missing".to_owned()));
    assert_eq!(error("## read-on\n", "## terms\n"), (32, "\"## terms\" is there twice".to_owned()));
    assert_eq!(error("checked = \"2026-11-26\"\n", "").0, 1);
    assert_eq!(error("checked = \"2026-11-26\"", "checked = \"today\"").0, 3);
    assert_eq!(error("https://libvirt.org", "http://libvirt.org").0, 35);
    let late = GUIDE.replacen("# pt-BR", "## More\n\nText.\n\n# pt-BR", 1);
    assert_eq!(parse(&late).unwrap_err().message, "\"## terms\" and \"## read-on\" are the last sections");
}

#[test]
fn the_languages_agree_on_what_links_lead_to() {
    let line = |text: &str| GUIDE.lines().position(|line| line.contains(text)).unwrap() + 1;
    assert_eq!(error("## 1.1.a O", "## 1.1.b O").0, line("## 1.1.a O"));
    assert_eq!(error("- `virsh`: O", "- `virsch`: O").0, line("- `virsh`: O"));
    assert_eq!(error("- `man:virsh(1)`: Cada", "- `man:virt(1)`: Cada").0, line("- `man:virsh(1)`: Cada"));
    assert_eq!(error("# pt-BR", "# pt").1, "\"# pt\" is no heading of a language (these are: \"# en\", \"# pt-BR\")");
}

#[test]
fn every_term_has_an_anchor_of_its_own() {
    let terms = ["/proc/cpuinfo", "proc cpuinfo", "PROC-cpuinfo", "…"].map(str::to_owned);
    let anchors = anchors(terms.iter());
    let of = |term: &str| anchors[term].as_str();
    assert_eq!(
        terms.each_ref().map(|term| of(term)),
        ["term-proc-cpuinfo", "term-proc-cpuinfo-2", "term-proc-cpuinfo-3", "term"]
    );
}

#[test]
fn a_guide_is_rendered_with_its_tables() {
    let guide = guide();
    let rendered = guide.rendered(Lang::En);
    assert_eq!(rendered.intro, "<p>What it is <strong>about</strong>.</p>");
    let [area, confused] = &rendered.sections[..] else { panic!("two sections") };
    assert_eq!((area.anchor.as_str(), area.title.as_str()), ("1.1.a", "The <code>virsh</code> shell"));
    assert_eq!(confused.anchor, "section-2");
    assert!(
        confused.html.starts_with(
            "<div class=\"table-wrap\" tabindex=\"0\"><table><thead><tr><td></td><th scope=\"col\">live</th>"
        ),
        "{}",
        confused.html
    );
    assert!(confused.html.ends_with("</table></div>"));
    assert_eq!(rendered.entries[0], "The shell of <em>libvirt</em>.");
}

fn linked(html: &str) -> String {
    guide().links(Lang::En).put_into(html, "/s")
}

fn link(anchor: &str, inside: &str) -> String {
    format!("<a class=\"term\" href=\"/s#{anchor}\">{inside}</a>")
}

#[test]
fn a_term_is_linked_where_it_first_stands_in_an_explanation() {
    let virsh = link("term-virsh", "<code>virsh</code>");
    assert_eq!(
        linked("<p>Try <code>virsh</code>, <code>virsh</code> é útil.</p>"),
        format!("<p>Try {virsh}, <code>virsh</code> é útil.</p>")
    );
    let plain = link("term-net-define", "net-define");
    assert_eq!(linked("<p>é net-define, and net-define.</p>"), format!("<p>é {plain}, and net-define.</p>"));
}

#[test]
fn a_command_line_leads_to_the_longest_term_that_it_begins_with() {
    let of = |code: &str, anchor: &str| {
        let element = format!("<code>{code}</code>");
        assert_eq!(linked(&element), link(anchor, &element));
    };
    of("net-define net.xml", "term-net-define");
    of("virsh list --all", "term-virsh");
    of("node rm web1", "term-node-ls-rm");
    assert_eq!(
        linked("<code class=\"whole\">virsh list</code>"),
        link("term-virsh", "<code class=\"whole\">virsh list</code>")
    );
    assert_eq!(linked("<code>virshell</code>"), "<code>virshell</code>");
}

#[test]
fn other_names_and_other_cases_are_found_as_whole_words_only() {
    assert_eq!(linked("Define a network"), link("term-net-define", "Define a network"));
    for left in ["undefine a network", "define a networks", "net-define-all", "/net-define", "Net-Define"] {
        assert_eq!(linked(left), left);
    }
}

#[test]
fn code_blocks_and_links_are_left_alone() {
    for left in [
        "<pre class=\"hl\" tabindex=\"0\"><code>virsh <span class=\"hl-name\">net-define</span></code></pre>",
        "<a href=\"https://libvirt.org\">virsh and <code>virsh</code></a>",
        "<p title=\"virsh\">1 &lt; 2",
        "<",
        "",
    ] {
        assert_eq!(linked(left), left);
    }
    let after = "<pre><code>x</code></pre> virsh";
    assert_eq!(linked(after), format!("<pre><code>x</code></pre> {}", link("term-virsh", "virsh")));
}

proptest::proptest! {
    /// Whatever an explanation says, links add to it and take nothing away.
    #[test]
    fn links_change_nothing_else(text in "(virsh|net-define|node rm|`|<|>|&|é| |\n|a|\\*|\\[|\\]|\\(|\\)|```){0,40}") {
        let html = render::blocks(&text);
        let with = linked(&html);
        let without = regex::Regex::new("<a class=\"term\" href=\"/s#[a-z0-9-]*\">((?s:.*?))</a>").unwrap().replace_all(&with, "$1").into_owned();
        proptest::prop_assert_eq!(without, html);
    }
}
