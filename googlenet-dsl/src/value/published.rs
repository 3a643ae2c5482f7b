//! The figures that a paper gives of a network, as the key `published` of a description has them.

/// The figures that a paper or another publication gives of a network. Nothing is computed from them; they are there to
/// be compared with the network's own.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Published {
    /// The number of parameters; `None` if it is not given.
    pub params: Option<u64>,
    /// The number of multiply-accumulates for one image; `None` if it is not given.
    pub macs: Option<u64>,
    /// Where the figures stand, such as `Szegedy et al. 2014, arXiv:1409.4842, table 1`; `None` if it is not given.
    pub source: Option<String>,
}
