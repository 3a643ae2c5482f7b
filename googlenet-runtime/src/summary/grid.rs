//! Rows of cells as text.

/// Aligned columns, as wide as what they hold, the first row a head, and behind a rule what is said of all rows. Columns
/// from `numbers` on stand to the right.
pub(super) fn aligned(rows: &[Vec<String>], totals: &[Vec<String>], numbers: usize) -> String {
    let columns = rows.first().map_or(0, Vec::len);
    let width = |column: usize| {
        let cells = rows
            .iter()
            .chain(totals)
            .map(|row| row[column].chars().count());
        cells.max().unwrap_or(0)
    };
    let widths: Vec<usize> = (0..columns).map(width).collect();
    let line = |row: &Vec<String>| {
        let cells = row
            .iter()
            .zip(&widths)
            .enumerate()
            .map(|(column, (cell, width))| match column >= numbers {
                true => format!("{cell:>width$}"),
                false => format!("{cell:<width$}"),
            });
        format!("{}\n", cells.collect::<Vec<_>>().join("  ").trim_end())
    };
    let rule = "-".repeat(widths.iter().sum::<usize>() + 2 * columns.saturating_sub(1)) + "\n";
    let mut text = String::new();
    for (at, row) in rows.iter().enumerate() {
        text += &line(row);
        if at == 0 {
            text += &rule;
        }
    }
    if !totals.is_empty() {
        text += &rule;
    }
    totals.iter().for_each(|row| text += &line(row));
    text
}

/// A Markdown table, the first row its head; columns from `numbers` on stand to the right.
pub(super) fn markdown(rows: &[Vec<String>], numbers: usize) -> String {
    let mut text = String::new();
    for (at, row) in rows.iter().enumerate() {
        text += &format!("| {} |\n", row.join(" | "));
        if at == 0 {
            let rules = (0..row.len()).map(|column| if column >= numbers { "---:" } else { "---" });
            text += &format!("| {} |\n", rules.collect::<Vec<_>>().join(" | "));
        }
    }
    text
}
