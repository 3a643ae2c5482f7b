//! Constants of an ONNX file: name, shape, and the source of the values, which are written without a copy of all of
//! them.

use crate::onnx::proto::TensorProto;
use crate::onnx::proto::tensor_proto::DataType;
use crate::order::Order;
use googlenet_runtime::Layer;
use std::io::{self, Write};

/// Approximate number of bytes of a weight that are transposed and written at a time: as many whole outputs as fit, or
/// one output if none fits.
const PIECE: usize = 4 << 20;

/// A constant of an ONNX file: its name and shape, and the source from which the values are written.
#[derive(Debug)]
pub(super) struct Tensor {
    pub(super) name: String,
    /// Sizes in the file, outermost axis first; empty for a scalar.
    pub(super) dims: Vec<usize>,
    /// Source from which the values are written: a weight of a layer, one repeated number, or a list of numbers.
    pub(super) values: Values,
}

/// Source from which a constant's values are written: a weight of a layer, one repeated number, or a list of numbers.
#[derive(Debug)]
pub(super) enum Values {
    /// A weight of a layer, 32-bit floats: rows x outputs in the layer, outputs x rows in the file, with the rows
    /// reordered.
    Weight {
        /// Index of the layer in [`Network::layers`](googlenet_runtime::Network::layers), which lacks the input: the
        /// layer's id less 1.
        layer: usize,
        /// Name of the weight within its layer, such as `kernel`.
        name: &'static str,
        /// Order of the rows in the file, compared with the layer's.
        rows: Order,
    },
    /// 32-bit floats that are all this number.
    Same(f32),
    /// 32-bit floats, for options of operators that are inputs of their nodes, such as the factors of `Resize`.
    Floats(Vec<f32>),
    /// Values of this type, little-endian.
    Bytes(DataType, Vec<u8>),
    /// 64-bit integers, for options of operators that are inputs of their nodes, such as the axes of `Unsqueeze`.
    Whole(Vec<i64>),
}

impl Tensor {
    /// Returns the message of the constant without its field `raw_data`, the values.
    pub(super) fn head(&self) -> TensorProto {
        let data_type = match &self.values {
            Values::Weight { .. } | Values::Same(_) | Values::Floats(_) => DataType::Float,
            Values::Bytes(data_type, _) => *data_type,
            Values::Whole(_) => DataType::Int64,
        };
        TensorProto {
            dims: self.dims.iter().map(|size| *size as i64).collect(),
            data_type: Some(data_type.into()),
            name: Some(self.name.clone()),
            ..TensorProto::default()
        }
    }

    /// Returns the number of values; 1 for a scalar, which has no axes.
    fn elements(&self) -> usize {
        self.dims.iter().product()
    }

    /// Returns the size of all values in bytes.
    pub(super) fn bytes(&self) -> u64 {
        match &self.values {
            Values::Weight { .. } | Values::Same(_) | Values::Floats(_) => {
                4 * self.elements() as u64
            }
            Values::Bytes(_, bytes) => bytes.len() as u64,
            Values::Whole(values) => 8 * values.len() as u64,
        }
    }

    /// Writes the values, little-endian. Weights are read from `layers`, all layers of the network without the input.
    ///
    /// # Panics
    /// `layers` lacks the weight, or the weight has another number of values than the constant.
    pub(super) fn write(&self, layers: &[&Layer], to: &mut dyn Write) -> io::Result<()> {
        match &self.values {
            Values::Weight { layer, name, rows } => {
                let weight = layers[*layer].weight(name);
                let weight = weight.expect("a layer has the weights of its graph");
                write_outputs_first(weight.values(), self.elements(), rows, to)
            }
            Values::Same(value) => {
                (0..self.elements()).try_for_each(|_| to.write_all(&value.to_le_bytes()))
            }
            Values::Floats(values) => values
                .iter()
                .try_for_each(|value| to.write_all(&value.to_le_bytes())),
            Values::Bytes(_, bytes) => to.write_all(bytes),
            Values::Whole(values) => values
                .iter()
                .try_for_each(|value| to.write_all(&value.to_le_bytes())),
        }
    }
}

/// Returns a weight, rows x outputs, as outputs x rows in the row order `rows`.
pub(super) fn outputs_first<T: Copy>(values: &[T], rows: &Order) -> Vec<T> {
    let outputs = values.len() / rows.len();
    let of_output = |output: usize| rows.places().map(move |row| values[row * outputs + output]);
    (0..outputs).flat_map(of_output).collect()
}

/// Writes a weight of `elements` values, rows x outputs, as outputs x rows in the row order `rows`. About [`PIECE`]
/// bytes are transposed at a time, so that adjacent values of a row are read together.
///
/// # Panics
/// `values` are not `elements` values.
fn write_outputs_first(
    values: &[f32],
    elements: usize,
    rows: &Order,
    to: &mut dyn Write,
) -> io::Result<()> {
    assert_eq!(
        values.len(),
        elements,
        "a weight has as many values as its shape says"
    );
    let outputs = values.len() / rows.len();
    let at_once = (PIECE / (4 * rows.len())).clamp(1, outputs);
    let mut piece = vec![0u8; at_once * rows.len() * 4];
    for first in (0..outputs).step_by(at_once) {
        let count = at_once.min(outputs - first);
        for (to_row, row) in rows.places().enumerate() {
            let run = &values[row * outputs + first..][..count];
            for (output, value) in run.iter().enumerate() {
                let place = (output * rows.len() + to_row) * 4;
                piece[place..place + 4].copy_from_slice(&value.to_le_bytes());
            }
        }
        to.write_all(&piece[..count * rows.len() * 4])?;
    }
    Ok(())
}
