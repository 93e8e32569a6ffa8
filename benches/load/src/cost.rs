//! What a process has used so far, as Linux tells it in `/proc`.

use std::fs;
use std::time::Duration;

/// Clock ticks in a second, as `/proc` counts them on every Linux of today.
const TICKS: u32 = 100;

/// Processor time that a process has used, its threads together.
pub fn cpu(pid: u32) -> Duration {
    let stat = fs::read_to_string(format!("/proc/{pid}/stat")).unwrap_or_default();
    // The name in brackets may have spaces in it: count from behind it.
    let after = stat.rsplit(") ").next().unwrap_or_default();
    let ticks: u32 = after.split(' ').skip(11).take(2).filter_map(|text| text.parse::<u32>().ok()).sum();
    Duration::from_millis(u64::from(ticks) * u64::from(1000 / TICKS))
}

/// Memory that a process holds now, in KiB.
pub fn resident(pid: u32) -> u64 {
    of_status(pid, "VmRSS:")
}

/// The most memory that a process has held, in KiB.
pub fn most_resident(pid: u32) -> u64 {
    of_status(pid, "VmHWM:")
}

fn of_status(pid: u32, name: &str) -> u64 {
    let status = fs::read_to_string(format!("/proc/{pid}/status")).unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix(name)).unwrap_or_default();
    line.split_whitespace().next().and_then(|text| text.parse().ok()).unwrap_or_default()
}
