//! Values from Caffe's order to ours.

use super::super::caffemodel::Blob;
use super::super::lower::{Layout, WeightSource};

/// The values of a blob in our order, little-endian.
pub(super) fn bytes(blob: &Blob<'_>, source: &WeightSource, divisor: Option<f32>) -> Vec<u8> {
    let values = blob.values();
    let mut bytes = Vec::with_capacity(4 * blob.len);
    let mut put = |value: f32| bytes.extend(value.to_le_bytes());
    match &source.layout {
        Layout::Same => (0..blob.len).for_each(|at| put(values.get(at))),
        Layout::Divided { .. } => {
            let factor = match divisor {
                None | Some(0.0) => 0.0,
                Some(divisor) => 1.0 / divisor,
            };
            (0..blob.len).for_each(|at| put(values.get(at) * factor));
        }
        Layout::Kernel => {
            let [outs, ins, height, width] = source.expected[..] else {
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
        Layout::Dense { transposed, parts } => {
            let (ins, outs) = (source.shape[0], source.shape[1]);
            let mut row = |input: usize| {
                (0..outs).for_each(|out| {
                    put(values.get(match transposed {
                        true => input * outs + out,
                        false => out * ins + input,
                    }));
                });
            };
            let mut first = 0;
            for [channels, height, width] in parts {
                for pixel in 0..height * width {
                    (0..*channels)
                        .for_each(|channel| row(first + channel * height * width + pixel));
                }
                first += channels * height * width;
            }
        }
    }
    bytes
}
