//! Texts, which are told apart by their first words and lines.

use super::FileKind as Kind;

pub(super) fn kind(first: &[u8]) -> Option<Kind> {
    if is_utf16(first) {
        return Some(Kind::Utf16);
    }
    let first = first.strip_prefix(b"\xef\xbb\xbf").unwrap_or(first);
    if !printable(first) {
        return None;
    }
    let text = String::from_utf8_lossy(first);
    let text = text.trim_start();
    if text.is_empty() {
        return Some(Kind::Text);
    }
    if text.starts_with("version https://git-lfs.github.com/spec/")
        || text.starts_with("version https://hawser.github.com/spec/")
    {
        return Some(Kind::LfsPointer);
    }
    if text.starts_with('<') {
        return marked_up(text);
    }
    let line = |test: &dyn Fn(&str) -> bool| text.lines().any(test);
    // The key of a line that begins at the margin, where a map of YAML and a message of protobuf's text have it.
    let key = |known: &str| {
        line(&|line: &str| {
            let rest = line.strip_prefix(known).map(str::trim_start);
            rest.is_some_and(|rest| rest.starts_with(':'))
        })
    };
    let message = |known: &str| {
        line(&|line: &str| {
            let rest = line.trim_start().strip_prefix(known).map(str::trim_start);
            rest.is_some_and(|rest| rest.starts_with('{'))
        })
    };
    if key("layers") && (key("format") || key("input") || key("name")) {
        return Some(Kind::Description);
    }
    if message("layer") || message("layers") {
        return Some(Kind::Prototxt);
    }
    let of_solvers = [
        "base_lr",
        "lr_policy",
        "max_iter",
        "test_iter",
        "solver_mode",
        "momentum",
    ];
    let settings = of_solvers.iter().filter(|known| key(known)).count();
    let names_network = ["net", "train_net", "test_net"]
        .iter()
        .any(|known| key(known));
    if settings >= 2 || settings == 1 && names_network {
        return Some(Kind::CaffeSolver);
    }
    if text.starts_with(['{', '[']) {
        return braced(text);
    }
    Some(Kind::Text)
}

fn marked_up(text: &str) -> Option<Kind> {
    let start: String = text
        .chars()
        .take(1024)
        .collect::<String>()
        .to_ascii_lowercase();
    if [
        "<!doctype html",
        "<html",
        "<head",
        "<body",
        "<script",
        "<meta",
    ]
    .iter()
    .any(|tag| start.starts_with(tag))
        || start.contains("<html")
    {
        return Some(Kind::Html);
    }
    if start.contains("<svg") {
        return Some(Kind::Svg);
    }
    if start.starts_with("<?xml") && start.contains("<net ") {
        return Some(Kind::OpenVino);
    }
    Some(Kind::Xml)
}

/// Returns the kind of a text that begins with a bracket: JSON, a network of Darknet, or a description in flow style.
fn braced(text: &str) -> Option<Kind> {
    let inside = text[1..].trim_start();
    if ["net]", "network]", "convolutional]"]
        .iter()
        .any(|section| inside.starts_with(section))
    {
        return Some(Kind::DarknetConfig);
    }
    if text.contains("\"modelTopology\"") || text.contains("\"weightsManifest\"") {
        return Some(Kind::TfJs);
    }
    if text.contains("\"weight_map\"") && text.contains(".safetensors\"") {
        return Some(Kind::SafetensorsIndex);
    }
    if text.contains("\"class_name\"") && text.contains("\"config\"") {
        return Some(Kind::KerasJson);
    }
    let json = inside.starts_with(['"', '}', ']', '{', '[', '-'])
        || inside.starts_with(|letter: char| letter.is_ascii_digit());
    let described = text.contains("format") && text.contains("layers");
    match (json, described) {
        (true, false) => Some(Kind::Json),
        (_, true) => Some(Kind::Description),
        _ => Some(Kind::Text),
    }
}

/// Returns `true` if the bytes are text in UTF-8 that may be cut off inside a character, without control characters
/// but white space.
pub(super) fn printable(bytes: &[u8]) -> bool {
    let text = match std::str::from_utf8(bytes) {
        Ok(text) => text,
        Err(error) if error.error_len().is_none() => {
            std::str::from_utf8(&bytes[..error.valid_up_to()]).unwrap_or_default()
        }
        Err(_) => return false,
    };
    let control =
        |letter: char| letter.is_control() && !matches!(letter, '\t' | '\n' | '\r' | '\x0c');
    !text.contains(control)
}

/// Returns `true` if every second byte of the beginning is zero and the others are printable.
fn is_utf16(first: &[u8]) -> bool {
    let (units, _) = first[..first.len().min(64)].as_chunks::<2>();
    let plain = |byte: u8| matches!(byte, b'\t' | b'\n' | b'\r' | b' '..=b'~');
    units.len() >= 4
        && (units.iter().all(|unit| unit[1] == 0 && plain(unit[0]))
            || units.iter().all(|unit| unit[0] == 0 && plain(unit[1])))
}
