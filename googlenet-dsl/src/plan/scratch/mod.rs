//! An upper bound on the scratch memory that one thread needs for a convolution or dense layer, whatever the instruction
//! set and the algorithm that is chosen for it.
//!
//! The sizes follow those of the kernels: rows copied with their padding, blocks of Winograd tiles, bands of rows
//! before a fused pooling, and for elements that are no `f32` values copies of the input, or rows that are widened.

mod integers;

use super::border::{gathered, reach};
use super::layout::{ALIGN, Channels, LANES, Layout};
use super::step::Step;
use crate::op::{Op, Padding, Window};
use crate::shape::Shape;
use crate::value::{Algorithms, DType};
use std::borrow::Cow;

/// Largest number of panels (of 16 output channels) that a register tile of any instruction set computes.
const MOST_PANELS: usize = 3;

/// Largest number of values of an input that are copied with their padding at a time.
const MOST_COPIED: usize = 1 << 14;

/// Number of output pixels for which rows are copied together, if there are as many.
const COPIED_PIXELS: usize = 256;

/// Largest number of values that a band of direct convolution has in the panels computed together, unless one row has
/// more.
const BAND: usize = 1 << 16;

/// Usual and largest number of values of an input that a grouped convolution copies at a time, the largest number of
/// taps whose products it sums, and the largest number of values of its band.
const USUAL_SPREAD: usize = 1 << 13;
const MOST_SPREAD: usize = 1 << 15;
const MOST_SUMMED: usize = 512;
const GROUPED_BAND: usize = 1 << 14;

/// Largest number of values of rows that are widened together, unless one row, or row of tiles, has more.
const MOST_WIDENED: usize = 1 << 17;

/// Number of bytes that are read behind a copy of an input.
pub(super) const READ_BEHIND: usize = 4096;

/// Sizes of a Winograd convolution: largest number of outputs of a tile along an axis, of its points, of tile rows in a
/// block, and of values in a block; number of taps of a part of a long kernel; least gain over direct convolution;
/// number of values that a folded pixel takes from one row.
const MOST_OUTPUTS: usize = 4;
const MOST_POINTS: usize = 6;
const MOST_ROWS: usize = 64;
const MOST_VALUES: usize = (1536 << 10) / size_of::<f32>();
const MOST_TAPS: usize = 4;
const MIN_GAIN: f64 = 1.2;
const MOST_FOLDED: usize = 8;

/// A convolution, or a dense layer as a convolution with a window over the whole input.
pub(super) struct Product<'p> {
    pub(super) window: Window,
    pub(super) groups: usize,
    pub(super) input: Cow<'p, Layout>,
    /// Height and width of the result before a fused pooling.
    size: [usize; 2],
    /// Channels of the result before a fused pooling.
    pub(super) output: Channels,
    /// Type of the elements of the result.
    dtype: DType,
    /// `true` if the result before a fused pooling is stored in blocks of 16 channels.
    in_blocks: bool,
    pool: Option<Window>,
    /// Rows and columns under windows beyond the input: above, left, below, right.
    reach: [usize; 4],
    /// `true` if Winograd transforms are allowed.
    transforms: bool,
    /// `true` if inputs and results of `f32` may be computed from a copy in bfloat16 numbers, as in networks of 8-bit integers.
    rounds_values: bool,
    /// Number of bytes of a map of gathered pixels, which is the input; 0 if it is read as it is.
    gathered: usize,
}

