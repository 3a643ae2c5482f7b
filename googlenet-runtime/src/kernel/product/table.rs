//! Choices that depend on shape and instruction set.

use crate::kernel::Isa;
use std::sync::OnceLock;

/// How a convolution is computed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Choice {
    /// Panels of the register tile.
    pub(super) panels: usize,
    /// What threads share out.
    pub(super) sharing: Sharing,
}

/// What threads share out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Sharing {
    /// Each takes some pixels of all output channels: large maps, whose weights stay near.
    Pixels,
    /// Each takes some output channels of all pixels: small maps, so that each thread reads few weights.
    Channels,
}

/// A row of the table: what holds for an instruction set and maps of so many output pixels and more.
struct Rule {
    isa: Isa,
    pixels: usize,
    choice: Choice,
}

const fn rule(isa: Isa, pixels: usize, panels: usize, sharing: Sharing) -> Rule {
    Rule {
        isa,
        pixels,
        choice: Choice { panels, sharing },
    }
}

/// The first row that fits holds.
///
/// Measured on Zen 5: tiles of 7 x 48 reach 95 % of the peak from memory that is cold, tiles of 7 x 32 92 %, and those of
/// 7 x 16 wait for their loads at 68 %. With 16 registers there is room for one panel.
const TABLE: [Rule; 6] = [
    rule(Isa::Avx512, 28 * 28, 3, Sharing::Pixels),
    rule(Isa::Avx512, 1, 3, Sharing::Channels),
    rule(Isa::Avx2, 28 * 28, 1, Sharing::Pixels),
    rule(Isa::Avx2, 1, 1, Sharing::Channels),
    rule(Isa::Portable, 28 * 28, 1, Sharing::Pixels),
    rule(Isa::Portable, 1, 1, Sharing::Channels),
];

/// The choice for a map of so many output pixels; the environment variable `GOOGLENET_TILE` overrides it for all maps
/// (`panels=2`, `share=pixels` or `share=channels`, with a comma between them), where the instruction set has such a
/// tile. Other values have no effect.
pub(super) fn choice(isa: Isa, pixels: usize) -> Choice {
    let fits = |rule: &&Rule| rule.isa == isa && pixels >= rule.pixels;
    let [.., last] = &TABLE;
    let Choice { panels, sharing } = TABLE.iter().find(fits).unwrap_or(last).choice;
    let (wanted, other) = *forced();
    Choice {
        panels: wanted.map_or(panels, |wanted| wanted.clamp(1, panels)),
        sharing: other.unwrap_or(sharing),
    }
}

fn forced() -> &'static (Option<usize>, Option<Sharing>) {
    static FORCED: OnceLock<(Option<usize>, Option<Sharing>)> = OnceLock::new();
    FORCED.get_or_init(|| parse(&std::env::var("GOOGLENET_TILE").unwrap_or_default()))
}

fn parse(text: &str) -> (Option<usize>, Option<Sharing>) {
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
    (
        value("panels").and_then(|panels| panels.parse().ok()),
        sharing,
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_map_has_a_choice() {
        for isa in Isa::ALL {
            for pixels in [1, 49, 783, 784, 12_544] {
                let choice = choice(isa, pixels);
                assert!((1..=super::super::tile::full(isa)[1]).contains(&choice.panels));
                assert_eq!(choice.sharing == Sharing::Pixels, pixels >= 784);
            }
        }
    }

    #[test]
    fn settings_are_read() {
        assert_eq!(parse(""), (None, None));
        assert_eq!(parse("panels=2"), (Some(2), None));
        let both = (Some(1), Some(Sharing::Pixels));
        assert_eq!(parse("share=pixels, panels=1"), both);
        assert_eq!(parse("share=rows,panels=two,tiles"), (None, None));
    }
}
