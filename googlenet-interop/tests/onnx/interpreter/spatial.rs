//! The interpreter's operators on height and width.

use super::{Array, int, ints, text};
use googlenet_interop::onnx::proto::NodeProto;

/// The attributes of a sliding window.
struct Sliding {
    kernel: [i64; 2],
    stride: [i64; 2],
    dilation: [i64; 2],
    /// Padding above, on the left, below and on the right.
    pads: [i64; 4],
}

impl Sliding {
    fn of(node: &NodeProto, kernel: [i64; 2]) -> Sliding {
        assert_eq!(int(node, "ceil_mode", 0), 0, "padding is written out");
        assert!(
            !node
                .attribute
                .iter()
                .any(|option| option.name() == "auto_pad")
        );
        let pair = |name, default: &[i64]| ints(node, name, default).try_into().expect("two");
        Sliding {
            kernel,
            stride: pair("strides", &[1, 1]),
            dilation: pair("dilations", &[1, 1]),
            pads: ints(node, "pads", &[0; 4]).try_into().expect("four"),
        }
    }

    /// Returns the number of output rows and columns: `floor((input + padding - kernel) / stride) + 1`.
    fn outputs(&self, dims: &[usize]) -> [usize; 2] {
        [0, 1].map(|at| {
            let reach = (self.kernel[at] - 1) * self.dilation[at] + 1;
            let padded = dims[2 + at] as i64 + self.pads[at] + self.pads[2 + at];
            usize::try_from((padded - reach).div_euclid(self.stride[at]) + 1).expect("outputs")
        })
    }

    /// Returns the inputs under the window of the output at row `y` and column `x`: the index of each in the window,
    /// and in the map, which is `None` for padding.
    fn under(&self, y: usize, x: usize, dims: &[usize]) -> Vec<(usize, Option<usize>)> {
        let (height, width) = (dims[2] as i64, dims[3] as i64);
        let mut places = Vec::new();
        for row in 0..self.kernel[0] {
            for column in 0..self.kernel[1] {
                let from_row = y as i64 * self.stride[0] - self.pads[0] + row * self.dilation[0];
                let from_column =
                    x as i64 * self.stride[1] - self.pads[1] + column * self.dilation[1];
                let inside = (0..height).contains(&from_row) && (0..width).contains(&from_column);
                let place = inside.then(|| (from_row * width + from_column) as usize);
                places.push(((row * self.kernel[1] + column) as usize, place));
            }
        }
        places
    }
}

pub(super) fn conv(node: &NodeProto, input: &Array, rest: &[Array]) -> Array {
    let weights = &rest[0];
    let [outputs, inputs_a_group, height, width] = weights.dims[..] else {
        panic!("four sizes")
    };
    let kernel = [height as i64, width as i64];
    assert_eq!(
        ints(node, "kernel_shape", &kernel),
        kernel,
        "{}",
        node.name()
    );
    let sliding = Sliding::of(node, kernel);
    let groups = int(node, "group", 1) as usize;
    assert_eq!(inputs_a_group * groups, input.dims[1], "{}", node.name());
    let [rows, columns] = sliding.outputs(&input.dims);
    let map = input.dims[2] * input.dims[3];
    let mut values = Vec::new();
    for image in input.values.chunks(input.dims[1] * map) {
        for output in 0..outputs {
            let group = output / (outputs / groups);
            for at in 0..rows * columns {
                let under = sliding.under(at / columns, at % columns, &input.dims);
                let mut sum = rest.get(1).map_or(0.0, |bias| bias.values[output]);
                for channel in 0..inputs_a_group {
                    let map = &image[(group * inputs_a_group + channel) * map..][..map];
                    let kernel =
                        &weights.values[(output * inputs_a_group + channel) * height * width..];
                    for (place, from) in &under {
                        sum += from.map_or(0.0, |from| kernel[*place] * map[from]);
                    }
                }
                values.push(sum);
            }
        }
    }
    Array::new(&[input.dims[0], outputs, rows, columns], values)
}

