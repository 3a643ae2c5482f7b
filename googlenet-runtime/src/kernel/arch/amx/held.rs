//! Tiles that stay configured for a run.

use super::Amx;

/// While it lives, the tiles of the current thread stay configured between the steps that use them, and are released
/// with it.
pub(crate) struct HeldTiles {
    #[cfg(target_arch = "x86_64")]
    _guard: Option<super::TileGuard>,
}

impl HeldTiles {
    /// Configures the tiles of the current thread, where there are some.
    #[cfg_attr(not(target_arch = "x86_64"), allow(unused_variables))]
    pub(in crate::kernel) fn new(amx: Option<Amx>) -> HeldTiles {
        HeldTiles {
            #[cfg(target_arch = "x86_64")]
            _guard: amx.map(super::TileGuard::new),
        }
    }
}
