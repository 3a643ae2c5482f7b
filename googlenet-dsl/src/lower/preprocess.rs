//! Lowering of `preprocess`, the conversion of images to the network's input.

use super::map::Fields;
use super::real::{Range, number};
use super::word::word;
use super::{form, literal, wrong_type};
use crate::diagnostic::{Code, Diagnostic, Diagnostics, Span};
use crate::foreign::PREPROCESS;
use crate::grammar::{OptionType, Setting};
use crate::read::{Node, Value};
use crate::value::{Color, MAX_PIXELS, Preprocess, Resize};

const KEYS: &[&str] = &["resize", "crop", "color", "scale", "mean", "std"];

/// Lowers `preprocess`, and checks it against the network's `input` (height, width, channels). Returns `None` if the
/// file has none, if `input` is `None` (invalid), and if a value that is needed is invalid. All mistakes are reported;
/// `Some` may come with some, such as unknown keys.
pub(super) fn preprocess(
    node: Option<&Node>,
    input: Option<[u32; 3]>,
    errors: &mut Diagnostics,
) -> Option<Preprocess> {
    let mut fields = Fields::of(node?, "`preprocess`", PREPROCESS, form::preprocess, errors)?;
    let mut taken = |key| fields.take(key);
    let (resize, crop) = (taken("resize"), taken("crop"));
    let (color, scale) = (taken("color"), taken("scale"));
    let (mean, std) = (taken("mean"), taken("std"));
    fields.reject_rest(KEYS, errors);

    let sizes =
        [(resize, "`resize`"), (crop, "`crop`")].map(|(node, what)| pair(node, what, errors));
    let word = color.map(|node| (word(node, "`color`", errors), node.span));
    let factor = scale.map(|node| number(node, "`scale`", Range::ABOVE_ZERO, errors));
    let means = mean.map(|node| numbers(node, "`mean`", Range::ANY, errors));
    let stds = std.map(|node| numbers(node, "`std`", Range::ABOVE_ZERO, errors));

    let [height, width, channels] = input?;
    let color = check_color(word, channels, node?.span, errors);
    let mean = check_count(means, mean, "`mean`", channels, 0.0, errors);
    let std = check_count(stds, std, "`std`", channels, 1.0, errors);
    let crop = check_crop(sizes[1], crop, [height, width], errors);
    let resize = match resize {
        Some(node) => check_resize(sizes[0]?, node, [height, width], errors),
        // An image that is only cropped keeps its size.
        None if crop.is_some() => Some(Resize::None),
        None => Some(Resize::Exact([height, width])),
    };
    Some(Preprocess {
        resize: resize?,
        crop: [height, width],
        color: color?,
        scale: factor.unwrap_or(Some(1.0))?,
        mean: mean?.into(),
        std: std?.into(),
    })
}

/// Lowers a size in pixels to `[height, width]`: a list of both, or one number that stands for both. Returns `None`
/// without a node, and after reporting an error.
fn pair(node: Option<&Node>, what: &str, errors: &mut Diagnostics) -> Option<[u32; 2]> {
    match literal::setting(&OptionType::Pair, node?, what) {
        Ok(Setting::Pair(pair)) => Some(pair),
        Ok(_) => None,
        Err(error) => {
            errors.push(*error);
            None
        }
    }
}

/// Lowers a number or a list of numbers to a list; a single number gives a list of one. Returns `None` if one of them
/// is invalid, which is reported. The length is checked later, by [`check_count`].
fn numbers(node: &Node, what: &str, range: Range, errors: &mut Diagnostics) -> Option<Vec<f64>> {
    match &node.value {
        Value::List(items) => {
            let items: Vec<_> = items
                .iter()
                .map(|item| number(item, what, range, errors))
                .collect();
            items.into_iter().collect()
        }
        Value::Number(_) | Value::Text(_) => Some(vec![number(node, what, range, errors)?]),
        _ => {
            errors.push(wrong_type(
                what,
                "a number, or a list of one for each channel",
                node,
            ));
            None
        }
    }
}

