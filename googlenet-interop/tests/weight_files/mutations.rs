//! Mutated files of all readers end without a panic, and within their memory.

use super::held::{LIMIT, cases, most};
use super::mutated::{Numbers, mutated};
use super::{archive, bytes, open};
use std::io::Read;

/// Largest number of values of a tensor that are read.
const VALUES: usize = 1 << 22;

/// Opens a file and reads its tensors; returns whether it was opened.
pub(crate) fn sound(name: &str, bytes: &[u8]) -> bool {
    let (tensors, used) = most(|| match open(name, bytes) {
        Ok(opened) => {
            let mut all = 0_usize;
            for (_, dims, element) in opened.tensors() {
                let values = dims
                    .iter()
                    .fold(1_usize, |values, size| values.saturating_mul(*size));
                all = all.saturating_add(values.saturating_mul(if element.as_str() == "float64" {
                    8
                } else {
                    4
                }));
            }
            let names: Vec<String> = opened.tensors().map(|(name, ..)| name.to_owned()).collect();
            for name in names.iter().take(50) {
                let (_, dims, _) = opened
                    .tensors()
                    .find(|(known, ..)| known == name)
                    .expect("there");
                if dims
                    .iter()
                    .fold(1_usize, |values, size| values.saturating_mul(*size))
                    <= VALUES
                {
                    assert!(opened.values(name).is_some());
                }
            }
            Some(all)
        }
        Err(message) => {
            assert!(!message.is_empty() && !message.contains('\n'), "{message}");
            None
        }
    });
    let limit = tensors.unwrap_or(0).saturating_mul(2).saturating_add(LIMIT);
    assert!(
        used <= limit,
        "{name}: {used} bytes for a file of {}",
        bytes.len()
    );
    tensors.is_some()
}

/// The files of an archive.
type Files = Vec<(String, Vec<u8>)>;

/// Returns the files of an archive that Python wrote.
fn files(path: &str) -> Files {
    let content = bytes(path);
    let mut buffer = vec![0; 64 << 10];
    let archive = rawzip::ZipArchive::from_seekable(std::io::Cursor::new(&content), &mut buffer)
        .expect("an archive");
    let mut found = Vec::new();
    let mut entries = archive.entries(&mut buffer);
    while let Some(entry) = entries.next_entry().expect("an entry") {
        let name = String::from_utf8(entry.file_path().as_bytes().to_vec()).expect("UTF-8");
        let there = archive.get_entry(entry.wayfinder()).expect("an entry");
        let mut content = Vec::new();
        match entry.compression_method() {
            rawzip::CompressionMethod::STORE => there.reader().read_to_end(&mut content),
            _ => flate2::read::DeflateDecoder::new(there.reader()).read_to_end(&mut content),
        }
        .expect("read");
        found.push((name, content));
    }
    found
}

fn packed(files: &Files) -> Vec<u8> {
    let files: Vec<(&str, &[u8])> = files
        .iter()
        .map(|(name, content)| (&**name, &**content))
        .collect();
    archive::stored(&files)
}

/// Mutates archives: as a whole, and the file of each that `part` chooses, so that no checksum stops the reading.
fn archives(paths: &[&str], part: impl Fn(&str) -> bool, numbers: &mut Numbers) -> usize {
    let all: Vec<(Files, Vec<u8>)> = paths
        .iter()
        .map(|path| (files(path), bytes(path)))
        .collect();
    let mut opened = 0;
    for case in 0..cases() {
        let (files, whole) = &all[case % all.len()];
        let file = match numbers.next(8) {
            0 => mutated(whole, numbers),
            1 => mutated(&packed(files), numbers),
            _ => {
                let mut files = files.clone();
                let chosen: Vec<usize> =
                    (0..files.len()).filter(|at| part(&files[*at].0)).collect();
                let at = chosen[numbers.next(chosen.len())];
                files[at].1 = mutated(&files[at].1, numbers);
                packed(&files)
            }
        };
        opened += usize::from(sound(paths[case % all.len()], &file));
    }
    opened
}

/// Neither all nor none: the mutations reach what lies behind the decoding.
fn some(opened: usize) {
    assert!((cases() / 20..cases()).contains(&opened), "{opened}");
}

#[test]
fn mutated_archives_of_pytorch_end() {
    let paths = [
        "state",
        "checkpoint",
        "views",
        "kinds",
        "script",
        "nested",
        "sparse",
        "protocol4",
    ];
    let paths = paths.map(|name| format!("pytorch/{name}.pt"));
    let paths = paths.each_ref().map(String::as_str);
    let mut numbers = Numbers(0x9e37_79b9_7f4a_7c15);
    some(archives(
        &paths,
        |name| name.ends_with("data.pkl"),
        &mut numbers,
    ));
}

#[test]
fn mutated_npz_files_end() {
    let paths = ["npz/stored.npz", "npz/deflated.npz", "npz/mixed.npz"];
    let mut numbers = Numbers(0x2545_f491_4f6c_dd1d);
    some(archives(
        &paths,
        |name| name.ends_with(".npy"),
        &mut numbers,
    ));
}

fn plain(paths: &[&str], numbers: &mut Numbers) -> usize {
    let files: Vec<Vec<u8>> = paths.iter().map(|path| bytes(path)).collect();
    let mut opened = 0;
    for case in 0..cases() {
        let at = case % files.len();
        opened += usize::from(sound(paths[at], &mutated(&files[at], numbers)));
    }
    opened
}

#[test]
fn mutated_pickles_of_old_files_end() {
    let paths = ["state", "checkpoint", "views", "kinds", "parallel"];
    let paths = paths.map(|name| format!("pytorch/{name}_old.pth"));
    let paths = paths.each_ref().map(String::as_str);
    some(plain(&paths, &mut Numbers(0x1405_7b7e_f767_814f)));
}

#[test]
fn mutated_safetensors_end() {
    let paths = [
        "safetensors/types.safetensors",
        "safetensors/model-00001-of-00002.safetensors",
    ];
    some(plain(&paths, &mut Numbers(0x6c62_272e_07bb_0142)));
}
