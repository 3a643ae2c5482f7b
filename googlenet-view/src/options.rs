//! Options of drawings: what is drawn, what boxes show, which modules are collapsed, direction, size and colours.

use googlenet_dsl::impl_words;
use std::fmt;
use std::str::FromStr;

/// Direction from a network's input to its outputs in a drawing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
#[non_exhaustive]
pub enum Direction {
    /// From top to bottom.
    #[default]
    TopBottom,
    /// From left to right.
    LeftRight,
}

/// Quantity that the colours of boxes show. A box is a card (a layer with those that its step adds behind it, such as
/// batch normalisation) or a collapsed module.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
#[non_exhaustive]
pub enum ColorBy {
    /// Family of the operation, such as convolution or pooling; collapsed modules have the colour of
    /// [`Family::Module`](crate::facts::Family::Module).
    #[default]
    Kind,
    /// Number of multiply-accumulates of all layers of a box for one image.
    Macs,
    /// Number of parameters of all layers of a box, trained or not.
    Params,
    /// Bytes of the results of all layers of a box for one image, as 32-bit floats.
    Activations,
}

/// Colours of text, lines and boxes: on a light or a dark background.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
#[non_exhaustive]
pub enum Theme {
    /// Dark text on light boxes; the background is white.
    #[default]
    Light,
    /// Light text on dark boxes; the background is nearly black.
    Dark,
}

/// When a drawing has a legend: the kinds of operations with their colours, or the scale of costs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
#[non_exhaustive]
pub enum Legend {
    /// In SVG, PNG and PDF.
    #[default]
    Auto,
    /// In these and in Graphviz and Mermaid text.
    Always,
    /// In no format.
    Never,
}

/// What is behind the boxes and wires of a drawing. `str::parse` reads `transparent`, `white`, `black`, `#rrggbb` and
/// `#rgb`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum Background {
    /// Nothing: what is behind the drawing is seen. Texts have the colours of the theme.
    Transparent,
    /// One colour, as red, green and blue.
    Color([u8; 3]),
}

/// The text is no [`Background`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct UnknownBackground;

impl fmt::Display for UnknownBackground {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("expected `transparent`, `white`, `black` or a colour such as `#f8fafc`")
    }
}

impl std::error::Error for UnknownBackground {}

impl FromStr for Background {
    type Err = UnknownBackground;

    fn from_str(word: &str) -> Result<Background, UnknownBackground> {
        let digits = match word {
            "transparent" => return Ok(Background::Transparent),
            "white" => "fff",
            "black" => "000",
            _ => word.strip_prefix('#').ok_or(UnknownBackground)?,
        };
        let digits: Option<Vec<u8>> = digits
            .chars()
            .map(|digit| digit.to_digit(16).map(|digit| digit as u8))
            .collect();
        match digits.as_deref() {
            Some(&[r, g, b]) => Ok(Background::Color([r, g, b].map(|part| part * 17))),
            Some(&[r, s, g, h, b, c]) => {
                Ok(Background::Color([r * 16 + s, g * 16 + h, b * 16 + c]))
            }
            _ => Err(UnknownBackground),
        }
    }
}

macro_rules! words {
    ($ty:ident, $what:literal, [$($name:ident = $word:literal),*]) => {
        impl $ty {
            /// All values, in the order of their declaration.
            pub const ALL: &'static [$ty] = &[$($ty::$name),*];

            /// Returns the word for the value on the command line; `str::parse` makes the value from this word.
            pub const fn as_str(self) -> &'static str {
                match self {
                    $($ty::$name => $word,)*
                }
            }
        }

        impl_words!($ty, $what);
    };
}

words!(Direction, "direction", [TopBottom = "TB", LeftRight = "LR"]);
words!(Theme, "theme", [Light = "light", Dark = "dark"]);
words!(
    Legend,
    "legend",
    [Auto = "auto", Always = "always", Never = "never"]
);
words!(
    ColorBy,
    "quantity",
    [
        Kind = "kind",
        Macs = "macs",
        Params = "params",
        Activations = "activations"
    ]
);

/// Options of a drawing. By default all modules are expanded, shapes and names are shown, the network runs from top to
/// bottom, and colours show the kind.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Options {
    /// `true` if boxes show the shapes of their results.
    pub shapes: bool,
    /// `true` if boxes and titles show the names of layers and modules.
    pub names: bool,
    /// `true` if each module is drawn as one box, except those in `expand` and the modules around them.
    pub collapse: bool,
    /// Modules to be drawn expanded, with the modules around them: paths of modules, or names of blocks, which stand
    /// for the first module that uses the block. If there are any, all other modules are drawn as one box each.
    pub expand: Vec<String>,
    /// The one module to be drawn, with its inputs as boxes without operations: the path of a module, or the name of a
    /// block, which stands for the first module that uses the block. `None` for the whole network.
    pub module: Option<String>,
    /// `true` if runs of equal modules or cards, of which each reads nothing but the one before it, are drawn as the
    /// first of them with their number.
    pub fold: bool,
    /// Direction from the input to the outputs.
    pub direction: Direction,
    /// Quantity that the colours of boxes show.
    pub color: ColorBy,
    /// When there is a legend.
    pub legend: Legend,
    /// Text above the drawing in the place of the network's name. If it is empty, the line of totals is left out too.
    pub title: Option<String>,
    /// Width of the drawing: pixels of a PNG, user units of an SVG, points of a PDF. `None` for one unit in each pixel
    /// of the layout, and in a PDF for three quarters of a point.
    pub width: Option<u32>,
    /// Colours of text, lines and boxes in SVG, PNG and PDF.
    pub theme: Theme,
    /// What is behind the drawing in SVG, PNG and PDF. `None` for the colour that belongs to the theme.
    pub background: Option<Background>,
}

impl Default for Options {
    fn default() -> Options {
        Options {
            shapes: true,
            names: true,
            collapse: false,
            expand: Vec::new(),
            module: None,
            fold: false,
            direction: Direction::default(),
            color: ColorBy::default(),
            legend: Legend::default(),
            title: None,
            width: None,
            theme: Theme::default(),
            background: None,
        }
    }
}
