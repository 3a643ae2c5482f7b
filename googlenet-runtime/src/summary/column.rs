//! Additional columns of summary tables, which Keras does not have, and the formatting of numbers in tables.

use super::layers::{Row, Summary};
use googlenet_dsl::impl_words;
use googlenet_dsl::value::Activation;

/// Defines [`Column`] with the words and titles of the columns.
macro_rules! columns {
    ($($(#[$doc:meta])* $name:ident = $word:literal, $title:literal;)*) => {
        /// An additional column of a summary table, with a value for each layer and, where one makes sense, for the
        /// network. A layer without such an option has an empty field.
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        #[non_exhaustive]
        pub enum Column {
            $($(#[$doc])* $name,)*
        }

        impl Column {
            /// All additional columns, in the order of their declaration.
            pub const ALL: &'static [Column] = &[$(Column::$name),*];

            /// Returns the word for the column on the command line, such as `macs`; `str::parse` makes the column from
            /// this word.
            pub const fn as_str(self) -> &'static str {
                match self {
                    $(Column::$name => $word,)*
                }
            }

            /// Returns the title of the column in tables, such as `MACs`.
            pub fn title(self) -> &'static str {
                match self {
                    $(Column::$name => $title,)*
                }
            }
        }
    };
}

columns! {
    /// Number of multiply-accumulates of the layer for one image; for the network the sum over all layers.
    Macs = "macs", "MACs";
    /// Size of the layer's result for one image in bytes, as [`Row::bytes`](super::Row::bytes); for the network the sum
    /// over all layers.
    Activations = "activations", "Activations";
    /// Height and width of the receptive field of one value of the result, in pixels of the network's input, padding
    /// included; for the network that of the first output.
    ReceptiveField = "receptive_field", "Receptive field";
    /// Rows and columns of the network's input between the receptive fields of neighbouring values.
    ReceptiveFieldStride = "receptive_field_stride", "Field stride";
    /// First row and column of the receptive field of the value at the upper left; negative in the padding.
    ReceptiveFieldOffset = "receptive_field_offset", "Field offset";
    /// Number of parameters that training changes; for the network the sum over all layers.
    Trainable = "trainable", "Trainable";
    /// Height and width of the kernel or window.
    Kernel = "kernel", "Kernel";
    /// Rows and columns from one position of the window to the next.
    Stride = "stride", "Stride";
    /// Rows and columns from one tap of the kernel to the next.
    Dilation = "dilation", "Dilation";
    /// Number of groups of a convolution.
    Groups = "groups", "Groups";
    /// Padding of the window.
    Padding = "padding", "Padding";
    /// Whether a learned vector is added.
    Bias = "bias", "Bias";
    /// Function that the layer applies to its result.
    Activation = "activation", "Activation";
    /// The layer's other options, such as `rate: 0.4`.
    Options = "options", "Options";
    /// Names and shapes of the layer's weight tensors; for a module their number.
    Weights = "weights", "Weights";
    /// Paths of the rows whose results the layer reads.
    Inputs = "inputs", "Inputs";
    /// Line of the description.
    Line = "line", "Line";
}

impl Column {
    /// Returns `true` for columns of numbers, which tables align to the right.
    pub(super) fn is_number(self) -> bool {
        !matches!(
            self,
            Column::Padding
                | Column::Bias
                | Column::Activation
                | Column::Options
                | Column::Weights
                | Column::Inputs
        )
    }

    /// Returns the text before the network's value in a line of its own.
    pub(super) fn total_title(self) -> &'static str {
        match self {
            Column::Macs => "Total MACs",
            Column::Activations => "Total Activations",
            other => other.title(),
        }
    }

    pub(super) fn value(self, row: &Row) -> String {
        let pair = |sizes: Option<[u32; 2]>| sizes.map(|sizes| pixels(sizes.map(u64::from)));
        let value = match self {
            Column::Macs => Some(grouped(row.macs)),
            Column::Activations => Some(bytes(row.bytes)),
            Column::ReceptiveField => Some(pixels(row.receptive_field)),
            Column::ReceptiveFieldStride => row.receptive_field_stride.map(pixels),
            Column::ReceptiveFieldOffset => Some(offset(row.receptive_field_offset)),
            Column::Trainable => Some(grouped(row.trainable_params)),
            Column::Kernel => pair(row.kernel),
            Column::Stride => pair(row.stride),
            Column::Dilation => pair(row.dilation),
            Column::Groups => row.groups.map(|groups| groups.to_string()),
            Column::Padding => row.padding.map(|padding| padding.to_string()),
            Column::Bias => row.bias.map(|bias| bias.to_string()),
            Column::Activation => row.activation.map(activation),
            Column::Options => Some(row.options.to_string()),
            Column::Weights if row.module && !row.weights.is_empty() => {
                Some(format!("{} tensors", row.weights.len()))
            }
            Column::Weights => Some(
                row.weights
                    .iter()
                    .map(ToString::to_string)
                    .collect::<Vec<_>>()
                    .join(", "),
            ),
            Column::Inputs => Some(row.inputs.join(", ")),
            Column::Line => (row.line > 0).then(|| row.line.to_string()),
        };
        value.unwrap_or_default()
    }

    /// Returns the value for the network; `None` for columns that describe single layers.
    pub(super) fn total(self, summary: &Summary) -> Option<String> {
        match self {
            Column::Macs => Some(grouped(summary.macs)),
            Column::Activations => Some(bytes(summary.activation_bytes)),
            Column::ReceptiveField => Some(pixels(summary.receptive_field)),
            Column::Trainable => Some(grouped(summary.trainable_params)),
            _ => None,
        }
    }
}

impl_words!(Column, "column");

/// Formats an activation as its word, with its parameters if it has some: `leaky_relu 0.1`.
pub(super) fn activation(activation: Activation) -> String {
    activation.text()
}

/// Formats a row and a column: `-3, -3`.
fn offset([row, column]: [i64; 2]) -> String {
    format!("{row}, {column}")
}

/// Formats sizes with `x` between them, such as `28x28x192`.
pub(super) fn sizes(sizes: &[usize]) -> String {
    let sizes: Vec<String> = sizes.iter().map(usize::to_string).collect();
    sizes.join("x")
}

/// Formats height and width with `x` between them, such as `224x224`.
pub(super) fn pixels([height, width]: [u64; 2]) -> String {
    format!("{height}x{width}")
}

/// Formats a number with commas between thousands, such as `6,998,552`.
pub(super) fn grouped(number: u64) -> String {
    googlenet_dsl::number::grouped(number)
}

/// Formats a number of bytes with a binary unit, such as `784.0 KiB`.
pub(super) fn bytes(bytes: u64) -> String {
    googlenet_dsl::number::bytes(bytes)
}
