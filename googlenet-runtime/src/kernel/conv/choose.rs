//! Which algorithm computes a problem: what was measured for it, or for the nearest one that was measured.

use super::descriptor::ConvDescriptor;
use super::direct::DirectChoice;
use super::sharing::Sharing;
use super::table::{self, Line, Way};
use super::tile;
use super::winograd::{Winograd, WinogradChoice};
use googlenet_dsl::precision::Precision;

/// How a convolution is computed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Choice {
    Direct(DirectChoice),
    Winograd(WinogradChoice),
}

/// Maps of so many output pixels and more are shared out by pixels.
const LARGE: usize = 28 * 28;

/// How many times more products direct convolution takes at least where another algorithm is chosen.
const LEAST_GAIN: f64 = 1.2;

/// The choice for a problem. The environment variable `GOOGLENET_TILE` overrides parts of it, for experiments.
pub(super) fn choice(descriptor: &ConvDescriptor, precision: Precision) -> Choice {
    let forced = table::forced();
    let wanted = Line::of(descriptor);
    let transforms = precision == Precision::Fast && !forced.direct && Winograd::fits(descriptor);
    let usable = |line: &&Line| transforms || matches!(line.way, Way::Direct { .. });
    let lines = table::lines(descriptor.isa).iter().filter(usable);
    let nearest = lines
        .map(|line| (wanted.distance(line), line.way))
        .min_by(|(a, _), (b, _)| a.total_cmp(b));
    let direct = Way::Direct { panels: usize::MAX };
    let way = nearest.map_or(direct, |(_, way)| way);
    let direct = made(descriptor, direct, forced.sharing);
    match made(descriptor, forced.apply(way), forced.sharing) {
        Choice::Winograd(choice) if Winograd::gain(descriptor, choice) < LEAST_GAIN => direct,
        choice => choice,
    }
}

/// A way as a choice for a problem.
pub(super) fn made(descriptor: &ConvDescriptor, way: Way, sharing: Option<Sharing>) -> Choice {
    let most = tile::full(descriptor.isa)[1];
    let sharing = match sharing {
        _ if descriptor.pooled => Sharing::Pixels,
        Some(sharing) => sharing,
        None if descriptor.pixels() >= LARGE => Sharing::Pixels,
        None => Sharing::Channels,
    };
    match way {
        Way::Direct { panels } => Choice::Direct(DirectChoice {
            panels: panels.clamp(1, most),
            sharing,
        }),
        Way::Winograd {
            tile,
            block,
            panels,
        } => Choice::Winograd(WinogradChoice {
            tile,
            block: block.saturating_mul(1024) / size_of::<f32>(),
            panels: panels.clamp(1, most),
            sharing,
        }),
    }
}

/// The ways that are worth measuring for a problem.
pub(super) fn candidates(descriptor: &ConvDescriptor) -> Vec<Way> {
    let most = tile::full(descriptor.isa)[1];
    let panels = if descriptor.pixels() == 1 {
        most..=most
    } else {
        (most - 1).max(1)..=most
    };
    let mut ways: Vec<Way> = panels
        .clone()
        .map(|panels| Way::Direct { panels })
        .collect();
    if Winograd::fits(descriptor) {
        for tile in 1..=4 {
            for block in [256, 512, 1024, 1536] {
                let way = panels.clone().map(|panels| Way::Winograd {
                    tile: [tile; 2],
                    block,
                    panels,
                });
                ways.extend(way);
            }
        }
    }
    ways
}
