//! Lowering of normalisations, and of layers that multiply and add numbers.

use super::context::{Lower, Lowering, Value, refuse};
use super::site::{Site, numbers};
use crate::items::{Affine, ItemId, ItemKind};
use googlenet_dsl::op::{BatchNorm, ChannelScale, LayerNorm};

/// The smallest deviation by which `Normalization` divides.
const LEAST_DEVIATION: f64 = 1e-7;

impl Lowering<'_, '_> {
    /// Returns the item of a result whose channels are along the axis that a layer states.
    fn over_channels(&mut self, site: &Site<'_, '_>, value: &Value, what: &str) -> Lower<ItemId> {
        let axes = site.settings().wholes("axis")?.unwrap_or(vec![-1]);
        let [axis] = axes[..] else {
            return refuse(format!(
                "{what} along the axes {axes:?} cannot be said, but along that of the channels"
            ));
        };
        self.check_channels(value, axis, what)?;
        match value.is_first {
            true => Ok(value.item),
            false => self.channels_last(site, value),
        }
    }

    pub(super) fn batch_norm(&mut self, site: &Site<'_, '_>) -> Lower<Value> {
        let value = self.one(site)?;
        let settings = site.settings();
        let input = self.over_channels(site, &value, "a batch normalisation")?;
        let momentum = settings.real("momentum", 0.99)? as f32;
        let epsilon = settings.real("epsilon", 1e-3)? as f32;
        if !(epsilon >= 0.0 && epsilon.is_finite()) {
            return settings.wrong("epsilon", "0 or more");
        }
        let is_usual = (0.0..1.0).contains(&momentum);
        if !is_usual {
            let what =
                format!("its momentum of {momentum}, which only training reads, is left out");
            self.notes.tell(site.operator(), site.path(), what);
        }
        let op = BatchNorm {
            epsilon,
            momentum: if is_usual { momentum } else { 0.99 },
            scale: settings.flag("scale", true)?,
            center: settings.flag("center", true)?,
        };
        let (scale, center) = (op.scale, op.center);
        let item = self.push(site, op, vec![input])?;
        let all = [
            ("gamma", scale),
            ("beta", center),
            ("moving_mean", true),
            ("moving_variance", true),
        ];
        for (name, is_there) in all {
            if is_there {
                self.of_channels(site, item, name, name)?;
            }
        }
        Ok(Value { item, ..value })
    }

    pub(super) fn layer_norm(&mut self, site: &Site<'_, '_>) -> Lower<Value> {
        let value = self.one(site)?;
        let settings = site.settings();
        if settings.flag("rms_scaling", false)? {
            return refuse(
                "`rms_scaling` is true: a division by the root of the mean square cannot be said",
            );
        }
        let input = self.over_channels(site, &value, "a layer normalisation")?;
        let epsilon = settings.real("epsilon", 1e-3)? as f32;
        if !(epsilon >= 0.0 && epsilon.is_finite()) {
            return settings.wrong("epsilon", "0 or more");
        }
        let op = LayerNorm {
            epsilon,
            scale: settings.flag("scale", true)?,
            center: settings.flag("center", true)?,
        };
        let (scale, center) = (op.scale, op.center);
        let item = self.push(site, op, vec![input])?;
        for (name, is_there) in [("gamma", scale), ("beta", center)] {
            if is_there {
                self.of_channels(site, item, name, name)?;
            }
        }
        Ok(Value { item, ..value })
    }

    /// Lowers `LayerScale` of ConvNeXt, a factor for each channel.
    pub(super) fn layer_scale(&mut self, site: &Site<'_, '_>) -> Lower<Value> {
        let value = self.one(site)?;
        let input = self.channels_last(site, &value)?;
        let op = ChannelScale {
            scale: true,
            center: false,
        };
        let item = self.push(site, op, vec![input])?;
        self.of_channels(site, item, "gamma", "gamma")?;
        Ok(Value { item, ..value })
    }

    pub(super) fn rescaling(&mut self, site: &Site<'_, '_>) -> Lower<Value> {
        let value = self.one(site)?;
        let settings = site.settings();
        let list = |key: &str, otherwise: f64| match settings.get(key).map(numbers) {
            None => Ok(vec![otherwise]),
            Some(Some((_, values))) if !values.is_empty() => Ok(values),
            Some(_) => settings.wrong(key, "a number, or one for each channel"),
        };
        let (factor, shift) = (list("scale", 1.0)?, list("offset", 0.0)?);
        self.scaled(site, &value, factor, shift)
    }

