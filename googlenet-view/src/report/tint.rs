//! What colours of a report are for, and which they are on a light and on a dark background.

use crate::options::Theme;
use crate::write::color::Color;

/// Greatest level of the shades of cells.
pub(super) const LEVELS: u8 = 20;

/// Purpose of a colour.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Tint {
    /// What is behind everything.
    Paper,
    /// Titles and values.
    Ink,
    /// Other texts.
    Soft,
    /// Lines behind curves.
    Grid,
    /// Axes and borders.
    Frame,
    /// Curves of training.
    Training,
    /// Curves of validation.
    Validation,
    /// Curves of training behind their means.
    PaleTraining,
    /// Curves of validation behind their means.
    PaleValidation,
    /// What is pointed out.
    Mark,
    /// Cells of right predictions, by level.
    Right(u8),
    /// Cells of wrong predictions, by level.
    Wrong(u8),
    /// Texts on cells of right predictions, by the level of the cell.
    OnRight(u8),
    /// Texts on cells of wrong predictions, by the level of the cell.
    OnWrong(u8),
}

impl Tint {
    /// Returns all purposes.
    pub(super) fn all() -> Vec<Tint> {
        let mut all = vec![
            Tint::Paper,
            Tint::Ink,
            Tint::Soft,
            Tint::Grid,
            Tint::Frame,
            Tint::Training,
            Tint::Validation,
            Tint::PaleTraining,
            Tint::PaleValidation,
            Tint::Mark,
        ];
        for cell in [Tint::Right, Tint::Wrong, Tint::OnRight, Tint::OnWrong] {
            all.extend((0..=LEVELS).map(cell));
        }
        all
    }

    /// Returns the colour in a theme.
    pub(super) fn color(self, theme: Theme) -> Color {
        let of = |light: &str, dark: &str| match theme {
            Theme::Light => Color::hex(light),
            Theme::Dark => Color::hex(dark),
        };
        let shade = |level: u8, full: Color| {
            let share = f64::from(level.min(LEVELS)) / f64::from(LEVELS);
            of("#f4f6f9", "#151f33").mix(full, share)
        };
        let pale = |tint: Tint| {
            let paper = Tint::Paper.color(theme);
            tint.color(theme).mix(paper, 0.6)
        };
        match self {
            Tint::Paper => of("#ffffff", "#0b1120"),
            Tint::Ink => of("#0f172a", "#f1f5f9"),
            Tint::Soft => of("#475569", "#a3b1c6"),
            Tint::Grid => of("#e2e8f0", "#1e293b"),
            Tint::Frame => of("#94a3b8", "#64748b"),
            Tint::Training => of("#2563eb", "#60a5fa"),
            Tint::Validation => of("#d9480f", "#fb923c"),
            Tint::PaleTraining => pale(Tint::Training),
            Tint::PaleValidation => pale(Tint::Validation),
            Tint::Mark => of("#15803d", "#4ade80"),
            Tint::Right(level) => shade(level, of("#1d4ed8", "#60a5fa")),
            Tint::Wrong(level) => shade(level, of("#c2410c", "#fb923c")),
            Tint::OnRight(level) => legible(Tint::Right(level).color(theme)),
            Tint::OnWrong(level) => legible(Tint::Wrong(level).color(theme)),
        }
    }

    /// Returns the name of the colour among the variables of a page.
    pub(super) fn variable(self) -> String {
        match self {
            Tint::Paper => "--paper".to_owned(),
            Tint::Ink => "--ink".to_owned(),
            Tint::Soft => "--soft".to_owned(),
            Tint::Grid => "--grid".to_owned(),
            Tint::Frame => "--frame".to_owned(),
            Tint::Training => "--training".to_owned(),
            Tint::Validation => "--validation".to_owned(),
            Tint::PaleTraining => "--pale-training".to_owned(),
            Tint::PaleValidation => "--pale-validation".to_owned(),
            Tint::Mark => "--mark".to_owned(),
            Tint::Right(level) => format!("--right{level}"),
            Tint::Wrong(level) => format!("--wrong{level}"),
            Tint::OnRight(level) => format!("--on-right{level}"),
            Tint::OnWrong(level) => format!("--on-wrong{level}"),
        }
    }
}

/// Returns black or white, whichever can be read better on `behind`.
fn legible(behind: Color) -> Color {
    let [black, white] = [Color([0; 3]), Color([255; 3])];
    match black.contrast(behind) >= white.contrast(behind) {
        true => black,
        false => white,
    }
}

/// Root of shares that the levels of shades follow, so that few wrong predictions among many right ones are seen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Shading {
    /// Square root, for cells with numbers.
    Square,
    /// Cube root, for cells that are small.
    Cube,
}

impl Shading {
    /// Returns the level of a share of a row, from 0 to 1. Only a share of 0 has the level 0.
    pub(super) fn level(self, share: f64) -> u8 {
        let root = match self {
            Shading::Square => share.min(1.0).sqrt(),
            Shading::Cube => share.min(1.0).cbrt(),
        };
        match share > 0.0 {
            true => ((root * f64::from(LEVELS)).round() as u8).max(1),
            false => 0,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::write::theme::LEAST_CONTRAST;

    #[test]
    fn texts_can_be_read() {
        for theme in [Theme::Light, Theme::Dark] {
            let paper = Tint::Paper.color(theme);
            for text in [Tint::Ink, Tint::Soft, Tint::Mark] {
                let contrast = text.color(theme).contrast(paper);
                assert!(contrast >= LEAST_CONTRAST, "{text:?}: {contrast:.2}");
            }
            for level in 0..=LEVELS {
                for (text, cell) in [
                    (Tint::OnRight(level), Tint::Right(level)),
                    (Tint::OnWrong(level), Tint::Wrong(level)),
                ] {
                    let contrast = text.color(theme).contrast(cell.color(theme));
                    assert!(contrast >= LEAST_CONTRAST, "{text:?}: {contrast:.2}");
                }
            }
            // Curves are no texts: 3 is what WCAG asks of graphics.
            for curve in [Tint::Training, Tint::Validation] {
                let contrast = curve.color(theme).contrast(paper);
                assert!(contrast >= 3.0, "{curve:?}: {contrast:.2}");
            }
        }
    }

    #[test]
    fn any_share_is_seen() {
        for shading in [Shading::Square, Shading::Cube] {
            assert_eq!(shading.level(0.0), 0);
            assert_eq!(shading.level(f64::NAN), 0);
            assert_eq!(shading.level(1e-9), 1);
            assert_eq!(shading.level(1.0), LEVELS);
            assert_eq!(shading.level(7.0), LEVELS);
        }
        assert_eq!(Shading::Square.level(0.25), 10);
        assert_eq!(Shading::Cube.level(0.125), 10);
    }
}
