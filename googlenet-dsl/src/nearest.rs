//! The word that was probably meant.

/// The candidate nearest to a word, where one is near enough to be a slip of the pen.
pub fn nearest<'a>(word: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    // Longer words are no names, and the distance takes time that grows with their product.
    if word.len() > 256 {
        return None;
    }
    let near = |candidate: &&str| {
        strsim::damerau_levenshtein(word, candidate) <= (word.len() / 3).clamp(1, 4)
    };
    let candidates = candidates
        .into_iter()
        .filter(|candidate| candidate.len().abs_diff(word.len()) <= 4);
    candidates
        .filter(near)
        .min_by_key(|candidate| strsim::damerau_levenshtein(word, candidate))
}

/// `did you mean …`, or the list of candidates where none is near and they are few.
pub fn suggestion<'a>(
    word: &str,
    candidates: impl IntoIterator<Item = &'a str> + Clone,
) -> Option<String> {
    if let Some(found) = nearest(word, candidates.clone()) {
        return Some(format!("did you mean `{found}`?"));
    }
    let all: Vec<_> = candidates.into_iter().take(25).collect();
    (!all.is_empty() && all.len() < 25).then(|| format!("known here: `{}`", all.join("`, `")))
}
