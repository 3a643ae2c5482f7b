use super::*;

const RGB: &[u8] = &[
    255, 0, 0, 0, 255, 0, 0, 0, 255, 10, 20, 30, 200, 180, 160, 254, 128, 1,
];
const GREY: &[u8] = &[0, 50, 100, 150, 200, 255];

/// Pixels, the factors of brightness, contrast and saturation, and what `adjust_brightness`, `adjust_contrast` and
/// `adjust_saturation` of torchvision 0.29.2 with Pillow 13.0.0 make of them, one after the other.
type Case = (&'static [u8], [f32; 3], &'static [u8]);
#[rustfmt::skip]
const CASES: &[Case] = &[
    (RGB, [0.7, 1.0, 1.0], &[178, 0, 0, 0, 178, 0, 0, 0, 178, 7, 14, 21, 140, 126, 112, 177, 89, 0]),
    (RGB, [1.3, 1.0, 1.0], &[255, 0, 0, 0, 255, 0, 0, 0, 255, 13, 26, 39, 255, 233, 208, 255, 166, 1]),
    (RGB, [1.0, 0.6, 1.0], &[193, 40, 40, 40, 193, 40, 40, 40, 193, 46, 52, 58, 160, 148, 136, 192, 117, 40]),
    (RGB, [1.0, 1.4, 1.0], &[255, 0, 0, 0, 255, 0, 0, 0, 255, 0, 0, 1, 239, 211, 183, 255, 138, 0]),
    (RGB, [1.0, 1.0, 0.5], &[165, 38, 38, 75, 202, 75, 14, 14, 142, 14, 19, 24, 192, 182, 172, 202, 139, 76]),
    (RGB, [1.0, 1.0, 1.5], &[255, 0, 0, 0, 255, 0, 0, 0, 255, 6, 21, 36, 208, 178, 148, 255, 116, 0]),
    (RGB, [0.8, 1.2, 0.9], &[212, 6, 6, 13, 218, 13, 2, 2, 207, 0, 3, 11, 173, 156, 139, 217, 108, 13]),
    (GREY, [0.7, 1.0, 1.0], &[0, 35, 70, 105, 140, 178]),
    (GREY, [1.3, 1.0, 1.0], &[0, 65, 130, 195, 255, 255]),
    (GREY, [1.0, 0.6, 1.0], &[50, 80, 110, 140, 170, 203]),
    (GREY, [1.0, 1.4, 1.0], &[0, 19, 89, 159, 229, 255]),
    (GREY, [1.0, 1.0, 0.5], &[0, 50, 100, 150, 200, 255]),
    (GREY, [1.0, 1.0, 1.5], &[0, 50, 100, 150, 200, 255]),
    (GREY, [0.8, 1.2, 0.9], &[0, 27, 75, 123, 171, 224]),
];

#[test]
fn colors_change_as_with_torchvision() {
    for (pixels, [brightness, contrast, saturation], expected) in CASES {
        let colors = Colors {
            brightness: *brightness,
            contrast: *contrast,
            saturation: *saturation,
        };
        let mut changed = pixels.to_vec();
        let channels = if pixels == &RGB { 3 } else { 1 };
        change_colors(&mut changed, channels, colors);
        assert_eq!(&changed, expected, "{colors:?}");
    }
}
