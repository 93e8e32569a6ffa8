//! QTI 1.2.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| simulado_fuzz::reads(simulado::interchange::Format::Qti12, bytes));
