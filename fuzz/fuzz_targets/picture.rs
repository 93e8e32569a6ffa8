//! Pictures. What was taken once is taken as it is.
#![no_main]

use simulado::interchange::picture::reencode;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    if let Ok(picture) = reencode(bytes) {
        assert!(reencode(&picture.bytes).is_ok());
    }
});
