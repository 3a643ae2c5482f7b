//! Colours of all parts of a drawing in SVG, PNG and PDF, in the light and the dark theme.

use super::color::{Color, DARK_SCALE, Palette, SCALE, dark, palette, scale};
use crate::facts::Family;
use crate::options::{Background, Options, Theme as Name};

/// Smallest contrast of text with what is behind it.
pub(crate) const LEAST_CONTRAST: f64 = 4.5;

/// Colours of a drawing.
#[derive(Debug, Clone)]
pub(crate) struct Theme {
    /// Colour behind the whole drawing; `None` if it is transparent.
    pub(crate) background: Option<Color>,
    /// Title above the drawing, and the other texts there.
    pub(crate) heading: [Color; 2],
    /// Titles of boxes and modules.
    pub(crate) ink: Color,
    /// Other texts on boxes and modules.
    pub(crate) soft: Color,
    pub(crate) wire: Color,
    /// Expanded modules, by whether their depth is odd, and their border.
    pub(crate) module: [Color; 2],
    pub(crate) module_line: Color,
    /// What lies below a collapsed module or a folded run.
    pub(crate) sheet: Color,
    palette: fn(Family) -> Palette,
    pub(crate) scale: [[u8; 3]; 5],
    /// Border of boxes that are coloured by cost.
    pub(crate) cost_line: Color,
    /// What footers of boxes that are coloured by cost are mixed with.
    veil: Color,
}

impl Theme {
    /// Returns the colours that the options ask for.
    pub(crate) fn new(options: &Options) -> Theme {
        let mut theme = match options.theme {
            Name::Light => Theme::light(),
            Name::Dark => Theme::dark(),
        };
        match options.background {
            None => {}
            Some(Background::Transparent) => theme.background = None,
            Some(Background::Color(color)) => {
                let background = Color(color);
                theme.background = Some(background);
                theme.heading = theme.heading.map(|ink| readable(ink, background));
            }
        }
        theme
    }

    fn light() -> Theme {
        let (ink, soft) = (Color::hex("#0f172a"), Color::hex("#475569"));
        Theme {
            background: Some(Color([255; 3])),
            heading: [ink, soft],
            ink,
            soft,
            wire: Color::hex("#94a3b8"),
            module: ["#f8fafc", "#f1f5f9"].map(Color::hex),
            module_line: Color::hex("#cbd5e1"),
            sheet: Color::hex("#e2e8f0"),
            palette,
            scale: SCALE,
            cost_line: Color::hex("#94a3b8"),
            veil: Color([255; 3]),
        }
    }

    fn dark() -> Theme {
        let (ink, soft) = (Color::hex("#f1f5f9"), Color::hex("#a3b1c6"));
        Theme {
            background: Some(Color::hex("#0b1120")),
            heading: [ink, soft],
            ink,
            soft,
            wire: Color::hex("#64748b"),
            module: ["#111a2e", "#17233b"].map(Color::hex),
            module_line: Color::hex("#334155"),
            sheet: Color::hex("#1e293b"),
            palette: dark,
            scale: DARK_SCALE,
            cost_line: Color::hex("#64748b"),
            veil: Color::hex("#0b1120"),
        }
    }

    /// Returns the fill, the border and the bands of boxes of a family.
    pub(crate) fn family(&self, family: Family) -> [Color; 3] {
        let Palette { fill, line, band } = (self.palette)(family);
        [fill, line, band].map(Color::hex)
    }

    /// Returns the fill of a box that costs `cost` where the most expensive one costs `most`.
    pub(crate) fn cost(&self, cost: u64, most: u64) -> Color {
        scale(&self.scale, cost, most)
    }

    /// Returns the colour of the footer of a box that is coloured by cost.
    pub(crate) fn cost_band(&self, fill: Color) -> Color {
        fill.mix(self.veil, 0.35)
    }
}

/// Returns `ink`, or if it cannot be read on `background`, black or white.
fn readable(ink: Color, background: Color) -> Color {
    let others = [Color([0; 3]), Color([255; 3])];
    match ink.contrast(background) >= LEAST_CONTRAST {
        true => ink,
        false => others
            .into_iter()
            .max_by(|a, b| a.contrast(background).total_cmp(&b.contrast(background)))
            .unwrap_or(ink),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// All text can be read on all colours that may be behind it.
    #[test]
    fn contrasts() {
        let enough = |text: Color, behind: Color, of: &str| {
            let contrast = text.contrast(behind);
            assert!(
                contrast >= LEAST_CONTRAST,
                "{of}: {text} on {behind}: {contrast:.2}"
            );
        };
        for name in Name::ALL {
            let options = Options {
                theme: *name,
                ..Options::default()
            };
            let theme = Theme::new(&options);
            for family in Family::ALL {
                let [fill, _, band] = theme.family(family);
                enough(theme.ink, fill, family.word());
                enough(theme.soft, fill, family.word());
                enough(theme.soft, band, family.word());
            }
            for share in 0..=1000 {
                let fill = theme.cost(share, 1000);
                enough(theme.ink, fill, "cost");
                enough(theme.ink, theme.cost_band(fill), "footer of a cost");
            }
            for module in theme.module {
                enough(theme.ink, module, "module");
                enough(theme.soft, module, "module");
            }
            for ink in theme.heading {
                enough(ink, theme.background.expect("a colour"), "heading");
            }
            for red in (0..=255).step_by(15) {
                for (green, blue) in (0..=255).step_by(15).zip((0..=255).rev().step_by(15)) {
                    let background = [red, green, blue];
                    let theme = Theme::new(&Options {
                        background: Some(Background::Color(background)),
                        ..options.clone()
                    });
                    for ink in theme.heading {
                        enough(ink, Color(background), "background");
                    }
                }
            }
        }
    }
}
