//! Weights in the order in which the kernels read them.

use super::Isa;
use super::rows::{Row, Rows, Table};
use super::table::{Choice, Sharing, choice};
use super::tile::full;
use googlenet_dsl::op::{Padding, Window};
use googlenet_dsl::plan::{Border, Layout, Region, reach};
use googlenet_dsl::shape::Shape;
use std::ops::Range;
use std::sync::Arc;

/// Output channels of a panel.
pub(super) const LANES: usize = googlenet_dsl::plan::LANES;

/// What kernels want to know of a layer's weights, made once and read by all sessions.
#[derive(Debug)]
pub(crate) enum Packed {
    /// Of a convolution or dense layer.
    Product(Product),
    /// A factor and a summand for each lane of each block.
    Affine {
        /// The factors.
        factor: Vec<f32>,
        /// The summands.
        summand: Vec<f32>,
    },
}

/// What follows a product in the same step: each output times its factor plus its summand.
#[derive(Debug, Clone)]
pub(crate) struct Affine {
    /// The factors by channel.
    pub(crate) factor: Vec<f64>,
    /// The summands by channel.
    pub(crate) summand: Vec<f64>,
}

/// A convolution or dense layer between two regions. Its weights lie in an arena that it shares with others.
///
/// The sum of an output runs over rows, one for each tap of the window and channel of the input, in one order for every
/// output.
#[derive(Debug)]
pub(crate) struct Product {
    pub(super) isa: Isa,
    pub(super) choice: Choice,
    pub(super) groups: Vec<Group>,
    /// For each group, or once for all of them: a table of all rows; or, where the input has no border to read, one for
    /// each tap of the window.
    pub(super) tables: Vec<Table>,
    /// Set where the taps outside the input must be left out.
    pub(super) clipped: bool,
    pub(super) window: Window,
    /// Parts of the channels; the outputs of a part sum over its inputs alone.
    parts: usize,
    pub(super) reach: Border,
    pub(super) input: Arc<Layout>,
    pub(super) output: Arc<Layout>,
    /// Where the weights begin in their arena.
    pub(super) offset: usize,
    len: usize,
}

/// Panels that are computed together. Their bias comes first, then a row of weights for each row of the sum.
#[derive(Debug)]
pub(super) struct Group {
    pub(super) panel: usize,
    pub(super) panels: usize,
    /// Where it begins among the product's weights.
    pub(super) offset: usize,
    pub(super) len: usize,
    /// Its tables.
    pub(super) tables: Range<usize>,
}

impl Packed {
    /// The product's weights.
    ///
    /// # Panics
    /// They are another operation's.
    pub(crate) fn product(&self) -> &Product {
        match self {
            Packed::Product(product) => product,
            Packed::Affine { .. } => unreachable!("a product is packed as panels"),
        }
    }
}

impl Product {
    /// A convolution by a kernel of H x W x in / parts x out.
    pub(crate) fn new(
        window: Window,
        parts: usize,
        input: &Region,
        output: &Region,
        isa: Isa,
    ) -> Product {
        let (from, to) = (&input.layout, &output.layout);
        let [height, width] = from.size;
        let reach = reach(window, Shape::map(height, width, from.channels.count()));
        let clipped = reach
            .iter()
            .zip(from.border)
            .any(|(reach, border)| *reach > border);
        let mut product = Product {
            isa,
            choice: choice(isa, to.size[0] * to.size[1]),
            groups: Vec::new(),
            tables: Vec::new(),
            clipped,
            window,
            parts,
            reach,
            input: Arc::clone(from),
            output: Arc::clone(to),
            offset: 0,
            len: 0,
        };
        let mut panel = 0;
        for panels in group_sizes(to.channels.blocks(), product.panels_of_a_group()) {
            let first_table = product.tables.len();
            let mut depth = 0;
            if parts > 1 || panel == 0 {
                for rows in product.rows(panel, panels) {
                    let first = depth;
                    depth += rows.len();
                    product.tables.push(rows.table(first));
                }
            }
            let (tables, depth) = match product.groups.first() {
                Some(first) if parts == 1 => (first.tables.clone(), first.depth()),
                _ => (first_table..product.tables.len(), depth),
            };
            let group = Group {
                panel,
                panels,
                offset: product.len,
                len: panels * LANES * (1 + depth),
                tables,
            };
            product.len += group.len;
            panel += panels;
            product.groups.push(group);
        }
        product
    }

    /// Panels that the register tile takes; of parts of few outputs one, as a group sums over the inputs of all parts
    /// that it touches.
    fn panels_of_a_group(&self) -> usize {
        let outputs = self.output.channels.count() / self.parts;
        let most = self.choice.panels;
        match self.parts {
            1 => most,
            _ => (1..=most)
                .rev()
                .find(|panels| outputs.is_multiple_of(panels * LANES))
                .unwrap_or(1),
        }
    }

    /// The input channels of a part, and its outputs.
    fn part_sizes(&self) -> [usize; 2] {
        [&self.input, &self.output].map(|layout| layout.channels.count() / self.parts)
    }

