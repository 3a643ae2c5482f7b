//! Thumbnails inside a page.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;

/// Width and height in pixels below which an image is shown enlarged, with its pixels as squares.
const SMALL: u32 = 64;

/// Returns the element that shows the bytes of a PNG.
pub(super) fn image(png: &[u8]) -> String {
    let class = match size(png) {
        Some([width, height]) if width.max(height) < SMALL => " class=\"small\"",
        _ => "",
    };
    let data = STANDARD.encode(png);
    format!("<img{class} alt=\"\" src=\"data:image/png;base64,{data}\">")
}

/// Returns the width and height in pixels that a PNG states; `None` for other bytes.
fn size(png: &[u8]) -> Option<[u32; 2]> {
    let header = png.strip_prefix(b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR")?;
    let number = |at: usize| Some(u32::from_be_bytes(header.get(at..at + 4)?.try_into().ok()?));
    Some([number(0)?, number(4)?])
}
