//! Tests of drawings of networks compiled by the macro, and of the dependencies of crates that draw nothing.

use googlenet_runtime::{TypedNetwork, googlenet_model};
use googlenet_tests::root;
use googlenet_view::{Plot, PlotNetwork};
use std::process::Command;

googlenet_model! {
    InceptionV1 = "../specs/inception_v1.yaml";
    NormalSmall = "../specs/normal_small.yaml";
}

#[test]
fn a_compiled_network_is_drawn_as_its_file() {
    let svg = InceptionV1::plot().svg().expect("a drawing");
    assert!(svg.contains("<title>InceptionV1</title>") && svg.contains(">inception_3a</text>"));
    let compiled = googlenet_dsl::compile_file(root().join("specs/normal_small.yaml"));
    let compiled = compiled.expect("a network");
    // A compiled network has no names of blocks, so its drawing is that of the graph alone.
    let file = Plot::new(&compiled.graph).collapse();
    assert_eq!(NormalSmall::plot().collapse().svg(), file.svg());
    assert_eq!(
        Plot::new(&NormalSmall::portable_graph()).html(),
        NormalSmall::plot().html()
    );
}

/// Tests that the crates for drawing are dependencies only of the crates that draw, and what writes
/// PNG and PDF only with the features `png` and `pdf`.
#[test]
fn drawing_stays_out_of_other_trees() {
    let tree = |package: &str| {
        let output = Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()))
            .args([
                "tree",
                "--offline",
                "--prefix",
                "none",
                "-e",
                "normal",
                "-p",
                package,
            ])
            .current_dir(root())
            .output()
            .expect("cargo starts");
        assert!(
            output.status.success(),
            "{}",
            String::from_utf8_lossy(&output.stderr)
        );
        String::from_utf8(output.stdout).expect("UTF-8")
    };
    let has = |tree: &str, package: &str| {
        tree.lines()
            .any(|line| line.split(' ').next() == Some(package))
    };
    for package in ["googlenet-dsl", "googlenet-macros", "googlenet-runtime"] {
        let tree = tree(package);
        for drawing in ["googlenet-view", "tiny-skia", "pdf-writer", "png", "base64"] {
            assert!(!has(&tree, drawing), "{drawing} is below {package}");
        }
    }
    let view = tree("googlenet-view");
    let program = tree("googlenet-cli");
    for drawing in ["tiny-skia", "pdf-writer"] {
        assert!(
            !has(&view, drawing),
            "{drawing} is below googlenet-view without its feature"
        );
        assert!(has(&program, drawing), "the command line has {drawing}");
    }
}
