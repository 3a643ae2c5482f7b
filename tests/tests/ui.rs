//! Tests of compile errors: for mistakes in descriptions, in calls of the macro, in uses of typed layers, and in edited
//! expansions.

use googlenet_tests::root;
use std::process::Command;

const FOLDER: &str = "GOOGLENET_MANIFEST_DIR";

#[test]
fn compile_errors_are_as_people_saw_them() {
    // The macro looks for descriptions in the folder of the manifest, which trybuild writes elsewhere, then in that of
    // the variable. A process may set a variable only before it has threads, so the test is started again with it.
    if std::env::var_os(FOLDER).is_none() {
        let mut again = Command::new(std::env::current_exe().expect("the test has a path"));
        again.args([
            "compile_errors_are_as_people_saw_them",
            "--exact",
            "--nocapture",
        ]);
        again.env(FOLDER, root().canonicalize().expect("the workspace"));
        assert!(again.status().expect("the test starts").success());
        return;
    }
    // trybuild runs `cargo check` instead of a build for dependencies, as no test has to run.
    let tests = trybuild::TestCases::new();
    tests.compile_fail("tests/ui/fail_*.rs");
}

/// Tests that an expansion does not compile if one of the lines that compute a layer is deleted, for each of these
/// lines.
#[test]
fn an_expansion_with_one_layer_deleted_does_not_type_check() {
    deleted("nested_small", 15);
    deleted("heads_small", 25);
}

fn deleted(name: &str, at_least: usize) {
    let code = std::fs::read_to_string(root().join(format!("tests/expanded/{name}.rs")))
        .expect("the expansion");
    let is_layer = |line: &str| line.trim_start().starts_with("let ") && line.contains(".forward(");
    let single: Vec<usize> = code
        .lines()
        .enumerate()
        .filter(|(_, l)| is_layer(l) && l.ends_with(';'))
        .map(|(at, _)| at)
        .collect();
    assert!(
        single.len() >= at_least,
        "the expansion has a line for most layers"
    );
    let folder = tempfile::tempdir().expect("a folder");
    // A crate for each deletion would take minutes. Each is a module of one crate instead, and each must cause an
    // error.
    let mut whole = String::new();
    for at in &single {
        let kept: Vec<&str> = code
            .lines()
            .enumerate()
            .filter(|(line, _)| line != at)
            .map(|(_, line)| line)
            .collect();
        std::fs::write(
            folder.path().join(format!("without_{at}.rs")),
            kept.join("\n"),
        )
        .expect("written");
        whole += &format!(
            "#[path = \"{}/without_{at}.rs\"] pub mod without_{at};\n",
            folder.path().display()
        );
    }
    let output = googlenet_tests::check_crate(&format!("deleted_{name}"), &whole, &[]);
    assert!(!output.status.success());
    let errors = String::from_utf8_lossy(&output.stderr);
    for at in &single {
        assert!(
            errors.contains(&format!("without_{at}.rs:")),
            "deleting line {} of {name} has an error:\n{errors}",
            at + 1
        );
    }
}

#[test]
fn a_shape_that_does_not_follow_is_an_error() {
    let code = "use googlenet_runtime::{Hwc, layers::{Conv2d, Same, Window}};\n\
                const _: () = <Conv2d<Hwc<28, 28, 3>, Hwc<14, 14, 8>, Window<3, 3, 1, 1, Same>>>::CHECK;\n";
    let output = googlenet_tests::check_crate("rule", code, &[]);
    let errors = String::from_utf8_lossy(&output.stderr);
    let rule = "the output's height does not follow from input, kernel, stride and padding";
    assert!(
        !output.status.success() && errors.contains(rule),
        "{errors}"
    );
}
