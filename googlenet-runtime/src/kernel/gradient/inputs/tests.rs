use super::*;
use crate::kernel::tests::harness::{isas, on_threads};
use crate::kernel::{Arena, Isa, RunContext};
use googlenet_dsl::plan::{Channels, LANES};
use googlenet_dsl::shape::Shape;
use googlenet_dsl::value::{DType, Precision};
use proptest::prelude::*;

/// How the channels of a map lie.
#[derive(Debug, Clone, Copy)]
enum Lies {
    Blocks,
    /// Two segments of blocks, if there are enough channels.
    Segments,
    Nhwc,
    Slice,
}

/// Which border the gradient of the result has.
#[derive(Debug, Clone, Copy)]
enum Edges {
    None,
    Read,
    More,
}

#[derive(Debug, Clone)]
struct Case {
    window: Window,
    groups: usize,
    /// Height, width and channels.
    operand: [usize; 3],
    /// Height, width and channels.
    result: [usize; 3],
    lies: [Lies; 2],
    edges: Edges,
    images: usize,
    dense: bool,
}

/// Value of memory that no kernel may write.
const CANARY: f32 = -12345.0;

fn value(at: usize) -> f32 {
    crate::weights::formula(7, at as u64) as f32
}

fn layout([height, width, channels]: [usize; 3], lies: Lies, border: [usize; 4]) -> Layout {
    let half = channels / 2;
    let division = match lies {
        Lies::Segments if half > 0 => {
            Channels::join(&[half, channels - half].map(Channels::blocked))
        }
        Lies::Nhwc | Lies::Slice => Channels::interleaved(channels),
        _ => Channels::blocked(channels),
    };
    let mut layout = Layout::new(DType::F32, [height, width], border, division);
    if matches!(lies, Lies::Slice) {
        layout.pixel_stride += 3;
        layout.row_stride = (border[1] + width + border[3]) * layout.pixel_stride;
        layout.block_stride = layout.rows() * layout.row_stride;
    }
    layout
}

fn region(layout: Layout, offset: &mut usize) -> Region {
    let [height, width] = layout.size;
    let mut region = Region::external(Shape::map(height, width, layout.channels.count()));
    region.place = googlenet_dsl::plan::Place::Arena;
    region.offset = *offset + layout.origin_bytes();
    *offset += layout.bytes().next_multiple_of(ALIGN) + ALIGN;
    region.layout = layout.into();
    region
}

/// Calls `visit` with the index of each element of a map in the order height, width, channels, and with its position in
/// the memory of one image.
fn for_elements(region: &Region, mut visit: impl FnMut(usize, usize)) {
    let layout = &region.layout;
    let [height, width] = layout.size;
    let channels = layout.channels.count();
    for y in 0..height {
        for x in 0..width {
            for channel in 0..channels {
                let block = layout.channels.holding(channel);
                let at = region.offset / size_of::<f32>()
                    + block.block * layout.block_stride
                    + y * layout.row_stride
                    + x * layout.pixel_stride
                    + channel
                    - block.first;
                visit((y * width + x) * channels + channel, at);
            }
        }
    }
}

/// Data gradient of one image by its definition, in `f64`.
fn reference(case: &Case, kernel: &[f32], gradient: &[f32]) -> Vec<f64> {
    let ([height, width, inputs], [rows, columns, outputs]) = (case.operand, case.result);
    let window = case.window;
    let before = [0, 1].map(|at| window.axis(at).padding(case.operand[at])[0]);
    let (group_inputs, group_outputs) = (inputs / case.groups, outputs / case.groups);
    let mut sums = vec![0.0; height * width * inputs];
    let place = |at: usize, output: usize, tap: usize| {
        let place = output * window.stride[at] as usize + tap * window.dilation[at] as usize;
        let place = place.checked_sub(before[at])?;
        (place < case.operand[at]).then_some(place)
    };
    for row in 0..rows {
        for column in 0..columns {
            for down in 0..window.kernel[0] as usize {
                for right in 0..window.kernel[1] as usize {
                    let (Some(y), Some(x)) = (place(0, row, down), place(1, column, right)) else {
                        continue;
                    };
                    let tap = down * window.kernel[1] as usize + right;
                    for output in 0..outputs {
                        let value = gradient[(row * columns + column) * outputs + output];
                        for input in 0..group_inputs {
                            let weight = kernel[(tap * group_inputs + input) * outputs + output];
                            let to = output / group_outputs * group_inputs + input;
                            sums[(y * width + x) * inputs + to] +=
                                f64::from(value) * f64::from(weight);
                        }
                    }
                }
            }
        }
    }
    sums
}

