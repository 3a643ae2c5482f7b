//! Another size of the input than the description's: what follows it, and what cannot.

use crate::build::build;
use crate::diagnostic::{Code, Diagnostic, Diagnostics, Source};
use crate::expand::Expanded;
use crate::grammar::MAX_COUNT;
use crate::graph::{Graph, LayerId};
use crate::op::Weight;
use crate::spec::Spec;
use crate::value::{MAX_PIXELS, Preprocess, Resize};

/// Gives the network of `spec` an input of this height and width. Images are prepared for it as for that of the file:
/// `crop` is the new size, and `resize` grows or shrinks with it; training moves them by less than a side. `published`
/// and `budget` are about the file's size, and are left out. Returns the input as it was; `None` if that has the size
/// already.
///
/// # Errors
/// A size is 0 or above [`MAX_COUNT`], or images would be resized to more than [`MAX_PIXELS`] pixels.
pub(crate) fn resize(
    spec: &mut Spec,
    [height, width]: [u32; 2],
) -> Result<Option<[u32; 3]>, Diagnostics> {
    let before = spec.input;
    if [before[0], before[1]] == [height, width] {
        return Ok(None);
    }
    let wrong = |code, label: String| {
        let title = format!("the input cannot be {height}x{width}");
        Diagnostics::of(Diagnostic::new(code, title, spec.input_span, label))
    };
    if height.min(width) == 0 {
        let label = "sizes are at least 1".to_owned();
        return Err(wrong(Code::NOT_POSITIVE, label));
    }
    if height.max(width) > MAX_COUNT {
        return Err(wrong(
            Code::TOO_BIG,
            format!("sizes are at most {MAX_COUNT}"),
        ));
    }
    if let Some(preprocess) = &spec.preprocess {
        let Some(resize) = resized(preprocess, [before[0], before[1]], [height, width]) else {
            let label = "images would be resized to more than 100 million pixels".to_owned();
            return Err(wrong(Code::RESIZE_MISMATCH, label));
        };
        spec.preprocess = Some(Preprocess {
            resize,
            crop: [height, width],
            ..preprocess.clone()
        });
    }
    spec.input = [height, width, before[2]];
    if let Some(of) = &mut spec.training {
        let shift = &mut of.training.augment.shift;
        *shift = (*shift).min(height.min(width) - 1);
    }
    spec.published = None;
    spec.budget.clear();
    Ok(Some(before))
}

/// Returns the size to which images are resized for an input of size `after`, so that as much of them is seen as with
/// one of size `before`; `None` if that is more than [`MAX_PIXELS`] pixels.
fn resized(preprocess: &Preprocess, before: [u32; 2], after: [u32; 2]) -> Option<Resize> {
    let scaled = |size: u32, before: u32, after: u32| {
        let scaled = (u64::from(size) * u64::from(after)).div_ceil(u64::from(before));
        u32::try_from(scaled).ok()
    };
    let longest = |size: [u32; 2]| size[0].max(size[1]);
    let (resize, sides) = match preprocess.resize {
        Resize::None => return Some(Resize::None),
        Resize::Shorter(side) => {
            let side = scaled(side, longest(before), longest(after))?;
            (Resize::Shorter(side), [side; 2])
        }
        Resize::Exact([height, width]) => {
            let sides = [
                scaled(height, before[0], after[0])?,
                scaled(width, before[1], after[1])?,
            ];
            (Resize::Exact(sides), sides)
        }
    };
    (u64::from(sides[0]) * u64::from(sides[1]) <= MAX_PIXELS).then_some(resize)
}

/// Says in each mistake of a network with another input than that of the file, `before`, that this is one.
pub(crate) fn told(
    mistakes: Diagnostics,
    [height, width, _]: [u32; 3],
    before: [u32; 3],
) -> Diagnostics {
    let note = format!(
        "the input is {height}x{width} here, {}x{} in the file",
        before[0], before[1]
    );
    mistakes.noted(&note)
}

/// Adds a lint for each layer whose weights have other shapes with the input of `graph` than with that of the file,
/// `before`, such as a dense layer behind a flattened map: weights of the file's network do not fit it. There are none
/// if the network cannot be built with the file's input.
pub(crate) fn check_weights(
    expanded: &mut Expanded<'_>,
    source: &Source,
    before: [u32; 3],
    graph: &Graph,
    lints: &mut Diagnostics,
) {
    let after = std::mem::replace(&mut expanded.input, before);
    let original = build(expanded, source);
    expanded.input = after;
    let Ok(original) = original else {
        return;
    };
    let (original, graph) = (original.training(), graph.training());
    for (at, flat) in expanded.layers.iter().enumerate() {
        let id: LayerId = at + 1;
        let (was, is) = (original.weights(id), graph.weights(id));
        let other = was.iter().zip(&is).find(|(was, is)| was.shape != is.shape);
        let Some((was, is)) = other else {
            continue;
        };
        let title = format!(
            "`{}` has other weights with an input of {}x{}",
            flat.name, after[0], after[1]
        );
        let label = format!(
            "its {} is {} here, {} with the file's {}x{}",
            is.name,
            sizes(is),
            sizes(was),
            before[0],
            before[1]
        );
        let help = "weights of the file's size do not fit; `global_avg_pool` instead of `flatten` takes maps of any size";
        let lint = Diagnostic::new(Code::WEIGHTS_FOLLOW_INPUT, title, flat.template.span, label);
        lints.push_once(lint.help(help));
    }
}

fn sizes(weight: &Weight) -> String {
    let sizes: Vec<String> = weight.shape.iter().map(usize::to_string).collect();
    sizes.join("x")
}
