//! Tests of what holds for every drawing: boxes do not overlap, texts are inside their boxes, wires go around boxes,
//! and branches are in order.

mod common;

use common::{Random, Writer, collections, specs};
use googlenet_dsl::graph::Graph;
use googlenet_dsl::tree::Item;
use googlenet_view::drawing::{Rect, Text, Wire};
use googlenet_view::outline::Outline;
use googlenet_view::{ColorBy, Direction, Drawing, Legend, Plot};

const BOTH: [Direction; 2] = [Direction::TopBottom, Direction::LeftRight];

fn overlap(a: Rect, b: Rect) -> bool {
    let apart = a.x + a.width <= b.x
        || b.x + b.width <= a.x
        || a.y + a.height <= b.y
        || b.y + b.height <= a.y;
    !apart
}

fn inside(inner: Rect, outer: Rect) -> bool {
    inner.x >= outer.x
        && inner.y >= outer.y
        && inner.x + inner.width <= outer.x + outer.width
        && inner.y + inner.height <= outer.y + outer.height
}

/// Returns the segments of a wire, as rectangles whose width or height is 0.
fn segments(wire: &Wire) -> Vec<Rect> {
    let segment = |pair: &[[f64; 2]]| {
        let ([x1, y1], [x2, y2]) = (pair[0], pair[1]);
        assert!(x1 == x2 || y1 == y2, "a slanted wire: {pair:?}");
        Rect {
            x: x1.min(x2),
            y: y1.min(y2),
            width: (x1 - x2).abs(),
            height: (y1 - y2).abs(),
        }
    };
    wire.points.windows(2).map(segment).collect()
}

fn touches(a: Rect, b: Rect) -> bool {
    let apart =
        a.x + a.width < b.x || b.x + b.width < a.x || a.y + a.height < b.y || b.y + b.height < a.y;
    !apart
}

/// Returns the rectangle without half a pixel on each side, so that elements that touch its border are outside.
fn shrunk(rect: Rect) -> Rect {
    Rect {
        x: rect.x + 0.5,
        y: rect.y + 0.5,
        width: rect.width - 1.0,
        height: rect.height - 1.0,
    }
}

/// Checks what holds for every drawing.
fn check(name: &str, graph: &Graph, drawing: &Drawing) {
    let paper = Rect {
        x: 0.0,
        y: 0.0,
        width: drawing.width,
        height: drawing.height,
    };
    check_boxes(name, drawing, paper);
    check_texts(name, drawing, paper);
    check_wires(name, drawing, paper);
    check_connections(name, graph, drawing);
}

fn check_boxes(name: &str, drawing: &Drawing, paper: Rect) {
    for (at, a) in drawing.boxes.iter().enumerate() {
        assert!(
            inside(a.rect, paper),
            "{name}: {} leaves the drawing",
            a.path
        );
        for b in &drawing.boxes[at + 1..] {
            assert!(
                !overlap(a.rect, b.rect),
                "{name}: {} lies on {}",
                a.path,
                b.path
            );
        }
        for module in &drawing.modules {
            let belongs = a.path.starts_with(&format!("{}.", module.path)) || a.path == module.path;
            match belongs {
                true => assert!(
                    inside(a.rect, module.rect),
                    "{name}: {} leaves its module",
                    a.path
                ),
                false => assert!(
                    !overlap(a.rect, module.rect),
                    "{name}: {} in {}",
                    a.path,
                    module.path
                ),
            }
        }
    }
    for (at, a) in drawing.modules.iter().enumerate() {
        for b in &drawing.modules[at + 1..] {
            match b.path.starts_with(&format!("{}.", a.path)) {
                true => assert!(
                    inside(b.rect, a.rect),
                    "{name}: {} leaves {}",
                    b.path,
                    a.path
                ),
                false => assert!(
                    !overlap(a.rect, b.rect),
                    "{name}: {} lies on {}",
                    a.path,
                    b.path
                ),
            }
        }
    }
}

