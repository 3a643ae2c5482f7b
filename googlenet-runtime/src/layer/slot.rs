//! The cache of a layer for a value that is derived from it, such as packed weights.

use std::any::Any;
use std::panic::{RefUnwindSafe, UnwindSafe};
use std::sync::{Arc, OnceLock};

/// A cached value of any type.
type Content = dyn Any + Send + Sync + UnwindSafe + RefUnwindSafe;

/// A cache for one value of any type, which the first caller chooses. Clones share a value that is already there; an
/// empty clone is independent.
#[derive(Clone, Default)]
pub(crate) struct Slot(OnceLock<Arc<Content>>);

impl Slot {
    /// Returns the cached value; if there is none, `make` makes it.
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
