//! Former spellings of options, with those that took their place.

/// Returns the message about a former option that the command line of the command `command` uses and clap does not
/// know; `None` if there is none.
pub(super) fn option(command: &str, unknown: &str, line: &[String]) -> Option<String> {
    let now = match (command, unknown) {
        ("summary" | "compare", "--style") => {
            let at = line.iter().position(|word| word == "--style");
            let apart = at.and_then(|at| line.get(at + 1)).map(String::as_str);
            let joined = line.iter().find_map(|word| word.strip_prefix("--style="));
            let word = joined.or(apart.filter(|word| !word.starts_with('-')));
            match word {
                Some(word) => format!("--format {}", self::word(word).unwrap_or(word)),
                None => "--format".to_owned(),
            }
        }
        ("schema", "--markdown") => "--format markdown".to_owned(),
        _ => return None,
    };
    Some(format!(
        "unexpected argument `{unknown}`; help: use `{now}`"
    ))
}

/// Returns the word that took the place of a former format.
pub(super) fn word(word: &str) -> Option<&'static str> {
    match word {
        "spec" | "table" => Some("text"),
        _ => None,
    }
}
