//! Tests of `googlenet run` with several images, outputs and taps.

use crate::common::{self, HEADS, Workspace, array, read, run, values};

#[test]
fn of_several_outputs_all_are_listed_and_written_to_an_archive() {
    let place = Workspace::new();
    place.put("tiny.yaml", HEADS);
    let input = array(&values(48), "(2, 4, 3, 2)");
    place.put("x.npy", input);
    let err = run(&place, "--input x.npy --output y.npy").bad(2);
    assert_eq!(
        err,
        "error: a `.npy` file holds one array, and the network has the outputs `classes`, `conv`, `mean`; help: `.npz` or \
         `--format npz` holds them all, `--tap classes` chooses one\n"
    );
    let words = "--input x.npy --tap pool --tap conv.conv --tap conv --tap pool --output y.npz";
    let mut archives = ["", " --batch 2"].map(|more| {
        assert_eq!(run(&place, &format!("{words}{more}")).good(), "");
        common::entries(&place.get("y.npz"))
    });
    let [found, again] = &mut archives;
    assert_eq!(found, again);
    let names: Vec<&str> = found.iter().map(|(name, _)| name.as_str()).collect();
    assert_eq!(names, ["classes", "conv", "mean", "pool", "conv.conv"]);
    for ((name, bytes), tap) in
        found
            .iter()
            .zip(["classes", "conv", "mean.mean", "pool", "conv.conv"])
    {
        run(
            &place,
            &format!("--input x.npy --tap {tap} --output one.npy"),
        )
        .good();
        assert_eq!(read(bytes), read(&place.get("one.npy")), "{name}");
    }
    let (shape, classes) = read(&found[0].1);
    assert_eq!(shape, [2, 3]);
    assert!((classes[..3].iter().sum::<f32>() - 1.0).abs() < 1e-6);
    let err = run(&place, "--input x.npy --tap pool --tap conv --output y.npy").bad(2);
    assert!(
        err.contains("not the results of 2 layers; help: `.npz` or"),
        "{err}"
    );
    let err = run(&place, "--input x.npy --tap pool").bad(2);
    assert!(
        err.starts_with("error: `--tap` writes an array; help: "),
        "{err}"
    );
    let out = run(&place, "--input x.npy --top 1").good();
    let lines: Vec<&str> = out.lines().collect();
    assert!(lines[0].ends_with(" on 1 thread, 3 outputs"), "{out}");
    assert_eq!((lines[1], lines[2]), ("classes, 3", "  image 0"));
    assert!(lines[3].starts_with("    class "), "{out}");
    assert_eq!(lines[6], "conv, 4x3x5 (--tap conv.activation)");
    assert_eq!(lines[7], "mean, 5 (--tap mean.mean)");
    assert_eq!(
        lines[12..],
        ["--output Y.npz writes all outputs, --output Y.npy with --tap one of them"]
    );
    let tap = run(&place, "--input x.npy --output y.npy --tap mean.mean");
    assert_eq!(tap.good(), "");
    assert_eq!(read(&place.get("y.npy")).0, [2, 5]);
    let err = run(&place, "--input x.npy --output y.npy --tap aux.classes").bad(1);
    assert!(
        err.contains("the network has no layer `aux.classes`"),
        "{err}"
    );
}

#[test]
fn several_images_are_one_input() {
    let place = Workspace::new();
    place.put(
        "tiny.yaml",
        common::SPEC.replace("channels: 2", "channels: 3"),
    );
    std::fs::create_dir(place.path("folder")).expect("a folder");
    let names = ["z.png", "folder/a.png", "folder/b.png"];
    for (number, name) in names.into_iter().enumerate() {
        place.put(name, common::generated(number as u32, [6, 7]));
    }
    let mut rows = Vec::new();
    for name in names {
        run(&place, &format!("--image {name} -o y.npy")).good();
        rows.extend(read(&place.get("y.npy")).1);
    }
    for more in ["", "--batch 2", "--batch 3 --threads 2"] {
        let words = format!("run tiny.yaml --seed 3 --image z.png --image folder -o {{}} {more}");
        let out = |file: &str| {
            let words = words.replace("{}", file);
            place
                .run(&words.split_whitespace().collect::<Vec<_>>())
                .good()
        };
        assert_eq!(out("y.npy"), "");
        assert_eq!(
            read(&place.get("y.npy")),
            (vec![3, 3], rows.clone()),
            "{more}"
        );
        out("y.npz");
        let found = common::entries(&place.get("y.npz"));
        assert_eq!((found.len(), &found[0].1), (2, &place.get("y.npy")));
        assert_eq!(common::strings(&found[1].1), names);
    }
    let out = run(&place, "--image z.png --image folder --top 1").good();
    let lines: Vec<&str> = out.lines().collect();
    assert!(lines[0].starts_with("3 images in "), "{out}");
    assert_eq!([lines[1], lines[3], lines[5]], names);
    let out = run(&place, "--image z.png --image folder --top 1 --json").good();
    let out: serde_json::Value = serde_json::from_str(&out).expect("JSON");
    for (at, name) in names.iter().enumerate() {
        assert_eq!(out["outputs"][0]["images"][at]["path"], *name);
    }
    place.put("folder/c.png", "no image");
    let err = run(&place, "--image folder -o z.npz").bad(1);
    assert!(
        err.contains("`folder/c.png`") && !place.path("z.npz").exists(),
        "{err}"
    );
    std::fs::create_dir(place.path("empty")).expect("a folder");
    let err = run(&place, "--image z.png --image empty").bad(1);
    assert!(err.starts_with("error: no image in `empty`"), "{err}");
    run(&place, "--image z.png --input x.npy").bad(2);
}
