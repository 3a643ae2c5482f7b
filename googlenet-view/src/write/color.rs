//! Colours of operation families, and of costs on a scale.

use crate::facts::Family;

/// Colour as red, green and blue.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Color(pub(crate) [u8; 3]);

impl Color {
    /// Reads a colour of the form `#rrggbb`.
    ///
    /// # Panics
    /// Panics for any other text.
    pub(crate) fn hex(text: &str) -> Color {
        let part = |at: usize| u8::from_str_radix(&text[at..at + 2], 16).expect("hex digits");
        Color([part(1), part(3), part(5)])
    }

    /// Returns the mixture of `share` of `over` and the rest of this colour.
    pub(crate) fn mix(self, over: Color, share: f64) -> Color {
        Color([0, 1, 2].map(|at| {
            let (a, b) = (f64::from(self.0[at]), f64::from(over.0[at]));
            (a + (b - a) * share).round() as u8
        }))
    }

    /// Returns the relative luminance, from 0 for black to 1 for white (WCAG 2.1).
    pub(crate) fn luminance(self) -> f64 {
        let [r, g, b] = self.0.map(|part| {
            let part = f64::from(part) / 255.0;
            match part <= 0.04045 {
                true => part / 12.92,
                false => ((part + 0.055) / 1.055).powf(2.4),
            }
        });
        0.2126 * r + 0.7152 * g + 0.0722 * b
    }

    /// Returns the contrast of two colours, from 1 to 21 (WCAG 2.1).
    pub(crate) fn contrast(self, other: Color) -> f64 {
        let (a, b) = (self.luminance() + 0.05, other.luminance() + 0.05);
        (a / b).max(b / a)
    }
}

impl std::fmt::Display for Color {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let [r, g, b] = self.0;
        write!(f, "#{r:02x}{g:02x}{b:02x}")
    }
}

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
        Family::Other => ("#fafaf9", "#a8a29e", "#eeecea"),
        Family::Module => ("#f8fafc", "#94a3b8", "#e9eef4"),
    };
    Palette { fill, line, band }
}

/// Returns the colours of a family on a dark background.
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
        Family::Other => ("#24211f", "#78716c", "#312d2a"),
        Family::Module => ("#1a2436", "#56667e", "#243148"),
    };
    Palette { fill, line, band }
}

/// RGB colours of the scale of costs on a light background, from cost 0 to the largest cost. They are at equal
/// distances on the scale of square roots of costs.
pub(crate) const SCALE: [[u8; 3]; 5] = [
    [0xff, 0xff, 0xff],
    [0xff, 0xf3, 0xc4],
    [0xfd, 0xc5, 0x70],
    [0xf7, 0x8f, 0x4b],
    [0xe6, 0x5a, 0x4a],
];

/// The scale of costs on a dark background.
pub(crate) const DARK_SCALE: [[u8; 3]; 5] = [
    [0x1e, 0x29, 0x3b],
    [0x42, 0x2c, 0x2b],
    [0x6b, 0x30, 0x1a],
    [0x93, 0x36, 0x14],
    [0xba, 0x3d, 0x14],
];

/// Returns the colour of `cost` on a scale of colours from 0 to `most`; that of 0 if `most` is 0. The scale is that of
/// square roots, so that small costs differ visibly.
pub(crate) fn scale(colors: &[[u8; 3]; 5], cost: u64, most: u64) -> Color {
    let share = match most {
        0 => 0.0,
        most => (cost as f64 / most as f64).sqrt(),
    };
    let place = share * (colors.len() - 1) as f64;
    let from = (place as usize).min(colors.len() - 2);
    Color(colors[from]).mix(Color(colors[from + 1]), place - from as f64)
}
