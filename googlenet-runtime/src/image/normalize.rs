//! Normalisation of pixel values from 0 to 255 to the range that the network was trained with.

use super::pixels::Image;
use crate::pixels::Normalization;
use googlenet_dsl::value::Preprocess;

/// Returns `(v * scale - mean) / std` for every value `v` of an image, pixel by pixel, with the channels in the order
/// of [`Preprocess::color`]. The one value of a grey pixel is used for all channels. For [`Color::Grey`] the image must
/// be grey.
pub(super) fn normalize(image: &Image, preprocess: &Preprocess) -> Vec<f32> {
    let normalization = Normalization::of(preprocess);
    let channels = image.channels as usize;
    let mut values = vec![0.0; image.pixels.len() / channels * normalization.channels()];
    normalization.write(&image.pixels, channels, &mut values);
    values
}

#[cfg(test)]
mod tests {
    use super::*;
    use googlenet_dsl::value::{Color, Resize};

    fn preprocess(color: Color, scale: f64, mean: &[f64], std: &[f64]) -> Preprocess {
        Preprocess {
            resize: Resize::None,
            crop: [1, 2],
            color,
            scale,
            mean: mean.to_vec().into(),
            std: std.to_vec().into(),
        }
    }

    fn image(channels: u32, pixels: &[u8]) -> Image {
        Image::new(2, 1, channels, pixels.to_vec()).expect("an image")
    }

    #[test]
    fn caffe_torchvision_and_keras() {
        let colors = image(3, &[255, 128, 0, 1, 2, 3]);
        let caffe = preprocess(Color::Bgr, 1.0, &[104.0, 117.0, 123.0], &[1.0; 3]);
        assert_eq!(
            normalize(&colors, &caffe),
            [-104.0, 11.0, 132.0, -101.0, -115.0, -122.0]
        );

        let (mean, std) = ([0.485, 0.456, 0.406], [0.229, 0.224, 0.225]);
        let torchvision = preprocess(Color::Rgb, 1.0 / 255.0, &mean, &std);
        let values = normalize(&colors, &torchvision);
        // These values were computed by torchvision's `ToTensor` and `Normalize`.
        let expected = [
            2.2489083, 0.20518199, -1.8044444, -2.1007793, -2.0006998, -1.7521569,
        ];
        for (value, expected) in values.iter().zip(expected) {
            assert!((value - expected).abs() < 1e-6, "{value} {expected}");
        }

        let keras = preprocess(Color::Rgb, 1.0 / 127.5, &[1.0; 3], &[1.0; 3]);
        let values = normalize(&colors, &keras);
        assert_eq!((values[0], values[2]), (1.0, -1.0));
    }

    #[test]
    fn the_plain_values_are_those_of_a_division() {
        let plain = Preprocess::plain([1, 256, 1]).expect("grey");
        let all = Image::new(256, 1, 1, (0..=255).collect()).expect("an image");
        let divided: Vec<f32> = (0..=255_u8).map(|value| f32::from(value) / 255.0).collect();
        assert_eq!(normalize(&all, &plain), divided);
    }

    #[test]
    fn grey_images_fill_all_channels() {
        let mean = [1.0, 2.0, 3.0];
        let bgr = preprocess(Color::Bgr, 1.0, &mean, &[1.0; 3]);
        assert_eq!(
            normalize(&image(1, &[10, 20]), &bgr),
            [9.0, 8.0, 7.0, 19.0, 18.0, 17.0]
        );
    }
}
