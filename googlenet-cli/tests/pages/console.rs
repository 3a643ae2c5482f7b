//! Transcripts: what a page says that commands print is what they print.

use super::blocks::Block;
use super::common::root;
use super::folder::{Folder, can_run};
use super::{Page, pages};
use std::fmt::Write;
use std::sync::Mutex;

/// How numbers are compared.
#[derive(Clone, Copy)]
enum Numbers {
    Exact,
    Within(f64),
    Any,
}

#[test]
fn transcripts_are_what_commands_print() {
    let mut wrong = String::new();
    let _alone = updates().then(|| UPDATES.lock());
    for page in pages() {
        run(&page, &mut wrong);
    }
    assert!(wrong.is_empty(), "{wrong}");
}

/// A command of a transcript, and what it prints there.
struct Entry<'a> {
    command: String,
    line: usize,
    printed: Vec<&'a str>,
}

fn entries<'a>(block: &'a Block) -> Vec<Entry<'a>> {
    let mut entries: Vec<Entry<'a>> = Vec::new();
    let mut lines = block.text.lines().enumerate();
    while let Some((at, line)) = lines.next() {
        if let Some(command) = line.strip_prefix("$ ") {
            let mut command = command.to_owned();
            while let Some(rest) = command.strip_suffix('\\') {
                let (_, next) = lines.next().expect("a line behind a backslash");
                command = format!("{rest}{}", next.trim_start());
            }
            entries.push(Entry {
                command,
                line: block.line + at,
                printed: Vec::new(),
            });
        } else {
            let last = entries.last_mut().expect("a block begins with a command");
            last.printed.push(line);
        }
    }
    entries
}

fn run(page: &Page, wrong: &mut String) {
    let folder = Folder::new();
    let mut anew = Vec::new();
    for block in super::blocks::blocks(&page.text) {
        if let Some(name) = block.note("file") {
            folder.put(name, &block.text);
        }
        if block.language != "console" || block.has("ignore") {
            continue;
        }
        if !can_run(&block, &format!("{}:{}", page.name, block.line)) {
            continue;
        }
        if let Some(command) = block.note("setup") {
            folder.shell(command);
        }
        let numbers = match (block.note("numbers within"), block.note("numbers vary")) {
            (Some(part), _) => Numbers::Within(part.parse().expect("a number")),
            (None, Some(_)) => Numbers::Any,
            (None, None) => Numbers::Exact,
        };
        for entry in entries(&block) {
            let output = folder.shell(&entry.command);
            let got: Vec<&str> = output.lines().collect();
            if !same_lines(&entry.printed, &got, numbers) {
                let (first, lines) = (entry.line, &entry.printed);
                if updates() && !lines.iter().any(|line| line.contains('…')) {
                    anew.push((first..first + lines.len(), output));
                    continue;
                }
                let (place, command) = (entry.line, &entry.command);
                let _ = write!(
                    wrong,
                    "\n{}:{place}: `{command}` prints\n\n{output}\nand the page has\n\n{}\n",
                    page.name,
                    entry.printed.join("\n")
                );
            }
        }
    }
    drawings(&folder, page, wrong);
    if !anew.is_empty() {
        let mut lines: Vec<&str> = page.text.lines().collect();
        for (at, output) in anew.iter().rev() {
            lines.splice(at.clone(), output.lines().map(str::trim_end));
        }
        std::fs::write(&page.path, lines.join("\n") + "\n").expect("written");
    }
}

/// Held by a test while it writes pages.
pub(crate) static UPDATES: Mutex<()> = Mutex::new(());

/// Whether pages are to be written anew.
pub(crate) fn updates() -> bool {
    std::env::var_os("GOOGLENET_UPDATE").is_some_and(|value| value == "1")
}

/// Drawings of the guide that the page's commands have made are those that the guide shows.
fn drawings(folder: &Folder, page: &Page, wrong: &mut String) {
    for place in ["guide/src/img", "assets"] {
        let kept = std::fs::read_dir(root().join(place)).expect("the drawings");
        for entry in kept {
            let kept = entry.expect("an entry").path();
            let name = kept.file_name().expect("a name").to_string_lossy();
            let Ok(made) = std::fs::read(folder.path(&name)) else {
                continue;
            };
            if updates() {
                std::fs::write(&kept, &made).expect("written");
            }
            if std::fs::read(&kept).expect("a drawing") != made {
                let _ = write!(
                    wrong,
                    "\n{}: {place}/{name} is not what its commands make; `GOOGLENET_UPDATE=1 cargo test` writes it anew\n",
                    page.name
                );
            }
        }
    }
}

