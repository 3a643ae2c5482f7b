//! Convolutions with the algorithms that compute them.

use super::super::choose::{AlgorithmConfig, configured};
use super::super::descriptor::ConvDescriptor;
use super::super::grouped::{Grouped, GroupedConfig};
use super::super::partition::Partition;
use super::super::primitive::ConvPrimitive;
use super::super::run::run_conv;
use super::super::source_weights::{Affine, SourceWeights};
use super::super::table::AlgorithmSpec;
use super::super::winograd::Winograd;
use super::values::{Kind, Random};
use crate::kernel::rounding::Magnitudes;
use crate::kernel::tests::harness::{isas, on_threads};
use crate::kernel::{Arena, Isa, RunContext, Weights};
use googlenet_dsl::op::{Elementwise, Padding, Window};
use googlenet_dsl::plan::{ALIGN, Border, Channels, Layout, Place, Region, reach};
use googlenet_dsl::shape::Shape;
use googlenet_dsl::value::DType;
use std::collections::BTreeMap;

/// A convolution, and the algorithm that computes it.
#[derive(Debug, Clone)]
pub(super) struct Case {
    pub(super) window: Window,
    pub(super) groups: usize,
    pub(super) shape: Shape,
    pub(super) filters: usize,
    /// Whether the input is NHWC, and without a border.
    pub(super) interleaved: bool,
    pub(super) algorithm: Wanted,
    pub(super) folded: bool,
}

#[derive(Debug, Clone, Copy)]
pub(super) enum Wanted {
    Spec(AlgorithmSpec),
    Depthwise,
}

impl Case {
    pub(super) fn direct(random: &mut Random) -> Case {
        let kernel = [1 + random.below(3) as u32, 1 + random.below(5) as u32];
        let stride = [1 + random.below(2) as u32; 2];
        let groups = [1, 1, 2, 3][random.below(4)];
        Case {
            window: Window::new(kernel, stride, Padding::Same),
            groups,
            shape: Shape::map(
                2 + random.below(5),
                3 + random.below(6),
                groups * (1 + random.below(20)),
            ),
            filters: groups * (1 + random.below(20)),
            interleaved: random.below(3) == 0,
            algorithm: Wanted::Spec(AlgorithmSpec::Direct { panels: usize::MAX }),
            folded: random.below(2) == 0,
        }
    }

    /// A sum of so many products that it is computed in parts.
    pub(super) fn long(random: &mut Random) -> Case {
        Case {
            window: Window::new([1, 1], [1, 1], Padding::Valid),
            groups: 1,
            shape: Shape::map(1, 1 + random.below(3), 1100 + random.below(100)),
            filters: 1 + random.below(17),
            ..Case::direct(random)
        }
    }

    pub(super) fn depthwise(random: &mut Random) -> Case {
        let kernel = [1, 3, 5, 7][random.below(4)];
        let channels = 2 + random.below(30);
        let multiplier = 1 + random.below(2);
        Case {
            window: Window::new([kernel; 2], [1 + random.below(2) as u32; 2], Padding::Same),
            groups: channels,
            shape: Shape::map(3 + random.below(6), 3 + random.below(14), channels),
            filters: channels * multiplier,
            interleaved: false,
            algorithm: Wanted::Depthwise,
            folded: random.below(2) == 0,
        }
    }

    pub(super) fn winograd(random: &mut Random, tile: usize) -> Case {
        let kernels = [
            [3, 3],
            [3, 3],
            [2, 2],
            [5, 5],
            [4, 2],
            [1, 7],
            [9, 1],
            [1, 3],
        ];
        let strided = random.below(4) == 0;
        let kernel = match strided {
            true => [[7, 7], [3, 3]][random.below(2)],
            false => kernels[random.below(kernels.len())],
        };
        Case {
            window: Window::new(kernel, [1 + u32::from(strided); 2], Padding::Same),
            groups: 1,
            shape: Shape::map(
                2 + random.below(12),
                2 + random.below(12),
                if strided {
                    1 + random.below(4)
                } else {
                    1 + random.below(20)
                },
            ),
            filters: 1 + random.below(20),
            interleaved: strided,
            algorithm: Wanted::Spec(AlgorithmSpec::Winograd {
                tile: [tile; 2],
                block: 64,
                panels: usize::MAX,
            }),
            folded: random.below(2) == 0,
        }
    }

