//! The preprocessing that turns images into inputs of a network, as the key `preprocess` of a description gives it.
//!
//! An image is decoded, rotated upright, converted to the network's colour channels, resized and cropped to the input's
//! size. Its values `v` from 0 to 255 then become `(v * scale - mean) / std`, channel by channel in the network's
//! order.

use super::word::words;
use crate::variants::variants;
use std::borrow::Cow;

/// Largest number of pixels (height x width) of an image, both as decoded and as resized. Larger ones are errors.
pub const MAX_PIXELS: u64 = 100_000_000;

/// The preprocessing that turns an image into the input of a network.
#[derive(Debug, Clone, PartialEq)]
pub struct Preprocess {
    /// Size to which images are resized before they are cropped.
    pub resize: Resize,
    /// Height and width, in pixels, of the crop around the centre of the resized image. The compiler sets both to the
    /// size of the network's input.
    pub crop: [u32; 2],
    /// Colour channels of the network's input, and their order.
    pub color: Color,
    /// Factor of an image's values (from 0 to 255), applied before the mean is subtracted.
    pub scale: f64,
    /// Means that are subtracted from the scaled values, one for each channel in the order of `color`.
    pub mean: Cow<'static, [f64]>,
    /// Standard deviations by which the differences are divided, one for each channel in the order of `color`.
    pub std: Cow<'static, [f64]>,
}

impl Preprocess {
    /// Formats the conversion as JSON that a description, which is YAML, takes as its `preprocess` without change. Like
    /// there, no `resize` beside `crop` stands for images that keep their size.
    pub fn written(&self) -> String {
        let pair = |[high, wide]: [u32; 2]| format!("[{high},{wide}]");
        // Rust's own format of numbers has no exponent, and as many digits as are needed to read the same number again.
        let list = |numbers: &[f64]| {
            let numbers: Vec<String> = numbers.iter().map(f64::to_string).collect();
            format!("[{}]", numbers.join(","))
        };
        let resize = match self.resize {
            Resize::None => String::new(),
            Resize::Shorter(side) => format!("\"resize\":{side},"),
            Resize::Exact(size) => format!("\"resize\":{},", pair(size)),
        };
        format!(
            "{{{resize}\"crop\":{},\"color\":\"{}\",\"scale\":{},\"mean\":{},\"std\":{}}}",
            pair(self.crop),
            self.color.as_str(),
            self.scale,
            list(&self.mean),
            list(&self.std),
        )
    }
}

/// The size to which images are resized before they are cropped.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum Resize {
    /// No resizing: the image keeps its size and is only cropped.
    None,
    /// Length of the shorter side in pixels. The longer side keeps the image's proportions, rounded down to whole
    /// pixels.
    Shorter(u32),
    /// Height and width in pixels; the image's proportions are not kept.
    Exact([u32; 2]),
}

variants!(Resize {
    None,
    Shorter,
    Exact
});

/// The colour channels of a network's input and their order.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum Color {
    /// Red, green, blue.
    Rgb,
    /// Blue, green, red, as in Caffe and OpenCV.
    Bgr,
    /// One channel of luma: `0.299 red + 0.587 green + 0.114 blue`.
    Grey,
}

words!(Color, "color", [Rgb = "rgb", Bgr = "bgr", Grey = "grey"]);

impl Color {
    /// Returns the number of channels: 3, or 1 for grey.
    pub fn channels(self) -> u32 {
        match self {
            Color::Rgb | Color::Bgr => 3,
            Color::Grey => 1,
        }
    }

    /// Returns the colours that are the default for an input of `channels` channels: RGB for 3, grey for 1, otherwise
    /// `None`.
    pub fn of_channels(channels: u32) -> Option<Color> {
        match channels {
            1 => Some(Color::Grey),
            3 => Some(Color::Rgb),
            _ => None,
        }
    }
}

impl Preprocess {
    /// Returns the preprocessing for a network whose description has none, with an input of this height, width and
    /// channels: the image is resized to the input's size without regard to its proportions, in RGB or grey, and values
    /// are scaled to the range 0 to 1. `None` if the input has neither 1 nor 3 channels.
    #[must_use]
    pub fn plain([height, width, channels]: [u32; 3]) -> Option<Preprocess> {
        let color = Color::of_channels(channels)?;
        Some(Preprocess {
            resize: Resize::Exact([height, width]),
            crop: [height, width],
            color,
            scale: 1.0 / 255.0,
            mean: vec![0.0; channels as usize].into(),
            std: vec![1.0; channels as usize].into(),
        })
    }
}

#[cfg(feature = "codegen")]
mod constant {
    use super::{Preprocess, Resize};
    use crate::tokens::Constant;
    use proc_macro2::{Ident, Span, TokenStream};
    use quote::quote;

    impl Constant for Preprocess {
        fn constant(&self) -> TokenStream {
            let Preprocess {
                resize,
                crop,
                color,
                scale,
                mean,
                std,
            } = self;
            let resize = match resize {
                Resize::None => quote!(None),
                Resize::Shorter(side) => {
                    let side = side.constant();
                    quote!(Shorter(#side))
                }
                Resize::Exact(size) => {
                    let size = size.constant();
                    quote!(Exact(#size))
                }
            };
            let color = Ident::new(&format!("{color:?}"), Span::call_site());
            let (crop, scale) = (crop.constant(), scale.constant());
            let (mean, std) = (mean.constant(), std.constant());
            quote! {
                dsl::preprocess::Preprocess {
                    resize: dsl::preprocess::Resize::#resize,
                    crop: #crop,
                    color: dsl::preprocess::Color::#color,
                    scale: #scale,
                    mean: #mean,
                    std: #std,
                }
            }
        }
    }
}
