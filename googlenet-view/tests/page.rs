//! Test of the HTML page in Chromium; skipped if Chromium, Node or playwright-core is not there.

mod common;

use common::{root, spec};
use googlenet_dsl::compile;
use googlenet_dsl::diagnostic::Source;
use googlenet_view::Plot;
use googlenet_view::diff::{Diff, Side};
use std::io::Write;
use std::path::PathBuf;
use std::process::Command;

/// Returns the path of a program with one of the names in the folders of `PATH`; `None` if there is none.
fn program(names: &[&str]) -> Option<PathBuf> {
    let path = std::env::var_os("PATH")?;
    let places = std::env::split_paths(&path);
    let all = places.flat_map(|place| names.iter().map(move |name| place.join(name)));
    all.into_iter().find(|program| program.is_file())
}

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

#[test]
fn people_can_use_it() {
    let browser = root().join("googlenet-view/tests/browser");
    let chromium = program(&["chromium", "chromium-browser", "google-chrome"]);
    let node = program(&["node"]);
    let driver = browser.join("node_modules/playwright-core");
    let (Some(chromium), Some(node), true) = (chromium, node, driver.is_dir()) else {
        // `println!` would be captured by the test harness.
        let _ = writeln!(
            std::io::stderr(),
            "skipped: people_can_use_it needs Chromium, Node, and `npm ci --prefix googlenet-view/tests/browser`"
        );
        return;
    };
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR"));
    let page = folder.join("inception_v1.html");
    let (text, compiled) = spec("inception_v1");
    let plot = Plot::new(&compiled.graph)
        .items(&compiled.items)
        .source(text);
    std::fs::write(&page, plot.html().expect("a page")).expect("written");

    let places = folder.join("places.json");
    let all = serde_json::json!([places_of(&plot), places_of(&plot.clone().collapse())]);
    std::fs::write(&places, all.to_string()).expect("written");

    let diff = folder.join("diff.html");
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
    let sides = [("before.yaml", &before), ("edited.yaml", &after)].map(|(name, side)| Side {
        name: name.to_owned(),
        graph: &side.graph,
        plan: &side.plan,
    });
    let marked = Diff::new(&sides[0], &sides[1]).html(&Plot::new(&after.graph).items(&after.items));
    std::fs::write(&diff, marked.expect("a page")).expect("written");

    let output = Command::new(node)
        .arg(browser.join("page.mjs"))
        .args([chromium, page, diff, places])
        .output()
        .expect("node starts");
    let (out, err) = (
        String::from_utf8_lossy(&output.stdout),
        String::from_utf8_lossy(&output.stderr),
    );
    println!("{out}");
    assert!(output.status.success(), "{out}{err}");
}
