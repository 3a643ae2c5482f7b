//! Spelling suggestions by edit distance.

mod distance;

/// Returns the candidate with the smallest Damerau-Levenshtein distance, in characters, to a misspelled word; of
/// several at this distance, the first. A candidate that is [`alike`] has the distance 0. Returns `None` if every
/// distance is above the limit, which is a third of the word's length in bytes, rounded down, but no less than 1, no more
/// than 4, and less than the word has letters; also if the word is longer than 256 bytes. Candidates whose length
/// differs from that of the word by more than 4 bytes are skipped.
pub fn nearest<'a>(word: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    // Names are shorter, and the time of the distance grows with the product of both lengths.
    if word.len() > 256 {
        return None;
    }
    let (letters, mut others) = (word.chars().collect::<Vec<_>>(), Vec::new());
    let mut limit = (word.len() / 3)
        .clamp(1, 4)
        .min(letters.len().saturating_sub(1));
    let mut found = None;
    for candidate in candidates {
        if candidate.len().abs_diff(word.len()) > 4 {
            continue;
        }
        if alike(word, candidate) {
            return Some(candidate);
        }
        others.clear();
        others.extend(candidate.chars());
        if let Some(distance) = distance::within(&letters, &others, limit) {
            found = Some(candidate);
            // Of those that follow only a nearer one counts.
            let Some(nearer) = distance.checked_sub(1) else {
                break;
            };
            limit = nearer;
        }
    }
    found
}

/// Returns `true` if the words are the same but for capitals, `-`, `_` and blanks, as `MaxPool` and `max_pool` are.
pub fn alike(one: &str, other: &str) -> bool {
    let letters = |word| {
        str::chars(word)
            .filter(|letter| !['-', '_', ' '].contains(letter))
            .map(|letter| letter.to_ascii_lowercase())
    };
    letters(one).eq(letters(other))
}

/// Returns the help text for an unknown word: `did you mean …?` with the [`nearest`] candidate or, if none is near,
/// `known here: …` with all candidates. `None` if none is near and there are no candidates or 25 or more.
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
