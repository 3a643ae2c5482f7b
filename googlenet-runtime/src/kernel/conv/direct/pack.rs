//! Packing of weights for direct convolution.

use super::super::descriptor::ConvDescriptor;
use super::super::source_weights::PackSource;
use super::rows::RowRun;
use super::{Direct, PanelGroup};
use googlenet_dsl::plan::LANES;
use std::ops::Range;

impl Direct {
    /// Returns the number of parts of the packed weights that are packed by themselves.
    pub(in super::super) fn parts(&self) -> usize {
        self.panel_groups.len()
    }

    /// Returns the range of the packed weights, in `f32` values, that is the part with this index. Parts follow each
    /// other without gaps.
    pub(in super::super) fn part(&self, part: usize) -> Range<usize> {
        let group = &self.panel_groups[part];
        group.offset..group.offset + group.len
    }

    /// Packs bias and kernel of the part with this index into `values`, with the step's batch normalisation folded into
    /// both. Lanes without a channel, and weights of a reduction row for outputs of other channel groups, are zero.
    pub(in super::super) fn pack_part(
        &self,
        descriptor: &ConvDescriptor,
        source: &PackSource<'_>,
        part: usize,
        values: &mut [f32],
    ) {
        let group = &self.panel_groups[part];
        let wide = group.panels * LANES;
        let (biases, mut weights) = values[..group.len].split_at_mut(wide);
        for (panel, to) in (group.panel..).zip(biases.chunks_exact_mut(LANES)) {
            source.biases(descriptor.panel(panel), to);
        }
        self.reductions(descriptor, group.panel, group.panels, |reduction| {
            reduction.for_runs(|run| {
                let (to, behind) = std::mem::take(&mut weights).split_at_mut(run.len * wide);
                weights = behind;
                group.pack_run(descriptor, source, run, to);
            });
        });
    }
}

impl PanelGroup {
    /// Packs the weights of a run of reduction rows into `to`.
    fn pack_run(
        &self,
        descriptor: &ConvDescriptor,
        source: &PackSource<'_>,
        run: RowRun,
        to: &mut [f32],
    ) {
        let [group_inputs, group_outputs] = descriptor.channels_per_group();
        let wide = self.panels * LANES;
        let all =
            descriptor.panel(self.panel).start..descriptor.panel(self.panel + self.panels - 1).end;
        let mut channel = run.channel;
        while channel < run.channel + run.len {
            let part = channel / group_inputs;
            let end = ((part + 1) * group_inputs).min(run.channel + run.len);
            let reads = part * group_outputs..(part + 1) * group_outputs;
            if all.len() < wide || all.start < reads.start || all.end > reads.end {
                to[(channel - run.channel) * wide..(end - run.channel) * wide].fill(0.0);
            }
            let mut panel = 0;
            while panel < self.panels {
                let outputs = descriptor.panel(self.panel + panel);
                let first = outputs.start.max(reads.start);
                let mut last = outputs.end.min(reads.end);
                let lane = panel * LANES + first.saturating_sub(outputs.start);
                panel += 1;
                // Panels whose channels follow each other without unused lanes are copied together.
                while panel < self.panels && first < last && lane + last - first == panel * LANES {
                    last = descriptor
                        .panel(self.panel + panel)
                        .end
                        .min(reads.end)
                        .max(last);
                    panel += 1;
                }
                if first < last {
                    let to = &mut to[(channel - run.channel) * wide + lane..];
                    source.rows(
                        run.tap,
                        part,
                        channel - part * group_inputs..end - part * group_inputs,
                        first - reads.start..last - reads.start,
                        to,
                        wide,
                    );
                }
            }
            channel = end;
        }
    }
}
