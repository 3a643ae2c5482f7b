//! The sizes of register tiles that are compiled for an instruction set.

use super::simd::{Enter, TileKernels};

/// The function of a size, compiled for an instruction set.
pub(in crate::kernel) fn sized<
    S: Enter,
    T: TileKernels,
    const LINES: usize,
    const PIXELS: usize,
    const PANELS: usize,
>() -> for<'a> unsafe fn(T::Args<'a>) {
    S::entry::<T::Sized<LINES, PIXELS, PANELS>>()
}

/// The part of an `impl Simd` that says its tiles: a line for each number of panels, with the numbers of pixels of its
/// tiles anywhere, then those of tiles on a line alone.
macro_rules! tiles {
    ($($panels:literal: $($pixels:literal)+ $(, on a line $($line:literal)+)?;)+) => {
        const PIXELS: usize = {
            // The full tile is that of the most panels.
            let full: &[&[usize]] = &[$(&[$($pixels),+]),+];
            let last = full[full.len() - 1];
            last[last.len() - 1]
        };
        const PANELS: usize = [$($panels),+].len();
        const LINE: [usize; $crate::kernel::arch::PANEL_COUNTS] = {
            let mut most = [0; $crate::kernel::arch::PANEL_COUNTS];
            $(
                let all: &[usize] = &[$($pixels,)+ $($($line,)+)?];
                most[$panels] = all[all.len() - 1];
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
