//! A progress bar for work that takes longer than one notices.

use std::io::{self, IsTerminal as _};
use std::time::Duration;

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

/// How the bar looks: counts, bytes, or work whose length nobody knows.
const COUNTS: &str = "{msg} {wide_bar} {pos}/{len}";
const BYTES: &str = "{msg} {wide_bar} {bytes}/{total_bytes}";
const UNKNOWN: &str = "{msg} {spinner} {elapsed}";

/// A bar that shows itself only once the work takes long, and only to a person.
pub(super) struct Bar(ProgressBar);

impl Bar {
    /// With what is being done.
    pub(super) fn new(message: &'static str) -> Self {
        let bar = Self(ProgressBar::hidden());
        bar.look(COUNTS);
        bar.0.set_message(message);
        bar
    }

    fn look(&self, template: &str) {
        if let Ok(style) = ProgressStyle::with_template(template) {
            self.0.set_style(style);
        }
    }

    /// Something else is being done now.
    pub(super) fn says(&self, message: &str) {
        if self.0.message() != message {
            self.0.set_message(message.to_owned());
        }
    }

    /// So many of so many are done.
    pub(super) fn at(&self, done: usize, of: usize) {
        self.at_long(done as u64, of as u64);
    }

    /// So many bytes of so many are done.
    pub(super) fn at_bytes(&self, message: &str, done: u64, of: u64) {
        self.look(BYTES);
        self.says(message);
        self.at_long(done, of);
    }

    /// The same with longer numbers.
    pub(super) fn at_long(&self, done: u64, of: u64) {
        self.show();
        self.0.set_length(of);
        self.0.set_position(done);
    }

    /// Something is being done, and nobody knows how long it takes.
    pub(super) fn waits(&self, message: &'static str) {
        self.look(UNKNOWN);
        self.says(message);
        if io::stderr().is_terminal() {
            self.0.set_draw_target(ProgressDrawTarget::stderr());
            self.0.enable_steady_tick(Duration::from_millis(200));
        }
    }

    fn show(&self) {
        // Quick work needs no bar.
        let slow = self.0.is_hidden() && self.0.elapsed() > Duration::from_millis(500);
        if slow && io::stderr().is_terminal() {
            self.0.set_draw_target(ProgressDrawTarget::stderr());
        }
    }
}

impl Drop for Bar {
    fn drop(&mut self) {
        self.0.finish_and_clear();
    }
}
