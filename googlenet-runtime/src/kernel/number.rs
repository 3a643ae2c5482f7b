//! Elements with which kernels compute, as `f32` values: how these are loaded and stored, and parts of rows of maps as such
//! values.

use super::Isa;
use super::arch::{Kernel, Simd, entry};
use super::element::{Bf16, Element};
use super::view::View;
use googlenet_dsl::plan::{LANES, Layout};
use std::marker::PhantomData;
use std::ops::Range;

/// Elements of maps with which kernels compute: in `f32`, and each result is rounded once, when it is stored. Maps of
/// elements other than `f32` that kernels compute with are in blocks of 16 channels.
pub(super) trait Number: Element {
    /// How the elements of a map stand for values; nothing if they are values.
    type Scaling: Copy;
    /// Memory for the values of a [`RowPart`] if its elements are no `f32` values.
    type Buffer;
    /// Largest number of columns of a [`RowPart`].
    const COLUMNS: usize;
    /// Whether kernels compute with maps of such elements in blocks of 16 channels alone.
    const IN_BLOCKS: bool;

    /// Returns how the elements of a map of that layout stand for values.
    fn scaling(layout: &Layout) -> Self::Scaling;

    /// Returns the value that an element stands for.
    fn value(self, scaling: Self::Scaling) -> f32;

    /// Loads the values of 16 consecutive elements into the lanes of a vector.
    ///
    /// # Safety
    /// The elements must be valid, and the processor must have the instruction set.
    unsafe fn load<S: Simd>(from: *const Self, scaling: Self::Scaling) -> S::Vector;

    /// Stores the lanes of a vector to 16 consecutive elements, each of which stands for the nearest value, of two for the
    /// even one.
    ///
    /// # Safety
    /// The elements must be valid, and the processor must have the instruction set.
    unsafe fn store<S: Simd>(to: *mut Self, vector: S::Vector, scaling: Self::Scaling);

    /// Loads the values of `len` consecutive elements, 1 to 16, as [`Number::load`] does; the other lanes are unspecified.
    ///
    /// # Safety
    /// The elements must be valid, and the processor must have the instruction set.
    unsafe fn load_part<S: Simd>(
        from: *const Self,
        len: usize,
        scaling: Self::Scaling,
    ) -> S::Vector;

    /// Stores the first `len` lanes of a vector, 1 to 16, as [`Number::store`] does.
    ///
    /// # Safety
    /// The elements must be valid, and the processor must have the instruction set.
    unsafe fn store_part<S: Simd>(
        to: *mut Self,
        vector: S::Vector,
        len: usize,
        scaling: Self::Scaling,
    );

    /// Returns the number of elements from a pixel to the next in blocks of channels; `stride` is that of the layout.
    #[inline(always)]
    fn blocked_stride(stride: usize) -> usize {
        stride
    }

    /// Returns an empty buffer.
    fn buffer() -> Self::Buffer;

    /// Returns the number of values from a pixel to the next in what [`Number::values`] and [`Number::begin`] return.
    fn step(layout: &Layout) -> usize;

    /// Returns the values of a part of a row, pixel by pixel with all lanes, without those of other channels behind the
    /// last pixel. They lie in `buffer`, unless the map's elements are `f32` values.
    fn values<'b>(part: &RowPart<'_, Self>, isa: Isa, buffer: &'b mut Self::Buffer) -> &'b [f32];

    /// Returns memory for the values of a part of a row that is computed, as [`Number::values`] lays them out, of unspecified
    /// contents. [`Number::finish`] stores them in the map.
    ///
    /// # Safety
    /// No other code may access the part's channels before it is finished.
    unsafe fn begin<'b>(part: &RowPart<'_, Self>, buffer: &'b mut Self::Buffer) -> &'b mut [f32];

    /// Stores a part of a row from the memory that [`Number::begin`] returned. Lanes without a channel become zero, unless the
    /// elements are `f32` values.
    ///
    /// # Safety
    /// No other code may access the part's channels.
    unsafe fn finish(part: &RowPart<'_, Self>, isa: Isa, values: &[f32]);
}

/// Some columns of one row of a channel block.
pub(super) struct RowPart<'v, T> {
    pub(super) view: View<'v, T>,
    pub(super) block: usize,
    pub(super) y: usize,
    pub(super) columns: Range<usize>,
}

