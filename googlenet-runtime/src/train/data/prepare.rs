//! From an item of a data set to an input of a network.

use super::augment::{Draw, Picture, Scratch, arrange, change_colors, colors};
use super::dataset::{Dataset, Images};
use super::task::Task;
use crate::Error;
use crate::error::ImageError;
use crate::pixels::{Normalization, luma};
use googlenet_dsl::value::Resize;
use googlenet_dsl::value::training::Augment;

/// Makes inputs of items, with memory that is used again for the next one.
#[derive(Debug)]
pub(super) struct Preparation {
    normalization: Normalization,
    resize: Resize,
    /// Height and width of the input.
    crop: [usize; 2],
    channels: usize,
    augment: Augment,
    seed: u64,
    bytes: Scratch<u8>,
    floats: Scratch<f32>,
    grey: Vec<u8>,
    part: Vec<u8>,
}

impl Preparation {
    pub(super) fn new(task: &Task, augment: &Augment, seed: u64) -> Preparation {
        let [height, width, channels] = task.input;
        Preparation {
            normalization: match &task.preprocess {
                Some(preprocess) => Normalization::of(preprocess),
                None => Normalization::plain(channels),
            },
            resize: task.resize(),
            crop: [height, width],
            channels,
            augment: augment.clone(),
            seed,
            bytes: Scratch::default(),
            floats: Scratch::default(),
            grey: Vec::new(),
            part: Vec::with_capacity(task.values()),
        }
    }

    /// Writes the input of an item to `to`, which has the length of an input.
    ///
    /// # Errors
    /// The item's file cannot be read or decoded, or the image cannot be made an input.
    pub(super) fn write(
        &mut self,
        dataset: &Dataset,
        index: usize,
        epoch: u64,
        to: &mut [f32],
    ) -> Result<(), Error> {
        let place = dataset.place(index);
        let draw = Draw {
            seed: self.seed,
            epoch,
            item: place as u64,
        };
        match &dataset.source.images {
            #[cfg(feature = "image")]
            Images::Files(files) => {
                let image = crate::image::Image::open(&files[place])?;
                let picture = Picture {
                    size: [image.height(), image.width()].map(|size| size as usize),
                    channels: image.channels() as usize,
                    values: image.pixels(),
                };
                self.bytes(picture, draw, to).map_err(|error| Error::Image {
                    path: Some(files[place].clone()),
                    error,
                })
            }
            Images::Bytes(array) => {
                let [height, width, channels] = array.size;
                let picture = Picture {
                    size: [height, width],
                    channels,
                    values: array.image(place),
                };
                let written = self.bytes(picture, draw, to);
                written.map_err(|error| Error::Image { path: None, error })
            }
            Images::Floats(array) => {
                let [height, width, channels] = array.size;
                let picture = Picture {
                    size: [height, width],
                    channels,
                    values: array.image(place),
                };
                let (augment, scratch) = (&self.augment, &mut self.floats);
                let written = arrange(picture, Resize::None, self.crop, augment, draw, scratch, to);
                written.map_err(|error| Error::Image { path: None, error })
            }
        }
    }

    fn bytes(
        &mut self,
        picture: Picture<'_, u8>,
        draw: Draw,
        to: &mut [f32],
    ) -> Result<(), ImageError> {
        let Preparation { grey, part, .. } = self;
        let picture = match (picture.channels, self.channels) {
            (3, 1) => {
                grey.clear();
                grey.extend(
                    picture
                        .values
                        .as_chunks::<3>()
                        .0
                        .iter()
                        .map(|pixel| luma(*pixel)),
                );
                Picture {
                    channels: 1,
                    values: grey,
                    ..picture
                }
            }
            _ => picture,
        };
        let channels = picture.channels;
        part.resize(self.crop[0] * self.crop[1] * channels, 0);
        let scratch = &mut self.bytes;
        arrange(
            picture,
            self.resize,
            self.crop,
            &self.augment,
            draw,
            scratch,
            part,
        )?;
        if let Some(colors) = colors(&self.augment, draw) {
            change_colors(part, channels, colors);
        }
        self.normalization.write(part, channels, to);
        Ok(())
    }
}
