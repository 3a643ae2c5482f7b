//! Lowering of `Conv`.

use super::context::{Lower, Lowering, Value, refuse};
use super::site::Site;
use super::window::{of_kernel, padding};
use crate::import::transform::Transform;
use crate::items::ItemWeight;
use googlenet_dsl::op::{Activation, Conv};

impl<'a> Lowering<'_, 'a> {
    pub(super) fn conv(&mut self, site: &Site<'_, 'a>) -> Lower<Value> {
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
        let [filters, inputs, ..] = sizes;
        let groups = site.whole("group", 1)?;
        let channels = self.shape(input).channels();
        let has_groups = usize::try_from(groups)
            .is_ok_and(|groups| groups > 0 && groups.checked_mul(inputs) == Some(channels));
        if !has_groups {
            return refuse(format!(
                "a kernel of sizes {:?} and {groups} groups for {channels} channels",
                kernel.sizes
            ));
        }
        let (filters, window) = of_kernel(site, &sizes, filters)?;
        let window = padding(site, window, self.shape(input), false)?;
        let mut weights = vec![ItemWeight {
            name: "kernel",
            value: kernel.then(Transform::Permute(vec![2, 3, 1, 0])),
        }];
        let op = Conv {
            filters,
            window,
            groups: groups as u32,
            bias: bias.is_some(),
            activation: Activation::None,
            l2: 0.0,
            initializer: Default::default(),
        };
        if let Some(bias) = bias {
            if bias.len() != filters as usize || !bias.is_real {
                return refuse(format!(
                    "a bias of sizes {:?} for {filters} filters",
                    bias.sizes
                ));
            }
            weights.push(ItemWeight {
                name: "bias",
                value: bias.reshaped(vec![filters as usize]),
            });
        }
        let item = self.push(site, op, vec![input], weights)?;
        Ok(self.usual(item))
    }
}
