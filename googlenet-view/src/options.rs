//! Options of drawings: what boxes show, which modules are collapsed, direction and colours.

use googlenet_dsl::impl_words;

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
    /// [`Family::Other`](crate::facts::Family::Other).
    #[default]
    Kind,
    /// Number of multiply-accumulates of all layers of a box for one image.
    Macs,
    /// Number of parameters of all layers of a box, trained or not.
    Params,
    /// Bytes of the results of all layers of a box for one image, as 32-bit floats.
    Activations,
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
    /// Paths of modules to be drawn expanded, with the modules around them. If there are any, all other modules are
    /// drawn as one box each.
    pub expand: Vec<String>,
    /// Direction from the input to the outputs.
    pub direction: Direction,
    /// Quantity that the colours of boxes show.
    pub color: ColorBy,
}

impl Default for Options {
    fn default() -> Options {
        Options {
            shapes: true,
            names: true,
            collapse: false,
            expand: Vec::new(),
            direction: Direction::default(),
            color: ColorBy::default(),
        }
    }
}
