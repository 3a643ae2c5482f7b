//! Former and mistaken spellings of options, with those that are right.

use std::path::Path;

/// Returns the message about an option that the command line of the command `command` uses and clap does not know, but
/// that has another spelling; `None` if there is none. `formats` are the words of the command's `--format`.
pub(super) fn option(
    command: &str,
    unknown: &str,
    line: &[String],
    formats: &[String],
) -> Option<String> {
    let help = match (command, unknown) {
        (_, "--style") if !formats.is_empty() => {
            let at = line.iter().position(|word| word == "--style");
            let apart = at.and_then(|at| line.get(at + 1)).map(String::as_str);
            let joined = line.iter().find_map(|word| word.strip_prefix("--style="));
            let word = joined.or(apart.filter(|word| !word.starts_with('-')));
            match word {
                Some(word) => format!("use `--format {}`", self::word(word).unwrap_or(word)),
                None => "use `--format`".to_owned(),
            }
        }
        (_, "--json") => match formats {
            [] => format!("`googlenet {command}` has one format"),
            [one] => format!("`googlenet {command}` writes {one}"),
            [all @ .., last] => {
                format!("`googlenet {command}` writes {} or {last}", all.join(", "))
            }
        },
        ("schema", "--markdown") => "use `--format markdown`".to_owned(),
        ("plot", "--block") => "use `--module`".to_owned(),
        ("plot", "auto" | "always" | "never") if line.iter().any(|word| word == "--legend") => {
            format!("use `--legend={unknown}`")
        }
        ("classify" | "features", "--image" | "--images" | "--input") => {
            "images and folders stand behind the description, without an option".to_owned()
        }
        _ => return None,
    };
    Some(format!("unexpected argument `{unknown}`; help: {help}"))
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
        "fit" | "finetune" | "fine-tune" | "learn" => "train",
        "val" | "test" | "eval" | "score" => "evaluate",
        "quantise" | "calibrate" | "quant" | "int8" => "quantize",
        "gradcam" | "grad-cam" | "cam" | "saliency" | "heatmap" => "explain",
        "convert" | "save" => "export",
        "load" => "import",
        _ => return None,
    };
    Some(format!(
        "unknown command `{unknown}`; help: use `googlenet {now}`"
    ))
}

/// Returns the word that means what another program, or a former version, calls `word`.
pub(super) fn word(word: &str) -> Option<&'static str> {
    match word {
        "spec" | "table" => Some("text"),
        "jpg" | "jpeg" | "gif" => Some("png"),
        "ps" | "eps" | "tex" => Some("pdf"),
        "mac" | "flops" | "madds" | "mult_adds" => Some("macs"),
        "param" | "parameters" | "num_params" | "param_count" => Some("params"),
        "kernel_size" | "filter" => Some("kernel"),
        "strides" => Some("stride"),
        "memory" | "output_size" => Some("activations"),
        "rf" => Some("receptive_field"),
        _ => None,
    }
}

/// Returns the message about several numbers behind `--mean` of `import` with spaces between them, of which none is the
/// name of a file; `None` if there are none.
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
    let words = words.take_while(|word| !Path::new(word).exists());
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
