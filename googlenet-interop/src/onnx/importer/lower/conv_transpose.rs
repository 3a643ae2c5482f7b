//! Lowering of `ConvTranspose`.

use super::context::{Lower, Lowering, Value, refuse};
use super::site::{Site, size_of};
use super::window::of_kernel;
use crate::import::transform::Transform;
use crate::items::ItemWeight;
use googlenet_dsl::op::{Activation, ConvTranspose, Padding};

impl<'a> Lowering<'_, 'a> {
    pub(super) fn conv_transpose(&mut self, site: &Site<'_, 'a>) -> Lower<Value> {
        let tensor = self.tensor(site, 0)?;
        let kernel = self.weights(site, 1)?;
        let bias = self.maybe_constant(site, 2)?;
        let input = self.map_of(site, &tensor)?;
        let Ok(sizes) = <[usize; 4]>::try_from(&kernel.sizes[..]) else {
            return refuse(format!(
                "a kernel of {} axes, expected 4",
                kernel.sizes.len()
            ));
        };
        let [channels, filters, ..] = sizes;
        let own = self.shape(input).channels();
        let groups = site.whole("group", 1)?;
        let Some(groups) = size_of(groups, 1).filter(|_| channels == own) else {
            return refuse(format!(
                "a kernel of sizes {:?} and {groups} groups for {own} channels",
                kernel.sizes
            ));
        };
        let all = filters.saturating_mul(groups as usize);
        let (filters, window) = of_kernel(site, &sizes, all)?;
        let mut op = ConvTranspose {
            filters,
            window,
            output_padding: site.sizes("output_padding", 0)?.unwrap_or([0, 0]),
            groups,
            bias: bias.is_some(),
            activation: Activation::None,
            l2: 0.0,
            initializer: Default::default(),
        };
        cut(site, &mut op, self.shape(input).spatial())?;
        let mut weights = vec![ItemWeight {
            name: "kernel",
            value: kernel.then(Transform::Permute(vec![2, 3, 1, 0])),
        }];
        if let Some(bias) = bias {
            if bias.len() != all || !bias.is_real {
                return refuse(format!(
                    "a bias of sizes {:?} for {all} filters",
                    bias.sizes
                ));
            }
            weights.push(ItemWeight {
                name: "bias",
                value: bias.reshaped(vec![all]),
            });
        }
        let item = self.push(site, op, vec![input], weights)?;
        Ok(self.usual(item))
    }
}

/// Sets what is cut off the result and added to it, from the node's numbers, rule or size. Where a rule of descriptions
/// cuts off the same, that rule is set, as for convolutions.
fn cut(site: &Site<'_, '_>, op: &mut ConvTranspose, input: [usize; 2]) -> Lower<()> {
    let rule = site.text("auto_pad", "NOTSET")?;
    let given: Option<[u32; 2]> = match site.wholes("output_shape")? {
        // Some files have the sizes of all four axes.
        Some(list) if list.len() == 4 => match [list[2], list[3]].map(|size| size_of(size, 1)) {
            [Some(height), Some(width)] => Some([height, width]),
            _ => return refuse(format!("`output_shape` is {list:?}")),
        },
        _ => site.sizes("output_shape", 1)?,
    };
    let size = match (given, rule.as_str()) {
        (Some(size), "NOTSET" | "" | "VALID" | "SAME_UPPER" | "SAME_LOWER") => {
            Some(size.map(|size| size as usize))
        }
        (None, "NOTSET" | "" | "VALID") => None,
        (None, "SAME_UPPER" | "SAME_LOWER") => {
            Some([0, 1].map(|at| input[at].saturating_mul(op.window.stride[at] as usize)))
        }
        (_, other) => return refuse(format!("`auto_pad` is {other:?}")),
    };
    let mut edges = [0; 4];
    if let Some(size) = size {
        for at in 0..2 {
            let last = (input[at] - 1).saturating_mul(op.window.stride[at] as usize);
            let whole = last.saturating_add(op.window.axis(at).reach());
            let whole = whole.saturating_add(op.output_padding[at] as usize);
            let total = whole.saturating_sub(size[at]);
            let small = total / 2;
            let (before, after) = match rule.as_str() {
                "SAME_UPPER" => (small, total - small),
                _ => (total - small, small),
            };
            let missing = size[at].saturating_sub(whole);
            let [Some(before), Some(after), Some(missing)] =
                [before, after, missing].map(|size| size_of(size as i64, 0))
            else {
                return refuse(format!("a result of {size:?} pixels is out of range"));
            };
            (edges[at], edges[at + 2]) = (before, after);
            op.output_padding[at] = op.output_padding[at].saturating_add(missing);
        }
    } else if rule != "VALID" {
        edges = site.sizes::<4>("pads", 0)?.unwrap_or([0; 4]);
    }
    op.window.padding = Padding::Explicit(edges);
    let both = |op: &ConvTranspose| [0, 1].map(|at| op.axis(at, input[at]));
    let wanted = both(op);
    let uneven = edges[0] != edges[2] || edges[1] != edges[3];
    let rules = [
        (Padding::Valid, edges == [0; 4]),
        (Padding::Same, uneven || size.is_some() && given.is_none()),
        (Padding::SameLower, uneven),
    ];
    for (padding, may) in rules {
        let mut other = op.clone();
        other.window.padding = padding;
        if padding.is_same() {
            other.output_padding = [0, 0];
        }
        if may && both(&other) == wanted {
            *op = other;
            return Ok(());
        }
    }
    Ok(())
}
