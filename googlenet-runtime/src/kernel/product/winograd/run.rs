//! A thread's share of a convolution by transforms.

use super::super::tile::{Kernel, Lines, MOST_PIXELS, Tile, kernel, most_of_line};
use super::super::{Job, LANES};
use super::passes::{Inputs, Outputs, transform_inputs, transform_outputs};
use super::tiling::Kind;
use super::{Group, MOST_ROWS, Scratch, Sharing, Winograd};
use crate::kernel::Share;
use googlenet_dsl::op::Activation;
use std::ops::Range;

/// Bytes that are prefetched with each row of a sum at most.
const MOST_AHEAD: usize = 192;

/// What the sums of products begin with.
static ZEROS: [f32; 3 * LANES] = [0.0; 3 * LANES];

/// Rows of tiles that go through all stages together, those with more points first.
struct Block {
    rows: [Row; MOST_ROWS],
    len: usize,
}

/// A row of tiles.
#[derive(Clone, Copy)]
struct Row {
    picture: usize,
    kind: Kind,
    /// Its first output row.
    y: usize,
}

impl Winograd {
    /// Computes a thread's share.
    pub(in super::super) fn run(&self, job: &Job<'_>, share: &Share<'_>) {
        let all = 0..self.axes[0].tiles() * job.pictures;
        let rows = match self.choice.sharing {
            Sharing::Pixels => share.part(all.len()),
            Sharing::Channels => all,
        };
        let work = Work {
            winograd: self,
            job,
            scratch: share.scratch(self.scratch.len),
        };
        let blocks = rows.len().div_ceil(self.rows);
        for at in 0..blocks {
            let bound = |at: usize| rows.start + rows.len() * at / blocks;
            let block = self.block(bound(at)..bound(at + 1));
            let mine = match self.choice.sharing {
                Sharing::Pixels => None,
                Sharing::Channels => Some(share.part(block.len * self.panels())),
            };
            work.block(&block, mine, at + 1 == blocks);
        }
    }

    /// What a thread reads first of the weights.
    pub(in super::super) fn first(&self, share: &Share<'_>) -> Range<usize> {
        let mut groups = self.groups.iter();
        let group = match self.choice.sharing {
            Sharing::Pixels => groups.next(),
            Sharing::Channels => {
                let first = share.part(self.panels()).start;
                groups.rfind(|group| group.panel <= first)
            }
        };
        let group = group.unwrap_or(&self.groups[0]);
        group.offset..group.offset + group.panels * LANES + group.point_len
    }

    fn panels(&self) -> usize {
        self.groups.iter().map(|group| group.panels).sum()
    }

    /// Some rows of tiles of all pictures' rows.
    fn block(&self, rows: Range<usize>) -> Block {
        let axis = &self.axes[0];
        let of_picture = axis.tiles();
        let row = |at: usize| {
            let (kind, y) = axis.tile(at % of_picture);
            Row {
                picture: at / of_picture,
                kind,
                y,
            }
        };
        let mut block = Block {
            rows: [row(rows.start); MOST_ROWS],
            len: 0,
        };
        for kind in &axis.kinds {
            for at in rows.clone() {
                let row = row(at);
                if row.kind == *kind {
                    block.rows[block.len] = row;
                    block.len += 1;
                }
            }
        }
        block
    }
}

impl Block {
    /// Its rows that have a point: the first ones.
    fn having(&self, point: usize) -> usize {
        let mut len = self.len;
        while len > 0 && self.rows[len - 1].kind.points <= point {
            len -= 1;
        }
        len
    }
}

/// The inputs of a block of channels under a row of tiles.
struct Under {
    from: *const f32,
    /// From one row, and from one column, to the next.
    strides: [usize; 2],
    width: usize,
    /// Points that the tiles have fewer than those of the kernel's first part; what stands there is zero.
    fewer: [usize; 2],
}

struct Work<'a> {
    winograd: &'a Winograd,
    job: &'a Job<'a>,
    scratch: *mut f32,
}

