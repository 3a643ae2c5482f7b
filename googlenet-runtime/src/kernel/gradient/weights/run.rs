//! Computing the gradients.

use super::WeightGradient;
use super::columns::Source;
use super::patches::Patch;
use super::product::{Loop, Product, Target, joined, product};
use super::tiles::{PanelGroup, Tile};
use crate::kernel::Worker;
use crate::kernel::arch::PANEL_COUNTS;
use crate::kernel::gradient::SharedValues;
use googlenet_dsl::plan::{ALIGN, LANES, Region};

/// Memory of one run: the input, the gradient of the result, and the gradient of the kernel.
struct Memory<'a> {
    input: Source,
    gradient: Source,
    kernel: SharedValues<'a>,
}

impl WeightGradient {
    /// Computes one thread's share of the gradient of the kernel, over all images of the run: the sums over all pixels of
    /// the value under each tap times the gradient of the result. They replace the values of `kernel`, laid out as
    /// height x width x (input channels / groups) x output channels. The order of each sum depends on the sizes of the
    /// maps alone.
    ///
    /// # Panics
    /// Panics if the layouts of the regions are not those that the gradient was prepared for, if the regions lie outside
    /// their memory, if `kernel` has another length, or if the thread's scratch memory is too short.
    pub(crate) fn run(
        &self,
        worker: &Worker<'_>,
        input: &Region,
        gradient: &Region,
        kernel: SharedValues<'_>,
    ) {
        assert!(
            self.input == input.layout && self.gradient == gradient.layout,
            "the regions have the prepared layouts"
        );
        assert_eq!(kernel.len(), self.len, "a value for each weight");
        let images = worker.run.images();
        let scratch = match self.scratch_bytes() / size_of::<f32>() {
            0 => std::ptr::null_mut(),
            len => worker.scratch(len),
        };
        let memory = Memory {
            input: source(worker, input),
            gradient: source(worker, gradient),
            kernel,
        };
        let work = self.panel_groups.last().map_or(0, PanelGroup::end);
        let share = worker.part(work);
        let patches = self.patches.count(images);
        let mut copied: Option<(usize, Source)> = None;
        for first in (0..patches).step_by(self.resident) {
            for group in &self.panel_groups {
                let tiles = &self.tiles[group.share(&share)];
                if tiles.is_empty() {
                    continue;
                }
                for at in first..(first + self.resident).min(patches) {
                    let patch = self.patches.get(at, images);
                    let input = match (&self.columns, copied) {
                        (_, Some((patch, input))) if patch == at => input,
                        // SAFETY: the region was checked, and the plan lets a step read only results of earlier phases; the
                        // scratch memory has room and is the thread's own.
                        (Some(columns), _) => unsafe {
                            columns.copy(self, memory.input, &patch, scratch)
                        },
                        (None, _) => memory.input,
                    };
                    copied = Some((at, input));
                    let memory = Memory { input, ..memory };
                    let next = (at + 1 < patches).then(|| self.patches.get(at + 1, images));
                    self.patch(&memory, group, tiles, &patch, next.as_ref(), at > 0);
                }
            }
        }
    }

