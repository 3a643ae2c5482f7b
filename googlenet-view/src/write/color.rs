//! Colours of operation families, and of costs on a scale.

use crate::facts::Family;

/// Colours of an operation family, in the form `#rrggbb`: `fill` of a box, `line` of its border, `band` of its strips
/// for further layers and of its footer.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Palette {
    pub(crate) fill: &'static str,
    pub(crate) line: &'static str,
    pub(crate) band: &'static str,
}

/// Returns the colours of a family on a light background, for all formats.
pub(crate) fn palette(family: Family) -> Palette {
    let (fill, line, band) = match family {
        Family::Input => ("#f1f5f9", "#64748b", "#e2e8f0"),
        Family::Conv => ("#eff6ff", "#60a5fa", "#dbeafe"),
        Family::Dense => ("#eef2ff", "#818cf8", "#e0e7ff"),
        Family::Pool => ("#ecfdf5", "#34d399", "#d1fae5"),
        Family::Concat => ("#fffbeb", "#fbbf24", "#fef3c7"),
        Family::Add => ("#fff7ed", "#fb923c", "#ffedd5"),
        Family::Norm => ("#f5f3ff", "#a78bfa", "#ede9fe"),
        Family::Activation => ("#fff1f2", "#fb7185", "#ffe4e6"),
        Family::Other => ("#f8fafc", "#94a3b8", "#e9eef4"),
    };
    Palette { fill, line, band }
}

/// Returns the colours of a family on a dark background, for the HTML page.
pub(crate) fn dark(family: Family) -> Palette {
    let (fill, line, band) = match family {
        Family::Input => ("#1e293b", "#64748b", "#293548"),
        Family::Conv => ("#12243f", "#3b82f6", "#1a355c"),
        Family::Dense => ("#1c1f45", "#6d70e8", "#282b63"),
        Family::Pool => ("#0c2b23", "#179c72", "#113d31"),
        Family::Concat => ("#30240a", "#c98a0b", "#46350d"),
        Family::Add => ("#331d0b", "#d9681a", "#4a2a0f"),
        Family::Norm => ("#241a45", "#8059e0", "#33255f"),
        Family::Activation => ("#36121d", "#d83f5c", "#4d1a29"),
        Family::Other => ("#1a2436", "#56667e", "#243148"),
    };
    Palette { fill, line, band }
}

/// RGB colours of the scale of costs, from cost 0 to the largest cost. They are at equal distances on the scale of
/// square roots of costs.
pub(crate) const SCALE: [[u8; 3]; 5] = [
    [0xff, 0xff, 0xff],
    [0xff, 0xf3, 0xc4],
    [0xfd, 0xc5, 0x70],
    [0xf7, 0x8f, 0x4b],
    [0xe6, 0x5a, 0x4a],
];

/// Returns the colour of `cost` on a scale from 0 to `most`, in the form `#rrggbb`; that of 0 if `most` is 0. The scale
/// is that of square roots, so that small costs differ visibly.
pub(crate) fn scale(cost: u64, most: u64) -> String {
    let share = match most {
        0 => 0.0,
        most => (cost as f64 / most as f64).sqrt(),
    };
    let place = share * (SCALE.len() - 1) as f64;
    let from = (place as usize).min(SCALE.len() - 2);
    let part = place - from as f64;
    let mix = |at: usize| {
        let (a, b) = (f64::from(SCALE[from][at]), f64::from(SCALE[from + 1][at]));
        (a + (b - a) * part).round() as u8
    };
    format!("#{:02x}{:02x}{:02x}", mix(0), mix(1), mix(2))
}
