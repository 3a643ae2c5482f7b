//! Former and mistaken spellings of options, with those that are right.

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
        ("features" | "plot" | "export" | "expand" | "completions" | "man", "--json") => {
            return Some(format!(
                "unexpected argument `--json`: what `{command}` writes is no JSON; help: leave it out"
            ));
        }
        _ => return None,
    };
    Some(format!(
        "unexpected argument `{unknown}`; help: use `{now}`"
    ))
}

/// Returns the message about a command that is none, but has another name here; `None` if there is no such name.
pub(super) fn command(unknown: &str, line: &[String]) -> Option<String> {
    let now = match unknown {
        _ if line.first().is_some_and(|word| word == "weights") => "weights list SPEC",
        "predict" | "infer" | "inference" | "label" => "classify",
        "show" | "info" | "print" | "inspect" | "table" => "summary",
        "draw" | "view" | "visualize" | "visualise" | "render" | "graph" => "plot",
        "benchmark" | "time" | "speed" => "bench",
        "validate" | "lint" | "verify" => "check",
        "extract" | "embed" | "tap" => "features",
        "convert" | "save" => "export",
        "load" => "import",
        _ => return None,
    };
    Some(format!(
        "unknown command `{unknown}`; help: use `googlenet {now}`"
    ))
}

/// Returns the word that took the place of a former format.
pub(super) fn word(word: &str) -> Option<&'static str> {
    match word {
        "spec" | "table" => Some("text"),
        _ => None,
    }
}

/// Returns the message about several numbers behind `--mean` of `import` with spaces between them; `None` if there are
/// none.
pub(super) fn apart(line: &[String]) -> Option<String> {
    let (command, words) = line.split_first()?;
    let at = words
        .iter()
        .position(|word| word == "--mean" || word.starts_with("--mean="))?;
    let joined = words[at].strip_prefix("--mean=");
    let words = joined
        .into_iter()
        .chain(words[at + 1..].iter().map(String::as_str));
    let parts = |word: &str| -> Option<Vec<String>> {
        let parts = word.split(',').filter(|part| !part.is_empty());
        let numbers = parts.map(|part| part.parse::<f64>().ok().map(|_| part.to_owned()));
        numbers.collect()
    };
    let words: Vec<Vec<String>> = words.map_while(parts).collect();
    if command != "import" || words.len() < 2 {
        return None;
    }
    Some(format!(
        "`--mean` takes one word, got {}; help: write its numbers with commas and no spaces, `--mean {}`",
        words.len(),
        words.concat().join(",")
    ))
}
