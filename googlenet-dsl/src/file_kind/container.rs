//! Zip archives, which are told apart by the names of their first entries.

use super::FileKind as Kind;

const LOCAL_HEADER: usize = 30;

pub(super) fn kind(first: &[u8]) -> Option<Kind> {
    if first.starts_with(b"PK\x05\x06") {
        return Some(Kind::Zip);
    }
    if !first.starts_with(b"PK\x03\x04") {
        return None;
    }
    let mut names = names(first);
    let named = names.find_map(known);
    // Where an entry's size stands behind it, the names of those that follow are not found.
    let has = |name: &[u8]| first.windows(name.len()).any(|part| part == name);
    Some(named.unwrap_or_else(|| match () {
        () if has(b"/data.pkl") => Kind::Pytorch,
        () if has(b"model.weights.h5") => Kind::Keras,
        () => Kind::Zip,
    }))
}

fn known(name: &[u8]) -> Option<Kind> {
    let mut parts = name.rsplit(|byte| *byte == b'/');
    let file = parts.next().unwrap_or(name);
    // TorchScript puts its tensors in front: `NAME/data/0`.
    let is_tensor = !file.is_empty()
        && file.iter().all(u8::is_ascii_digit)
        && parts.next() == Some(b"data")
        && parts.next().is_some();
    match file {
        _ if is_tensor => Some(Kind::Pytorch),
        b"data.pkl" | b"constants.pkl" => Some(Kind::Pytorch),
        b"model.weights.h5" | b"metadata.json" => Some(Kind::Keras),
        _ if file.ends_with(b".npy") => Some(Kind::Npz),
        _ => None,
    }
}

/// Iterates over the names of the entries whose local headers lie in `first`, up to the first one whose size is only
/// known behind it.
fn names(first: &[u8]) -> impl Iterator<Item = &[u8]> {
    let mut at = Some(0);
    std::iter::from_fn(move || {
        let entry = first.get(at?..)?;
        let header = entry.get(..LOCAL_HEADER)?;
        if !header.starts_with(b"PK\x03\x04") {
            return None;
        }
        let two = |at: usize| usize::from(u16::from_le_bytes([header[at], header[at + 1]]));
        let size = two(18) | two(20) << 16;
        let later = header[6] & 8 != 0;
        let (name, extra) = (two(26), two(28));
        let end = LOCAL_HEADER + name;
        at = match later {
            true => None,
            false => at.map(|at| at.saturating_add(end + extra).saturating_add(size)),
        };
        Some(&entry[LOCAL_HEADER..end.min(entry.len())])
    })
}
