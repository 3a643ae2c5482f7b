//! Convolutions and dense layers: a problem, the algorithm that was chosen for it, and its weights in the algorithm's
//! order.

mod direct;
mod packed;
mod pooled;
mod table;
mod tile;
mod tune;
mod winograd;

use super::{Isa, Share, Target, Weights};
use direct::Direct;
use googlenet_dsl::op::{Elementwise, Padding, Window};
use googlenet_dsl::plan::{Border, Layout, Region, reach};
use googlenet_dsl::precision::Precision;
use googlenet_dsl::shape::Shape;
pub(crate) use packed::{Affine, Packed};
use pooled::Pooled;
use std::ops::Range;
use std::sync::Arc;
use table::Choice;
pub(crate) use tune::Tuner;
use winograd::Winograd;

/// Output channels of a panel.
const LANES: usize = googlenet_dsl::plan::LANES;

/// The version of what is packed: another number wherever a product with the same [`Product::layout`] packs the same
/// weights into other values.
pub(crate) const PACKING: u32 = 1;

/// A convolution or dense layer between two regions. Its weights lie in an arena that it shares with others.
#[derive(Debug)]
pub(crate) struct Product {
    problem: Problem,
    algorithm: Algorithm,
    /// Set where the outputs are pooled, and only the pooled map is stored.
    pooled: Option<Pooled>,
    /// Where the weights begin in their arena.
    offset: usize,
}

/// What is to be computed, and between which memories.
#[derive(Debug)]
struct Problem {
    isa: Isa,
    window: Window,
    /// Parts of the channels; the outputs of a part sum over its inputs alone.
    parts: usize,
    /// How far the window reaches beyond the edges of the input.
    reach: Border,
    input: Arc<Layout>,
    output: Arc<Layout>,
    /// Whether the outputs are pooled.
    pooled: bool,
}

/// How it is computed.
#[derive(Debug)]
enum Algorithm {
    Direct(Direct),
    Winograd(Box<Winograd>),
}

/// The weights of a layer, and what follows in the same step.
pub(crate) struct Source<'w> {
    /// H x W x in / parts x out.
    pub(crate) kernel: &'w [f32],
    pub(crate) bias: Option<&'w [f32]>,
    pub(crate) affine: Option<&'w Affine>,
}

/// A problem's pictures in a run.
#[derive(Clone, Copy)]
struct Job<'a> {
    problem: &'a Problem,
    /// The product's weights.
    weights: &'a [f32],
    activation: Elementwise,
    /// The first pixel of the first picture.
    from: *const f32,
    to: *mut f32,
    /// Values from one picture to the next.
    from_picture: usize,
    to_picture: usize,
    pictures: usize,
    /// What this thread reads first in the next product; it is prefetched.
    behind: &'a [f32],
}

impl Product {
    /// A convolution by a kernel of H x W x in / parts x out.
    pub(crate) fn new(
        window: Window,
        parts: usize,
        input: &Region,
        output: &Region,
        target: Target,
    ) -> Product {
        let problem = Problem::new(window, parts, input, &output.layout, target.isa);
        let choice = table::choice(&problem, target.precision);
        Product::chosen(problem, choice)
    }

    /// The same with a maximum pooling of its outputs, the result of which is `output`.
    ///
    /// # Panics
    /// The pooling's windows have more than [`MOST_POOLED_ROWS`](googlenet_dsl::plan::MOST_POOLED_ROWS) rows.
    pub(crate) fn pooled(
        window: Window,
        parts: usize,
        pool: Window,
        input: &Region,
        output: &Region,
        target: Target,
    ) -> Product {
        let problem = Problem::pooled(window, parts, input, output, target.isa);
        let choice = table::choice(&problem, target.precision);
        Product::chosen(problem, choice).pooling(pool, &output.layout)
    }