/// `output[n, o, y s - p + i d, x s - p + j d] += input[n, c, y, x] * weights[c, o, i, j]`.
pub(super) fn conv_transpose(node: &NodeProto, input: &Array, rest: &[Array]) -> Array {
    let weights = &rest[0];
    let [inputs, outputs_a_group, height, width] = weights.dims[..] else {
        panic!("four sizes")
    };
    let groups = int(node, "group", 1) as usize;
    let outputs = outputs_a_group * groups;
    assert_eq!(inputs, input.dims[1], "{}", node.name());
    let pair =
        |name, default: &[i64]| -> [i64; 2] { ints(node, name, default).try_into().expect("two") };
    let (stride, dilation) = (pair("strides", &[1, 1]), pair("dilations", &[1, 1]));
    let extra = pair("output_padding", &[0, 0]);
    let pads = ints(node, "pads", &[0; 4]);
    let kernel = [height as i64, width as i64];
    let size = [0, 1].map(|at| {
        let whole = stride[at] * (input.dims[2 + at] as i64 - 1) + extra[at];
        (whole + (kernel[at] - 1) * dilation[at] + 1 - pads[at] - pads[2 + at]) as usize
    });
    let map = input.dims[2] * input.dims[3];
    let mut values = Vec::new();
    for image in input.values.chunks(inputs * map) {
        for output in 0..outputs {
            let bias = rest.get(1).map_or(0.0, |bias| bias.values[output]);
            let mut result = vec![bias; size[0] * size[1]];
            let group = output / outputs_a_group;
            for channel in group * inputs / groups..(group + 1) * inputs / groups {
                let place = channel * outputs_a_group + output % outputs_a_group;
                let kernel = &weights.values[place * height * width..][..height * width];
                for (pixel, value) in image[channel * map..][..map].iter().enumerate() {
                    let (row, column) = (pixel / input.dims[3], pixel % input.dims[3]);
                    for (tap, weight) in kernel.iter().enumerate() {
                        let y =
                            row as i64 * stride[0] + (tap / width) as i64 * dilation[0] - pads[0];
                        let x = column as i64 * stride[1] + (tap % width) as i64 * dilation[1]
                            - pads[1];
                        if (0..size[0] as i64).contains(&y) && (0..size[1] as i64).contains(&x) {
                            result[y as usize * size[1] + x as usize] += value * weight;
                        }
                    }
                }
            }
            values.extend(result);
        }
    }
    Array::new(&[input.dims[0], outputs, size[0], size[1]], values)
}

/// Pools the inputs under each window without padding. `function` receives these inputs and the number of places in the
/// window.
pub(super) fn pool(
    node: &NodeProto,
    input: &Array,
    function: impl Fn(&[f64], usize) -> f64,
) -> Array {
    let kernel = ints(node, "kernel_shape", &[]).try_into().expect("two");
    let sliding = Sliding::of(node, kernel);
    let [rows, columns] = sliding.outputs(&input.dims);
    let mut values = Vec::new();
    for map in input.values.chunks(input.dims[2] * input.dims[3]) {
        for at in 0..rows * columns {
            let under = sliding.under(at / columns, at % columns, &input.dims);
            let inside: Vec<f64> = under
                .iter()
                .filter_map(|(_, from)| from.map(|from| map[from]))
                .collect();
            assert!(
                !inside.is_empty(),
                "`{}` has a window over nothing",
                node.name()
            );
            values.push(function(&inside, under.len()));
        }
    }
    Array::new(&[input.dims[0], input.dims[1], rows, columns], values)
}

pub(super) fn global(input: &Array, function: impl Fn(&[f64]) -> f64) -> Array {
    let maps = input.values.chunks(input.dims[2] * input.dims[3]);
    Array::new(
        &[input.dims[0], input.dims[1], 1, 1],
        maps.map(function).collect(),
    )
}

/// Pads maps with zeros or, by the mode, with their own values; `pads` are the numbers of rows and columns before each
/// axis, then those after each axis.
pub(super) fn pad(node: &NodeProto, input: &Array, pads: &Array) -> Array {
    let pads: Vec<usize> = pads.values.iter().map(|size| *size as usize).collect();
    let [0, 0, above, left, 0, 0, below, right] = pads[..] else {
        panic!("maps alone are padded");
    };
    let (height, width) = (input.dims[2], input.dims[3]);
    let (rows, columns) = (above + height + below, left + width + right);
    let source = |place: usize, before: usize, size: usize| {
        let (place, last) = (place as i64 - before as i64, size as i64 - 1);
        let place = match text(node, "mode", "constant") {
            "constant" => place,
            "edge" => place.clamp(0, last),
            "reflect" if place < 0 => -place,
            "reflect" if place > last => 2 * last - place,
            "reflect" => place,
            other => panic!("the mode {other}"),
        };
        usize::try_from(place).ok().filter(|place| *place < size)
    };
    let mut values = Vec::new();
    for from in input.values.chunks(height * width) {
        for row in 0..rows {
            for column in 0..columns {
                let (y, x) = (source(row, above, height), source(column, left, width));
                values.push(y.zip(x).map_or(0.0, |(y, x)| from[y * width + x]));
            }
        }
    }
    Array::new(&[input.dims[0], input.dims[1], rows, columns], values)
}
