//! Convolution and dense layers.

#[cfg(target_arch = "x86_64")]
use super::isa::{Avx2, Avx512};
use super::isa::{Level, Portable, with_isa};
use super::pack::{LANES, Product};
use super::pool::part;
use super::tile::{Job, tile};
use super::{Isa, Run, activation};
use googlenet_dsl::op::Activation;
use googlenet_dsl::plan::Region;
use googlenet_dsl::shape::Shape;

/// Convolution of a map, then bias, then the activation.
pub(crate) fn conv(
    run: &mut Run<'_>,
    input: &Region,
    output: &Region,
    packed: &Product,
    activation: Activation,
) {
    let [height, width] = input.shape.spatial();
    let before = packed.window.padding_before(height, width);
    assert_eq!(
        input.shape.channels(),
        packed.in_channels,
        "the input has the kernel's channels"
    );
    assert_eq!(
        output.shape.channels(),
        packed.out_channels,
        "the output has the kernel's filters"
    );
    let size = packed
        .window
        .slide("conv", Shape::map(height, width, packed.in_channels));
    assert_eq!(
        size.ok(),
        Some(output.shape.spatial()),
        "the output has the window's size"
    );
    for picture in 0..run.pictures {
        let source = run.view(input, picture);
        let target = run.output(output, picture, std::slice::from_ref(input));
        let job = Job {
            source,
            target,
            packed,
            activation,
            before,
        };
        let (isa, thread_count) = (run.isa, run.pool.threads());
        run.pool.run(&|thread| {
            let job = &job;
            with_isa!(isa, tiles(job: &Job<'_>, thread: usize, thread_count: usize));
        });
    }
    activation::finish(run, output, activation);
}

/// Convolution by parts of the channels, each with its own weights, then bias, then the activation.
pub(crate) fn grouped_conv(
    run: &mut Run<'_>,
    input: &Region,
    output: &Region,
    groups: &[Product],
    activation: Activation,
) {
    // Softmax is over all channels, not over those of a part.
    let each = match activation {
        Activation::Softmax => Activation::None,
        other => other,
    };
    for (at, packed) in groups.iter().enumerate() {
        let input = channels(input, at * packed.in_channels, packed.in_channels);
        let output = channels(output, at * packed.out_channels, packed.out_channels);
        conv(run, &input, &output, packed, each);
    }
    activation::finish(run, output, activation);
}

/// Some channels of a map.
fn channels(region: &Region, first: usize, count: usize) -> Region {
    let [height, width] = region.shape.spatial();
    assert!(
        first + count <= region.shape.channels(),
        "the channels are the map's"
    );
    Region {
        offset: region.offset + first,
        shape: Shape::map(height, width, count),
        ..*region
    }
}

/// Product of a vector with a matrix, then bias, then the activation.
pub(crate) fn dense(
    run: &mut Run<'_>,
    input: &Region,
    output: &Region,
    packed: &Product,
    activation: Activation,
) {
    conv(run, input, output, packed, activation);
}

/// The tiles of one thread: whole groups of panels one after the other, as their weights stay near.
#[inline(always)]
fn tiles<L: Level>(job: &Job<'_>, thread: usize, threads: usize) {
    let panels = job.packed.out_channels.div_ceil(LANES);
    let groups = panels.div_ceil(L::PANELS);
    let pixels = job.target.pixels();
    let tiles = pixels.div_ceil(L::PIXELS);
    for item in part(groups * tiles, thread, threads) {
        let (panel, pixel) = (item / tiles * L::PANELS, item % tiles * L::PIXELS);
        let (in_tile, in_group) = (L::PIXELS.min(pixels - pixel), L::PANELS.min(panels - panel));
        // SAFETY: pixels and panels are in range; every item is one thread's; the output was checked against the
        // input; `with_isa!` calls this with the processor's instruction set.
        unsafe { tile::<L>(job, pixel, in_tile, panel, in_group) };
    }
}
