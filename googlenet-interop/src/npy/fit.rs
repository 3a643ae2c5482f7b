//! Comparison of an array's sizes with the shape of a network's input, and what would make them fit.

use super::tuple;
use googlenet_dsl::shape::Shape;

/// Returns the number of images in an array of the sizes `dims`, with or without a first axis for images.
///
/// # Errors
/// A message that says what is expected and, if the values would fit in another order or with other axes, the line of
/// NumPy for that.
pub(crate) fn images(shape: Shape, dims: &[u64]) -> Result<u64, String> {
    let expected: Vec<u64> = shape.dims().iter().map(|size| *size as u64).collect();
    let images = match dims.strip_suffix(expected.as_slice()) {
        Some([]) => 1,
        Some([images]) => *images,
        _ => return Err(misfit(&expected, dims)),
    };
    match images {
        0 => Err("the array holds no image".into()),
        images => Ok(images),
    }
}

fn misfit(expected: &[u64], dims: &[u64]) -> String {
    let wanted: Vec<String> = expected.iter().map(u64::to_string).collect();
    let wanted = wanted.join(", ");
    let without = if expected.len() == 1 { "," } else { "" };
    let got = tuple(dims);
    let remedy = remedy(expected, dims).map_or(String::new(), |(what, line)| {
        format!("{what}; help: save `{line}`")
    });
    format!("expected an array of (N, {wanted}) or ({wanted}{without}), got {got}{remedy}")
}

/// Returns what is different about an array whose values would fit, and the line of NumPy that makes it fit.
fn remedy(expected: &[u64], dims: &[u64]) -> Option<(&'static str, String)> {
    transposed(expected, dims)
        .or_else(|| without_channels(expected, dims))
        .or_else(|| other_axes(expected, dims))
}

/// Orders of a map's axes other than height, width, channels, the usual ones first: the axis of each of the three among
/// those of the array.
const ORDERS: [([usize; 3], &str); 5] = [
    ([1, 2, 0], ", channels first"),
    ([1, 0, 2], ", width before height"),
    ([2, 1, 0], ", channels and width first"),
    ([0, 2, 1], ", channels between height and width"),
    ([2, 0, 1], ", width first"),
];

fn transposed(expected: &[u64], dims: &[u64]) -> Option<(&'static str, String)> {
    if expected.len() != 3 || !(3..=4).contains(&dims.len()) {
        return None;
    }
    let first = dims.len() - 3;
    let fits = |axes: &[usize; 3], from: usize| {
        let mut sizes = axes.iter().zip(expected);
        sizes.all(|(axis, size)| dims[from + axis] == *size)
    };
    let line = |axes: Vec<usize>| {
        let axes: Vec<String> = axes.iter().map(usize::to_string).collect();
        format!("x.transpose({})", axes.join(", "))
    };
    if let Some((axes, what)) = ORDERS.iter().find(|(axes, _)| fits(axes, first)) {
        let axes = (0..first).chain(axes.iter().map(|axis| first + axis));
        return Some((what, line(axes.collect())));
    }
    let images_last = first == 1 && fits(&[0, 1, 2], 0);
    images_last.then(|| (", images last", line(vec![3, 0, 1, 2])))
}

/// An image, or images, of one channel that has no axis of its own.
fn without_channels(expected: &[u64], dims: &[u64]) -> Option<(&'static str, String)> {
    let size = expected.strip_suffix(&[1])?;
    let fits = expected.len() == 3 && dims.len() <= 3 && dims.ends_with(size);
    fits.then(|| (", without an axis of channels", "x[..., None]".to_owned()))
}

/// The same sizes but for axes of size 1, in front of, between or behind them.
fn other_axes(expected: &[u64], dims: &[u64]) -> Option<(&'static str, String)> {
    let above_one = |sizes: &[u64]| {
        let sizes = sizes.iter().copied().filter(|size| *size != 1);
        sizes.collect::<Vec<u64>>()
    };
    let (wanted, got) = (above_one(expected), above_one(dims));
    let fits = matches!(got.strip_suffix(wanted.as_slice()), Some([] | [_]));
    let sizes: Vec<String> = expected.iter().map(u64::to_string).collect();
    fits.then(|| {
        let line = format!("x.reshape(-1, {})", sizes.join(", "));
        (", with other axes of size 1", line)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    const MAP: Shape = Shape::Map {
        height: 4,
        width: 3,
        channels: 2,
    };

    #[track_caller]
    fn said(shape: Shape, dims: &[u64], expected: &str) {
        let error = images(shape, dims).expect_err("it does not fit");
        let help = error
            .split_once("; help: save ")
            .map_or("", |(_, help)| help);
        assert_eq!(help, expected, "{error}");
    }

    #[test]
    fn images_are_counted() {
        assert_eq!(images(MAP, &[4, 3, 2]), Ok(1));
        assert_eq!(images(MAP, &[7, 4, 3, 2]), Ok(7));
        assert!(images(MAP, &[0, 4, 3, 2]).is_err());
        let square = Shape::Map {
            height: 3,
            width: 3,
            channels: 3,
        };
        assert_eq!(images(square, &[3, 3, 3]), Ok(1));
    }

    #[test]
    fn what_fits_transposed_is_named() {
        said(MAP, &[5, 2, 4, 3], "`x.transpose(0, 2, 3, 1)`");
        said(MAP, &[2, 4, 3], "`x.transpose(1, 2, 0)`");
        said(MAP, &[5, 3, 4, 2], "`x.transpose(0, 2, 1, 3)`");
        said(MAP, &[2, 3, 4], "`x.transpose(2, 1, 0)`");
        said(MAP, &[4, 2, 3], "`x.transpose(0, 2, 1)`");
        said(MAP, &[3, 2, 4], "`x.transpose(2, 0, 1)`");
        said(MAP, &[4, 3, 2, 5], "`x.transpose(3, 0, 1, 2)`");
    }

    #[test]
    fn axes_that_are_missing_or_too_many_are_named() {
        let grey = Shape::Map {
            height: 4,
            width: 3,
            channels: 1,
        };
        said(grey, &[4, 3], "`x[..., None]`");
        said(grey, &[6, 4, 3], "`x[..., None]`");
        said(grey, &[6, 1, 4, 3], "`x.transpose(0, 2, 3, 1)`");
        said(MAP, &[1, 1, 4, 3, 2], "`x.reshape(-1, 4, 3, 2)`");
        let vector = Shape::Vector { features: 8 };
        said(vector, &[5, 8, 1, 1], "`x.reshape(-1, 8)`");
        said(vector, &[5, 1, 8], "`x.reshape(-1, 8)`");
    }

    #[test]
    fn what_does_not_fit_has_no_remedy() {
        said(MAP, &[24], "");
        said(MAP, &[5, 4, 3, 3], "");
        said(MAP, &[], "");
        said(Shape::Vector { features: 8 }, &[8, 5], "");
        said(Shape::Vector { features: 8 }, &[4, 2], "");
    }
}
