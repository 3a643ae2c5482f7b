use googlenet_view::report::Error;
use googlenet_view::report::heat::{OPACITY, color, enlarge, overlay, saliency};

/// The lightness of a colour (CIE L*), from 0 to 100.
fn lightness([r, g, b]: [u8; 3]) -> f64 {
    let linear = |part: u8| {
        let part = f64::from(part) / 255.0;
        if part <= 0.04045 {
            part / 12.92
        } else {
            ((part + 0.055) / 1.055).powf(2.4)
        }
    };
    let light = 0.2126 * linear(r) + 0.7152 * linear(g) + 0.0722 * linear(b);
    if light <= 0.008856 {
        light * 903.3
    } else {
        116.0 * light.cbrt() - 16.0
    }
}

#[test]
fn colors_get_lighter_evenly() {
    let all: Vec<f64> = (0..=100)
        .map(|share| lightness(color(share as f32 / 100.0)))
        .collect();
    assert!(
        all.windows(2).all(|pair| pair[1] > pair[0] - 0.05),
        "{all:?}"
    );
    for quarter in 0..4 {
        let grows = all[quarter * 25 + 25] - all[quarter * 25];
        assert!((18.0..32.0).contains(&grows), "{quarter}: {grows}");
    }
    assert_eq!(color(-1.0), color(0.0));
    assert_eq!(color(f32::NAN), color(0.0));
    assert_eq!(color(f32::INFINITY), color(1.0));
    // Those of matplotlib 3.11, rounded, of every 51st of its 256.
    let known = [
        [0, 0, 4],
        [66, 10, 104],
        [147, 38, 103],
        [221, 81, 58],
        [252, 165, 10],
        [252, 255, 164],
    ];
    for (at, known) in known.into_iter().enumerate() {
        let found = color(at as f32 * 51.0 / 255.0);
        let close = found.iter().zip(known).all(|(a, b)| a.abs_diff(b) <= 2);
        assert!(close, "{at}: {found:?} for {known:?}");
    }
}

#[test]
fn heat_is_resized_and_divided_by_its_maximum() {
    // A row of two cells over four pixels: the middles of the cells are at 1 and 3, the pixels at 0.5 to 3.5.
    let white = [255; 12];
    let mixed = overlay(&white, [1, 4], &[0.0, 7.0], [1, 2], 1.0).expect("an image");
    let expected: Vec<u8> = [0.0, 0.25, 0.75, 1.0].into_iter().flat_map(color).collect();
    assert_eq!(mixed, expected);
    // The same downwards, and half of the image.
    let mixed = overlay(&white, [4, 1], &[0.0, 7.0], [2, 1], OPACITY).expect("an image");
    let half: Vec<u8> = expected
        .iter()
        .map(|part| ((255.0 + f32::from(*part)) / 2.0).round() as u8)
        .collect();
    assert_eq!(mixed, half);
    assert_eq!(
        overlay(&white, [4, 1], &[1.0], [1, 1], 0.0).expect("an image"),
        white
    );
    // Equal sizes: each value at its pixel.
    let values = [0.0, 1.0, 2.0, 4.0];
    let mixed = overlay(&white, [2, 2], &values, [2, 2], 1.0).expect("an image");
    let expected: Vec<u8> = values
        .into_iter()
        .flat_map(|value| color(value / 4.0))
        .collect();
    assert_eq!(mixed, expected);
}

#[test]
fn strange_values_count_as_nothing() {
    let black = [0; 12];
    let strange = [f32::NAN, -3.0, f32::INFINITY, 2.0];
    let plain = [0.0, 0.0, 0.0, 1.0];
    let [a, b] =
        [strange, plain].map(|heat| overlay(&black, [2, 2], &heat, [2, 2], 1.0).expect("an image"));
    assert_eq!(a, b);
    let cold = overlay(&black, [2, 2], &[0.0; 4], [2, 2], 1.0).expect("an image");
    assert_eq!(cold, [color(0.0); 4].concat());
    // Sums of the largest values are finite, and the smallest are not lost.
    for size in [f32::MAX, 1e-44] {
        let hot = overlay(&black, [2, 2], &[size; 4], [2, 2], 1.0).expect("an image");
        assert_eq!(hot, [color(1.0); 4].concat());
    }
}

