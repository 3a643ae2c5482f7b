//! Evaluation of a scene's layout to a drawing in pixels, for a given set of collapsed modules.

use crate::drawing::{Drawing, DrawingBox, Header, Module, Rect, Wire};
use crate::facts::Family;
use crate::layout::Placed;
use crate::layout::tape::Expr;
use crate::options::Legend;
use crate::outline::{GroupId, Part};
use crate::scene::Scene;

/// Builds the drawing in which each module for which `collapsed`, indexed by module, is `true` is a single box. The
/// cards, modules and wires inside a collapsed module are left out.
pub(crate) fn draw(scene: &Scene, collapsed: &[bool]) -> Drawing {
    let values = scene.layout.tape.evaluate(|group| collapsed[group]);
    let at = |expr: Expr| values[expr.0 as usize];
    let rect = |placed: &Placed| Rect {
        x: at(placed.x),
        y: at(placed.y),
        width: at(placed.width),
        height: at(placed.height),
    };
    let shown = |group: Option<GroupId>| !scene.outline.around(group).any(|group| collapsed[group]);
    let mut modules = Vec::new();
    let mut boxes = Vec::new();
    for (id, group) in scene.outline.groups.iter().enumerate() {
        if !shown(group.parent) {
            continue;
        }
        let rect = rect(&scene.layout.groups[id]);
        if collapsed[id] {
            boxes.push(collapsed_box(scene, id, rect));
        } else {
            modules.push(Module {
                path: group.path.clone(),
                title: scene.contents.titles[id].clone(),
                depth: group.depth,
                rect,
                is_folded: scene.repeats.contains_key(&(true, group.path.clone())),
            });
        }
    }
    for (id, card) in scene.outline.cards.iter().enumerate() {
        if shown(card.parent) {
            let path = scene.graph.layer(card.layers.start).name.to_string();
            boxes.push(DrawingBox {
                path: path.clone(),
                content: scene.contents.cards[id].clone(),
                rect: rect(&scene.layout.cards[id]),
                layers: card.layers.clone(),
                is_module: false,
                is_folded: scene.repeats.contains_key(&(false, path)),
            });
        }
    }
    boxes.sort_by_key(|shown| (shown.layers.start, shown.is_module));
    let mut wires = Vec::new();
    for route in scene
        .layout
        .routes
        .iter()
        .filter(|route| shown(route.group))
    {
        let points = route.points.iter().map(|(x, y)| [at(*x), at(*y)]).collect();
        wires.push(Wire {
            points,
            source: route.wire.source,
            targets: route.wire.targets.clone(),
            in_ranks: route.in_ranks,
            arrow: match route.to {
                Some(Part::Card(_)) => true,
                Some(Part::Group(group)) => collapsed[group],
                None => false,
            },
        });
    }
    let size = [at(scene.layout.width), at(scene.layout.height)];
    Drawing::new(
        header(scene, &boxes),
        boxes,
        modules,
        wires,
        size,
        scene.options.color,
    )
}

/// Returns the box of a collapsed module.
fn collapsed_box(scene: &Scene, group: GroupId, rect: Rect) -> DrawingBox {
    DrawingBox {
        path: scene.outline.groups[group].path.clone(),
        content: scene.contents.groups[group].clone(),
        rect,
        layers: scene.outline.groups[group].layers.clone(),
        is_module: true,
        is_folded: scene
            .repeats
            .contains_key(&(true, scene.outline.groups[group].path.clone())),
    }
}

/// Returns the header: the title, the totals and, for the legend, the families of `boxes` and of all layers on those
/// that are cards, sorted and without repetitions.
fn header(scene: &Scene, boxes: &[DrawingBox]) -> Header {
    let mut families: Vec<Family> = Vec::new();
    for shown in boxes {
        families.push(shown.content.family);
        families.extend(shown.content.bands.iter().map(|band| band.family));
    }
    families.sort_unstable();
    families.dedup();
    let (name, totals) = scene.heading();
    if scene.options.legend == Legend::Never {
        families.clear();
    }
    Header {
        network: scene.graph.name().to_owned(),
        name,
        totals,
        families,
        scale: scene.options.legend != Legend::Never,
    }
}
