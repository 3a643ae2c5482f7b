//! Lowering of poolings: `MaxPool`, `AveragePool`, `GlobalMaxPool`, `GlobalAveragePool`, `ReduceMean` and `ReduceMax`.

use super::context::{Lower, Lowering, Tensor, Value, refuse};
use super::site::{Site, axes_of, size_of};
use super::window::padding;
use crate::import::notes::LEFT_OUT;
use crate::items::{ItemId, ItemWeight};
use crate::onnx::importer::view::{Axis, View};
use googlenet_dsl::op::{
    Activation, AvgPool, Conv, GlobalAvgPool, GlobalMaxPool, MaxPool, Op, Padding, Window,
};
use googlenet_dsl::shape::Shape;

/// The first version of ONNX's operators that leaves out windows that begin behind the map, as descriptions do.
const FIRST_LEFT_OUT: i64 = 22;

impl<'a> Lowering<'_, 'a> {
    /// Lowers a pooling over windows: the mean if `mean` is `true`, otherwise the maximum.
    pub(super) fn pool(&mut self, site: &Site<'_, 'a>, mean: bool) -> Lower<Value> {
        let tensor = self.tensor(site, 0)?;
        let input = self.map_of(site, &tensor)?;
        let Some(kernel) = site.sizes("kernel_shape", 1)? else {
            return refuse("it has no `kernel_shape`");
        };
        if site.flag("storage_order")? {
            return refuse("`storage_order` is 1, which cannot be said");
        }
        let dilation: [u32; 2] = site.sizes("dilations", 1)?.unwrap_or([1, 1]);
        let window = Window {
            ceil: site.flag("ceil_mode")?,
            dilation,
            ..Window::new(
                kernel,
                site.sizes("strides", 1)?.unwrap_or([1, 1]),
                Padding::Valid,
            )
        };
        let counts = mean && site.flag("count_include_pad")?;
        let window = padding(site, window, self.shape(input), !counts)?;
        let spatial = self.shape(input).spatial();
        let leaves_out = (0..2).any(|at| window.axis(at).leaves_out(spatial[at]));
        if self.opset < FIRST_LEFT_OUT && leaves_out {
            self.note(site, LEFT_OUT);
        }
        let window = Window {
            // Where no window is left out or added, sizes need not be rounded up.
            ceil: window.ceil && rounds(window, self.shape(input)),
            ..window
        };
        if dilation != [1, 1] && mean {
            let item = self.dilated_mean(site, input, window, counts)?;
            return Ok(self.usual(item));
        }
        let op: Op = match mean {
            true => AvgPool {
                count_padding: counts && window.padding != Padding::Valid,
                window,
            }
            .into(),
            false => MaxPool { window }.into(),
        };
        let item = self.push(site, op, vec![input], Vec::new())?;
        Ok(self.usual(item))
    }

    /// Lowers a pooling over the whole map, whose result the file has as a map of one pixel.
    pub(super) fn global_pool(&mut self, site: &Site<'_, 'a>, mean: bool) -> Lower<Value> {
        let tensor = self.tensor(site, 0)?;
        let input = self.map_of(site, &tensor)?;
        let item = self.whole_map(site, input, mean)?;
        let channels = self.shape(item).channels();
        Ok(Value::Tensor(Tensor {
            item,
            view: View::pixel(channels, self.batch),
            before: None,
        }))
    }

    /// Appends a mean over values that are not side by side: a convolution of each channel with the same weights.
    fn dilated_mean(
        &mut self,
        site: &Site<'_, 'a>,
        input: ItemId,
        window: Window,
        counts: bool,
    ) -> Lower<ItemId> {
        if window.ceil || window.padding != Padding::Valid && !counts {
            return refuse("a dilated mean that leaves out padding cannot be said");
        }
        let channels = self.shape(input).channels();
        let [height, width] = window.kernel.map(|size| size as usize);
        let Some(groups) = size_of(channels as i64, 1) else {
            return refuse(format!("{channels} channels are out of range"));
        };
        let share = 1.0 / (height as f64 * width as f64);
        let sizes = vec![height, width, 1, channels];
        let kernel = self.store.add_filled(sizes, share, true);
        let Some(value) = kernel else {
            return refuse("its window is too large");
        };
        let op = Conv {
            filters: groups,
            window,
            groups,
            bias: false,
            activation: Activation::None,
            l2: 0.0,
            initializer: Default::default(),
        };
        let weights = vec![ItemWeight {
            name: "kernel",
            value,
        }];
        self.push(site, op, vec![input], weights)
    }

    /// Appends a pooling over the whole map, whose result is a vector.
    fn whole_map(&mut self, site: &Site<'_, 'a>, input: ItemId, mean: bool) -> Lower<ItemId> {
        let op: Op = match mean {
            true => GlobalAvgPool {}.into(),
            false => GlobalMaxPool {}.into(),
        };
        self.push(site, op, vec![input], Vec::new())
    }

    /// Lowers `ReduceMean` and `ReduceMax`, over height and width or other axes of an image.
    pub(super) fn reduce(&mut self, site: &Site<'_, 'a>, mean: bool) -> Lower<Value> {
        let tensor = self.tensor(site, 0)?;
        let rank = tensor.view.rank();
        let axes = self.list(site, "axes", 1)?.unwrap_or_default();
        if axes.is_empty() && site.flag("noop_with_empty_axes")? {
            return Ok(Value::Tensor(tensor));
        }
        let gone = match axes.is_empty() {
            true => (0..rank).collect(),
            false => axes_of(&axes, rank)?,
        };
        let view = tensor.view.reduced(&gone, site.whole("keepdims", 1)? != 0);
        let shape = self.shape(tensor.item);
        let parts: Vec<_> = gone.iter().flat_map(|at| tensor.view.parts(*at)).collect();
        if parts.is_empty()
            && !matches!(
                shape,
                Shape::Map {
                    height: 1,
                    width: 1,
                    ..
                }
            )
        {
            return Ok(Value::Tensor(Tensor {
                view,
                before: None,
                ..tensor
            }));
        }
        let [height, width] = shape.spatial();
        let all = |axis: Axis, size: usize| {
            size == 1
                || parts
                    .iter()
                    .any(|part| part.axis == axis && part.size == size)
        };
        let is_spatial = parts
            .iter()
            .all(|part| matches!(part.axis, Axis::Height | Axis::Width));
        let is_map = matches!(shape, Shape::Map { .. });
        if !(is_map && is_spatial && all(Axis::Height, height) && all(Axis::Width, width)) {
            return self.reduce_rows(site, &tensor, &gone, mean);
        }
        let item = self.whole_map(site, tensor.item, mean)?;
        Ok(Value::Tensor(Tensor {
            item,
            view,
            before: None,
        }))
    }
}

