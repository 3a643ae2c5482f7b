//! Tests of crates outside the workspace that use the runtime as users do.

use googlenet_tests::{cargo, check_crate, copy_folder, root, target};

/// Copies a fixture out of the workspace, fills the path of the runtime into its manifest, and returns the folder of
/// the copy.
fn fixture(name: &str) -> std::path::PathBuf {
    let root = root().canonicalize().expect("the workspace");
    let folder = target().join("outside").join(name);
    copy_folder(&root.join("tests/fixtures").join(name), &folder);
    let manifest = std::fs::read_to_string(folder.join("Cargo.toml.in")).expect("a manifest");
    let runtime = root.join("googlenet-runtime").display().to_string();
    std::fs::write(
        folder.join("Cargo.toml"),
        manifest.replace("@RUNTIME@", &runtime),
    )
    .expect("written");
    std::fs::copy(root.join("Cargo.lock"), folder.join("Cargo.lock")).expect("a lock file");
    folder
}

fn text(output: &std::process::Output) -> String {
    String::from_utf8_lossy(&output.stdout).into_owned() + &String::from_utf8_lossy(&output.stderr)
}

#[test]
fn a_renamed_dependency_without_a_prelude_has_no_warnings() {
    let output = cargo(&fixture("renamed"), "check", &[]);
    assert!(output.status.success(), "{}", text(&output));
    assert!(!text(&output).contains("warning"), "{}", text(&output));
}

#[test]
fn an_edit_of_the_file_rebuilds_the_crate() {
    let folder = fixture("edited");
    let run = |filters: &str| {
        let spec =
            std::fs::read_to_string(folder.join("network.yaml.in")).expect("the description");
        std::fs::write(
            folder.join("network.yaml"),
            spec.replace("@FILTERS@", filters),
        )
        .expect("written");
        cargo(&folder, "run", &[])
    };
    let output = run("4");
    assert!(
        output.status.success() && text(&output).contains("output 10x10x4"),
        "{}",
        text(&output)
    );
    // Cargo compares modification times, which some file systems store in seconds.
    std::thread::sleep(std::time::Duration::from_millis(1100));
    let output = run("6");
    assert!(
        output.status.success() && text(&output).contains("output 10x10x6"),
        "{}",
        text(&output)
    );
    std::thread::sleep(std::time::Duration::from_millis(1100));
    let output = run("0");
    let said = text(&output);
    assert!(
        !output.status.success() && said.contains("error[GN0107]"),
        "{said}"
    );
    assert!(said.contains("--> network.yaml:5:17"), "{said}");
    assert_eq!(
        said.matches("GN0107").count(),
        1,
        "one mistake is one error: {said}"
    );
}

/// Tests the build that users have by default: a debug build of a crate outside the workspace, whose manifest does not
/// have the profile of this one.
#[test]
fn a_runtime_without_optimisation_says_so_once() {
    let folder = fixture("unoptimised");
    let output = cargo(&folder, "build", &[]);
    assert!(output.status.success(), "{}", text(&output));
    let said = |arguments: &[&str], variable: Option<&str>| {
        let program = target().join("outside-target/debug/unoptimised");
        let mut command = std::process::Command::new(program);
        command
            .args(arguments)
            .env_remove("GOOGLENET_NO_OPT_NOTICE");
        command.envs(variable.map(|value| ("GOOGLENET_NO_OPT_NOTICE", value)));
        let output = command.output().expect("it starts");
        assert_eq!(
            String::from_utf8_lossy(&output.stdout),
            "done\n",
            "{}",
            text(&output)
        );
        String::from_utf8(output.stderr).expect("UTF-8")
    };
    let lines = "[profile.dev.package.googlenet-runtime]\nopt-level = 3\n";
    for (arguments, variable) in [(&[][..], None), (&["forward"], None), (&[], Some(""))] {
        let said = said(arguments, variable);
        assert_eq!(said.matches(lines).count(), 1, "{said}");
        assert_eq!(said.matches("note:").count(), 1, "{said}");
    }
    assert_eq!(said(&[], Some("1")), "");
    assert_eq!(said(&["forward"], Some("1")), "");
    let page = |path: &str| std::fs::read_to_string(root().join(path)).expect("a page");
    assert!(
        page("README.md").contains(lines),
        "the README has the lines"
    );
    assert!(page("guide/src/commands.md").contains("`GOOGLENET_NO_OPT_NOTICE=1`"));
}

