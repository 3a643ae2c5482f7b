//! Positions of output pixels of a direct convolution, which are visited row by row and image by image.

use super::padded::Copied;
use super::run::DirectWork;

/// Position of the next output pixel to compute, with the addresses of its row in input and output. Pixels are visited
/// row by row and image by image.
pub(super) struct Cursor {
    image: usize,
    pub(super) y: usize,
    pub(super) x: usize,
    /// Address of the first input under the window of the row's first pixel.
    from: *const f32,
    /// Address of the row's first output pixel in panel 0.
    to: *mut f32,
}

impl DirectWork<'_> {
    /// Returns the position of output pixel `pixel`, numbered through all images.
    pub(super) fn cursor(&self, pixel: usize) -> Cursor {
        let width = self.args.descriptor.output.size[1];
        let (image, pixel) = (
            pixel / self.args.descriptor.pixels(),
            pixel % self.args.descriptor.pixels(),
        );
        let mut cursor = Cursor {
            image,
            y: pixel / width,
            x: pixel % width,
            from: self.args.from,
            to: self.args.to,
        };
        self.begin_row(&mut cursor);
        cursor
    }

    /// Sets `cursor.from` and `cursor.to` to the addresses of the row `cursor.y` of the image `cursor.image`.
    fn begin_row(&self, cursor: &mut Cursor) {
        let (input, output) = (&self.args.descriptor.input, &self.args.descriptor.output);
        let [top, left, ..] = self.args.descriptor.reach;
        let row = cursor.y * self.args.descriptor.window.stride[0] as usize;
        // Wrapping, as the window's first tap may lie before the first pixel, and as the row behind the last one of
        // copied rows is never read.
        cursor.from = match (self.copied, &self.direct.padded) {
            (Some(Copied { from, first }), Some(padded)) => {
                let first = first * self.args.descriptor.window.stride[0] as usize;
                let row = row.wrapping_sub(first);
                from.wrapping_add(row.wrapping_mul(padded.layout.row_stride))
            }
            _ => self
                .args
                .from
                .wrapping_add(cursor.image * self.args.from_image + row * input.row_stride)
                .wrapping_sub(top * input.row_stride + left * input.pixel_stride),
        };
        cursor.to = self
            .args
            .to
            .wrapping_add(cursor.image * self.args.to_image + cursor.y * output.row_stride);
    }

    /// Returns `true` if the first pixel of a row lies behind the last one of the row before as the second pixel of a row
    /// behind the first, in input and output.
    pub(super) fn rows_meet(&self) -> bool {
        let output = &self.args.descriptor.output;
        let width = output.size[1];
        let source = self.direct.source(self.args.descriptor);
        self.args.descriptor.window.stride[0] as usize * source.row_stride == width * self.step
            && output.row_stride == width * output.pixel_stride
    }

    /// Returns the number of pixels from the cursor's on that lie equally far from each other, in input and output;
    /// `rows_meet` is what [`DirectWork::rows_meet`] returns.
    pub(super) fn line(&self, cursor: &Cursor, rows_meet: bool) -> usize {
        let [height, width] = self.args.descriptor.output.size;
        let rows = match rows_meet {
            true => height - cursor.y,
            false => 1,
        };
        rows * width - cursor.x
    }

    /// Returns the addresses of the first input under the current pixel's window and of the pixel's output in panel 0,
    /// and moves on by `count` pixels, which are at most [`DirectWork::line`].
    #[inline(always)]
    pub(super) fn take(&self, cursor: &mut Cursor, count: usize) -> (*const f32, *mut f32) {
        let output = &self.args.descriptor.output;
        let from = cursor.from.wrapping_add(cursor.x * self.step);
        let to = cursor.to.wrapping_add(cursor.x * output.pixel_stride);
        self.advance(cursor, count);
        (from, to)
    }

    /// Moves on by `count` pixels, at most to the end of the image or, from its last row, to a pixel of the first row of the
    /// next image.
    #[inline(always)]
    fn advance(&self, cursor: &mut Cursor, count: usize) {
        let output = &self.args.descriptor.output;
        cursor.x += count;
        let mut is_new = false;
        while cursor.x >= output.size[1] {
            cursor.x -= output.size[1];
            cursor.y += 1;
            is_new = true;
        }
        if cursor.y == output.size[0] {
            cursor.y = 0;
            cursor.image += 1;
        }
        if is_new {
            self.begin_row(cursor);
        }
    }

    /// Calls `visit` with the index and the addresses of each of the `count` pixels from the current one on, in order, and
    /// moves on behind them.
    #[inline(always)]
    pub(super) fn take_each(
        &self,
        cursor: &mut Cursor,
        count: usize,
        mut visit: impl FnMut(usize, (*const f32, *mut f32)),
    ) {
        let output = &self.args.descriptor.output;
        let (x, left) = (cursor.x, output.size[1] - cursor.x);
        if count >= left + output.size[1] {
            return (0..count).for_each(|pixel| visit(pixel, self.take(cursor, 1)));
        }
        let (from, to) = (cursor.from, cursor.to);
        self.advance(cursor, count);
        // At most one of them begins a row, so that each address is a choice between two, without a branch.
        let at = |pixel: usize| match pixel < left {
            true => (from, to, x + pixel),
            false => (cursor.from, cursor.to, pixel - left),
        };
        for pixel in 0..count {
            let (from, to, x) = at(pixel);
            let from = from.wrapping_add(x * self.step);
            let to = to.wrapping_add(x * output.pixel_stride);
            visit(pixel, (from, to));
        }
    }
}
