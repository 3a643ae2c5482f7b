//! Rows of an input that are copied, with their padding, into a thread's scratch memory, each lane's channel to that
//! lane: for groups of several input channels, and for inputs without a sufficient border, or whose channels do not lie
//! as those of the outputs.
//!
//! Each channel of a group gives a plane: the rows, with that channel of its own group in each lane.

use super::super::descriptor::ConvDescriptor;
use super::super::tile::FLUSH;
use super::Grouped;
use super::lanes::{CopiedRows, Taken, copy_rows, taken};
use crate::kernel::number::Number;
use googlenet_dsl::plan::LANES;
use std::ops::Range;

/// Number of `f32` values that are copied at a time, if one plane for one row of outputs needs no more: most of a
/// first-level cache.
pub(super) const USUAL_VALUES: usize = 1 << 13;

/// Largest number of `f32` values that are copied at a time.
const MOST_VALUES: usize = 1 << 15;

/// Time to load and store a row of sums again, as a part of the time to copy a row of inputs.
const SUMS: f64 = 0.75;

/// Sizes of what a thread copies at a time for one panel, and where the lanes come from.
#[derive(Debug)]
pub(super) struct Spread {
    /// Number of pixels of a row, padding included.
    width: usize,
    /// Number of rows of outputs that are computed from one copy.
    pub(super) outputs: usize,
    /// Number of planes that are copied at a time, at most the number of a group's input channels.
    pub(super) planes: usize,
    /// Number of `f32` values of a plane.
    pub(super) plane_len: usize,
    /// What the planes take their lanes from: plane by plane, and panel by panel.
    taken: Box<[Taken]>,
    /// Where the entries of each plane in `taken` end.
    ends: Box<[usize]>,
}

/// Number of rows of outputs that are computed from one copy, and number of planes that are copied at a time.
#[derive(Clone, Copy)]
struct Sizes {
    outputs: usize,
    planes: usize,
}

impl Spread {
    /// Returns `true` if rows can be copied for the descriptor: one plane for one row of outputs has at most
    /// [`MOST_VALUES`], or any number if elements are widened.
    pub(super) fn fits(descriptor: &ConvDescriptor) -> bool {
        sizes(descriptor).is_some()
    }

    /// Returns the number of vectors that are copied for each output pixel of a panel, with what else takes time; infinite
    /// if rows cannot be copied.
    pub(super) fn cost(descriptor: &ConvDescriptor) -> f64 {
        sizes(descriptor).map_or(f64::INFINITY, |(cost, _)| cost)
    }

    /// Returns what is copied for a descriptor for which [`Spread::fits`] returns `true`.
    pub(super) fn new(descriptor: &ConvDescriptor) -> Spread {
        let (_, Sizes { outputs, planes }) = sizes(descriptor).expect("rows that fit");
        let [inputs, multiplier] = descriptor.channels_per_group();
        let (mut lanes, mut ends) = (Vec::new(), Vec::new());
        for panel in 0..descriptor.panels() {
            for plane in 0..inputs {
                let channels = descriptor.panel(panel);
                let channels = channels.map(|output| output / multiplier * inputs + plane);
                taken(&descriptor.input, channels, &mut lanes);
                ends.push(lanes.len());
            }
        }
        Spread {
            width: width(descriptor).expect("rows that fit"),
            outputs,
            planes,
            plane_len: values(descriptor, outputs).expect("rows that fit"),
            taken: lanes.into(),
            ends: ends.into(),
        }
    }

    /// Returns the number of `f32` values of scratch memory that a thread needs.
    pub(super) fn len(&self) -> usize {
        self.planes * self.plane_len
    }

    /// Returns the number of values of a copied row.
    pub(super) fn row_len(&self) -> usize {
        self.width * LANES
    }

    /// Returns what the lanes of a plane of a panel are taken from.
    fn taken(&self, plane: usize) -> &[Taken] {
        let start = match plane {
            0 => 0,
            plane => self.ends[plane - 1],
        };
        &self.taken[start..self.ends[plane]]
    }

    /// Copies the rows of image `image` under the windows of the rows `outputs` of panel `panel`, padding included: the
    /// planes `planes` one behind the other to `to`. Lanes without a channel become zero.
    ///
    /// # Safety
    /// `to` must have room for [`Spread::len`] values that no other code accesses; `from` must be the address of the first
    /// pixel of an input that is valid for its layout, and not written meanwhile.
    pub(super) unsafe fn copy<T: Number>(
        &self,
        descriptor: &ConvDescriptor,
        from: *const T,
        panel: usize,
        outputs: &Range<usize>,
        planes: Range<usize>,
        to: *mut f32,
    ) {
        let [inputs, _] = descriptor.channels_per_group();
        let rows = rows(descriptor, outputs.len()).expect("rows that fit");
        let first = outputs.start * descriptor.window.stride[0] as usize;
        for (at, plane) in planes.enumerate() {
            let to = to.wrapping_add(at * self.plane_len);
            let plane = panel * inputs + plane;
            // SAFETY: the caller upholds the safety requirements of this function.
            unsafe { self.copy_rows(descriptor, from, plane, first..first + rows, to) };
        }
    }

