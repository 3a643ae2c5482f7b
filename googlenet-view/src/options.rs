//! Options of drawings.

/// Direction from a network's input to its outputs in a drawing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Direction {
    /// From top to bottom.
    #[default]
    TopBottom,
    /// From left to right.
    LeftRight,
}

/// Quantity that the colours of boxes show.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum ColorBy {
    /// Family of the operation.
    #[default]
    Kind,
    /// Multiply-accumulates for one image.
    Macs,
    /// Number of parameters.
    Params,
    /// Bytes of the results for one image.
    Memory,
}

/// Options of a drawing. By default all modules are expanded, shapes and names are shown, the network runs from top to
/// bottom, and colours show the kind.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Options {
    /// Whether boxes show the shapes of their results.
    pub shapes: bool,
    /// Whether boxes and titles show the names of layers and modules.
    pub names: bool,
    /// Whether each module is drawn as one box, except those in `expand`.
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
