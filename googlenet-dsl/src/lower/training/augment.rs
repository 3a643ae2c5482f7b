//! Lowering of `augment`.

use super::super::map::Fields;
use super::super::real::{self, Range};
use super::super::{word::word, wrong_type};
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::foreign::AUGMENT;
use crate::read::{Node, Value};
use crate::value::training::{Augment, Flip};
use crate::value::word::Word;

const KEYS: &[&str] = &["flip", "area", "ratio", "color", "shift", "rotate"];

/// The largest `shift` where the input is not known.
const MOST: u32 = 1_000_000;

/// Lowers the random changes of images, for an `input` of this height and width, which is `None` if it is invalid.
/// Returns `None` after reporting a node that is no map.
pub(super) fn augment(
    node: &Node,
    input: Option<[u32; 2]>,
    errors: &mut Diagnostics,
) -> Option<Augment> {
    let help = |node: &Node| match &node.value {
        Value::Text(word) if Flip::find(word).is_some() => {
            Some(format!("write `augment: {{flip: {word}}}`"))
        }
        _ => Some("write `augment: {flip: horizontal, shift: 2}`".to_owned()),
    };
    let mut fields = Fields::of(node, "`augment`", AUGMENT, help, errors)?;
    let mut augment = Augment::default();
    if let Some(node) = fields.take("flip") {
        augment.flip = word(node, "`flip`", errors).unwrap_or_default();
    }
    let area = fields.take("area");
    augment.area = area.and_then(|node| pair(node, "`area`", Range::SHARE, "[0.35, 1]", errors));
    if let Some(entry) = fields.take_entry("ratio") {
        let (node, example) = (&entry.value, "[3/4, 4/3]");
        let ratio = pair(node, "`ratio`", Range::ABOVE_ZERO, example, errors);
        augment.ratio = ratio.unwrap_or(Augment::RATIO);
        if area.is_none() {
            let (code, title) = (Code::TRAINING_CONTRADICTION, "`ratio` without `area`");
            let label = "no part of the image is cut out";
            let error = Diagnostic::new(code, title, entry.key_span, label);
            errors.push(error.help("say how large the part is, as in `area: [0.35, 1]`"));
        }
    }
    if let Some(node) = fields.take("color") {
        let color = real::single(node, "`color`", Range::TO_ONE, errors);
        augment.color = color.unwrap_or_default();
    }
    if let Some(node) = fields.take("shift") {
        let side = input.map(|[height, width]| height.min(width));
        let most = side.map_or(MOST, |side| side.saturating_sub(1));
        let shift = real::whole(node, "`shift`", most.into(), errors);
        augment.shift = shift.map_or(0, |shift| shift as u32);
    }
    if let Some(node) = fields.take("rotate") {
        let rotate = real::single(node, "`rotate`", Range::DEGREES, errors);
        augment.rotate = rotate.unwrap_or_default();
    }
    fields.reject_rest(KEYS, errors);
    Some(augment)
}

/// Lowers a list of the smallest and the largest value. Returns `None` after reporting another value.
fn pair(
    node: &Node,
    what: &str,
    range: Range,
    example: &str,
    errors: &mut Diagnostics,
) -> Option<[f32; 2]> {
    let Value::List(items) = &node.value else {
        let expected = format!("the smallest and the largest, as in `{example}`");
        errors.push(wrong_type(what, &expected, node));
        return None;
    };
    let [low, high] = items.as_slice() else {
        let expected = format!("the smallest and the largest, as in `{example}`");
        errors.push(wrong_type(what, &expected, node));
        return None;
    };
    let low = real::single(low, what, range, errors);
    let high = real::single(high, what, range, errors);
    let (low, high) = low.zip(high)?;
    if low > high {
        let title = format!("the bounds of {what} are exchanged");
        let label = format!("expected the smaller one first: `[{high}, {low}]`");
        errors.push(Diagnostic::new(Code::OUT_OF_RANGE, title, node.span, label));
        return None;
    }
    Some([low, high])
}
