//! The command `googlenet check --watch`, which checks descriptions again whenever they change.

use super::network;
use super::network::Looked;
use super::report::said;
use crate::args::{InputSize, ReportFormat, Spec};
use crate::failure::Failure;
use crate::output::{print, tell};
use googlenet_dsl::class_names;
use googlenet_dsl::diagnostic::Source;
use googlenet_dsl::file::open_regular;
use googlenet_dsl::number::{bytes, grouped};
use googlenet_runtime::summary::Totals;
use googlenet_view::diff::signed;
use std::path::{Path, PathBuf};
use std::time::Duration;

/// Pause between two rounds of reading all files.
const PAUSE: Duration = Duration::from_millis(150);
/// Pause before each further read of a file that has changed; the reads end when two of them give the same content.
const SETTLING: Duration = Duration::from_millis(30);
/// Largest number of further reads of a file that has changed; then the file is checked even if its content still
/// changes.
const MOST_LOOKS: usize = 20;

/// Watched description: itself and that of its class names, their content at the last read, and its last totals.
struct Watched {
    spec: Spec,
    /// File of class names at the last check of the description without mistakes; `None` if it has none.
    labels: Option<PathBuf>,
    content: Content,
    /// Totals of the network at the last check without mistakes; `None` if there was none yet.
    totals: Option<Totals>,
}

/// Bytes of a description and of its file of class names; `None` for a file that cannot be read, or is none.
type Content = [Option<Vec<u8>>; 2];

/// Checks the files, and checks each one again whenever its content changes. Returns only with an error, such as
/// [`Failure::Closed`] when standard output is closed.
///
/// # Errors
/// [`Failure::Usage`] for descriptions that can be read once only.
pub(crate) fn watch(specs: &[Spec], size: &InputSize, format: ReportFormat) -> Result<(), Failure> {
    if let Some(spec) = specs.iter().find(|spec| spec.is_stream()) {
        let name = spec.name();
        return Err(Failure::Usage(format!(
            "`{name}` can be read only once; help: name files with `--watch`"
        )));
    }
    let mut watched: Vec<Watched> = specs
        .iter()
        .map(|spec| Watched {
            spec: spec.clone(),
            labels: None,
            content: [read(spec.path()), None],
            totals: None,
        })
        .collect();
    for file in &mut watched {
        check(file, size, format)?;
    }
    loop {
        std::thread::sleep(PAUSE);
        for file in &mut watched {
            let now = content(file);
            if now == file.content {
                continue;
            }
            file.content = settled(file, now);
            check(file, size, format)?;
        }
    }
}

/// Reads files that have changed until two reads give the same content, at most `MOST_LOOKS` times, and returns the
/// last content. `now` is the content at the last read. Editors empty files before they write them, or move them away.
fn settled(file: &Watched, mut now: Content) -> Content {
    for _ in 0..MOST_LOOKS {
        std::thread::sleep(SETTLING);
        let again = content(file);
        if again == now {
            break;
        }
        now = again;
    }
    now
}

fn content(file: &Watched) -> Content {
    [
        read(file.spec.path()),
        file.labels.as_deref().and_then(read),
    ]
}

/// Returns the content of a file, cut to more bytes than a description or a file of class names may have; `None` if the
/// file cannot be read.
fn read(path: &Path) -> Option<Vec<u8>> {
    use std::io::Read;
    let limit = 2 * (Source::MAX_BYTES as u64).max(class_names::MAX_BYTES);
    let mut bytes = Vec::new();
    open_regular(path)
        .ok()?
        .take(limit)
        .read_to_end(&mut bytes)
        .ok()?;
    Some(bytes)
}

fn check(file: &mut Watched, size: &InputSize, format: ReportFormat) -> Result<(), Failure> {
    let (labels, checked) = network::check(&file.spec, size);
    if (labels.is_some() || checked.is_ok()) && labels != file.labels {
        file.content[1] = labels.as_deref().and_then(read);
        file.labels = labels;
    }
    let mut said = said(&file.spec, &checked, format);
    if let Ok(Looked { compiled, .. }) = checked {
        let totals = Totals::new(&compiled.graph, &compiled.plan);
        if let (ReportFormat::Text, Some(before)) = (format, &file.totals) {
            said.out += &changes(before, &totals);
        }
        file.totals = Some(totals);
    }
    if !said.err.is_empty() {
        tell(&format!("{}\n", said.err));
    }
    print(&said.out)
}

/// Formats a line with the changes between two versions without mistakes.
fn changes(before: &Totals, after: &Totals) -> String {
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
    match changes.is_empty() {
        true => "  totals unchanged\n".to_owned(),
        false => format!("  {}\n", changes.join(", ")),
    }
}
