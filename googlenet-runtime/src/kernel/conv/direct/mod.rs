//! Direct convolution: each output is a sum over reduction rows, one for each tap of the window and input channel, in
//! the same order for every output. This file holds sizes and tables; `pack.rs` packs weights, `cursor.rs` walks over
//! pixels, `run.rs` computes.

mod clipped;
mod cursor;
mod pack;
mod padded;
mod rows;
mod run;
mod share;
mod store;
mod window_rows;

use super::descriptor::ConvDescriptor;
use super::panels::panel_group_sizes;
use super::partition::Partition;
use super::tile::full;
#[cfg(any(test, feature = "reference"))]
use super::tile::{FLUSH, sum_roundings};
use googlenet_dsl::plan::{LANES, Layout};
use padded::PaddedRows;
use rows::{Reduction, Table};
use std::ops::Range;

/// Settings of a direct convolution: the size of its register tiles, and what threads divide among themselves.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct DirectConfig {
    /// Maximum number of panels (of 16 output channels) that one register tile computes.
    pub(super) panels: usize,
    pub(super) partition: Partition,
}

impl DirectConfig {
    /// Returns the configuration as text for the description of packed weights, which is compared with the one in a
    /// file of packed weights. Equal configurations must give the same text in every version of the program with the
    /// same `PACKING`.
    pub(super) fn layout(&self) -> String {
        let DirectConfig { panels, partition } = self;
        format!("Choice {{ panels: {panels}, sharing: {partition:?} }}")
    }
}

/// Direct convolution prepared for one descriptor: panel groups and tables of input offsets.
#[derive(Debug)]
pub(super) struct Direct {
    config: DirectConfig,
    /// Groups of panels (of 16 output channels), in the order of the output channels and of the packed weights.
    panel_groups: Vec<PanelGroup>,
    /// Tables of reduction rows. A panel group has one table of all rows or, if `clipped` is set, one for each tap of
    /// the window. Without channel groups (`groups` 1), all panel groups use the same tables.
    tables: Vec<Table>,
    /// `true` if windows reach over an edge of the input where there is no sufficient border, so that taps outside the
    /// input must be skipped; `false` if `padded` is set.
    clipped: bool,
    /// Rows of the input that are copied with their padding before outputs are computed from them; `None` if the input
    /// is read where it lies.
    padded: Option<PaddedRows>,
    /// Maximum number of rows of the convolution's map in a band, the rows that are computed together for a fused
    /// pooling.
    band_rows: usize,
    /// Number of register tiles of a block: pixels of which all panel groups are computed one after the other, as their
    /// inputs stay in the second-level cache; `None` for all pixels.
    block_tiles: Option<usize>,
    /// Number of packed weights, biases included, in `f32` values.
    len: usize,
}

/// Number of bytes of the inputs of a block, of which there are several only where a register tile has one panel, so that
/// inputs are read for each panel again: processors of these instruction sets have second-level caches of 256 to 512 KiB.
const BLOCK_BYTES: usize = 192 << 10;

/// Maximum number of `f32` values that a panel group computes for one band (rows that are computed together for a fused
/// pooling); a band has at least one row, even if that is longer.
const BAND: usize = 1 << 16;

/// Adjacent panels (of 16 output channels) that one register tile computes. Packed in the order
/// `[bias: 16 * panels][reduction row][16 * panels]`.
#[derive(Debug)]
struct PanelGroup {
    /// Index of the group's first panel among all panels.
    panel: usize,
    /// Number of panels in the group.
    panels: usize,
    /// Position of the group's biases in the packed weights of the primitive, in `f32` values.
    offset: usize,
    /// Number of packed weights of the group, biases included, in `f32` values.
    len: usize,
    /// Range of the indices in [`Direct::tables`] of the tables of this group's reduction rows.
    tables: Range<usize>,
}