fn check(case: &Case) {
    let mut bytes = ALIGN;
    let [height, width, outputs] = case.result;
    let shapes = [case.operand, case.result]
        .map(|[height, width, channels]| Shape::map(height, width, channels));
    let needed = case.window.gradient_border(shapes[0], shapes[1]);
    let border = match case.edges {
        Edges::None => [0; 4],
        Edges::Read => needed,
        Edges::More => needed.map(|edge| edge + 1),
    };
    let result = region(layout(case.result, case.lies[1], border), &mut bytes);
    let operand = region(layout(case.operand, case.lies[0], [1, 0, 0, 2]), &mut bytes);
    let taps = case.window.kernel[0] as usize * case.window.kernel[1] as usize;
    let kernel: Vec<f32> = (0..taps * case.operand[2] / case.groups * outputs)
        .map(value)
        .collect();
    let len = height * width * outputs;
    let gradients: Vec<f32> = (0..len * case.images)
        .map(|at| value(100_000 + at))
        .collect();
    let expected: Vec<Vec<f64>> = gradients
        .chunks_exact(len)
        .map(|gradient| reference(case, &kernel, gradient))
        .collect();
    let scale = expected
        .iter()
        .flatten()
        .fold(1.0f64, |most, value| most.max(value.abs()));
    for isa in isas() {
        for precision in [Precision::Fast, Precision::Strict] {
            let target = Target::new(isa, precision);
            let mut own = match case.dense {
                true => InputGradient::dense(&operand, &result, target),
                false => InputGradient::new(case.window, case.groups, &operand, &result, target),
            };
            let weights = packed(&mut own, &kernel);
            for accumulate in [false, true] {
                let run = Run {
                    case,
                    own: &own,
                    regions: [&operand, &result],
                    bytes,
                    isa,
                    accumulate,
                };
                let first = run.bits(&weights, &gradients, 1);
                for threads in [2, 3] {
                    let bits = run.bits(&weights, &gradients, threads);
                    assert!(bits == first, "{case:?}: {threads} threads give other bits");
                }
                for (image, expected) in expected.iter().enumerate() {
                    for_elements(&operand, |at, place| {
                        let got = f32::from_bits(first[image * bytes / size_of::<f32>() + place]);
                        let held = if accumulate {
                            f64::from(value(place))
                        } else {
                            0.0
                        };
                        let off = (f64::from(got) - held - expected[at]).abs();
                        assert!(
                            off <= 2e-5 * scale,
                            "{case:?} on {}, {precision:?}, {:?}: {got} at {at}, expected {}",
                            isa.as_str(),
                            own.algorithms(),
                            expected[at] + held
                        );
                    });
                }
            }
        }
    }
}

/// Returns the packed weights behind some others; packed in parts they are the same, whatever was there before.
fn packed(own: &mut InputGradient, kernel: &[f32]) -> Weights {
    let behind = 2 * ALIGN;
    own.place(behind);
    let mut weights = Arena::new(behind + own.len() * size_of::<f32>());
    weights.values_mut::<f32>().fill(f32::NAN);
    let values = &mut weights.values_mut::<f32>()[behind / size_of::<f32>()..][..own.len()];
    values.fill(0.0);
    own.pack(kernel, values);
    let mut again = vec![f32::NAN; own.len()];
    for part in (0..own.parts()).rev() {
        let range = own.part(part);
        own.pack_part(kernel, part, &mut again[range.clone()]);
        assert!(
            again[range.clone()] == values[range],
            "parts are packed as the whole"
        );
    }
    Weights::Own(weights)
}

struct Run<'c> {
    case: &'c Case,
    own: &'c InputGradient,
    /// Gradients of operand and result.
    regions: [&'c Region; 2],
    bytes: usize,
    isa: Isa,
    accumulate: bool,
}

