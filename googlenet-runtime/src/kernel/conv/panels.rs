//! Panels that are computed together.

/// How panels are grouped: as large as the register tile allows, but not one alone beside larger ones, as a single
/// panel waits for its loads.
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
