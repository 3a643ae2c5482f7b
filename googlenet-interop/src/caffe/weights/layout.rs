//! Values from Caffe's order to ours.

use crate::caffe::caffemodel::Blob;
use crate::import::source::{Transform, WeightSource};

/// The values of a blob in our order, little-endian.
pub(super) fn bytes(blob: &Blob<'_>, source: &WeightSource, divisor: Option<f32>) -> Vec<u8> {
    let values = blob.values();
    let mut bytes = Vec::with_capacity(4 * blob.len);
    let mut put = |value: f32| bytes.extend(value.to_le_bytes());
    match &source.transform {
        Transform::Same => (0..blob.len).for_each(|at| put(values.get(at))),
        Transform::Divided { .. } => {
            let factor = match divisor {
                None | Some(0.0) => 0.0,
                Some(divisor) => 1.0 / divisor,
            };
            (0..blob.len).for_each(|at| put(values.get(at) * factor));
        }
        Transform::Kernel => {
            let [outs, ins, height, width] = source.stored[..] else {
                unreachable!("a kernel has four sizes")
            };
            for pixel in 0..height * width {
                for channel in 0..ins {
                    (0..outs).for_each(|out| {
                        put(values.get((out * ins + channel) * height * width + pixel));
                    });
                }
            }
        }
        Transform::Dense { transposed, inputs } => {
            let (ins, outs) = (source.shape[0], source.shape[1]);
            let row = |input: usize| {
                (0..outs).for_each(|out| {
                    put(values.get(match transposed {
                        true => input * outs + out,
                        false => out * ins + input,
                    }));
                });
            };
            inputs.file_places().for_each(row);
        }
    }
    bytes
}
