//! Generation of the register tiles of an instruction set from a list of their sizes.

use super::simd::{Enter, TileKernels};

/// Returns the kernel of one tile size of the family `T`, compiled for the instruction set `S`.
pub(in crate::kernel) fn sized<
    S: Enter,
    T: TileKernels,
    const LINES: usize,
    const PIXELS: usize,
    const PANELS: usize,
>() -> for<'a> unsafe fn(T::Args<'a>) {
    S::entry::<T::Sized<LINES, PIXELS, PANELS>>()
}

/// Generates the items of an `impl Simd` that describe its register tiles, from one line for each number of panels (1,
/// 2, 3 and so on). A line lists the numbers of pixels of tiles whose pixels may lie anywhere, which begin at 1 and are
/// the same in every line; then, after `on a line`, the further numbers of pixels of tiles whose inputs lie on a line
/// (see [`Lines`](super::Lines)).
macro_rules! tiles {
    ($($panels:literal: $($pixels:literal)+ $(, on a line $($line:literal)+)?;)+) => {
        const PIXELS: usize = [$([$($pixels),+].len()),+][0];
        const PANELS: usize = [$($panels),+].len();
        const LINE: [usize; $crate::kernel::arch::PANEL_COUNTS] = {
            use $crate::kernel::arch::tiles::is_counted;
            assert!(is_counted(&[$($panels),+]), "tiles of every number of panels");
            let mut most = [0; $crate::kernel::arch::PANEL_COUNTS];
            $(
                let all = [$($pixels,)+ $($($line,)+)?];
                assert!(is_counted(&all), "tiles of every number of pixels, on a line");
                assert!([$($pixels),+].len() == Self::PIXELS, "tiles of as many pixels anywhere");
                most[$panels] = all.len();
            )+
            most
        };

        fn tile<T: $crate::kernel::arch::TileKernels>(
            lines: $crate::kernel::arch::Lines,
            pixels: usize,
            panels: usize,
        ) -> for<'a> unsafe fn(T::Args<'a>) {
            use $crate::kernel::arch::Lines;
            use $crate::kernel::arch::tiles::sized;
            match (panels, lines, pixels) {
                $(
                    $(($panels, Lines::Neither, $pixels) => {
                        sized::<Self, T, { Lines::NEITHER }, $pixels, $panels>()
                    })+
                    $(($panels, Lines::Inputs, $pixels) => {
                        sized::<Self, T, { Lines::INPUTS }, $pixels, $panels>()
                    })+
                    $(($panels, Lines::Both, $pixels) => {
                        sized::<Self, T, { Lines::BOTH }, $pixels, $panels>()
                    })+
                    $(
                        $(($panels, Lines::Inputs, $line) => {
                            sized::<Self, T, { Lines::INPUTS }, $line, $panels>()
                        })+
                        $(($panels, Lines::Both, $line) => {
                            sized::<Self, T, { Lines::BOTH }, $line, $panels>()
                        })+
                    )?
                )+
                _ => unreachable!("a tile of {pixels} pixels and {panels} panels"),
            }
        }
    };
}
pub(super) use tiles;

/// Returns `true` if the numbers are 1, 2, 3 and so on, in this order without gaps.
pub(super) const fn is_counted(numbers: &[usize]) -> bool {
    let mut at = 0;
    while at < numbers.len() {
        if numbers[at] != at + 1 {
            return false;
        }
        at += 1;
    }
    true
}