    /// The rows of the sums of some panels, table by table.
    fn rows(&self, panel: usize, panels: usize) -> Vec<Rows> {
        let [inputs, outputs] = self.part_sizes();
        let first = panel * LANES;
        let end = (first + panels * LANES).min(self.output.channels.count());
        let channels = first / outputs * inputs..end.div_ceil(outputs) * inputs;
        let [height, width] = self.window.kernel.map(|size| size as usize);
        let rows = |tap, size| Rows::new(&self.input, self.window, &channels, tap, size);
        if !self.clipped {
            return vec![rows([0, 0], [height, width])];
        }
        let taps = (0..height).flat_map(|row| (0..width).map(move |column| [row, column]));
        taps.map(|tap| rows(tap, [1, 1])).collect()
    }

    /// A dense layer's product with a kernel of in x out, over a vector or the map that it was flattened from.
    pub(crate) fn dense(input: &Region, output: &Region, isa: Isa) -> Product {
        let size = input.layout.size.map(|size| size as u32);
        Product::new(
            Window::new(size, size, Padding::Valid),
            1,
            input,
            output,
            isa,
        )
    }

    /// Number of values of the packed weights.
    pub(crate) fn len(&self) -> usize {
        self.len
    }

    /// The name of the algorithm with the size of its register tile and what threads share out.
    pub(crate) fn algorithm(&self) -> String {
        let pixels = full(self.isa)[0].min(self.output.size[0] * self.output.size[1]);
        let panels = self.groups.iter().map(|group| group.panels).max();
        let name = if self.clipped { "clipped" } else { "direct" };
        let sharing = match self.choice.sharing {
            Sharing::Pixels => "pixels",
            Sharing::Channels => "channels",
        };
        format!(
            "{name} {pixels}x{} by {sharing}",
            panels.unwrap_or(0) * LANES
        )
    }

    /// Says where the weights begin in their arena.
    pub(crate) fn place(&mut self, offset: usize) {
        self.offset = offset;
    }

    /// Writes the packed weights: those of the kernel and bias, with what follows them in the same step.
    ///
    /// # Panics
    /// The lengths do not fit.
    pub(crate) fn fill(
        &self,
        kernel: &[f32],
        bias: Option<&[f32]>,
        affine: Option<&Affine>,
        values: &mut [f32],
    ) {
        let outputs = self.output.channels.count();
        let [part_inputs, part_outputs] = self.part_sizes();
        let taps = self.window.kernel[0] as usize * self.window.kernel[1] as usize;
        assert_eq!(
            kernel.len(),
            taps * part_inputs * outputs,
            "the kernel has its window's size"
        );
        let factor = |output: usize| affine.map_or(1.0, |affine| affine.factor[output]);
        let mut rows: Vec<Row> = Vec::new();
        for group in &self.groups {
            if rows.is_empty() || self.parts > 1 {
                let tables = self.rows(group.panel, group.panels).into_iter();
                rows = tables.flat_map(Rows::into_rows).collect();
            }
            let to = &mut values[group.offset..][..group.len];
            let (biases, weights) = to.split_at_mut(group.panels * LANES);
            let first = group.panel * LANES;
            let last = outputs.min(first + biases.len());
            for (output, to) in (first..last).zip(biases) {
                let bias = bias.map_or(0.0, |bias| f64::from(bias[output]));
                let summand = affine.map_or(0.0, |affine| affine.summand[output]);
                *to = (bias * factor(output) + summand) as f32;
            }
            for (to, row) in weights.chunks_exact_mut(group.panels * LANES).zip(&rows) {
                let part = row.channel / part_inputs;
                let reads = part * part_outputs..(part + 1) * part_outputs;
                let (from, end) = (first.max(reads.start), last.min(reads.end));
                let kernel =
                    &kernel[(row.tap * part_inputs + row.channel % part_inputs) * outputs..];
                let pairs = to[from - first..end - first].iter_mut().zip(from..end);
                match affine {
                    None => pairs.for_each(|(to, output)| *to = kernel[output]),
                    Some(affine) => pairs.for_each(|(to, output)| {
                        *to = (f64::from(kernel[output]) * affine.factor[output]) as f32;
                    }),
                }
            }
        }
    }
}

impl Group {
    /// Rows of the sum.
    fn depth(&self) -> usize {
        self.len / (self.panels * LANES) - 1
    }
}

impl Affine {
    /// The factors and summands of each lane of each block.
    pub(crate) fn pack(&self, layout: &Layout) -> Packed {
        let lanes = layout.channels.lanes();
        let mut factor = vec![0.0; layout.channels.blocks() * lanes];
        let mut summand = factor.clone();
        for block in layout.channels.iter() {
            for lane in 0..block.len {
                factor[block.block * lanes + lane] = self.factor[block.first + lane] as f32;
                summand[block.block * lanes + lane] = self.summand[block.first + lane] as f32;
            }
        }
        Packed::Affine { factor, summand }
    }
}

/// How panels are grouped: as large as the register tile allows, but not one alone beside larger ones, as a single
/// panel waits for its loads.
fn group_sizes(panels: usize, most: usize) -> Vec<usize> {
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
