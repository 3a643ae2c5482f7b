//! Which sizes a tensor may have to be a weight.

use crate::import::transform::Transform;
use crate::names::{Convention, Named};

/// Returns the transforms that make a tensor of the sizes `dims` the weight, or `None` if it does not fit: in one of
/// the forms of the convention, or in one with further axes of size 1 that leave no doubt about the others.
pub(super) fn fitted(
    named: &Named,
    convention: Convention,
    dims: &[usize],
) -> Option<Vec<Transform>> {
    let exact = named.forms.iter().find(|form| form.shape == dims);
    if let Some(form) = exact {
        return Some(form.transforms.clone());
    }
    let form = named
        .forms
        .iter()
        .find(|form| is_alike(&form.shape, dims, convention))?;
    let mut transforms = vec![Transform::Reshape(form.shape.clone())];
    transforms.extend(form.transforms.iter().cloned());
    Some(transforms)
}

/// Returns whether two shapes differ in axes of size 1 alone: a vector's, or those on the side where the convention has
/// the axes of a window.
fn is_alike(shape: &[usize], dims: &[usize], convention: Convention) -> bool {
    if shape.len() == dims.len() && convention != Convention::Own && long(shape) > 1 {
        return false;
    }
    match (long(shape), long(dims)) {
        (0 | 1, 0 | 1) => shape.iter().product::<usize>() == dims.iter().product::<usize>(),
        _ => bare(shape, convention) == bare(dims, convention),
    }
}

/// Returns the number of axes that are no longer than 1.
fn long(shape: &[usize]) -> usize {
    shape.iter().filter(|size| **size != 1).count()
}

/// Returns the sizes without the axes of a window of one pixel.
pub(super) fn bare(shape: &[usize], convention: Convention) -> &[usize] {
    match (convention, shape) {
        (Convention::Torchvision, [rest @ .., 1, 1]) if rest.len() == 2 => rest,
        (Convention::Keras, [1, 1, rest @ ..]) if rest.len() == 2 => rest,
        _ => shape,
    }
}
