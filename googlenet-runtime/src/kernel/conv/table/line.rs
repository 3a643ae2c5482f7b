//! Lines of the tables of measured algorithms: their text, and how similar two convolutions are.

use super::super::descriptor::ConvDescriptor;
use googlenet_dsl::plan::LANES;
use std::fmt;

/// Line of a table of algorithms: the sizes of a convolution, and the algorithm that was chosen for them by
/// measurement.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(in super::super) struct Line {
    kernel: [usize; 2],
    stride: [usize; 2],
    /// Number of input channels of a group, over which each output sums.
    inputs: usize,
    /// Number of output channels of all groups.
    outputs: usize,
    /// Height and width of the convolution's output, before any fused pooling.
    size: [usize; 2],
    /// `true` if a maximum pooling is fused with the convolution.
    pooled: bool,
    pub(in super::super) algorithm: AlgorithmSpec,
}

/// Algorithm with its sizes, as written in the tables; independent of the instruction set's limits.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in super::super) enum AlgorithmSpec {
    Direct {
        /// Maximum number of panels (of 16 output channels) of the register tile.
        panels: usize,
    },
    Winograd {
        /// Maximum number of output rows and of output columns of a tile.
        tile: [usize; 2],
        /// Maximum size of a block of tiles (transformed inputs and products) in KiB.
        block: usize,
        /// Maximum number of panels (of 16 output channels) of the register tile.
        panels: usize,
    },
}

impl Line {
    /// Returns the line of a descriptor, with direct convolution as a placeholder for the algorithm.
    pub(in super::super) fn of(descriptor: &ConvDescriptor) -> Line {
        let [inputs, _] = descriptor.channels_per_group();
        Line {
            kernel: descriptor.window.kernel.map(|taps| taps as usize),
            stride: descriptor.window.stride.map(|stride| stride as usize),
            inputs,
            outputs: descriptor.output.channels.count(),
            size: descriptor.output.size,
            pooled: descriptor.pooled,
            algorithm: AlgorithmSpec::Direct { panels: usize::MAX },
        }
    }

    /// Returns a measure of how different two convolutions are, 0 for equal sizes: a weighted sum of the absolute
    /// logarithms of size ratios. Kernel and stride have the largest weight, then the number of output pixels, then
    /// channels, and 1 is added if only one has a fused pooling. The algorithms are not compared.
    pub(in super::super) fn distance(&self, other: &Line) -> f64 {
        let ratio = |a: usize, b: usize| (a as f64 / b as f64).ln().abs();
        let both = |a: [usize; 2], b: [usize; 2]| ratio(a[0], b[0]) + ratio(a[1], b[1]);
        16.0 * both(self.kernel, other.kernel)
            + 16.0 * both(self.stride, other.stride)
            + 2.0 * ratio(self.size[0] * self.size[1], other.size[0] * other.size[1])
            + ratio(self.inputs, other.inputs)
            + ratio(self.outputs, other.outputs)
            + f64::from(u8::from(self.pooled != other.pooled))
    }
}

impl fmt::Display for Line {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let [kernel, stride, size] =
            [self.kernel, self.stride, self.size].map(|[a, b]| format!("{a}x{b}"));
        let (inputs, outputs) = (self.inputs, self.outputs);
        write!(
            f,
            "{kernel}/{stride} {inputs} {outputs} {size} {}{}{}",
            if self.pooled { POOLED } else { "" },
            if self.pooled { " " } else { "" },
            self.algorithm
        )
    }
}

impl fmt::Display for AlgorithmSpec {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            AlgorithmSpec::Direct { panels } => write!(f, "direct {}", panels * LANES),
            AlgorithmSpec::Winograd {
                tile: [rows, columns],
                block,
                panels,
            } => write!(f, "winograd {} {rows}x{columns} {block}", panels * LANES),
        }
    }
}

/// Word before the algorithm in lines of convolutions with a fused pooling.
const POOLED: &str = "pooled";

/// Parses the lines of a table; lines that cannot be parsed, such as comments, are skipped.
pub(super) fn parse(text: &str) -> impl Iterator<Item = Line> {
    text.lines().filter_map(line)
}

/// Parses one line; returns `None` if a word is missing or unknown or a number is not positive. Words behind the
/// algorithm are ignored.
fn line(text: &str) -> Option<Line> {
    let mut words = text.split_whitespace().peekable();
    let (kernel, stride) = words.next()?.split_once('/')?;
    let number = |word: Option<&str>| word?.parse::<usize>().ok().filter(|number| *number > 0);
    let (inputs, outputs) = (number(words.next())?, number(words.next())?);
    let size = pair(words.next()?)?;
    let pooled = words.next_if_eq(&POOLED).is_some();
    let name = words.next()?;
    let panels = number(words.next())? / LANES;
    let algorithm = match name {
        "direct" => AlgorithmSpec::Direct { panels },
        "winograd" => AlgorithmSpec::Winograd {
            tile: pair(words.next()?)?,
            block: number(words.next())?,
            panels,
        },
        _ => return None,
    };
    Some(Line {
        kernel: pair(kernel)?,
        stride: pair(stride)?,
        inputs,
        outputs,
        size,
        pooled,
        algorithm,
    })
}

fn pair(text: &str) -> Option<[usize; 2]> {
    let (a, b) = text.split_once('x')?;
    let pair = [a.parse().ok()?, b.parse().ok()?];
    pair.iter().all(|part| *part > 0).then_some(pair)
}
