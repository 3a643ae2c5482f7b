//! Tests of the invalid descriptions in `specs/invalid/`: the exact codes and positions of their errors, and the
//! rendered messages.

use googlenet_dsl::diagnostic::{Code, Diagnostics, Source, Style};
use googlenet_dsl::{check_labels, compile};
use googlenet_tests::{checked_in, root};
use std::collections::BTreeSet;
use std::path::PathBuf;

fn files() -> Vec<PathBuf> {
    let folder = std::fs::read_dir(root().join("specs/invalid")).expect("the corpus is there");
    let paths = folder.map(|entry| entry.expect("an entry").path());
    let mut files: Vec<_> = paths
        .filter(|path| path.extension().is_some_and(|end| end == "yaml"))
        .collect();
    files.sort();
    files
}

fn mistakes(path: &std::path::Path) -> Diagnostics {
    let name = path
        .file_name()
        .expect("a name")
        .to_string_lossy()
        .into_owned();
    let checked = Source::open(path, &name).and_then(|source| {
        let folder = path.parent().expect("a folder");
        check_labels(&compile(&source)?, &source, folder)
    });
    checked.expect_err(&format!("{name} has a mistake"))
}

fn places(mistakes: &Diagnostics) -> Vec<String> {
    let place = |mistake: &googlenet_dsl::diagnostic::Diagnostic| match &mistake.primary {
        None => mistake.code.to_string(),
        Some(label) => {
            let at = mistakes.file().position(label.span.start);
            format!("{} {}:{}", mistake.code, at.line, at.column)
        }
    };
    mistakes.iter().map(place).collect()
}

#[test]
fn every_mistake_has_its_code_and_place() {
    let mut table = String::new();
    for path in files() {
        let mistakes = mistakes(&path);
        let name = path
            .file_stem()
            .expect("a name")
            .to_string_lossy()
            .into_owned();
        table += &format!("{name}: {}\n", places(&mistakes).join(", "));
    }
    checked_in("specs/invalid/expected.txt", &table);
}

#[test]
fn files_are_named_after_the_one_code_that_they_show() {
    for path in files() {
        let name = path
            .file_stem()
            .expect("a name")
            .to_string_lossy()
            .into_owned();
        let mistakes = mistakes(&path);
        let codes: BTreeSet<String> = mistakes
            .iter()
            .map(|mistake| mistake.code.to_string())
            .collect();
        match name.strip_prefix("gn") {
            Some(rest) => assert_eq!(
                codes,
                BTreeSet::from([format!("GN{}", &rest[..4])]),
                "{name}"
            ),
            None => assert!(name.starts_with("many_") && mistakes.len() >= 3, "{name}"),
        }
    }
}

#[test]
fn every_code_has_a_file() {
    let shown: BTreeSet<Code> = files()
        .iter()
        .flat_map(|path| {
            mistakes(path)
                .iter()
                .map(|mistake| mistake.code)
                .collect::<Vec<_>>()
        })
        .collect();
    let known: BTreeSet<Code> = Code::ALL.iter().map(|(code, _)| *code).collect();
    assert_eq!(shown, known);
    assert!(known.len() >= 40 && files().len() >= 80);
}

#[test]
fn messages_are_as_people_saw_them() {
    for path in files() {
        let mistakes = mistakes(&path);
        let name = path
            .file_stem()
            .expect("a name")
            .to_string_lossy()
            .into_owned();
        insta::with_settings!({ prepend_module_to_snapshot => false, snapshot_path => "snapshots/invalid", omit_expression => true }, {
            insta::assert_snapshot!(name, mistakes.render(Style::Plain));
        });
        assert_eq!(format!("{mistakes}\n"), mistakes.render(Style::Plain));
    }
}

#[test]
fn colours_change_nothing_but_the_look() {
    let path = root().join("specs/invalid/gn0203_padding_in_one_branch.yaml");
    let mistakes = mistakes(&path);
    let (plain, color) = (mistakes.render(Style::Plain), mistakes.render(Style::Color));
    assert!(color.contains("\u{1b}[") && !plain.contains('\u{1b}'));
    assert!(plain.contains("--> gn0203_padding_in_one_branch.yaml:9:47"));
}
