//! Times, dates, numbers and durations as the reader's language writes them. Pure: no clock, no time zone of its own.

use jiff::ZonedDateTime;

use crate::l10n::L10n;

const MONTHS_EN: [&str; 12] = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
const MONTHS_PT: [&str; 12] =
    ["jan.", "fev.", "mar.", "abr.", "mai.", "jun.", "jul.", "ago.", "set.", "out.", "nov.", "dez."];

/// A time of day to the second: `12:03:41`.
#[must_use]
pub fn time(at: &ZonedDateTime) -> String {
    format!("{:02}:{:02}:{:02}", at.hour(), at.minute(), at.second())
}

/// A date: `23 Nov 2026`, `23 de nov. de 2026`.
#[must_use]
pub fn date(at: &ZonedDateTime, lang: L10n) -> String {
    let month = usize::try_from(at.month() - 1).unwrap_or_default();
    match lang {
        L10n::En => format!("{} {} {}", at.day(), MONTHS_EN[month], at.year()),
        L10n::PtBR => format!("{} de {} de {}", at.day(), MONTHS_PT[month], at.year()),
    }
}

/// A date with the time to the minute: `23 Nov 2026, 12:03`.
#[must_use]
pub fn date_time(at: &ZonedDateTime, lang: L10n) -> String {
    format!("{}, {:02}:{:02}", date(at, lang), at.hour(), at.minute())
}

/// The same moment for machines, as the `datetime` attribute wants it: `2026-11-23T12:03:41-03:00`.
#[must_use]
pub fn machine(at: &ZonedDateTime) -> String {
    at.strftime("%Y-%m-%dT%H:%M:%S%:z").to_string()
}

/// A number with a fixed count of decimals: `0.72`, `0,72`.
#[must_use]
pub fn decimal(value: f64, places: usize, lang: L10n) -> String {
    let text = format!("{value:.places$}");
    match lang {
        L10n::En => text,
        L10n::PtBR => text.replace('.', ","),
    }
}

/// A whole number with its thousands apart: `12,480`, `12.480`.
#[must_use]
pub fn integer(value: u64, lang: L10n) -> String {
    let mark = match lang {
        L10n::En => ',',
        L10n::PtBR => '.',
    };
    let digits = value.to_string();
    let mut text = String::with_capacity(digits.len() + digits.len() / 3);
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && (digits.len() - place).is_multiple_of(3) {
            text.push(mark);
        }
        text.push(digit);
    }
    text
}

/// A share as a whole percentage: `72%`. The same in both languages.
#[must_use]
pub fn percent(share: f64) -> String {
    format!("{:.0}%", share * 100.0)
}

/// How long something took: `1 h 24 min`, `24 min`, `45 s`. The same in both languages.
#[must_use]
pub fn duration(seconds: u64) -> String {
    let (hours, minutes) = (seconds / 3600, seconds % 3600 / 60);
    match (hours, minutes) {
        (0, 0) => format!("{seconds} s"),
        (0, _) => format!("{minutes} min"),
        (_, 0) => format!("{hours} h"),
        _ => format!("{hours} h {minutes} min"),
    }
}

/// How long one question took, to the second: `1 min 05 s`, `45 s`.
#[must_use]
pub fn short_duration(seconds: u64) -> String {
    match seconds / 60 {
        0 => format!("{seconds} s"),
        minutes => format!("{minutes} min {:02} s", seconds % 60),
    }
}

/// What a clock shows that counts down: `1:29:50`, `9:50`, `0:08`.
#[must_use]
pub fn clock(seconds: u64) -> String {
    let (hours, minutes, rest) = (seconds / 3600, seconds % 3600 / 60, seconds % 60);
    if hours > 0 { format!("{hours}:{minutes:02}:{rest:02}") } else { format!("{minutes}:{rest:02}") }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str) -> ZonedDateTime {
        text.parse().expect("a zoned time")
    }

    #[test]
    fn dates_and_times_follow_the_language() {
        let noon = at("2026-11-23T12:03:41-03:00[America/Sao_Paulo]");
        assert_eq!(time(&noon), "12:03:41");
        assert_eq!(date(&noon, L10n::En), "23 Nov 2026");
        assert_eq!(date(&noon, L10n::PtBR), "23 de nov. de 2026");
        assert_eq!(date_time(&noon, L10n::En), "23 Nov 2026, 12:03");
        assert_eq!(machine(&noon), "2026-11-23T12:03:41-03:00");
    }

    #[test]
    fn every_month_has_a_name() {
        for month in 1..=12 {
            let day = at(&format!("2026-{month:02}-01T00:00:00+00:00[UTC]"));
            assert!(date(&day, L10n::En).ends_with(" 2026"));
            assert!(date(&day, L10n::PtBR).ends_with(". de 2026"));
        }
    }

    #[test]
    fn numbers_follow_the_language() {
        assert_eq!(decimal(0.716, 2, L10n::En), "0.72");
        assert_eq!(decimal(0.716, 2, L10n::PtBR), "0,72");
        assert_eq!(integer(7, L10n::En), "7");
        assert_eq!(integer(999, L10n::En), "999");
        assert_eq!(integer(12_480, L10n::En), "12,480");
        assert_eq!(integer(1_012_480, L10n::PtBR), "1.012.480");
        assert_eq!(percent(0.716), "72%");
        assert_eq!(percent(1.0), "100%");
    }

    #[test]
    fn durations_and_clocks() {
        assert_eq!(duration(45), "45 s");
        assert_eq!(duration(60), "1 min");
        assert_eq!(duration(3600), "1 h");
        assert_eq!(duration(5_040), "1 h 24 min");
        assert_eq!(short_duration(45), "45 s");
        assert_eq!(short_duration(65), "1 min 05 s");
        assert_eq!(clock(5_390), "1:29:50");
        assert_eq!(clock(590), "9:50");
        assert_eq!(clock(8), "0:08");
        assert_eq!(clock(0), "0:00");
    }
}
