//! Tests of transcripts: commands print what the pages show. With `GOOGLENET_UPDATE=1` differing outputs and drawings
//! are written to the pages and folders instead.

use super::blocks::Block;
use super::common::root;
use super::folder::{Folder, can_run};
use super::{Page, pages};
use std::fmt::Write;
use std::sync::Mutex;

/// Comparison of the numbers of a transcript with those that a command prints.
#[derive(Clone, Copy)]
enum Numbers {
    /// Numbers must be the same characters, as all other text.
    Exact,
    /// Two numbers may differ by this part of the larger one; times in milliseconds are not compared.
    Within(f64),
    /// Numbers are not compared.
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

/// A command of a transcript with the output that the page shows.
struct Entry<'a> {
    /// The command behind `$ `; lines that end with a backslash are joined with the next one.
    command: String,
    /// Line of the page, from 1, on which the command begins.
    line: usize,
    /// The lines that the page shows as the output.
    printed: Vec<&'a str>,
}

/// Splits a block into its commands with their outputs.
///
/// # Panics
/// The block does not begin with a command.
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

/// Runs all transcripts of a page in a new folder. Differences are appended to `wrong`, or, for outputs without `…` and
/// with updates on, written to the page.
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

/// Lock that a test holds while it writes pages, so that two tests do not write at once.
pub(crate) static UPDATES: Mutex<()> = Mutex::new(());

/// Returns `true` if tests write differing outputs to the pages: `GOOGLENET_UPDATE` is `1`.
pub(crate) fn updates() -> bool {
    std::env::var_os("GOOGLENET_UPDATE").is_some_and(|value| value == "1")
}

/// Compares the files of `guide/src/img` and `assets` with those of the same names that the page's commands wrote to
/// `folder`. Appends differences to `wrong`; with updates on, replaces the kept files.
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

/// Returns `true` if the output `got` is the one that the page shows; a line `…` of the page stands for any number of
/// lines.
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

/// Part by which what a session needs differs between instruction sets, which pack weights in different ways.
const MEMORY: f64 = 0.15;

/// Returns `true` if a line of an output is the one that the page shows, apart from blanks at the end and from numbers
/// that may differ: also those behind the word `needs`, by [`MEMORY`].
fn same_line(page: &str, got: &str, numbers: Numbers) -> bool {
    let (page, got) = (page.trim_end(), got.trim_end());
    let needs = [page, got].map(|line| line.split_once("needs "));
    if let [Some((page, needs)), Some((got, needed))] = needs
        && !needs.contains('…')
    {
        return same_line(page, got, numbers) && same_line(needs, needed, Numbers::Within(MEMORY));
    }
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

/// Returns `true` if `got` is the text `page`, in which each `…` stands for any text, also an empty one.
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

/// Returns a line with `#` for each number and one blank for several in a row, and the numbers in order; NaN for a
/// number in front of ` ms`.
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
            // Times vary from run to run.
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
    assert!(lines(
        "8 MACs, needs 54.3 MiB",
        "8 MACs, needs 60.0 MiB",
        exact
    ));
    assert!(!lines(
        "8 MACs, needs 54.3 MiB",
        "9 MACs, needs 54.3 MiB",
        exact
    ));
    assert!(!lines(
        "8 MACs, needs 54.3 MiB",
        "8 MACs, needs 70.0 MiB",
        exact
    ));
}