impl<'a> Lowering<'_, 'a> {
    /// Lowers a mean or maximum over axes that are not height and width: with the others as channels.
    fn reduce_rows(
        &mut self,
        site: &Site<'_, 'a>,
        tensor: &Tensor,
        gone: &[usize],
        mean: bool,
    ) -> Lower<Value> {
        let batch = tensor.view.places(Axis::Batch);
        if gone.iter().any(|at| batch.contains(at)) {
            return refuse("it combines images of a batch with each other, which cannot be said");
        }
        let kept: Vec<usize> = (0..tensor.view.rank())
            .filter(|at| !gone.contains(at) && !batch.contains(at))
            .collect();
        let arranged = self.with_channels(site, tensor, &kept)?;
        let item = self.whole_map(site, arranged.item, mean)?;
        let keeps = site.whole("keepdims", 1)? != 0;
        Ok(Value::Tensor(Tensor {
            item,
            view: arranged.view.reduced(gone, keeps),
            before: None,
        }))
    }
}

/// Returns whether rounding up changes the number of windows.
fn rounds(window: Window, input: Shape) -> bool {
    let down = Window {
        ceil: false,
        ..window
    };
    (0..2).any(|at| {
        let size = input.spatial()[at];
        down.axis(at).output_size(size) != window.axis(at).output_size(size)
    })
}
