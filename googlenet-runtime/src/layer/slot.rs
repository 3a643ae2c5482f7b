//! Caches for values that are derived from a layer.

use std::any::Any;
use std::panic::{RefUnwindSafe, UnwindSafe};
use std::sync::{Arc, OnceLock};

/// Type of the cached values.
type Content = dyn Any + Send + Sync + UnwindSafe + RefUnwindSafe;

/// A cache for one value of a type that this module does not know, such as a program. Clones share a value that is
/// already there.
#[derive(Clone, Default)]
pub(crate) struct Slot(OnceLock<Arc<Content>>);

impl Slot {
    /// Returns the cached value; `make` makes it at the first call.
    ///
    /// # Panics
    /// Panics if the cache holds a value of another type.
    pub(crate) fn get_or_init<T>(&self, make: impl FnOnce() -> T) -> &T
    where
        T: Any + Send + Sync + UnwindSafe + RefUnwindSafe,
    {
        let content: &dyn Any = &**self.0.get_or_init(|| Arc::new(make()));
        let value = content.downcast_ref();
        value.expect("a slot holds values of one type")
    }
}
