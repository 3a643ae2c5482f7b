//! Places for what is derived from a layer.

use std::any::Any;
use std::panic::{RefUnwindSafe, UnwindSafe};
use std::sync::{Arc, OnceLock};

/// What a place may hold.
type Content = dyn Any + Send + Sync + UnwindSafe + RefUnwindSafe;

/// A place for one value whose type this module does not know: what runs layers keeps there what it made of them. Clones
/// share the value that is there.
#[derive(Clone, Default)]
pub(crate) struct Slot(OnceLock<Arc<Content>>);

impl Slot {
    /// The value, made when it is first asked for.
    ///
    /// # Panics
    /// The slot holds a value of another type.
    pub(crate) fn get_or_init<T>(&self, make: impl FnOnce() -> T) -> &T
    where
        T: Any + Send + Sync + UnwindSafe + RefUnwindSafe,
    {
        let content: &dyn Any = &**self.0.get_or_init(|| Arc::new(make()));
        let value = content.downcast_ref();
        value.expect("a slot holds values of one type")
    }
}
