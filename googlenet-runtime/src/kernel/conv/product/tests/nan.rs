//! Numbers that are no finite ones.

use super::super::super::args::{Added, Epilogue};
use super::super::super::choose::AlgorithmConfig;
use super::super::super::descriptor::ConvDescriptor;
use super::super::super::partition::Partition;
use super::super::super::primitive::ConvPrimitive;
use super::super::super::run::run_conv;
use super::super::super::source_weights::SourceWeights;
use super::super::ProductConfig;
use super::values::{get, place, widened};
use crate::kernel::arch::QuadSet;
use crate::kernel::arch::amx::Amx;
use crate::kernel::tests::harness::isas;
use crate::kernel::{Arena, Isa, RunContext, Weights};
use googlenet_dsl::op::{Elementwise, Padding, Window};
use googlenet_dsl::plan::{Channels, Layout, Place, Region};
use googlenet_dsl::shape::Shape;
use googlenet_dsl::value::DType;

#[test]
fn nan_stays_nan_of_its_sign() {
    let window = Window::new([1; 2], [1; 2], Padding::Valid);
    let size = [3, 5];
    let layout = |channels| Layout::new(DType::Bf16, size, [0; 4], Channels::blocked(channels));
    let shape = Shape::map(size[0], size[1], 32);
    let input = Region::new(Place::Arena, 0, shape, layout(32));
    let output = Region::new(Place::Arena, 2048, shape, layout(32));
    // Output `i` is input `i`.
    let kernel: Vec<f32> = (0..1024)
        .map(|at| f32::from(u8::from(at / 32 == at % 32)))
        .collect();
    let source = SourceWeights {
        kernel: &kernel,
        bias: None,
        affine: None,
    };
    let paths = isas()
        .map(|isa| (isa, None))
        .chain(Amx::get().ok().map(|amx| (Isa::Avx512, Some(amx))));
    for ((isa, amx), activation) in
        paths.flat_map(|path| [(path, Elementwise::None), (path, Elementwise::Relu)])
    {
        for bits in [0x7fc0u16, 0xffc0, 0x7f80, 0xff80] {
            let descriptor = ConvDescriptor::new(window, 1, &input, &output.layout, isa);
            let config = ProductConfig {
                partition: Partition::Pixels,
                amx,
                quads: QuadSet::Portable,
            };
            let primitive =
                ConvPrimitive::with_config(descriptor, AlgorithmConfig::Product(config));
            let mut packed = Arena::new(primitive.len() * size_of::<f32>());
            primitive.pack(&source, &mut packed.values_mut()[..primitive.len()]);
            let mut arena = Arena::of(DType::Bf16, 4096);
            // Each pixel has one such value, of its own channel.
            let held = arena.values_mut::<u8>();
            for pixel in 0..15 {
                let at = place(&input, pixel, pixel / 5, pixel % 5);
                held[at..at + 2].copy_from_slice(&bits.to_ne_bytes());
            }
            let run = RunContext::new(&mut arena, 4096, &[], 0, 1);
            let epilogue = Epilogue {
                added: Added::Nothing,
                activation,
            };
            run_conv(
                &run.worker(isa, 0, 1),
                [&input, &output],
                &primitive,
                &Weights::Own(packed),
                None,
                epilogue,
                None,
            );
            let held = arena.values::<u8>();
            for pixel in 0..15 {
                let got = get(
                    &held[place(&output, pixel, pixel / 5, pixel % 5)..],
                    DType::Bf16,
                );
                let given = widened(bits);
                let expected = match activation {
                    Elementwise::Relu if given == f32::NEG_INFINITY => 0.0,
                    _ => given,
                };
                assert!(
                    got.to_bits() == expected.to_bits(),
                    "{got} of {given} by {}",
                    primitive.algorithm()
                );
            }
        }
    }
}
