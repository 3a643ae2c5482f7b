//! Images changed at random.

mod area;
mod color;
mod picture;
mod place;
mod sample;

use color::Colors;
pub(super) use color::change_colors;
pub(super) use picture::Picture;
pub(super) use sample::{Resizing, Sample};

use super::random::{Purpose, Random};
use crate::error::ImageError;
use crate::pixels::resized_size;
use googlenet_dsl::value::Resize;
use googlenet_dsl::value::training::{Augment, Flip};
use place::{Placement, place};

/// What the random numbers of an image are drawn from.
#[derive(Debug, Clone, Copy)]
pub(super) struct Draw {
    pub(super) seed: u64,
    pub(super) epoch: u64,
    pub(super) item: u64,
}

impl Draw {
    fn random(self, purpose: Purpose) -> Random {
        Random::new(self.seed, purpose, self.epoch, self.item)
    }
}

/// Memory for the steps between an image and the part of it that the network reads.
#[derive(Debug, Default)]
pub(super) struct Scratch<S: Sample> {
    cut: Vec<S>,
    resized: Vec<S>,
    resizing: Resizing<S>,
}

/// Writes the part of an image that the network reads to `to`, which has `crop` rows and columns: a random part if the
/// areas of parts are given, otherwise the centre of the image resized as `resize` says; turned, moved and mirrored.
///
/// # Errors
/// The image cannot be resized, or is smaller than what is cut out of it.
pub(super) fn arrange<S: Sample>(
    image: Picture<'_, S>,
    resize: Resize,
    crop: [usize; 2],
    augment: &Augment,
    draw: Draw,
    scratch: &mut Scratch<S>,
    to: &mut [S],
) -> Result<(), ImageError> {
    let Scratch {
        cut,
        resized,
        resizing,
    } = scratch;
    let [rows, columns] = crop.map(|size| u32::try_from(size).unwrap_or(u32::MAX));
    let (from, resize) = match augment.area {
        Some(area) => {
            let mut random = draw.random(Purpose::Area);
            let ratio = augment.ratio.map(f64::from);
            let part = area::part(image.size, area.map(f64::from), ratio, &mut random);
            (image.cut(part, cut), Resize::Exact([rows, columns]))
        }
        None => (image, resize),
    };
    let [height, width] = from
        .size
        .map(|size| u32::try_from(size).unwrap_or(u32::MAX));
    let size = resized_size([width, height], resize)?;
    let base = match size == [width, height] {
        true => from,
        false => {
            S::resize(from, size, resizing, resized)?;
            Picture {
                size: [size[1], size[0]].map(|size| size as usize),
                channels: from.channels,
                values: resized,
            }
        }
    };
    if size[0] < columns || size[1] < rows {
        return Err(ImageError::SmallerThanCrop {
            size,
            crop: [columns, rows],
        });
    }
    place(base, crop, placement(augment, draw), to);
    Ok(())
}

fn placement(augment: &Augment, draw: Draw) -> Placement {
    let most = f64::from(augment.rotate).to_radians();
    let turned = match most > 0.0 {
        true => draw.random(Purpose::Rotation).between(-most, most),
        false => 0.0,
    };
    let mut random = draw.random(Purpose::Shift);
    let most = u64::from(augment.shift);
    let shift = [(); 2].map(|()| random.below(2 * most + 1) as i64 - most as i64);
    let mut random = draw.random(Purpose::Flip);
    let [vertical, horizontal] = [random.coin(), random.coin()];
    let mirrored = match augment.flip {
        Flip::Horizontal => [false, horizontal],
        Flip::Vertical => [vertical, false],
        Flip::Both => [vertical, horizontal],
        _ => [false; 2],
    };
    Placement {
        turned,
        shift,
        mirrored,
    }
}

/// Draws by which factors brightness, contrast and saturation change.
pub(super) fn colors(augment: &Augment, draw: Draw) -> Option<Colors> {
    let most = f64::from(augment.color);
    (most > 0.0).then(|| {
        let mut random = draw.random(Purpose::Color);
        let mut factor = || random.between((1.0 - most).max(0.0), 1.0 + most) as f32;
        Colors {
            brightness: factor(),
            contrast: factor(),
            saturation: factor(),
        }
    })
}
