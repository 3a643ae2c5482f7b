//! Tests of the HTML page in Chromium; skipped if Chromium, Node or playwright-core is not there.

#[path = "common/browser.rs"]
mod browser;
mod common;

use common::{root, spec};
use googlenet_dsl::diagnostic::Source;
use googlenet_dsl::{Compiled, compile};
use googlenet_view::diff::{Diff, Side};
use googlenet_view::{ColorBy, Plot, Theme};
use serde_json::{Map, Value, json};

/// Returns the path of each box with its x, y, width and height, measured from the input's box.
fn places_of(plot: &Plot) -> Vec<(String, [f64; 4])> {
    let drawing = plot.drawing().expect("a drawing");
    let origin = drawing.boxes[0].rect;
    let place = |shown: &googlenet_view::drawing::DrawingBox| {
        let rect = shown.rect;
        (
            shown.path.clone(),
            [
                rect.x - origin.x,
                rect.y - origin.y,
                rect.width,
                rect.height,
            ],
        )
    };
    drawing.boxes.iter().map(place).collect()
}

/// Returns for each box its colour and its lines of text.
fn boxes_of(plot: &Plot) -> Value {
    let drawing = plot.drawing().expect("a drawing");
    let svg = plot.svg().expect("a drawing");
    let mut boxes = Map::new();
    for shown in &drawing.boxes {
        let group = format!("<g><title>{}</title>", shown.path);
        let (_, parts) = svg.rsplit_once(&group).expect("a group of the box");
        let back = parts
            .lines()
            .find(|line| line.starts_with("<rect") && !line.contains("stroke"));
        let back = back.and_then(|rect| rect.split("fill=\"").nth(1));
        let texts = drawing.texts(shown).into_iter().map(|text| text.text);
        let about = json!([back.expect("a colour").get(..7), texts.collect::<Vec<_>>()]);
        boxes.insert(shown.path.clone(), about);
    }
    Value::Object(boxes)
}

/// Returns the cells of the lines of the layers in the terminal's table of an edit, with the word for the sign.
fn cells_of(table: &str) -> Vec<[String; 7]> {
    let mut lines = table
        .lines()
        .skip_while(|line| !line.contains("Activations"));
    let head = lines.next().expect("a head");
    let at = |word: &str| head.find(word).expect("a column");
    let result = at("Result");
    let ends = ["Params", "MACs", "Activations"].map(|word| at(word) + word.len());
    let rows = lines.skip(1).take_while(|line| !line.is_empty());
    let cells = |line: &str| {
        let line = format!("{line:width$}", width = head.len());
        let (shape, params) = match line[..ends[0]].ends_with(' ') {
            true => (&line[result..ends[0]], ""),
            false => line[result..ends[0]].rsplit_once(' ').expect("two columns"),
        };
        let state = match &line[..1] {
            "+" => "added",
            "-" => "removed",
            "~" => "changed",
            _ => "renamed",
        };
        [
            state,
            &line[1..result],
            shape,
            params,
            &line[ends[0]..ends[1]],
            &line[ends[1]..ends[2]],
            &line[ends[2]..],
        ]
        .map(|cell| cell.trim().to_owned())
    };
    rows.map(cells).collect()
}

/// Returns the name, the values and the difference of the totals in the terminal's table of an edit.
fn totals_of(table: &str) -> Vec<[String; 4]> {
    let rows = table.lines().filter(|line| {
        let begins = |word: &&str| line.starts_with(*word);
        ["layers ", "parameters ", "trained ", "MACs ", "arena "]
            .iter()
            .any(begins)
    });
    let cells = |line: &str| {
        let mut cells = line
            .split("  ")
            .map(str::trim)
            .filter(|cell| !cell.is_empty());
        std::array::from_fn(|_| cells.next().unwrap_or_default().to_owned())
    };
    rows.map(cells).collect()
}

fn without_colors(text: &str) -> String {
    let mut parts = text.split("\x1b[");
    let first = parts.next().unwrap_or_default().to_owned();
    parts.fold(first, |text, part| {
        text + part.split_once('m').expect("the end of a colour").1
    })
}

/// An edit that adds, removes and changes layers, and its page.
fn edit() -> (Diff, String) {
    let (before_text, before) = spec("residual_small");
    let edit = before_text
        .replace(
            "middle: {conv: $filters, kernel: 3}",
            "middle: {conv: $filters, kernel: 5}",
        )
        .replace(
            "  pool:     {avg_pool: [8, 6]}",
            "  extra:    {conv: 36, kernel: 1}\n  mean:     global_avg_pool",
        )
        .replace("  flatten:  flatten\n", "")
        .replace("  avg_pool: {padding: same}\n", "")
        .replace("budget:", "# budget:");
    let source = Source::from_bytes("edited.yaml", edit);
    let after = compile(&source.expect("a text")).expect("a network");
    let side =
        |name: &str, side: &Compiled| (name.to_owned(), side.graph.clone(), side.plan.clone());
    let sides = [side("before.yaml", &before), side("edited.yaml", &after)];
    let [before, edited] = sides.each_ref().map(|(name, graph, plan)| Side {
        name: name.clone(),
        graph,
        plan,
    });
    let diff = Diff::new(&before, &edited);
    let page = diff.html(&Plot::new(&after.graph).items(&after.items));
    (diff, page.expect("a page"))
}

/// Writes a page of a network, that of an edit, and `facts`, and runs a script of the tests in the browser over them.
fn browse(script: &str, facts: impl Fn(&Plot, &Diff) -> Value) {
    browser::run(script, || {
        let (text, compiled) = spec("inception_v1");
        let plot = Plot::new(&compiled.graph)
            .items(&compiled.items)
            .source(text);
        let (diff, marked) = edit();
        vec![
            ("inception_v1.html", plot.html().expect("a page")),
            ("diff.html", marked),
            ("facts.json", facts(&plot, &diff).to_string()),
        ]
    });
}

#[test]
fn people_can_use_it() {
    browse("page.mjs", |plot, _| {
        json!([places_of(plot), places_of(&plot.clone().collapse())])
    });
}

#[test]
fn it_looks_right() {
    browse("look.mjs", |plot, diff| {
        let mut boxes = Map::new();
        for color in [ColorBy::Macs, ColorBy::Params, ColorBy::Activations] {
            for theme in Theme::ALL {
                let open = plot.clone().color_by(color).theme(*theme);
                for (name, plot) in [("open", open.clone()), ("shut", open.collapse())] {
                    let key = format!("{} {} {name}", color.as_str(), theme.as_str());
                    boxes.insert(key, boxes_of(&plot));
                }
            }
        }
        let legend = plot.drawing().expect("a drawing").heading().split_off(2);
        let families: Vec<String> = legend.into_iter().map(|text| text.text).collect();
        let table = without_colors(&diff.table());
        json!({
            "boxes": boxes,
            "families": families,
            "changes": cells_of(&table),
            "totals": totals_of(&table),
        })
    });
}
