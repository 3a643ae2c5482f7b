//! Instructions on tiles of bfloat16 and 8-bit integers (Intel AMX): whether this process may use them, the
//! configuration of a thread's tiles, and sums of products.
//!
//! A tile has 16 rows of 64 bytes. `C += A * B` adds to a tile of 16 x 16 sums (`f32` or `i32`) the products of 16 rows
//! of 64 bytes of values (A) with a tile of weights (B) whose row `r` holds, for each of 16 outputs, the weights of the
//! four bytes from `4 * r` on: a pair of bfloat16 numbers or four signed bytes.

#[cfg(target_arch = "x86_64")]
mod assembly;
mod available;
#[cfg_attr(not(target_arch = "x86_64"), allow(dead_code))]
mod block;
#[cfg(test)]
mod emulation;
#[cfg(target_arch = "x86_64")]
mod guard;
mod held;
#[cfg(target_arch = "x86_64")]
mod kernels;
#[cfg(all(test, target_arch = "x86_64"))]
mod tests;

/// Size of a tile in bytes.
pub(in crate::kernel) const TILE_BYTES: usize = 1024;

pub(in crate::kernel) use available::Amx;
#[allow(
    unused_imports,
    reason = "for messages that say why a network runs without tiles"
)]
pub(crate) use available::NoAmx;
#[cfg(target_arch = "x86_64")]
pub(in crate::kernel) use block::{Block, BlockFn, Finish, Stores, Streams};
pub(in crate::kernel) use block::{Store, Sums};
#[cfg(target_arch = "x86_64")]
pub(in crate::kernel) use guard::TileGuard;
pub(crate) use held::HeldTiles;
#[cfg(target_arch = "x86_64")]
pub(in crate::kernel) use kernels::BlockType;
