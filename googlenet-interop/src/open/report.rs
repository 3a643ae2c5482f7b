//! What came in with a model.

use super::format::Format;
use crate::import::Table;
use googlenet_dsl::number::grouped;
use googlenet_dsl::shape::Shape;
use std::fmt;

/// What came in with a model: as text, some lines about it, the warnings not among them.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Report {
    /// Format of the files.
    pub format: Format,
    /// Name of the network.
    pub name: String,
    /// Shape of the input for one image.
    pub input: Shape,
    /// Names of the outputs, with their shapes for one image.
    pub outputs: Vec<(String, Shape)>,
    /// Number of layers in inference, the input not counted.
    pub layers: usize,
    /// Number of parameters in inference.
    pub params: u64,
    /// Number of multiply-accumulates for one image.
    pub macs: u64,
    /// Number of tensors with weights; `None` if the files have no weights.
    pub tensors: Option<usize>,
    /// The blocks that were made of what repeats in the network.
    pub tables: Vec<Table>,
    /// Number of the class names that the files themselves have; `None` if they have none.
    pub labels: Option<usize>,
    /// Warnings, one line each: what was left out, and assumptions in place of what the files do not say.
    pub warnings: Vec<String>,
}

impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let outputs = self.outputs.iter();
        let outputs: Vec<String> = outputs
            .map(|(name, shape)| format!("{name} {shape}"))
            .collect();
        writeln!(
            f,
            "{} from {}: {}, {} parameters, {} MACs",
            self.name,
            self.format,
            counted(self.layers, "layer"),
            grouped(self.params),
            grouped(self.macs)
        )?;
        writeln!(f, "  input {}, output {}", self.input, outputs.join(", "))?;
        match self.tensors {
            Some(tensors) => write!(f, "  {}", counted(tensors, "tensor"))?,
            None => f.write_str("  no weights")?,
        }
        match self.labels {
            Some(labels) => writeln!(f, ", {}", counted(labels, "class name"))?,
            None => writeln!(f)?,
        }
        for table in &self.tables {
            let rows = counted(table.rows, "row");
            match table.columns[..] {
                [] => writeln!(
                    f,
                    "  block {}: {} times, always alike",
                    table.name, table.rows
                )?,
                _ => writeln!(
                    f,
                    "  table {}: {rows}, {}",
                    table.name,
                    counted(table.columns.len(), "column")
                )?,
            }
        }
        Ok(())
    }
}

fn counted(number: usize, what: &str) -> String {
    let plural = if number == 1 { "" } else { "s" };
    format!("{} {what}{plural}", grouped(number as u64))
}
