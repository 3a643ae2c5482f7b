//! Lowering of `Slice`, each part of which is a node.

use super::lowering::Lowering;
use crate::caffe::graph::ComputeNode;
use crate::import::mistake::Mistake;
use crate::import::step::StepId;
use googlenet_dsl::op::Slice;

impl Lowering<'_, '_> {
    /// Lowers one part of a slice of the channels. A slice along another axis, and points that do not rise within the
    /// channels, are reported as mistakes, for the first part alone.
    pub(super) fn slice(&mut self, node: &ComputeNode<'_>, input: StepId) -> Option<StepId> {
        if self.failed_slices.contains(&node.layer.type_span) {
            return None;
        }
        let found = self.range(node, input);
        if found.is_none() {
            self.failed_slices.push(node.layer.type_span);
        }
        let channels = found?;
        let all = self.shape(input).channels() as u32;
        if channels == [0, all] {
            return Some(input);
        }
        if self.is_reordered(input) {
            let title = format!("{:?} cuts a flattened map", node.layer.name);
            let label = "only `InnerProduct` may read the values of a flattened map one by one";
            self.mistakes.push(node.layer.mistake(title, label));
            self.failed_slices.push(node.layer.type_span);
            return None;
        }
        self.push(node, Slice { channels }.into(), vec![input])?;
        self.last()
    }

    /// Returns the first channel of a part and the one behind its last.
    fn range(&mut self, node: &ComputeNode<'_>, input: StepId) -> Option<[u32; 2]> {
        let view = node.layer.view.message("slice_param");
        let axes = 1 + self.shape(input).dims().len() as i64;
        self.channel_axis(view, "axis", axes)?;
        self.channel_axis(view, "slice_dim", axes)?;
        let (parts, channels) = (node.layer.tops.len(), self.shape(input).channels());
        let points = view.wholes("slice_point");
        let mut ends = vec![0];
        if points.is_empty() {
            if !channels.is_multiple_of(parts) {
                let title = format!("the parts of {:?} are uneven", node.layer.name);
                let label = format!("{channels} channels, {parts} parts");
                let mistake = node.layer.mistake(title, label);
                self.mistakes.push(mistake.help("give `slice_point`"));
                return None;
            }
            ends.extend((1..=parts).map(|part| part * channels / parts));
        } else {
            if points.len() + 1 != parts {
                let title = format!("{:?} makes {parts} blobs", node.layer.name);
                let label = format!("{} points make {}", points.len(), points.len() + 1);
                self.mistakes.push(Mistake::new(title, points[0].1, label));
                return None;
            }
            for (point, span) in &points {
                let last = ends.last().copied().unwrap_or(0);
                let next = usize::try_from(*point).ok();
                let next = next.filter(|next| *next > last && *next < channels);
                let Some(next) = next else {
                    let title = format!("`slice_point` of {:?} is out of range", node.layer.name);
                    let label = format!("expected {} to {}, got {point}", last + 1, channels - 1);
                    self.mistakes.push(Mistake::new(title, *span, label));
                    return None;
                };
                ends.push(next);
            }
            ends.push(channels);
        }
        Some([ends[node.top] as u32, ends[node.top + 1] as u32])
    }
}
