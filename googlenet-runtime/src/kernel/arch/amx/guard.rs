//! The configuration of the current thread's tiles.

use super::Amx;
use std::arch::asm;
use std::cell::Cell;
use std::marker::PhantomData;

/// While it lives, all eight tiles of the current thread have 16 rows of 64 bytes. The tiles are released when the last
/// guard of the thread is dropped, so that the operating system need not save them any longer.
pub(in crate::kernel) struct TileGuard {
    /// The guard is the thread's that made it.
    thread: PhantomData<*mut ()>,
}

/// The operand of `ldtilecfg`: the number of the palette, then from byte 16 on the bytes of each tile's rows, and from
/// byte 48 on each tile's number of rows.
#[repr(align(64))]
struct Config(#[allow(dead_code)] [u8; 64]);

static CONFIG: Config = Config({
    let mut bytes = [0; 64];
    bytes[0] = 1;
    let mut tile = 0;
    while tile < 8 {
        bytes[16 + 2 * tile] = 64;
        bytes[48 + tile] = 16;
        tile += 1;
    }
    bytes
});

thread_local! {
    /// Number of guards of the thread.
    static GUARDS: Cell<usize> = const { Cell::new(0) };
}

impl TileGuard {
    /// Configures the tiles, unless a guard of this thread lives already; their contents are then zero.
    pub(in crate::kernel) fn new(_: Amx) -> TileGuard {
        let guards = GUARDS.get();
        if guards == 0 {
            // SAFETY: AMX is available, as its proof shows, and the configuration is valid.
            unsafe { asm!("ldtilecfg [{}]", in(reg) &CONFIG, options(nostack, readonly)) };
        }
        GUARDS.set(guards + 1);
        TileGuard {
            thread: PhantomData,
        }
    }
}

impl Drop for TileGuard {
    fn drop(&mut self) {
        let guards = GUARDS.get() - 1;
        GUARDS.set(guards);
        if guards == 0 {
            // SAFETY: the thread has configured its tiles, so that AMX is available; nothing uses them any longer.
            unsafe { asm!("tilerelease", options(nostack, nomem)) };
        }
    }
}
