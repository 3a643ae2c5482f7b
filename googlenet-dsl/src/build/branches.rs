//! The error of branches that do not fit together: which of them are out of line, and what makes them so.

use super::{GraphBuilder, title};
use crate::diagnostic::Diagnostic;
use crate::expand::FlatLayer;
use crate::graph::LayerId;
use crate::op::Window;
use crate::shape::{Blame, Shape, ShapeError};
use std::collections::HashSet;

/// How far a branch is followed backwards.
const MAX_WALK: usize = 256;

/// A branch of a join: its shape, and the layers of the expansion on its way from what all branches read, last first.
struct Branch {
    shape: Shape,
    path: Vec<LayerId>,
}

/// Why a branch is out of line.
enum Cause {
    /// A pooling whose stride is its window, as none is given.
    PoolStride([u32; 2]),
    /// A window without padding, at every pixel.
    NoPadding,
    Stride,
}

impl GraphBuilder<'_> {
    /// Returns the diagnostic of a join whose branches differ.
    ///
    /// The right shape is that of what the branches read, if one of them has it and no stride is given in any;
    /// otherwise that of more than half of the branches; otherwise again that of what they read, if one of them has it;
    /// otherwise the most frequent one, the first of several. The operands of a sum differ in channels, too: if a
    /// stride is given, or only channels differ, an operand that is no more than what all read is out of line, as it is
    /// a shortcut.
    pub(super) fn branches(&self, flat: &FlatLayer<'_>, error: ShapeError) -> Diagnostic {
        let is_add = flat.kind().name == "add";
        let (branches, source) = self.walk(flat);
        let key = |shape: Shape| match (is_add, shape) {
            (true, shape) => shape,
            (false, Shape::Map { height, width, .. }) => Shape::map(height, width, 1),
            (false, Shape::Vector { .. }) => Shape::vector(1),
        };
        let keys: Vec<Shape> = branches.iter().map(|branch| key(branch.shape)).collect();
        let source = source.map(|source| key(self.graph.shape(source)));
        let right = right(&keys, source, is_add, self.any_stride(&branches));
        let odd: Vec<usize> = (0..keys.len()).filter(|at| keys[*at] != right).collect();
        let usual = keys.iter().position(|key| *key == right).unwrap_or(0);
        let size = |shape: Shape| match shape {
            Shape::Map { height, width, .. } if !is_add => format!("{height}x{width}"),
            Shape::Map { .. } => shape.to_string(),
            Shape::Vector { .. } => format!("a vector of {shape}"),
        };
        let place = |at: usize| {
            let same_size = branches[at].shape.spatial() == right.spatial();
            self.blamed(
                flat,
                match is_add && same_size {
                    true => Blame::Operand(at),
                    false => Blame::Spatial(at),
                },
            )
        };
        let expected = size(branches[usual].shape);
        let rest = match (odd.len(), keys.len()) {
            (1, 2) => format!("{expected} in the other branch"),
            (1, _) => format!("{expected} in the other branches"),
            _ if source == Some(right) => format!("expected {expected}, as the branches read it"),
            _ => format!("expected {expected}"),
        };
        let label = format!("{} here, {rest}", size(branches[odd[0]].shape));
        let mut diagnostic = Diagnostic::new(
            error.code,
            title(&flat.name, error.title),
            place(odd[0]),
            label,
        );
        for at in &odd[1..] {
            diagnostic = diagnostic.also(place(*at), format!("{} here", size(branches[*at].shape)));
        }
        if odd.len() > 1 {
            let named = |branch: &Branch, id: &LayerId| {
                format!("`{}` {}", self.short_name(flat, *id), size(branch.shape))
            };
            let all: Vec<String> = branches
                .iter()
                .zip(&flat.inputs)
                .map(|(branch, id)| named(branch, id))
                .collect();
            diagnostic = diagnostic.note(format!("the branches are {}", all.join(", ")));
        }
        let shape = branches[odd[0]].shape;
        let is_vector =
            matches!(shape, Shape::Vector { .. }) != matches!(right, Shape::Vector { .. });
        let found = self.causes(flat, odd.iter().map(|at| &branches[*at]));
        let help = match () {
            () if is_vector => error.help,
            () if !found.is_empty() => Some(found.join("; ")),
            () if is_add => self
                .projection(flat, odd[0], shape, branches[usual].shape)
                .or(error.help),
            () => error.help,
        };
        diagnostic.help = help;
        diagnostic
    }

    /// Returns the branches of a join with their layers, and the layer that all of them lead to, by its id in the
    /// graph.
    fn walk(&self, flat: &FlatLayer<'_>) -> (Vec<Branch>, Option<LayerId>) {
        let shape = |id: LayerId| self.ids[id].map_or(Shape::vector(0), |id| self.graph.shape(id));
        let back = |id: LayerId| {
            let before = |id: &LayerId| match id {
                0 => None,
                id => self.expanded.layers[id - 1].inputs.first().copied(),
            };
            std::iter::successors(Some(id), before).take(MAX_WALK)
        };
        let chains: Vec<Vec<LayerId>> = flat.inputs.iter().map(|id| back(*id).collect()).collect();
        let mut common: HashSet<LayerId> = chains[0].iter().copied().collect();
        for chain in &chains[1..] {
            let chain: HashSet<LayerId> = chain.iter().copied().collect();
            common.retain(|id| chain.contains(id));
        }
        let source = chains[0].iter().find(|id| common.contains(id)).copied();
        let branch = |chain: &Vec<LayerId>| Branch {
            shape: shape(chain[0]),
            path: chain
                .iter()
                .take_while(|id| Some(**id) != source)
                .copied()
                .collect(),
        };
        let branches = chains.iter().map(branch).collect();
        (branches, source.and_then(|source| self.ids[source]))
    }

    /// Returns the windows of a branch that change the size of their map, with their layers.
    fn resizing<'b>(&'b self, branch: &'b Branch) -> impl Iterator<Item = (LayerId, Window)> + 'b {
        branch.path.iter().filter_map(|id| {
            let at = self.ids[*id]?;
            let source = self.ids[*self.layer_of(*id)?.inputs.first()?]?;
            let window = self.graph.op(at).window()?;
            let resized = self.graph.shape(at).spatial() != self.graph.shape(source).spatial();
            resized.then_some((*id, window))
        })
    }

    fn layer_of(&self, id: LayerId) -> Option<&FlatLayer<'_>> {
        self.expanded.layers.get(id.checked_sub(1)?)
    }

    fn gives(&self, id: LayerId, option: &str) -> bool {
        self.layer_of(id).is_some_and(|flat| {
            let place = flat.kind().position(option);
            place.is_some_and(|place| flat.arg(place).given)
        })
    }

    fn any_stride(&self, branches: &[Branch]) -> bool {
        branches
            .iter()
            .flat_map(|branch| self.resizing(branch))
            .any(|(id, window)| window.stride != [1, 1] && self.gives(id, "stride"))
    }

    /// Returns what to change in the branches that are out of line, a sentence for each kind of cause.
    fn causes<'b>(
        &self,
        flat: &FlatLayer<'_>,
        branches: impl Iterator<Item = &'b Branch>,
    ) -> Vec<String> {
        let mut causes = Vec::new();
        for branch in branches {
            let found: Vec<(LayerId, Window)> = self.resizing(branch).collect();
            causes.extend(found.into_iter().map(|(id, window)| {
                let cause = match window.stride {
                    [1, 1] => Cause::NoPadding,
                    stride if !self.gives(id, "stride") && stride == window.kernel => {
                        Cause::PoolStride(stride)
                    }
                    _ => Cause::Stride,
                };
                (self.short_name(flat, id), window, cause)
            }));
        }
        if causes
            .iter()
            .any(|(.., cause)| matches!(cause, Cause::Stride))
        {
            return Vec::new();
        }
        let mut sentences = Vec::new();
        let pools: Vec<_> = causes
            .iter()
            .filter_map(|(name, window, cause)| match cause {
                Cause::PoolStride(stride) => Some((name, window.padding, *stride)),
                _ => None,
            })
            .collect();
        let padded = pools.iter().all(|(_, padding, _)| padding.is_same());
        let form = ["stride: 1, padding: same", "stride: 1"][usize::from(padded)];
        match pools.as_slice() {
            [] => {}
            [(name, _, [height, width])] => {
                let stride = match height == width {
                    true => height.to_string(),
                    false => format!("[{height}, {width}]"),
                };
                sentences.push(format!(
                    "the stride of `{name}` is its window, {stride}, unless it is given: add `{form}`"
                ));
            }
            _ => {
                let names = pools.iter().map(|(name, ..)| format!("`{name}`"));
                let names = names.collect::<Vec<_>>().join(", ");
                sentences.push(format!(
                    "the strides of {names} are their windows, unless they are given: add `{form}` to each"
                ));
            }
        }
        let mut shrinking: Vec<String> = causes
            .iter()
            .filter(|(.., cause)| matches!(cause, Cause::NoPadding))
            .map(|(name, ..)| format!("`{name}`"))
            .collect();
        shrinking.dedup();
        let names = shrinking.join(", ");
        match shrinking.len() {
            0 => {}
            1 => sentences.push(format!(
                "the window of {names} has too little padding, so that its map shrinks: add `padding: same`"
            )),
            _ => sentences.push(format!(
                "the windows of {names} have too little padding, so that their maps shrink: add `padding: same` to each"
            )),
        }
        sentences
    }

    /// Returns the convolution that brings an operand to the shape of the others.
    fn projection(
        &self,
        flat: &FlatLayer<'_>,
        at: usize,
        from: Shape,
        to: Shape,
    ) -> Option<String> {
        let (Shape::Map { .. }, Shape::Map { channels, .. }) = (from, to) else {
            return None;
        };
        let ([rows, columns], [height, width]) = (from.spatial(), to.spatial());
        let stride = rows.div_ceil(height);
        if rows < height || rows.div_ceil(stride) != height || columns.div_ceil(stride) != width {
            return None;
        }
        let stride = match stride {
            1 => String::new(),
            stride => format!(", stride: {stride}"),
        };
        let name = match flat.inputs[at] {
            0 => "$input".to_owned(),
            id => self.short_name(flat, id),
        };
        Some(format!(
            "`{{conv: {channels}, kernel: 1{stride}}}` brings `{name}` to {to}"
        ))
    }

    /// Returns the name of a layer as the branches of the join `flat` have it, without the kind behind it.
    fn short_name(&self, flat: &FlatLayer<'_>, id: LayerId) -> String {
        let Some(layer) = self.layer_of(id) else {
            return "$input".to_owned();
        };
        let outer = flat.name.strip_suffix(".join").unwrap_or(&flat.name);
        let inside = layer.name.strip_prefix(outer);
        let name = inside
            .and_then(|name| name.strip_prefix('.'))
            .unwrap_or(&layer.name);
        let kind = format!(".{}", layer.kind().name);
        name.strip_suffix(&kind).unwrap_or(name).to_owned()
    }
}

fn right(keys: &[Shape], source: Option<Shape>, is_add: bool, any_stride: bool) -> Shape {
    let source = source.filter(|source| keys.contains(source));
    let votes = |key: &Shape| keys.iter().filter(|other| *other == key).count();
    // Of equally frequent ones `max_by_key` takes the last, so that they are turned round.
    let usual = *keys
        .iter()
        .rev()
        .max_by_key(|key| votes(key))
        .unwrap_or(&keys[0]);
    let half = votes(&usual) * 2 <= keys.len();
    let one_size = keys.iter().all(|key| key.spatial() == keys[0].spatial());
    match source {
        Some(source) if is_add && (any_stride || one_size) => match half {
            true => *keys.iter().find(|key| **key != source).unwrap_or(&usual),
            false => usual,
        },
        Some(source) if !any_stride => source,
        Some(source) if half => source,
        _ => usual,
    }
}
