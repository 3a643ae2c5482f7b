//! Traits of instruction sets and of kernels that are compiled for each of them.

/// Code that is compiled once for each instruction set.
pub(in crate::kernel) trait Kernel {
    /// Arguments of the kernel.
    type Args<'a>;

    /// Runs the kernel. Implementations, and all functions that they call, must be `#[inline(always)]`, so that the
    /// code is compiled with the target features of the function generated for the instruction set. Closures, including
    /// those of iterators around intrinsics, would not be.
    ///
    /// # Safety
    /// The processor must have the instruction set `S`, and the arguments must meet the requirements of the kernel.
    unsafe fn run<S: Simd>(args: Self::Args<'_>);
}

/// Instruction set with entry functions compiled for its target features.
pub(in crate::kernel) trait Enter {
    /// Returns the kernel compiled for this instruction set, as a function with the safety requirements of
    /// [`Kernel::run`].
    fn entry<K: Kernel>() -> for<'a> unsafe fn(K::Args<'a>);
}

/// Operands of a register tile whose pixels lie on a line: at consecutive addresses,
/// [`LANES`](googlenet_dsl::plan::LANES) values from one pixel to the next, so that the kernel needs one address
/// instead of one for each pixel.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::kernel) enum Lines {
    /// Neither inputs nor outputs lie on a line.
    Neither,
    /// Only the inputs lie on a line.
    Inputs,
    /// Both inputs and outputs lie on a line.
    Both,
}

impl Lines {
    pub(in crate::kernel) const NEITHER: usize = Lines::Neither as usize;
    pub(in crate::kernel) const INPUTS: usize = Lines::Inputs as usize;
    pub(in crate::kernel) const BOTH: usize = Lines::Both as usize;
}

/// Family of register tile kernels, one for each combination of [`Lines`], number of pixels and number of panels.
pub(in crate::kernel) trait TileKernels {
    /// Arguments of each kernel.
    type Args<'a>;
    /// Kernel of one combination.
    type Sized<const LINES: usize, const PIXELS: usize, const PANELS: usize>: for<'a> Kernel<
        Args<'a> = Self::Args<'a>,
    >;
}

/// Length of arrays indexed by the number of panels: one more than the largest number of panels of any tile.
pub(in crate::kernel) const PANEL_COUNTS: usize = 5;

/// Instruction set as a type, with operations on vectors of [`LANES`](googlenet_dsl::plan::LANES) `f32` values.
///
/// # Safety
/// All functions require that the processor has the instruction set and that addresses are valid for
/// [`LANES`](googlenet_dsl::plan::LANES) values.
pub(in crate::kernel) trait Simd: Enter + Sized {
    /// Vector of the 16 lanes of a channel block, in one or several registers.
    type Vector: Copy;
    /// One of these registers.
    type Register;
    /// Number of pixels of the full register tile.
    const PIXELS: usize;
    /// Number of panels of the full register tile.
    const PANELS: usize;
    /// Maximum number of pixels of a tile whose inputs lie on a line (see [`Lines`]), indexed by the number of panels.
    const LINE: [usize; PANEL_COUNTS];
    /// Text of the table of fastest algorithms measured for the instruction set, as `googlenet tune` writes it.
    const TABLE: &'static str;

    /// Returns the kernel for a number of pixels and panels.
    ///
    /// # Panics
    /// Panics if the instruction set has no tile of that size.
    fn tile<T: TileKernels>(
        lines: Lines,
        pixels: usize,
        panels: usize,
    ) -> for<'a> unsafe fn(T::Args<'a>);

    unsafe fn load(from: *const f32) -> Self::Vector;

    unsafe fn store(to: *mut f32, vector: Self::Vector);

    /// Returns a vector with `value` in all lanes.
    unsafe fn broadcast(value: f32) -> Self::Vector;

    /// Returns `value * weights + sum`, with a single rounding where the instruction set has fused multiply-add.
    unsafe fn multiply_add(value: f32, weights: Self::Vector, sum: Self::Vector) -> Self::Vector;

    unsafe fn add(a: Self::Vector, b: Self::Vector) -> Self::Vector;

    unsafe fn subtract(a: Self::Vector, b: Self::Vector) -> Self::Vector;

    unsafe fn multiply(a: Self::Vector, b: Self::Vector) -> Self::Vector;

    unsafe fn divide(a: Self::Vector, b: Self::Vector) -> Self::Vector;

    /// Returns an approximation of `1 / sqrt(a)` for positive values, the starting point of Newton's method.
    unsafe fn rsqrt_estimate(a: Self::Vector) -> Self::Vector;
    /// Number of Newton steps that [`Simd::inverse_root`] applies to the estimate, enough for nearly full precision.
    const INVERSE_ROOT_STEPS: usize;

    /// Returns `1 / sqrt(a)` for positive values, within a few units in the last place.
    #[inline(always)]
    unsafe fn inverse_root(a: Self::Vector) -> Self::Vector {
        // SAFETY: the caller upholds the safety requirements of this function.
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

    /// Returns `a` where `a > b`, otherwise `b`; a lane where `a` is NaN becomes `b`.
    unsafe fn max(a: Self::Vector, b: Self::Vector) -> Self::Vector;

    /// Returns `a` where `a < b`, otherwise `b`.
    unsafe fn min(a: Self::Vector, b: Self::Vector) -> Self::Vector;
}
