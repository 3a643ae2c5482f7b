use super::*;
use crate::graph::Layer;
use crate::op::{
    Activation, Add, ChannelOrder, Conv, ConvTranspose, Coordinates, DepthToSpace, Flatten,
    GlobalAvgPool, Input, Interpolation, MaxPool, Multiply, Op, Padding, Reshape, Rounding, Scale,
    SpaceToDepth, Upsample, Window,
};

fn conv(window: Window) -> Conv {
    Conv {
        filters: 1,
        window,
        groups: 1,
        bias: false,
        activation: Activation::None,
        l2: 0.0,
        initializer: Default::default(),
    }
}

#[test]
fn windows_add_up() {
    let mut graph =
        Graph::new("Test", Layer::of_test(Input { size: [32, 20, 1] }, &[])).expect("an input");
    let mut push = |op: Op, input: LayerId| graph.push(Layer::of_test(op, &[input])).expect("fits");
    let seven = push(conv(Window::new([7, 3], [2, 1], Padding::Same)).into(), 0);
    let window = Window::new([3, 3], [2, 2], Padding::Valid);
    let pool = push(MaxPool { window }.into(), seven);
    let dilated = Window {
        dilation: [2, 3],
        ..Window::new([3, 3], [1, 1], Padding::Same)
    };
    let wide = push(conv(dilated).into(), pool);
    let all = push(Flatten {}.into(), pool);
    let fields = graph.receptive_fields();
    assert_eq!(fields[0], [1, 1]);
    assert_eq!(fields[seven], [7, 3]);
    assert_eq!(fields[pool], [7 + 2 * 2, 3 + 2]);
    assert_eq!(fields[wide], [11 + 4 * 4, 5 + 6 * 2]);
    // The result of the pooling has 7 rows, 4 input rows apart, and 9 columns, 2 input columns apart.
    assert_eq!(fields[all], [11 + 6 * 4, 5 + 8 * 2]);
    let places = graph.receptive_field_places();
    let sizes: Vec<[u64; 2]> = places.iter().map(|place| place.size).collect();
    assert_eq!(sizes, fields);
    let place = |id: LayerId| (places[id].stride, places[id].offset);
    assert_eq!(place(0), (Some([1, 1]), [0, 0]));
    // 7 rows every 2 of 32 need 5 rows of padding, 2 of them above; 3 columns one of each side.
    assert_eq!(place(seven), (Some([2, 1]), [-2, -1]));
    assert_eq!(place(pool), (Some([4, 2]), [-2, -1]));
    // The kernel of 3 with gaps reaches 2 rows up, and 3 columns to the left.
    assert_eq!(place(wide), (Some([4, 2]), [-2 - 2 * 4, -1 - 3 * 2]));
    assert_eq!(place(all), (None, [-2, -1]));
}

#[test]
fn branches_that_look_elsewhere_see_more_together() {
    let mut graph =
        Graph::new("Test", Layer::of_test(Input { size: [9, 9, 1] }, &[])).expect("an input");
    let shifted = |edges| conv(Window::new([3, 3], [1, 1], Padding::Explicit(edges)));
    let up = graph
        .push(Layer::of_test(shifted([2, 0, 0, 2]), &[0]))
        .expect("fits");
    let down = graph
        .push(Layer::of_test(shifted([0, 2, 2, 0]), &[0]))
        .expect("fits");
    let add = graph
        .push(Layer::of_test(
            Add {
                scale: Vec::new().into(),
            },
            &[up, down],
        ))
        .expect("fits");
    let fields = graph.receptive_fields();
    assert_eq!(fields[up], [3, 3]);
    assert_eq!(fields[add], [5, 5]);
}

/// The rows that output row `i` of a layer reads, found by its definition alone.
type Reads = fn(i64) -> Vec<i64>;

fn three(row: i64) -> Vec<i64> {
    vec![row - 1, row, row + 1]
}

fn nearest(row: i64) -> Vec<i64> {
    vec![row.div_euclid(2)]
}

fn bilinear(row: i64) -> Vec<i64> {
    let below = (row - 1).div_euclid(2);
    vec![below, below + 1]
}

fn corners(row: i64) -> Vec<i64> {
    // 12 rows become 23.
    [row.div_euclid(2), (row + 1).div_euclid(2)].to_vec()
}

fn transposed(row: i64) -> Vec<i64> {
    let taps = (0..4).map(|tap| row + 1 - tap);
    taps.filter(|at| at % 2 == 0).map(|at| at / 2).collect()
}

fn thirds(row: i64) -> Vec<i64> {
    vec![row.div_euclid(3)]
}

fn pairs(row: i64) -> Vec<i64> {
    vec![2 * row, 2 * row + 1]
}

fn upsample(scale: Scale, mode: Interpolation, coordinates: Coordinates) -> Op {
    Upsample {
        scale,
        mode,
        coordinates,
        rounding: Rounding::RoundPreferFloor,
    }
    .into()
}

fn transposed_conv() -> Op {
    ConvTranspose {
        filters: 36,
        window: Window::new([4, 4], [2, 2], Padding::Explicit([1; 4])),
        output_padding: [0, 0],
        groups: 1,
        bias: false,
        activation: Activation::None,
        l2: 0.0,
        initializer: Default::default(),
    }
    .into()
}