impl<'v, T: Number> View<'v, T> {
    /// Returns the part of a row with the columns `columns`.
    ///
    /// # Panics
    /// Panics if the map has no such columns.
    #[inline(always)]
    pub(super) fn row_part(&self, block: usize, y: usize, columns: Range<usize>) -> RowPart<'v, T> {
        assert!(columns.start < columns.end && columns.end <= self.layout.size[1]);
        RowPart {
            view: *self,
            block,
            y,
            columns,
        }
    }

    /// Returns all parts of the rows `rows` of a channel block, each as long as can be, row by row.
    #[inline(always)]
    pub(super) fn parts(
        &self,
        block: usize,
        rows: Range<usize>,
    ) -> impl Iterator<Item = RowPart<'v, T>> {
        let view = *self;
        let columns = view.layout.size[1];
        rows.flat_map(move |y| {
            let firsts = (0..columns).step_by(T::COLUMNS);
            firsts
                .map(move |x| view.row_part(block, y, x..columns.min(x.saturating_add(T::COLUMNS))))
        })
    }
}

impl<T: Number> RowPart<'_, T> {
    /// Returns the address of the first pixel.
    ///
    /// # Panics
    /// Panics if the map has no such row or block.
    #[inline(always)]
    fn start(&self) -> *mut T {
        let layout = self.view.layout;
        let row = self.view.address(self.block, self.y);
        row.wrapping_add(self.columns.start * layout.pixel_stride)
    }
}

impl Number for f32 {
    type Scaling = ();
    type Buffer = ();
    const COLUMNS: usize = usize::MAX;
    const IN_BLOCKS: bool = false;

    #[inline(always)]
    fn scaling(_: &Layout) {}

    #[inline(always)]
    fn value(self, (): ()) -> f32 {
        self
    }

    #[inline(always)]
    unsafe fn load<S: Simd>(from: *const f32, (): ()) -> S::Vector {
        // SAFETY: the caller upholds the safety requirements of this function.
        unsafe { S::load(from) }
    }

    #[inline(always)]
    unsafe fn store<S: Simd>(to: *mut f32, vector: S::Vector, (): ()) {
        // SAFETY: the caller upholds the safety requirements of this function.
        unsafe { S::store(to, vector) }
    }

    #[inline(always)]
    unsafe fn load_part<S: Simd>(from: *const f32, len: usize, (): ()) -> S::Vector {
        // SAFETY: the caller upholds the safety requirements of this function.
        unsafe { S::load_part(from, len) }
    }

    #[inline(always)]
    unsafe fn store_part<S: Simd>(to: *mut f32, vector: S::Vector, len: usize, (): ()) {
        // SAFETY: the caller upholds the safety requirements of this function.
        unsafe { S::store_part(to, vector, len) }
    }

    #[inline(always)]
    fn blocked_stride(_: usize) -> usize {
        LANES
    }

    #[inline(always)]
    fn buffer() {}

    #[inline(always)]
    fn step(layout: &Layout) -> usize {
        layout.pixel_stride
    }

    #[inline(always)]
    fn values<'b>(part: &RowPart<'_, f32>, _: Isa, (): &'b mut ()) -> &'b [f32] {
        // SAFETY: the part lies inside the region, as its columns were checked. No thread writes to it meanwhile, as the plan
        // lets a step read only results of earlier phases.
        unsafe { std::slice::from_raw_parts(part.start(), part.len()) }
    }

    #[inline(always)]
    unsafe fn begin<'b>(part: &RowPart<'_, f32>, (): &'b mut ()) -> &'b mut [f32] {
        // SAFETY: the part lies inside the region, as its columns were checked; the caller guarantees exclusive access.
        unsafe { std::slice::from_raw_parts_mut(part.start(), part.len()) }
    }

    #[inline(always)]
    unsafe fn finish(_: &RowPart<'_, f32>, _: Isa, _: &[f32]) {}
}

impl RowPart<'_, f32> {
    /// Returns the number of values from the first pixel's first to the last pixel's last.
    #[inline(always)]
    fn len(&self) -> usize {
        let layout = self.view.layout;
        let between = layout.pixel_stride - layout.channels.lanes();
        self.columns.len() * layout.pixel_stride - between
    }
}

/// Number of columns of a part of a row that is widened.
const COLUMNS: usize = 64;

/// Values of a part of a row that is widened.
pub(super) type Widened = [f32; COLUMNS * LANES];

/// Kernel that widens a part of a row of 16 lanes a pixel.
struct Widen<T>(PhantomData<T>);

