//! The colours of heat maps.

/// Every eighth colour of the map `inferno`, from 0 to 1, between which colours are interpolated; no colour is further than
/// 1.5 of 255 from those of the whole table. By Nathaniel J. Smith and Stéfan van der Walt for matplotlib, under CC0.
const TABLE: [[u8; 3]; 33] = [
    [0, 0, 4],
    [4, 3, 18],
    [11, 7, 36],
    [21, 11, 55],
    [33, 12, 74],
    [46, 10, 90],
    [60, 9, 101],
    [74, 12, 107],
    [87, 16, 109],
    [99, 20, 110],
    [112, 25, 110],
    [125, 30, 109],
    [137, 34, 106],
    [150, 39, 102],
    [163, 43, 97],
    [175, 49, 92],
    [187, 55, 85],
    [198, 62, 77],
    [209, 70, 68],
    [219, 79, 59],
    [227, 89, 50],
    [235, 101, 40],
    [241, 113, 30],
    [246, 127, 20],
    [249, 141, 10],
    [251, 156, 6],
    [252, 171, 15],
    [251, 186, 31],
    [249, 202, 50],
    [245, 217, 73],
    [242, 232, 101],
    [243, 245, 134],
    [252, 255, 164],
];

/// Returns the red, green and blue of a share from 0 to 1: from nearly black over purple and orange to a light yellow. Its
/// lightness grows evenly. What is below 0 or NaN has the colour of 0, what is above 1 that of 1.
pub fn color(share: f32) -> [u8; 3] {
    let share = if share.is_nan() {
        0.0
    } else {
        share.clamp(0.0, 1.0)
    };
    let place = share * (TABLE.len() - 1) as f32;
    let at = (place as usize).min(TABLE.len() - 2);
    let rest = place - at as f32;
    std::array::from_fn(|part| {
        let [from, to] = [TABLE[at][part], TABLE[at + 1][part]].map(f32::from);
        (from + (to - from) * rest).round() as u8
    })
}
