//! Pixels in memory with their sizes.

/// Values of an image, row by row with the channels of a pixel side by side.
#[derive(Debug)]
pub(in crate::train::data) struct Picture<'p, S> {
    /// Height and width.
    pub(in crate::train::data) size: [usize; 2],
    pub(in crate::train::data) channels: usize,
    pub(in crate::train::data) values: &'p [S],
}

impl<S> Clone for Picture<'_, S> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<S> Copy for Picture<'_, S> {}

/// A part of an image.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Part {
    pub(super) top: usize,
    pub(super) left: usize,
    pub(super) height: usize,
    pub(super) width: usize,
}

impl<'p, S: Copy> Picture<'p, S> {
    /// Returns the values of a row.
    pub(super) fn row(&self, row: usize) -> &'p [S] {
        let len = self.size[1] * self.channels;
        &self.values[row * len..][..len]
    }

    /// Returns a part of the image, which is copied to `to`, unless it is the whole.
    pub(super) fn cut<'t>(self, part: Part, to: &'t mut Vec<S>) -> Picture<'t, S>
    where
        'p: 't,
    {
        if [part.height, part.width] == self.size {
            return self;
        }
        to.clear();
        // So much is enough for all parts of this image.
        to.reserve(self.values.len());
        for row in part.top..part.top + part.height {
            let row = &self.row(row)[part.left * self.channels..];
            to.extend_from_slice(&row[..part.width * self.channels]);
        }
        Picture {
            size: [part.height, part.width],
            channels: self.channels,
            values: to,
        }
    }
}
