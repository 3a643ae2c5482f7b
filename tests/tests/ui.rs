//! Tests of compile errors: for mistakes in descriptions, in calls of the macro, in uses of typed layers, and in edited
//! expansions.

use googlenet_tests::{checked_in, outside_crate, root};
use serde_json::Value;
use std::collections::BTreeMap;

/// Compiles every file `tests/ui/fail_*.rs` as a program of one crate, and compares what rustc says with the file beside
/// it.
#[test]
fn compile_errors_are_as_people_saw_them() {
    let root = root().canonicalize().expect("the workspace");
    let cases = root.join("tests/tests/ui");
    let mut said = BTreeMap::new();
    let mut programs = String::new();
    for entry in std::fs::read_dir(&cases).expect("the cases are there") {
        let path = entry.expect("an entry").path();
        if path.extension().is_some_and(|end| end == "rs") {
            let name = path.file_stem().expect("a name").to_string_lossy();
            programs += &format!("[[bin]]\nname = \"{name}\"\npath = {path:?}\n");
            said.insert(name.into_owned(), String::new());
        }
    }
    assert!(said.len() >= 12, "{} cases", said.len());

    let outside = outside_crate("ui", "", &programs);
    // The macro looks for descriptions in the folder of the manifest, then in that of the variable.
    let settings = format!("[env]\nGOOGLENET_MANIFEST_DIR = {root:?}\n");
    std::fs::create_dir_all(outside.join(".cargo")).expect("a folder");
    std::fs::write(outside.join(".cargo/config.toml"), settings).expect("written");
    let arguments = ["--bins", "--keep-going", "--message-format=json"];
    let output = googlenet_tests::cargo(&outside, "check", &arguments);
    assert!(!output.status.success());

    let folder = format!("{}/", root.join("tests").display());
    for line in String::from_utf8_lossy(&output.stdout).lines() {
        let told: Value = serde_json::from_str(line).expect("cargo writes JSON");
        let name = told["target"]["name"].as_str();
        let (Some(said), Some(rendered)) = (
            name.and_then(|name| said.get_mut(name)),
            told["message"]["rendered"].as_str(),
        ) else {
            continue;
        };
        let is_count = [
            "error: aborting due to",
            "Some errors have",
            "For more information",
        ]
        .iter()
        .any(|start| rendered.starts_with(start));
        if !is_count {
            *said += &rendered.replace(&folder, "");
        }
    }
    for (name, said) in said {
        let file = format!("tests/tests/ui/{name}.stderr");
        checked_in(&file, &format!("{}\n", said.trim_end()));
    }
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
