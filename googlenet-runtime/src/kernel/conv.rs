//! Convolution and dense layers.

use super::pack::{Group, LANES, Product};
use super::rows::Table;
use super::table::Sharing;
use super::tile::{MOST_PIXELS, Tile, full, kernel};
use super::{Arena, Share};
use googlenet_dsl::op::Activation;
use googlenet_dsl::plan::Region;
use std::ops::Range;

/// Bytes that are prefetched with each row of a sum at most: more would keep the rows' own loads waiting.
const MOST_AHEAD: usize = 32;

/// A convolution of all pictures of a run.
struct Job<'a> {
    product: &'a Product,
    weights: *const f32,
    activation: Activation,
    /// The first pixel of the first picture.
    from: *const f32,
    to: *mut f32,
    /// Values from one picture to the next.
    from_picture: usize,
    to_picture: usize,
    pixels: usize,
}

/// Convolution of a map or product with a vector, then bias, then the activation.
///
/// `next` is the product that runs afterwards; its first weights are prefetched.
///
/// # Panics
/// The regions are not those that the product was made for.
pub(crate) fn conv(
    share: &Share<'_>,
    input: &Region,
    output: &Region,
    product: &Product,
    weights: &Arena,
    next: Option<&Product>,
    activation: Activation,
) {
    assert!(
        product.input == input.layout && product.output == output.layout,
        "the product was made for these regions"
    );
    let weights = weights.values();
    assert!(
        weights.len() >= product.offset + product.len(),
        "the weights lie in their arena"
    );
    let run = share.run;
    for picture in 0..run.pictures() {
        run.output(output, picture, std::slice::from_ref(input));
        run.view(input, picture);
    }
    let job = Job {
        product,
        weights: weights[product.offset..].as_ptr(),
        activation,
        from: run.view(input, 0).start,
        to: run.view(output, 0).start,
        from_picture: run.picture_stride(input),
        to_picture: run.picture_stride(output),
        pixels: product.output.size[0] * product.output.size[1],
    };
    let pixels = job.pixels * run.pictures();
    let tiles = pixels.div_ceil(full(product.isa)[0]);
    let mine = Parts::new(product, share, tiles);
    // Where this thread goes on in the next product.
    let behind = next.map(|next| {
        let pixels = next.output.size[0] * next.output.size[1];
        let tiles = (pixels * run.pictures()).div_ceil(full(next.isa)[0]);
        let first = Parts::new(next, share, tiles).first(next);
        (next.offset + first.offset)..(next.offset + first.offset + first.len)
    });
    let behind = behind.map(|range| &weights[range]);
    for at in 0..product.groups.len() {
        let group = &product.groups[at];
        let tiles = mine.tiles(product, at);
        if tiles.is_empty() {
            continue;
        }
        let next_group = product.groups.get(at + 1);
        let next_group = next_group.filter(|_| !mine.tiles(product, at + 1).is_empty());
        let ahead = match next_group {
            Some(group) => Some(&weights[product.offset + group.offset..][..group.len]),
            None => behind,
        };
        if product.clipped {
            job.clipped(group, tiles, pixels);
        } else {
            job.tiles(group, tiles, ahead.unwrap_or(&[]), pixels);
        }
    }
}

/// How a thread's share of tiles is found: the same tiles of every group, or a range of all groups' tiles.
struct Parts {
    by_pixels: bool,
    /// A range of tiles, or of panels times tiles.
    range: Range<usize>,
    tiles: usize,
}

impl Parts {
    fn new(product: &Product, share: &Share<'_>, tiles: usize) -> Parts {
        let by_pixels = product.choice.sharing == Sharing::Pixels;
        let panels: usize = product.groups.iter().map(|group| group.panels).sum();
        let all = if by_pixels { tiles } else { tiles * panels };
        Parts {
            by_pixels,
            range: share.part(all),
            tiles,
        }
    }

    /// The tiles of a group that are this thread's.
    fn tiles(&self, product: &Product, group: usize) -> Range<usize> {
        if self.by_pixels {
            return self.range.clone();
        }
        let Group { panel, panels, .. } = product.groups[group];
        let tile =
            |bound: usize| (bound.saturating_sub(panel * self.tiles) / panels).min(self.tiles);
        tile(self.range.start)..tile(self.range.end)
    }

    /// The first group with a tile of this thread's.
    fn first<'p>(&self, product: &'p Product) -> &'p Group {
        let mut groups = 0..product.groups.len();
        let first = groups.find(|group| !self.tiles(product, *group).is_empty());
        &product.groups[first.unwrap_or(0)]
    }
}

/// The addresses of output pixels one behind the other.
struct Cursor {
    picture: usize,
    y: usize,
    x: usize,
    /// The first input under the window of the row's first pixel, and its first output.
    from: *const f32,
    to: *mut f32,
}