impl Direct {
    /// Creates panel groups and tables for a descriptor; computes no weights.
    pub(super) fn new(descriptor: &ConvDescriptor, config: DirectConfig) -> Direct {
        let padded = PaddedRows::new(descriptor);
        let mut direct = Direct {
            config,
            panel_groups: Vec::new(),
            tables: Vec::new(),
            clipped: descriptor.is_clipped() && padded.is_none(),
            padded,
            band_rows: 1,
            block_tiles: None,
            len: 0,
        };
        let mut panel = 0;
        let most = direct.panels_of_a_group(descriptor);
        for panels in panel_group_sizes(descriptor.panels(), most) {
            let first_table = direct.tables.len();
            let mut depth = 0;
            if descriptor.groups > 1 || panel == 0 {
                let mut tables = std::mem::take(&mut direct.tables);
                direct.reductions(descriptor, panel, panels, |reduction| {
                    let table = reduction.table(depth);
                    depth += table.rows;
                    tables.push(table);
                });
                direct.tables = tables;
            }
            let (tables, depth) = match direct.panel_groups.first() {
                Some(first) if descriptor.groups == 1 => (first.tables.clone(), first.depth()),
                _ => (first_table..direct.tables.len(), depth),
            };
            let group = PanelGroup {
                panel,
                panels,
                offset: direct.len,
                len: panels * LANES * (1 + depth),
                tables,
            };
            direct.len += group.len;
            panel += panels;
            direct.panel_groups.push(group);
        }
        direct.panel_groups.shrink_to_fit();
        direct.tables.shrink_to_fit();
        let [height, width] = descriptor.output.size;
        let row = direct.most_panels() * width * LANES;
        direct.band_rows = (BAND / row).clamp(1, height);
        direct.block_tiles = direct.block(descriptor);
        direct
    }

    /// Returns the number of register tiles of a block; `None` if fewer bytes come from beyond the second-level cache
    /// where each panel group reads the whole input than where each block reads all weights.
    fn block(&self, descriptor: &ConvDescriptor) -> Option<usize> {
        let [size, panels] = full(descriptor.isa);
        let input = &descriptor.input;
        let bytes = size_of::<f32>() * input.size[0] * input.size[1] * input.channels.count();
        let blocks = bytes.div_ceil(BLOCK_BYTES);
        let of_blocks = blocks.saturating_mul(size_of::<f32>() * self.len);
        let of_groups = bytes.saturating_mul(self.panel_groups.len());
        let pays = panels == 1 && blocks > 1 && of_blocks < of_groups;
        pays.then(|| descriptor.pixels().div_ceil(size).div_ceil(blocks))
    }

    pub(super) fn len(&self) -> usize {
        self.len
    }

    pub(super) fn config(&self) -> &DirectConfig {
        &self.config
    }

    pub(super) fn set_partition(&mut self, partition: Partition) {
        self.config.partition = partition;
    }

    /// Returns the largest number of roundings that a product of an input and a weight passes through. Inputs of other
    /// channel groups, whose weights are zero, round nothing.
    #[cfg(any(test, feature = "reference"))]
    pub(super) fn roundings(&self, descriptor: &ConvDescriptor) -> usize {
        let [channels, _] = descriptor.channels_per_group();
        let taps = descriptor.window.kernel.map(|taps| taps as usize);
        let own = taps[0] * taps[1] * channels;
        let of_group = |group: &PanelGroup| {
            let tables = &self.tables[group.tables.clone()];
            let all = tables.iter().map(|table| sum_roundings(&table.segments));
            let flushes = group.depth() / FLUSH + tables.len();
            all.sum::<usize>().min(own + flushes)
        };
        let most = self.panel_groups.iter().map(of_group).max().unwrap_or(0);
        most + super::magnitudes::ROUNDINGS
    }

    /// Returns the number of `f32` values of scratch memory that each thread needs.
    pub(super) fn scratch_len(&self) -> usize {
        self.padded.as_ref().map_or(0, PaddedRows::len)
    }

