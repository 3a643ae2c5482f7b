//! Division of the output channels into panels (16 channels) and panel groups, each computed by one register tile.

/// Divides `panels` panels (of 16 output channels) into groups of at most `most` and returns the number of panels of
/// each. Avoids a last group of one panel, which would wait for its loads: if `most` is greater than 2, `most + 1`
/// remaining panels become `most - 1` and 2.
pub(super) fn panel_group_sizes(panels: usize, most: usize) -> Vec<usize> {
    let mut sizes = Vec::new();
    let mut left = panels;
    while left > 0 {
        let size = match left {
            left if most > 2 && left == most + 1 => most - 1,
            left => left.min(most),
        };
        sizes.push(size);
        left -= size;
    }
    sizes
}
