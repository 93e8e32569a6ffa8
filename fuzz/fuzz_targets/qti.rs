//! QTI 2 and 3: items and tests.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| simulado_fuzz::reads(simulado::interchange::Format::Qti21, bytes));