/// Returns the largest number of input rows on which a row of a chain's result depends, as `receptive_fields` counts
/// them, and the first one of the first row.
fn of_chain(reads: &[Reads]) -> (u64, i64) {
    let of = |row: i64| {
        let mut rows = vec![row];
        for reads in reads.iter().rev() {
            rows = rows.into_iter().flat_map(reads).collect();
        }
        let (first, last) = (rows.iter().min(), rows.iter().max());
        (first.copied().unwrap_or(0), last.copied().unwrap_or(0))
    };
    let sizes = (0..36).map(|row| of(row).1 - of(row).0 + 1);
    (sizes.max().unwrap_or(0).unsigned_abs(), of(0).0)
}

#[test]
fn fields_behind_maps_made_larger_are_those_of_the_rows_that_are_read() {
    let same = |kernel| conv(Window::new([kernel; 2], [1, 1], Padding::Same));
    let filters = Conv {
        filters: 36,
        ..same(3)
    };
    let twice = Scale::Factor([2.0; 2]);
    let size = Scale::Size([23; 2]);
    let half = Coordinates::HalfPixel;
    let (block, order) = (2, ChannelOrder::DEFAULT);
    let kinds: [(Op, Reads, f64); 9] = [
        (filters.into(), three, 1.0),
        (upsample(twice, Interpolation::Nearest, half), nearest, 0.5),
        (
            upsample(twice, Interpolation::Nearest, Coordinates::Asymmetric),
            nearest,
            0.5,
        ),
        (
            upsample(twice, Interpolation::Bilinear, half),
            bilinear,
            0.5,
        ),
        (
            upsample(size, Interpolation::Bilinear, Coordinates::AlignCorners),
            corners,
            0.5,
        ),
        (
            upsample(Scale::Factor([3.0; 2]), Interpolation::Nearest, half),
            thirds,
            1.0 / 3.0,
        ),
        (transposed_conv(), transposed, 0.5),
        (SpaceToDepth { block, order }.into(), pairs, 2.0),
        (DepthToSpace { block, order }.into(), nearest, 0.5),
    ];
    for (one, reads, step) in &kinds {
        for (other, reads_behind, step_behind) in &kinds {
            let input = Input { size: [12, 12, 36] };
            let mut graph = Graph::new("Test", Layer::of_test(input, &[])).expect("an input");
            let chain = [
                (one.clone(), *reads),
                (conv_of_36().into(), three as Reads),
                (other.clone(), *reads_behind),
                (conv_of_36().into(), three),
            ];
            // The sizes of this one are those of 12 rows, and 23 rows are no blocks.
            let is_sized = |op: &Op| matches!(op, Op::Upsample(op) if op.scale == size);
            let are_blocks = matches!(other, Op::SpaceToDepth(_));
            if is_sized(other) || is_sized(one) && are_blocks {
                continue;
            }
            let mut reads = Vec::new();
            for (at, (op, read)) in chain.into_iter().enumerate() {
                let name = format!("{op:?}");
                graph.push(Layer::of_test(op, &[at])).expect("fits");
                reads.push(read);
                let place = graph.receptive_field_places()[at + 1];
                let (size, first) = of_chain(&reads);
                let about = format!("{one:?}, layer {at}: {name}");
                assert_eq!(place.size, [size; 2], "{about}");
                assert_eq!(place.offset, [first; 2], "{about}");
            }
            let step = step * step_behind;
            let whole = (step >= 1.0).then_some([step as u64; 2]);
            assert_eq!(
                graph.receptive_field_places()[4].stride,
                whole,
                "{one:?} {other:?}"
            );
        }
    }
}

fn conv_of_36() -> Conv {
    Conv {
        filters: 36,
        ..conv(Window::new([3, 3], [1, 1], Padding::Same))
    }
}

#[test]
fn maps_of_one_pixel_and_of_other_shapes_depend_on_all() {
    let input = Input { size: [12, 10, 3] };
    let mut graph = Graph::new("Test", Layer::of_test(input, &[])).expect("an input");
    let mut push = |op: Op, inputs: &[LayerId]| {
        let layer = Layer::of_test(op, inputs);
        graph.push(layer).expect("fits")
    };
    let pixel = |sizes| Reshape { sizes }.into();
    let mean = push(GlobalAvgPool {}.into(), &[0]);
    let pixels = push(pixel([1, 1, 3]), &[mean]);
    let product = push(Multiply {}.into(), &[0, pixels]);
    let kept = push(pixel([12, 10, 3]), &[product]);
    let folded = push(pixel([6, 20, 3]), &[0]);
    let places = graph.receptive_field_places();
    let of = |id: LayerId| (places[id].size, places[id].stride, places[id].offset);
    assert_eq!(of(mean), ([12, 10], None, [0, 0]));
    assert_eq!(of(pixels), ([12, 10], None, [0, 0]));
    assert_eq!(of(product), ([12, 10], Some([1, 1]), [0, 0]));
    assert_eq!(of(kept), of(product));
    assert_eq!(of(folded), ([12, 10], None, [0, 0]));
}