impl Run<'_> {
    /// Runs over all images and returns the bits of the arena, after checking that nothing but the pixels of the operand
    /// was written.
    fn bits(&self, weights: &Weights, gradients: &[f32], threads: usize) -> Vec<u32> {
        let [operand, result] = self.regions;
        let (images, values) = (self.case.images, self.bytes / size_of::<f32>());
        let mut arena = Arena::new(self.bytes * images);
        let all = arena.values_mut::<f32>();
        all.fill(CANARY);
        let mut own = vec![false; values];
        for image in all.chunks_exact_mut(values).take(images).enumerate() {
            let (at, image) = image;
            // Zeros in the border, anything in unused lanes.
            let (span, layout) = (result.span(), &result.layout);
            image[span.start / size_of::<f32>()..span.end / size_of::<f32>()].fill(0.0);
            let [height, width] = layout.size;
            for block in 0..layout.channels.blocks() {
                for pixel in 0..height * width {
                    let place = result.offset / size_of::<f32>()
                        + block * layout.block_stride
                        + pixel / width * layout.row_stride
                        + pixel % width * layout.pixel_stride;
                    image[place..][..layout.channels.lanes()].fill(f32::NAN);
                }
            }
            let len = gradients.len() / images;
            for_elements(result, |index, place| {
                image[place] = gradients[at * len + index]
            });
            for_elements(operand, |_, place| {
                image[place] = if self.accumulate {
                    value(place)
                } else {
                    f32::NAN
                };
                own[place] = true;
            });
        }
        let before: Vec<f32> = all.to_vec();
        let scratch_bytes = self.own.scratch_bytes();
        let mut scratch = Arena::new(scratch_bytes * threads);
        scratch.values_mut::<f32>().fill(f32::NAN);
        let run = RunContext::new(&mut arena, self.bytes, &[], 0, images);
        let run = run.with_scratch(&mut scratch, scratch_bytes, threads);
        on_threads(threads, &|thread| {
            let worker = run.worker(self.isa, thread, threads);
            self.own
                .run(&worker, result, operand, weights, self.accumulate);
        });
        let lanes = &operand.layout;
        let unused = |place: usize| {
            // Unused lanes of the operand's blocks may be written.
            let start = operand.offset / size_of::<f32>();
            let inside = operand.span().contains(&(place * size_of::<f32>())) && place >= start;
            let [y, x] = [
                (place - start.min(place)) % lanes.block_stride / lanes.row_stride,
                (place - start.min(place)) % lanes.block_stride % lanes.row_stride
                    / lanes.pixel_stride,
            ];
            inside && lanes.is_in_blocks() && y < lanes.size[0] && x < lanes.size[1]
        };
        let after = arena.values::<f32>();
        for (at, (after, before)) in after.iter().zip(&before).enumerate() {
            let place = at % values;
            assert!(
                own[place] || unused(place) || after.to_bits() == before.to_bits(),
                "{:?}: {after} instead of {before} at {place}",
                self.case
            );
        }
        let bits = after
            .iter()
            .enumerate()
            .map(|(at, value)| match own[at % values] {
                true => value.to_bits(),
                false => 0,
            });
        bits.collect()
    }
}

fn lies() -> impl Strategy<Value = Lies> {
    prop_oneof![2 => Just(Lies::Blocks), 2 => Just(Lies::Segments), 1 => Just(Lies::Nhwc), 1 => Just(Lies::Slice)]
}

