//! What a reader says in words of its own: a piece of a sentence in English, and what it quotes. The pages say the same in the
//! reader's language, whose pieces stand in `locales/`.

use std::fmt;

/// What stands in a template where something is quoted.
const PLACE: &str = "{}";

/// A piece of a sentence. [`words!`] makes it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Words {
    template: &'static str,
    quotes: Vec<String>,
}

impl Words {
    /// Of a template and what stands in its places. For [`words!`] alone, which has counted them.
    pub(crate) const fn new(template: &'static str, quotes: Vec<String>) -> Self {
        Self { template, quotes }
    }

    /// What is said elsewhere, as it stands: a name in the file, the error of a library.
    pub fn quoted(text: impl fmt::Display) -> Self {
        Self { template: PLACE, quotes: vec![text.to_string()] }
    }

    /// How many places a template has. Asked of constants, so that [`words!`] does not compile with the wrong number.
    pub(crate) const fn places(template: &str) -> usize {
        let bytes = template.as_bytes();
        let (mut count, mut at) = (0, 1);
        while at < bytes.len() {
            if bytes[at - 1] == b'{' && bytes[at] == b'}' {
                count += 1;
            }
            at += 1;
        }
        count
    }

    /// The English template, by which that of another language is found.
    pub const fn template(&self) -> &'static str {
        self.template
    }

    /// The same by a template of another language, which has as many places.
    pub fn said_as(&self, template: &str) -> String {
        let mut said = String::with_capacity(template.len());
        let mut quotes = self.quotes.iter();
        for (number, piece) in template.split(PLACE).enumerate() {
            if number > 0 {
                said.push_str(quotes.next().map_or(PLACE, String::as_str));
            }
            said.push_str(piece);
        }
        said
    }
}

impl fmt::Display for Words {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.said_as(self.template))
    }
}

/// Makes [`Words`] of an English template, with `{}` where something is quoted, and what is quoted. Every template has its
/// Portuguese in `locales/pt-BR/fragments.txt`.
macro_rules! words {
    ($template:literal $(, $quote:expr)* $(,)?) => {{
        const QUOTES: usize = <[&str]>::len(&[$(stringify!($quote)),*]);
        const { assert!($crate::interchange::Words::places($template) == QUOTES, "a quotation for each place") };
        $crate::interchange::Words::new($template, Vec::from([$(ToString::to_string(&$quote)),*]))
    }};
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_said_in_english_or_by_another_template() {
        let words = words!("<{}> on line {}", "a {} b", 3);
        assert_eq!(words.to_string(), "<a {} b> on line 3");
        assert_eq!(words.said_as("na linha de <{}>, {}"), "na linha de <a {} b>, 3");
        assert_eq!(words!("pictures").said_as("imagens"), "imagens");
        let elsewhere = "{} as it stands";
        assert_eq!(Words::quoted(elsewhere).to_string(), elsewhere);
    }
}
