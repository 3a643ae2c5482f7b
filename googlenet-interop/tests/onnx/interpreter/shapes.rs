//! The interpreter's operators that reduce, cut and reorder axes.

use super::{Array, int, ints, text};
use googlenet_interop::onnx::proto::NodeProto;

/// The root of the sum of squares along one axis, which is kept with the size 1.
pub(super) fn reduce_l2(node: &NodeProto, input: &Array) -> Array {
    let axes = ints(node, "axes", &[]);
    assert_eq!((axes.len(), int(node, "keepdims", 1)), (1, 1));
    let axis = axes[0] as usize;
    let inner: usize = input.dims[axis + 1..].iter().product();
    let size = input.dims[axis];
    let mut values = Vec::new();
    for outer in input.values.chunks(size * inner) {
        for at in 0..inner {
            let squares: f64 = (0..size).map(|i| outer[i * inner + at].powi(2)).sum();
            values.push(squares.sqrt());
        }
    }
    let mut dims = input.dims.clone();
    dims[axis] = 1;
    Array::new(&dims, values)
}

/// A range of one axis, of which starts, ends and axes are inputs.
pub(super) fn slice(input: &Array, rest: &[Array]) -> Array {
    let [start, end, axis] = [0, 1, 2].map(|at| {
        assert_eq!(rest[at].dims, [1]);
        rest[at].values[0] as usize
    });
    let inner: usize = input.dims[axis + 1..].iter().product();
    let mut values = Vec::new();
    for outer in input.values.chunks(input.dims[axis] * inner) {
        values.extend_from_slice(&outer[start * inner..end * inner]);
    }
    let mut dims = input.dims.clone();
    dims[axis] = end - start;
    Array::new(&dims, values)
}

/// Other sizes, of which 0 is the size that the axis has and -1 the one that is left.
pub(super) fn reshape(input: Array, sizes: &Array) -> Array {
    let mut dims: Vec<i64> = sizes.values.iter().map(|size| *size as i64).collect();
    for (at, size) in dims.iter_mut().enumerate() {
        if *size == 0 {
            *size = input.dims[at] as i64;
        }
    }
    let known: i64 = dims.iter().filter(|size| **size > 0).product();
    let all = input.values.len() as i64;
    let dims: Vec<usize> = dims
        .into_iter()
        .map(|size| if size < 0 { all / known } else { size } as usize)
        .collect();
    Array::new(&dims, input.values)
}

/// `output[n, (i b + j) C + c, y, x] = input[n, c, y b + i, x b + j]`.
pub(super) fn space_to_depth(node: &NodeProto, input: &Array) -> Array {
    let block = int(node, "blocksize", 0) as usize;
    let [images, channels, height, width] = input.dims[..] else {
        panic!("four sizes")
    };
    let dims = [
        images,
        channels * block * block,
        height / block,
        width / block,
    ];
    let mut values = Vec::new();
    for n in 0..images {
        for place in 0..dims[1] {
            let (pixel, c) = (place / channels, place % channels);
            for y in 0..dims[2] {
                for x in 0..dims[3] {
                    let (row, column) = (y * block + pixel / block, x * block + pixel % block);
                    values.push(input.values[((n * channels + c) * height + row) * width + column]);
                }
            }
        }
    }
    Array::new(&dims, values)
}

/// `output[n, c, y b + i, x b + j] = input[n, d, y, x]`, where `d` is `(i b + j) C + c` in the mode DCR and
/// `c b b + i b + j` in the mode CRD.
pub(super) fn depth_to_space(node: &NodeProto, input: &Array) -> Array {
    let block = int(node, "blocksize", 0) as usize;
    let mode = text(node, "mode", "DCR");
    let [images, depth, height, width] = input.dims[..] else {
        panic!("four sizes")
    };
    let channels = depth / block / block;
    let dims = [images, channels, height * block, width * block];
    let mut values = Vec::new();
    for n in 0..images {
        for c in 0..channels {
            for row in 0..dims[2] {
                for column in 0..dims[3] {
                    let pixel = row % block * block + column % block;
                    let d = match mode {
                        "DCR" => pixel * channels + c,
                        "CRD" => c * block * block + pixel,
                        other => panic!("the mode {other}"),
                    };
                    let (y, x) = (row / block, column / block);
                    values.push(input.values[((n * depth + d) * height + y) * width + x]);
                }
            }
        }
    }
    Array::new(&dims, values)
}
