//! Where a request comes from: the other end of its connection, or, behind our own proxies, what they say of theirs.

use std::net::{IpAddr, SocketAddr};

use axum::extract::ConnectInfo;
use axum::http::HeaderMap;
use axum::http::request::Parts;

const FORWARDED_FOR: &str = "x-forwarded-for";

/// The visitor's address. A header that did not come through one of `proxies` is anybody's word, and not read.
pub fn address(parts: &Parts, proxies: &[IpAddr]) -> Option<IpAddr> {
    let connected = parts.extensions.get::<ConnectInfo<SocketAddr>>()?.0.ip().to_canonical();
    Some(behind(connected, &parts.headers, proxies))
}

/// Each proxy adds at the end whom it was asked by. So the last address that is not a proxy of ours was seen by one of ours;
/// what stands before it was written by whoever sent it.
fn behind(connected: IpAddr, headers: &HeaderMap, proxies: &[IpAddr]) -> IpAddr {
    let lines = headers.get_all(FORWARDED_FOR).into_iter().map(|line| line.to_str().unwrap_or_default());
    let words: Vec<&str> = lines.flat_map(|line| line.split(',')).map(str::trim).collect();
    let mut told = words.into_iter().rev();
    let mut address = connected;
    while proxies.contains(&address) {
        match told.next().and_then(|word| word.parse::<IpAddr>().ok()) {
            Some(before) => address = before.to_canonical(),
            None => break,
        }
    }
    address
}

#[cfg(test)]
mod tests {
    use super::*;

    fn address(connected: &str, lines: &[&str]) -> String {
        let mut headers = HeaderMap::new();
        for line in lines {
            headers.append(FORWARDED_FOR, line.parse().unwrap());
        }
        let proxies = ["198.51.100.1", "198.51.100.2"].map(|proxy| proxy.parse().unwrap());
        behind(connected.parse().unwrap(), &headers, &proxies).to_string()
    }

    #[test]
    fn only_our_proxies_are_believed() {
        assert_eq!(address("192.0.2.7", &["203.0.113.9"]), "192.0.2.7");
        assert_eq!(address("198.51.100.1", &["203.0.113.9"]), "203.0.113.9");
        assert_eq!(address("198.51.100.1", &["203.0.113.9, 198.51.100.2"]), "203.0.113.9", "one behind the other");
    }

    #[test]
    fn what_the_visitor_wrote_in_front_is_not_read() {
        assert_eq!(address("198.51.100.1", &["10.0.0.1, 203.0.113.9"]), "203.0.113.9");
        assert_eq!(address("198.51.100.1", &["10.0.0.1", "203.0.113.9"]), "203.0.113.9");
        assert_eq!(address("198.51.100.1", &[]), "198.51.100.1");
        assert_eq!(address("198.51.100.1", &["203.0.113.9, nonsense"]), "198.51.100.1");
        assert_eq!(address("198.51.100.1", &["2001:db8::7"]), "2001:db8::7");
    }
}
