//! The interpreter's `Resize`, of height and width.

use super::{Array, text};
use googlenet_interop::onnx::proto::NodeProto;

pub(super) fn resize(node: &NodeProto, input: &Array, rest: &[Array]) -> Array {
    let [_, scales, sizes @ ..] = rest else {
        panic!("a region, and scales")
    };
    let (height, width) = (input.dims[2], input.dims[3]);
    let from = [height, width];
    let (scale, size) = match sizes {
        [] => {
            let scale = [scales.values[2], scales.values[3]];
            let size = [0, 1].map(|at| (from[at] as f64 * scale[at]).floor() as usize);
            (scale, size)
        }
        [sizes] => {
            assert_eq!(
                sizes.values[..2],
                [input.dims[0] as f64, input.dims[1] as f64]
            );
            let size = [sizes.values[2] as usize, sizes.values[3] as usize];
            ([0, 1].map(|at| size[at] as f64 / from[at] as f64), size)
        }
        _ => panic!("four inputs"),
    };
    let place = |at: usize, x: usize| {
        let (x, inputs, outputs) = (x as f64, from[at] as f64, size[at] as f64);
        let half = (x + 0.5) / scale[at] - 0.5;
        match text(node, "coordinate_transformation_mode", "half_pixel") {
            "half_pixel" => half,
            "pytorch_half_pixel" if size[at] > 1 => half,
            "pytorch_half_pixel" => 0.0,
            "asymmetric" => x / scale[at],
            "align_corners" if size[at] > 1 => x * (inputs - 1.0) / (outputs - 1.0),
            "align_corners" => 0.0,
            "half_pixel_symmetric" => inputs / 2.0 * (1.0 - outputs / (scale[at] * inputs)) + half,
            other => panic!("the coordinates {other}"),
        }
    };
    let round = |x: f64| match text(node, "nearest_mode", "round_prefer_floor") {
        "round_prefer_floor" => (x - 0.5).ceil(),
        "round_prefer_ceil" => (x + 0.5).floor(),
        "floor" => x.floor(),
        "ceil" => x.ceil(),
        other => panic!("the rounding {other}"),
    };
    let mut values = Vec::new();
    for map in input.values.chunks(height * width) {
        let at = |y: f64, x: f64| {
            let y = y.clamp(0.0, height as f64 - 1.0) as usize;
            map[y * width + x.clamp(0.0, width as f64 - 1.0) as usize]
        };
        for row in 0..size[0] {
            for column in 0..size[1] {
                let (y, x) = (place(0, row), place(1, column));
                values.push(match text(node, "mode", "nearest") {
                    "nearest" => at(round(y), round(x)),
                    "linear" => {
                        let (top, left) = (y.floor(), x.floor());
                        let line = |y: f64| {
                            at(y, left) * (1.0 - (x - left)) + at(y, left + 1.0) * (x - left)
                        };
                        line(top) * (1.0 - (y - top)) + line(top + 1.0) * (y - top)
                    }
                    other => panic!("the mode {other}"),
                });
            }
        }
    }
    Array::new(&[input.dims[0], input.dims[1], size[0], size[1]], values)
}
