//! Kernel that combines maps or vectors element by element, where maps whose height, width or channels are 1 are
//! repeated.

use super::arch::{Kernel, Simd, entry};
use super::number::{Number, RowPart, with_number};
use super::view::View;
use super::{Isa, Worker, activation};
use googlenet_dsl::op::Elementwise;
use googlenet_dsl::plan::{LANES, Region};
use std::marker::PhantomData;

/// A function of two values that kernels fold over the operands, in their order.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Combine {
    /// The product.
    Multiply,
    /// The larger value; NaN if either is NaN.
    Maximum,
}

/// Combines maps or vectors in the order of the inputs, then applies the activation, for this thread's share of the
/// rows. The division of the channels into blocks may differ between inputs and output.
///
/// # Panics
/// Panics if a size of an input is neither that of the output nor 1, if element types differ, if kernels do not compute with
/// the type, or if the output overlaps an input.
pub(crate) fn combine(
    worker: &Worker<'_>,
    inputs: &[Region],
    output: &Region,
    how: Combine,
    activation: Elementwise,
) {
    for input in inputs {
        let fits = |a: usize, b: usize| a == b || a == 1;
        let ([height, width], size) = (input.layout.size, output.layout.size);
        assert!(
            fits(height, size[0])
                && fits(width, size[1])
                && fits(input.shape.channels(), output.shape.channels()),
            "operands have the result's sizes or 1"
        );
    }
    with_number!(output.layout.dtype, T => combine_of::<T>(worker, inputs, output, how, activation));
}

fn combine_of<T: Number>(
    worker: &Worker<'_>,
    inputs: &[Region],
    output: &Region,
    how: Combine,
    activation: Elementwise,
) {
    let (mut results, mut first, mut second) = (T::buffer(), T::buffer(), T::buffer());
    worker.for_row_ranges(&output.layout, |image, block, rows| {
        let target = worker.run.output::<T>(output, image, inputs);
        for part in target.parts(block, rows) {
            // SAFETY: each row is written by one thread only, and the output was checked not to overlap the inputs.
            let to = unsafe { T::begin(&part, &mut results) };
            let views = |slot: usize| {
                let input = inputs.get(slot)?;
                let y = if input.layout.size[0] == 1 { 0 } else { part.y };
                Some((worker.run.view::<T>(input, image), y))
            };
            // What holds the values that fill the part, again and again from their beginning, if they lie as the target's.
            let filling = |slot: usize| {
                let (source, y) = views(slot)?;
                filling(&source, y, &part)
            };
            let mut slot = 0;
            if let (Some(a), Some(b)) = (filling(0), filling(1)) {
                let a = T::values(&a, worker.isa, &mut first);
                let b = T::values(&b, worker.isa, &mut second);
                pair(worker.isa, how, to, a, b);
                slot = 2;
            }
            while let Some((source, y)) = views(slot) {
                match filling(slot) {
                    Some(from) => {
                        let values = T::values(&from, worker.isa, &mut first);
                        fold(worker.isa, how, to, values, slot == 0);
                    }
                    None => scattered(&source, y, &part, to, how, slot == 0),
                }
                slot += 1;
            }
            activation::apply(worker.isa, activation, to);
            // SAFETY: as above.
            unsafe { T::finish(&part, worker.isa, to) };
        }
    });
}

/// Returns the columns of row `y` of an operand under a part of a row of the result, or its only column, if their values lie
/// as those of the part; `None` if not.
#[inline(always)]
fn filling<'v, T: Number>(
    source: &View<'v, T>,
    y: usize,
    part: &RowPart<'_, T>,
) -> Option<RowPart<'v, T>> {
    let (layout, own) = (source.layout, part.view.layout);
    let step = T::step(own);
    match layout.channels == own.channels {
        true if layout.size[1] == own.size[1] && T::step(layout) == step => {
            Some(source.row_part(part.block, y, part.columns.clone()))
        }
        true if layout.size[1] == 1 && layout.channels.lanes() == step => {
            Some(source.row_part(part.block, y, 0..1))
        }
        _ => None,
    }
}

/// Stores the function of `a` and `b` in `to`: of each, again and again from its beginning, if it is shorter than `to`,
/// whose length is a multiple of theirs. Two that are shorter have one length.
fn pair(isa: Isa, how: Combine, to: &mut [f32], a: &[f32], b: &[f32]) {
    // SAFETY: the processor has the instruction set, as its features were detected before `isa` was chosen.
    unsafe {
        match how {
            Combine::Multiply => entry::<Pair<Product>>(isa)((to, a, b)),
            Combine::Maximum => entry::<Pair<Largest>>(isa)((to, a, b)),
        }
    }
}

/// Folds `from`, again and again from its beginning, into `to`, whose length is a multiple of that of `from`. Stores
/// `from` instead if `first` is `true`.
fn fold(isa: Isa, how: Combine, to: &mut [f32], from: &[f32], first: bool) {
    if first {
        return to
            .chunks_exact_mut(from.len())
            .for_each(|to| to.copy_from_slice(from));
    }
    // SAFETY: the processor has the instruction set, as its features were detected before `isa` was chosen.
    unsafe {
        match how {
            Combine::Multiply => entry::<Fold<Product>>(isa)((to, from)),
            Combine::Maximum => entry::<Fold<Largest>>(isa)((to, from)),
        }
    }
}

