//! Command-line option for the limit of images.

use clap::Args as Arguments;
use googlenet_dsl::number;
use googlenet_dsl::value::MAX_PIXELS;
use googlenet_runtime::image::DecodeOptions;

#[derive(Debug, Arguments)]
pub(crate) struct ImageLimits {
    /// Largest number of pixels of an image, such as `4M` or `250k`; a file that declares more is refused before it is
    /// decoded [default: 100M, which is the most].
    #[arg(long, value_name = "N", value_parser = pixels)]
    max_pixels: Option<u64>,
}

impl ImageLimits {
    pub(crate) fn options(&self) -> DecodeOptions {
        let options = DecodeOptions::new();
        match self.max_pixels {
            Some(pixels) => options.max_pixels(pixels),
            None => options,
        }
    }
}

fn pixels(text: &str) -> Result<u64, String> {
    match number::count(text) {
        Some(pixels @ 1..=MAX_PIXELS) => Ok(pixels),
        _ => Err("expected a number from 1 to 100M, with k or M behind it or without".to_owned()),
    }
}
