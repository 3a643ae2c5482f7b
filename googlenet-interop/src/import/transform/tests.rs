use super::{Transform, apply};
use crate::import::values::Values;
use crate::order::Order;

/// Applies transforms to a tensor of the shape `shape` with the values 0, 1, 2, …, and returns the resulting values.
fn applied(shape: &[usize], transforms: &[Transform]) -> Vec<f32> {
    let numbers = (0..shape.iter().product()).map(|at: usize| at as f32);
    let bytes = apply(Values::Own(numbers.collect()), shape, transforms);
    let (values, []) = bytes.as_chunks::<4>() else {
        panic!("whole values")
    };
    values
        .iter()
        .map(|bytes| f32::from_le_bytes(*bytes))
        .collect()
}

fn permute(axes: &[usize]) -> Transform {
    Transform::Permute(axes.to_vec())
}

fn reshape(sizes: &[usize]) -> Transform {
    Transform::Reshape(sizes.to_vec())
}

#[test]
fn axes_are_permuted() {
    assert_eq!(applied(&[2, 3], &[]), [0.0, 1.0, 2.0, 3.0, 4.0, 5.0]);
    let turned = applied(&[2, 3], &[permute(&[1, 0])]);
    assert_eq!(turned, [0.0, 3.0, 1.0, 4.0, 2.0, 5.0]);
    // The axes out, in, height, width become height, width, in, out.
    let kernel = applied(&[2, 3, 1, 2], &[permute(&[2, 3, 1, 0])]);
    let wanted = [0, 6, 2, 8, 4, 10, 1, 7, 3, 9, 5, 11].map(|at| at as f32);
    assert_eq!(kernel, wanted);
    let sizes = permute(&[2, 3, 1, 0]).shape(&[2, 3, 1, 5]);
    assert_eq!(sizes, [1, 5, 3, 2]);
    // The second permutation applies to the axes that the first one made.
    let twice = applied(&[1, 2, 3], &[permute(&[1, 2, 0]), permute(&[1, 2, 0])]);
    assert_eq!(twice, applied(&[1, 2, 3], &[permute(&[2, 0, 1])]));
    assert_ne!(twice, applied(&[1, 2, 3], &[]));
}

#[test]
fn flattened_maps_are_brought_out_of_the_files_order() {
    // A flattened map of two channels and three pixels, followed by one feature.
    let order = Order::joined([Order::channels_first(3, 2), Order::natural(1)]);
    let taken = [0.0, 3.0, 1.0, 4.0, 2.0, 5.0, 6.0];
    let rows = Transform::Order {
        axis: 0,
        order: order.clone(),
    };
    assert_eq!(applied(&[7], std::slice::from_ref(&rows)), taken);
    // The file has the outputs as its first axis.
    let kernel = applied(&[2, 7], &[permute(&[1, 0]), rows.clone()]);
    let wanted: Vec<f32> = taken.iter().flat_map(|at| [*at, at + 7.0]).collect();
    assert_eq!(kernel, wanted);
    let last = Transform::Order { axis: 1, order };
    assert_eq!(applied(&[2, 7], &[last, permute(&[1, 0])]), wanted);
    // A second application reorders once more, so its result differs from that of one application.
    let again = taken.map(|at| taken[at as usize]);
    assert_ne!(again, taken);
    assert_eq!(applied(&[7], &[rows.clone(), rows]), again);
}

#[test]
fn values_are_scaled() {
    let scaled = applied(&[3], &[Transform::Scale(0.5), Transform::Scale(3.0)]);
    assert_eq!(scaled, [0.0, 1.5, 3.0]);
}

