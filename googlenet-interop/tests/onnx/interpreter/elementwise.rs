//! The interpreter's operators on elements, channels and vectors.

use super::{Array, float, int, ints};
use googlenet_interop::onnx::proto::NodeProto;

/// Combines the elements of two arrays, which are repeated along axes of size 1 and along axes that they lack in front.
pub(super) fn pairs(a: Array, b: &Array, function: impl Fn(f64, f64) -> f64) -> Array {
    let rank = a.dims.len().max(b.dims.len());
    let padded = |array: &Array| {
        let mut dims = vec![1; rank - array.dims.len()];
        dims.extend(&array.dims);
        dims
    };
    let (a_dims, b_dims) = (padded(&a), padded(b));
    let size = |(a, b): (&usize, &usize)| {
        assert!(a == b || *a == 1 || *b == 1, "{a_dims:?} and {b_dims:?}");
        *a.max(b)
    };
    let dims: Vec<usize> = a_dims.iter().zip(&b_dims).map(size).collect();
    let place = |at: usize, own: &[usize]| {
        let (mut rest, mut place, mut stride) = (at, 0, 1);
        for (size, own) in dims.iter().zip(own).rev() {
            place += rest % size % own * stride;
            rest /= size;
            stride *= own;
        }
        place
    };
    let values = (0..dims.iter().product()).map(|at| {
        let (a, b) = (a.values[place(at, &a_dims)], b.values[place(at, &b_dims)]);
        function(a, b)
    });
    Array::new(&dims, values.collect())
}

/// Normalises the last axis.
pub(super) fn layer_norm(node: &NodeProto, input: &Array, rest: &[Array]) -> Array {
    assert_eq!(int(node, "axis", -1), -1);
    let epsilon = float(node, "epsilon", 1e-5);
    let size = input.dims[input.dims.len() - 1];
    let mut values = Vec::new();
    for row in input.values.chunks(size) {
        let mean = row.iter().sum::<f64>() / size as f64;
        let variance = row.iter().map(|x| (x - mean).powi(2)).sum::<f64>() / size as f64;
        for (at, x) in row.iter().enumerate() {
            let shift = rest.get(1).map_or(0.0, |shift| shift.values[at]);
            let normal = (x - mean) / (variance + epsilon).sqrt();
            values.push(normal * rest[0].values[at] + shift);
        }
    }
    Array::new(&input.dims, values)
}

pub(super) fn gemm(node: &NodeProto, input: &Array, rest: &[Array]) -> Array {
    assert_eq!(int(node, "transB", 0), 1, "{}", node.name());
    let [outputs, inputs] = rest[0].dims[..] else {
        panic!("two sizes")
    };
    assert_eq!(input.dims[1], inputs, "{}", node.name());
    let mut values = Vec::new();
    for vector in input.values.chunks(inputs) {
        for (output, row) in rest[0].values.chunks(inputs).enumerate() {
            let bias = rest.get(1).map_or(0.0, |bias| bias.values[output]);
            values.push(vector.iter().zip(row).map(|(a, b)| a * b).sum::<f64>() + bias);
        }
    }
    Array::new(&[input.dims[0], outputs], values)
}

pub(super) fn batch_norm(node: &NodeProto, input: Array, rest: &[Array]) -> Array {
    let epsilon = float(node, "epsilon", 1e-5);
    let inner: usize = input.dims[2..].iter().product();
    let channels = input.dims[1];
    for tensor in rest {
        assert_eq!(tensor.dims, [channels], "{}", node.name());
    }
    let normal = |(at, x): (usize, &f64)| {
        let [scale, shift, mean, variance] =
            [0, 1, 2, 3].map(|i| rest[i].values[at / inner % channels]);
        (x - mean) / (variance + epsilon).sqrt() * scale + shift
    };
    Array::new(
        &input.dims,
        input.values.iter().enumerate().map(normal).collect(),
    )
}

