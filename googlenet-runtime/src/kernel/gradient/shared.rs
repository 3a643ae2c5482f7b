//! Memory of which the threads of a run write disjoint parts.

use std::marker::PhantomData;
use std::ops::Range;

/// Values of which the threads of a run write disjoint parts, such as the gradients of one weight tensor.
#[derive(Debug, Clone, Copy)]
pub(crate) struct SharedValues<'a> {
    start: *mut f32,
    len: usize,
    borrowed: PhantomData<&'a mut [f32]>,
}

// SAFETY: only an address and a length are shared; writing is unsafe, and its callers keep the parts disjoint.
unsafe impl Send for SharedValues<'_> {}
// SAFETY: as above.
unsafe impl Sync for SharedValues<'_> {}

impl<'a> SharedValues<'a> {
    pub(crate) fn new(values: &'a mut [f32]) -> SharedValues<'a> {
        SharedValues {
            start: values.as_mut_ptr(),
            len: values.len(),
            borrowed: PhantomData,
        }
    }

    /// Returns the address of the first value. Only for values that no other thread accesses meanwhile.
    pub(in crate::kernel) fn start(&self) -> *mut f32 {
        self.start
    }

    /// Returns the number of values.
    pub(crate) fn len(&self) -> usize {
        self.len
    }

    /// Returns the values of a range.
    ///
    /// # Panics
    /// Panics if the range does not lie inside these values.
    pub(crate) fn part(&self, range: Range<usize>) -> SharedValues<'a> {
        assert!(
            range.start <= range.end && range.end <= self.len,
            "the part lies inside the values"
        );
        SharedValues {
            start: self.start.wrapping_add(range.start),
            len: range.len(),
            borrowed: PhantomData,
        }
    }

    /// Returns the values of a range for reading.
    ///
    /// # Panics
    /// Panics if the range does not lie inside these values.
    ///
    /// # Safety
    /// No thread may write any of them while the slice lives.
    pub(in crate::kernel) unsafe fn get(&self, range: Range<usize>) -> &'a [f32] {
        let part = self.part(range);
        // SAFETY: the part lies inside memory that is borrowed for `'a`; the caller guarantees that nobody writes it.
        unsafe { std::slice::from_raw_parts(part.start, part.len) }
    }

    /// Returns the values of a range for writing.
    ///
    /// # Panics
    /// Panics if the range does not lie inside these values.
    ///
    /// # Safety
    /// No other code may read or write any of them while the slice lives.
    pub(in crate::kernel) unsafe fn get_mut(&self, range: Range<usize>) -> &'a mut [f32] {
        let part = self.part(range);
        // SAFETY: the part lies inside memory that is borrowed for `'a`; the caller guarantees exclusive access.
        unsafe { std::slice::from_raw_parts_mut(part.start, part.len) }
    }
}
