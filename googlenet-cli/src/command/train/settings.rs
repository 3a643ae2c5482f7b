//! Keys of a description that are written anew.

/// Returns a description with `entry`, the lines of its key `key`, in place of those that the text has, or behind all
/// others; without an entry the key is left out. Comments and all other keys stay as they are.
pub(super) fn with_key(text: &str, key: &str, entry: Option<&str>) -> String {
    let (mut before, mut after, mut inside, mut found) =
        (String::new(), String::new(), false, false);
    for line in text.split_inclusive('\n') {
        let is_key = line.starts_with(|first: char| first.is_alphanumeric() || first == '_');
        let rest = line.strip_prefix(key);
        if rest.is_some_and(|rest| rest.trim_start().starts_with(':')) {
            (inside, found) = (true, true);
            continue;
        }
        inside &= !is_key && !line.starts_with('#');
        match (inside, found) {
            (true, _) => {}
            (false, true) => after += line,
            (false, false) => before += line,
        }
    }
    if !before.is_empty() && !before.ends_with('\n') {
        before.push('\n');
    }
    before + entry.unwrap_or_default() + &after
}

#[cfg(test)]
mod tests {
    use super::with_key;

    const SPEC: &str = "format: 1\ninput:\n  height: 4 # rows\n  width: 4\n# The layers.\nlayers:\n  input: {conv: 4}";

    #[test]
    fn a_key_is_replaced_with_its_lines() {
        let replaced = "format: 1\ninput: 3\n# The layers.\nlayers:\n  input: {conv: 4}";
        assert_eq!(with_key(SPEC, "input", Some("input: 3\n")), replaced);
        let removed = replaced.replace("input: 3\n", "");
        assert_eq!(with_key(SPEC, "input", None), removed);
        let added = format!("{SPEC}\nbudget: 3\n");
        assert_eq!(with_key(SPEC, "budget", Some("budget: 3\n")), added);
        assert_eq!(with_key(SPEC, "in", None), format!("{SPEC}\n"));
    }
}