/// Multiplies negative values by the slope of their channel, or by the only slope.
pub(super) fn prelu(node: &NodeProto, input: Array, slopes: &Array) -> Array {
    let inner: usize = input.dims[2..].iter().product();
    let channels = input.dims[1];
    // Slopes are broadcast from the last axis on.
    let axes = vec![1; input.dims.len() - 2];
    let shared = slopes.values.len() == 1;
    let expected = [&[if shared { 1 } else { channels }][..], &axes].concat();
    assert_eq!(slopes.dims, expected, "{}", node.name());
    let value = |(at, x): (usize, &f64)| {
        let channel = if shared { 0 } else { at / inner % channels };
        if *x < 0.0 {
            slopes.values[channel] * x
        } else {
            *x
        }
    };
    let values = input.values.iter().enumerate().map(value).collect();
    Array::new(&input.dims, values)
}

/// Returns the error function, by its integral: Simpson's rule over 2000 intervals, of at most 6.
pub(super) fn erf(x: f64) -> f64 {
    const INTERVALS: usize = 2000;
    let end = x.clamp(-6.0, 6.0);
    let step = end / INTERVALS as f64;
    let bell = |at: usize| (-(at as f64 * step).powi(2)).exp();
    let inside = (1..INTERVALS).map(|at| bell(at) * if at % 2 == 1 { 4.0 } else { 2.0 });
    let sum = bell(0) + inside.sum::<f64>() + bell(INTERVALS);
    2.0 / std::f64::consts::PI.sqrt() * sum * step / 3.0
}

pub(super) fn softmax(node: &NodeProto, input: &Array) -> Array {
    let axis = int(node, "axis", -1) as usize;
    let inner: usize = input.dims[axis + 1..].iter().product();
    let size = input.dims[axis];
    let mut values = input.values.clone();
    for outer in values.chunks_mut(size * inner) {
        for at in 0..inner {
            let sum: f64 = (0..size).map(|i| outer[i * inner + at].exp()).sum();
            (0..size).for_each(|i| outer[i * inner + at] = outer[i * inner + at].exp() / sum);
        }
    }
    Array::new(&input.dims, values)
}

pub(super) fn concat(node: &NodeProto, first: Array, rest: &[Array]) -> Array {
    let axis = int(node, "axis", 0) as usize;
    let outer: usize = first.dims[..axis].iter().product();
    let mut dims = first.dims.clone();
    let all: Vec<&Array> = std::iter::once(&first).chain(rest).collect();
    dims[axis] = all.iter().map(|array| array.dims[axis]).sum();
    let mut values = Vec::new();
    for at in 0..outer {
        for array in &all {
            let len = array.values.len() / outer;
            values.extend_from_slice(&array.values[at * len..][..len]);
        }
    }
    Array::new(&dims, values)
}

pub(super) fn transpose(node: &NodeProto, input: &Array) -> Array {
    let order: Vec<usize> = ints(node, "perm", &[])
        .into_iter()
        .map(|axis| axis as usize)
        .collect();
    let dims: Vec<usize> = order.iter().map(|axis| input.dims[*axis]).collect();
    let stride = |axis: usize| input.dims[axis + 1..].iter().product::<usize>();
    let value = |at: usize| {
        let (mut rest, mut from) = (at, 0);
        for (size, axis) in dims.iter().zip(&order).rev() {
            from += rest % size * stride(*axis);
            rest /= size;
        }
        input.values[from]
    };
    let values = (0..input.values.len()).map(value).collect();
    Array::new(&dims, values)
}

pub(super) fn lrn(node: &NodeProto, input: &Array) -> Array {
    let [alpha, beta, bias] = [("alpha", 0.0001), ("beta", 0.75), ("bias", 1.0)]
        .map(|(name, default)| float(node, name, default));
    let size = int(node, "size", 0);
    let (channels, inner) = (
        input.dims[1] as i64,
        input.dims[2..].iter().product::<usize>() as i64,
    );
    let normal = |(at, x): (usize, &f64)| {
        let channel = at as i64 / inner % channels;
        // The sum is over floor((size - 1) / 2) channels before and ceil((size - 1) / 2) channels after the value's
        // own.
        let first = (channel - (size - 1) / 2).max(0);
        let last = (channel + size / 2).min(channels - 1);
        let other = |c: i64| input.values[(at as i64 + (c - channel) * inner) as usize];
        let squares: f64 = (first..=last).map(|c| other(c).powi(2)).sum();
        x / (bias + alpha / size as f64 * squares).powf(beta)
    };
    let values = input.values.iter().enumerate().map(normal).collect();
    Array::new(&input.dims, values)
}
