//! Reading of the settings of Caffe's layers as numbers whose range is checked. Settings that cannot be imported are
//! reported as mistakes.

use super::lowering::Lowering;
use crate::caffe::prototxt::View;
use crate::import::mistake::Mistake;
use googlenet_dsl::diagnostic::Span;
use googlenet_dsl::grammar::MAX_COUNT;

/// The field names of a setting that has a height and a width.
pub(super) struct PairFields {
    /// Name of the field that states one number for both, or two numbers, height first.
    pub(super) both: &'static str,
    /// Name of the field that states the height alone; for a setting without separate fields, the same name as `both`.
    pub(super) height: &'static str,
    /// Name of the field that states the width alone; for a setting without separate fields, the same name as `both`.
    pub(super) width: &'static str,
}

pub(super) const KERNEL: PairFields = PairFields {
    both: "kernel_size",
    height: "kernel_h",
    width: "kernel_w",
};
pub(super) const STRIDE: PairFields = PairFields {
    both: "stride",
    height: "stride_h",
    width: "stride_w",
};
pub(super) const PAD: PairFields = PairFields {
    both: "pad",
    height: "pad_h",
    width: "pad_w",
};
pub(super) const DILATION: PairFields = PairFields {
    both: "dilation",
    height: "dilation",
    width: "dilation",
};

/// The name of the dilation in branches of Caffe from before it had one.
pub(super) const HOLE: PairFields = PairFields {
    both: "hole",
    height: "hole_h",
    width: "hole_w",
};

impl Lowering<'_, '_> {
    /// Returns the number in `value` (a number and its place) if it is from `least` to [`MAX_COUNT`], and otherwise
    /// `None`, which is reported as a mistake. `name` is the field's name in the message.
    fn size(&mut self, value: (i64, Span), name: &str, least: u32) -> Option<u32> {
        let (value, span) = value;
        let size = u32::try_from(value).ok();
        let size = size.filter(|size| (least..=MAX_COUNT).contains(size));
        if size.is_none() {
            let title = format!("`{name}` is out of range");
            let label = format!("expected {least} to {MAX_COUNT}, got {value}");
            self.mistakes.push(Mistake::new(title, span, label));
        }
        size
    }

    /// Returns the number in the field `name`, which must be from 1 to [`MAX_COUNT`]; `default` if the field is absent.
    /// `None` if the number is out of range, which is reported as a mistake.
    pub(super) fn count(&mut self, view: View<'_>, name: &str, default: u32) -> Option<u32> {
        match view.whole(name) {
            Some(value) => self.size(value, name, 1),
            None => Some(default),
        }
    }

    /// Returns the number in the field `name`, which must be present and from 1 to [`MAX_COUNT`]. Otherwise `None`,
    /// which is reported as a mistake; its place is `at` if the whole message is absent.
    pub(super) fn required(&mut self, view: View<'_>, name: &str, at: Span) -> Option<u32> {
        match view.whole(name) {
            Some(value) => self.size(value, name, 1),
            None => {
                self.missing(view, name, at);
                None
            }
        }
    }

    /// Reports as a mistake that a field is absent which must be present: at the first byte of the message, or at the
    /// place `at` if the message is absent, too.
    pub(super) fn missing(&mut self, view: View<'_>, name: &str, at: Span) {
        let title = format!("`{name}` is missing");
        let place = view.span().map_or(at, |span| Span {
            start: span.start,
            end: span.start + 1,
        });
        self.mistakes
            .push(Mistake::new(title, place, "not set in this message"));
    }

    /// Returns the height and width of a setting, which is written as one number for both, as two numbers, or with a
    /// separate field for each; each must be from `least` to [`MAX_COUNT`]. With a `least` of 0, one of two separate
    /// fields may be absent and is then 0.
    ///
    /// The inner `None` stands for an absent setting, the outer `None` for an invalid one, which is reported as a
    /// mistake.
    pub(super) fn pair(
        &mut self,
        view: View<'_>,
        names: &PairFields,
        least: u32,
    ) -> Option<Option<[u32; 2]>> {
        let both = view.wholes(names.both);
        let sizes = match both[..] {
            [] if names.height != names.both => {
                match (view.whole(names.height), view.whole(names.width)) {
                    (None, None) => return Some(None),
                    (Some(height), Some(width)) => [height, width],
                    (Some((_, span)), None) | (None, Some((_, span))) if least > 0 => {
                        let title = format!("`{}` and `{}` go together", names.height, names.width);
                        self.mistakes
                            .push(Mistake::new(title, span, "the other one is missing"));
                        return None;
                    }
                    (height, width) => {
                        let none = (0, Span::default());
                        [height.unwrap_or(none), width.unwrap_or(none)]
                    }
                }
            }
            [] => return Some(None),
            [size] => [size, size],
            [height, width] => [height, width],
            [.., (_, span)] => {
                let title = format!("`{}` stands {} times", names.both, both.len());
                let label = "networks of images have height and width alone";
                self.mistakes.push(Mistake::new(title, span, label));
                return None;
            }
        };
        let own = view.place(names.height).or(view.place(names.width));
        if let (false, Some(own), true) = (both.is_empty(), own, names.height != names.both) {
            let title = format!("`{}` is given in two ways", names.both);
            let mistake = Mistake::new(title, own, "the other one");
            self.mistakes.push(mistake.also(both[0].1, "one of them"));
            return None;
        }
        let height = self.size(sizes[0], names.both, least);
        let width = match sizes[0] == sizes[1] {
            true => height,
            false => self.size(sizes[1], names.both, least),
        };
        Some(Some([height?, width?]))
    }

    /// Returns the number in the field `name`, which must be at least 0 and less than `below`; `default` if the field
    /// is absent. `None` if the number is out of range, which is reported as a mistake.
    pub(super) fn positive(
        &mut self,
        view: View<'_>,
        name: &str,
        default: f32,
        below: f32,
    ) -> Option<f32> {
        let Some((value, span)) = view.real(name) else {
            return Some(default);
        };
        if (0.0..below).contains(&value) {
            return Some(value);
        }
        let title = format!("`{name}` is out of range");
        let expected = match below.is_finite() {
            true => format!("expected 0 or more and below {below}, got {value}"),
            false => format!("expected 0 or more, got {value}"),
        };
        self.mistakes.push(Mistake::new(title, span, expected));
        None
    }

    /// Reports as a mistake that the value of the field `name` at the place `span` cannot be imported. `wanted` says
    /// which values can be, for the message.
    pub(super) fn only(&mut self, name: &str, span: Span, wanted: &str) {
        let title = format!("this `{name}` cannot be imported");
        self.mistakes
            .push(Mistake::new(title, span, format!("expected {wanted}")));
    }

    /// Checks that the field `name`, if it is present, is the number of the channel axis: 1, or `1 - axes`, as negative
    /// numbers count from the end. `axes` is the number of axes from whose end they count, the batch included. Returns
    /// `None` if it is another number, which is reported as a mistake.
    pub(super) fn channel_axis(&mut self, view: View<'_>, name: &str, axes: i64) -> Option<()> {
        match view.whole(name) {
            Some((axis, span)) if axis != 1 && axis != 1 - axes => {
                self.only(name, span, "1, the channels");
                None
            }
            _ => Some(()),
        }
    }
}
