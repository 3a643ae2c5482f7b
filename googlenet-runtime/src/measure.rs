//! Measurement of the kernels of the backward pass, for the bench `gradients`.

use crate::kernel::{Arena, Isa, RunContext, SharedValues, Unit, WeightGradient, peak};
use googlenet_dsl::op::Window;
use googlenet_dsl::plan::{ALIGN, Border, Channels, Layout, Place, Region, reach};
use googlenet_dsl::shape::Shape;
use googlenet_dsl::value::DType;

/// Number of channels up to which the measured input is NHWC without a border, as the network's input.
const GIVEN: usize = 4;

/// The gradient of the kernel of one convolution, with memory for some images, on the calling thread.
pub struct KernelGradient {
    arena: Arena,
    scratch: Arena,
    bytes: usize,
    images: usize,
    weights: WeightGradient,
    input: Region,
    gradient: Region,
    kernel: Arena,
    len: usize,
}

impl KernelGradient {
    /// Allocates memory for the convolution of an input of `[height, width, channels]`, and fills it with numbers.
    ///
    /// # Panics
    /// Panics if the window does not fit the input.
    pub fn new(
        window: Window,
        groups: usize,
        input: [usize; 3],
        filters: usize,
        images: usize,
    ) -> KernelGradient {
        let [height, width, channels] = input;
        let shape = Shape::map(height, width, channels);
        let size = window.slide("window", shape).expect("the window fits");
        let mut next = 0;
        let mut region = |shape: Shape, border: Border, channels: Channels| {
            let layout = Layout::new(DType::F32, shape.spatial(), border, channels);
            let offset = next + layout.origin_bytes();
            next += layout.bytes().next_multiple_of(ALIGN);
            Region::new(Place::Arena, offset, shape, layout)
        };
        let input = match channels <= GIVEN {
            true => region(shape, [0; 4], Channels::interleaved(channels)),
            false => region(shape, reach(window, shape), Channels::blocked(channels)),
        };
        let shape = Shape::map(size[0], size[1], filters);
        let gradient = region(shape, [0; 4], Channels::blocked(filters));
        let mut arena = Arena::new(next * images);
        for (at, value) in arena.values_mut::<f32>().iter_mut().enumerate() {
            *value = (at % 61) as f32 * 0.01 - 0.3;
        }
        let [rows, columns] = window.kernel.map(|size| size as usize);
        let len = rows * columns * channels / groups * filters;
        let weights = WeightGradient::new(window, groups, &input, &gradient, Isa::chosen());
        KernelGradient {
            scratch: Arena::new(weights.scratch_bytes()),
            arena,
            bytes: next,
            images,
            weights,
            input,
            gradient,
            kernel: Arena::new(len * size_of::<f32>()),
            len,
        }
    }

    /// Computes the gradient once.
    pub fn run(&mut self) {
        let bytes = self.weights.scratch_bytes();
        let run = RunContext::new(&mut self.arena, self.bytes, &[], 0, self.images);
        let run = run.with_scratch(&mut self.scratch, bytes, 1);
        let worker = run.worker(Isa::chosen(), 0, 1);
        let kernel = SharedValues::new(&mut self.kernel.values_mut()[..self.len]);
        self.weights
            .run(&worker, &self.input, &self.gradient, kernel);
    }

    /// Returns the number of floating-point operations, with the products of taps that lie outside the map.
    pub fn operations(&self) -> f64 {
        let [height, width] = self.gradient.layout.size;
        2.0 * (self.len * height * width * self.images) as f64
    }
}

/// Returns the number of floating-point operations a second that the processor's core is measured to do at most.
pub fn peak_operations() -> f64 {
    peak(Unit::F32, Isa::chosen())
}
