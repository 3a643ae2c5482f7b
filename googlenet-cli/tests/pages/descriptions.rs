//! Tests of the descriptions on pages: they compile, excerpts are lines of their files, and compile errors are printed
//! as the pages show them.

use super::common::root;
use super::folder::Folder;
use super::{Block, pages};

/// Entries that complete a fragment of a description: the key, and the text of the entry.
const BASE: [(&str, &str); 4] = [
    ("format", "format: 1\n"),
    ("name", "name: Fragment\n"),
    ("input", "input: {height: 224, width: 224, channels: 3}\n"),
    (
        "layers",
        "layers:\n  conv: {conv: 8, kernel: 3, stride: 2}\n  mean: global_avg_pool\n  classes: {dense: 10, activation: softmax}\n",
    ),
];

/// Completes a fragment to a whole description: with the entries of its comment `with`, and entries of [`BASE`] for
/// keys that both lack. If all lines of the fragment are indented, they are the content of `layers`.
fn whole(block: &Block) -> String {
    let note = block.note("with").unwrap_or_default();
    let mut text = block.text.clone();
    if text
        .lines()
        .all(|line| !line.is_empty() && line.starts_with(' '))
    {
        text = format!("layers:\n{text}");
    }
    let has = |text: &str, key: &str| {
        text.lines()
            .any(|line| line.starts_with(&format!("{key}:")))
    };
    let missing = BASE
        .iter()
        .filter(|(key, _)| !has(&text, key) && !has(note, key));
    let base: String = missing.map(|(_, text)| *text).collect();
    match note.strip_prefix("layers:\n") {
        // Both have layers: those of the comment come first.
        Some(steps) if has(&text, "layers") => {
            let text = text.replacen("layers:\n", &format!("layers:\n{steps}\n"), 1);
            format!("{base}{text}")
        }
        _ => format!("{base}{note}\n{text}"),
    }
}

#[test]
fn descriptions_compile() {
    let folder = Folder::new();
    let mut wrong = String::new();
    for page in pages() {
        for block in page.tested("yaml") {
            let place = format!("{}:{}", page.name, block.line);
            folder.put("page.yaml", &whole(&block));
            let said = folder.shell("googlenet check page.yaml");
            if !said.starts_with("page.yaml: ok, ") {
                wrong += &format!("{place}: {said}\n{}\n", whole(&block));
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
}

#[test]
fn excerpts_and_files_are_those_of_the_repository() {
    for page in pages() {
        for block in super::blocks(&page.text) {
            let place = format!("{}:{}", page.name, block.line);
            if let Some(file) = block.note("excerpt of") {
                let text = std::fs::read_to_string(root().join(file)).expect("the file");
                let mut lines = text.lines().map(str::trim_end);
                for line in block.text.lines().filter(|line| !line.contains('…')) {
                    let found = lines.any(|known| known == line.trim_end());
                    assert!(found, "{place}: `{line}` is not there in {file}");
                }
            }
            let Some(name) = block.note("file") else {
                continue;
            };
            let kept = root().join("guide").join(name);
            if let Ok(kept) = std::fs::read_to_string(kept) {
                assert_eq!(kept, block.text, "{place}: guide/{name} has another text");
            }
        }
    }
}

#[test]
fn mistakes_are_told_as_pages_show_it() {
    let mut shown = 0;
    for page in pages() {
        for block in page.tested("text") {
            let place = format!("{}:{}", page.name, block.line);
            let note = block.note("compile error").expect("a mistake");
            let [file, old, new] = *note.split("; ").collect::<Vec<_>>() else {
                panic!("{place}: a file, what stands there, what is to stand there");
            };
            let folder = Folder::new();
            let text = std::fs::read_to_string(folder.path(file)).expect("a description");
            assert_eq!(text.matches(old).count(), 1, "{place}: `{old}` in {file}");
            folder.put(file, &text.replace(old, new));
            let said = folder.shell(&format!("googlenet check {file}"));
            // rustc puts `error: ` in front of a message, and indents its further lines.
            let said = format!("error: {}", said.trim_end().replace('\n', "\n       "));
            assert_eq!(block.text.trim_end(), said, "{place}");
            shown += 1;
        }
    }
    assert!(shown >= 2);
}
