//! Lowering of `Gemm` and `MatMul`: dense layers, or convolutions with a kernel of one pixel where they are applied to
//! each pixel of a map.

use super::context::{Lower, Lowering, Tensor, Value, refuse};
use super::site::{Site, size_of};
use crate::import::transform::Transform;
use crate::items::Constant;
use crate::items::ItemWeight;
use crate::onnx::importer::view::{Axis, View};
use googlenet_dsl::op::{Activation, Conv, Dense, Op, Padding, Window};
use googlenet_dsl::shape::Shape;

impl<'a> Lowering<'_, 'a> {
    /// Lowers `alpha * A * B + beta * C`.
    pub(super) fn gemm(&mut self, site: &Site<'_, 'a>) -> Lower<Value> {
        let mut tensor = self.tensor(site, 0)?;
        if site.flag("transA")? {
            let turned = tensor.view.permuted(&[1, 0]);
            let Some(view) = turned else {
                return refuse("`transA` of a tensor that has not two axes");
            };
            tensor = Tensor {
                view,
                before: None,
                ..tensor
            };
        }
        let mut kernel = self.weights(site, 1)?;
        if kernel.sizes.len() != 2 || tensor.view.rank() != 2 {
            return refuse(format!("a matrix of sizes {:?}", kernel.sizes));
        }
        if site.flag("transB")? {
            kernel = kernel.then(Transform::Permute(vec![1, 0]));
        }
        let alpha = site.real("alpha", 1.0)?;
        if alpha != 1.0 {
            kernel = kernel.then(Transform::Scale(alpha));
        }
        let units = kernel.sizes[1];
        let Some(bias) = self.maybe_constant(site, 2)? else {
            return self.dense(site, &tensor, kernel, None);
        };
        let beta = site.real("beta", 1.0)?;
        // A bias of one value for each row of the matrix, which is an image or a pixel.
        let has_rows = bias.sizes.len() == 2 && bias.sizes[0] > 1;
        if !has_rows {
            let bias = self.gemm_bias(bias, units, beta)?;
            return self.dense(site, &tensor, kernel, bias);
        }
        let Value::Tensor(product) = self.dense(site, &tensor, kernel, None)? else {
            return refuse("it reads a constant");
        };
        let bias = bias.then(Transform::Scale(beta));
        let bias = self.constant_tensor(site, &bias, &product, None)?;
        self.sum(site, &[product, bias].map(Value::Tensor), None)
    }

    /// Returns the bias of `units` values that a constant is, which may have one value for all.
    fn gemm_bias(&mut self, bias: Constant, units: usize, beta: f32) -> Lower<Option<Constant>> {
        if beta == 0.0 {
            return Ok(None);
        }
        let scaled = |bias: Constant| match beta == 1.0 {
            true => bias,
            false => bias.then(Transform::Scale(beta)),
        };
        if !bias.is_real {
            return refuse("a bias of whole numbers");
        }
        if bias.len() == units {
            return Ok(Some(scaled(bias.reshaped(vec![units]))));
        }
        match self.store.scalar(&bias) {
            Some(value) => match self
                .store
                .add_filled(vec![units], (value * beta).into(), true)
            {
                Some(bias) => Ok(Some(bias)),
                None => refuse("its bias is too large"),
            },
            None => refuse(format!(
                "a bias of sizes {:?} for {units} units",
                bias.sizes
            )),
        }
    }

    /// Lowers the product of a tensor with a constant matrix.
    pub(super) fn mat_mul(&mut self, site: &Site<'_, 'a>) -> Lower<Value> {
        let tensor = match (self.operand(site, 0)?, self.operand(site, 1)?) {
            (Value::Tensor(tensor), Value::Constant(_)) => tensor,
            (Value::Tensor(_), Value::Tensor(_)) => {
                return refuse("a product of two results, as in attention, cannot be said");
            }
            (_, Value::Tensor(tensor)) => return self.left_product(site, &tensor),
            _ => return refuse("it reads constants alone"),
        };
        let kernel = self.weights(site, 1)?;
        if let (&[rows], Some(last)) = (&kernel.sizes[..], tensor.view.rank().checked_sub(1)) {
            let kernel = kernel.reshaped(vec![rows, 1]);
            return Ok(match self.dense(site, &tensor, kernel, None)? {
                Value::Tensor(made) => Value::Tensor(Tensor {
                    view: made.view.reduced(&[last], false),
                    ..made
                }),
                other => other,
            });
        }
        let leading = kernel.sizes.len().saturating_sub(2);
        let [.., rows, columns] = kernel.sizes[..] else {
            return refuse(format!("a matrix of sizes {:?}", kernel.sizes));
        };
        if kernel.sizes[..leading].iter().any(|size| *size != 1) {
            return self.grouped(site, &tensor, kernel);
        }
        self.dense(site, &tensor, kernel.reshaped(vec![rows, columns]), None)
    }

    /// Lowers the product of a constant matrix and a tensor: that of the tensor with its last axes exchanged.
    fn left_product(&mut self, site: &Site<'_, 'a>, tensor: &Tensor) -> Lower<Value> {
        let kernel = self.weights(site, 0)?;
        let rank = tensor.view.rank();
        let turn: Vec<usize> = match rank {
            0 | 1 => return refuse("a product of a constant and a list cannot be said"),
            _ => (0..rank - 2).chain([rank - 1, rank - 2]).collect(),
        };
        let [_, _] = kernel.sizes[..] else {
            return refuse(format!("a matrix of sizes {:?}", kernel.sizes));
        };
        let turned = |tensor: &Tensor| match tensor.view.permuted(&turn) {
            Some(view) => Ok(Tensor {
                view,
                before: None,
                ..tensor.clone()
            }),
            None => refuse("it exchanges axes that are none"),
        };
        let turned_kernel = kernel.then(Transform::Permute(vec![1, 0]));
        match self.dense(site, &turned(tensor)?, turned_kernel, None)? {
            Value::Tensor(made) => Ok(Value::Tensor(turned(&made)?)),
            other => Ok(other),
        }
    }

    /// Lowers the product of a tensor with a matrix for each index of the axis in front of the last two: a convolution
    /// of one pixel with as many groups.
    fn grouped(&mut self, site: &Site<'_, 'a>, tensor: &Tensor, kernel: Constant) -> Lower<Value> {
        let sizes = tensor.view.sizes();
        let wrong = || refuse(format!("matrices of sizes {:?}", kernel.sizes));
        let (&[.., groups, rows, columns], &[.., own, _, last]) = (&kernel.sizes[..], &sizes[..])
        else {
            return wrong();
        };
        let count: usize = kernel.sizes.iter().product();
        if own != groups || last != rows || count != groups * rows * columns {
            return wrong();
        }
        let rank = sizes.len();
        let arranged = self.with_channels(site, tensor, &[rank - 3, rank - 1])?;
        let filters = groups.saturating_mul(columns);
        let [Some(filters), Some(groups_count)] =
            [filters, groups].map(|size| size_of(i64::try_from(size).unwrap_or(-1), 1))
        else {
            return wrong();
        };
        let value = kernel
            .clone()
            .reshaped(vec![groups, rows, columns])
            .then(Transform::Permute(vec![1, 0, 2]))
            .reshaped(vec![1, 1, rows, groups * columns]);
        let weights = vec![ItemWeight {
            name: "kernel",
            value,
        }];
        let op: Op = Conv {
            filters,
            window: Window::new([1, 1], [1, 1], Padding::Valid),
            groups: groups_count,
            bias: false,
            activation: Activation::None,
            l2: 0.0,
            initializer: Default::default(),
        }
        .into();
        let item = self.push(site, op, vec![arranged.item], weights)?;
        let view = arranged.view.with_part(rank - 3, groups, columns);
        Ok(Value::Tensor(Tensor {
            item,
            view: view.with_part(rank - 1, columns, 1),
            before: None,
        }))
    }

    /// Appends a dense layer with a kernel of inputs x units over the tensor's last axis.
    fn dense(
        &mut self,
        site: &Site<'_, 'a>,
        tensor: &Tensor,
        kernel: Constant,
        bias: Option<Constant>,
    ) -> Lower<Value> {
        let [inputs, units] = kernel.sizes[..] else {
            return refuse(format!("a matrix of sizes {:?}", kernel.sizes));
        };
        let last = tensor.view.rank().wrapping_sub(1);
        if tensor.view.sizes().last() != Some(&inputs) {
            return refuse(format!(
                "a matrix of {inputs} rows for a tensor of sizes {:?}",
                tensor.view.sizes()
            ));
        }
        let Some(count) = size_of(units as i64, 1) else {
            return refuse(format!("{units} units are out of range"));
        };
        let shape = self.shape(tensor.item);
        let is_last = tensor.view.is_whole(last, Axis::Channel, shape.channels());
        let is_map = matches!(shape, Shape::Map { .. });
        if is_map && is_last && shape.pixels() > 1 {
            return self.pixels(site, tensor, kernel, bias, count);
        }
        let batch = tensor.view.places(Axis::Batch);
        let others = (0..last).all(|at| batch == [at] || tensor.view.parts(at).is_empty());
        if !others {
            let arranged = self.with_channels(site, tensor, &[last])?;
            return self.pixels(site, &arranged, kernel, bias, count);
        }
        if tensor.view.rank() < 2 {
            let Some(view) = tensor.view.reshaped(&[1, inputs]) else {
                return refuse("a product of lists cannot be said");
            };
            let row = Tensor {
                view,
                ..tensor.clone()
            };
            return Ok(match self.dense(site, &row, kernel, bias)? {
                Value::Tensor(made) => Value::Tensor(Tensor {
                    view: made.view.reduced(&[0], false),
                    ..made
                }),
                other => other,
            });
        }
        let flat = Tensor {
            view: tensor.view.reduced(&(1..last).collect::<Vec<_>>(), false),
            ..tensor.clone()
        };
        let input = self.vector_of(site, &flat)?;
        let mut weights = vec![ItemWeight {
            name: "kernel",
            value: kernel.then(Transform::Order {
                axis: 0,
                order: self.order(input),
            }),
        }];
        let has_bias = bias.is_some();
        weights.extend(bias.map(|value| ItemWeight {
            name: "bias",
            value,
        }));
        let op = Dense {
            units: count,
            bias: has_bias,
            activation: Activation::None,
            l2: 0.0,
            initializer: Default::default(),
        };
        let item = self.push(site, op, vec![input], weights)?;
        let made = View::of(
            self.shape(item),
            self.batch,
            crate::onnx::importer::view::MapAxes::ChannelsFirst,
        );
        let view = match tensor.view.rank() {
            2 => Some(made),
            rank => {
                let mut sizes = vec![1; rank];
                sizes[0] = self.batch;
                sizes[rank - 1] = units;
                made.reshaped(&sizes)
            }
        };
        let Some(view) = view else {
            return refuse("its result has sizes that cannot be said");
        };
        Ok(Value::Tensor(Tensor {
            item,
            view,
            before: None,
        }))
    }

    /// Appends a convolution with a kernel of one pixel, for a dense layer that is applied to each pixel.
    fn pixels(
        &mut self,
        site: &Site<'_, 'a>,
        tensor: &Tensor,
        kernel: Constant,
        bias: Option<Constant>,
        filters: u32,
    ) -> Lower<Value> {
        let [inputs, units] = kernel.sizes[..] else {
            return refuse(format!("a matrix of sizes {:?}", kernel.sizes));
        };
        let mut weights = vec![ItemWeight {
            name: "kernel",
            value: kernel.reshaped(vec![1, 1, inputs, units]),
        }];
        let op: Op = Conv {
            filters,
            window: Window::new([1, 1], [1, 1], Padding::Valid),
            groups: 1,
            bias: bias.is_some(),
            activation: Activation::None,
            l2: 0.0,
            initializer: Default::default(),
        }
        .into();
        weights.extend(bias.map(|value| ItemWeight {
            name: "bias",
            value,
        }));
        let item = self.push(site, op, vec![tensor.item], weights)?;
        let last = tensor.view.rank() - 1;
        Ok(Value::Tensor(Tensor {
            item,
            view: tensor.view.with_channels(last, units),
            before: None,
        }))
    }
}
