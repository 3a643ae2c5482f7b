//! Data of the HTML page, as JSON that the scripts of the page read.

use super::look;
use crate::content::{Band, Content};
use crate::facts::{Cost, Family, kind_words, phrase, settings, shape};
use crate::layout::frame::MODULE_TITLE_SIZE;
use crate::outline::Part;
use crate::scene::Scene;
use crate::text::{Weight, width};
use crate::write::color::{DARK_SCALE, SCALE};
use googlenet_dsl::graph::LayerId;
use serde_json::{Map, Value, json};
use std::ops::Range;

/// Changes of an edit, as JSON for the scripts of the page.
pub(crate) struct Edit {
    /// For each layer after the edit, indexed by id, its state and its former name, shape and cost; `null` if it is
    /// unchanged.
    pub(crate) marks: Vec<Value>,
    /// The list of differences that the page shows: the name of the network before the edit, all added, removed,
    /// renamed and changed layers, and the totals.
    pub(crate) summary: Value,
}

/// Returns all data of the page as JSON: texts, layers, cards, modules (`groups`), wires, and `looks`, the
/// places of all these for each quantity that colours can show.
///
/// `looks` are scenes of the same network, one for each quantity that colours can show; the boxes name the quantity, so
/// that places and texts differ. `scene` is the one that is shown first.
pub(super) fn data(
    scene: &Scene,
    looks: &[Scene],
    collapsed: &[bool],
    source: Option<&str>,
    edit: Option<&Edit>,
) -> Value {
    let total = Cost::sum(&scene.costs, scene.graph.ids());
    let parts = |parts: &[Part]| -> Vec<Value> { parts.iter().map(|part| place(*part)).collect() };
    let titles = scene
        .contents
        .titles
        .iter()
        .map(|[name, _]| match name.as_str() {
            "" => 0.0,
            name => width(name, MODULE_TITLE_SIZE, Weight::SemiBold) + 8.0,
        });
    json!({
        "totals": scene.totals,
        "total": cost(&total),
        "direction": scene.options.direction.as_str(),
        "color": scene.options.color.as_str(),
        "looks": looks.iter()
            .map(|scene| (scene.options.color.as_str().to_owned(), look::look(scene)))
            .collect::<Map<_, _>>(),
        "titleWidths": titles.collect::<Vec<_>>(),
        "scales": [SCALE, DARK_SCALE],
        "families": Family::ALL.map(Family::word),
        "parts": parts(&scene.outline.top),
        "layers": layers(scene, source, edit),
        "cards": (0..scene.outline.cards.len()).map(|at| card(scene, at)).collect::<Vec<_>>(),
        "groups": (0..scene.outline.groups.len())
            .map(|at| group(scene, at, collapsed[at], parts(&scene.outline.groups[at].parts)))
            .collect::<Vec<_>>(),
        "wires": wires(scene),
        "diff": edit.map(|edit| &edit.summary),
    })
}

fn place(part: Part) -> Value {
    match part {
        Part::Card(card) => json!([false, card]),
        Part::Group(group) => json!([true, group]),
    }
}

/// Returns a cost as an object with `params`, `macs` and `memory` (in bytes).
pub(crate) fn cost(cost: &Cost) -> Value {
    json!({ "params": cost.params, "macs": cost.macs, "memory": cost.memory })
}

fn layers(scene: &Scene, source: Option<&str>, edit: Option<&Edit>) -> Vec<Value> {
    let graph = &scene.graph;
    let fields = graph.receptive_fields();
    let lines: Vec<&str> = source
        .map(|text| text.lines().collect())
        .unwrap_or_default();
    let layer = |id: LayerId| {
        let weights = graph.weights(id).into_iter().map(|weight| {
            let sizes: Vec<String> = weight.shape.iter().map(usize::to_string).collect();
            json!({ "name": weight.name, "shape": sizes.join("\u{d7}") })
        });
        let line = graph.layer(id).line;
        json!({
            "name": graph.layer(id).name,
            "phrase": phrase(graph, id),
            "options": settings(graph.op(id)),
            "reads": graph.input_shapes(id).into_iter().map(shape).collect::<Vec<_>>(),
            "shape": shape(graph.shape(id)),
            "cost": cost(&scene.costs[id]),
            "weights": weights.collect::<Vec<_>>(),
            "field": format!("{}\u{d7}{}", fields[id][0], fields[id][1]),
            "output": graph.outputs().iter().find(|output| output.layer == id).map(|output| &output.name),
            "line": line,
            "source": (line as usize).checked_sub(1).and_then(|line| lines.get(line)).map(|line| line.trim()),
            "inputs": graph.inputs(id),
            "readers": graph.readers(id),
            "card": scene.outline.card_of[id],
            "mark": edit.map(|edit| &edit.marks[id]),
        })
    };
    graph.ids().map(layer).collect()
}

/// Returns the number of output channels of each layer in `layers` that has a kernel, in order, as a row of the table
/// in the GoogLeNet paper lists them.
fn filters(scene: &Scene, layers: Range<LayerId>) -> Vec<usize> {
    let graph = &scene.graph;
    let with_kernel = layers.filter(|id| {
        graph
            .weights(*id)
            .iter()
            .any(|weight| weight.name == "kernel")
    });
    with_kernel.map(|id| graph.shape(id).channels()).collect()
}

fn bands(content: &Content) -> Vec<Value> {
    let band = |band: &Band| json!({ "layer": band.layer, "family": band.family.class() });
    content.bands.iter().map(band).collect()
}

fn card(scene: &Scene, at: usize) -> Value {
    let card = &scene.outline.cards[at];
    let content = &scene.contents.cards[at];
    let first = card.layers.start;
    // The layer that joins a module's branches has the path of the module.
    let joins = card
        .parent
        .is_some_and(|group| scene.outline.groups[group].path == scene.graph.layer(first).name);
    let name = match first == 0 || joins {
        true => kind_words(scene.graph.op(first)),
        false => card.name.clone(),
    };
    json!({
        "name": name,
        "first": card.layers.start,
        "last": card.layers.end - 1,
        "parent": card.parent,
        "family": content.family.class(),
        "bands": bands(content),
        "footer": content.footer.is_some(),
        "cost": cost(&content.cost),
        "filters": filters(scene, card.layers.clone()),
        "shape": shape(scene.graph.shape(card.layers.end - 1)),
    })
}

fn group(scene: &Scene, at: usize, collapsed: bool, parts: Vec<Value>) -> Value {
    let group = &scene.outline.groups[at];
    let content = &scene.contents.groups[at];
    let last = group.layers.end - 1;
    json!({
        "path": group.path,
        "name": group.name,
        "title": scene.contents.titles[at],
        "block": group.block,
        "parent": group.parent,
        "depth": group.depth,
        "parts": parts,
        "first": group.layers.start,
        "last": last,
        "layers": group.layers.len(),
        "reads": scene.layout.reads(at),
        "collapsed": collapsed,
        "family": content.family.class(),
        "bands": bands(content),
        "footer": content.footer.is_some(),
        "cost": cost(&content.cost),
        "filters": filters(scene, group.layers.clone()),
        "shape": shape(scene.graph.shape(last)),
    })
}

fn wires(scene: &Scene) -> Vec<Value> {
    let wire = |route: &crate::layout::Route| {
        json!({
            "source": route.wire.source,
            "targets": route.wire.targets,
            "group": route.group,
            "card": matches!(route.to, Some(Part::Card(_))),
            "module": match route.to {
                Some(Part::Group(group)) => Some(group),
                _ => None,
            },
        })
    };
    scene.layout.routes.iter().map(wire).collect()
}