impl<'p> Product<'p> {
    /// Returns the product that a step computes; `None` if the step is neither a convolution nor a dense layer.
    pub(super) fn of(step: &'p Step, algorithms: Algorithms) -> Option<Product<'p>> {
        let input = &*step.inputs.first()?.layout;
        let (window, groups) = match &step.op {
            Op::Conv(conv) => (conv.window, conv.groups as usize),
            Op::Dense(_) => {
                let size = input.size.map(|size| size as u32);
                (Window::new(size, size, Padding::Valid), 1)
            }
            _ => return None,
        };
        let [height, width] = input.size;
        let shape = Shape::map(height, width, input.channels.count());
        let stored = &step.output().layout;
        let size = window.slide("window", shape).ok()?;
        let is_f32 = [input.dtype, stored.dtype] == [DType::F32; 2];
        let far = gathered(window, shape);
        let rounds_values = algorithms.dtype == DType::U8 && far.is_none();
        let far = far.filter(|_| !is_f32);
        let far = far.map(|size| Layout::new(input.dtype, size, [0; 4], input.channels.clone()));
        let gathered = far.as_ref().map_or(0, |far| far.bytes() + READ_BEHIND);
        let (window, reach) = match gathered {
            0 => (window, reach(window, shape)),
            _ => (
                Window::new(window.kernel, window.kernel, Padding::Valid),
                [0; 4],
            ),
        };
        let in_blocks = stored.is_in_blocks();
        let pool = step.max_pool();
        let output = match pool.is_some() && !in_blocks {
            true => Channels::blocked(stored.channels.count()),
            false => stored.channels.clone(),
        };
        Some(Product {
            window,
            groups,
            input: far.map_or(Cow::Borrowed(input), Cow::Owned),
            dtype: stored.dtype,
            size,
            output,
            in_blocks: in_blocks || pool.is_some(),
            pool,
            reach,
            gathered,
            rounds_values,
            transforms: algorithms.transforms() && matches!(step.op, Op::Conv(_)),
        })
    }

    /// Returns the number of panels of 16 output channels.
    pub(super) fn panels(&self) -> usize {
        self.output.count().div_ceil(LANES)
    }

    /// Returns the upper bound in bytes.
    pub(super) fn scratch_bytes(&self) -> usize {
        let direct = (1..=MOST_PANELS.min(self.panels())).map(|panels| self.direct(panels));
        let winograd = (1..=MOST_PANELS).flat_map(|panels| {
            let tiles = 1..=MOST_OUTPUTS;
            tiles.filter_map(move |tile| self.winograd(tile, panels))
        });
        let most = direct
            .chain(winograd)
            .chain(self.grouped())
            .chain(self.copy())
            .chain(self.integers())
            .max();
        let most = most.unwrap_or(0);
        most.saturating_mul(size_of::<f32>())
            .next_multiple_of(ALIGN)
            .saturating_add(self.gathered.next_multiple_of(ALIGN))
    }

    /// Returns `true` if windows reach over an edge by more than the border in memory.
    pub(super) fn is_clipped(&self) -> bool {
        let mut sides = self.reach.iter().zip(self.input.border);
        sides.any(|(reach, border)| *reach > border)
    }

    /// Returns the number of values that direct convolution needs with register tiles of at most `panels` panels.
    fn direct(&self, panels: usize) -> usize {
        let copied = match self.is_clipped() && self.input.channels.is_interleaved() {
            true => self.copied().min(MOST_COPIED),
            false => 0,
        };
        let [height, width] = self.size;
        let band = (BAND / (panels * width * LANES)).clamp(1, height);
        copied + self.pooled(copied, band, panels) + self.widened(band, 1, panels)
    }

    /// Returns the number of values that rows of elements that are no `f32` values add, which are widened for an algorithm
    /// that computes at most `band` rows and `panels` panels at a time, at least `least` rows; 0 of `f32` values.
    fn widened(&self, band: usize, least: usize, panels: usize) -> usize {
        if !self.is_widened() || self.groups > 1 {
            return 0;
        }
        let [_, left, _, right] = self.reach;
        let row = left
            .saturating_add(self.input.size[1])
            .saturating_add(right);
        let lanes = self.input_blocks().saturating_mul(LANES);
        let stride = self.window.stride[0] as usize;
        let rows = (least - 1)
            .saturating_mul(stride)
            .saturating_add(self.window.axis(0).reach())
            .saturating_add(2 * (stride - 1));
        let inputs = row.saturating_mul(lanes).saturating_mul(rows);
        inputs.max(MOST_WIDENED) + panels * band * self.size[1] * LANES + 3 * LANES
    }

    /// Returns the number of blocks of 16 channels in which the input is copied.
    fn input_blocks(&self) -> usize {
        match self.input.is_in_blocks() {
            true => self.input.channels.blocks(),
            false => self.input.channels.count().div_ceil(LANES),
        }
    }

    /// Returns the number of values of a copy of the whole input, which products of elements that are no `f32` values make
    /// where they cannot read it; `None` of `f32` values that are not rounded.
    fn copy(&self) -> Option<usize> {
        if !self.is_widened() && !self.rounds_values || self.groups > 1 {
            return None;
        }
        let layout = &*self.input;
        // Layers of quantised networks may multiply bfloat16 numbers, too.
        let is_quantized = self.rounds_values || [self.dtype, layout.dtype].contains(&DType::U8);
        let group = match is_quantized {
            true => Layout::group(DType::Bf16),
            false => Layout::group(self.dtype).max(Layout::group(layout.dtype)),
        };
        let blocks = self.input_blocks();
        let shared = layout.phase > 0 || !(blocks + layout.spare).is_multiple_of(layout.side);
        let side_by_side = match self.window.dilation[1] {
            1 => self.window.kernel[1] as usize,
            _ => 1,
        };
        let pixel = layout.pixel_stride * layout.dtype.size();
        let in_place = layout.dtype != DType::F32
            && !is_quantized
            && layout.is_in_blocks()
            && !self.is_clipped()
            && !shared
            && pixel.saturating_mul(side_by_side) >= ALIGN;
        if in_place {
            return None;
        }
        let lanes = match layout.channels.count() {
            ..=4 => 4,
            _ => blocks.next_multiple_of(group) * LANES,
        };
        let [top, left, bottom, right] = self.reach;
        let rows = top
            .saturating_add(self.input.size[0])
            .saturating_add(bottom);
        let columns = left
            .saturating_add(self.input.size[1])
            .saturating_add(right);
        let values = rows.saturating_mul(columns).saturating_mul(lanes);
        Some(values.div_ceil(group) + READ_BEHIND / size_of::<f32>())
    }

    /// Returns `true` if the kernels for small groups may be used: if groups have one input channel, or do not fill blocks
    /// of 16 output channels, or of elements that are no `f32` values.
    pub(super) fn has_small_groups(&self) -> bool {
        let [height, width] = self.window.kernel.map(|taps| taps as usize);
        let outputs = self.output.count() / self.groups;
        let fills = outputs.is_multiple_of(LANES) && !self.output.is_segmented();
        let are_small = (!fills || self.input.channels.count() == self.groups)
            && height.saturating_mul(width) <= MOST_SUMMED;
        self.groups > 1 && (are_small || self.is_widened())
    }

    /// Returns `true` if elements of the input or the result are no `f32` values, so that they are widened as they are copied.
    fn is_widened(&self) -> bool {
        self.input.dtype != DType::F32 || self.dtype != DType::F32
    }

    /// Returns `true` if each output channel reads the one input channel that lies as it does, with its border, as `f32` values.
    pub(super) fn reads_in_place(&self) -> bool {
        let [inputs, outputs] = [&self.input.channels, &self.output].map(Channels::count);
        inputs == self.groups
            && outputs == inputs
            && !self.is_widened()
            && !self.is_clipped()
            && !self.input.channels.is_segmented()
    }

    /// Returns the number of values that grouped convolution needs; `None` if it is not used.
    fn grouped(&self) -> Option<usize> {
        if !self.has_small_groups() {
            return None;
        }
        let [_, left, _, right] = self.reach;
        let row = (left.saturating_add(self.input.size[1])).saturating_add(right);
        let rows = self.window.axis(0).reach();
        let one = row.saturating_mul(rows).saturating_mul(LANES);
        let own = match one {
            // Rows of the result are no longer than those that are copied.
            one if self.is_widened() => one.max(USUAL_SPREAD).saturating_mul(2),
            _ if self.reads_in_place() => 0,
            one if one > MOST_SPREAD => return None,
            one => one.max(USUAL_SPREAD),
        };
        let [height, width] = self.size;
        let band = (GROUPED_BAND / (width * LANES)).clamp(1, height);
        Some(own + self.pooled(own, band, 1))
    }

    /// Returns the number of values of the most rows that are copied at a time.
    fn copied(&self) -> usize {
        let [height, columns] = self.size;
        let outputs = COPIED_PIXELS.div_ceil(columns).min(height);
        let rows = (outputs - 1)
            .saturating_mul(self.window.stride[0] as usize)
            .saturating_add(self.window.axis(0).reach());
        let [_, left, _, right] = self.reach;
        let width = left.saturating_add(self.input.size[1]);
        let width = width.saturating_add(right);
        rows.saturating_mul(width)
            .saturating_mul(self.input.channels.count())
    }

    /// Returns the number of values that a fused pooling adds to the `own` values of the algorithm, which computes at
    /// most `band` rows and `panels` panels at a time; 0 without a fused pooling.
    fn pooled(&self, own: usize, band: usize, panels: usize) -> usize {
        let Some(pool) = self.pool else {
            return 0;
        };
        let carried = self.output.blocks() * (pool.kernel[0] as usize - 1);
        let start = own.next_multiple_of(LANES) - own;
        start + (panels * band + carried) * self.size[1] * LANES
    }

    /// Returns the number of values that Winograd convolution needs with tiles of at most `tile` outputs along both axes
    /// and register tiles of at most `panels` panels; `None` if it is not used.
    fn winograd(&self, tile: usize, panels: usize) -> Option<usize> {
        let channels = &self.input.channels;
        let folds = self.folds();
        // Rows that are widened have all of their border.
        let has_border = self.is_widened() || !self.is_clipped();
        let plain = self.window.stride == [1, 1] && self.input.is_in_blocks() && has_border;
        let fits = self.transforms
            && self.in_blocks
            && self.groups == 1
            && self.window.dilation == [1, 1]
            && (plain || folds);
        if !fits {
            return None;
        }
        let (taps, lanes, blocks) = match folds {
            true => (self.folded_taps(), self.folded_values(), 1),
            false => (
                self.window.kernel.map(|taps| taps as usize),
                channels.count(),
                channels.blocks(),
            ),
        };
        let (taps, parts) = parts(taps)?;
        if folds && parts > 1 {
            return None;
        }
        let axes = [0, 1].map(|at| Tiles::new(self.size[at], taps[at], tile));
        let [height, width] = self.window.kernel.map(|taps| taps as usize);
        let direct = self.size[0] * self.size[1] * height * width * channels.count();
        let products = axes[0].products * axes[1].products * parts * lanes;
        if (direct as f64 / products as f64) < MIN_GAIN {
            return None;
        }
        let [down, across] = axes;
        let points = down.points * across.points;
        let row = across.count * LANES;
        let row_len = points * (blocks * parts + panels) * row;
        let rows = (MOST_VALUES / row_len).clamp(1, down.count.min(MOST_ROWS));
        // Each of the two strides is rounded up to an odd number of cache lines.
        let block = rows * row_len + 2 * points * LANES;
        let columns = across.count * across.outputs + taps[1] + MOST_OUTPUTS + 1;
        let pass = (down.points * columns).max(down.outputs * across.points * across.count) * LANES;
        let folded = match folds {
            true => down.points * columns * LANES,
            false => 0,
        };
        let own = block + pass + folded;
        let band = rows * down.outputs;
        let widened = self.widened(band, down.outputs, panels);
        Some(own + self.pooled(own, band, panels) + widened)
    }

    /// Returns the number of values of a folded pixel: a block of pixels as large as the stride.
    fn folded_values(&self) -> usize {
        let [down, right] = self.window.stride.map(|step| step as usize);
        down.saturating_mul(right)
            .saturating_mul(self.input.channels.count())
    }

    /// Returns `true` if strides can be folded into channels.
    fn folds(&self) -> bool {
        let row = self.window.stride[1] as usize * self.input.channels.count();
        self.window.stride != [1, 1]
            && self.folded_values() <= LANES
            && row <= MOST_FOLDED
            && self.input.channels.is_interleaved()
            && !self.input.is_slice()
    }

    /// Returns the number of rows and columns of taps over folded pixels.
    fn folded_taps(&self) -> [usize; 2] {
        [0, 1].map(|at| {
            let stride = self.window.stride[at] as usize;
            let before = self.reach[at].div_ceil(stride) * stride;
            (self.window.kernel[at] as usize + before - self.reach[at]).div_ceil(stride)
        })
    }
}

/// Winograd tiles along an axis.
struct Tiles {
    /// Number of outputs and of points of the largest tile.
    outputs: usize,
    points: usize,
    /// Number of tiles, and of the points of all tiles together.
    count: usize,
    products: usize,
}

impl Tiles {
    fn new(outputs: usize, taps: usize, most: usize) -> Tiles {
        let most = match taps {
            1 => 1,
            _ => most.min(MOST_POINTS + 1 - taps).clamp(1, outputs),
        };
        let (whole, rest) = (outputs / most, outputs % most);
        let last = match rest {
            0 => 0,
            rest => rest + taps - 1,
        };
        Tiles {
            outputs: most,
            points: most + taps - 1,
            count: whole + usize::from(rest > 0),
            products: whole * (most + taps - 1) + last,
        }
    }
}

/// Returns the taps of the longest part of a kernel and the number of parts; `None` if the kernel has no parts.
fn parts(taps: [usize; 2]) -> Option<([usize; 2], usize)> {
    let axis = usize::from(taps[0] == 1);
    match (taps, taps[1 - axis]) {
        ([1, 1], _) => None,
        _ if taps[0].max(taps[1]) < MOST_POINTS => Some((taps, 1)),
        (_, 1) => {
            let count = taps[axis].div_ceil(MOST_TAPS);
            let mut longest = taps;
            longest[axis] = taps[axis].div_ceil(count);
            Some((longest, count))
        }
        _ => None,
    }
}
