//! `googlenet check --watch`.

use super::compile_or_render;
use super::report::line;
use crate::failure::Failure;
use crate::output::{print, tell};
use googlenet_dsl::Compiled;
use googlenet_dsl::diagnostic::Source;
use googlenet_dsl::file::open_regular;
use googlenet_dsl::number::{bytes, grouped};
use googlenet_runtime::Totals;
use googlenet_view::diff::signed;
use std::path::{Path, PathBuf};
use std::time::Duration;

/// How often the files are looked at.
const PAUSE: Duration = Duration::from_millis(150);
/// A file that is found half written is looked at again so soon.
const SETTLING: Duration = Duration::from_millis(30);
/// A file that never rests is checked all the same.
const MOST_LOOKS: usize = 20;

/// A file as it was when it was looked at last.
struct Watched {
    path: PathBuf,
    content: Option<Vec<u8>>,
    /// The totals when it was in order last.
    totals: Option<Totals>,
}

/// Checks the files now and whenever their content changes, until it is interrupted or nobody listens any more.
pub(crate) fn watch(specs: &[PathBuf]) -> Result<(), Failure> {
    let mut watched: Vec<Watched> = specs
        .iter()
        .map(|path| Watched {
            path: path.clone(),
            content: content(path),
            totals: None,
        })
        .collect();
    for file in &mut watched {
        check(file)?;
    }
    loop {
        std::thread::sleep(PAUSE);
        for file in &mut watched {
            let now = content(&file.path);
            if now == file.content {
                continue;
            }
            file.content = settled(&file.path, now);
            check(file)?;
        }
    }
}

/// What is in a file once two looks find the same: editors empty files before they write them, or move them away.
fn settled(path: &Path, mut now: Option<Vec<u8>>) -> Option<Vec<u8>> {
    for _ in 0..MOST_LOOKS {
        std::thread::sleep(SETTLING);
        let again = content(path);
        if again == now {
            break;
        }
        now = again;
    }
    now
}

/// What is in a file, as far as a description may be long; nothing where it is not there.
fn content(path: &Path) -> Option<Vec<u8>> {
    use std::io::Read;
    let limit = 2 * Source::MAX_BYTES as u64;
    let mut bytes = Vec::new();
    open_regular(path)
        .ok()?
        .take(limit)
        .read_to_end(&mut bytes)
        .ok()?;
    Some(bytes)
}

fn check(file: &mut Watched) -> Result<(), Failure> {
    match compile_or_render(&file.path) {
        Ok(compiled) => {
            let text = said(&file.path, &compiled, file.totals.as_ref());
            file.totals = Some(Totals::new(&compiled.graph, &compiled.plan));
            print(&text)
        }
        Err(mistakes) => {
            tell(&format!("{mistakes}\n"));
            Ok(())
        }
    }
}

/// The totals, and what they changed by since the file was in order last.
fn said(path: &Path, compiled: &Compiled, before: Option<&Totals>) -> String {
    let mut text = line(path, compiled);
    let Some(before) = before else {
        return text;
    };
    let after = Totals::new(&compiled.graph, &compiled.plan);
    let changes = [
        (
            "layers",
            signed(before.layers as u64, after.layers as u64, grouped),
        ),
        ("parameters", signed(before.params, after.params, grouped)),
        ("MACs", signed(before.macs, after.macs, grouped)),
        (
            "arena",
            signed(before.arena_bytes, after.arena_bytes, bytes),
        ),
    ];
    let changes: Vec<String> = changes
        .into_iter()
        .filter(|(_, by)| !by.is_empty())
        .map(|(name, by)| match name {
            "arena" => format!("{name} {by}"),
            _ => format!("{by} {name}"),
        })
        .collect();
    text += &match changes.is_empty() {
        true => "  the totals are as they were\n".to_owned(),
        false => format!("  {}\n", changes.join(", ")),
    };
    text
}
