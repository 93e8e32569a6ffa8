//! Names for questions that come without one: from what their file calls them.

use std::collections::HashSet;

use crate::bank::card::fold;
use crate::exam::id::QuestionName;

/// The longest name that is made; a number may follow.
const LENGTH: usize = 60;

/// A name made of a text: lower case, digits and hyphens.
fn slug(text: &str) -> String {
    let folded = fold(text);
    let mut name = String::new();
    for word in folded.split(|c: char| !c.is_ascii_alphanumeric()).filter(|word| !word.is_empty()) {
        if name.len() + word.len() + 1 > LENGTH {
            break;
        }
        if !name.is_empty() {
            name.push('-');
        }
        name.push_str(word);
    }
    name
}

/// The first free name for a text, which is taken from then on.
pub fn free(text: &str, taken: &mut HashSet<QuestionName>) -> QuestionName {
    let base = match slug(text) {
        name if name.is_empty() => "question".to_owned(),
        name if QuestionName::of_new(&name).is_err() => format!("{name}-question"),
        name => name,
    };
    let candidates = std::iter::once(base.clone()).chain((2_u32..).map(|n| format!("{base}-{n}")));
    for candidate in candidates {
        if let Ok(name) = QuestionName::of_new(&candidate)
            && taken.insert(name.clone())
        {
            return name;
        }
    }
    unreachable!("there is always a further number")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_what_the_file_calls_it_and_never_twice() {
        let mut taken = HashSet::new();
        let mut name = |text: &str| free(text, &mut taken).to_string();
        assert_eq!(name("Questão 7: o QEMU/KVM?"), "questao-7-o-qemu-kvm");
        assert_eq!(name("Questao 7 – O qemu kvm"), "questao-7-o-qemu-kvm-2");
        assert_eq!(name("???"), "question");
        assert_eq!(name(""), "question-2");
        assert_eq!(name("new"), "new-question");
        assert_eq!(name("Changes"), "changes-question");
        assert!(name(&"word ".repeat(40)).len() <= LENGTH);
        assert_eq!(name(&"x".repeat(200)), "question-3");
    }
}
