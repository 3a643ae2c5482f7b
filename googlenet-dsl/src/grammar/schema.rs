//! The JSON Schema of network descriptions.

/// The schema as JSON text.
pub fn schema() -> String {
    String::new()
}
