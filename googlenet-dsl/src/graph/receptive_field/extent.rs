//! Rows and columns that the outputs of a layer depend on, one axis at a time.

/// Largest number of outputs in a period; of longer ones the first outputs stand for all.
const MAX_PERIOD: usize = 256;

/// What the outputs of a layer (its rows or columns) depend on along one axis, in rows or columns of an earlier layer
/// or of the network's input: first and last one, those in the padding included.
///
/// Output `i` depends on `fields[i % period]`, moved by `shift` for each period before it. One output is a period, and
/// the shift the product of the strides (Araujo, Norris and Sim, "Computing receptive fields of convolutional neural
/// networks", Distill, 2019), unless a map was made larger: then neighbours share rows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Extent {
    fields: Vec<(i64, i64)>,
    /// 0 where all outputs depend on the same inputs.
    shift: i64,
}

impl Extent {
    /// Creates the field of a window of `reach` rows or columns, the first `before` of which lie in the padding.
    pub(super) fn window(before: usize, reach: usize, stride: u32) -> Extent {
        let signed = |size: usize| i64::try_from(size).unwrap_or(i64::MAX);
        let first = -signed(before);
        Extent {
            fields: vec![(first, first.saturating_add(signed(reach) - 1))],
            shift: i64::from(stride),
        }
    }

    /// Creates the field of outputs that depend on all of `size` rows or columns.
    pub(super) fn whole(size: usize) -> Extent {
        Extent {
            shift: 0,
            ..Extent::window(0, size, 1)
        }
    }

    /// Creates the field of outputs of which `period` move by `shift` rows or columns; `of` returns the first and the
    /// last one that an output depends on.
    pub(super) fn periodic(period: usize, shift: usize, of: impl Fn(i64) -> (i64, i64)) -> Extent {
        let divisor = divisor(period, shift).max(1);
        let (whole, shift) = ((period / divisor).max(1), shift / divisor);
        let period = whole.min(MAX_PERIOD);
        Extent {
            fields: (0..period as i64).map(of).collect(),
            shift: (shift * period / whole) as i64,
        }
    }

    fn at(&self, output: i64) -> (i64, i64) {
        let period = self.fields.len() as i64;
        let moved = output.div_euclid(period).saturating_mul(self.shift);
        let (first, last) = self.fields[output.rem_euclid(period) as usize];
        (first.saturating_add(moved), last.saturating_add(moved))
    }

    /// Returns what a layer depends on that depends as `reads` on the layer with this field.
    pub(super) fn through(&self, reads: &Extent) -> Extent {
        let (own, theirs) = (self.fields.len(), reads.fields.len());
        let shift = usize::try_from(reads.shift).unwrap_or(0);
        let times = (own / divisor(own, shift)).min((MAX_PERIOD / theirs).max(1));
        let of = |output| {
            let (first, last) = reads.at(output);
            (self.at(first).0, self.at(last).1)
        };
        let period = theirs.saturating_mul(times);
        let moved = (self.shift.saturating_mul(reads.shift)).saturating_mul(times as i64);
        Extent {
            fields: (0..period as i64).map(of).collect(),
            shift: moved / own as i64,
        }
    }

    /// Returns the field of a layer that depends on what two others depend on.
    pub(super) fn and(&self, other: &Extent) -> Extent {
        let (own, theirs) = (self.fields.len(), other.fields.len());
        let period = (own / divisor(own, theirs))
            .saturating_mul(theirs)
            .min(MAX_PERIOD);
        let shift = |extent: &Extent| {
            let times = (period / extent.fields.len()) as i64;
            extent.shift.saturating_mul(times)
        };
        let of = |output| {
            let (one, two) = (self.at(output), other.at(output));
            (one.0.min(two.0), one.1.max(two.1))
        };
        Extent {
            fields: (0..period as i64).map(of).collect(),
            shift: shift(self).max(shift(other)),
        }
    }

    /// Returns the largest number of rows or columns, padding included, that one of `outputs` outputs depends on.
    pub(super) fn len(&self, outputs: usize) -> u64 {
        let fields = self.fields.iter().take(outputs.max(1));
        let lens = fields.map(|(first, last)| last.saturating_sub(*first).unsigned_abs());
        lens.max().unwrap_or(0).saturating_add(1)
    }

    /// Returns the first row or column that the first output depends on.
    pub(super) fn offset(&self) -> i64 {
        self.fields[0].0
    }

    /// Returns the number of rows or columns from the field of one output to that of the next; `None` if that is not
    /// the same whole number for all, or 0.
    pub(super) fn stride(&self) -> Option<u64> {
        let period = self.fields.len() as i64;
        (self.shift % period == 0 && self.shift >= period)
            .then(|| (self.shift / period).unsigned_abs())
    }
}

/// Returns the greatest common divisor; of 0 and a number that number.
fn divisor(one: usize, other: usize) -> usize {
    match other {
        0 => one,
        other => divisor(other, one % other),
    }
}
