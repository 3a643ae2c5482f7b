//! Tests of `googlenet compare`: headings, networks in rows, order, published figures.

use crate::common::{SPEC, Workspace};

/// Puts descriptions of `Tiny` with as many filters as `filters` says into the folder, each under its path.
fn variants(place: &Workspace, filters: &[(&str, u32)]) {
    for (path, filters) in filters {
        let folder = place.path(path);
        std::fs::create_dir_all(folder.parent().expect("a folder")).expect("a folder");
        let text = SPEC.replace("conv: 5", &format!("conv: {filters}"));
        place.put(path, text);
    }
}

/// Returns the cells of a table's lines, up to the first empty line.
fn cells(table: &str) -> Vec<Vec<String>> {
    let lines = table.lines().take_while(|line| !line.is_empty());
    let lines = lines.filter(|line| !line.starts_with("---"));
    lines
        .map(|line| {
            let cells = line.split("  ").map(str::trim);
            let cells = cells.filter(|cell| !cell.is_empty());
            cells.map(str::to_owned).collect()
        })
        .collect()
}

#[test]
fn copies_are_headed_by_the_files_that_tell_them_apart() {
    let place = Workspace::new();
    variants(
        &place,
        &[("a/net.yaml", 4), ("b/net.yaml", 5), ("b/wide.yaml", 6)],
    );
    let head = |specs: &[&str]| {
        let args = [&["compare"], specs].concat();
        cells(&place.run(&args).good())[0].clone()
    };
    assert_eq!(
        head(&["a/net.yaml", "./b/net.yaml", "b/wide.yaml"]),
        ["a/net.yaml", "b/net.yaml", "wide.yaml"]
            .map(|path| path.replace('/', std::path::MAIN_SEPARATOR_STR))
    );
    place.put("net.yaml", SPEC);
    assert_eq!(
        head(&["net.yaml", "a/net.yaml"]),
        [
            "net.yaml".to_owned(),
            format!("a{}net.yaml", std::path::MAIN_SEPARATOR)
        ],
        "one path is the end of the other"
    );
    place.put("other.yaml", SPEC.replace("Tiny", "Other"));
    assert_eq!(head(&["net.yaml", "other.yaml"]), ["Tiny", "Other"]);
    // The same file is the same network.
    assert_eq!(head(&["net.yaml", "net.yaml"]), ["net.yaml", "net.yaml"]);
}

