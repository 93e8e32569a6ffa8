//! The rule about addresses and names: reserved for documentation, so that no one's machine is meant.

use std::net::{Ipv4Addr, Ipv6Addr};

use super::{
    rule::Rule,
    subject::{Notes, Subject},
    text::Text,
};
use crate::exam::blueprint::Blueprint;

/// Ends of names that make a name of what might otherwise be a file or a key such as `xl.cfg`.
const TOP_LEVEL: [&str; 13] =
    ["com", "org", "net", "edu", "gov", "io", "dev", "br", "local", "internal", "lan", "home", "corp"];

/// Names that are reserved (RFC 2606), with all below them.
const RESERVED: [&str; 3] = ["example.com", "example.net", "example.org"];

pub(super) fn check(subject: &Subject<'_>, notes: &mut Notes) {
    for (_, texts) in subject.texts.iter() {
        for (text, line, _) in texts.all() {
            check_text(text, line, subject.blueprint, notes);
        }
    }
}

/// Checks what is seen of one text.
pub(super) fn check_text(text: &Text, line: usize, blueprint: &Blueprint, notes: &mut Notes) {
    for found in real_addresses(&text.visible, &blueprint.real_names) {
        let message = "use 192.0.2.0/24, 198.51.100.0/24, 203.0.113.0/24, 2001:db8::/32, a private range, or example.com, .net, .org";
        notes.add(Rule::RealAddress, line, found, message);
    }
}

fn real_addresses<'a>(text: &'a str, allowed: &[String]) -> Vec<&'a str> {
    let names = text.split(|c: char| !(c.is_ascii_alphanumeric() || c == '-' || c == '.'));
    let names = names
        .map(|token| token.trim_matches(['.', '-']))
        .filter(|token| token.parse::<Ipv4Addr>().map_or_else(|_| is_real_name(token, allowed), is_real_v4));
    let groups = text.split(|c: char| !(c.is_alphanumeric() || matches!(c, ':' | '.' | '-' | '_')));
    let groups = groups.map(|token| token.trim_end_matches('.')).filter(|token| token.parse().is_ok_and(is_real_v6));
    names.chain(groups).collect()
}

fn is_real_v4(address: Ipv4Addr) -> bool {
    let [first, ..] = address.octets();
    let mask = u32::from(address).leading_ones() + u32::from(address).trailing_zeros() >= 32;
    // Link-local and multicast addresses mean something of their own; 0.0.0.0 and masks are no one's.
    !(address.is_documentation()
        || address.is_private()
        || address.is_loopback()
        || address.is_link_local()
        || address.is_multicast()
        || (mask && (first == 0 || first == 255)))
}

fn is_real_v6(address: Ipv6Addr) -> bool {
    let first = address.segments()[0];
    let documentation = first == 0x2001 && address.segments()[1] == 0x0db8;
    !(documentation
        || address.is_loopback()
        || address.is_unspecified()
        || address.is_multicast()
        || address.is_unique_local()
        || first & 0xffc0 == 0xfe80)
}

fn is_real_name(token: &str, allowed: &[String]) -> bool {
    let name = token.to_ascii_lowercase();
    let is_below = |parent: &str| name == parent || name.strip_suffix(parent).is_some_and(|rest| rest.ends_with('.'));
    let Some((before, last)) = name.rsplit_once('.') else {
        return false;
    };
    TOP_LEVEL.contains(&last)
        && !before.is_empty()
        && !RESERVED.into_iter().any(is_below)
        && !allowed.iter().any(|allowed| is_below(allowed))
}

#[cfg(test)]
mod tests {
    use super::real_addresses;

    #[test]
    fn documentation_and_private_addresses_pass() {
        let fine = "192.0.2.1, 198.51.100.0/24 203.0.113.9:80 10.0.0.1 172.16.3.4 192.168.122.1 127.0.0.1 0.0.0.0 \
            255.255.255.0 169.254.169.254 2001:db8::1 [::1]:5000 fe80::1%eth0 fd00::1 52:54:00:12:34:56 12:30:45 File::Base \
            host.example.com, web.example.org. /etc/xl.cfg docker.io/library/nginx registry-1.docker.io daemon.json";
        assert_eq!(real_addresses(fine, &["docker.io".to_owned()]), Vec::<&str>::new());
    }

    #[test]
    fn others_do_not() {
        let real = "8.8.8.8 172.32.0.1 2606:4700::1111 google.com https://corp.internal/x notexample.com";
        let found = ["8.8.8.8", "172.32.0.1", "google.com", "corp.internal", "notexample.com", "2606:4700::1111"];
        assert_eq!(real_addresses(real, &[]), found);
    }
}