    /// Returns the regions of input and output, and the size of their memory in bytes.
    pub(super) fn regions(&self) -> ([Region; 2], usize) {
        let size = self.window.slide("test", self.shape).expect("it fits");
        let result = Shape::map(size[0], size[1], self.filters);
        let border = match self.interleaved {
            true => [0; 4],
            false => reach(self.window, self.shape),
        };
        let input = self.region(self.shape, border, self.interleaved, 0);
        let behind = input.layout.bytes().next_multiple_of(ALIGN);
        let output = self.region(result, [0; 4], false, behind);
        let bytes = behind + output.layout.bytes().next_multiple_of(ALIGN);
        ([input, output], bytes)
    }

    fn region(&self, shape: Shape, border: Border, interleaved: bool, offset: usize) -> Region {
        let channels = match interleaved {
            true => Channels::interleaved(shape.channels()),
            false => Channels::blocked(shape.channels()),
        };
        let layout = Layout::new(DType::F32, shape.spatial(), border, channels);
        let place = offset + layout.origin_bytes();
        Region::new(Place::Arena, place, shape, layout)
    }

    /// Computes the convolution on values of a kind, and adds the largest quotient of an error and its bound to `most`, by
    /// the name of the algorithm. Does nothing if the algorithm does not fit.
    pub(super) fn check(
        &self,
        kind: Kind,
        random: &mut Random,
        most: &mut BTreeMap<String, f64>,
    ) -> usize {
        let ([input, output], bytes) = self.regions();
        let size = output.layout.size;
        let channels = self.shape.channels();
        let of_group = [channels / self.groups, self.filters];
        let constants: Vec<f32> = (0..channels).map(|at| random.input(kind, at)).collect();
        let constant = kind == Kind::Cancelling;
        let values: Vec<f32> = (0..self.shape.len())
            .map(|at| match constant {
                true => constants[at % channels],
                false => random.input(kind, at % channels),
            })
            .collect();
        let [rows, columns] = self.window.kernel.map(|taps| taps as usize);
        let kernel: Vec<f32> = (0..rows * columns * of_group[0] * of_group[1])
            .map(|at| random.weight(kind, at, of_group))
            .collect();
        let bias: Vec<f32> = (0..self.filters).map(|_| random.normal() as f32).collect();
        let affine = self.folded.then(|| Affine {
            factor: (0..self.filters).map(|_| random.normal()).collect(),
            summand: (0..self.filters).map(|_| random.normal()).collect(),
        });
        let source = SourceWeights {
            kernel: &kernel,
            bias: (kind != Kind::Subnormal).then_some(&bias),
            affine: affine.as_ref(),
        };
        let double: Vec<f64> = values.iter().map(|value| f64::from(*value)).collect();
        let exact = self.exact(&source, &double, size);
        let mut cases = 0;
        for isa in isas() {
            let Some(primitive) = self.primitive(&input, &output, isa) else {
                continue;
            };
            let magnitudes = primitive.magnitudes(&source, &double);
            let got = run(
                &primitive,
                &source,
                [&input, &output],
                bytes,
                &values,
                isa,
                1,
            );
            let share = self.share(&got, &exact, &magnitudes, (kind, &primitive, isa));
            let name = primitive.algorithm();
            let name = name.split(" by ").next().unwrap_or_default();
            let kept = most.entry(name.to_owned()).or_insert(0.0);
            *kept = kept.max(share);
            cases += 1;
        }
        cases
    }

    pub(super) fn primitive(
        &self,
        input: &Region,
        output: &Region,
        isa: Isa,
    ) -> Option<ConvPrimitive> {
        let descriptor = ConvDescriptor::new(self.window, self.groups, input, &output.layout, isa);
        let config = match self.algorithm {
            Wanted::Depthwise if !Grouped::fits(&descriptor) => return None,
            Wanted::Depthwise => AlgorithmConfig::Grouped(GroupedConfig {
                partition: Partition::Pixels,
            }),
            Wanted::Spec(AlgorithmSpec::Winograd { .. }) if !Winograd::fits(&descriptor) => {
                return None;
            }
            Wanted::Spec(spec) => configured(&descriptor, spec, None),
        };
        Some(ConvPrimitive::with_config(descriptor, config))
    }