    /// Computes the products of a patch for some tiles of a panel group, and adds them to the result, or replaces it.
    fn patch(
        &self,
        memory: &Memory<'_>,
        group: &PanelGroup,
        tiles: &[Tile],
        patch: &Patch,
        next: Option<&Patch>,
        add: bool,
    ) {
        let panels = group.panels.len();
        let outputs = self.gradient.channels.count();
        let mut targets = [Target {
            to: std::ptr::null_mut(),
            lane: 0,
            len: 0,
        }; PANEL_COUNTS];
        for (target, panel) in targets.iter_mut().zip(&group.panels) {
            target.to = memory.kernel.start().wrapping_add(panel.channel);
            (target.lane, target.len) = (panel.lane, panel.len);
        }
        let first = group.panels[0].block * self.gradient.block_stride;
        let mut args = Product {
            input: memory.input.start,
            gradient: memory.gradient.start,
            block_stride: self.gradient.block_stride,
            loops: [Loop {
                count: 0,
                input: 0,
                gradient: 0,
            }; 3],
            targets,
            whole: group.panels.iter().all(|panel| panel.len == LANES),
            row: outputs,
            add,
            ahead: memory.input.start.cast(),
            ahead_step: 0,
        };
        let (input, gradient) = (&memory.input, &memory.gradient);
        let [down, right] = self.stride;
        let mut ahead = next.map(|next| self.ahead(memory, group, tiles, next));
        for tile in tiles {
            let [row_tap, column_tap] = [0, 1].map(|axis| &self.taps[axis][tile.taps[axis]]);
            let rows = row_tap.within(&patch.rows);
            let columns = column_tap.within(&patch.columns);
            if add && (rows.is_empty() || columns.is_empty()) {
                continue;
            }
            let image = patch.images.start;
            let pixel = [
                row_tap.input(rows.start, down),
                column_tap.input(columns.start, right),
            ];
            args.input = input.pixel(image, pixel).wrapping_add(tile.input);
            let pixel = [rows.start as isize, columns.start as isize];
            args.gradient = gradient.pixel(image, pixel).wrapping_add(first);
            args.loops = joined([
                Loop {
                    count: patch.images.len(),
                    input: input.image_stride,
                    gradient: gradient.image_stride,
                },
                Loop {
                    count: rows.len(),
                    input: down * input.row_stride,
                    gradient: gradient.row_stride,
                },
                Loop {
                    count: columns.len(),
                    input: right * input.pixel_stride,
                    gradient: gradient.pixel_stride,
                },
            ]);
            for (target, panel) in args.targets.iter_mut().zip(&group.panels) {
                let at = tile.row * outputs + panel.channel;
                target.to = memory.kernel.start().wrapping_add(at);
            }
            let line = ahead.as_mut().and_then(Ahead::next);
            args.ahead_step = if line.is_some() { ALIGN } else { 0 };
            args.ahead = line.unwrap_or(args.input).cast();
            // SAFETY: taps and outputs lie inside the maps, whose regions were checked, and the tile's channels and rows
            // inside a block and the result; each tile of a panel group is computed by one thread only; the processor has
            // the instruction set, as its features were detected before `isa` was chosen.
            unsafe { product(self.isa, tile.rows, panels)(&args) };
        }
    }
}

/// Rows of the next patch, block by block, that tiles prefetch one after the other.
struct Ahead {
    /// Address of the first row in the next block of the gradient, and number of blocks.
    gradient: (*const f32, usize),
    gradient_stride: usize,
    /// Address of the first row in the next block of the input, and number of blocks.
    input: (*const f32, usize),
    input_stride: usize,
}

impl Ahead {
    fn next(&mut self) -> Option<*const f32> {
        let (blocks, stride) = match self.gradient.1 {
            0 => (&mut self.input, self.input_stride),
            _ => (&mut self.gradient, self.gradient_stride),
        };
        let (at, left) = *blocks;
        *blocks = (at.wrapping_add(stride), left.checked_sub(1)?);
        Some(at)
    }
}

impl WeightGradient {
    /// Returns what tiles of a panel group prefetch for a patch.
    fn ahead(
        &self,
        memory: &Memory<'_>,
        group: &PanelGroup,
        tiles: &[Tile],
        patch: &Patch,
    ) -> Ahead {
        let [y, x] = [patch.rows.start, patch.columns.start];
        let first = group.panels[0].block * self.gradient.block_stride;
        let pixel = memory
            .gradient
            .pixel(patch.images.start, [y as isize, x as isize]);
        let input = [y * self.stride[0], x * self.stride[1]].map(|at| at as isize);
        let input = memory.input.pixel(patch.images.start, input);
        let blocks = match self.columns {
            Some(_) => 0,
            None => (tiles[tiles.len() - 1].input - tiles[0].input) / self.input.block_stride + 1,
        };
        Ahead {
            gradient: (pixel.wrapping_add(first), group.panels.len()),
            gradient_stride: self.gradient.block_stride,
            input: (input.wrapping_add(tiles[0].input), blocks),
            input_stride: self.input.block_stride,
        }
    }
}

/// Returns the memory of a region of the run's images, after checking that of each image.
fn source(worker: &Worker<'_>, region: &Region) -> Source {
    for image in 0..worker.run.images() {
        worker.run.view::<f32>(region, image);
    }
    let start = match worker.run.images() {
        0 => std::ptr::null_mut(),
        _ => worker.run.view::<f32>(region, 0).start,
    };
    Source {
        start,
        image_stride: worker.run.image_stride(region),
        row_stride: region.layout.row_stride,
        pixel_stride: region.layout.pixel_stride,
    }
}
