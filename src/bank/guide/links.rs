//! Turns the terms in explanations into links to the guide, so that whoever reads one can look a word up where it stands.

use std::{
    collections::{HashMap, HashSet},
    iter,
};

use aho_corasick::{AhoCorasick, MatchKind};

use super::Entry;
use crate::bank::lint::stands_alone;

/// From this length on a term of letters alone is found whatever its case: *hypervisor* is *Hypervisor*, but *ip* is not *IP*.
const ANY_CASE: usize = 5;

/// Finds a guide's terms in HTML of ours.
#[derive(Debug)]
pub struct Links {
    /// Each way to write a term, as it stands in HTML, with the anchor that it leads to.
    spellings: Vec<(String, String)>,
    /// From a way to write a term to its anchor, for code.
    in_code: HashMap<String, String>,
    /// The same ways in running text. Nothing if there are too many, which a guide's size forbids.
    in_text: Option<AhoCorasick>,
}

impl Links {
    pub(super) fn new(entries: &[Entry], anchors: &HashMap<String, String>) -> Self {
        let mut in_code = HashMap::new();
        let mut spellings = Vec::new();
        let mut add = |spelling: &str, name: &str| {
            let Some(anchor) = anchors.get(name) else { return };
            let spelling = escaped(spelling);
            if !spelling.is_empty() && !in_code.contains_key(&spelling) {
                in_code.insert(spelling.clone(), anchor.clone());
                spellings.push((spelling, anchor.clone()));
            }
        };
        // What is spelled out in full comes first: "IaaS" is its own entry before it is a part of "IaaS, PaaS, SaaS".
        for entry in entries {
            entry.names.iter().for_each(|name| add(name, name));
        }
        for entry in entries {
            for (name, other) in
                entry.names.iter().take(1).flat_map(|name| entry.others.iter().map(move |other| (name, other)))
            {
                add(other, name);
            }
        }
        for name in entries.iter().flat_map(|entry| &entry.names) {
            for part in parts(name) {
                add(&part, name);
            }
        }
        let patterns = spellings.iter().map(|(spelling, _)| spelling);
        let in_text =
            AhoCorasick::builder().match_kind(MatchKind::LeftmostLongest).ascii_case_insensitive(true).build(patterns);
        Self { spellings, in_code, in_text: in_text.ok() }
    }

    /// Adds the links to HTML that [`render`](crate::bank::render) made: the first time that a term stands in it, but not in
    /// a code block nor in another link. `page` is the address of the guide's page.
    pub fn put_into(&self, html: &str, page: &str) -> String {
        let mut out = String::with_capacity(html.len() * 2);
        let mut linked: HashSet<&str> = HashSet::new();
        let mut closed_to_links: Option<&str> = None;
        let mut rest = html;
        while !rest.is_empty() {
            let Some(tag) = rest.strip_prefix('<').and_then(|tag| tag.split_once('>')).map(|(tag, _)| tag) else {
                let end = if rest.starts_with('<') { None } else { rest.find('<') };
                let (text, after) = rest.split_at(end.unwrap_or(rest.len()));
                match closed_to_links {
                    None => self.link_text(text, page, &mut linked, &mut out),
                    Some(_) => out.push_str(text),
                }
                rest = after;
                continue;
            };
            let whole = &rest[..tag.len() + 2];
            let name = tag.split(' ').next().unwrap_or_default();
            if closed_to_links.is_none() && name == "code" {
                let Some(end) = rest.find("</code>") else { break };
                let anchor = self.of_code(&rest[whole.len()..end]).filter(|anchor| linked.insert(anchor));
                let element = &rest[..end + "</code>".len()];
                match anchor {
                    Some(anchor) => link(page, anchor, element, &mut out),
                    None => out.push_str(element),
                }
                rest = &rest[element.len()..];
                continue;
            }
            match (closed_to_links, name) {
                (None, "a" | "pre") => closed_to_links = Some(name),
                (Some("a"), "/a") | (Some("pre"), "/pre") => closed_to_links = None,
                _ => {}
            }
            out.push_str(whole);
            rest = &rest[whole.len()..];
        }
        out.push_str(rest);
        out
    }

    /// The anchor of a command line is that of its longest beginning that is a term: `virsh net-define net.xml` is a
    /// `virsh net-define`.
    fn of_code(&self, code: &str) -> Option<&str> {
        let spaces = code.rmatch_indices(' ').map(|(end, _)| &code[..end]);
        iter::once(code).chain(spaces).find_map(|beginning| self.in_code.get(beginning)).map(String::as_str)
    }

    fn link_text<'s>(&'s self, text: &str, page: &str, linked: &mut HashSet<&'s str>, out: &mut String) {
        let mut done = 0;
        for found in self.in_text.iter().flat_map(|finder| finder.find_iter(text)) {
            let Some((spelling, anchor)) = self.spellings.get(found.pattern().as_usize()) else { continue };
            let seen = &text[found.range()];
            let any_case = spelling.len() >= ANY_CASE && spelling.chars().all(|c| c.is_alphabetic() || c == ' ');
            if (any_case || seen == spelling) && stands_alone(text, found.range()) && linked.insert(anchor) {
                out.push_str(&text[done..found.start()]);
                link(page, anchor, seen, out);
                done = found.end();
            }
        }
        out.push_str(&text[done..]);
    }
}

fn link(page: &str, anchor: &str, inside: &str, out: &mut String) {
    for part in ["<a class=\"term\" href=\"", page, "#", anchor, "\">", inside, "</a>"] {
        out.push_str(part);
    }
}

/// What a name is made of, where it stands for several things or for a thing and its short name: `docker node ls|rm` for
/// `docker node ls` and `docker node rm`, `node: kubelet, kube-proxy` for both, `Domain0 (Dom0)` for both names.
fn parts(name: &str) -> Vec<String> {
    if let Some(word) = name.split(' ').find(|word| word.contains('|')) {
        let before = name.split(word).next().unwrap_or_default();
        return word.split('|').map(|one| format!("{before}{one}")).collect();
    }
    let listed = name.split_once(": ").map_or(name, |(_, listed)| listed);
    listed
        .split(", ")
        .flat_map(|one| match one.strip_suffix(')').and_then(|one| one.split_once(" (")) {
            Some((long, short)) => vec![long.to_owned(), short.to_owned()],
            None => vec![one.to_owned()],
        })
        .collect()
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}