impl Job<'_> {
    fn cursor(&self, pixel: usize) -> Cursor {
        let width = self.product.output.size[1];
        let (picture, pixel) = (pixel / self.pixels, pixel % self.pixels);
        let mut cursor = Cursor {
            picture,
            y: pixel / width,
            x: pixel % width,
            from: self.from,
            to: self.to,
        };
        self.begin_row(&mut cursor);
        cursor
    }

    fn begin_row(&self, cursor: &mut Cursor) {
        let (input, output) = (&self.product.input, &self.product.output);
        let [top, left, ..] = self.product.reach;
        let row = cursor.y * self.product.window.stride[0] as usize;
        // Wrapping, as the window's first tap may lie before the first pixel.
        cursor.from = self
            .from
            .wrapping_add(cursor.picture * self.from_picture + row * input.row_stride)
            .wrapping_sub(top * input.row_stride + left * input.pixel_stride);
        cursor.to = self
            .to
            .wrapping_add(cursor.picture * self.to_picture + cursor.y * output.row_stride);
    }

    /// The pixel's first input and first output; then goes on to the next pixel.
    #[inline(always)]
    fn take(&self, cursor: &mut Cursor) -> (*const f32, *mut f32) {
        let (input, output) = (&self.product.input, &self.product.output);
        let step = self.product.window.stride[1] as usize * input.pixel_stride;
        let from = cursor.from.wrapping_add(cursor.x * step);
        let to = cursor.to.wrapping_add(cursor.x * output.pixel_stride);
        cursor.x += 1;
        if cursor.x == output.size[1] {
            cursor.x = 0;
            cursor.y += 1;
            if cursor.y == output.size[0] {
                cursor.y = 0;
                cursor.picture += 1;
            }
            self.begin_row(cursor);
        }
        (from, to)
    }

    fn tile(&self, group: &Group, table: &Table) -> Tile {
        let weights = self.weights.wrapping_add(group.offset);
        let row = group.panels * LANES;
        Tile {
            inputs: [std::ptr::null(); MOST_PIXELS],
            outputs: [std::ptr::null_mut(); MOST_PIXELS],
            block_stride: self.product.output.block_stride,
            weights: weights.wrapping_add((1 + table.first_row) * row),
            bias: weights,
            runs: table.runs.as_ptr(),
            run_count: table.runs.len(),
            resume: false,
            activation: self.activation,
            ahead: weights.cast(),
            ahead_step: 0,
        }
    }

    /// Computes some tiles of `pixels` pixels in all, and prefetches what comes next, spread evenly.
    fn tiles(&self, group: &Group, tiles: Range<usize>, ahead: &[f32], pixels: usize) {
        let size = full(self.product.isa)[0];
        let table = &self.product.tables[group.tables.start];
        let mut tile = self.tile(group, table);
        let rows = tiles.len() * table.rows;
        let bytes = size_of_val(ahead);
        if rows > 0 && bytes > 0 {
            tile.ahead = ahead.as_ptr().cast();
            tile.ahead_step = bytes.div_ceil(rows).min(MOST_AHEAD);
        }
        let panel = group.panel * self.product.output.block_stride;
        let mut cursor = self.cursor(tiles.start * size);
        let whole = kernel(self.product.isa, size, group.panels);
        for at in tiles {
            let count = size.min(pixels - at * size);
            for pixel in 0..count {
                let (from, to) = self.take(&mut cursor);
                tile.inputs[pixel] = from;
                tile.outputs[pixel] = to.wrapping_add(panel);
            }
            let kernel = match count == size {
                true => whole,
                false => kernel(self.product.isa, count, group.panels),
            };
            // SAFETY: pixels and panels are in range, so their outputs lie inside the region, which was checked; the
            // table's offsets stay inside the input with its border, which the window does not leave; every tile is
            // one thread's; the instruction set was detected before it was chosen.
            unsafe { kernel(&tile) };
            tile.ahead = tile.ahead.wrapping_add(tile.ahead_step * table.rows);
        }
    }

    /// Computes some tiles pixel by pixel and tap by tap, those left out that lie outside the input.
    fn clipped(&self, group: &Group, tiles: Range<usize>, pixels: usize) {
        let size = full(self.product.isa)[0];
        let product = self.product;
        let kernel = kernel(product.isa, 1, group.panels);
        let panel = group.panel * product.output.block_stride;
        let mut cursor = self.cursor(tiles.start * size);
        let [height, width] = product.input.size;
        let [top, left, ..] = product.reach;
        for _ in tiles.start * size..pixels.min(tiles.end * size) {
            let origin = [
                cursor.y * product.window.stride[0] as usize,
                cursor.x * product.window.stride[1] as usize,
            ];
            let (from, to) = self.take(&mut cursor);
            let inside = |table: &&Table| {
                let row = (origin[0] + table.tap[0]).wrapping_sub(top);
                let column = (origin[1] + table.tap[1]).wrapping_sub(left);
                row < height && column < width
            };
            let tables = &product.tables[group.tables.clone()];
            let last = tables.iter().rev().find(inside);
            let mut first = true;
            for table in tables.iter().filter(inside) {
                let mut tile = self.tile(group, table);
                tile.inputs[0] = from;
                tile.outputs[0] = to.wrapping_add(panel);
                tile.resume = !first;
                first = false;
                if last.is_some_and(|last| !std::ptr::eq(last, table)) {
                    tile.activation = Activation::None;
                }
                // SAFETY: as in `tiles`; the tap lies inside the input.
                unsafe { kernel(&tile) };
            }
            if first {
                let mut tile = self.tile(group, &tables[0]);
                tile.outputs[0] = to.wrapping_add(panel);
                tile.run_count = 0;
                // SAFETY: as in `tiles`; nothing is read.
                unsafe { kernel(&tile) };
            }
        }
    }
}
