//! Summary tables as comma-separated values.

use super::column::{self, Column, pixels, sizes};
use super::layers::{Row, Summary};

/// A column: its title, and the value of a row.
type Field = (&'static str, fn(&Row) -> String);

const FIELDS: &[Field] = &[
    ("name", |row| row.name.clone()),
    ("keras_name", |row| row.keras_name.clone()),
    ("kind", |row| row.kind.clone()),
    ("output", |row| sizes(&row.output)),
    ("params", |row| row.params.to_string()),
    ("macs", |row| row.macs.to_string()),
    ("bytes", |row| row.bytes.to_string()),
    ("receptive_field", |row| pixels(row.receptive_field)),
    ("inputs", |row| row.inputs.join(" ")),
    ("line", |row| row.line.to_string()),
    ("module", |row| row.module.to_string()),
    ("layer_count", |row| row.layer_count.to_string()),
    ("is_output", |row| row.is_output.to_string()),
    ("trainable_params", |row| row.trainable_params.to_string()),
    ("receptive_field_stride", |row| {
        Column::ReceptiveFieldStride.value(row)
    }),
    ("receptive_field_offset", |row| {
        row.receptive_field_offset
            .map(|at| at.to_string())
            .join(" ")
    }),
    ("kernel", |row| Column::Kernel.value(row)),
    ("stride", |row| Column::Stride.value(row)),
    ("dilation", |row| Column::Dilation.value(row)),
    ("padding", |row| Column::Padding.value(row)),
    ("groups", |row| Column::Groups.value(row)),
    ("bias", |row| Column::Bias.value(row)),
    ("activation", |row| {
        row.activation.map(column::activation).unwrap_or_default()
    }),
    ("options", |row| row.options.to_string()),
    ("weights", |row| {
        let weights = row.weights.iter();
        let weights: Vec<String> = weights.map(|tensor| tensor.to_string()).collect();
        weights.join("; ")
    }),
];

/// Returns the table of [`Style::Csv`](super::Style::Csv): all columns with exact numbers, and no totals.
pub(super) fn csv(summary: &Summary) -> String {
    let titles = FIELDS.iter().map(|(title, _)| (*title).to_owned());
    let rows = summary.layers.iter();
    let rows = rows.map(|row| line(FIELDS.iter().map(|(_, value)| value(row))));
    line(titles) + &rows.collect::<String>()
}

/// Returns a line of comma-separated values. Those that hold commas, quotes or ends of lines are put in
/// quotes, as RFC 4180 wants it.
pub(super) fn line(values: impl IntoIterator<Item = String>) -> String {
    let quoted = values
        .into_iter()
        .map(|value| match value.contains([',', '"', '\n', '\r']) {
            true => format!("\"{}\"", value.replace('"', "\"\"")),
            false => value,
        });
    quoted.collect::<Vec<_>>().join(",") + "\n"
}

#[cfg(test)]
mod tests {
    use super::line;

    #[test]
    fn what_would_end_a_value_is_in_quotes() {
        let values = ["a", "b,c", "d\re", "f\"g", "h\ni"].map(str::to_owned);
        assert_eq!(line(values), "a,\"b,c\",\"d\re\",\"f\"\"g\",\"h\ni\"\n");
    }
}
