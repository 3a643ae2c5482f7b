//! The layer whose map is shown.

use crate::failure::Failure;
use googlenet_dsl::graph::{Graph, LayerId};
use googlenet_dsl::nearest::nearest;
use googlenet_dsl::shape::Shape;

/// Returns the path of the layer that the command line names, or of the last layer of the step that it names.
///
/// # Errors
/// [`Failure::Message`] if there is no such layer, or its result is no map of more than one pixel.
pub(super) fn named(graph: &Graph, name: &str) -> Result<String, Failure> {
    let names = || graph.ids().skip(1).map(|id| &*graph.layer(id).name);
    let step = format!("{name}.");
    let last = || names().rfind(|path| path.starts_with(&step));
    let Some(found) = names().find(|path| *path == name).or_else(last) else {
        let near = nearest(name, names());
        let near = near.map_or(String::new(), |near| format!("; did you mean `{near}`?"));
        return Err(Failure::Message(format!(
            "the network has no layer `{name}`{near}"
        )));
    };
    let [height, width, channels] = shape(graph, found);
    if height * width <= 1 {
        let maps = last_map(graph).map_or(String::new(), |map| {
            format!("; help: the last such map is `{map}`")
        });
        return Err(Failure::Message(format!(
            "expected a layer with a map of several pixels, got `{found}` of {height}x{width}x{channels}{maps}"
        )));
    }
    Ok(found.to_owned())
}

/// Returns the path of the last layer before the first output whose result is a map of more than one pixel.
///
/// # Errors
/// [`Failure::Message`] if there is none.
pub(super) fn last_map(graph: &Graph) -> Result<String, Failure> {
    let mut is_before = vec![false; graph.len()];
    let output = graph.outputs()[0].layer;
    is_before[output] = true;
    for id in (1..=output).rev().filter(|id| *id < graph.len()) {
        if is_before[id] {
            for input in graph.inputs(id) {
                is_before[input] = true;
            }
        }
    }
    let is_map = |id: &LayerId| {
        is_before[*id] && size(graph.shape(*id)).iter().take(2).product::<usize>() > 1
    };
    let last = graph.ids().skip(1).rfind(is_map);
    last.map(|id| graph.layer(id).name.to_string()).ok_or_else(|| {
        Failure::Message(
            "no layer in front of the classes has a map of several pixels; help: `--saliency` needs none".to_owned(),
        )
    })
}

/// Returns height, width and channels of a layer's result.
pub(super) fn shape(graph: &Graph, name: &str) -> [usize; 3] {
    graph.find(name).map_or([0; 3], |id| size(graph.shape(id)))
}

fn size(shape: Shape) -> [usize; 3] {
    let [height, width] = shape.spatial();
    [height, width, shape.channels()]
}