    /// Appends factors and summands: one for all values, or one for each channel.
    pub(super) fn scaled(
        &mut self,
        site: &Site<'_, '_>,
        value: &Value,
        factor: Vec<f64>,
        shift: Vec<f64>,
    ) -> Lower<Value> {
        let is_scalar = factor.len() == 1 && shift.len() == 1;
        let input = match is_scalar || value.is_first {
            true => value.item,
            false => self.channels_last(site, value)?,
        };
        let channels = self.shape(input).channels();
        let all = [&factor, &shift];
        if let Some(list) = all
            .iter()
            .find(|list| list.len() != 1 && list.len() != channels)
        {
            return refuse(format!("{} numbers for {channels} channels", list.len()));
        }
        if all
            .iter()
            .any(|list| list.iter().any(|value| !value.is_finite()))
        {
            return refuse("a factor or summand of it is not finite");
        }
        if !is_scalar && !self.order(input).is_natural() {
            return refuse("it reads a map that was flattened channels first, value by value");
        }
        let kind = ItemKind::Affine(Affine { factor, shift });
        let item = self.map(site, kind, input);
        Ok(Value {
            item,
            ..value.clone()
        })
    }

    /// Lowers `Normalization`: `(x - mean) / max(sqrt(variance), 1e-7)`, with numbers of the layer's settings, or those
    /// that its variables hold.
    pub(super) fn normalization(&mut self, site: &Site<'_, '_>) -> Lower<Value> {
        let value = self.one(site)?;
        let settings = site.settings();
        let axes = settings.wholes("axis")?.unwrap_or_default();
        let channels = match value.is_first {
            true => value.sizes.first(),
            false => value.sizes.last(),
        };
        let channels = channels.copied().unwrap_or(1);
        let count = match axes[..] {
            [] => 1,
            [axis] => {
                self.check_channels(&value, axis, "a normalisation")?;
                channels
            }
            _ => {
                return refuse(format!(
                    "a normalisation along the axes {axes:?} cannot be said"
                ));
            }
        };
        let given = ["mean", "variance"].map(|key| settings.get(key).map(numbers));
        let [mean, variance] = match given {
            [Some(Some((_, mean))), Some(Some((_, variance)))] => [mean, variance],
            [None, None] if self.weights.is_there() => {
                let mut read = Vec::new();
                for name in ["mean", "variance"] {
                    // Some versions keep the axes that are not normalised, with a size of 1.
                    let found = self.weights.any(site.path(), name);
                    let sizes = found.map(|found| found.0.stored.dims());
                    let sizes = sizes.filter(|sizes| sizes.iter().product::<usize>() == count);
                    let sizes = sizes.unwrap_or(if axes.is_empty() {
                        Vec::new()
                    } else {
                        vec![count]
                    });
                    let constant = self.variable(site, name, sizes)?;
                    let Some(values) = self.store.reals(&constant) else {
                        return refuse(format!(
                            "its `{name}` has more values than an image has channels"
                        ));
                    };
                    read.push(values.into_iter().map(f64::from).collect::<Vec<f64>>());
                }
                let [mean, variance] = [0, 1].map(|at| std::mem::take(&mut read[at]));
                [mean, variance]
            }
            [None, None] => {
                let what = "its mean and variance are variables, which an architecture alone has not: it is left out";
                self.notes.tell(site.operator(), site.path(), what);
                return Ok(value);
            }
            _ => return settings.wrong("mean", "numbers, and `variance` as many"),
        };
        let len = mean.len().max(variance.len());
        if mean.is_empty()
            || variance.is_empty()
            || [&mean, &variance]
                .iter()
                .any(|list| list.len() != 1 && list.len() != len)
        {
            return refuse(format!(
                "{} numbers as mean, {} as variance",
                mean.len(),
                variance.len()
            ));
        }
        let at = |list: &[f64], at: usize| if list.len() == 1 { list[0] } else { list[at] };
        let inverse = settings.flag("invert", false)?;
        let (mut factor, mut shift) = (Vec::new(), Vec::new());
        for channel in 0..len {
            let (mean, deviation) = (at(&mean, channel), at(&variance, channel).max(0.0).sqrt());
            match inverse {
                true => {
                    factor.push(deviation);
                    shift.push(mean);
                }
                false => {
                    let deviation = deviation.max(LEAST_DEVIATION);
                    factor.push(1.0 / deviation);
                    shift.push(-mean / deviation);
                }
            }
        }
        self.scaled(site, &value, factor, shift)
    }
}
