//! How threads divide a product.

/// What threads share out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Partition {
    /// Each takes some pixels of all output channels: large maps, whose weights stay near.
    Pixels,
    /// Each takes some output channels of all pixels: small maps, so that each thread reads few weights.
    Channels,
}

impl Partition {
    /// The word in names of algorithms.
    pub(super) fn word(self) -> &'static str {
        match self {
            Partition::Pixels => "pixels",
            Partition::Channels => "channels",
        }
    }
}
