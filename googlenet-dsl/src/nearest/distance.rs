//! The edit distance of two words that are near each other.

/// Largest limit of a distance.
const MOST: usize = 4;

/// Number of distances of a row that are held: those of letters whose places differ by no more than [`MOST`].
const BAND: usize = 2 * MOST + 1;

/// Returns the Damerau-Levenshtein distance of two words, in which letters may stand between those that are transposed,
/// if it is at most `limit`, which is at most 4. The time for words that differ early does not depend on their length.
pub(super) fn within(one: &[char], other: &[char], limit: usize) -> Option<usize> {
    let limit = limit.min(MOST);
    let same = one.iter().zip(other).take_while(|(a, b)| a == b).count();
    let (one, other) = (&one[same..], &other[same..]);
    let (back, other_back) = (one.iter().rev(), other.iter().rev());
    let same = back.zip(other_back).take_while(|(a, b)| a == b).count();
    let (one, other) = (&one[..one.len() - same], &other[..other.len() - same]);
    if one.len().abs_diff(other.len()) > limit {
        return None;
    }
    // A transposition looks back over at most as many rows as the limit, and the two that it ends.
    let mut rows = [[limit + 1; BAND]; MOST + 2];
    let count = rows.len();
    let column =
        |row: usize, at: usize| (at + MOST).checked_sub(row).filter(|column| *column < BAND);
    let before = |word: &[char], end: usize, letter: char| {
        let mut ends = (end.saturating_sub(limit)..end).rev();
        ends.find(|at| word[*at] == letter)
    };
    for row in 0..=one.len() {
        let mut line = [limit + 1; BAND];
        let mut least = limit + 1;
        for at in row.saturating_sub(limit)..=(row + limit).min(other.len()) {
            let get = |row: usize, at: usize| {
                let column = column(row, at);
                column.map_or(limit + 1, |column| rows[row % count][column])
            };
            let Some(place) = column(row, at) else {
                continue;
            };
            let mut distance = if row == 0 { at } else { limit + 1 };
            if row > 0 {
                distance = distance.min(get(row - 1, at) + 1);
            }
            if place > 0 && at > 0 {
                distance = distance.min(line[place - 1] + 1);
            }
            if row > 0 && at > 0 {
                let (a, b) = (one[row - 1], other[at - 1]);
                distance = distance.min(get(row - 1, at - 1) + usize::from(a != b));
                let ends = before(one, row - 1, b).zip(before(other, at - 1, a));
                if let Some((up, left)) = ends {
                    let between = (row - up - 2) + (at - left - 2);
                    distance = distance.min(get(up, left) + between + 1);
                }
            }
            line[place] = distance;
            least = least.min(distance);
        }
        // No distance below is smaller than the smallest of a row.
        if least > limit {
            return None;
        }
        rows[row % count] = line;
    }
    let distance = column(one.len(), other.len()).map(|column| rows[one.len() % count][column]);
    distance.filter(|distance| *distance <= limit)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// All words of few letters, and longer ones with changes, have the distances of another implementation.
    #[test]
    fn distances_are_those_of_damerau_and_levenshtein() {
        let mut state = 1_u64;
        let mut next = |below: u64| {
            state = state
                .wrapping_mul(6_364_136_223_846_793_005)
                .wrapping_add(1);
            ((state >> 33) % below) as usize
        };
        let letters: Vec<char> = "abcß".chars().collect();
        let mut near = 0;
        for round in 0..15_000 {
            let len = next(if round % 2 == 0 { 7 } else { 24 });
            let one: Vec<char> = (0..len).map(|_| letters[next(4)]).collect();
            let mut other = one.clone();
            for _ in 0..next(5) {
                let at = next(other.len() as u64 + 1);
                match next(4) {
                    0 => other.insert(at, letters[next(4)]),
                    1 if at < other.len() => drop(other.remove(at)),
                    2 if at + 1 < other.len() => other.swap(at, at + 1),
                    _ if at + 2 < other.len() => other.swap(at, at + 2),
                    _ => {}
                }
            }
            let expected = strsim::generic_damerau_levenshtein(&one, &other);
            for limit in 0..=4 {
                let expected = Some(expected).filter(|distance| *distance <= limit);
                near += usize::from(expected.is_some());
                assert_eq!(
                    within(&one, &other, limit),
                    expected,
                    "{one:?} {other:?} {limit}"
                );
            }
        }
        assert!(near > 25_000, "{near}");
    }
}