    /// The same product with a pooling of its outputs into a map of that layout.
    fn pooling(mut self, pool: Window, output: &Arc<Layout>) -> Product {
        let (band, scratch_len) = (self.algorithm.band_size(), self.scratch_len());
        let pooled = Pooled::new(pool, output, &mut self.problem, scratch_len, band);
        self.pooled = Some(pooled);
        self
    }

    /// A product by a given choice.
    fn chosen(problem: Problem, choice: Choice) -> Product {
        let algorithm = match choice {
            Choice::Direct(choice) => Algorithm::Direct(Direct::new(&problem, choice)),
            Choice::Winograd(choice) => {
                Algorithm::Winograd(Box::new(Winograd::new(&problem, choice)))
            }
        };
        Product {
            problem,
            algorithm,
            pooled: None,
            offset: 0,
        }
    }

    /// A dense layer's product with a kernel of in x out, over a vector or the map that it was flattened from.
    pub(crate) fn dense(input: &Region, output: &Region, isa: Isa) -> Product {
        let size = input.layout.size.map(|size| size as u32);
        let whole = Window::new(size, size, Padding::Valid);
        let target = Target {
            isa,
            precision: Precision::Strict,
        };
        Product::new(whole, 1, input, output, target)
    }

    /// Number of values of the packed weights.
    pub(crate) fn len(&self) -> usize {
        match &self.algorithm {
            Algorithm::Direct(direct) => direct.len(),
            Algorithm::Winograd(winograd) => winograd.len(),
        }
    }

    /// Values of memory that each thread needs while it computes.
    pub(crate) fn scratch_len(&self) -> usize {
        match (&self.pooled, &self.algorithm) {
            (Some(pooled), _) => pooled.scratch_len(&self.problem),
            (None, Algorithm::Direct(_)) => 0,
            (None, Algorithm::Winograd(winograd)) => winograd.scratch_len(),
        }
    }

    /// Values of memory that each boundary between threads needs.
    pub(crate) fn seam_len(&self) -> usize {
        let pooled = self.pooled.as_ref();
        pooled.map_or(0, |pooled| pooled.seam_len(&self.problem))
    }

    /// Says where its memory begins in that of each boundary.
    pub(crate) fn place_seam(&mut self, seam: usize) {
        if let Some(pooled) = &mut self.pooled {
            pooled.place_seam(seam);
        }
    }

    /// The name of the algorithm with the size of its register tile and what threads share out.
    pub(crate) fn algorithm(&self) -> String {
        let name = match &self.algorithm {
            Algorithm::Direct(direct) => direct.name(&self.problem),
            Algorithm::Winograd(winograd) => winograd.name(),
        };
        match &self.pooled {
            Some(pooled) => format!("{name}, {}", pooled.name()),
            None => name,
        }
    }

    /// All that the order and the values of the packed weights depend on beside the source weights, for comparison.
    pub(crate) fn layout(&self) -> String {
        let problem = &self.problem;
        match &self.algorithm {
            Algorithm::Direct(direct) => format!("{problem:?} {:?}", direct.choice()),
            Algorithm::Winograd(winograd) => format!("{problem:?} {:?}", winograd.choice()),
        }
    }

    /// Says where the weights begin in their arena.
    pub(crate) fn place(&mut self, offset: usize) {
        self.offset = offset;
    }

    /// Writes the packed weights.
    ///
    /// # Panics
    /// The lengths do not fit.
    pub(crate) fn fill(&self, source: &Source<'_>, values: &mut [f32]) {
        let [part_inputs, _] = self.problem.part_sizes();
        let [height, width] = self.problem.window.kernel.map(|size| size as usize);
        assert_eq!(
            source.kernel.len(),
            height * width * part_inputs * self.problem.output.channels.count(),
            "the kernel has its window's size"
        );
        match &self.algorithm {
            Algorithm::Direct(direct) => direct.fill(&self.problem, source, values),
            Algorithm::Winograd(winograd) => winograd.fill(&self.problem, source, values),
        }
    }

