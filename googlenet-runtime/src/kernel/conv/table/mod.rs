//! Tables of convolutions with the algorithm that measurement chose for each, and overrides of that choice by an
//! environment variable.
//!
//! A table is a text file written by `googlenet tune`, with one line for each convolution and comments that begin with
//! `#`.

mod forced;
mod line;

use crate::kernel::Isa;
use crate::kernel::arch::{Simd, with_simd};
pub(super) use forced::forced;
pub(super) use line::{AlgorithmSpec, Line};
use std::sync::OnceLock;

/// Returns the lines of the table that an instruction set uses, parsed at the first call.
pub(super) fn lines(isa: Isa) -> &'static [Line] {
    static TABLES: [OnceLock<Vec<Line>>; Isa::ALL.len()] =
        [const { OnceLock::new() }; Isa::ALL.len()];
    TABLES[isa as usize].get_or_init(|| line::parse(text(isa)).collect())
}

fn text(isa: Isa) -> &'static str {
    with_simd!(isa, S => S::TABLE)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_line_of_the_tables_is_read() {
        for isa in Isa::ALL.iter().copied() {
            let written = text(isa).lines().filter(|line| !line.starts_with('#'));
            let known: Vec<String> = lines(isa).iter().map(Line::to_string).collect();
            assert_eq!(known, written.collect::<Vec<_>>());
            assert!(known.len() > 10);
        }
    }
}
