//! Settings of Caffe's layers as checked numbers.

use super::lowering::Lowering;
use crate::caffe::prototxt::View;
use crate::import::mistake::Mistake;
use googlenet_dsl::diagnostic::Span;
use googlenet_dsl::grammar::MAX_COUNT;

/// How the height and the width of something are called.
pub(super) struct Names {
    pub(super) both: &'static str,
    pub(super) height: &'static str,
    pub(super) width: &'static str,
}

pub(super) const KERNEL: Names = Names {
    both: "kernel_size",
    height: "kernel_h",
    width: "kernel_w",
};
pub(super) const STRIDE: Names = Names {
    both: "stride",
    height: "stride_h",
    width: "stride_w",
};
pub(super) const PAD: Names = Names {
    both: "pad",
    height: "pad_h",
    width: "pad_w",
};
pub(super) const DILATION: Names = Names {
    both: "dilation",
    height: "dilation",
    width: "dilation",
};

impl Lowering<'_, '_> {
    /// A whole number from `least` to a million.
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

    /// A count; `default` where it is left out.
    pub(super) fn count(&mut self, view: View<'_>, name: &str, default: u32) -> Option<u32> {
        match view.whole(name) {
            Some(value) => self.size(value, name, 1),
            None => Some(default),
        }
    }

    /// A count that must be there.
    pub(super) fn required(&mut self, view: View<'_>, name: &str, at: Span) -> Option<u32> {
        match view.whole(name) {
            Some(value) => self.size(value, name, 1),
            None => {
                self.missing(view, name, at);
                None
            }
        }
    }

    /// Reports a setting that must be there and is not.
    pub(super) fn missing(&mut self, view: View<'_>, name: &str, at: Span) {
        let title = format!("`{name}` is missing");
        let place = view.span().map_or(at, |span| Span {
            start: span.start,
            end: span.start + 1,
        });
        self.mistakes
            .push(Mistake::new(title, place, "it stands nowhere in here"));
    }

    /// Height and width: one number for both, one each, or under names of their own. `None` inside where neither stands.
    pub(super) fn pair(
        &mut self,
        view: View<'_>,
        names: &Names,
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
                        self.mistakes.push(Mistake::new(title, span, "one alone"));
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

    /// A number, 0 or more, below `below`.
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

    /// Reports a setting whose only importable value is another.
    pub(super) fn only(&mut self, name: &str, span: Span, wanted: &str) {
        let title = format!("this `{name}` cannot be imported");
        self.mistakes
            .push(Mistake::new(title, span, format!("expected {wanted}")));
    }

    /// An axis that must be that of the channels, by number or counted from the end of four.
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