impl<T: Number> Kernel for Widen<T> {
    type Args<'a> = (*const T, usize, &'a mut [f32], T::Scaling);

    #[inline(always)]
    unsafe fn run<S: Simd>((from, stride, to, scaling): Self::Args<'_>) {
        for pixel in 0..to.len() / LANES {
            let to = to[pixel * LANES..][..LANES].as_mut_ptr();
            // SAFETY: the caller guarantees the pixels and the instruction set.
            unsafe { S::store(to, T::load::<S>(from.add(pixel * stride), scaling)) };
        }
    }
}

/// Kernel that stores a part of a row of 16 lanes a pixel, zeros to the lanes from its last argument on.
struct Round<T>(PhantomData<T>);

impl<T: Number> Kernel for Round<T> {
    type Args<'a> = (*mut T, usize, &'a [f32], T::Scaling, usize);

    #[inline(always)]
    unsafe fn run<S: Simd>((to, stride, from, scaling, len): Self::Args<'_>) {
        for pixel in 0..from.len() / LANES {
            let from = from[pixel * LANES..][..LANES].as_ptr();
            // SAFETY: the caller guarantees the pixels and the instruction set.
            unsafe {
                let values = match len {
                    LANES => S::load(from),
                    _ => S::load_part(from, len),
                };
                T::store::<S>(to.add(pixel * stride), values, scaling);
            }
        }
    }
}

/// Does what [`Number::values`] does, for elements that are widened.
fn widened<'b, T: Number>(part: &RowPart<'_, T>, isa: Isa, buffer: &'b mut Widened) -> &'b [f32] {
    let layout = part.view.layout;
    assert!(layout.is_in_blocks(), "a map in blocks is widened");
    let to = &mut buffer[..part.columns.len() * LANES];
    let scaling = T::scaling(layout);
    // SAFETY: the pixels lie inside the region, as the columns were checked. No thread writes to the part meanwhile, as the plan
    // lets a step read only results of earlier phases. The processor has the instruction set, as its features were detected
    // before `isa` was chosen.
    unsafe { entry::<Widen<T>>(isa)((part.start(), layout.pixel_stride, to, scaling)) };
    to
}

/// Does what [`Number::finish`] does, for elements that are widened.
///
/// # Safety
/// No other code may access the part's channels.
unsafe fn rounded<T: Number>(part: &RowPart<'_, T>, isa: Isa, values: &[f32]) {
    let layout = part.view.layout;
    assert!(
        layout.is_in_blocks() && values.len() == part.columns.len() * LANES,
        "a map in blocks is widened"
    );
    let (scaling, len) = (T::scaling(layout), layout.channels.block(part.block).len);
    let args = (part.start(), layout.pixel_stride, values, scaling, len);
    // SAFETY: the pixels lie inside the region, as the columns were checked; the caller guarantees exclusive access; the
    // processor has the instruction set, as its features were detected before `isa` was chosen.
    unsafe { entry::<Round<T>>(isa)(args) };
}

/// Implements the functions of [`Number`] for parts of rows, for elements that are widened.
macro_rules! widens {
    () => {
        type Buffer = Widened;
        const COLUMNS: usize = COLUMNS;
        const IN_BLOCKS: bool = true;

        #[inline(always)]
        fn buffer() -> Widened {
            [0.0; COLUMNS * LANES]
        }

        #[inline(always)]
        fn step(_: &Layout) -> usize {
            LANES
        }

        #[inline(always)]
        fn values<'b>(part: &RowPart<'_, Self>, isa: Isa, buffer: &'b mut Widened) -> &'b [f32] {
            widened(part, isa, buffer)
        }

        #[inline(always)]
        unsafe fn begin<'b>(part: &RowPart<'_, Self>, buffer: &'b mut Widened) -> &'b mut [f32] {
            &mut buffer[..part.columns.len() * LANES]
        }

        #[inline(always)]
        unsafe fn finish(part: &RowPart<'_, Self>, isa: Isa, values: &[f32]) {
            // SAFETY: the caller guarantees exclusive access.
            unsafe { rounded(part, isa, values) }
        }
    };
}

impl Number for Bf16 {
    type Scaling = ();

    widens!();

    #[inline(always)]
    fn scaling(_: &Layout) {}

    #[inline(always)]
    fn value(self, (): ()) -> f32 {
        self.to_f32()
    }

