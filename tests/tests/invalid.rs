//! Tests of the invalid descriptions in `specs/invalid/`: the exact codes and positions of their errors, and the
//! rendered messages.

use googlenet_dsl::diagnostic::{Code, Diagnostics, Severity, Source, Style};
use googlenet_dsl::{CompileOptions, check_labels, compile, compile_text};
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
    let known = Code::ALL.iter().map(|(code, _)| *code);
    // That of another size of the input needs one beside the file.
    let known: BTreeSet<Code> = known
        .filter(|code| *code != Code::WEIGHTS_FOLLOW_INPUT)
        .collect();
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

/// The codes of mistakes that leave no doubt about the network.
const LENIENT: [Code; 6] = [
    Code::UNUSED_BLOCK,
    Code::UNUSED_COLUMN,
    Code::UNUSED_DEFAULT,
    Code::BUDGET_PARAMS,
    Code::BUDGET_MACS,
    Code::BUDGET_MEMORY,
];

#[test]
fn lenient_compilation_makes_warnings_of_unused_definitions_and_broken_budgets_alone() {
    let mut compiled = 0;
    for path in files() {
        let name = path.display().to_string();
        let Ok(source) = Source::open(&path, &name) else {
            continue;
        };
        let Err(strict) = compile(&source) else {
            continue; // The mistake is in the file of labels.
        };
        let found = |mistakes: &Diagnostics| -> Vec<(Code, Severity)> {
            let found = mistakes.iter();
            found
                .map(|mistake| (mistake.code, mistake.severity))
                .collect()
        };
        let strict = found(&strict);
        assert!(
            strict.iter().all(|(_, is)| *is == Severity::Error),
            "{name}"
        );
        let expected: Vec<(Code, Severity)> = strict
            .into_iter()
            .map(|(code, is)| match LENIENT.contains(&code) {
                true => (code, Severity::Warning),
                false => (code, is),
            })
            .collect();
        let lenient = CompileOptions::new().lenient(true).compile(&source);
        compiled += usize::from(lenient.is_ok());
        let all_warn = expected.iter().all(|(_, is)| *is == Severity::Warning);
        assert_eq!(lenient.is_ok(), all_warn, "{name}");
        let lenient = lenient.map_or_else(|errors| errors, |compiled| compiled.warnings);
        assert_eq!(found(&lenient), expected, "{name}");
        assert_eq!(lenient.file().name(), name);
    }
    assert!(compiled >= 8, "{compiled}");
}

#[test]
fn warnings_are_found_by_all_stages_and_stop_none() {
    let text = "format: 1\nname: Net\ninput: {height: 8, width: 8, channels: 3}\n\
                budget: {macs: 1}\ndefaults:\n  max_pool: {padding: same}\n\
                layers:\n  c: {conv: 4, kernel: 1}\n";
    let lenient = CompileOptions::new().lenient(true);
    let compiled = lenient.compile_text("net.yaml", text).expect("a network");
    let codes: Vec<Code> = compiled.warnings.iter().map(|found| found.code).collect();
    // In the order of the file, though the budget is checked last.
    assert_eq!(codes, [Code::BUDGET_MACS, Code::UNUSED_DEFAULT]);
    assert_eq!(compiled.graph.total_macs(), 8 * 8 * 3 * 4);
    let sound = compile_text("net.yaml", text.replace("budget: {macs: 1}\n", ""));
    assert!(sound.is_err(), "the default is still unused");
}

#[test]
fn a_hundred_mistakes_are_the_most_with_warnings_too() {
    let blocks = |count: usize| -> String {
        let block = |at| format!("  b{at}: {{layers: {{c: {{conv: 4, kernel: 1}}}}}}\n");
        (0..count).map(block).collect()
    };
    let text = |blocks: &str, kernel: u32| {
        format!(
            "format: 1\nname: Net\ninput: {{height: 8, width: 8, channels: 3}}\n\
             blocks:\n{blocks}layers:\n  c: {{conv: 4, kernel: {kernel}}}\n"
        )
    };
    let lenient = CompileOptions::new().lenient(true);
    let compiled = lenient.compile_text("net.yaml", text(&blocks(120), 1));
    let warnings = compiled.expect("a network").warnings;
    assert_eq!(warnings.len(), Diagnostics::LIMIT);
    let last = warnings.iter().last().expect("a warning");
    assert_eq!(last.notes, ["only 100 mistakes are shown"]);
    // The one error stands, however many warnings there are.
    let mistakes = lenient.compile_text("net.yaml", text(&blocks(120), 9));
    let mistakes = mistakes.expect_err("the kernel is too large");
    assert_eq!(mistakes.len(), Diagnostics::LIMIT);
    let last = mistakes.iter().last().expect("a mistake");
    assert_eq!(
        (last.code, last.severity),
        (Code::KERNEL_TOO_LARGE, Severity::Error)
    );
}

#[test]
fn colours_change_nothing_but_the_look() {
    let path = root().join("specs/invalid/gn0203_padding_in_one_branch.yaml");
    let mistakes = mistakes(&path);
    let (plain, color) = (mistakes.render(Style::Plain), mistakes.render(Style::Color));
    assert!(color.contains("\u{1b}[") && !plain.contains('\u{1b}'));
    assert!(plain.contains("--> gn0203_padding_in_one_branch.yaml:9:47"));
}