#[test]
fn values_that_are_not_scaled_keep_their_bits() {
    // A signalling NaN and a subnormal number, of 32 bits each; a multiplication would change the first.
    let bits = [0x7f80_0001u32, 0x0000_0001];
    let bytes: Vec<u8> = bits.iter().flat_map(|bits| bits.to_le_bytes()).collect();
    assert_eq!(apply(Values::Floats(&bytes), &[2], &[]), bytes);
    let doubles: Vec<u8> = [1.5f64, -2.0]
        .iter()
        .flat_map(|x| x.to_le_bytes())
        .collect();
    let singles: Vec<u8> = [1.5f32, -2.0]
        .iter()
        .flat_map(|x| x.to_le_bytes())
        .collect();
    assert_eq!(apply(Values::Doubles(&doubles), &[2], &[]), singles);
}

#[test]
fn reshaped_values_keep_their_order() {
    // A shape, the axes of a permutation, and the sizes of a reshape after it; some reshapes need a copy.
    type Case = (&'static [usize], &'static [usize], &'static [usize]);
    let cases: [Case; 9] = [
        (&[1, 1, 2, 3], &[0, 1, 2, 3], &[2, 3]),
        (&[2, 3], &[1, 0], &[1, 3, 1, 2, 1]),
        (&[2, 3, 4], &[0, 1, 2], &[6, 2, 2]),
        (&[2, 3, 4], &[2, 0, 1], &[4, 6]),
        (&[4, 6], &[1, 0], &[2, 3, 2, 2]),
        (&[4, 6], &[1, 0], &[24]),
        (&[4, 6], &[1, 0], &[8, 3]),
        (&[2, 3, 4], &[0, 2, 1], &[8, 3]),
        (&[1], &[0], &[]),
    ];
    for (shape, axes, sizes) in cases {
        let turned = permute(axes);
        let between = turned.shape(shape);
        // A reshape keeps the sequence of the values, so the result is that of the permutation alone.
        let wanted = applied(shape, std::slice::from_ref(&turned));
        let got = applied(shape, &[turned.clone(), reshape(sizes)]);
        assert_eq!(got, wanted, "{shape:?} {axes:?} {sizes:?}");
        // A second reshape back to the permuted sizes uses the axes that the first one made.
        let back = applied(shape, &[turned, reshape(sizes), reshape(&between)]);
        assert_eq!(back, wanted, "{shape:?} {axes:?} {sizes:?}");
    }
}

#[test]
fn axes_behind_a_reshape_are_those_of_its_sizes() {
    // 2 x 12 as 2 x 3 x 4 without a copy, then with the last two axes swapped.
    let wanted: Vec<f32> = (0..2)
        .flat_map(|a| (0..4).flat_map(move |c| (0..3).map(move |b| (12 * a + 4 * b + c) as f32)))
        .collect();
    let got = applied(&[2, 12], &[reshape(&[2, 3, 4]), permute(&[0, 2, 1])]);
    assert_eq!(got, wanted);
    // 4 x 6 transposed, its 24 values as 8 x 3 with a copy, then transposed again.
    let flat = applied(&[4, 6], &[permute(&[1, 0])]);
    let wanted: Vec<f32> = (0..3)
        .flat_map(|b| (0..8).map(move |a| 3 * a + b))
        .map(|at| flat[at])
        .collect();
    let transforms = [permute(&[1, 0]), reshape(&[8, 3]), permute(&[1, 0])];
    assert_eq!(applied(&[4, 6], &transforms), wanted);
}

#[test]
fn axes_of_any_length_are_turned() {
    let order = Order::channels_first(5, 9);
    for outputs in [1, 63, 64, 65, 130] {
        let rows = Transform::Order {
            axis: 0,
            order: order.clone(),
        };
        let turned = applied(&[outputs, 45], &[permute(&[1, 0]), rows]);
        let mut wanted = Vec::new();
        for place in order.file_places() {
            wanted.extend((0..outputs).map(|output| (output * 45 + place) as f32));
        }
        assert_eq!(turned, wanted, "{outputs}");
    }
    assert_eq!(applied(&[], &[]), [0.0]);
    assert!(applied(&[0, 3], &[permute(&[1, 0])]).is_empty());
    assert!(applied(&[3, 0], &[permute(&[1, 0])]).is_empty());
}
