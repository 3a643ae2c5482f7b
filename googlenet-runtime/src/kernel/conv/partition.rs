//! Choice of what threads divide among themselves: pixels or output channels of a convolution.

/// Dimension of a convolution's output that threads divide among themselves.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Partition {
    /// Each thread computes all output channels of some pixels (in Winograd convolutions, of some rows of tiles). Used
    /// for large maps, whose weights stay in the caches.
    Pixels,
    /// Each thread computes some output channels of all pixels. Used for small maps, as each thread then reads few
    /// weights.
    Channels,
}

impl Partition {
    /// Returns the word for the partition in the names of algorithms that users see.
    pub(super) fn word(self) -> &'static str {
        match self {
            Partition::Pixels => "pixels",
            Partition::Channels => "channels",
        }
    }
}
