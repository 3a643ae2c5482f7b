//! Choices that depend on shape and instruction set.

use super::winograd::Winograd;
use super::{Problem, direct, winograd};
use crate::kernel::Isa;
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

/// The choice.
pub(super) fn choice(problem: &Problem) -> Choice {
    let forced = forced();
    let isa = problem.isa;
    let panels = if isa == Isa::Avx512 { 3 } else { 1 };
    let [height, width] = problem.output.size;
    let sharing = forced.sharing.unwrap_or(match problem.pixels() >= 28 * 28 {
        true => Sharing::Pixels,
        false => Sharing::Channels,
    });
    let panels = forced
        .panels
        .map_or(panels, |wanted| wanted.clamp(1, panels));
    if Winograd::fits(problem) && !forced.direct {
        let kernel = problem.window.kernel;
        let side = height.min(width);
        let most = match kernel[0].max(kernel[1]) {
            3 if side < 12 => 2,
            3 if side < 20 => 3,
            3 => forced.tile.unwrap_or(4),
            5 => 2,
            _ => 3,
        };
        let choice = winograd::Choice {
            tile: [most; 2],
            rows: 1,
            panels,
            sharing,
        };
        let one = Winograd::new(problem, choice).scratch_len() * 4;
        let rows = forced.rows.unwrap_or((1_300_000 / one).max(1)).min(32);
        return Choice::Winograd(winograd::Choice { rows, ..choice });
    }
    Choice::Direct(direct::Choice { panels, sharing })
}

#[derive(Debug, Default, PartialEq)]
struct Forced {
    panels: Option<usize>,
    sharing: Option<Sharing>,
    rows: Option<usize>,
    tile: Option<usize>,
    direct: bool,
}

fn forced() -> &'static Forced {
    static FORCED: OnceLock<Forced> = OnceLock::new();
    FORCED.get_or_init(|| parse(&std::env::var("GOOGLENET_TILE").unwrap_or_default()))
}

fn parse(text: &str) -> Forced {
    let value = |name: &str| {
        let mut settings = text
            .split(',')
            .filter_map(|setting| setting.split_once('='));
        settings.find_map(|(key, value)| (key.trim() == name).then_some(value.trim()))
    };
    let sharing = match value("share") {
        Some("pixels") => Some(Sharing::Pixels),
        Some("channels") => Some(Sharing::Channels),
        _ => None,
    };
    Forced {
        panels: value("panels").and_then(|panels| panels.parse().ok()),
        tile: value("tile").and_then(|panels| panels.parse().ok()),
        rows: value("rows").and_then(|panels| panels.parse().ok()),
        direct: value("algorithm") == Some("direct"),
        sharing,
    }
}
