//! Conversion of colours to grey.

/// Returns the luma of a colour by the weights of ITU-R BT.601, in the fixed-point arithmetic of Pillow.
pub(crate) fn luma([red, green, blue]: [u8; 3]) -> u8 {
    let [red, green, blue] = [red, green, blue].map(u32::from);
    ((red * 19595 + green * 38470 + blue * 7471 + 0x8000) >> 16) as u8
}
