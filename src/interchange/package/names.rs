//! The names of files in a package, and what the files call each other.

use percent_encoding::percent_decode_str;

/// The longest name, in bytes.
const LONGEST: usize = 1024;
/// Folders may be nested this deep.
const DEPTH: usize = 32;
/// How Canvas and others write "in the files of this course".
const BASES: [&str; 4] = ["$IMS-CC-FILEBASE$", "$IMS_CC_FILEBASE$", "$IMS-CC_FILEBASE$", "$IMS_CC_FILE_BASE$"];

/// The name of an entry, if it leads nowhere out of the package.
pub(super) fn checked(name: &str) -> Option<String> {
    let drive = name.as_bytes().get(1) == Some(&b':');
    let outside = name.starts_with('/') || drive || name.contains('\\') || name.contains(char::is_control);
    if name.is_empty() || name.len() > LONGEST || outside {
        return None;
    }
    let parts: Vec<&str> = name.split('/').filter(|part| !part.is_empty() && *part != ".").collect();
    let climbs = parts.contains(&"..");
    (!climbs && parts.len() <= DEPTH).then(|| parts.join("/"))
}

/// The names that an address in the file `from` may mean, the likeliest first.
pub(super) fn meant(from: &str, address: &str) -> Vec<String> {
    let Some(address) = path(address) else { return Vec::new() };
    let folder = from.rsplit_once('/').map_or("", |(folder, _)| folder);
    let shared = BASES.iter().find_map(|base| address.strip_prefix(base)).map(|rest| rest.trim_start_matches('/'));
    let relative = address.trim_start_matches('/');
    let candidates = match shared {
        Some(rest) => [joined("web_resources", rest), joined("", rest), joined(folder, rest)],
        None if address.starts_with('/') => [joined("", relative), joined(folder, relative), None],
        None => [joined(folder, relative), joined("", relative), None],
    };
    candidates.into_iter().flatten().filter(|name| !name.is_empty()).collect()
}

/// The part of an address that is a path; nothing if it leads to another place.
fn path(address: &str) -> Option<String> {
    let address = address.trim().split(['?', '#']).next().unwrap_or_default();
    let scheme = address.split(['/', '?', '#']).next().is_some_and(|first| first.contains(':'));
    if address.is_empty() || scheme || address.starts_with("//") {
        return None;
    }
    Some(percent_decode_str(address).decode_utf8_lossy().replace('\\', "/"))
}

/// A path in a folder; nothing if it climbs out of the package.
fn joined(folder: &str, path: &str) -> Option<String> {
    let mut parts: Vec<&str> = Vec::new();
    for part in folder.split('/').chain(path.split('/')) {
        match part {
            "" | "." => {}
            ".." => drop(parts.pop()?),
            part => parts.push(part),
        }
    }
    Some(parts.join("/"))
}

/// The folders and the name that an address ends with, without those that lead up.
pub(super) fn ending(address: &str) -> Option<String> {
    let path = path(address)?;
    let rest = BASES.iter().find_map(|base| path.strip_prefix(base)).unwrap_or(&path);
    let parts: Vec<&str> = rest.split('/').filter(|part| !matches!(*part, "" | "." | "..")).collect();
    (!parts.is_empty()).then(|| parts.join("/"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_that_leads_out_of_the_package_is_no_name() {
        for bad in [
            "",
            "/etc/passwd",
            "..",
            "a/../../b",
            "a/../b",
            "..\\b",
            "a\\b",
            "C:/a",
            "c:a",
            "a\0.xml",
            "a\n.xml",
            &"a".repeat(LONGEST + 1),
            &"a/".repeat(DEPTH + 1),
        ] {
            assert_eq!(checked(bad), None, "{bad:?}");
        }
        for (good, kept) in [("a b/é.xml", "a b/é.xml"), ("./a//b.xml", "a/b.xml"), ("..a/b..", "..a/b.."), ("a/", "a")]
        {
            assert_eq!(checked(good).as_deref(), Some(kept));
        }
    }

    #[test]
    fn an_address_is_looked_for_where_it_may_be_meant() {
        for (from, address, names) in [
            ("items/a.xml", "../img/b%20c.png?x#y", vec!["img/b c.png"]),
            ("items/a.xml", "/ref/b.xml", vec!["ref/b.xml", "items/ref/b.xml"]),
            ("a.xml", "../../b.png", vec![]),
            (
                "q/a.xml",
                "$IMS-CC-FILEBASE$/Uploaded Media/b.png",
                vec!["web_resources/Uploaded Media/b.png", "Uploaded Media/b.png", "q/Uploaded Media/b.png"],
            ),
            ("q/a.xml", "%24IMS-CC-FILEBASE%24/b.png", vec!["web_resources/b.png", "b.png", "q/b.png"]),
            ("a.xml", "https://example.com/b.png", vec![]),
            ("a.xml", "//example.com/b.png", vec![]),
            ("a.xml", "data:image/png;base64,AA==", vec![]),
            ("a.xml", "", vec![]),
        ] {
            let mut expected = names;
            expected.dedup();
            let mut found = meant(from, address);
            found.dedup();
            assert_eq!(found, expected, "{address}");
        }
        assert_eq!(ending("../$x/./b.png").as_deref(), Some("$x/b.png"));
        assert_eq!(ending("$IMS_CC_FILE_BASE$org1/b.png").as_deref(), Some("org1/b.png"));
        assert_eq!(ending("../.."), None);
    }
}
