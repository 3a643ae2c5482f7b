//! Lowering of convolutions: of all channels, of each by itself, and of both one behind the other.

use super::context::{Lower, Lowering, Value, refuse};
use super::site::{Settings, Site};
use crate::import::transform::Transform;
use crate::items::ItemId;
use googlenet_dsl::op::{Activation, Conv, Padding, Window};
use googlenet_dsl::shape::Shape;
use serde_json::Value as Json;

impl Lowering<'_, '_> {
    /// Returns the map that a layer reads, and whether it has its channels first.
    pub(super) fn image(&mut self, site: &Site<'_, '_>, value: &Value) -> Lower<(ItemId, bool)> {
        let words = ["channels_last", "channels_first"];
        let format = site.settings().word("data_format", &words)?;
        let is_first = format == "channels_first";
        let item = self.map_of(site, value)?;
        match is_first == value.is_first {
            true => Ok((item, is_first)),
            false => refuse(format!(
                "`data_format` is {format:?}, and it reads a map in the other order, which cannot be said"
            )),
        }
    }

    pub(super) fn conv(&mut self, site: &Site<'_, '_>) -> Lower<Value> {
        let value = self.one(site)?;
        let settings = site.settings();
        let (input, is_first) = self.image(site, &value)?;
        let window = window(settings)?;
        let op = Conv {
            filters: settings.count("filters")?,
            window,
            groups: settings.count_or("groups", 1)?,
            bias: settings.flag("use_bias", true)?,
            activation: Activation::None,
            l2: self.l2(site, "kernel_regularizer")?,
            initializer: Default::default(),
        };
        let (filters, groups) = (op.filters as usize, op.groups as usize);
        let bias = op.bias;
        let channels = self.shape(input).channels() / groups;
        let [height, width] = window.kernel.map(|size| size as usize);
        let item = self.push(site, op, vec![input])?;
        let kernel = self.variable(site, "kernel", vec![height, width, channels, filters])?;
        self.weight(item, "kernel", kernel, &[]);
        if bias {
            self.of_channels(site, item, "bias", "bias")?;
        }
        let made = self.usual(item, is_first);
        self.activated(site, made, settings.get("activation"))
    }

    pub(super) fn depthwise(&mut self, site: &Site<'_, '_>) -> Lower<Value> {
        let value = self.one(site)?;
        let settings = site.settings();
        let (input, is_first) = self.image(site, &value)?;
        let bias = settings.flag("use_bias", true)?;
        let item = self.of_each_channel(
            site,
            input,
            bias,
            "depthwise_kernel",
            "depthwise_regularizer",
        )?;
        if bias {
            self.of_channels(site, item, "bias", "bias")?;
        }
        let made = self.usual(item, is_first);
        self.activated(site, made, settings.get("activation"))
    }

    pub(super) fn separable(&mut self, site: &Site<'_, '_>) -> Lower<Value> {
        let value = self.one(site)?;
        let settings = site.settings();
        let (input, is_first) = self.image(site, &value)?;
        let filters = settings.count("filters")?;
        let bias = settings.flag("use_bias", true)?;
        let first = self.of_each_channel(
            site,
            input,
            false,
            "depthwise_kernel",
            "depthwise_regularizer",
        )?;
        self.items[first - 1].name += "_depthwise";
        let op = Conv {
            filters,
            window: Window::new([1, 1], [1, 1], Padding::Valid),
            groups: 1,
            bias,
            activation: Activation::None,
            l2: self.l2(site, "pointwise_regularizer")?,
            initializer: Default::default(),
        };
        let channels = self.shape(first).channels();
        let item = self.push(site, op, vec![first])?;
        self.items[item - 1].name += "_pointwise";
        let kernel = self.variable(
            site,
            "pointwise_kernel",
            vec![1, 1, channels, filters as usize],
        )?;
        self.weight(item, "kernel", kernel, &[]);
        if bias {
            self.of_channels(site, item, "bias", "bias")?;
        }
        let made = self.usual(item, is_first);
        let begin = self.items.len();
        let made = self.activated(site, made, settings.get("activation"))?;
        self.items[begin..]
            .iter_mut()
            .for_each(|item| item.name += "_activation");
        Ok(made)
    }

