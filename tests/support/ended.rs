//! How a command of the program ended, and what it said.

pub struct Ended {
    pub code: Option<i32>,
    pub out: String,
    pub err: String,
}

impl Ended {
    pub fn must_be(&self, code: i32) -> &Self {
        assert_eq!(self.code, Some(code), "{}{}", self.out, self.err);
        self
    }

    pub fn must_say(&self, words: &str) -> &Self {
        assert!(self.out.contains(words) || self.err.contains(words), "“{words}”: {}{}", self.out, self.err);
        self
    }
}
