//! Signals that ask the program to end.

use crate::failure::Failure;
use signal_hook::consts::{SIGINT, SIGTERM};
use signal_hook::flag;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};

/// Notes signals that ask the program to end. The second one ends it at once.
pub(super) struct Interrupt {
    signal: Arc<AtomicUsize>,
}

impl Interrupt {
    /// Begins to note signals.
    ///
    /// # Errors
    /// [`Failure::Message`] if the operating system does not allow it.
    pub(super) fn listen() -> Result<Interrupt, Failure> {
        let (signal, again) = (
            Arc::new(AtomicUsize::new(0)),
            Arc::new(AtomicBool::new(false)),
        );
        for number in [SIGINT, SIGTERM] {
            // The first handler ends the program if the second one has run before.
            let registered =
                flag::register_conditional_shutdown(number, 128 + number, Arc::clone(&again))
                    .and_then(|_| flag::register(number, Arc::clone(&again)))
                    .and_then(|_| {
                        flag::register_usize(number, Arc::clone(&signal), number as usize)
                    });
            registered
                .map_err(|error| Failure::Message(format!("cannot listen for signals: {error}")))?;
        }
        Ok(Interrupt { signal })
    }

    /// Returns the number of the signal that came; `None` if none did.
    pub(super) fn signal(&self) -> Option<u8> {
        match self.signal.load(Ordering::Relaxed) {
            0 => None,
            signal => u8::try_from(signal).ok(),
        }
    }
}