#[test]
fn entries_of_every_form_compile() {
    let folder = fixture("entries");
    let output = cargo(&folder, "check", &[]);
    assert!(output.status.success(), "{}", text(&output));
    // Documentation is the same in whatever folder the crate lies.
    let output = cargo(&folder, "doc", &["--no-deps"]);
    assert!(output.status.success(), "{}", text(&output));
    let page = target().join("outside-target/doc/entries/struct.Absolute.html");
    let page = std::fs::read_to_string(page).expect("the page of a struct");
    assert!(page.contains("of <code>entries.yaml</code>"), "{page}");
    assert!(!page.contains(&folder.display().to_string()), "{page}");
}

#[test]
fn descriptions_may_lie_outside_of_the_crates_folder() {
    let folder = fixture("built");
    let far = std::fs::read_to_string(folder.join("elsewhere/far.yaml.in")).expect("a description");
    let run = |built: &str, classes: &str, names: &str| {
        // Cargo compares modification times, which some file systems store in seconds.
        std::thread::sleep(std::time::Duration::from_millis(1100));
        let write = |path: &str, text: &str| {
            let path = folder.join(path);
            match std::fs::read_to_string(&path) {
                Ok(kept) if kept == text => Ok(()),
                _ => std::fs::write(path, text),
            }
        };
        write("names.txt", built).expect("written");
        write("elsewhere/far.yaml", &far.replace("@CLASSES@", classes)).expect("written");
        write("elsewhere/words/names.txt", names).expect("written");
        text(&cargo(&folder, "run", &[]))
    };
    let said = run("ash\nelm\n", "1", "fir\n");
    assert!(said.contains("built \"ash\\nelm\\n\"\n"), "{said}");
    assert!(said.contains("far \"fir\\n\"\n"), "{said}");
    let said = run("ash\nelm\nyew\n", "1", "oak\n");
    assert!(said.contains("built \"ash\\nelm\\nyew\\n\"\n"), "{said}");
    assert!(said.contains("far \"oak\\n\"\n"), "{said}");
    let said = run("ash\n", "3", "oak\n");
    assert!(said.contains("--> far.yaml:4:9"), "{said}");
    assert!(
        said.contains("expected 3 lines, one for each value of `classes`, got 1"),
        "{said}"
    );
}

#[test]
fn places_are_seen_from_where_rustc_runs() {
    let folder = fixture("workspace");
    for from in [&folder, &folder.join("member")] {
        let said = text(&cargo(from, "check", &[]));
        for place in [
            "--> member/specs/network.yaml:5:19",
            "--> above.yaml:5:19",
            "--> member/specs/nowhere.yaml\n",
            "--> member/src/lib.rs:5:",
        ] {
            assert!(said.contains(place), "{place} in {said}");
        }
    }
}

#[test]
fn users_carry_no_yaml_reader() {
    let output = check_crate("tree", "", &[]);
    assert!(output.status.success(), "{}", text(&output));
    let tree = cargo(
        &target().join("outside/tree"),
        "tree",
        &["-e", "normal,no-proc-macro", "--prefix", "none"],
    );
    let tree = text(&tree);
    assert!(
        tree.contains("googlenet-dsl") && tree.contains("petgraph"),
        "{tree}"
    );
    for reader in [
        "granit-parser",
        "yaml",
        "saphyr",
        "annotate-snippets",
        "syn ",
        "quote ",
    ] {
        assert!(!tree.contains(reader), "{reader} in {tree}");
    }
}
