//! The bytes of a file, with a count of what was read of them.

use hdf5_pure::{FormatError, Source};
use std::sync::atomic::{AtomicU64, Ordering};

/// What each read counts, beside its bytes: so that empty reads end as well.
const EACH: u64 = 32;
/// Bytes that may be read of a file beside twice its own: structure is read more than once.
const SPARE: u64 = 8 << 20;

/// The bytes of a file. The structure of a damaged file may lead to the same parts on many paths, whose number doubles
/// with each step; so no more is read of a file than a sound one can need.
#[derive(Debug)]
pub(super) struct Counted {
    bytes: Vec<u8>,
    left: AtomicU64,
}

impl Counted {
    pub(super) fn new(bytes: Vec<u8>) -> Counted {
        let len = bytes.len() as u64;
        let left = AtomicU64::new(len.saturating_mul(2).saturating_add(SPARE));
        Counted { bytes, left }
    }
}

impl Source for Counted {
    fn len(&self) -> u64 {
        self.bytes.len() as u64
    }

    fn read_at(&self, offset: u64, buf: &mut [u8]) -> Result<(), FormatError> {
        let cost = (buf.len() as u64).saturating_add(EACH);
        let paid = self
            .left
            .fetch_update(Ordering::Relaxed, Ordering::Relaxed, |left| {
                left.checked_sub(cost)
            });
        if paid.is_err() {
            let reason = "its parts lead to each other over and over";
            return Err(FormatError::Source(reason.into()));
        }
        let start = usize::try_from(offset).ok();
        let part = start.and_then(|start| self.bytes.get(start..start.checked_add(buf.len())?));
        let part = part.ok_or_else(|| {
            let end = u128::from(offset) + buf.len() as u128;
            FormatError::Source(format!(
                "bytes {offset} to {end} of a file of {} bytes",
                self.bytes.len()
            ))
        })?;
        buf.copy_from_slice(part);
        Ok(())
    }
}