/// Whether lines are those of a page, on which `…` stands for any lines.
fn same_lines(page: &[&str], got: &[&str], numbers: Numbers) -> bool {
    match page {
        [] => got.is_empty(),
        ["…", rest @ ..] => (0..=got.len()).any(|at| same_lines(rest, &got[at..], numbers)),
        [first, rest @ ..] => match got {
            [] => false,
            [line, others @ ..] => {
                same_line(first, line, numbers) && same_lines(rest, others, numbers)
            }
        },
    }
}

fn same_line(page: &str, got: &str, numbers: Numbers) -> bool {
    let (page, got) = (page.trim_end(), got.trim_end());
    match numbers {
        Numbers::Exact => fits(page, got),
        Numbers::Any => fits(&parts(page).0, &parts(got).0),
        Numbers::Within(part) => {
            let ((page, expected), (got, values)) = (parts(page), parts(got));
            let near = |(a, b): (&f64, &f64)| (a - b).abs() <= part * a.abs().max(b.abs());
            let time = |(a, b): (&f64, &f64)| a.is_nan() && b.is_nan();
            let mut pairs = expected.iter().zip(&values);
            fits(&page, &got) && pairs.all(|pair| near(pair) || time(pair))
        }
    }
}

/// Whether a text is one in which `…` stands for any text.
fn fits(page: &str, got: &str) -> bool {
    match page.split_once('…') {
        None => page == got,
        Some((before, after)) => got.strip_prefix(before).is_some_and(|rest| {
            let ends = rest.char_indices().map(|(at, _)| at);
            let mut ends = ends.chain([rest.len()]);
            ends.any(|at| fits(after, &rest[at..]))
        }),
    }
}

/// A line with `#` for each number and one blank for several, and the numbers.
fn parts(line: &str) -> (String, Vec<f64>) {
    let mut text = String::new();
    let mut values = Vec::new();
    let mut rest = line;
    while let Some(first) = rest.chars().next() {
        if first.is_ascii_digit() {
            let end = rest.find(|c: char| !(c.is_ascii_digit() || ".,e".contains(c) || c == '-'));
            let number =
                rest[..end.unwrap_or(rest.len())].trim_end_matches(|c: char| !c.is_ascii_digit());
            text.push('#');
            rest = &rest[number.len()..];
            // Times are different each time.
            values.push(match rest.starts_with(" ms") {
                true => f64::NAN,
                false => number.replace(',', "").parse().unwrap_or(0.0),
            });
        } else {
            if !(first == ' ' && text.ends_with(' ')) {
                text.push(first);
            }
            rest = &rest[first.len_utf8()..];
        }
    }
    (text, values)
}

#[test]
fn lines_are_compared_as_pages_mean_them() {
    let lines = |page: &str, got: &str, numbers| {
        let [page, got] = [page, got].map(|text| text.lines().collect::<Vec<_>>());
        same_lines(&page, &got, numbers)
    };
    let exact = Numbers::Exact;
    assert!(lines("a\n…\nd", "a\nb\nc\nd", exact) && lines("a\n…", "a", exact));
    assert!(!lines("a\n…\nd", "a\nb", exact) && !lines("", "a", exact) && !lines("a", "", exact));
    assert!(lines("in … on", "in 3 days on", exact) && !lines("in … on", "in 3 days off", exact));
    assert!(lines("8.1 ms,  2 runs", "18 ms, 1,002 runs", Numbers::Any));
    assert!(!lines("8.1 ms", "8.1 s", Numbers::Any) && !lines("8.1 ms", "8.2 ms", exact));
    assert!(lines("0.942055 cup", "0.942057 cup", Numbers::Within(1e-3)));
    assert!(!lines("0.94 cup", "0.95 cup", Numbers::Within(1e-3)));
    assert!(lines("1 in 8 ms", "1 in 9 ms", Numbers::Within(1e-3)));
    assert!(!lines("1 in 8 ms", "2 in 8 ms", Numbers::Within(1e-3)));
}