impl Work<'_> {
    /// All stages of a block. `mine` are the rows of all panels that are this thread's, panel behind panel; without it,
    /// all are.
    fn block(&self, block: &Block, mine: Option<Range<usize>>, is_last: bool) {
        let winograd = self.winograd;
        let rows = |group: &Group| match &mine {
            None => 0..block.len,
            Some(mine) => {
                let row = |bound: usize| {
                    let row = bound.saturating_sub(group.panel * block.len) / group.panels;
                    row.min(block.len)
                };
                row(mine.start)..row(mine.end)
            }
        };
        let groups = &winograd.groups;
        let Some(first) = groups.iter().position(|group| !rows(group).is_empty()) else {
            return;
        };
        let last = groups.iter().rposition(|group| !rows(group).is_empty());
        let last = last.unwrap_or(first);
        let needed = match first == last {
            true => rows(&groups[first]),
            false => 0..block.len,
        };
        for slot in needed {
            self.inputs(block, slot);
        }
        for at in first..=last {
            let group = &groups[at];
            let next = |group: &Group| {
                let len = group.panels * LANES + group.point_len;
                &self.job.weights[group.offset..][..len]
            };
            let ahead = match at < last {
                true => next(&groups[at + 1]),
                false if !is_last => next(&groups[first]),
                false => self.job.behind,
            };
            let rows = rows(group);
            self.products(block, group, rows.clone(), ahead);
            for slot in rows {
                for panel in 0..group.panels {
                    self.outputs(block, slot, group, panel);
                }
            }
        }
    }

    /// Transforms the inputs of a row of tiles.
    fn inputs(&self, block: &Block, slot: usize) {
        let (winograd, job) = (self.winograd, self.job);
        let layout = &job.problem.input;
        let row = block.rows[slot];
        let picture = job.from.wrapping_add(row.picture * job.from_picture);
        let across = &winograd.axes[1];
        let width = across.kinds.last().map_or(0, |kind| {
            kind.output + (kind.count - 1) * kind.outputs + kind.points
        });
        let (blocks, pixel_stride) = match &winograd.fold {
            Some(fold) => {
                let to = self.scratch.wrapping_add(winograd.scratch.folded);
                for at in 0..row.kind.points {
                    // SAFETY: the picture is one of the problem's; the scratch has room for as many rows and pixels.
                    unsafe {
                        let to = to.add(at * width * LANES);
                        fold.row(job.problem, picture, row.y + at, width, to);
                    }
                }
                (1, LANES)
            }
            None => (layout.channels.blocks(), layout.pixel_stride),
        };
        for at in 0..blocks * winograd.parts.len() {
            let part = &winograd.parts[at / blocks];
            let (from, row_stride) = match &winograd.fold {
                Some(_) => {
                    let from = self.scratch.wrapping_add(winograd.scratch.folded);
                    (from.cast_const(), width * LANES)
                }
                None => {
                    let [top, left, ..] = job.problem.reach;
                    let from = picture
                        .wrapping_add(at % blocks * layout.block_stride)
                        .wrapping_add(row.y * layout.row_stride)
                        .wrapping_sub(top * layout.row_stride + left * pixel_stride);
                    (from, layout.row_stride)
                }
            };
            let start = part.start[0] * row_stride + part.start[1] * pixel_stride;
            let under = Under {
                from: from.wrapping_add(start),
                strides: [row_stride, pixel_stride],
                width,
                fewer: [0, 1].map(|axis| winograd.parts[0].taps[axis] - part.taps[axis]),
            };
            // SAFETY: the rows and columns under the tiles lie inside the input with its border; each point of the
            // scratch has room for the block's tiles of all channels, and what lies between the passes for the rows of
            // a row of tiles.
            unsafe {
                let to = self.scratch.add(at * winograd.scratch.block_stride);
                self.transform(row, slot, &under, to);
            }
        }
    }

    /// Transforms the inputs of a block of channels under a row of tiles.
    ///
    /// # Safety
    /// As many rows and columns lie behind the first input, and the scratch of the point at `to`.
    unsafe fn transform(&self, row: Row, slot: usize, under: &Under, to: *mut f32) {
        let winograd = self.winograd;
        let isa = self.job.problem.isa;
        let across = &winograd.axes[1];
        let input_stride = winograd.scratch.input_stride;
        let columns = winograd.points[1];
        let place = |down: usize, point: usize, tile: usize| {
            let tile = slot * across.having(point) + tile;
            to.wrapping_add((down * columns + point) * input_stride + tile * LANES)
        };
        let Under {
            from,
            strides: [row_stride, pixel_stride],
            width,
            fewer,
        } = *under;
        let down_points = row.kind.points - fewer[0];
        // SAFETY: the caller's promise.
        unsafe {
            if columns == 1 {
                let pass = Inputs {
                    from,
                    step: row_stride,
                    next: pixel_stride,
                    to: std::array::from_fn(|point| place(point.min(row.kind.points - 1), 0, 0)),
                    count: width,
                };
                transform_inputs(isa, down_points, &pass);
                for point in down_points..row.kind.points.min(winograd.points[0] - fewer[0]) {
                    place(point, 0, 0).write_bytes(0, width * LANES);
                }
                return;
            }
            let (mut from, mut stride, mut step) = (from, row_stride, pixel_stride);
            if row.kind.points > 1 {
                let between = self.scratch.add(winograd.scratch.between);
                let pass = Inputs {
                    from,
                    step: row_stride,
                    next: pixel_stride,
                    to: std::array::from_fn(|point| between.wrapping_add(point * width * LANES)),
                    count: width,
                };
                transform_inputs(isa, row.kind.points, &pass);
                (from, stride, step) = (between.cast_const(), width * LANES, LANES);
            }
            for down in 0..row.kind.points {
                for kind in &across.kinds {
                    let points = kind.points - fewer[1];
                    let pass = Inputs {
                        from: from.add(down * stride + kind.output * step),
                        step,
                        next: kind.outputs * step,
                        to: std::array::from_fn(|point| {
                            place(down, point.min(kind.points - 1), kind.tile)
                        }),
                        count: kind.count,
                    };
                    transform_inputs(isa, points, &pass);
                    for point in points..kind.points.min(columns - fewer[1]) {
                        place(down, point, kind.tile).write_bytes(0, kind.count * LANES);
                    }
                }
            }
        }
    }

    /// Multiplies the transformed inputs of some rows of tiles by a group's weights, point by point.
    fn products(&self, block: &Block, group: &Group, rows: Range<usize>, ahead: &[f32]) {
        let winograd = self.winograd;
        let Scratch {
            block_stride,
            input_stride,
            product_stride,
            products,
            ..
        } = winograd.scratch;
        let isa = self.job.problem.isa;
        let [down, across] = winograd.points;
        let weights = &self.job.weights[group.offset + group.panels * LANES..];
        let mut tile = Tile {
            inputs: [std::ptr::null(); MOST_PIXELS],
            outputs: [std::ptr::null_mut(); MOST_PIXELS],
            block_stride,
            weights: weights.as_ptr(),
            bias: ZEROS.as_ptr(),
            runs: winograd.runs.as_ptr(),
            run_count: winograd.runs.len(),
            resume: false,
            activation: Activation::None,
            ahead: ahead.as_ptr().cast(),
            ahead_step: 0,
        };
        let most = most_of_line(isa, group.panels);
        let mut kernels: [Option<Kernel>; MOST_PIXELS + 1] = [None; MOST_PIXELS + 1];
        for point in 0..down * across {
            let having = block.having(point / across);
            let row_tiles = winograd.axes[1].having(point % across);
            let tiles = rows.start * row_tiles..rows.end.min(having) * row_tiles;
            if tiles.is_empty() {
                continue;
            }
            let parts = winograd.parts_having(point);
            let depth = parts * winograd.depth;
            tile.run_count = parts * winograd.runs.len() / winograd.parts.len();
            let calls = tiles.len().div_ceil(most);
            tile.weights = weights[point * group.point_len..].as_ptr();
            let bytes = match point + 1 < down * across {
                true => {
                    tile.ahead = weights[(point + 1) * group.point_len..].as_ptr().cast();
                    size_of::<f32>() * group.point_len
                }
                false => {
                    tile.ahead = ahead.as_ptr().cast();
                    size_of_val(ahead)
                }
            };
            tile.ahead_step = bytes.div_ceil(calls * depth).min(MOST_AHEAD);
            let from = self.scratch.wrapping_add(point * input_stride);
            let to = self.scratch.wrapping_add(products + point * product_stride);
            let mut begin = tiles.start;
            for call in 0..calls {
                let end = tiles.start + tiles.len() * (call + 1) / calls;
                let count = end - begin;
                tile.inputs[0] = from.wrapping_add(begin * LANES);
                tile.outputs[0] = to.wrapping_add(begin * LANES);
                let kernel = *kernels[count]
                    .get_or_insert_with(|| kernel(isa, Lines::Both, count, group.panels));
                // SAFETY: the tiles lie in the block, whose transformed inputs and products have room in the scratch;
                // the weights are the group's; the instruction set was detected before it was chosen.
                unsafe { kernel(&tile) };
                tile.ahead = tile.ahead.wrapping_add(tile.ahead_step * depth);
                begin = end;
            }
        }
    }

    /// Transforms the products of a row of tiles into the outputs of a panel.
    fn outputs(&self, block: &Block, slot: usize, group: &Group, panel: usize) {
        let (winograd, job) = (self.winograd, self.job);
        let isa = job.problem.isa;
        let layout = &job.problem.output;
        let across = &winograd.axes[1];
        let row = block.rows[slot];
        let Scratch {
            block_stride,
            product_stride,
            products,
            between,
            ..
        } = winograd.scratch;
        let columns = winograd.points[1];
        let bias = job.weights[group.offset + panel * LANES..][..LANES].as_ptr();
        let to = job.to.wrapping_add(
            row.picture * job.to_picture
                + (group.panel + panel) * layout.block_stride
                + row.y * layout.row_stride,
        );
        let products = self.scratch.wrapping_add(products + panel * block_stride);
        let place = |down: usize, point: usize, tile: usize| {
            let tile = slot * across.having(point) + tile;
            let place = (down * columns + point) * product_stride + tile * LANES;
            products.wrapping_add(place).cast_const()
        };
        // SAFETY: the products lie in the scratch, and so does what lies between the passes; the rows and columns of the
        // tiles lie inside the output, whose rows are this thread's.
        unsafe {
            if columns == 1 {
                let pass = Outputs {
                    from: std::array::from_fn(|down| place(down.min(row.kind.points - 1), 0, 0)),
                    to,
                    to_step: layout.row_stride,
                    to_next: layout.pixel_stride,
                    count: across.tiles(),
                    bias: Some(bias),
                    activation: job.activation,
                };
                return transform_outputs(isa, row.kind.points, row.kind.outputs, &pass);
            }
            let between = self.scratch.add(between);
            let stride = across.tiles() * LANES;
            let one_row = row.kind.points == 1;
            if !one_row {
                for point in 0..columns {
                    let pass = Outputs {
                        from: std::array::from_fn(|down| {
                            place(down.min(row.kind.points - 1), point, 0)
                        }),
                        to: between.add(point * stride),
                        to_step: columns * stride,
                        to_next: LANES,
                        count: across.having(point),
                        bias: None,
                        activation: Activation::None,
                    };
                    transform_outputs(isa, row.kind.points, row.kind.outputs, &pass);
                }
            }
            for y in 0..row.kind.outputs {
                for kind in &across.kinds {
                    let from = |point: usize| {
                        let point = point.min(kind.points - 1);
                        match one_row {
                            true => place(0, point, kind.tile),
                            false => between
                                .wrapping_add((y * columns + point) * stride + kind.tile * LANES)
                                .cast_const(),
                        }
                    };
                    let to = to.add(y * layout.row_stride + kind.output * layout.pixel_stride);
                    let pass = Outputs {
                        from: std::array::from_fn(from),
                        to,
                        to_step: layout.pixel_stride,
                        to_next: kind.outputs * layout.pixel_stride,
                        count: kind.count,
                        bias: Some(bias),
                        activation: job.activation,
                    };
                    transform_outputs(isa, kind.points, kind.outputs, &pass);
                }
            }
        }
    }
}