fn check_texts(name: &str, drawing: &Drawing, paper: Rect) {
    let fits = |texts: Vec<Text>, around: Rect| {
        for (at, text) in texts.iter().enumerate() {
            assert!(
                inside(text.rect(), shrunk(around)),
                "{name}: `{}` leaves its box",
                text.text
            );
            for other in &texts[at + 1..] {
                assert!(
                    !overlap(text.rect(), other.rect()),
                    "{name}: `{}` on `{}`",
                    text.text,
                    other.text
                );
            }
        }
    };
    for shown in &drawing.boxes {
        fits(drawing.texts(shown), shown.rect);
    }
    for module in &drawing.modules {
        let title = drawing.title(module);
        // One rectangle for the texts of the title and the gap between them.
        if let (Some(first), Some(last)) = (title.first(), title.last()) {
            let mut text = first.rect();
            text.width = last.x + last.width() - first.x;
            for shown in &drawing.boxes {
                assert!(
                    !overlap(text, shown.rect),
                    "{name}: {} on a title",
                    shown.path
                );
            }
            for wire in &drawing.wires {
                for segment in segments(wire) {
                    assert!(
                        !touches(segment, text),
                        "{name}: a wire through `{}`",
                        module.path
                    );
                }
            }
        }
        fits(title, module.rect);
    }
    fits(drawing.heading(), paper);
    for text in drawing.heading() {
        let boxes = drawing.boxes.iter().map(|shown| shown.rect);
        let modules = drawing.modules.iter().map(|module| module.rect);
        assert!(
            !boxes.chain(modules).any(|rect| overlap(rect, text.rect())),
            "{name}: {}",
            text.text
        );
    }
}

fn check_wires(name: &str, drawing: &Drawing, paper: Rect) {
    let layers_in: Vec<Vec<usize>> = drawing
        .modules
        .iter()
        .map(|module| {
            let boxes = drawing
                .boxes
                .iter()
                .filter(|shown| inside(shown.rect, module.rect));
            boxes.flat_map(|shown| shown.layers.clone()).collect()
        })
        .collect();
    for wire in &drawing.wires {
        for segment in segments(wire) {
            assert!(inside(segment, paper), "{name}: a wire leaves the drawing");
            for shown in &drawing.boxes {
                let through = touches(segment, shrunk(shown.rect));
                assert!(
                    !through,
                    "{name}: a wire of {} crosses {}: {:?}",
                    wire.source, shown.path, wire.points
                );
            }
            for (module, layers) in drawing.modules.iter().zip(&layers_in) {
                let belongs = layers.contains(&wire.source)
                    || wire.targets.iter().any(|target| layers.contains(target));
                let through = touches(segment, shrunk(module.rect));
                assert!(
                    belongs || !through,
                    "{name}: a wire of {} crosses {}",
                    wire.source,
                    module.path
                );
            }
        }
    }
}

/// Checks that every connection of the graph is drawn: from the source's box, across the borders between, to the
/// reader's box.
fn check_connections(name: &str, graph: &Graph, drawing: &Drawing) {
    let mut box_of = vec![usize::MAX; graph.len()];
    for (at, shown) in drawing.boxes.iter().enumerate() {
        box_of[shown.layers.clone()].fill(at);
    }
    assert!(
        !box_of.contains(&usize::MAX),
        "{name}: a layer without a box"
    );
    for reader in graph.ids() {
        for source in graph.inputs(reader) {
            let (from, to) = (box_of[source], box_of[reader]);
            if from == to {
                continue;
            }
            let parts: Vec<&Wire> = drawing
                .wires
                .iter()
                .filter(|wire| wire.source == source && wire.targets.contains(&reader))
                .collect();
            let at = |rect: Rect, [x, y]: [f64; 2]| {
                touches(
                    rect,
                    Rect {
                        x,
                        y,
                        width: 0.0,
                        height: 0.0,
                    },
                )
            };
            let begins = |wire: &&&Wire| at(drawing.boxes[from].rect, wire.points[0]);
            let mut here = *parts.iter().find(begins).expect("a wire from the source");
            let mut steps = 0;
            while !here.arrow {
                let end = here.points.last();
                here = parts
                    .iter()
                    .find(|wire| wire.points.first() == end)
                    .unwrap_or_else(|| {
                        panic!("{name}: the wire from {source} to {reader} ends at a border")
                    });
                steps += 1;
                assert!(steps < 200, "{name}: a wire in a circle");
            }
            let end = here.points.last().copied().expect("an end");
            assert!(
                at(drawing.boxes[to].rect, end),
                "{name}: a wire from {source} misses {reader}"
            );
        }
    }
}

