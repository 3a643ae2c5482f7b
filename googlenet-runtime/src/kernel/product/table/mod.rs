//! What was measured, and what the environment says instead: plain data.
//!
//! The tables are text, a line for each problem, written by `googlenet tune`.

mod forced;
mod line;

use crate::kernel::Isa;
pub(super) use forced::forced;
pub(super) use line::{Line, Way};
use std::sync::OnceLock;

/// What was measured for an instruction set.
pub(super) fn lines(isa: Isa) -> &'static [Line] {
    static TABLES: OnceLock<[Vec<Line>; 2]> = OnceLock::new();
    let texts = [include_str!("avx512.txt"), include_str!("avx2.txt")];
    let [avx512, avx2] = TABLES.get_or_init(|| texts.map(|text| line::parse(text).collect()));
    match isa {
        Isa::Avx512 => avx512,
        _ => avx2,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_line_of_the_tables_is_read() {
        for (text, isa) in [
            (include_str!("avx512.txt"), Isa::Avx512),
            (include_str!("avx2.txt"), Isa::Avx2),
        ] {
            let written = text.lines().filter(|line| !line.starts_with('#'));
            let known: Vec<String> = lines(isa).iter().map(Line::to_string).collect();
            assert_eq!(known, written.collect::<Vec<_>>());
            assert!(known.len() > 10);
        }
    }
}
