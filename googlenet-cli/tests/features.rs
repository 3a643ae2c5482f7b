//! Tests of `googlenet features`.

use crate::common::{self, Finished, Workspace, generated};
use std::collections::BTreeMap;

/// A network of images with two outputs, one a map.
const SPEC: &str = "\
format: 1
name: Photos
input: {height: 6, width: 5, channels: 3}
layers:
  conv:    {conv: 4, kernel: 3, padding: same, activation: relu}
  pool:    {max_pool: 2, stride: 2}
  flatten: flatten
  classes: {dense: 3, activation: softmax}
outputs: [classes, pool]
";

/// Returns a folder with a network and seven images, of which the fourth is broken.
fn place() -> Workspace {
    let place = Workspace::new();
    place.put("tiny.yaml", SPEC);
    std::fs::create_dir_all(place.path("photos/deep")).expect("folders");
    for (number, name) in ["b", "a", "deep/z", "größe", "d", "e"]
        .into_iter()
        .enumerate()
    {
        place.put(
            &format!("photos/{name}.png"),
            generated(number as u32, [9, 8]),
        );
    }
    place.put("photos/c.png", "no image");
    place
}

const ROWS: [&str; 7] = [
    "first.png",
    "photos/a.png",
    "photos/b.png",
    "photos/d.png",
    "photos/deep/z.png",
    "photos/e.png",
    "photos/größe.png",
];

fn features(place: &Workspace, words: &str) -> Finished {
    let words = format!("features tiny.yaml --seed 3 {words}");
    place.run(&words.split_whitespace().collect::<Vec<_>>())
}

/// Returns the arrays of an archive by their names, as the bytes of files of one array.
#[track_caller]
fn arrays(bytes: &[u8]) -> BTreeMap<String, Vec<u8>> {
    common::entries(bytes).into_iter().collect()
}

#[test]
fn rows_are_what_run_gives_for_each_image() {
    let place = place();
    // The convolution alone is not stored, and is computed a second time.
    let normalised = SPEC.replace("activation: relu", "activation: relu, batch_norm: true");
    place.put("tiny.yaml", normalised);
    place.put("first.png", generated(9, [7, 7]));
    let taps = "--tap pool --tap conv.conv --tap classes";
    let mut archives = Vec::new();
    for more in [
        "",
        "--batch 3",
        "--threads 3 --batch 2",
        "--threads 1 --batch 100",
    ] {
        let ended = features(
            &place,
            &format!("first.png photos {taps} -o out.npz {more}"),
        );
        assert_eq!((ended.status, ended.out.as_str()), (Some(1), ""), "{more}");
        let lines: Vec<&str> = ended.err.lines().collect();
        assert_eq!(lines.len(), 2, "{}", ended.err);
        assert!(
            lines[0].starts_with("error: `photos/c.png` is text; "),
            "{}",
            ended.err
        );
        assert!(
            lines[1].starts_with("7 images in ") && lines[1].ends_with(" a second, 1 failed"),
            "{}",
            ended.err
        );
        archives.push(place.get("out.npz"));
    }
    assert!(
        archives.iter().all(|archive| *archive == archives[0]),
        "the same bits"
    );
    let found = arrays(&archives[0]);
    assert_eq!(
        found.keys().collect::<Vec<_>>(),
        ["classes", "conv.conv", "paths", "pool"]
    );
    assert_eq!(common::strings(&found["paths"]), ROWS);
    for (tap, dims) in [
        ("pool", vec![7, 3, 2, 4]),
        ("conv.conv", vec![7, 6, 5, 4]),
        ("classes", vec![7, 3]),
    ] {
        let (shape, values) = common::read(&found[tap]);
        assert_eq!(shape, dims, "{tap}");
        let len = values.len() / 7;
        for (path, row) in ROWS.iter().zip(values.chunks_exact(len)) {
            let words = format!("--image {path} --tap {tap} -o one.npy");
            common::run(&place, &words).good();
            assert_eq!(
                common::read(&place.get("one.npy")).1,
                row,
                "{tap} of {path}"
            );
        }
    }
}

#[test]
fn without_taps_there_are_the_outputs() {
    let place = place();
    let ended = features(&place, "photos/a.png photos/e.png -o out.npz");
    assert_eq!((ended.status, ended.out.as_str()), (Some(0), ""));
    assert!(ended.err.starts_with("2 images in "), "{}", ended.err);
    assert_eq!(
        features(&place, "photos/a.png photos/e.png -o again.npz --quiet").good(),
        ""
    );
    assert_eq!(place.get("out.npz"), place.get("again.npz"));
    let found = arrays(&place.get("out.npz"));
    assert_eq!(
        found.keys().collect::<Vec<_>>(),
        ["classes", "paths", "pool"]
    );
    common::run(
        &place,
        "--image photos/a.png --image photos/e.png -o run.npz",
    )
    .good();
    assert_eq!(arrays(&place.get("run.npz")), found);
    // Packed weights do without those before packing.
    place
        .run(&["pack", "tiny.yaml", "--seed", "3", "-o", "w.packed"])
        .good();
    let words = "features tiny.yaml --packed w.packed photos/a.png photos/e.png -q --tap pool -o packed.npz";
    place.run(&words.split(' ').collect::<Vec<_>>()).good();
    assert_eq!(arrays(&place.get("packed.npz"))["pool"], found["pool"]);
    assert_eq!(
        place.names(),
        [
            "again.npz",
            "out.npz",
            "packed.npz",
            "photos",
            "run.npz",
            "tiny.yaml",
            "w.packed"
        ],
        "nothing else is left"
    );
}