/// Returns the points of a wire without repetitions, and without those in the middle of a straight line.
fn corners(points: &[[f64; 2]]) -> Vec<[f64; 2]> {
    let mut corners: Vec<[f64; 2]> = Vec::new();
    for point in points {
        if let [.., a, b] = corners[..]
            && [0, 1]
                .iter()
                .any(|axis| a[*axis] == b[*axis] && b[*axis] == point[*axis])
        {
            corners.pop();
        }
        if corners.last() != Some(point) {
            corners.push(*point);
        }
    }
    corners
}

/// Checks what holds for series-parallel levels: wires do not cross, and branches are in the order of their reader's
/// inputs.
fn check_columns(name: &str, graph: &Graph, drawing: &Drawing, direction: Direction) {
    let wires: Vec<&Wire> = drawing.wires.iter().filter(|wire| !wire.in_ranks).collect();
    let ways: Vec<Vec<Rect>> = wires.iter().map(|wire| segments(wire)).collect();
    for (at, a) in wires.iter().enumerate() {
        for (other, b) in wires.iter().enumerate().skip(at + 1) {
            let meet =
                a.source == b.source || a.targets.iter().any(|target| b.targets.contains(target));
            let cross = ways[at]
                .iter()
                .any(|a| ways[other].iter().any(|b| touches(*a, *b)));
            assert!(
                meet || !cross,
                "{name}: wires of {} and {} cross",
                a.source,
                b.source
            );
        }
    }
    let across = |point: [f64; 2]| match direction {
        Direction::LeftRight => point[1],
        _ => point[0],
    };
    for shown in drawing.boxes.iter().filter(|shown| !shown.is_module) {
        let reader = shown.layers.start;
        let ending = wires
            .iter()
            .filter(|wire| wire.arrow && wire.targets.contains(&reader));
        let ending: Vec<_> = ending.map(|wire| corners(&wire.points)).collect();
        // The wires meet on the line where the shortest last segment begins. A wire with a longer last segment comes
        // straight down.
        let leg = |corners: &Vec<[f64; 2]>| {
            let (from, to) = (corners[corners.len() - 2], corners[corners.len() - 1]);
            (to[0] - from[0]) + (to[1] - from[1])
        };
        let shortest = ending.iter().map(leg).fold(f64::INFINITY, f64::min);
        let way = |corners: &Vec<[f64; 2]>| match leg(corners) > shortest {
            true => across(corners[corners.len() - 1]),
            false => across(corners[corners.len().saturating_sub(3)]),
        };
        let ways: Vec<f64> = ending.iter().map(way).collect();
        if graph.inputs(reader).len() > 1 && ways.len() == graph.inputs(reader).len() {
            let sorted = ways.windows(2).all(|pair| pair[0] < pair[1]);
            assert!(
                sorted,
                "{name}: the branches of {} are not in order: {ways:?}",
                shown.path
            );
        }
    }
}

/// A drawing with the network to which its ids belong.
struct Case {
    direction: Direction,
    drawing: Drawing,
    graph: Graph,
}

fn plots(graph: &Graph, items: &[Item], seed: u64) -> Vec<Case> {
    let mut random = Random(seed);
    let groups = Outline::new(graph).groups;
    let mut cases = Vec::new();
    for direction in BOTH {
        if seed % 2 == 1 && direction == BOTH[seed as usize / 2 % 2] {
            continue;
        }
        let plot = Plot::new(graph).items(items).direction(direction);
        let mut some = plot.clone().collapse();
        for group in groups.iter().filter(|_| random.below(2) == 0) {
            some = some.expand(&*group.path);
        }
        let mut all = vec![plot.clone(), plot.clone().collapse(), some];
        if seed.is_multiple_of(4) {
            all.push(plot.clone().fold().title("A title of one's own"));
            all.push(plot.clone().fold().collapse().legend(Legend::Never));
        }
        if seed.is_multiple_of(4) && !groups.is_empty() {
            let module = plot
                .clone()
                .module(&*groups[random.below(groups.len())].path);
            all.extend([module.clone().title(""), module.fold()]);
        }
        if seed.is_multiple_of(16) {
            let costs = plot.clone().color_by(ColorBy::Macs).hide_names();
            let bare = plot.hide_shapes().hide_names().title("");
            all.extend([costs.clone().fold().collapse(), costs, bare.clone()]);
            all.push(bare.legend(Legend::Never));
        }
        cases.extend(all.into_iter().map(|plot| Case {
            direction,
            drawing: plot.drawing().expect("a drawing"),
            graph: plot.drawn().expect("a network"),
        }));
    }
    cases
}