    #[inline(always)]
    unsafe fn load<S: Simd>(from: *const Bf16, (): ()) -> S::Vector {
        // SAFETY: the caller upholds the safety requirements of this function.
        unsafe { S::load_bf16(from.cast()) }
    }

    #[inline(always)]
    unsafe fn store<S: Simd>(to: *mut Bf16, vector: S::Vector, (): ()) {
        // SAFETY: the caller upholds the safety requirements of this function.
        unsafe { S::store_bf16(to.cast(), vector) }
    }

    #[inline(always)]
    unsafe fn load_part<S: Simd>(from: *const Bf16, len: usize, (): ()) -> S::Vector {
        // SAFETY: the caller upholds the safety requirements of this function.
        unsafe { S::load_bf16_part(from.cast(), len) }
    }

    #[inline(always)]
    unsafe fn store_part<S: Simd>(to: *mut Bf16, vector: S::Vector, len: usize, (): ()) {
        // SAFETY: the caller upholds the safety requirements of this function.
        unsafe { S::store_bf16_part(to.cast(), vector, len) }
    }
}

/// How the elements of a quantised map stand for values: `scale * (element - zero_point)`.
#[derive(Debug, Clone, Copy)]
pub(super) struct Quantised {
    scale: f32,
    zero_point: f32,
}

/// Elements stand for the values of [`Quantised`]; values are rounded to the nearest element, of two to the even one, and those
/// beyond the smallest and the largest to these. NaN becomes the smallest.
impl Number for u8 {
    type Scaling = Quantised;

    widens!();

    #[inline(always)]
    fn scaling(layout: &Layout) -> Quantised {
        Quantised {
            scale: layout.scale,
            zero_point: f32::from(layout.zero_point),
        }
    }

    #[inline(always)]
    fn value(self, scaling: Quantised) -> f32 {
        (f32::from(self) - scaling.zero_point) * scaling.scale
    }

    #[inline(always)]
    unsafe fn load<S: Simd>(from: *const u8, scaling: Quantised) -> S::Vector {
        // SAFETY: the caller upholds the safety requirements of this function.
        unsafe {
            let steps = S::subtract(S::load_bytes(from), S::broadcast(scaling.zero_point));
            S::multiply(steps, S::broadcast(scaling.scale))
        }
    }

    #[inline(always)]
    unsafe fn store<S: Simd>(to: *mut u8, vector: S::Vector, scaling: Quantised) {
        // SAFETY: the caller upholds the safety requirements of this function.
        unsafe {
            let steps = S::divide(vector, S::broadcast(scaling.scale));
            let least = S::broadcast(-scaling.zero_point);
            let most = S::broadcast(255.0 - scaling.zero_point);
            let steps = S::round(S::min(S::max(steps, least), most));
            S::store_bytes(to, S::add(steps, S::broadcast(scaling.zero_point)));
        }
    }

    #[inline(always)]
    unsafe fn load_part<S: Simd>(from: *const u8, len: usize, scaling: Quantised) -> S::Vector {
        let mut lanes = [0u8; LANES];
        // SAFETY: the caller upholds the safety requirements of this function; the array has 16 elements.
        unsafe {
            std::ptr::copy_nonoverlapping(from, lanes.as_mut_ptr(), len);
            Self::load::<S>(lanes.as_ptr(), scaling)
        }
    }

    #[inline(always)]
    unsafe fn store_part<S: Simd>(to: *mut u8, vector: S::Vector, len: usize, scaling: Quantised) {
        let mut lanes = [0u8; LANES];
        // SAFETY: the caller upholds the safety requirements of this function; the array has 16 elements.
        unsafe {
            Self::store::<S>(lanes.as_mut_ptr(), vector, scaling);
            std::ptr::copy_nonoverlapping(lanes.as_ptr(), to, len);
        }
    }
}

/// Evaluates an expression for the given [`DType`](googlenet_dsl::value::DType) value, with the named type alias set to the
/// corresponding [`Number`] type.
///
/// # Panics
/// The expression panics if kernels do not compute with elements of that type.
macro_rules! with_number {
    ($dtype:expr, $t:ident => $value:expr) => {{
        use googlenet_dsl::value::DType;
        match $dtype {
            DType::F32 => {
                type $t = f32;
                $value
            }
            DType::Bf16 => {
                type $t = $crate::kernel::element::Bf16;
                $value
            }
            DType::U8 => {
                type $t = u8;
                $value
            }
            other => panic!("a kernel that computes was called on a region of {other}"),
        }
    }};
}
pub(super) use with_number;
