//! How threads divide a product.

/// What threads share out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Sharing {
    /// Each takes some pixels of all output channels: large maps, whose weights stay near.
    Pixels,
    /// Each takes some output channels of all pixels: small maps, so that each thread reads few weights.
    Channels,
}

impl Sharing {
    /// The word in names of algorithms.
    pub(super) fn word(self) -> &'static str {
        match self {
            Sharing::Pixels => "pixels",
            Sharing::Channels => "channels",
        }
    }
}
