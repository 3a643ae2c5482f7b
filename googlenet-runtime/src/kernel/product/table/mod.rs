//! Which algorithm computes a problem: what was measured for it, or for the nearest one that was measured.
//!
//! The tables are text, a line for each problem, written by `googlenet tune`.

mod forced;
mod line;

use super::winograd::Winograd;
use super::{LANES, Problem, direct, tile, winograd};
use crate::kernel::Isa;
use googlenet_dsl::precision::Precision;
pub(super) use line::{Line, Way};
use std::sync::OnceLock;

/// How a convolution is computed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Choice {
    Direct(direct::Choice),
    Winograd(winograd::Choice),
}

/// What threads share out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Sharing {
    /// Each takes some pixels of all output channels: large maps, whose weights stay near.
    Pixels,
    /// Each takes some output channels of all pixels: small maps, so that each thread reads few weights.
    Channels,
}

impl Sharing {
    /// The word in names of algorithms.
    pub(super) fn word(self) -> &'static str {
        match self {
            Sharing::Pixels => "pixels",
            Sharing::Channels => "channels",
        }
    }
}

/// Maps of so many output pixels and more are shared out by pixels.
const LARGE: usize = 28 * 28;

/// How many times more products direct convolution takes at least where another algorithm is chosen.
const LEAST_GAIN: f64 = 1.2;

/// The choice for a problem. The environment variable `GOOGLENET_TILE` overrides parts of it, for experiments.
pub(super) fn choice(problem: &Problem, precision: Precision) -> Choice {
    let forced = forced::forced();
    let wanted = Line::of(problem);
    let transforms = precision == Precision::Fast && !forced.direct && Winograd::fits(problem);
    let usable = |line: &&Line| transforms || matches!(line.way, Way::Direct { .. });
    let lines = lines(problem.isa).iter().filter(usable);
    let nearest = lines
        .map(|line| (wanted.distance(line), line.way))
        .min_by(|(a, _), (b, _)| a.total_cmp(b));
    let direct = Way::Direct { panels: usize::MAX };
    let way = nearest.map_or(direct, |(_, way)| way);
    let direct = made(problem, direct, forced.sharing);
    match made(problem, forced.apply(way), forced.sharing) {
        Choice::Winograd(choice) if Winograd::gain(problem, choice) < LEAST_GAIN => direct,
        choice => choice,
    }
}

/// A way as a choice for a problem.
pub(super) fn made(problem: &Problem, way: Way, sharing: Option<Sharing>) -> Choice {
    let most = tile::full(problem.isa)[1];
    let sharing = match sharing {
        _ if problem.pooled => Sharing::Pixels,
        Some(sharing) => sharing,
        None if problem.pixels() >= LARGE => Sharing::Pixels,
        None => Sharing::Channels,
    };
    match way {
        Way::Direct { panels } => Choice::Direct(direct::Choice {
            panels: panels.clamp(1, most),
            sharing,
        }),
        Way::Winograd {
            tile,
            block,
            panels,
        } => Choice::Winograd(winograd::Choice {
            tile,
            block: block.saturating_mul(1024) / size_of::<f32>(),
            panels: panels.clamp(1, most),
            sharing,
        }),
    }
}

/// What was measured for an instruction set.
fn lines(isa: Isa) -> &'static [Line] {
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
