//! Options of commands that read images and name classes.

use clap::Args as Arguments;
use googlenet_dsl::number;
use googlenet_dsl::value::MAX_PIXELS;
use googlenet_runtime::image::DecodeOptions;
use std::path::PathBuf;

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

#[derive(Debug, Arguments)]
pub(crate) struct Classes {
    /// Number of classes to print for each image, the most likely first.
    #[arg(long, value_name = "K", default_value_t = 5, value_parser = clap::value_parser!(u32).range(1..))]
    top: u32,
    /// File with the names of the classes, one a line, instead of the description's `labels`.
    #[arg(long, value_name = "FILE")]
    pub(crate) labels: Option<PathBuf>,
}

impl Classes {
    pub(crate) fn top(&self) -> usize {
        self.top as usize
    }
}