#[test]
fn many_values_wait_in_a_file() {
    let place = place();
    let spec = SPEC.replace("height: 6, width: 5", "height: 512, width: 512");
    place.put("tiny.yaml", spec);
    // 4 MiB of each image.
    let words = "photos/a.png photos/b.png photos/d.png photos/e.png photos/größe.png --tap conv -q -o out.npz";
    features(&place, words).good();
    let found = arrays(&place.get("out.npz"));
    let (shape, values) = common::read(&found["conv"]);
    assert_eq!(shape, [5, 512, 512, 4]);
    common::run(&place, "--image photos/größe.png --tap conv -o one.npy").good();
    let last = values
        .chunks_exact(512 * 512 * 4)
        .next_back()
        .expect("an image");
    assert!(common::read(&place.get("one.npy")).1 == last);
    assert_eq!(place.names(), ["one.npy", "out.npz", "photos", "tiny.yaml"]);
}

#[test]
fn mistakes_come_before_the_work() {
    let place = place();
    let err = features(&place, "photos --tap pol -o out.npz").bad(1);
    assert_eq!(
        err,
        "error: the network has no layer `pol`; did you mean `pool`?\n"
    );
    let err = features(&place, "photos -o out.npy").bad(2);
    assert!(err.contains("`out.npy` does not end in npz"), "{err}");
    let err = features(&place, "photos -o nowhere/out.npz").bad(1);
    assert!(
        err.starts_with("error: cannot write `nowhere/out.npz`: "),
        "{err}"
    );
    assert_eq!(err.lines().count(), 1, "{err}");
    let err = features(&place, "photos --format npz -o photos").bad(1);
    assert_eq!(err, "error: cannot write `photos`: it is a folder\n");
    features(&place, "-o out.npz").bad(2);
    place.put(
        "tiny.yaml",
        SPEC.replace("  pool:", "  paths:")
            .replace("pool]", "paths]"),
    );
    let err = features(&place, "photos -o out.npz").bad(1);
    assert!(
        err.starts_with("error: the array `paths` holds the paths of the images"),
        "{err}"
    );
    assert!(!place.path("out.npz").exists());
    features(&place, "photos/a.png --tap classes -o out.npz").good();
}

#[test]
fn without_an_image_nothing_is_written() {
    let place = place();
    std::fs::create_dir(place.path("empty")).expect("a folder");
    place.put("out.npz", "as it was");
    let ended = features(&place, "empty photos/c.png nowhere.png -o out.npz");
    assert_eq!((ended.status, ended.out.as_str()), (Some(1), ""));
    let lines: Vec<&str> = ended.err.lines().collect();
    assert!(
        lines[0].contains("no image in `empty`") && lines[1].contains("c.png"),
        "{}",
        ended.err
    );
    assert!(lines[2].contains("nowhere.png"), "{}", ended.err);
    assert!(
        lines[3].starts_with("0 images in ") && lines[3].ends_with(", 3 failed"),
        "{}",
        ended.err
    );
    assert_eq!(place.get("out.npz"), b"as it was");
}

#[test]
fn results_that_are_not_finite_have_no_row() {
    let place = place();
    place
        .run(&["export", "tiny.yaml", "--seed", "3", "-o", "w.safetensors"])
        .good();
    let mut bytes = place.get("w.safetensors");
    for at in 0..72 {
        common::spoil(&mut bytes, "classes.kernel", at, f32::MAX);
    }
    place.put("w.safetensors", bytes);
    place.put("black.png", common::png([9, 8], &[0; 9 * 8 * 3]));
    let words =
        "features tiny.yaml --weights w.safetensors photos/a.png black.png --batch 2 -o out.npz";
    let words: Vec<&str> = words.split(' ').collect();
    let ended = place.run(&words);
    assert_eq!(ended.status, Some(1), "{}", ended.err);
    let help = "help: `--allow-non-finite` goes on all the same";
    let lines: Vec<&str> = ended.err.lines().collect();
    assert!(
        lines[0].starts_with("error: `photos/a.png`: the output `classes` is not finite: "),
        "{}",
        ended.err
    );
    assert_eq!(lines[1], help);
    let found = arrays(&place.get("out.npz"));
    assert_eq!(common::strings(&found["paths"]), ["black.png"]);
    let one = "run tiny.yaml --weights w.safetensors --image black.png --tap pool -o one.npy";
    place.run(&one.split(' ').collect::<Vec<_>>()).good();
    assert_eq!(found["pool"], place.get("one.npy"));
    let ended = place.run(&[&words[..], &["--allow-non-finite"]].concat());
    assert_eq!(ended.status, Some(0), "{}", ended.err);
    let found = arrays(&place.get("out.npz"));
    assert_eq!(
        common::strings(&found["paths"]),
        ["photos/a.png", "black.png"]
    );
    assert!(
        common::read(&found["classes"]).1[..3]
            .iter()
            .any(|value| value.is_nan())
    );
}
