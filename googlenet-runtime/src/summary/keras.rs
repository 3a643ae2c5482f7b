//! Summary tables in the exact format of Keras 2's `print_summary`, with additional columns where these are requested.

use super::column::{Column, grouped};
use super::layers::{Row, Summary};

/// Width of an additional column, in characters.
const EXTRA: usize = 16;

/// The positions at which the columns end, from left to right, and the width of the table, both in characters.
struct Columns {
    ends: Vec<usize>,
    width: usize,
}

impl Columns {
    fn new(chain: bool, extra: usize) -> Columns {
        let (width, shares): (usize, &[f64]) = if chain {
            (65, &[0.45, 0.85, 1.0])
        } else {
            (98, &[0.33, 0.55, 0.67, 1.0])
        };
        let mut ends: Vec<usize> = shares
            .iter()
            .map(|worker| (width as f64 * worker) as usize)
            .collect();
        let connections = if chain { None } else { ends.pop() };
        for _ in 0..extra {
            ends.push(ends.last().map_or(0, |end| end + EXTRA));
        }
        ends.extend(connections.map(|end| end + extra * EXTRA));
        Columns {
            ends,
            width: width + extra * EXTRA,
        }
    }

    fn rule(&self, with: char) -> String {
        format!("{}\n", with.to_string().repeat(self.width))
    }

    /// Formats a line of the table as Keras does: fields that are too long are cut at the end of their column, and the
    /// last character before the next field is replaced by a space. `fields` has one text for each column.
    fn row(&self, fields: &[String]) -> String {
        let mut line = String::new();
        for (at, (field, end)) in fields.iter().zip(&self.ends).enumerate() {
            if at > 0 {
                line.pop();
                line.push(' ');
            }
            line.push_str(field);
            line = line.chars().take(*end).collect();
            let missing = end - line.chars().count();
            line.extend(std::iter::repeat_n(' ', missing));
        }
        line.push('\n');
        line
    }
}

pub(super) fn table(summary: &Summary, columns: &[Column]) -> String {
    let layout = Columns::new(summary.chain, columns.len());
    let mut head: Vec<String> = ["Layer (type)", "Output Shape", "Param #"]
        .map(str::to_owned)
        .to_vec();
    head.extend(columns.iter().map(|column| column.title().to_owned()));
    if !summary.chain {
        head.push("Connected to".to_owned());
    }
    let mut text = layout.rule('_') + &layout.row(&head) + &layout.rule('=');
    for (at, id) in summary.keras_order.iter().enumerate() {
        let row = &summary.layers[*id];
        let mut fields = vec![
            format!("{} ({})", row.keras_name, row.class),
            shape(row),
            row.params.to_string(),
        ];
        fields.extend(columns.iter().map(|column| column.value(row)));
        if summary.chain {
            text += &layout.row(&fields);
        } else {
            let mut connections = row.sources.iter().map(|source| &summary.layers[*source]);
            let connection = |row: &Row| format!("{}[0][0]", row.keras_name);
            fields.push(connections.next().map_or(String::new(), connection));
            text += &layout.row(&fields);
            for source in connections {
                let mut fields = vec![String::new(); fields.len() - 1];
                fields.push(connection(source));
                text += &layout.row(&fields);
            }
        }
        text += &layout.rule(if at + 1 == summary.keras_order.len() {
            '='
        } else {
            '_'
        });
    }
    let constant = summary.params - summary.trainable_params;
    text += &format!("Total params: {}\n", grouped(summary.params));
    text += &format!("Trainable params: {}\n", grouped(summary.trainable_params));
    text += &format!("Non-trainable params: {}\n", grouped(constant));
    for column in columns {
        if let Some(total) = column.total(summary) {
            text += &format!("{}: {total}\n", column.total_title());
        }
    }
    text + &layout.rule('_')
}

fn shape(row: &Row) -> String {
    let sizes: Vec<String> = row.output.iter().map(usize::to_string).collect();
    format!("(None, {})", sizes.join(", "))
}
