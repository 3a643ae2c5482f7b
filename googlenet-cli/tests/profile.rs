//! Tests of `googlenet profile`.

use crate::common::{HEADS, Workspace, array};
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
    // Four threads divide each of the last two steps, of which one reads the other's result.
    let four = measured("4", "1");
    let steps = four["steps"].as_array().expect("steps");
    let largest = |step: &Value| step["largest_share"].as_f64().expect("a share");
    let mut last = steps.iter().rev().take(2).map(largest);
    assert!(last.all(|share| (0.25..0.3).contains(&share)), "{four}");
    let balance = |of: &Value| of["balance"].as_f64().expect("a share");
    assert_eq!(balance(&one), 1.0);
    assert!((0.7..=1.0).contains(&balance(&four)), "{four}");
    // Of twice as many images as threads each thread computes two.
    let eight = measured("4", "8");
    assert_eq!(number(&eight, "barriers"), 0);
    assert_eq!(balance(&eight), 1.0);
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
        out.contains("\nmoved ")
            && out.contains(" by each thread; 0 barriers a run; balance 100.0%\n"),
        "{out}"
    );
}

#[test]
fn shares_are_of_the_peak_of_each_steps_instructions() {
    let place = Workspace::new();
    let text = "format: 1\nname: N\ninput: {height: 12, width: 12, channels: 16}\nlayers:\n  \
                a: {conv: 64, kernel: 3, padding: same}\n  b: {depthwise_conv: , kernel: 3, padding: same}\n";
    place.put("n.yaml", text);
    let wide = profile(&place, &["n.yaml", "--threads", "1"]);
    let low = profile(&place, &["n.yaml", "--threads", "1", "--dtype", "bf16"]);
    assert_eq!(
        (&wide["dtype"], &low["dtype"]),
        (&"f32".into(), &"bf16".into())
    );
    assert!(wide["no_tiles"].is_null());
    for profile in [&wide, &low] {
        let peaks = profile["peaks"].as_array().expect("peaks");
        for step in profile["steps"].as_array().expect("steps") {
            let number = |key: &str| step[key].as_f64().unwrap_or(f64::NAN);
            let used = |peak: &&Value| peak["unit"] == step["unit"];
            if number("macs") > 0.0 {
                let peak = peaks
                    .iter()
                    .find(used)
                    .expect("the peak of the step's instructions");
                let share = number("gflops") / peak["gflops"].as_f64().unwrap_or(f64::NAN);
                assert!((share / number("peak_share") - 1.0).abs() < 1e-2, "{step}");
            }
        }
        assert!(
            profile["peak_share"]
                .as_f64()
                .is_some_and(|share| share > 0.0)
        );
    }
    let step = |profile: &Value| -> Value {
        let steps = profile["steps"].as_array().expect("steps").iter();
        let mut of_a = steps.filter(|step| step["layers"][0] == "a");
        of_a.next().expect("a step").clone()
    };
    let moved = |profile: &Value| step(profile)["output_bytes"].as_u64();
    assert_eq!(moved(&wide), moved(&low).map(|bytes| 2 * bytes));
    // Either tiles compute, or it is told why not.
    let tiles = step(&low)["unit"] == "amx bf16";
    assert_eq!(tiles, low["no_tiles"].is_null(), "{low}");
    let mut command = place.command(&["profile", "n.yaml", "--dtype", "bf16", "--runs", "1"]);
    let out = command
        .env("GOOGLENET_AMX", "off")
        .output()
        .expect("it starts");
    let out = String::from_utf8(out.stdout).expect("text");
    assert!(
        out.contains(", bf16, ") && out.contains(" in f32; weights "),
        "{out}"
    );
    assert!(
        out.ends_with("without tiles: AMX is turned off by GOOGLENET_AMX\n"),
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

fn check(place: &Workspace, arguments: &[&str]) -> Value {
    let all = [&["profile"], arguments, &["--check", "--json"]].concat();
    serde_json::from_str(&place.run(&all).good()).expect("JSON")
}

#[test]
fn steps_are_compared_with_double_precision() {
    let place = Workspace::new();
    let accuracy = check(&place, &["tiny.yaml", "--batch", "3"]);
    assert_eq!(accuracy["images"], 3);
    let steps = accuracy["steps"].as_array().expect("steps").clone();
    let layers: Vec<&Value> = steps.iter().map(|step| &step["layers"][0]).collect();
    assert_eq!(layers, ["conv", "pool", "classes"]);
    for step in &steps {
        let of = |key: &str| step[key].as_f64().unwrap_or(f64::NAN);
        assert!(of("of_bound") < 1.0 && of("of_rms") < 1e-5, "{step}");
        assert!(
            of("of_largest") <= of("of_rms") && of("accumulated") < 1e-5,
            "{step}"
        );
    }
    assert!(steps[0]["error"].as_f64().is_some_and(|error| error > 0.0));
    assert_eq!(steps[1]["error"], 0.0, "a maximum rounds nothing");
    assert_eq!(accuracy["outputs"][0]["name"], "classes");
}

#[test]
fn steps_with_all_that_is_fused_to_them_keep_their_bounds() {
    let place = Workspace::new();
    place.put("heads.yaml", HEADS);
    place.put(
        "kinds.yaml",
        "format: 1\nname: Kinds\ninput: {height: 34, width: 34, channels: 3}\nlayers:\n\
         \x20 stem: {conv: 20, kernel: 7, stride: 2, padding: same, batch_norm: true, activation: swish}\n\
         \x20 big: {conv: 24, kernel: 3, padding: same, activation: hard_swish}\n\
         \x20 narrow: {depthwise_conv: , kernel: 3, padding: same, batch_norm: true, activation: relu6}\n\
         \x20 left: {conv: 24, kernel: 3, padding: same}\n\
         \x20 sum: {add: [left, narrow]}\n\
         \x20 bend: {activation: gelu}\n\
         \x20 mean: {avg_pool: 3, stride: 2, padding: same}\n\
         \x20 norm: batch_norm\n\
         \x20 up: {conv_transpose: 8, kernel: 2, stride: 2}\n\
         \x20 lrn: {lrn: , size: 5}\n\
         \x20 all: global_avg_pool\n\
         \x20 classes: {dense: 7, activation: softmax}\n",
    );
    for arguments in [
        &["heads.yaml"][..],
        &["kinds.yaml"],
        &["kinds.yaml", "--precision", "strict", "--threads", "3"],
        &["heads.yaml", "--dtype", "bf16"],
        &["kinds.yaml", "--dtype", "bf16", "--batch", "2"],
    ] {
        let accuracy = check(&place, arguments);
        let steps = accuracy["steps"].as_array().expect("steps").clone();
        let unbounded: Vec<&Value> = (steps.iter())
            .filter(|step| step["of_bound"].is_null())
            .map(|step| &step["layers"][0])
            .collect();
        assert!(
            unbounded.iter().all(|layer| *layer == "lrn"),
            "{unbounded:?}"
        );
        for step in &steps {
            assert!(step["of_bound"].as_f64().unwrap_or(0.0) <= 1.0, "{step}");
        }
    }
}

#[test]
fn an_array_is_checked_as_it_is_run() {
    let place = Workspace::new();
    let heavy: Vec<f32> = (0..48)
        .map(|at| if at % 7 == 0 { 1e6 } else { 1e-3 })
        .collect();
    place.put("x.npy", array(&heavy, "(2, 4, 3, 2)"));
    let accuracy = check(&place, &["tiny.yaml", "--input", "x.npy"]);
    assert_eq!(accuracy["images"], 2);
    let text = place.run(&["profile", "tiny.yaml", "--check"]).good();
    assert!(
        text.starts_with("step ") && text.contains("accumulated\n"),
        "{text}"
    );
    assert!(text.contains("1 image: largest errors"), "{text}");
    assert!(text.contains("output `classes`: "), "{text}");
    for wrong in [
        &["--input", "x.npy"][..],
        &["--check", "--runs", "3"],
        &["--check", "--packed", "w.packed"],
        &["--check", "--input", "x.npy", "--batch", "2"],
    ] {
        let out = place.run(&[&["profile", "tiny.yaml"], wrong].concat());
        assert_eq!(out.status, Some(2), "{wrong:?}");
    }
}
