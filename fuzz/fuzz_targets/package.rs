//! Zips of such files.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| simulado_fuzz::reads(simulado::interchange::Format::Package, bytes));
