//! Benchmark of the layout of every network in `specs/`, from the graph to places in pixels, alone and with the writing
//! of the SVG. Prints the shortest time of `RUNS` runs.
#![allow(missing_docs, reason = "a program")]

use googlenet_dsl::compile;
use googlenet_dsl::diagnostic::Source;
use googlenet_view::Plot;
use std::path::Path;
use std::time::{Duration, Instant};

const RUNS: u32 = 20;

fn main() {
    let specs = Path::new(env!("CARGO_MANIFEST_DIR")).join("../specs");
    let mut paths: Vec<_> = std::fs::read_dir(specs)
        .expect("the specs are there")
        .map(|entry| entry.expect("an entry").path())
        .filter(|path| path.extension().is_some_and(|end| end == "yaml"))
        .collect();
    paths.sort();
    println!(
        "{:<32} {:>6} {:>12} {:>12}",
        "spec", "layers", "layout", "and SVG"
    );
    for path in paths {
        let name = path
            .file_stem()
            .expect("a name")
            .to_string_lossy()
            .into_owned();
        let source = Source::open(&path, &name).expect("a text");
        let compiled = compile(&source).expect("a network");
        let plot = Plot::new(&compiled.graph).items(&compiled.items);
        let layout = best(|| drop(plot.drawing().expect("a drawing")));
        let svg = best(|| drop(plot.svg().expect("a drawing")));
        println!(
            "{name:<32} {:>6} {layout:>12.2?} {svg:>12.2?}",
            compiled.graph.len() - 1
        );
    }
}

fn best(run: impl Fn()) -> Duration {
    let time = || {
        let begin = Instant::now();
        run();
        begin.elapsed()
    };
    (0..RUNS).map(|_| time()).min().expect("some runs")
}