    /// Copies rows of an image for the plane `plane` of all panels' planes, padding included, to `to`: those with the
    /// indices `rows`, where the rows of the padding above count. Lanes without a channel become zero.
    ///
    /// # Safety
    /// As for [`Spread::copy`], with room for the rows.
    pub(super) unsafe fn copy_rows<T: Number>(
        &self,
        descriptor: &ConvDescriptor,
        from: *const T,
        plane: usize,
        rows: Range<usize>,
        to: *mut f32,
    ) {
        let input = &*descriptor.input;
        let [top, left, _, right] = descriptor.reach;
        let (first, rows) = (rows.start, rows.len());
        // Rows of the copy that lie above, inside and below the input.
        let above = top.saturating_sub(first).min(rows);
        let inside = (input.size[0] + top)
            .saturating_sub(first)
            .clamp(above, rows)
            - above;
        let row_len = self.row_len();
        // SAFETY: the caller guarantees the room for all rows.
        unsafe {
            to.write_bytes(0, above * row_len);
            let below = to.add((above + inside) * row_len);
            below.write_bytes(0, (rows - above - inside) * row_len);
        }
        let copied = CopiedRows {
            from: from.wrapping_add((first + above).saturating_sub(top) * input.row_stride),
            steps: [input.row_stride, input.pixel_stride],
            to: to.wrapping_add(above * row_len),
            rows: inside,
            pixels: input.size[1],
            padding: [left, right],
            scaling: T::scaling(input),
        };
        // SAFETY: the rows and their pixels lie inside the input, which the caller guarantees, and so do their channels; the
        // copied rows lie in the room that the caller guarantees; the processor has the instruction set, as its features were
        // detected before `isa` was chosen.
        unsafe { copy_rows(descriptor.isa, self.taken(plane), copied) };
    }
}

/// Returns the number of pixels of a copied row, padding included; `None` if it is too large for memory.
fn width(descriptor: &ConvDescriptor) -> Option<usize> {
    let [_, left, _, right] = descriptor.reach;
    left.checked_add(descriptor.input.size[1])?
        .checked_add(right)
}

/// Returns the number of rows of the input under the windows of some rows of outputs; `None` if it is too large.
pub(super) fn rows(descriptor: &ConvDescriptor, outputs: usize) -> Option<usize> {
    let stride = descriptor.window.stride[0] as usize;
    let reach = descriptor.window.axis(0).reach();
    (outputs - 1).checked_mul(stride)?.checked_add(reach)
}

/// Returns the number of values of a plane for some rows of outputs; `None` if it is too large.
fn values(descriptor: &ConvDescriptor, outputs: usize) -> Option<usize> {
    let rows = rows(descriptor, outputs)?;
    rows.checked_mul(width(descriptor)?)?.checked_mul(LANES)
}

/// Returns the sizes of what is copied at a time: of those with at most [`USUAL_VALUES`] values, the ones with which
/// the fewest inputs are copied and sums loaded and stored again, and the number of these for each pixel of a panel,
/// weighted by the time that they take; `None` if one plane for one row of outputs has too many.
fn sizes(descriptor: &ConvDescriptor) -> Option<(f64, Sizes)> {
    let [inputs, _] = descriptor.channels_per_group();
    let [height, columns] = descriptor.output.size;
    let taps = descriptor.window.kernel.map(|taps| taps as usize);
    let most_planes = (FLUSH / (taps[0] * taps[1]).max(1)).max(1);
    let fits = |values: &usize| *values <= MOST_VALUES || Grouped::is_widened(descriptor);
    let one = values(descriptor, 1).filter(fits)?;
    let mut best = (
        f64::INFINITY,
        Sizes {
            outputs: 1,
            planes: 1,
        },
    );
    for planes in 1..=inputs.min(most_planes).min((USUAL_VALUES / one).max(1)) {
        let fits = |outputs: usize| {
            let values = values(descriptor, outputs).and_then(|len| len.checked_mul(planes));
            values.is_some_and(|values| values <= USUAL_VALUES)
        };
        let mut outputs = 1;
        while outputs < height && fits(outputs + 1) {
            outputs += 1;
        }
        let copied = rows(descriptor, outputs)? as f64 * descriptor.input.size[1] as f64;
        let copied = inputs as f64 * copied / outputs as f64;
        let continued = (inputs.div_ceil(planes) - 1) as f64;
        let cost = copied / columns as f64 + SUMS * continued;
        if cost < best.0 {
            best = (cost, Sizes { outputs, planes });
        }
    }
    Some(best)
}
