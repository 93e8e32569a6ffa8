//! Dockerfiles: whether each line begins with an instruction.

/// Words with which a line of a Dockerfile begins.
const INSTRUCTIONS: [&str; 18] = [
    "ADD",
    "ARG",
    "CMD",
    "COPY",
    "ENTRYPOINT",
    "ENV",
    "EXPOSE",
    "FROM",
    "HEALTHCHECK",
    "LABEL",
    "MAINTAINER",
    "ONBUILD",
    "RUN",
    "SHELL",
    "STOPSIGNAL",
    "USER",
    "VOLUME",
    "WORKDIR",
];

/// Each line begins with an instruction, unless it goes on from the one before.
pub fn check(code: &str) -> Result<(), String> {
    let mut goes_on = false;
    for line in code.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with('#')) {
        let word = line.split_whitespace().next().unwrap_or_default();
        if !goes_on && !INSTRUCTIONS.contains(&word) {
            return Err(format!("no line of a Dockerfile begins with {word}"));
        }
        goes_on = line.ends_with('\\');
    }
    Ok(())
}
