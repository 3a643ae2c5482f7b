//! A line of a table.

use super::super::descriptor::ConvDescriptor;
use googlenet_dsl::plan::LANES;
use std::fmt;

/// A problem without its memories, and how it is computed.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(in super::super) struct Line {
    kernel: [usize; 2],
    stride: [usize; 2],
    /// Channels that an output sums over, and channels of the output.
    inputs: usize,
    outputs: usize,
    /// Height and width of the output.
    size: [usize; 2],
    /// Whether the output is pooled on the way.
    pooled: bool,
    pub(in super::super) algorithm: AlgorithmSpec,
}

/// An algorithm with its sizes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in super::super) enum AlgorithmSpec {
    Direct {
        panels: usize,
    },
    Winograd {
        /// Outputs of the largest tile.
        tile: [usize; 2],
        /// Kibibytes of a block of tiles.
        block: usize,
        panels: usize,
    },
}

impl Line {
    /// The line of a problem, computed directly.
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

    /// How unlike two problems are: the kernel counts most, then the size of the map, then the
    /// channels and whether the output is pooled.
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

/// Stands before the way where the output is pooled.
const POOLED: &str = "pooled";

/// The lines of a table; those that cannot be read are left out.
pub(super) fn parse(text: &str) -> impl Iterator<Item = Line> {
    text.lines().filter_map(line)
}

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
