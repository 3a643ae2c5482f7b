//! Lowering of poolings: `MaxPool`, `AveragePool`, `GlobalMaxPool`, `GlobalAveragePool`, `ReduceMean` and `ReduceMax`.

use super::context::{Lower, Lowering, Tensor, Value, refuse};
use super::site::{Site, axes_of};
use super::window::padding;
use crate::onnx::importer::item::ItemId;
use crate::onnx::importer::view::{Axis, View};
use googlenet_dsl::op::{AvgPool, GlobalAvgPool, GlobalMaxPool, MaxPool, Op, Padding, Window};
use googlenet_dsl::shape::Shape;

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
        if dilation != [1, 1] && !(mean || DILATED_MAX_POOLS) {
            return refuse("a dilated pooling cannot be said");
        }
        if dilation != [1, 1] && mean {
            return refuse("a dilated mean cannot be said");
        }
        let counts = mean && site.flag("count_include_pad")?;
        let window = padding(site, window, self.shape(input), !counts)?;
        let window = Window {
            // Where no window is left out or added, sizes need not be rounded up.
            ceil: window.ceil && rounds(window, self.shape(input)),
            ..window
        };
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

    /// Appends a pooling over the whole map: a map of one pixel where one is needed, otherwise a vector.
    fn whole_map(&mut self, site: &Site<'_, 'a>, input: ItemId, mean: bool) -> Lower<ItemId> {
        let [height, width] = self.shape(input).spatial().map(|size| size as u32);
        let window = Window::new([height, width], [1, 1], Padding::Valid);
        let result = site.outputs.first().copied().flatten();
        let op: Op = match (result.is_some_and(|id| self.requires_map[id]), mean) {
            (true, true) => AvgPool {
                window,
                count_padding: false,
            }
            .into(),
            (true, false) => MaxPool { window }.into(),
            (false, true) => GlobalAvgPool {}.into(),
            (false, false) => GlobalMaxPool {}.into(),
        };
        self.push(site, op, vec![input], Vec::new())
    }

    /// Lowers `ReduceMean` and `ReduceMax` over height and width.
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
            return refuse(format!(
                "axes {axes:?} are not height and width, which alone can be said"
            ));
        }
        let item = self.whole_map(site, tensor.item, mean)?;
        Ok(Value::Tensor(Tensor {
            item,
            view,
            before: None,
        }))
    }
}

/// Whether poolings may be dilated.
const DILATED_MAX_POOLS: bool = false;

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
