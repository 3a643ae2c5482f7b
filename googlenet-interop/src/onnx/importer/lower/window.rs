//! The windows of convolutions and poolings: padding by rule and by numbers.

use super::context::{Lower, refuse};
use super::site::{Site, size_of};
use googlenet_dsl::op::{Padding, Window};
use googlenet_dsl::shape::Shape;

/// Returns the number of filters of a convolution, `filters`, and its window without padding. The last two of `sizes`,
/// those of its kernel, are height and width.
pub(super) fn of_kernel(
    site: &Site<'_, '_>,
    sizes: &[usize; 4],
    filters: usize,
) -> Lower<(u32, Window)> {
    let [_, _, height, width] = *sizes;
    if let Some(shape) = site.wholes("kernel_shape")?
        && shape != [height as i64, width as i64]
    {
        return refuse(format!(
            "`kernel_shape` is {shape:?}, the kernel {height} x {width}"
        ));
    }
    let [Some(filters), Some(rows), Some(columns)] =
        [filters, height, width].map(|size| size_of(i64::try_from(size).unwrap_or(-1), 1))
    else {
        return refuse(format!("a kernel of sizes {sizes:?} is out of range"));
    };
    let window = Window {
        dilation: site.sizes("dilations", 1)?.unwrap_or([1, 1]),
        ..Window::new(
            [rows, columns],
            site.sizes("strides", 1)?.unwrap_or([1, 1]),
            Padding::Valid,
        )
    };
    Ok((filters, window))
}

/// Returns the window with the node's padding for a map of the shape `input`. Numbers that are those of a rule of
/// descriptions become that rule: none are `valid`; those that `same` makes are `same` if they keep the size or are not
/// the same on both sides. Where `may_round` is `true`, padding behind the map that only lets sizes be rounded up
/// becomes that option of poolings.
pub(super) fn padding(
    site: &Site<'_, '_>,
    window: Window,
    input: Shape,
    may_round: bool,
) -> Lower<Window> {
    let rule = site.text("auto_pad", "NOTSET")?;
    let same = Window {
        padding: Padding::Same,
        ..window
    };
    let of_same = [0, 1].map(|at| same.axis(at).padding(input.spatial()[at]));
    let [rows, columns] = of_same;
    let explicit = match rule.as_str() {
        "NOTSET" | "" => site.sizes::<4>("pads", 0)?.unwrap_or([0; 4]),
        "VALID" => [0; 4],
        "SAME_UPPER" => {
            return Ok(if rows == [0; 2] && columns == [0; 2] {
                window
            } else {
                same
            });
        }
        "SAME_LOWER" if [rows, columns].iter().all(|edges| edges[0] == edges[1]) => {
            [rows[0], columns[0], rows[1], columns[1]].map(|size| size as u32)
        }
        "SAME_LOWER" => {
            return Ok(Window {
                padding: Padding::SameLower,
                ..window
            });
        }
        other => return refuse(format!("`auto_pad` is {other:?}")),
    };
    if explicit == [0; 4] {
        return Ok(window);
    }
    let [top, left, bottom, right] = explicit.map(|size| size as usize);
    let is_same = [[top, bottom], [left, right]] == of_same;
    let is_uneven = top != bottom || left != right;
    if is_same && !window.ceil && (is_uneven || window.stride == [1, 1]) {
        return Ok(same);
    }
    let lower = Window {
        padding: Padding::SameLower,
        ..window
    };
    let of_lower = [0, 1].map(|at| lower.axis(at).padding(input.spatial()[at]));
    if [[top, bottom], [left, right]] == of_lower && !window.ceil && is_uneven {
        return Ok(lower);
    }
    let padded = Window {
        padding: Padding::Explicit(explicit),
        ..window
    };
    let rounded = if may_round {
        overhanging(padded, input)
    } else {
        None
    };
    Ok(rounded.unwrap_or(padded))
}

/// Returns the window that rounds sizes up, if that is what uneven padding does: less is in front than behind, and the
/// number of windows is the same with the padding in front on both sides.
fn overhanging(window: Window, input: Shape) -> Option<Window> {
    let Padding::Explicit([top, left, bottom, right]) = window.padding else {
        return None;
    };
    if window.ceil || bottom < top || right < left || [top, left] == [bottom, right] {
        return None;
    }
    let padding = match [top, left] {
        [0, 0] => Padding::Valid,
        _ => Padding::Explicit([top, left, top, left]),
    };
    let up = Window {
        padding,
        ceil: true,
        ..window
    };
    let spatial = input.spatial();
    let same = (0..2)
        .all(|at| up.axis(at).output_size(spatial[at]) == window.axis(at).output_size(spatial[at]));
    same.then_some(up)
}