#[test]
fn saliency_is_the_greatest_absolute_gradient() {
    let gradient = [0.0, -4.0, 1.0, 2.0, 0.0, 0.0, f32::NAN, 1.0];
    let grey = saliency(&gradient, [2, 2], 2).expect("an image");
    assert_eq!(grey, [255, 128, 0, 64]);
    // One of a hundred pixels, however strong, does not make the others dark.
    let mut gradient = vec![1.0; 200];
    gradient[17] = 1e30;
    assert_eq!(
        saliency(&gradient, [10, 20], 1).expect("an image"),
        [255; 200]
    );
    // Unless they are dark.
    let mut gradient = vec![0.0; 200];
    gradient[17] = 1e-30;
    let grey = saliency(&gradient, [20, 10], 1).expect("an image");
    assert_eq!(
        (grey[17], grey.iter().map(|value| u32::from(*value)).sum()),
        (255, 255)
    );
    assert_eq!(saliency(&[0.0; 6], [1, 2], 3).expect("an image"), [0, 0]);
}

#[test]
fn pixels_are_enlarged_to_squares() {
    let rgb = [1, 2, 3, 4, 5, 6];
    let large = enlarge(&rgb, [1, 2], 2).expect("an image");
    assert_eq!(large, [1, 2, 3, 1, 2, 3, 4, 5, 6, 4, 5, 6].repeat(2));
    assert_eq!(enlarge(&rgb, [2, 1], 0).expect("an image"), rgb);
    let error = enlarge(&rgb, [2, 1], 1 << 14).expect_err("too large");
    assert_eq!(
        error.to_string(),
        "expected a picture of at most 2^27 pixels, got 32768x16384"
    );
    assert!(matches!(
        enlarge(&rgb, [2, 1], usize::MAX),
        Err(Error::TooManyPixels { .. })
    ));
}

#[test]
fn sizes_are_checked() {
    let errors = [
        (
            overlay(&[0; 11], [2, 2], &[0.0], [1, 1], 0.5),
            "image: expected 2x2x3 values, got 11",
        ),
        (
            overlay(&[0; 12], [2, 2], &[0.0], [1, 2], 0.5),
            "heat map: expected 1x2 values, got 1",
        ),
        (
            overlay(&[], [0, 2], &[0.0], [1, 1], 0.5),
            "image: expected at least one pixel, got 0x2",
        ),
        (
            overlay(&[0; 12], [2, 2], &[], [7, 0], 0.5),
            "heat map: expected at least one pixel, got 7x0",
        ),
        (
            overlay(&[], [usize::MAX, 2], &[0.0], [1, 1], 0.5),
            "image: expected 18446744073709551615x2x3 values, got 0",
        ),
        (
            saliency(&[0.0; 4], [2, 2], 3),
            "gradient: expected 2x2x3 values, got 4",
        ),
        (
            saliency(&[], [2, 2], 0),
            "gradient: expected at least one channel, got 0",
        ),
        (
            enlarge(&[0; 3], [1, 2], 2),
            "image: expected 1x2x3 values, got 3",
        ),
    ];
    for (result, says) in errors {
        assert_eq!(result.expect_err("an error").to_string(), says);
    }
}

#[cfg(feature = "png")]
#[test]
fn images_are_encoded() {
    use googlenet_view::report::heat::{grey_png, rgb_png};
    let read = |bytes: &[u8]| {
        let mut reader = png::Decoder::new(std::io::Cursor::new(bytes.to_vec()))
            .read_info()
            .expect("a PNG");
        let mut pixels = vec![0; reader.output_buffer_size().expect("a size")];
        let info = reader.next_frame(&mut pixels).expect("pixels");
        pixels.truncate(info.buffer_size());
        ([info.height, info.width], info.color_type, pixels)
    };
    let rgb: Vec<u8> = (0..18).collect();
    let png = rgb_png(&rgb, [2, 3]).expect("a PNG");
    assert_eq!(read(&png), ([2, 3], png::ColorType::Rgb, rgb.clone()));
    let png = grey_png(&rgb, [9, 2]).expect("a PNG");
    assert_eq!(read(&png), ([9, 2], png::ColorType::Grayscale, rgb));
    assert_eq!(
        rgb_png(&[0; 4], [1, 1]).expect_err("a length").to_string(),
        "image: expected 1x1x3 values, got 4"
    );
}
