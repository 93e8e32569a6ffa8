//! Moodle's own test data and the values that it expects of them. They are not ours to hand out: they are read from beside
//! the project, and where they are not, the calculations by hand beside the code are what tests the formulas.

use std::collections::BTreeMap;
use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use serde_json::Value;

use super::*;

/// The folder of the data; nothing, with a word about it, where there is none.
fn folder() -> Option<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/measurement/moodle");
    if folder.is_dir() {
        return Some(folder);
    }
    let words = format!("skipped: {} is not there, so nothing is compared with Moodle's values", folder.display());
    writeln!(io::stderr(), "{words}").expect("a place to say so");
    None
}

/// The rows of a CSV file, each by the names of its columns.
fn rows(file: &Path) -> Vec<BTreeMap<String, String>> {
    csv::Reader::from_path(file).expect("the file").deserialize().map(|row| row.expect("a row")).collect()
}

fn number(row: &BTreeMap<String, String>, column: &str) -> f64 {
    row[column].parse().unwrap_or_else(|_| panic!("a number in {column}"))
}

/// An attempt begins with its row for slot 1. Its sum of marks stands in each of its rows.
fn marks(folder: &Path) -> Marks {
    let questions = rows(&folder.join("mdl_question.csv"));
    let highest: Vec<f64> = questions.iter().map(|question| number(question, "maxmark")).collect();
    let mut attempts: Vec<Vec<f64>> = Vec::new();
    for row in rows(&folder.join("mdl_question_states.csv")) {
        if row["slot"] == "1" {
            attempts.push(vec![f64::NAN; highest.len()]);
        }
        let slot: usize = row["slot"].parse().expect("a slot");
        attempts.last_mut().expect("slot 1 comes first")[slot - 1] = number(&row, "mark");
    }
    Marks::new(highest, attempts).expect("a table")
}

fn assert_close(what: &str, found: Option<f64>, expected: &Value) {
    match (found, expected.as_f64()) {
        (Some(found), Some(expected)) => assert!((found - expected).abs() <= 1e-6, "{what}: {found}, not {expected}"),
        (found, expected) => assert_eq!(found, expected, "{what}"),
    }
}

#[test]
fn the_statistics_agree_with_moodles() {
    let Some(folder) = folder() else { return };
    let expected: Value =
        serde_json::from_slice(&fs::read(folder.join("expected.json")).expect("the values")).expect("JSON");
    let expected = &expected["A_states"];
    let marks = marks(&folder);
    assert_eq!((marks.attempts(), marks.slots()), (22, 20));
    let slots = SlotStatistics::of(&marks);
    by_moodle(&slots, &expected["items_expected_moodle"]);
    in_full(&slots, &expected["items_computed_full_precision"]);
    whole(&TestStatistics::of(&marks), &expected["test_computed_not_asserted_by_moodle"]);
}

/// What Moodle's own test asserts, on the scale that it has there.
fn by_moodle(slots: &[SlotStatistics], expected: &Value) {
    let percent = |share: Option<f64>| share.map(|share| share * 100.0);
    for (number, slot) in (1..).zip(slots) {
        let check = |name: &str, found: Option<f64>| {
            let expected = &expected[name]["values_by_slot"][format!("{number}")];
            assert_close(&format!("{name} of slot {number}"), found, expected);
        };
        check("facility", percent(slot.facility_index));
        // Nothing for a slot without marks: as the report shows it.
        let shown = slot.standard_deviation_share.and(slot.standard_deviation);
        check("sd", shown.map(|deviation| deviation * 1000.0));
        check("effectiveweight", percent(slot.effective_weight));
        check("discriminationindex", percent(slot.discrimination_index));
        check("discriminativeefficiency", percent(slot.discriminative_efficiency));
    }
}

/// Every value behind it.
fn in_full(slots: &[SlotStatistics], expected: &Value) {
    let expected = expected.as_array().expect("a list");
    assert_eq!(slots.len(), expected.len());
    let percent = |share: Option<f64>| share.map(|share| share * 100.0);
    for (slot, expected) in slots.iter().zip(expected) {
        let check =
            |name: &str, found| assert_close(&format!("{name} of {}", expected["slot"]), found, &expected[name]);
        check("facility", slot.facility_index);
        check("markvariance", slot.mark_variance);
        check("sd", slot.standard_deviation);
        check("othermarkvariance", slot.rest_variance);
        check("covariance", slot.covariance);
        check("covariancemax", slot.covariance_max);
        check("covariancewithoverallmark", slot.covariance_with_total);
        check("discriminationindex", percent(slot.discrimination_index));
        check("discriminativeefficiency", percent(slot.discriminative_efficiency));
        check("effectiveweight", percent(slot.effective_weight));
    }
}

fn whole(test: &TestStatistics, expected: &Value) {
    let check = |name: &str, found| assert_close(name, found, &expected[name]);
    check("mean", test.mean);
    check("median", test.median);
    check("standarddeviation", test.standard_deviation);
    check("skewness", test.skewness);
    check("kurtosis", test.kurtosis);
    check("cic", test.internal_consistency.map(|share| share * 100.0));
    check("errorratio", test.error_ratio.map(|share| share * 100.0));
    check("standarderror", test.standard_error);
}
