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
        let bytes = |key: &str| {
            step[key]
                .as_u64()
                .unwrap_or_else(|| panic!("{key}: {step}"))
        };
        let parts = [
            "input_bytes",
            "output_bytes",
            "weight_bytes",
            "scratch_bytes",
        ]
        .map(bytes);
        assert!(parts[0] > 0 && parts[1] > 0, "{step}");
        assert_eq!(bytes("bytes"), parts.iter().sum::<u64>(), "{step}");
        // One thread moves everything.
        assert_eq!(bytes("worker_bytes"), bytes("bytes"), "{step}");
        let macs = step["macs"].as_f64().filter(|macs| *macs > 0.0);
        let each = step["bytes_per_mac"].as_f64();
        assert_eq!(each.is_some(), macs.is_some(), "{step}");
        if let (Some(macs), Some(each)) = (macs, each) {
            assert!(
                (each * macs / bytes("bytes") as f64 - 1.0).abs() < 1e-5,
                "{step}"
            );
        }
    }
    let sum = |key: &str| {
        of(key)
            .iter()
            .map(|step| step.as_u64().expect("bytes"))
            .sum::<u64>()
    };
    for key in ["bytes", "worker_bytes"] {
        assert_eq!(profile[key].as_u64(), Some(sum(key)), "{profile}");
    }
    assert_eq!(profile["barriers"], 0);
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
fn barriers_and_shares_follow_from_threads_and_batch() {
    let place = Workspace::new();
    let text = "format: 1\nname: N\ninput: {height: 32, width: 32, channels: 16}\nlayers:\n  \
                a: {conv: 64, kernel: 3, padding: same}\n  b: {max_pool: 2, stride: 2}\n  \
                c: {conv: 32, kernel: 1}\n  d: {conv: 32, kernel: 1}\n";
    place.put("n.yaml", text);
    let measured = |threads: &str, batch: &str| {
        let options = [
            "n.yaml",
            "--threads",
            threads,
            "--batch",
            batch,
            "--precision",
            "strict",
        ];
        profile(&place, &options)
    };
    let number = |of: &Value, key: &str| of[key].as_u64().expect("a number");
    let (one, two) = (measured("1", "1"), measured("2", "1"));
    let phases = 1 + number(
        one["steps"]
            .as_array()
            .expect("steps")
            .last()
            .expect("a step"),
        "phase",
    );
    assert_eq!(number(&one, "barriers"), 0);
    // Windows of the fused pooling do not cross from one thread's rows to the other's.
    assert_eq!(number(&two, "barriers"), phases - 1);
    assert_eq!(number(&one, "bytes"), number(&two, "bytes"));
    assert_eq!(number(&one, "worker_bytes"), number(&one, "bytes"));
    let (bytes, each) = (number(&two, "bytes"), number(&two, "worker_bytes"));
    assert!(bytes < 2 * each && each < bytes, "{two}");
    // Each thread computes an image by itself, and reads all weights.
    let images = measured("2", "2");
    assert_eq!(number(&images, "barriers"), 0);
    assert_eq!(number(&images, "worker_bytes"), number(&one, "bytes"));
    // Two images so, and a third that they share.
    let three = measured("2", "3");
    assert_eq!(number(&three, "barriers"), number(&two, "barriers"));
    let sum = number(&two, "worker_bytes") + number(&images, "worker_bytes");
    assert_eq!(number(&three, "worker_bytes"), sum);
}

#[test]
fn the_table_names_steps_and_sums_up() {
    let out = Workspace::new()
        .run(&["profile", "tiny.yaml", "--runs", "1", "--threads", "1"])
        .good();
    assert!(out.starts_with("step ") && out.contains("\nconv "), "{out}");
    assert!(out.contains("1 thread, 1 image: "), "{out}");
    assert!(out.contains("% of the peak of "), "{out}");
    assert!(
        out.contains("\nmoved ") && out.contains(" by each thread; 0 barriers a run\n"),
        "{out}"
    );
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
