//! Tests that images are decoded and resized as by Pillow. The expected images are made by `tests/images/make.py`.

use googlenet_runtime::graph::{Color, Preprocess, Resize};
use googlenet_runtime::image::Image;
use googlenet_tests::root;

/// Decodes an image of `tests/images/`.
fn image(name: &str) -> Image {
    Image::open(root().join("tests/images").join(name)).unwrap_or_else(|wrong| panic!("{wrong}"))
}

fn photograph(name: &str) -> Image {
    Image::open(root().join(format!("assets/{name}_224.png"))).expect("a photograph")
}

/// Returns the largest difference, over all pixels and channels, between `image` and
/// `tests/images/expected/<expected>.png`, which Pillow made.
#[track_caller]
fn difference(image: &Image, expected: &str) -> u8 {
    let expected = self::image(&format!("expected/{expected}.png"));
    assert_eq!(
        (image.width(), image.height()),
        (expected.width(), expected.height())
    );
    let (got, expected) = (image.rgb(), expected.rgb());
    let pairs = got.iter().zip(&expected);
    pairs.map(|(a, b)| a.abs_diff(*b)).max().expect("a pixel")
}

fn preprocess(resize: Resize, [height, width]: [u32; 2], color: Color) -> Preprocess {
    let plain = Preprocess::plain([height, width, color.channels()]).expect("an image");
    Preprocess {
        resize,
        color,
        ..plain
    }
}

#[test]
fn sizes_are_pillows_within_a_level() {
    let sizes = [
        ("coffee", vec![[97, 61], [64, 64], [31, 224]]),
        ("chelsea", vec![[40, 90], [112, 112], [224, 31], [7, 5]]),
        ("rgb", vec![[47, 33], [21, 17], [20, 50]]),
    ];
    for (name, sizes) in sizes {
        let source = match name {
            "rgb" => image("rgb.png"),
            _ => photograph(name),
        };
        for [width, height] in sizes {
            let resize = Resize::Exact([height, width]);
            let recipe = preprocess(resize, [height, width], Color::Rgb);
            let resized = source.prepared(&recipe).expect("resized");
            let most = difference(&resized, &format!("{name}_{width}x{height}"));
            assert!(most <= 1, "{name} {width}x{height}: {most}");
        }
    }
}

#[test]
fn grey_is_pillows_within_a_level() {
    for name in ["coffee", "chelsea"] {
        let recipe = preprocess(Resize::Exact([70, 50]), [70, 50], Color::Grey);
        let resized = photograph(name).prepared(&recipe).expect("resized");
        let most = difference(&resized, &format!("{name}_grey_50x70"));
        assert!(most <= 1, "{name}: {most}");
    }
}

#[test]
fn the_shorter_side_and_the_centre_are_torchvisions() {
    for name in ["coffee", "chelsea"] {
        let rgb = photograph(name).rgb();
        let rows = rgb.chunks_exact(3 * 224).skip(20).take(130);
        let wide = Image::from_rgb(224, 130, rows.flatten().copied().collect());
        let recipe = preprocess(Resize::Shorter(40), [31, 31], Color::Rgb);
        let cut = wide.expect("an image").prepared(&recipe).expect("cut");
        let most = difference(&cut, &format!("{name}_shorter_40_crop_31"));
        assert!(most <= 1, "{name}: {most}");
    }
}

/// Tests that files of lossless formats are decoded to the same values as by Pillow, and others to within 3 levels:
/// decoders of lossy formats differ in rounding, and need not smooth the chroma of subsampled images.
#[test]
fn every_kind_of_file_is_read_as_pillow_reads_it() {
    let exact = "rgb.png rgba.png grey.png grey_alpha.png palette.png black_and_white.png rgb_16.png rgba_16.png \
                 grey_16.png rgb.bmp palette.bmp lossless.webp transparent.webp orientation_6.png orientation_6.webp";
    for name in exact.split_whitespace() {
        assert_eq!(
            difference(&image(name), &name.replace('.', "_")),
            0,
            "{name}"
        );
    }
    let near = "baseline.jpg progressive.jpg grey.jpg restarts.jpg cmyk_adobe.jpg cmyk_plain.jpg ycck_adobe.jpg lossy.webp \
                subsampled.jpg";
    for name in near.split_whitespace() {
        let most = difference(&image(name), &name.replace('.', "_"));
        println!("{name} {most}");
        assert!(most <= 3, "{name}: {most}");
    }
}

#[test]
fn all_eight_orientations_are_turned_upright() {
    for orientation in 1..=8 {
        let turned = image(&format!("orientation_{orientation}.jpg"));
        let expected = if orientation < 5 { (20, 16) } else { (16, 20) };
        assert_eq!((turned.width(), turned.height()), expected);
        let most = difference(&turned, &format!("orientation_{orientation}_jpg"));
        assert!(most <= 3, "{orientation}: {most}");
    }
}
