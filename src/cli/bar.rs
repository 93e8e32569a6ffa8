//! A progress bar for work that takes longer than one notices.

use std::io::{self, IsTerminal as _};
use std::time::Duration;

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

/// A bar that shows itself only once the work takes long, and only to a person.
pub(super) struct Bar(ProgressBar);

impl Bar {
    /// With what is being done.
    pub(super) fn new(message: &'static str) -> Self {
        let bar = ProgressBar::hidden();
        if let Ok(style) = ProgressStyle::with_template("{msg} {wide_bar} {pos}/{len}") {
            bar.set_style(style);
        }
        bar.set_message(message);
        Self(bar)
    }

    /// So many of so many are done.
    pub(super) fn at(&self, done: usize, of: usize) {
        // Quick work needs no bar.
        let slow = self.0.is_hidden() && self.0.elapsed() > Duration::from_millis(500);
        if slow && io::stderr().is_terminal() {
            self.0.set_draw_target(ProgressDrawTarget::stderr());
        }
        self.0.set_length(of as u64);
        self.0.set_position(done as u64);
    }
}

impl Drop for Bar {
    fn drop(&mut self) {
        self.0.finish_and_clear();
    }
}
