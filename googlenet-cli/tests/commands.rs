//! Tests of the commands that compile descriptions and print results.

use crate::common::{self, BROKEN, HEADS, Workspace, root};

#[test]
fn check_says_one_line_for_each_good_file() {
    let out = Workspace::new()
        .run(&["check", "tiny.yaml", "tiny.yaml"])
        .good();
    let line = "tiny.yaml: ok, 4 layers, 128 parameters, 1,110 MACs, arena ";
    assert_eq!(out.lines().count(), 2, "{out}");
    assert!(out.lines().all(|shown| shown.starts_with(line)), "{out}");
}

#[test]
fn check_and_summary_count_heads_of_training_apart() {
    let place = Workspace::new();
    place.put("heads.yaml", HEADS);
    let out = place.run(&["check", "heads.yaml"]).good();
    let line = "heads.yaml: ok, 7 layers, 143 parameters, ";
    assert!(out.starts_with(line), "{out}");
    let rest = "; in training 2 more, 151 trainable parameters\n";
    assert!(out.ends_with(rest), "{out}");
    let totals = |out: &str| {
        let row = |line: &&str| line.starts_with("Heads");
        out.lines().find(row).map(str::to_owned).unwrap_or_default()
    };
    let spec = ["summary", "heads.yaml", "--format", "text"];
    let out = place.run(&spec).good();
    assert!(
        totals(&out).ends_with(" 143") && !out.contains("aux."),
        "{out}"
    );
    let out = place.run(&[&spec[..], &["--training"]].concat()).good();
    assert!(
        totals(&out).ends_with(" 161") && out.contains("aux.classes"),
        "{out}"
    );
}

#[test]
fn check_shows_all_mistakes_of_all_files() {
    let place = Workspace::new();
    place.put("broken.yaml", BROKEN);
    let ended = place.run(&["check", "broken.yaml", "tiny.yaml", "nowhere.yaml"]);
    assert_eq!(ended.status, Some(1));
    assert!(ended.out.starts_with("tiny.yaml: ok, "), "{}", ended.out);
    for part in [
        "--> broken.yaml:5:30",
        "--> broken.yaml:6:",
        "`strid`",
        "`max_pol`",
        "\n\nerror[GN0001]: cannot read `nowhere.yaml`: there is no such file",
    ] {
        assert!(ended.err.contains(part), "{part} in {}", ended.err);
    }
    assert_eq!(ended.err.matches("error[GN").count(), 3, "{}", ended.err);
}

#[test]
fn colours_are_for_terminals() {
    let place = Workspace::new();
    place.put("broken.yaml", BROKEN);
    let err = |name: &str| {
        let mut command = place.command(&["check", "broken.yaml"]);
        let output = command.env(name, "1").output().expect("the binary starts");
        common::Finished::of(output).bad(1)
    };
    assert!(!err("UNUSED").contains('\x1b'), "no colours in a pipe");
    assert!(
        !err("NO_COLOR").contains('\x1b'),
        "no colours where none are wanted"
    );
    assert!(
        err("CLICOLOR_FORCE").contains("\x1b["),
        "colours where they are asked for"
    );
}

#[test]
fn summary_of_inception_v1_is_that_of_keras() {
    let golden = root().join("tests/golden/inception_v1.summary.txt");
    let golden = std::fs::read_to_string(golden).expect("the golden file");
    let spec = root().join("specs/inception_v1.yaml");
    let spec = spec.to_str().expect("a path in UTF-8");
    assert_eq!(Workspace::new().run(&["summary", spec]).good(), golden);
}

#[test]
fn summary_has_a_style_for_each_reader() {
    let place = Workspace::new();
    let out = |style| {
        place
            .run(&["summary", "tiny.yaml", "--format", style])
            .good()
    };
    assert!(out("keras").contains("conv2d_1 (Conv2D)"));
    assert!(out("text").lines().any(|line| line.starts_with("conv ")));
    assert!(
        out("markdown")
            .lines()
            .any(|line| line.starts_with("| ") || line.starts_with("|-"))
    );
    assert!(out("csv").contains("\nconv,conv2d_1,conv,4x3x5,95,1080,"));
    let json: serde_json::Value = serde_json::from_str(&out("json")).expect("JSON");
    let yaml: serde_json::Value = serde_yaml::from_str(&out("yaml")).expect("YAML");
    assert_eq!(json, yaml, "the same data");
    assert_eq!(json["params"], 128);
    assert_eq!(json["macs"], 1110);
    assert_eq!(json["layers"][1]["output"], serde_json::json!([4, 3, 5]));
}