#[test]
fn every_spec() {
    for (name, _, compiled) in specs() {
        let training = compiled.graph.training();
        let more = training.len() > compiled.graph.len();
        for graph in [Some(&compiled.graph), more.then_some(&training)]
            .into_iter()
            .flatten()
        {
            for case in plots(graph, &compiled.items, 0) {
                check(&name, &case.graph, &case.drawing);
                check_columns(&name, &case.graph, &case.drawing, case.direction);
            }
        }
    }
}

/// One drawing of each of the networks of other tools, which are many and large.
#[test]
fn networks_of_other_tools() {
    for (name, compiled) in collections() {
        let plot = Plot::new(&compiled.graph).items(&compiled.items).collapse();
        check(
            &name,
            &plot.drawn().expect("a network"),
            &plot.drawing().expect("a drawing"),
        );
    }
}

#[test]
fn random_series_parallel_graphs() {
    for seed in 0..500 {
        let mut writer = Writer::new(seed);
        writer.series(0, 0);
        let name = format!("series-parallel graph {seed}");
        for case in plots(&writer.graph, &[], seed) {
            assert!(
                case.drawing.wires.iter().all(|wire| !wire.in_ranks),
                "{name} is drawn in ranks"
            );
            check(&name, &case.graph, &case.drawing);
            check_columns(&name, &case.graph, &case.drawing, case.direction);
        }
    }
}

#[test]
fn random_other_graphs() {
    let mut in_ranks = 0;
    for seed in 0..200 {
        let mut writer = Writer::new(seed);
        writer.anything();
        let name = format!("graph {seed}");
        for Case { drawing, graph, .. } in plots(&writer.graph, &[], seed) {
            in_ranks += usize::from(drawing.wires.iter().any(|wire| wire.in_ranks));
            check(&name, &graph, &drawing);
        }
    }
    assert!(
        in_ranks > 500,
        "only {in_ranks} drawings are drawn in ranks"
    );
}

/// Trunks with heads, which stand beside it, at any place and of any length: boxes stay apart, also with some modules
/// collapsed.
#[test]
fn random_graphs_with_heads() {
    for seed in 0..80 {
        let mut writer = Writer::new(seed);
        writer.trunk_with_heads();
        let name = format!("graph with heads {seed}");
        for case in plots(&writer.graph, &[], seed) {
            check(&name, &case.graph, &case.drawing);
            check_columns(&name, &case.graph, &case.drawing, case.direction);
        }
    }
}

/// A head stands beside the trunk where there is room, not a column away from all of it.
#[test]
fn heads_stand_beside_the_trunk() {
    let (_, compiled) = common::spec("googlenet_paper");
    let graph = compiled.graph.training();
    for direction in BOTH {
        let plot = Plot::new(&graph)
            .items(&compiled.items)
            .direction(direction);
        let across = |drawing: &Drawing| match direction {
            Direction::LeftRight => drawing.height,
            _ => drawing.width,
        };
        let with = across(&plot.clone().collapse().drawing().expect("a drawing"));
        let alone = Plot::new(&compiled.graph)
            .items(&compiled.items)
            .direction(direction)
            .collapse();
        let alone = across(&alone.drawing().expect("a drawing"));
        // Both heads share one column.
        assert!(with < alone + 260.0, "{with} instead of {alone}");
        let drawing = plot.drawing().expect("a drawing");
        let place = |path: &str| {
            let module = drawing.modules.iter().find(|module| module.path == path);
            module.expect("a module").rect
        };
        let (head, beside) = (place("loss1"), place("inception_4b"));
        let gap = match direction {
            Direction::LeftRight => head.y - beside.y - beside.height,
            _ => head.x - beside.x - beside.width,
        };
        assert!((0.0..150.0).contains(&gap), "a gap of {gap}");
    }
}

#[test]
fn the_family_is_drawn_in_columns() {
    for (name, _, compiled) in specs() {
        let drawing = Plot::new(&compiled.graph.training())
            .drawing()
            .expect("a drawing");
        let in_ranks = drawing.wires.iter().any(|wire| wire.in_ranks);
        // In these specs a module with branches reads two layers outside of it, so that it has two ports for entering
        // wires.
        let exceptions = ["nested_small", "heads_small"];
        assert_eq!(in_ranks, exceptions.contains(&name.as_str()), "{name}");
    }
}
