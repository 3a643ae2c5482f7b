//! Tables of cells as text: aligned columns, or Markdown.

/// Returns a text table whose columns are as wide as their widest cell. The first of `rows` is the head, with a rule
/// below; the rows `totals`, if any, follow after another rule. Columns from the index `numbers` on are aligned to the
/// right. All rows must have as many cells as the head.
pub(super) fn aligned(rows: &[Vec<String>], totals: &[Vec<String>], numbers: usize) -> String {
    aligned_by(rows, totals, &from(rows, numbers))
}

/// Returns for each column whether its index is at least `numbers`.
fn from(rows: &[Vec<String>], numbers: usize) -> Vec<bool> {
    let columns = rows.first().map_or(0, Vec::len);
    (0..columns).map(|column| column >= numbers).collect()
}

/// Returns a table as [`aligned`] does. `right` says for each column whether it is aligned to the right.
pub(super) fn aligned_by(rows: &[Vec<String>], totals: &[Vec<String>], right: &[bool]) -> String {
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
            .map(|(column, (cell, width))| match right[column] {
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

/// Returns a Markdown table. The first of `rows` is the head; columns from the index `numbers` on are aligned to the
/// right. Cells are not escaped.
pub(super) fn markdown(rows: &[Vec<String>], numbers: usize) -> String {
    markdown_by(rows, &from(rows, numbers))
}

/// Returns a table as [`markdown`] does. `right` says for each column whether it is aligned to the right.
pub(super) fn markdown_by(rows: &[Vec<String>], right: &[bool]) -> String {
    let mut text = String::new();
    for (at, row) in rows.iter().enumerate() {
        text += &format!("| {} |\n", row.join(" | "));
        if at == 0 {
            let rules = right
                .iter()
                .map(|right| if *right { "---:" } else { "---" });
            text += &format!("| {} |\n", rules.collect::<Vec<_>>().join(" | "));
        }
    }
    text
}
