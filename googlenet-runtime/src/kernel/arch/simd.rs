//! What kernels ask of an instruction set.

/// Code that is compiled once for each instruction set.
pub(in crate::kernel) trait Kernel {
    /// What it is given.
    type Args<'a>;

    /// To be `#[inline(always)]`, with all that it calls: it is compiled for the instruction set of the function that it
    /// is inlined into. Closures, and iterators' around intrinsics, would not be.
    ///
    /// # Safety
    /// The processor has the instruction set, and what else the kernel asks.
    unsafe fn run<S: Simd>(args: Self::Args<'_>);
}

/// An instruction set with functions that are compiled for it.
pub(in crate::kernel) trait Enter {
    /// A kernel compiled for this instruction set, as a function with the safety of [`Kernel::run`].
    fn entry<K: Kernel>() -> for<'a> unsafe fn(K::Args<'a>);
}

/// What of a tile lies on a line, pixel behind pixel, so that one address serves all.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::kernel) enum Lines {
    /// Neither inputs nor outputs.
    Neither,
    /// The inputs.
    Inputs,
    /// Inputs and outputs.
    Both,
}

impl Lines {
    pub(in crate::kernel) const NEITHER: usize = Lines::Neither as usize;
    pub(in crate::kernel) const INPUTS: usize = Lines::Inputs as usize;
    pub(in crate::kernel) const BOTH: usize = Lines::Both as usize;
}

/// Kernels of register tiles, by what lies on a line, pixels and panels.
pub(in crate::kernel) trait TileKernels {
    /// What each kernel is given.
    type Args<'a>;
    /// The kernel of one size.
    type Sized<const LINES: usize, const PIXELS: usize, const PANELS: usize>: for<'a> Kernel<
        Args<'a> = Self::Args<'a>,
    >;
}

/// One more than the most panels that a list of tiles can name.
pub(in crate::kernel) const PANEL_COUNTS: usize = 5;

/// An instruction set as a type, for code that is compiled once for each.
///
/// # Safety
/// All functions: the processor has the instruction set. Addresses are good for [`LANES`](googlenet_dsl::plan::LANES) values.
pub(in crate::kernel) trait Simd: Enter + Sized {
    /// The 16 lanes of a block, in as many registers as it takes.
    type Vector: Copy;
    /// One of these registers.
    type Register;
    /// Pixels and panels of the full register tile.
    const PIXELS: usize;
    const PANELS: usize;
    /// By number of panels, the most pixels of a tile whose inputs lie side by side,
    /// [`LANES`](googlenet_dsl::plan::LANES) values from one to the next: one address serves all.
    const LINE: [usize; PANEL_COUNTS];
    /// The algorithms that were measured for it, as `googlenet tune` writes them.
    const TABLE: &'static str;

    /// The kernel of that size.
    ///
    /// # Panics
    /// The instruction set has no such tile.
    fn tile<T: TileKernels>(
        lines: Lines,
        pixels: usize,
        panels: usize,
    ) -> for<'a> unsafe fn(T::Args<'a>);

    unsafe fn load(from: *const f32) -> Self::Vector;

    unsafe fn store(to: *mut f32, vector: Self::Vector);

    /// The same value in all lanes.
    unsafe fn broadcast(value: f32) -> Self::Vector;

    /// `value * weights + sum`, fused where that is one instruction.
    unsafe fn multiply_add(value: f32, weights: Self::Vector, sum: Self::Vector) -> Self::Vector;

    unsafe fn add(a: Self::Vector, b: Self::Vector) -> Self::Vector;

    unsafe fn subtract(a: Self::Vector, b: Self::Vector) -> Self::Vector;

    unsafe fn multiply(a: Self::Vector, b: Self::Vector) -> Self::Vector;

    unsafe fn divide(a: Self::Vector, b: Self::Vector) -> Self::Vector;

    /// About `1 / sqrt(a)` of positive values, as a start for Newton's method, and how many of its steps make it exact to
    /// the last digits.
    unsafe fn rsqrt_estimate(a: Self::Vector) -> Self::Vector;
    const INVERSE_ROOT_STEPS: usize;

    /// `1 / sqrt(a)` of positive values, within a few units of the last place.
    #[inline(always)]
    unsafe fn inverse_root(a: Self::Vector) -> Self::Vector {
        // SAFETY: the caller's promise.
        unsafe {
            let mut root = Self::rsqrt_estimate(a);
            let half = Self::multiply(a, Self::broadcast(0.5));
            for _ in 0..Self::INVERSE_ROOT_STEPS {
                let product = Self::multiply(Self::multiply(half, root), root);
                root = Self::multiply(root, Self::subtract(Self::broadcast(1.5), product));
            }
            root
        }
    }

    /// `a` where it is greater than `b`, else `b`, so that what is no number gives way to `b`.
    unsafe fn max(a: Self::Vector, b: Self::Vector) -> Self::Vector;

    /// `a` where it is less than `b`, else `b`.
    unsafe fn min(a: Self::Vector, b: Self::Vector) -> Self::Vector;
}
