//! Headings that tell networks apart.

use super::totals::Totals;
use std::collections::HashSet;
use std::path::{Component, MAIN_SEPARATOR_STR, Path};

/// Returns a heading for each network: their names if no two have the same one, otherwise the shortest end of each one's
/// path that no other path has; the name for networks without a file. Control characters become U+FFFD.
pub(super) fn headings(networks: &[Totals]) -> Vec<String> {
    let names: HashSet<&str> = networks.iter().map(|of| of.name.as_str()).collect();
    if names.len() == networks.len() {
        return networks.iter().map(|of| of.name.clone()).collect();
    }
    let paths: Vec<Vec<&str>> = networks
        .iter()
        .map(|of| of.file.as_deref().map_or_else(Vec::new, parts))
        .collect();
    let heading = |(of, path): (&Totals, &Vec<&str>)| match &of.file {
        None => of.name.clone(),
        Some(file) => {
            let others = || paths.iter().filter(|other| *other != path);
            let is_alone = |end: &&[&str]| others().all(|other| !other.ends_with(end));
            let ends = (0..path.len()).rev().map(|start| &path[start..]);
            let shortest = ends.into_iter().find(is_alone);
            let shown = shortest.map_or_else(|| file.clone(), |end| end.join(MAIN_SEPARATOR_STR));
            printable(&shown)
        }
    };
    networks.iter().zip(&paths).map(heading).collect()
}

fn parts(file: &str) -> Vec<&str> {
    let parts = Path::new(file).components();
    let parts = parts.filter(|part| matches!(part, Component::Normal(_) | Component::ParentDir));
    parts.filter_map(|part| part.as_os_str().to_str()).collect()
}

/// Replaces control characters, which files' names and texts may have, by U+FFFD.
pub(super) fn printable(text: &str) -> String {
    let shown = |letter: char| match letter.is_control() {
        true => char::REPLACEMENT_CHARACTER,
        false => letter,
    };
    text.chars().map(shown).collect()
}
