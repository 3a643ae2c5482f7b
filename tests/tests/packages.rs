//! What registries show of the published crates.

use googlenet_tests::{cargo, root};
use serde_json::Value;

const PUBLISHED: [&str; 6] = ["cli", "dsl", "interop", "macros", "runtime", "view"];

fn read(path: &str) -> String {
    std::fs::read_to_string(root().join(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
}

/// The manifests of the workspace, as cargo understands them.
fn manifests() -> Vec<Value> {
    let output = cargo(&root(), "metadata", &["--no-deps", "--format-version", "1"]);
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{said}");
    let json: Value = serde_json::from_slice(&output.stdout).expect("JSON");
    json["packages"].as_array().expect("packages").clone()
}

/// As the registry wants it: up to 20 characters, a letter first.
fn is_keyword(word: &str) -> bool {
    let plain = |c: char| c.is_ascii_alphanumeric() || "_-+".contains(c);
    word.len() <= 20
        && word.starts_with(|c: char| c.is_ascii_alphabetic())
        && word.chars().all(plain)
}

#[test]
fn six_crates_are_published_and_say_what_they_are() {
    let mut published = Vec::new();
    for manifest in manifests() {
        let name = manifest["name"].as_str().expect("a name");
        if manifest["publish"].as_array().is_some_and(Vec::is_empty) {
            continue;
        }
        published.push(name.to_owned());
        let of = |key: &str| manifest[key].as_str().unwrap_or_default();
        assert_eq!(of("readme"), "README.md", "{name}");
        assert_eq!(of("documentation"), format!("https://docs.rs/{name}"));
        for key in ["description", "license", "repository", "rust_version"] {
            assert!(!of(key).is_empty(), "{key} of {name}");
        }
        let words = |key: &str| manifest[key].as_array().expect("a list").clone();
        let (keywords, categories) = (words("keywords"), words("categories"));
        assert!((1..=5).contains(&keywords.len()), "{name}: {keywords:?}");
        assert!(
            (1..=5).contains(&categories.len()),
            "{name}: {categories:?}"
        );
        for keyword in &keywords {
            assert!(
                keyword.as_str().is_some_and(is_keyword),
                "{name}: {keyword}"
            );
        }
        let shown = &manifest["metadata"]["docs"]["rs"]["all-features"];
        assert_eq!(shown, &Value::Bool(true), "{name}");
    }
    published.sort();
    assert_eq!(published, PUBLISHED.map(|name| format!("googlenet-{name}")));
}

#[test]
fn crates_have_the_licences_of_the_project() {
    for name in PUBLISHED {
        for licence in ["LICENSE-APACHE", "LICENSE-MIT"] {
            let copy = format!("googlenet-{name}/{licence}");
            assert!(read(&copy) == read(licence), "{copy} is not {licence}");
        }
    }
}

#[test]
fn front_pages_show_the_description_of_their_example() {
    let shown = read("googlenet-runtime/examples/digits.yaml");
    let front = read("googlenet-runtime/src/lib.rs");
    let front: Vec<&str> = front
        .lines()
        .map_while(|line| line.strip_prefix("//!"))
        .map(|line| line.strip_prefix(' ').unwrap_or(line))
        .collect();
    for page in [read("googlenet-runtime/README.md"), front.join("\n")] {
        assert!(page.contains(&format!("```yaml\n{shown}```")), "{page}");
    }
}