fn cases() -> impl Strategy<Value = Case> {
    let taps = prop_oneof![3 => 1u32..=3, 1 => 4u32..=7];
    let padding = prop_oneof![
        Just(Padding::Same),
        Just(Padding::SameLower),
        Just(Padding::Valid),
        [0u32..=4, 0u32..=4, 0u32..=4, 0u32..=4].prop_map(Padding::Explicit),
    ];
    let stride = prop_oneof![2 => Just(1u32), 2 => 2u32..=4];
    let dilation = prop_oneof![2 => Just(1u32), 1 => 2u32..=4];
    let window = (
        [taps.clone(), taps],
        [stride.clone(), stride],
        [dilation.clone(), dilation],
        padding,
    )
        .prop_map(|(kernel, stride, dilation, padding)| Window {
            dilation,
            ..Window::new(kernel, stride, padding)
        });
    let edges = prop_oneof![Just(Edges::None), Just(Edges::Read), Just(Edges::More)];
    let groups = prop_oneof![3 => Just(1usize), 1 => 2usize..=5];
    let channels = [1usize..=40, 1usize..=40];
    let size = [1usize..=14, 1usize..=14];
    let lies = [lies(), lies()];
    (window, groups, size, channels, lies, edges, 1usize..=3).prop_filter_map(
        "windows that fit",
        |(window, groups, [height, width], channels, lies, edges, images)| {
            let [inputs, outputs] = channels.map(|count| match groups {
                1 => count,
                _ => count.div_ceil(2) * groups,
            });
            let size = window
                .slide("test", Shape::map(height, width, inputs))
                .ok()?;
            Some(Case {
                window,
                groups,
                operand: [height, width, inputs],
                result: [size[0], size[1], outputs],
                lies,
                edges,
                images,
                dense: false,
            })
        },
    )
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 120, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn data_gradients_of_convolutions(case in cases()) {
        check(&case);
    }

    #[test]
    fn data_gradients_of_dense_layers(
        size in [1usize..=4, 1usize..=4], inputs in 1usize..=40, outputs in 1usize..=70, flat in prop_oneof![Just(true), Just(false)],
        lies in [lies(), lies()], images in 1usize..=3,
    ) {
        let [height, width] = if flat { [1, 1] } else { size };
        check(&Case {
            window: Window::new([height as u32, width as u32], [1, 1], Padding::Valid),
            groups: 1,
            operand: [height, width, inputs],
            result: [1, 1, outputs],
            lies,
            edges: Edges::None,
            images,
            dense: true,
        });
    }
}

/// Returns a case with blocks of channels, and the border that is read.
fn case(kernel: u32, stride: u32, padding: Padding, size: usize, channels: [usize; 2]) -> Case {
    let window = Window::new([kernel; 2], [stride; 2], padding);
    let operand = [size, size, channels[0]];
    let result = window
        .slide("test", Shape::map(size, size, 1))
        .expect("a window that fits");
    Case {
        window,
        groups: 1,
        operand,
        result: [result[0], result[1], channels[1]],
        lies: [Lies::Blocks; 2],
        edges: Edges::Read,
        images: 2,
        dense: false,
    }
}

#[test]
fn sums_of_many_rows() {
    check(&case(3, 1, Padding::Same, 5, [24, 200]));
    check(&case(3, 2, Padding::Same, 6, [40, 230]));
    let nhwc = Case {
        lies: [Lies::Slice, Lies::Nhwc],
        ..case(3, 1, Padding::Same, 5, [24, 200])
    };
    check(&nhwc);
}

#[test]
fn maps_of_networks() {
    check(&case(3, 1, Padding::Same, 28, [32, 48]));
    check(&case(5, 1, Padding::Same, 14, [16, 32]));
    check(&case(3, 2, Padding::Valid, 15, [32, 32]));
    check(&case(1, 2, Padding::Valid, 14, [32, 64]));
    check(&case(7, 2, Padding::Same, 24, [3, 64]));
    check(&case(1, 1, Padding::Explicit([1, 2, 0, 0]), 6, [16, 16]));
}

#[test]
fn windows_without_strides_are_transformed_where_kernels_are_in_the_forward_pass() {
    let case = case(3, 1, Padding::Same, 28, [64, 64]);
    let mut offset = 0;
    let result = region(layout(case.result, Lies::Blocks, [1; 4]), &mut offset);
    let operand = region(layout(case.operand, Lies::Segments, [0; 4]), &mut offset);
    for isa in isas() {
        for (precision, word) in [(Precision::Fast, "winograd"), (Precision::Strict, "direct")] {
            let target = Target::new(isa, precision);
            let own = InputGradient::new(case.window, 1, &operand, &result, target);
            let algorithms = own.algorithms();
            assert!(
                algorithms.len() == 1 && algorithms[0].starts_with(word),
                "{algorithms:?}"
            );
        }
    }
    assert_eq!(LANES, 16);
}
