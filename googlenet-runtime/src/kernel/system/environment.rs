//! Variables of the environment.

/// The value of a variable; `None` where it is not set or is no UTF-8.
pub(in crate::kernel) fn variable(name: &str) -> Option<String> {
    std::env::var(name).ok()
}
