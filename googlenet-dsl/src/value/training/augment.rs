//! How images are changed at random.

use crate::value::word::words;

/// How training changes each image at random, anew in each epoch, in this order: a part of it is cut out and resized
/// (`area`, `ratio`), it is turned (`rotate`), moved (`shift`) and mirrored (`flip`), and its colours change (`color`).
/// Images of validation are not changed. The default changes nothing.
#[derive(Debug, Clone, PartialEq)]
pub struct Augment {
    /// How images are mirrored.
    pub flip: Flip,
    /// The smallest and the largest share of an image's area that is cut out, above 0 and at most 1, as the `scale` of
    /// torchvision's `RandomResizedCrop`: the share is uniform, and so is the logarithm of the ratio of width to height.
    /// A part that does not fit is drawn again, and after ten times is the largest one around the centre whose ratio is
    /// within the limits. `None` for images as `preprocess` makes them.
    pub area: Option<[f32; 2]>,
    /// The smallest and the largest ratio of width to height of the part that is cut out, above 0; `[3/4, 4/3]` unless
    /// given. Without effect if [`Augment::area`] is `None`.
    pub ratio: [f32; 2],
    /// How far brightness, contrast and saturation change, from 0 to 1: in this order each is mixed with black, the mean
    /// grey of the image, and the grey of each pixel by a factor between `1 - color` and `1 + color`, as torchvision's
    /// `ColorJitter`. Grey images have no saturation.
    pub color: f32,
    /// The most pixels of the network's input by which an image is moved up or down, and left or right. What comes in is
    /// black.
    pub shift: u32,
    /// The most degrees by which an image is turned around its centre either way, from 0 to 180. What comes in is black.
    pub rotate: f32,
}

impl Augment {
    /// The ratios of width to height where a description gives none, which are torchvision's.
    pub const RATIO: [f32; 2] = [3.0 / 4.0, 4.0 / 3.0];

    /// Returns `true` if images are not changed.
    pub fn is_none(&self) -> bool {
        let Augment {
            flip,
            area,
            ratio: _,
            color,
            shift,
            rotate,
        } = self;
        *flip == Flip::None && area.is_none() && *color == 0.0 && *shift == 0 && *rotate == 0.0
    }
}

impl Default for Augment {
    fn default() -> Augment {
        Augment {
            flip: Flip::None,
            area: None,
            ratio: Augment::RATIO,
            color: 0.0,
            shift: 0,
            rotate: 0.0,
        }
    }
}

/// How images are mirrored, each way with a probability of one half.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
#[non_exhaustive]
pub enum Flip {
    /// Not at all.
    #[default]
    None,
    /// Left and right are exchanged.
    Horizontal,
    /// Above and below are exchanged.
    Vertical,
    /// Both, each by itself.
    Both,
}

words!(
    Flip,
    "flip",
    [
        None = "none",
        Horizontal = "horizontal",
        Vertical = "vertical",
        Both = "both",
    ]
);
