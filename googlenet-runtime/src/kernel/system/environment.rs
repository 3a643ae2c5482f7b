//! Access to environment variables.

/// Returns the value of an environment variable, or `None` if the variable is not set or not valid UTF-8.
pub(in crate::kernel) fn variable(name: &str) -> Option<String> {
    std::env::var(name).ok()
}
