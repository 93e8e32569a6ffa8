//! What a blueprint gives, and what it refuses.

use super::*;

const GOOD: &str = include_str!("tests/good.toml");

fn read(text: &str) -> Result<Blueprint, String> {
    toml::from_str(text).map_err(|error: toml::de::Error| error.message().to_owned())
}

#[test]
fn a_good_blueprint_is_read_and_adds_up() {
    let blueprint = read(GOOD).unwrap();
    assert_eq!(blueprint.questions(), 3);
    let objective = blueprint.objective(&"1.2".parse().unwrap()).unwrap();
    assert_eq!(objective.title.pt_br, "Redes");
    assert!(objective.has_term("ip"));
    assert_eq!(blueprint.topic_of(&objective.id).unwrap().id.as_str(), "1");
    let (owner, area) = blueprint.area(&"1.2.a".parse().unwrap()).unwrap();
    assert_eq!((owner.id.as_str(), area.awareness), ("1.2", true));
}

#[test]
fn what_is_wrong_is_named() {
    for (from, to, message) in [
        ("weight = 2", "weight = 0", "objective 1.1: its weight is 0, so that it would never be asked"),
        ("pass = 500", "pass = 900", "the scale must rise from min over pass to max, but is 200, 900, 800"),
        ("pass_share = 0.66", "pass_share = 66.0", "pass_share must lie between 0 and 1, but is 66"),
        ("minutes = 90", "minutes = 0", "minutes is 0: an exam takes time"),
        ("id = \"1.2\"", "id = \"1.1\"", "objective 1.1 is there twice"),
        ("id = \"1.2.a\"", "id = \"1.1.a\"", "area 1.1.a is there twice"),
        ("weight = 2", "weight = 65535", "objective 1.2: the weights add up to more than 65535"),
    ] {
        assert_eq!(read(&GOOD.replacen(from, to, 1)).unwrap_err(), message);
    }
    assert!(read(&GOOD.replacen("minutes", "hours", 1)).unwrap_err().contains("unknown field `hours`"));
}