/// Returns the colour channels of the input: those of `color`, or those usual for the number of channels. `word` is the
/// value of `color` with its position, its inner option `None` if the value was invalid and has been reported. Reports
/// colours whose number of channels is not `channels`, that of the input, and returns `None`; the error is at the value
/// of `color`, or at `place` if the file has no `color`.
fn check_color(
    word: Option<(Option<Color>, Span)>,
    channels: u32,
    place: Span,
    errors: &mut Diagnostics,
) -> Option<Color> {
    let (found, span) = match word {
        Some((color, span)) => (Some(color?), span),
        None => (Color::of_channels(channels), place),
    };
    if let Some(color) = found.filter(|color| color.channels() == channels) {
        return Some(color);
    }
    let plural = if channels == 1 { "" } else { "s" };
    let (title, label) = match found {
        Some(color) => (
            format!("`color` does not fit the input of {channels} channel{plural}"),
            format!("`{}` has {}", color.as_str(), color.channels()),
        ),
        None => (
            format!("no image has the input's {channels} channels"),
            "images have 1 or 3".to_owned(),
        ),
    };
    let error = Diagnostic::new(Code::COLOR_MISMATCH, title, span, label);
    errors.push(match Color::of_channels(channels) {
        Some(color) => error.help(format!("write `color: {}`", color.as_str())),
        None => error.help("leave `preprocess` out, and give the network arrays"),
    });
    None
}

/// Returns the numbers of `mean` or `std`, one for each channel: a single number is repeated, and `default` is used
/// without the key. Reports a list of another length and returns `None`. In `numbers`, the outer option is `None`
/// without the key, the inner one if the value was invalid and has been reported.
fn check_count(
    numbers: Option<Option<Vec<f64>>>,
    node: Option<&Node>,
    what: &str,
    channels: u32,
    default: f64,
    errors: &mut Diagnostics,
) -> Option<Vec<f64>> {
    let (Some(numbers), Some(node)) = (numbers, node) else {
        // No image has more than 3 channels, which `check_color` reports.
        return Some(vec![default; channels.min(3) as usize]);
    };
    let numbers = numbers?;
    if let (Value::Number(_) | Value::Text(_), [one]) = (&node.value, numbers.as_slice()) {
        return Some(vec![*one; channels.min(3) as usize]);
    }
    if numbers.len() == channels as usize {
        return Some(numbers);
    }
    let plural = if channels == 1 { "" } else { "s" };
    let title = format!("{what} does not fit the input of {channels} channel{plural}");
    let label = format!("{} here", numbers.len());
    let error = Diagnostic::new(Code::CHANNEL_COUNT, title, node.span, label);
    errors
        .push(error.help("give one number for each channel, in the order of the network's input"));
    None
}

/// Reports a `crop` that is not the height and width of the input; `size` is `None` if its value was invalid and has
/// been reported. Returns `Some` if the file has a `crop`, valid or not.
fn check_crop(
    size: Option<[u32; 2]>,
    node: Option<&Node>,
    input: [u32; 2],
    errors: &mut Diagnostics,
) -> Option<()> {
    let node = node?;
    if let Some([height, width]) = size.filter(|size| *size != input) {
        let title = "`crop` is not the input's size";
        let label = format!(
            "{height}x{width} here, the input is {}x{}",
            input[0], input[1]
        );
        errors.push(Diagnostic::new(
            Code::CROP_MISMATCH,
            title,
            node.span,
            label,
        ));
    }
    Some(())
}

/// Returns the resizing that `resize` describes: a single number is the length of the shorter side, a list the exact
/// size, in pixels. Reports a size that is smaller than the input or above [`MAX_PIXELS`] pixels, and returns `None`.
fn check_resize(
    size: [u32; 2],
    node: &Node,
    input: [u32; 2],
    errors: &mut Diagnostics,
) -> Option<Resize> {
    let shorter = matches!(node.value, Value::Number(_));
    let needed = match shorter {
        true => [input[0].max(input[1]); 2],
        false => input,
    };
    if size[0] < needed[0] || size[1] < needed[1] {
        let title = "`resize` makes images smaller than the input";
        let label = match shorter {
            true => format!(
                "expected at least {}, for an input of {}x{}",
                needed[0], input[0], input[1]
            ),
            false => format!(
                "{}x{} here, the input is {}x{}",
                size[0], size[1], input[0], input[1]
            ),
        };
        errors.push(Diagnostic::new(
            Code::RESIZE_MISMATCH,
            title,
            node.span,
            label,
        ));
        return None;
    }
    if u64::from(size[0]) * u64::from(size[1]) > MAX_PIXELS {
        let title = "`resize` makes images too large";
        let label = "expected at most 100 million pixels";
        errors.push(Diagnostic::new(
            Code::RESIZE_MISMATCH,
            title,
            node.span,
            label,
        ));
        return None;
    }
    Some(match shorter {
        true => Resize::Shorter(size[0]),
        false => Resize::Exact(size),
    })
}
