//! Division of the pixels of all images into patches, whose products are added in registers before they are added to
//! the result in memory.

use std::ops::Range;

/// Largest number of pixels of a patch, by the number of panels of the register tiles: so few that the gradient of the
/// panels' channels, and the input of one block of channels, stay in the first-level cache while all tiles read them, and
/// so many that adding to the result takes little of the time.
const PIXELS: [usize; 4] = [1, 288, 224, 150];

/// Pixels of some columns of some rows of some images.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Patch {
    pub(super) images: Range<usize>,
    pub(super) rows: Range<usize>,
    pub(super) columns: Range<usize>,
}

/// Division of the pixels of maps of one size into patches, which are numbered from 0, image by image. It depends on the
/// size of the map alone, and with it the order of sums.
#[derive(Debug)]
pub(super) struct Patches {
    /// Height and width of the map.
    size: [usize; 2],
    /// Number of images, rows and columns of a patch; the last ones may have fewer.
    most: [usize; 3],
}

impl Patches {
    pub(super) fn new(size: [usize; 2], panels: usize) -> Patches {
        let most = PIXELS[panels];
        let [height, width] = size;
        let even = |len: usize, most: usize| len.div_ceil(len.div_ceil(most.max(1)));
        let columns = even(width, most);
        let rows = even(height, most / columns);
        let images = match [rows, columns] == size {
            true => most / (height * width),
            false => 1,
        };
        Patches {
            size,
            most: [images, rows, columns],
        }
    }

    /// Returns the largest number of images, rows and columns of a patch.
    pub(super) fn most(&self) -> [usize; 3] {
        self.most
    }

    /// Returns the number of patches of a number of images.
    pub(super) fn count(&self, images: usize) -> usize {
        self.counts(images).iter().product()
    }

    fn counts(&self, images: usize) -> [usize; 3] {
        let [height, width] = self.size;
        let [a, b, c] = self.most;
        [images.div_ceil(a), height.div_ceil(b), width.div_ceil(c)]
    }

    /// Returns patch `at` of those of `images` images.
    pub(super) fn get(&self, at: usize, images: usize) -> Patch {
        let [_, rows, columns] = self.counts(images);
        let [height, width] = self.size;
        let range = |axis: usize, at: usize, end: usize| {
            let first = at * self.most[axis];
            first..(first + self.most[axis]).min(end)
        };
        Patch {
            images: range(0, at / columns / rows, images),
            rows: range(1, at / columns % rows, height),
            columns: range(2, at % columns, width),
        }
    }
}