    /// Returns the number of `f32` values that one image writes to scratch memory: for each panel group the rows that
    /// are copied with their padding.
    pub(super) fn scratch_values(&self, descriptor: &ConvDescriptor) -> usize {
        let copies = |padded: &PaddedRows| descriptor.output.size[0].div_ceil(padded.outputs);
        let values = |padded: &PaddedRows| copies(padded) * padded.len();
        self.padded.as_ref().map_or(0, values) * self.panel_groups.len()
    }

    /// Returns the layout of the memory from which inputs are read.
    fn source<'s>(&'s self, descriptor: &'s ConvDescriptor) -> &'s Layout {
        let padded = self.padded.as_ref().map(|padded| &padded.layout);
        padded.unwrap_or(&descriptor.input)
    }

    #[cfg(test)]
    pub(super) fn set_band_rows(&mut self, rows: usize) {
        self.band_rows = rows;
    }

    /// Returns the number of panels of the largest panel group.
    pub(super) fn most_panels(&self) -> usize {
        let panels = self.panel_groups.iter().map(|group| group.panels);
        panels.max().unwrap_or(1)
    }

    /// Returns the maximum number of panels of a panel group. In a grouped convolution, a panel group sums over the
    /// inputs of all channel groups that it overlaps; so the result is the largest number of panels whose channels
    /// divide a channel group's outputs evenly, or 1 if there is none.
    fn panels_of_a_group(&self, descriptor: &ConvDescriptor) -> usize {
        let outputs = descriptor.output.channels.count() / descriptor.groups;
        let most = self.config.panels;
        match descriptor.groups {
            1 => most,
            _ if descriptor.output.channels.is_segmented() => 1,
            _ => (1..=most)
                .rev()
                .find(|panels| outputs.is_multiple_of(panels * LANES))
                .unwrap_or(1),
        }
    }

    /// Calls `visit` with the reduction rows of `panels` panels from index `panel` on: one [`Reduction`] for each table,
    /// that is one in all or, for a clipped convolution, one for each tap.
    fn reductions(
        &self,
        descriptor: &ConvDescriptor,
        panel: usize,
        panels: usize,
        mut visit: impl FnMut(&Reduction<'_>),
    ) {
        let [inputs, outputs] = descriptor.channels_per_group();
        let first = descriptor.panel(panel).start;
        let end = descriptor.panel(panel + panels - 1).end;
        let [height, width] = descriptor.window.kernel.map(|size| size as usize);
        let mut reduction = Reduction {
            layout: self.source(descriptor),
            window: descriptor.window,
            channels: first / outputs * inputs..end.div_ceil(outputs) * inputs,
            first: [0, 0],
            size: [height, width],
        };
        if !self.clipped {
            return visit(&reduction);
        }
        reduction.size = [1, 1];
        for row in 0..height {
            for column in 0..width {
                reduction.first = [row, column];
                visit(&reduction);
            }
        }
    }

    /// Returns the name shown to users: `direct`, or `clipped` if taps outside the input are skipped; pixels x output
    /// channels of the largest register tile; and the partition. A clipped convolution computes tiles of one pixel,
    /// whatever the name says.
    pub(super) fn name(&self, descriptor: &ConvDescriptor) -> String {
        let pixels = full(descriptor.isa)[0].min(descriptor.pixels());
        let panels = self.most_panels();
        let name = if self.clipped { "clipped" } else { "direct" };
        let partition = self.config.partition.word();
        format!("{name} {pixels}x{} by {partition}", panels * LANES)
    }
}

impl PanelGroup {
    /// Returns the number of channels of the group's last panel.
    fn last_len(&self, descriptor: &ConvDescriptor) -> usize {
        descriptor.panel(self.panel + self.panels - 1).len()
    }

    /// Returns the number of reduction rows of all tables of the group.
    fn depth(&self) -> usize {
        self.len / (self.panels * LANES) - 1
    }
}