#[test]
fn summary_takes_further_columns() {
    let place = Workspace::new();
    let out = place
        .run(&[
            "summary",
            "tiny.yaml",
            "--format",
            "text",
            "--columns",
            "macs,activations",
        ])
        .good();
    assert!(
        out.contains("MACs") && out.contains("Activations") && out.contains("1,080"),
        "{out}"
    );
    let err = place
        .run(&["summary", "tiny.yaml", "--columns", "macs,colour"])
        .bad(2);
    assert!(
        err.contains("'colour'") && err.contains("macs, activations"),
        "{err}"
    );
}

#[test]
fn expand_prints_or_writes_rust() {
    let place = Workspace::new();
    let out = place.run(&["expand", "tiny.yaml"]).good();
    assert!(out.contains("pub struct Tiny"), "{out}");
    assert_eq!(
        place.run(&["expand", "tiny.yaml", "-o", "tiny.rs"]).good(),
        ""
    );
    assert_eq!(place.get("tiny.rs"), out.into_bytes());
    assert_eq!(
        place.names(),
        ["tiny.rs", "tiny.yaml"],
        "nothing else is left"
    );
}

#[test]
fn schema_is_json() {
    let place = Workspace::new();
    let schema = place.run(&["schema"]).good();
    let schema: serde_json::Value = serde_json::from_str(&schema).expect("JSON");
    assert!(schema["$schema"].is_string());
    assert!(
        place
            .run(&["schema", "--format", "markdown"])
            .good()
            .contains("conv")
    );
}

#[test]
fn compare_has_a_column_a_network() {
    let place = Workspace::new();
    let out = place.run(&["compare", "tiny.yaml", "tiny.yaml"]).good();
    let row = |name: &str| {
        let line = out.lines().find(|line| line.starts_with(name));
        let cells = line.unwrap_or_else(|| panic!("{name} in {out}"))[name.len()..].split("  ");
        let cells = cells.map(str::trim).filter(|cell| !cell.is_empty());
        cells.map(str::to_owned).collect::<Vec<_>>()
    };
    assert_eq!(row("parameters"), ["128", "128"]);
    assert_eq!(row("multiply-accumulates"), ["1,110", "1,110"]);
    let csv = place
        .run(&["compare", "tiny.yaml", "--format", "csv"])
        .good();
    assert_eq!(csv.lines().count(), 2, "{csv}");
    assert_eq!(
        csv.lines().next().map(|head| head.split(',').count()),
        Some(17)
    );
    let json = place
        .run(&["compare", "tiny.yaml", "--format", "json"])
        .good();
    let json: serde_json::Value = serde_json::from_str(&json).expect("JSON");
    assert_eq!(json[0]["params"], 128);
    let needs = json[0]["needs_bytes"].as_u64().expect("a number");
    let last = csv.lines().nth(1).and_then(|line| line.split(',').nth(12));
    assert_eq!(last, Some(&*needs.to_string()));
    // Beside the arena at least the weights and the input of 4x3x2 values.
    let least = json[0]["arena_bytes"].as_u64().expect("a number") + 4 * (128 + 24);
    assert!((least..64 << 10).contains(&needs), "{needs}");
    let [needs, _] = &row("needs in all")[..] else {
        panic!("two networks in {out}");
    };
    let line = place.run(&["check", "tiny.yaml"]).good();
    assert!(
        line.ends_with(&format!(", needs {needs} in all\n")),
        "{line}"
    );
}

#[test]
fn compare_shows_every_mistake_and_no_table() {
    let place = Workspace::new();
    place.put("broken.yaml", BROKEN);
    let ended = place.run(&["compare", "broken.yaml", "tiny.yaml", "nowhere.yaml"]);
    assert_eq!(ended.status, Some(1));
    assert!(ended.out.is_empty(), "{}", ended.out);
    assert_eq!(ended.err.matches("error[GN").count(), 3, "{}", ended.err);
}
