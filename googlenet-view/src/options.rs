//! How a network is drawn.

/// The direction in which a network runs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Direction {
    /// From top to bottom.
    #[default]
    TopBottom,
    /// From left to right.
    LeftRight,
}

/// What the colours of the boxes mean.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum ColorBy {
    /// What a layer does.
    #[default]
    Kind,
    /// Multiply-accumulates.
    Macs,
    /// Parameters.
    Params,
    /// Bytes of the results.
    Memory,
}

/// How a network is drawn.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Options {
    /// Whether boxes show the shapes of their results.
    pub shapes: bool,
    /// Whether boxes show the names of their layers.
    pub names: bool,
    /// Whether each module is one box.
    pub collapse: bool,
    /// The modules that are open where all others are one box each.
    pub expand: Vec<String>,
    /// The direction.
    pub direction: Direction,
    /// The meaning of colours.
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