/// Function of two vectors, lane by lane.
trait Function {
    /// Returns the function of `a` and `b`.
    ///
    /// # Safety
    /// The processor must have the instruction set `S`.
    unsafe fn of<S: Simd>(a: S::Vector, b: S::Vector) -> S::Vector;
}

struct Product;

impl Function for Product {
    #[inline(always)]
    unsafe fn of<S: Simd>(a: S::Vector, b: S::Vector) -> S::Vector {
        // SAFETY: the caller upholds the safety requirements of this function.
        unsafe { S::multiply(a, b) }
    }
}

struct Largest;

impl Function for Largest {
    #[inline(always)]
    unsafe fn of<S: Simd>(a: S::Vector, b: S::Vector) -> S::Vector {
        // SAFETY: the caller upholds the safety requirements of this function.
        unsafe { S::max_or_nan(a, b) }
    }
}

/// Kernel of [`pair`]: the target row and the two operands.
struct Pair<F>(PhantomData<F>);

impl<F: Function> Kernel for Pair<F> {
    type Args<'a> = (&'a mut [f32], &'a [f32], &'a [f32]);

    #[inline(always)]
    unsafe fn run<S: Simd>((to, a, b): Self::Args<'_>) {
        let len = a.len().min(b.len());
        let step = |whole: bool| if whole { len } else { 0 };
        let steps = [step(a.len() == to.len()), step(b.len() == to.len())];
        let parts = to.len() / len.max(1);
        let (to, mut a, mut b) = (to.as_mut_ptr(), a.as_ptr(), b.as_ptr());
        // SAFETY: each operand has `len` values, or as many as `to` if it is stepped through; the caller of `Kernel::run`
        // guarantees the instruction set.
        unsafe {
            if len == LANES && steps == [LANES, 0] {
                let b = S::load(b);
                for part in 0..parts {
                    let from = S::load(a.add(part * LANES));
                    S::store(to.add(part * LANES), F::of::<S>(from, b));
                }
                return;
            }
            for part in 0..parts {
                let to = to.add(part * len);
                let mut at = 0;
                while at + LANES <= len {
                    let value = F::of::<S>(S::load(a.add(at)), S::load(b.add(at)));
                    S::store(to.add(at), value);
                    at += LANES;
                }
                if at < len {
                    let rest = len - at;
                    let from = S::load_part(a.add(at), rest);
                    let value = F::of::<S>(from, S::load_part(b.add(at), rest));
                    S::store_part(to.add(at), value, rest);
                }
                a = a.wrapping_add(steps[0]);
                b = b.wrapping_add(steps[1]);
            }
        }
    }
}

/// Kernel of [`fold`]: the target row, and the values that are folded into each of its parts of that length.
struct Fold<F>(PhantomData<F>);

impl<F: Function> Kernel for Fold<F> {
    type Args<'a> = (&'a mut [f32], &'a [f32]);

    #[inline(always)]
    unsafe fn run<S: Simd>((to, from): Self::Args<'_>) {
        let len = from.len();
        let mut start = 0;
        while start + len <= to.len() {
            let (to, from) = (to[start..start + len].as_mut_ptr(), from.as_ptr());
            let mut at = 0;
            // SAFETY: both slices have `len` values, and each access is of values before that; the caller of
            // `Kernel::run` guarantees the instruction set.
            unsafe {
                while at + LANES <= len {
                    let (a, b) = (S::load(to.add(at)), S::load(from.add(at)));
                    S::store(to.add(at), F::of::<S>(a, b));
                    at += LANES;
                }
                if at < len {
                    let rest = len - at;
                    let a = S::load_part(to.add(at), rest);
                    let b = S::load_part(from.add(at), rest);
                    S::store_part(to.add(at), F::of::<S>(a, b), rest);
                }
            }
            start += len;
        }
    }
}

/// Folds row `y` of the source, channel by channel, into a part of a row of the target, whose values are `to`.
fn scattered<T: Number>(
    source: &View<'_, T>,
    y: usize,
    target: &RowPart<'_, T>,
    to: &mut [f32],
    how: Combine,
    first: bool,
) {
    let own = target.view.layout.channels.block(target.block);
    let (step, scaling) = (T::step(target.view.layout), T::scaling(source.layout));
    let repeats = source.layout.channels.count() == 1;
    let is_one = source.layout.size[1] == 1;
    for lane in 0..own.len {
        let channel = if repeats { 0 } else { own.first + lane };
        let holder = source.layout.channels.holding(channel);
        let row = source.row(holder.block, y);
        for (at, x) in target.columns.clone().enumerate() {
            let from = row.pixel(if is_one { 0 } else { x })[channel - holder.first];
            let (from, to) = (from.value(scaling), &mut to[at * step + lane]);
            *to = match how {
                _ if first => from,
                Combine::Multiply => *to * from,
                Combine::Maximum if *to > from || to.is_nan() => *to,
                Combine::Maximum => from,
            };
        }
    }
}
