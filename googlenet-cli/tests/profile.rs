//! Tests of `googlenet profile`.

use crate::common::{HEADS, Workspace};
use serde_json::Value;

fn profile(place: &Workspace, arguments: &[&str]) -> Value {
    let all = [&["profile"], arguments, &["--runs", "2", "--json"]].concat();
    serde_json::from_str(&place.run(&all).good()).expect("JSON")
}

#[test]
fn every_step_is_there_with_its_cost() {
    let profile = profile(&Workspace::new(), &["tiny.yaml", "--threads", "1"]);
    let steps = profile["steps"].as_array().expect("steps").clone();
    let of = |key: &str| -> Vec<Value> { steps.iter().map(|step| step[key].clone()).collect() };
    assert_eq!(
        of("layers"),
        [["conv"], ["pool"], ["classes"], ["classes"]].map(Value::from)
    );
    assert_eq!(
        of("kind"),
        ["conv", "max_pool", "dense", "softmax"].map(Value::from)
    );
    assert_eq!(of("macs"), [1080, 0, 30, 0].map(Value::from));
    for step in &steps {
        assert!(step["ms"].as_f64().is_some_and(|ms| ms > 0.0), "{step}");
        assert!(
            step["bytes"].as_u64().is_some_and(|bytes| bytes > 0),
            "{step}"
        );
    }
    assert_eq!(
        (&profile["threads"], &profile["batch"], &profile["runs"]),
        (&Value::from(1), &Value::from(1), &Value::from(2))
    );
    assert!(
        profile["peak_gflops"]
            .as_f64()
            .is_some_and(|peak| peak > 0.1)
    );
}

#[test]
fn fused_layers_are_one_step() {
    let place = Workspace::new();
    place.put("heads.yaml", HEADS);
    let profile = profile(&place, &["heads.yaml", "--threads", "2", "--batch", "3"]);
    let fused = Value::from(vec!["conv", "conv.batch_norm", "conv.activation"]);
    let steps = profile["steps"].as_array().expect("steps").clone();
    assert!(
        steps.iter().any(|step| step["layers"] == fused),
        "{profile}"
    );
    assert_eq!(profile["batch"], 3);
}

#[test]
fn the_table_names_steps_and_sums_up() {
    let out = Workspace::new()
        .run(&["profile", "tiny.yaml", "--runs", "1", "--threads", "1"])
        .good();
    assert!(out.starts_with("step ") && out.contains("\nconv "), "{out}");
    assert!(out.contains("1 thread, 1 image: "), "{out}");
    assert!(out.contains("% of the peak of "), "{out}");
}

#[test]
fn the_instruction_set_is_chosen_by_the_environment() {
    let command = |isa: &str| {
        let place = Workspace::new();
        let mut command = place.command(&["profile", "tiny.yaml", "--runs", "1", "--json"]);
        let out = command
            .env("GOOGLENET_ISA", isa)
            .output()
            .expect("it starts");
        let json: Value = serde_json::from_slice(&out.stdout).expect("JSON");
        json["isa"].as_str().map(str::to_owned)
    };
    assert_eq!(command("portable").as_deref(), Some("portable"));
}
