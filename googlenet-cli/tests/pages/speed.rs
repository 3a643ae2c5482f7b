//! Test that the README's table of speeds, and the claim that the README derives from it, follow from the figures in
//! PERFORMANCE.md. With `GOOGLENET_UPDATE=1` the table is written instead of compared.

use super::Page;
use super::console::{UPDATES, updates};
use std::fmt::Write;

/// Comment of the README in front of the table.
const BEGIN: &str = "<!-- speed: made of PERFORMANCE.md by `cargo test` -->\n";
/// Comment of the README behind the table.
const END: &str = "<!-- end of speed -->";

/// The engines of the table: the name in PERFORMANCE.md, and the name in the README.
const ENGINES: [(&str, &str); 4] = [
    ("googlenet", "googlenet"),
    ("openvino-f32", "OpenVINO"),
    ("onnxruntime", "ONNX Runtime"),
    ("rten", "RTen"),
];

/// The tables of one run of measurements in PERFORMANCE.md, which is of one processor.
struct Measured<'a> {
    /// Processor, number of cores and instruction set, separated by commas.
    processor: String,
    /// Rows of the run's tables: the heading line of the table without its first `| `, and the cells of the row. The
    /// heading line of a table is itself listed as a row of the table before.
    rows: Vec<(&'a str, Vec<&'a str>)>,
}

impl Measured<'_> {
    /// Returns the cells of the row of `engine` in the table whose heading begins with `table`.
    ///
    /// # Panics
    /// There is no such row.
    fn row(&self, table: &str, engine: &str) -> &[&str] {
        let known = |(heading, cells): &&(&str, Vec<&str>)| {
            heading.starts_with(table) && cells[0] == engine
        };
        let row = self.rows.iter().find(known);
        &row.unwrap_or_else(|| panic!("{engine} in `{table}`")).1
    }
}

/// Returns the runs of measurements of GoogLeNet with batch 1 in the text of PERFORMANCE.md.
fn measured(page: &str) -> Vec<Measured<'_>> {
    let mut found: Vec<Measured<'_>> = Vec::new();
    let (mut heading, mut before) = ("", "");
    for line in page.lines() {
        if let Some(run) = line.strip_prefix("inception_v1, batch 1, ") {
            let mut parts = run.split(", ");
            let [processor, cores, isa] = [(); 3].map(|()| parts.next().expect("a part"));
            found.push(Measured {
                processor: format!("{processor}, {cores}, {isa}"),
                rows: Vec::new(),
            });
        } else if line.starts_with("|---") {
            heading = before;
        } else if let (Some(row), Some(run)) = (line.strip_prefix("| "), found.last_mut()) {
            before = row;
            let cells = row.split('|').map(str::trim).collect();
            run.rows.push((heading, cells));
        }
    }
    found
}

/// Returns how many times as fast as the faster one of ONNX Runtime and OpenVINO this project is: the smallest and
/// largest ratio of times over all runs and numbers of threads, such as `1.2 to 1.5`, or one number if both are equal.
fn range(runs: &[Measured<'_>]) -> String {
    let mut ratios = Vec::new();
    for run in runs {
        for threads in ["1 thread", "2 threads"] {
            let time = |engine| run.row(threads, engine)[2].parse::<f64>().expect("a time");
            ratios.push(time("onnxruntime").min(time("openvino-f32")) / time("googlenet"));
        }
    }
    ratios.sort_by(f64::total_cmp);
    let [least, most] = [ratios[0], ratios[ratios.len() - 1]].map(|ratio| format!("{ratio:.1}"));
    match least == most {
        true => most,
        false => format!("{least} to {most}"),
    }
}

#[test]
fn the_readme_has_the_figures_of_performance() {
    let _alone = updates().then(|| UPDATES.lock());
    let performance = Page::read("PERFORMANCE.md");
    let runs = measured(&performance.text);
    let processors: Vec<&str> = runs.iter().map(|run| run.processor.as_str()).collect();
    let mut made = format!(
        "GoogLeNet, one image, 32-bit floats, medians in turns on {}:\n\n| engine |",
        processors.join("; and on ")
    );
    for run in &runs {
        let name = run.processor.split(',').next().unwrap_or_default();
        let _ = write!(made, " {name}, 1 thread | 2 threads |");
    }
    made += " start to first result | peak memory |\n|---|";
    made += &"---:|".repeat(2 * runs.len() + 2);
    for (engine, name) in ENGINES {
        let version = runs[0].row("1 thread", engine)[1];
        let _ = write!(made, "\n| {name} {version} |");
        for run in &runs {
            for threads in ["1 thread", "2 threads"] {
                let _ = write!(made, " {} ms |", run.row(threads, engine)[2]);
            }
        }
        let process = |engine| runs[0].row("process", engine);
        let start = |engine| process(engine)[1].split(',').next().unwrap_or_default();
        let _ = write!(made, " {} ms", start(engine));
        if engine == "googlenet" {
            let _ = write!(
                made,
                ", from packed weights {} ms",
                start("googlenet, packed")
            );
        }
        let _ = write!(made, " | {} MiB |", process(engine)[3]);
    }
    let page = Page::read("README.md");
    let claim = format!("[{} times as fast](#speed)", range(&runs));
    assert!(page.text.contains(&claim), "the README says {claim}");
    let (before, rest) = page.text.split_once(BEGIN).expect("the mark before");
    let (kept, after) = rest.split_once(END).expect("the mark behind");
    if updates() {
        std::fs::write(&page.path, format!("{before}{BEGIN}{made}\n{END}{after}"))
            .expect("written");
    } else {
        assert_eq!(
            kept.trim_end(),
            made,
            "`GOOGLENET_UPDATE=1 cargo test` writes it anew"
        );
    }
}