    /// What a thread reads first, in the arena.
    fn first(&self, share: &Share<'_>) -> Range<usize> {
        let range = match &self.algorithm {
            Algorithm::Direct(direct) => direct.first(&self.problem, share),
            Algorithm::Winograd(winograd) => winograd.first(share),
        };
        self.offset + range.start..self.offset + range.end
    }
}

impl Algorithm {
    /// Rows and panels that are made together at most.
    fn band_size(&self) -> [usize; 2] {
        match self {
            Algorithm::Direct(direct) => [direct.band_rows(), direct.most_panels()],
            Algorithm::Winograd(winograd) => {
                let winograd::Choice { tile, panels, .. } = *winograd.choice();
                [winograd.band_tiles() * tile[0], panels]
            }
        }
    }
}

impl Problem {
    fn new(
        window: Window,
        parts: usize,
        input: &Region,
        output: &Arc<Layout>,
        isa: Isa,
    ) -> Problem {
        let [height, width] = input.layout.size;
        let shape = Shape::map(height, width, input.layout.channels.count());
        Problem {
            isa,
            window,
            parts,
            reach: reach(window, shape),
            input: Arc::clone(&input.layout),
            output: Arc::clone(output),
            pooled: false,
        }
    }

    /// A convolution whose outputs are pooled into `output`.
    fn pooled(window: Window, parts: usize, input: &Region, output: &Region, isa: Isa) -> Problem {
        let map = Pooled::map(window, input, output);
        Problem {
            pooled: true,
            ..Problem::new(window, parts, input, &map, isa)
        }
    }

    /// The input channels of a part, and its outputs.
    fn part_sizes(&self) -> [usize; 2] {
        [&self.input, &self.output].map(|layout| layout.channels.count() / self.parts)
    }

    /// Whether the input has no border to read where the window reaches over its edges.
    fn is_clipped(&self) -> bool {
        let mut sides = self.reach.iter().zip(self.input.border);
        sides.any(|(reach, border)| *reach > border)
    }

    /// Output pixels of a picture.
    fn pixels(&self) -> usize {
        self.output.size[0] * self.output.size[1]
    }
}

impl Source<'_> {
    /// What an output begins with.
    fn bias(&self, output: usize) -> f32 {
        let bias = self.bias.map_or(0.0, |bias| f64::from(bias[output]));
        let factor = self.affine.map_or(1.0, |affine| affine.factor[output]);
        let summand = self.affine.map_or(0.0, |affine| affine.summand[output]);
        (bias * factor + summand) as f32
    }
}

/// Convolution of a map or product with a vector, then bias, then the activation.
///
/// `next` is the product that runs afterwards; its first weights are prefetched.
///
/// # Panics
/// The regions are not those that the product was made for.
pub(crate) fn conv(
    share: &Share<'_>,
    input: &Region,
    output: &Region,
    product: &Product,
    weights: &Weights,
    next: Option<&Product>,
    activation: Elementwise,
) {
    let problem = &product.problem;
    let stored = product
        .pooled
        .as_ref()
        .map_or(&problem.output, |pooled| &pooled.output);
    assert!(
        problem.input == input.layout && *stored == output.layout,
        "the product was made for these regions"
    );
    let weights = weights.values();
    let run = share.run;
    for picture in 0..run.pictures() {
        run.output(output, picture, std::slice::from_ref(input));
        run.view(input, picture);
    }
    let job = Job {
        problem,
        weights: &weights[product.offset..][..product.len()],
        activation,
        from: run.view(input, 0).start,
        to: run.view(output, 0).start,
        from_picture: run.picture_stride(input),
        to_picture: run.picture_stride(output),
        pictures: run.pictures(),
        behind: next.map_or(&[], |next| &weights[next.first(share)]),
    };
    if let Some(pooled) = &product.pooled {
        return pooled.run(&product.algorithm, &job, share, output);
    }
    match &product.algorithm {
        Algorithm::Direct(direct) => direct.run(&job, share),
        Algorithm::Winograd(winograd) => winograd.run(&job, share),
    }
}