    /// Returns the convolution in `f64`, in the order height, width, channels.
    fn exact(&self, source: &SourceWeights<'_>, input: &[f64], size: [usize; 2]) -> Vec<f64> {
        let [top, left, ..] = reach(self.window, self.shape);
        let [height, width] = self.shape.spatial();
        let channels = self.shape.channels();
        let (inputs, outputs) = (channels / self.groups, self.filters / self.groups);
        let [rows, columns] = self.window.kernel.map(|taps| taps as usize);
        let stride = self.window.stride.map(|stride| stride as usize);
        let mut result = Vec::new();
        for (y, x) in (0..size[0]).flat_map(|y| (0..size[1]).map(move |x| (y, x))) {
            for filter in 0..self.filters {
                let mut sum = source.bias.map_or(0.0, |bias| f64::from(bias[filter]));
                for tap in 0..rows * columns {
                    let row = (y * stride[0] + tap / columns).wrapping_sub(top);
                    let column = (x * stride[1] + tap % columns).wrapping_sub(left);
                    if row >= height || column >= width {
                        continue;
                    }
                    for channel in 0..inputs {
                        let from = filter / outputs * inputs + channel;
                        let weight =
                            source.kernel[(tap * inputs + channel) * self.filters + filter];
                        sum += f64::from(weight) * input[(row * width + column) * channels + from];
                    }
                }
                result.push(match source.affine {
                    Some(affine) => sum * affine.factor[filter] + affine.summand[filter],
                    None => sum,
                });
            }
        }
        result
    }

    /// Returns the largest quotient of an error and its bound.
    ///
    /// # Panics
    /// Panics if it is above 1.
    fn share(
        &self,
        got: &[f32],
        exact: &[f64],
        magnitudes: &Magnitudes,
        (kind, primitive, isa): (Kind, &ConvPrimitive, Isa),
    ) -> f64 {
        let bounds = magnitudes.bounds();
        assert_eq!((got.len(), exact.len()), (bounds.len(), bounds.len()));
        let mut most: f64 = 0.0;
        for (at, (got, exact)) in got.iter().zip(exact).enumerate() {
            let error = (f64::from(*got) - exact).abs();
            assert!(
                error <= bounds[at],
                "{kind:?} by {} on {}: {got} at {at} instead of {exact}, {error:e} of {:e}: {self:?}",
                primitive.algorithm(),
                isa.as_str(),
                bounds[at]
            );
            most = most.max(error / bounds[at]);
        }
        most
    }
}

/// Runs a convolution of one image, in the order height, width, channels, and returns its result in that order.
pub(super) fn run(
    primitive: &ConvPrimitive,
    source: &SourceWeights<'_>,
    [input, output]: [&Region; 2],
    bytes: usize,
    values: &[f32],
    isa: Isa,
    threads: usize,
) -> Vec<f32> {
    let mut weights = Arena::new(primitive.len() * size_of::<f32>());
    primitive.pack(source, &mut weights.values_mut()[..primitive.len()]);
    let weights = Weights::Own(weights);
    let mut arena = Arena::new(bytes);
    let channels = input.layout.channels.count();
    let lanes = input.layout.channels.lanes();
    for (at, value) in values.iter().enumerate() {
        let (pixel, channel) = (at / channels, at % channels);
        let [_, width] = input.layout.size;
        let place = input.offset / size_of::<f32>()
            + channel / lanes * input.layout.block_stride
            + pixel / width * input.layout.row_stride
            + pixel % width * input.layout.pixel_stride;
        arena.values_mut::<f32>()[place + channel % lanes] = *value;
    }
    let scratch_bytes = primitive.scratch_bytes();
    let mut scratch = Arena::new(scratch_bytes * threads);
    let run = RunContext::new(&mut arena, bytes, &[], 0, 1);
    let run = run.with_scratch(&mut scratch, scratch_bytes, threads);
    on_threads(threads, &|thread| {
        let worker = run.worker(isa, thread, threads);
        let epilogue = Elementwise::None.into();
        run_conv(
            &worker,
            [input, output],
            primitive,
            &weights,
            None,
            epilogue,
            None,
        );
    });
    let mut got = vec![0.0; output.shape.len()];
    run.read(output, 0, &mut got);
    got
}