    /// Appends a convolution of each channel by itself, whose kernel is a variable.
    fn of_each_channel(
        &mut self,
        site: &Site<'_, '_>,
        input: ItemId,
        bias: bool,
        variable: &'static str,
        regularizer: &str,
    ) -> Lower<ItemId> {
        let settings = site.settings();
        let window = window(settings)?;
        let multiplier = settings.count_or("depth_multiplier", 1)?;
        let channels = self.shape(input).channels();
        let groups = u32::try_from(channels).ok();
        let filters = groups.and_then(|groups| groups.checked_mul(multiplier));
        let (Some(groups), Some(filters)) = (groups, filters) else {
            return refuse(format!(
                "{channels} channels times {multiplier} are out of range"
            ));
        };
        let op = Conv {
            filters,
            window,
            groups,
            bias,
            activation: Activation::None,
            l2: self.l2(site, regularizer)?,
            initializer: Default::default(),
        };
        let item = self.push(site, op, vec![input])?;
        let [height, width] = window.kernel.map(|size| size as usize);
        let sizes = vec![height, width, channels, multiplier as usize];
        let kernel = self.variable(site, variable, sizes)?;
        let plain = Transform::Reshape(vec![height, width, 1, filters as usize]);
        self.weight(item, "kernel", kernel, &[plain]);
        Ok(item)
    }

    /// Returns the factor of the sum of squares that training adds to the loss.
    pub(super) fn l2(&mut self, site: &Site<'_, '_>, key: &str) -> Lower<f32> {
        let Some(Json::Object(object)) = site.settings().get(key) else {
            return Ok(0.0);
        };
        let config = object.get("config");
        let of = |key: &str| {
            config
                .and_then(|config| config.get(key))
                .and_then(Json::as_f64)
        };
        if of("l1").is_some_and(|l1| l1 != 0.0) {
            self.notes.tell(
                site.operator(),
                site.path(),
                format!("the part L1 of its `{key}` is left out"),
            );
        }
        let l2 = of("l2").unwrap_or(0.0) as f32;
        Ok(if l2.is_finite() && l2 > 0.0 { l2 } else { 0.0 })
    }
}

/// Returns the window of a convolution.
pub(super) fn window(settings: Settings<'_>) -> Lower<Window> {
    let Some(kernel) = settings.pair("kernel_size", 1)? else {
        return settings.wrong("kernel_size", "height and width");
    };
    Ok(Window {
        dilation: settings.pair("dilation_rate", 1)?.unwrap_or([1, 1]),
        ..Window::new(
            kernel,
            settings.pair("strides", 1)?.unwrap_or([1, 1]),
            padding(settings)?,
        )
    })
}

pub(super) fn padding(settings: Settings<'_>) -> Lower<Padding> {
    Ok(match settings.word("padding", &["valid", "same"])? {
        "same" => Padding::Same,
        _ => Padding::Valid,
    })
}

/// Returns the kernel of a convolution that moves each channel by rows and columns, as values height x width x
/// channels.
pub(super) fn moving([height, width]: [usize; 2], at: [usize; 2], channels: usize) -> Vec<f32> {
    let places = (0..height).flat_map(|row| (0..width).map(move |column| [row, column]));
    places
        .flat_map(|place| std::iter::repeat_n(if place == at { 1.0 } else { 0.0 }, channels))
        .collect()
}

impl Lowering<'_, '_> {
    /// Appends a map without rows and columns at its edges (top, left, bottom, right): a convolution of each channel
    /// with a one among zeros.
    pub(super) fn cropped(
        &mut self,
        site: &Site<'_, '_>,
        input: ItemId,
        edges: [u32; 4],
    ) -> Lower<ItemId> {
        if edges == [0; 4] {
            return Ok(input);
        }
        let [top, left, bottom, right] = edges;
        let kernel = [top + bottom + 1, left + right + 1];
        let Shape::Map { channels, .. } = self.shape(input) else {
            return refuse("it reads a vector, where a map is expected");
        };
        let Ok(groups) = u32::try_from(channels) else {
            return refuse("its channels are out of range");
        };
        let op = Conv {
            filters: groups,
            window: Window::new(kernel, [1, 1], Padding::Valid),
            groups,
            bias: false,
            activation: Activation::None,
            l2: 0.0,
            initializer: Default::default(),
        };
        let item = self.push(site, op, vec![input])?;
        let [height, width] = kernel.map(|size| size as usize);
        let count = height.saturating_mul(width).saturating_mul(channels);
        let sizes = vec![height, width, 1, channels];
        let values = (count <= crate::items::MAX_COMPUTED)
            .then(|| moving([height, width], [top as usize, left as usize], channels));
        let Some(kernel) = values.and_then(|values| self.store.add_reals(sizes, values)) else {
            return refuse("it cuts off too much to be said");
        };
        self.weight(item, "kernel", kernel, &[]);
        self.notes.tell(
            site.operator(),
            site.path(),
            "rows and columns are cut off by a convolution of each channel with a one among zeros",
        );
        Ok(item)
    }
}
