//! The values by which networks are compared: words, titles, formatting and order.

use super::column::{bytes, grouped, pixels, sizes};
use super::totals::Totals;
use googlenet_dsl::impl_words;
use googlenet_dsl::value::Published;
use std::cmp::Ordering;

/// A value of [`Totals`]: a row or column of comparison tables, and what networks are sorted by.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum Total {
    /// Name of the network.
    Name,
    /// Path of the description.
    File,
    /// Sizes of the input; sorted by the number of its values.
    Input,
    /// Number of layers, the input not counted.
    Layers,
    /// Number of layers with a kernel on the longest path.
    Depth,
    /// Receptive field of the first output; sorted by its area.
    ReceptiveField,
    /// Number of parameters.
    Params,
    /// Number of parameters that training changes.
    Trainable,
    /// Share of the parameters that belongs to dense layers.
    Dense,
    /// Size of the parameters as 32-bit floats.
    Weights,
    /// Number of multiply-accumulates for one image.
    Macs,
    /// Number of multiply-accumulates for one image, divided by the number of parameters.
    MacsPerParam,
    /// Sum of the sizes of all results for one image.
    Activations,
    /// Size of the arena for one image.
    Arena,
    /// Bytes that inference takes in all.
    Needs,
}

impl Total {
    /// All values, in the order of their declaration.
    pub const ALL: &'static [Total] = &[
        Total::Name,
        Total::File,
        Total::Input,
        Total::Layers,
        Total::Depth,
        Total::ReceptiveField,
        Total::Params,
        Total::Trainable,
        Total::Dense,
        Total::Weights,
        Total::Macs,
        Total::MacsPerParam,
        Total::Activations,
        Total::Arena,
        Total::Needs,
    ];

    /// The values that a table has if none are chosen and networks stand in rows: those that a line of 100 characters has
    /// room for, published figures included.
    pub(super) const FEW: &'static [Total] = &[
        Total::Input,
        Total::Depth,
        Total::Params,
        Total::Macs,
        Total::Arena,
        Total::Needs,
    ];

    /// Returns the word for the value on the command line, such as `macs`; `str::parse` makes the value from this word.
    pub const fn as_str(self) -> &'static str {
        match self {
            Total::Name => "name",
            Total::File => "file",
            Total::Input => "input",
            Total::Layers => "layers",
            Total::Depth => "depth",
            Total::ReceptiveField => "receptive_field",
            Total::Params => "params",
            Total::Trainable => "trainable",
            Total::Dense => "dense",
            Total::Weights => "weights",
            Total::Macs => "macs",
            Total::MacsPerParam => "macs_per_param",
            Total::Activations => "activations",
            Total::Arena => "arena",
            Total::Needs => "needs",
        }
    }

    /// Compares two networks by the value, the smaller first; texts in the order of their characters, and networks
    /// without a file before all others.
    #[must_use]
    pub fn compare(self, a: &Totals, b: &Totals) -> Ordering {
        match self {
            Total::Name => a.name.cmp(&b.name),
            Total::File => a.file.cmp(&b.file),
            Total::Dense => a.dense_share().total_cmp(&b.dense_share()),
            Total::MacsPerParam => macs_per_param(a).total_cmp(&macs_per_param(b)),
            _ => self.number(a).cmp(&self.number(b)),
        }
    }

    fn number(self, of: &Totals) -> u64 {
        match self {
            Total::Input => of.input.iter().map(|size| *size as u64).product(),
            Total::Layers => of.layers as u64,
            Total::Depth => of.depth as u64,
            Total::ReceptiveField => of.receptive_field[0].saturating_mul(of.receptive_field[1]),
            Total::Params => of.params,
            Total::Trainable => of.trainable_params,
            Total::Weights => of.weight_bytes,
            Total::Macs => of.macs,
            Total::Activations => of.activation_bytes,
            Total::Arena => of.arena_bytes,
            Total::Needs => of.needs_bytes,
            Total::Name | Total::File | Total::Dense | Total::MacsPerParam => 0,
        }
    }

    /// Returns the title of the value's row in a table with a column for each network.
    pub(super) fn title(self) -> &'static str {
        match self {
            Total::Depth => "depth (layers with kernels)",
            Total::Params => "parameters",
            Total::Dense => "share in dense layers",
            Total::Macs => "multiply-accumulates",
            Total::MacsPerParam => "MACs a parameter",
            Total::Needs => "needs in all",
            _ => self.head(),
        }
    }

    /// Returns the title of the value's column in a table with a row for each network.
    pub(super) fn head(self) -> &'static str {
        match self {
            Total::ReceptiveField => "receptive field",
            Total::Dense => "in dense",
            Total::Macs => "MACs",
            Total::MacsPerParam => "MACs/param",
            _ => self.as_str(),
        }
    }

    /// Formats the value of a network.
    pub(super) fn value(self, of: &Totals) -> String {
        match self {
            Total::Name => of.name.clone(),
            Total::File => of.file.clone().unwrap_or_default(),
            Total::Input => sizes(&of.input),
            Total::ReceptiveField => pixels(of.receptive_field),
            Total::Dense => format!("{:.1} %", 100.0 * of.dense_share()),
            Total::MacsPerParam => format!("{:.1}", macs_per_param(of)),
            Total::Weights | Total::Activations | Total::Arena | Total::Needs => {
                bytes(self.number(of))
            }
            Total::Layers | Total::Depth | Total::Params | Total::Trainable | Total::Macs => {
                grouped(self.number(of))
            }
        }
    }

    /// Returns the figure that a paper gives for the value; `None` if it gives none, and for values of which papers give
    /// none.
    pub(super) fn published(self, of: &Totals) -> Option<u64> {
        let figure: fn(&Published) -> Option<u64> = match self {
            Total::Params => |published| published.params,
            Total::Macs => |published| published.macs,
            _ => return None,
        };
        of.published.as_ref().and_then(figure)
    }

    /// Formats by how much the value of a network differs from the figure that a paper gives, in percent of the latter,
    /// such as `+2.9 %`; `None` if there is no such figure, or it is 0.
    pub(super) fn difference(self, of: &Totals) -> Option<String> {
        let published = self.published(of).filter(|figure| *figure > 0)? as f64;
        let percent = 100.0 * (self.number(of) as f64 - published) / published;
        let rounded = (10.0 * percent).round() / 10.0;
        match rounded == 0.0 {
            true => Some("0.0 %".to_owned()),
            false => Some(format!("{rounded:+.1} %")),
        }
    }
}

impl_words!(Total, "total");

/// Formats a figure as a number below 1000 with at most three decimals and a unit, such as `1.5G`, or with commas between
/// thousands if it is none.
pub(super) fn short(figure: u64) -> String {
    let units = [(1_000_000_000, "G"), (1_000_000, "M"), (1000, "k")];
    let fits = |(factor, _): &&(u64, &str)| {
        (*factor..1000 * factor).contains(&figure) && figure.is_multiple_of(factor / 1000)
    };
    match units.iter().find(fits) {
        Some((factor, unit)) => format!("{}{unit}", figure as f64 / *factor as f64),
        None => grouped(figure),
    }
}

fn macs_per_param(of: &Totals) -> f64 {
    of.macs as f64 / of.params.max(1) as f64
}
