//! Texts of files.

/// Returns bytes as a text, without a mark of byte order at its beginning.
pub(super) fn text(bytes: &[u8]) -> Result<&str, String> {
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    std::str::from_utf8(bytes).map_err(|error| {
        format!(
            "it is damaged: byte {} is no text in UTF-8",
            error.valid_up_to()
        )
    })
}
