//! Gradients of the kernels of GoogLeNet's layers for a batch of eight images, on one thread:
//! `cargo bench -p googlenet-runtime --features train --bench gradients`.
//!
//! Prints the shortest of many runs of each, and its share of the core's measured peak. The environment variable
//! `GOOGLENET_ISA` selects the instruction set; an argument selects the layers whose name contains it.

use googlenet_runtime::graph::{Padding, Window};
use googlenet_runtime::measure::{KernelGradient, peak_operations};
use std::time::{Duration, Instant};

const IMAGES: usize = 8;

/// Time for which each layer is measured.
const TIME: Duration = Duration::from_millis(600);

/// One layer: name, kernel, stride, groups, height and width of the square input, its channels, and filters.
type Case = (&'static str, u32, u32, usize, usize, usize, usize);

const CASES: &[Case] = &[
    ("7x7/2 3->64 at 224", 7, 2, 1, 224, 3, 64),
    ("1x1 64->64 at 56", 1, 1, 1, 56, 64, 64),
    ("3x3 64->192 at 56", 3, 1, 1, 56, 64, 192),
    ("1x1 192->64 at 28", 1, 1, 1, 28, 192, 64),
    ("1x1 192->16 at 28", 1, 1, 1, 28, 192, 16),
    ("3x3 96->128 at 28", 3, 1, 1, 28, 96, 128),
    ("5x5 16->32 at 28", 5, 1, 1, 28, 16, 32),
    ("1x1 480->192 at 14", 1, 1, 1, 14, 480, 192),
    ("3x3 112->224 at 14", 3, 1, 1, 14, 112, 224),
    ("5x5 24->64 at 14", 5, 1, 1, 14, 24, 64),
    ("1x1 832->384 at 7", 1, 1, 1, 7, 832, 384),
    ("3x3 192->384 at 7", 3, 1, 1, 7, 192, 384),
    ("dense 1024->1000", 1, 1, 1, 1, 1024, 1000),
    ("3x3 1->8 at 28", 3, 1, 1, 28, 1, 8),
    ("3x3 8->16 at 14", 3, 1, 1, 14, 8, 16),
    ("3x3 depthwise 128 at 28", 3, 1, 128, 28, 128, 128),
    ("3x3 128->128 at 28 in 32 groups", 3, 1, 32, 28, 128, 128),
];

fn main() {
    let only = std::env::args().skip(1).find(|arg| !arg.starts_with('-'));
    let peak = peak_operations();
    println!("peak {:.1} GFLOP/s", peak * 1e-9);
    for &(name, kernel, stride, groups, size, channels, filters) in CASES {
        if only
            .as_ref()
            .is_some_and(|only| !name.contains(only.as_str()))
        {
            continue;
        }
        let window = Window::new([kernel; 2], [stride; 2], Padding::Same);
        let input = [size, size, channels];
        let mut layer = KernelGradient::new(window, groups, input, filters, IMAGES);
        layer.run();
        let (begin, mut best) = (Instant::now(), f64::INFINITY);
        while begin.elapsed() < TIME {
            let start = Instant::now();
            layer.run();
            best = best.min(start.elapsed().as_secs_f64());
        }
        let speed = layer.operations() / best;
        println!(
            "{name:32} {:8.3} ms {:7.1} GFLOP/s {:5.1} %",
            best * 1e3,
            speed * 1e-9,
            speed / peak * 100.0
        );
    }
}