#[test]
fn every_format_has_the_file() {
    let place = Workspace::new();
    place.put("a, \"b\".yaml", SPEC);
    let out = |style: &str| {
        let args = ["compare", "a, \"b\".yaml", "tiny.yaml", "--format", style];
        place.run(&args).good()
    };
    let csv = out("csv");
    let lines: Vec<&str> = csv.lines().collect();
    assert!(lines[0].ends_with(",file,published_params,published_macs,published_source"));
    assert!(lines[1].ends_with(r#","a, ""b"".yaml",,,"#), "{csv}");
    assert!(lines[2].ends_with(",tiny.yaml,,,"), "{csv}");
    let json: serde_json::Value = serde_json::from_str(&out("json")).expect("JSON");
    assert_eq!(json[0]["file"], "a, \"b\".yaml");
    assert_eq!(json[1]["published"], serde_json::Value::Null);
    assert!(out("yaml").contains("file: tiny.yaml\n"));
}

#[test]
fn ten_networks_in_rows_fit_a_line_and_are_sorted() {
    let place = Workspace::new();
    let names: Vec<String> = (1..=10).map(|at| format!("v{at}.yaml")).collect();
    let filters = [7, 3, 9, 1, 3, 8, 2, 6, 4, 5];
    let files: Vec<(&str, u32)> = names.iter().map(String::as_str).zip(filters).collect();
    variants(&place, &files);
    let table = |words: &str| {
        let mut args = vec!["compare", "--rows"];
        args.extend(names.iter().map(String::as_str));
        args.extend(words.split_whitespace());
        place.run(&args).good()
    };
    let order = |words: &str| {
        let rows = cells(&table(words));
        let first = rows[1..].iter().map(|row| row[0].clone());
        first.collect::<Vec<_>>().join(" ").replace(".yaml", "")
    };
    let plain = table("");
    assert!(
        plain.lines().all(|line| line.chars().count() <= 80),
        "{plain}"
    );
    assert_eq!(
        cells(&plain)[0],
        ["input", "depth", "params", "MACs", "arena", "needs"]
    );
    assert_eq!(order(""), "v1 v2 v3 v4 v5 v6 v7 v8 v9 v10");
    // Networks that are equal stay in their order, both ways.
    assert_eq!(order("--sort macs"), "v4 v7 v2 v5 v9 v10 v8 v1 v6 v3");
    assert_eq!(
        order("--sort macs --reverse"),
        "v3 v6 v1 v8 v10 v9 v2 v5 v7 v4"
    );
    assert_eq!(order("--sort params"), order("--sort macs"));
    assert_eq!(order("--sort file"), "v1 v10 v2 v3 v4 v5 v6 v7 v8 v9");
    assert_eq!(order("--sort name"), order(""));
    let chosen = cells(&table("--columns weights,params --sort params"));
    assert_eq!(chosen[0], ["weights", "params"]);
    assert_eq!(chosen[1], ["v4.yaml", "112 B", "28"]);
    let markdown = table("--format markdown");
    assert!(
        markdown.starts_with("|  | input | depth | params |"),
        "{markdown}"
    );
    let err = place.run(&["compare", "v1.yaml", "--sort", "mac"]).bad(2);
    assert!(err.contains("'macs'"), "{err}");
    place.run(&["compare", "v1.yaml", "--reverse"]).bad(2);
}

#[test]
fn published_figures_stand_beside_the_networks_own() {
    let place = Workspace::new();
    let published = |name: &str, figures: &str| {
        let text = SPEC.replace("Tiny", name);
        format!("{text}published: {{{figures}}}\n")
    };
    place.put(
        "a.yaml",
        published(
            "A",
            "params: 0.1k, macs: 1110, source: \"Ada 1843, note G | table 1\"",
        ),
    );
    place.put("b.yaml", published("B", "params: 200"));
    place.put("c.yaml", published("C", "params: 0, source: Nobody"));
    let run = |words: &str| {
        let args: Vec<&str> = words.split_whitespace().collect();
        place.run(&args).good()
    };
    let table = run("compare a.yaml tiny.yaml b.yaml");
    let rows = cells(&table);
    let at = |name: &str| rows.iter().position(|row| row[0] == name).expect("a row");
    let params = at("parameters");
    assert_eq!(rows[params], ["parameters", "128", "128", "128"]);
    assert_eq!(rows[params + 1], ["published", "100", "-", "200"]);
    assert_eq!(rows[params + 2], ["difference", "+28.0 %", "-", "-36.0 %"]);
    let macs = at("multiply-accumulates");
    assert_eq!(rows[macs + 1], ["published", "1,110", "-", "-"]);
    assert_eq!(rows[macs + 2], ["difference", "0.0 %", "-", "-"]);
    assert!(
        table.ends_with("\n\npublished: Ada 1843, note G | table 1\n"),
        "{table}"
    );
    let rows = cells(&run(
        "compare a.yaml tiny.yaml c.yaml --rows --columns params,macs",
    ));
    assert_eq!(rows[0], ["params", "published", "MACs", "published"]);
    assert_eq!(rows[1], ["A", "128", "100 +28.0 %", "1,110", "1.11k 0.0 %"]);
    assert_eq!(rows[2], ["Tiny", "128", "-", "1,110", "-"]);
    assert_eq!(rows[3], ["C", "128", "0 -", "1,110", "-"]);
    let table = run("compare a.yaml c.yaml a.yaml");
    let sources = "\n\npublished of a.yaml, a.yaml: Ada 1843, note G | table 1\npublished of c.yaml: Nobody\n";
    assert!(table.ends_with(sources), "{table}");
    assert!(!run("compare tiny.yaml").contains("published"));
    let json: serde_json::Value =
        serde_json::from_str(&run("compare a.yaml b.yaml --format json")).expect("JSON");
    assert_eq!(
        json[0]["published"],
        serde_json::json!({"params": 100, "macs": 1110, "source": "Ada 1843, note G | table 1"})
    );
    assert_eq!(json[1]["published"]["macs"], serde_json::Value::Null);
    let csv = run("compare a.yaml --format csv");
    assert!(
        csv.ends_with(",a.yaml,100,1110,\"Ada 1843, note G | table 1\"\n"),
        "{csv}"
    );
}
