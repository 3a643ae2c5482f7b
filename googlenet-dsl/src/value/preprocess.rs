//! How images become the input of a network.
//!
//! An image is decoded, turned upright, brought to the colours that the network reads, resized, cut to the input's
//! size, and its values `v` from 0 to 255 become `(v * scale - mean) / std`, channel by channel in the network's order.

use super::word::words;
use crate::variants::variants;
use std::borrow::Cow;

/// The most pixels of an image, before and after it is resized.
pub const MAX_PIXELS: u64 = 100_000_000;

/// How images become the input of a network.
#[derive(Debug, Clone, PartialEq)]
pub struct Preprocess {
    /// To what size images are brought.
    pub resize: Resize,
    /// Height and width of the part, around the image's centre, that the network reads.
    pub crop: [u32; 2],
    /// The channels and their order.
    pub color: Color,
    /// What values from 0 to 255 are multiplied by, before anything is subtracted.
    pub scale: f64,
    /// What is then subtracted, channel by channel.
    pub mean: Cow<'static, [f64]>,
    /// What the difference is divided by, channel by channel.
    pub std: Cow<'static, [f64]>,
}

/// To what size images are brought.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum Resize {
    /// They stay as they are.
    None,
    /// The shorter side gets so many pixels, and the longer one what keeps the proportions, rounded down.
    Shorter(u32),
    /// Height and width, whatever the proportions were.
    Exact([u32; 2]),
}

variants!(Resize {
    None,
    Shorter,
    Exact
});

/// The channels of a network's input.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum Color {
    /// Red, green, blue.
    Rgb,
    /// Blue, green, red, as Caffe and OpenCV have it.
    Bgr,
    /// Luma, `0.299 red + 0.587 green + 0.114 blue`.
    Grey,
}

words!(Color, "color", [Rgb = "rgb", Bgr = "bgr", Grey = "grey"]);

impl Color {
    /// How many channels there are.
    pub fn channels(self) -> u32 {
        match self {
            Color::Rgb | Color::Bgr => 3,
            Color::Grey => 1,
        }
    }

    /// What networks of so many channels read where nothing else is said.
    pub fn of_channels(channels: u32) -> Option<Color> {
        match channels {
            1 => Some(Color::Grey),
            3 => Some(Color::Rgb),
            _ => None,
        }
    }
}

impl Preprocess {
    /// What holds where a description says nothing: the image is resized to the input's height and width, and values
    /// go from 0 to 1. `None` where the input, of height, width and channels, is no image's.
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
