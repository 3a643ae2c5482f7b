//! Widths of text in pixels, from the advance widths of the font that is part of this crate (Inter, SIL Open Font
//! License).

/// Font units in one em.
const UNITS_PER_EM: f64 = 2048.0;

/// Weight of the font, which is part of this crate in two weights.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Weight {
    /// Weight 400.
    Regular,
    /// Weight 600.
    SemiBold,
}

/// CSS list of font families: the font of this crate, then substitutes for viewers that do not have it.
pub(crate) const FAMILY: &str = "Inter, 'Segoe UI', 'Helvetica Neue', Arial, sans-serif";

/// Files of the font, regular and semi-bold, with Latin glyphs and without kerning, so that the width of a text is the
/// sum of the widths of its letters.
pub(crate) const FONTS: [(Weight, &[u8]); 2] = [
    (Weight::Regular, include_bytes!("../font/Inter-Regular.ttf")),
    (
        Weight::SemiBold,
        include_bytes!("../font/Inter-SemiBold.ttf"),
    ),
];

impl Weight {
    /// Returns the weight as the number that CSS uses.
    pub fn css(self) -> u16 {
        match self {
            Weight::Regular => 400,
            Weight::SemiBold => 600,
        }
    }
}

/// Returns the width in pixels of a line of text with the font size `size` in pixels: the sum of the advance widths of
/// its letters.
pub fn width(text: &str, size: f64, weight: Weight) -> f64 {
    let units: u64 = text
        .chars()
        .map(|letter| u64::from(advance(letter, weight)))
        .sum();
    units as f64 * size / UNITS_PER_EM
}

/// Returns a letter's advance width in font units. Letters that the tables lack have 2089, the largest width in the two
/// tables.
fn advance(letter: char, weight: Weight) -> u16 {
    let (table, others) = match weight {
        Weight::Regular => (&REGULAR, [1355, 590, 1954, 1355, 1770]),
        Weight::SemiBold => (&SEMI_BOLD, [1378, 653, 1954, 1378, 1958]),
    };
    match letter {
        ' '..='~' => table[letter as usize - ' ' as usize],
        '\u{d7}' => others[0],
        '\u{b7}' => others[1],
        '\u{2192}' => others[2],
        '\u{2212}' => others[3],
        '\u{2026}' => others[4],
        _ => 2089,
    }
}

/// Advance widths of the letters from space to `~`, in font units, at weight 400.
const REGULAR: [u16; 95] = [
    576, 589, 954, 1297, 1314, 2011, 1319, 614, 747, 747, 1026, 1355, 590, 942, 590, 738, 1292,
    833, 1249, 1265, 1323, 1215, 1270, 1159, 1267, 1270, 590, 618, 1355, 1355, 1355, 1047, 1978,
    1413, 1340, 1496, 1478, 1231, 1209, 1528, 1522, 550, 1169, 1376, 1158, 1850, 1543, 1566, 1308,
    1566, 1318, 1314, 1322, 1524, 1413, 2018, 1397, 1390, 1288, 747, 738, 747, 965, 934, 661, 1150,
    1254, 1170, 1254, 1194, 758, 1256, 1211, 496, 496, 1124, 496, 1794, 1210, 1228, 1254, 1254,
    771, 1081, 670, 1211, 1151, 1676, 1118, 1151, 1131, 873, 681, 873, 1355,
];

/// Advance widths of the letters from space to `~`, in font units, at weight 600.
const SEMI_BOLD: [u16; 95] = [
    516, 658, 1071, 1318, 1332, 2057, 1357, 667, 764, 764, 1105, 1378, 653, 953, 653, 776, 1351,
    866, 1276, 1303, 1364, 1254, 1310, 1180, 1311, 1310, 653, 674, 1378, 1378, 1378, 1113, 2046,
    1490, 1350, 1509, 1479, 1240, 1204, 1534, 1527, 567, 1187, 1440, 1158, 1889, 1555, 1574, 1321,
    1583, 1336, 1332, 1352, 1507, 1490, 2089, 1474, 1461, 1336, 764, 776, 764, 986, 961, 719, 1176,
    1278, 1193, 1278, 1211, 796, 1281, 1254, 536, 536, 1166, 536, 1844, 1253, 1247, 1278, 1278,
    813, 1125, 723, 1254, 1202, 1719, 1165, 1205, 1159, 931, 735, 931, 1378,
];
