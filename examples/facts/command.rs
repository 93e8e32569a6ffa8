//! Command lines, taken apart as a shell does it: words, quotes, and what stands between two commands.

use crate::text::Block;

/// A program and what is given to it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct CommandLine {
    /// The program's name.
    pub program: String,
    /// Everything after it.
    pub arguments: Vec<String>,
}

/// A command line that is shown, and what it is shown to print.
#[derive(Clone, Debug)]
pub struct Shown {
    /// What is typed.
    pub line: CommandLine,
    /// The lines under it, up to the next prompt.
    pub said: Vec<String>,
    /// Whether its output goes into another command, or a file: then what is shown is not its own.
    pub is_piped: bool,
}

impl std::fmt::Display for CommandLine {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{} {}", self.program, self.arguments.join(" "))
    }
}

/// A word, or a sign that a shell acts on.
enum Token {
    Word(String),
    /// Between two commands.
    Between,
    /// From here to the next command the words are files that are read or written.
    Redirection,
}

/// The command lines in a line of code.
pub fn lines(code: &str) -> Vec<CommandLine> {
    let mut found = Vec::new();
    let mut words: Vec<String> = Vec::new();
    let mut is_over = false;
    for token in split(code).into_iter().chain([Token::Between]) {
        match token {
            Token::Between => {
                found.extend(command(std::mem::take(&mut words)));
                is_over = false;
            }
            Token::Redirection => is_over = true,
            Token::Word(word) if !is_over => words.push(word),
            Token::Word(_) => {}
        }
    }
    found
}

/// Leaves out what stands before the command: who runs it, with which variables.
fn command(words: Vec<String>) -> Option<CommandLine> {
    let is_before = |word: &String| {
        matches!(word.as_str(), "sudo" | "time" | "#" | "$")
            || word.split_once('=').is_some_and(|(name, _)| {
                !name.is_empty() && name.chars().all(|c| c.is_ascii_alphanumeric() || c == '_')
            })
    };
    let mut words = words.into_iter().skip_while(is_before);
    Some(CommandLine { program: words.next()?, arguments: words.collect() })
}

/// The command lines of a block: all of a script, those after a prompt of a session.
pub fn shown(block: &Block) -> Vec<Shown> {
    let is_session = match block.language.as_str() {
        "console" => true,
        "sh" | "bash" => false,
        _ => return Vec::new(),
    };
    let mut found: Vec<Shown> = Vec::new();
    let mut answering = 0;
    let joined = block.code.replace("\\\n", " ");
    for row in joined.lines() {
        let prompted = row.strip_prefix("$ ").or_else(|| row.strip_prefix("# "));
        let typed = if is_session { prompted } else { Some(row).filter(|row| !row.starts_with('#')) };
        match typed {
            Some(typed) => {
                let is_piped = split(typed).iter().any(|token| !matches!(token, Token::Word(_)));
                let lines = lines(typed).into_iter().map(|line| Shown { line, said: Vec::new(), is_piped });
                answering = found.len();
                found.extend(lines);
                if typed.contains("<<") {
                    break;
                }
            }
            // Of a row with several, what is printed may be the first one's.
            None => found.get_mut(answering).into_iter().for_each(|one| one.said.push(row.to_owned())),
        }
    }
    found
}

/// Words, with quotes taken away, and the signs between them.
fn split(code: &str) -> Vec<Token> {
    let mut tokens = Vec::new();
    let mut word: Option<String> = None;
    let mut quote: Option<char> = None;
    for c in code.chars() {
        match (quote, c) {
            (Some(open), _) if c == open => quote = None,
            (None, '\'' | '"') => {
                quote = Some(c);
                word.get_or_insert_default();
            }
            // The ampersand of `2>&1`.
            (None, '&') if matches!(tokens.last(), Some(Token::Redirection)) => {}
            (None, ';' | '|' | '&') => {
                tokens.extend(word.take().map(Token::Word));
                tokens.push(Token::Between);
            }
            (None, '>' | '<') => {
                // The number before it is no word.
                tokens.extend(word.take().filter(|word| word != "2").map(Token::Word));
                tokens.push(Token::Redirection);
            }
            (None, _) if c.is_whitespace() => tokens.extend(word.take().map(Token::Word)),
            _ => word.get_or_insert_default().push(c),
        }
    }
    tokens.extend(word.map(Token::Word));
    tokens
}
