//! Functions that the tests of the program `googlenet` share.
#![allow(dead_code, reason = "every test binary uses a part")]

use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use tempfile::TempDir;

/// Description of a network with an input of 4x3x2 and three classes.
pub(crate) const SPEC: &str = "\
format: 1
name: Tiny
input: {height: 4, width: 3, channels: 2}
layers:
  conv:    {conv: 5, kernel: 3, padding: same, activation: relu}
  pool:    {max_pool: 2, stride: 2}
  flatten: flatten
  classes: {dense: 3, activation: softmax}
";

/// Description of a network like [`SPEC`] with several outputs, and with one head that exists only in training.
pub(crate) const HEADS: &str = "\
format: 1
name: Heads
input: {height: 4, width: 3, channels: 2}
layers:
  conv:    {conv: 5, kernel: 3, padding: same, activation: relu, batch_norm: true}
  pool:    {max_pool: 2, stride: 2}
  flatten: flatten
  classes: {dense: 3, activation: softmax}
heads:
  aux:     {from: pool, layers: {mean: global_avg_pool, classes: {dense: 3}}}
  mean:    {from: pool, when: always, layers: {mean: global_avg_pool}}
outputs: [classes, conv]
";

/// Description with an unknown option in line 5 and an unknown kind in line 6.
pub(crate) const BROKEN: &str = "\
format: 1
name: Broken
input: {height: 4, width: 3, channels: 2}
layers:
  conv: {conv: 5, kernel: 3, strid: 2}
  pool: {max_pol: 2}
";

/// Temporary folder with `tiny.yaml`, in which the program runs.
pub(crate) struct Workspace {
    folder: TempDir,
}

impl Workspace {
    pub(crate) fn new() -> Workspace {
        let folder = TempDir::new().expect("a temporary folder");
        let place = Workspace { folder };
        place.put("tiny.yaml", SPEC);
        place
    }

    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    pub(crate) fn put(&self, name: &str, bytes: impl AsRef<[u8]>) {
        std::fs::write(self.path(name), bytes).expect("writing a file");
    }

    pub(crate) fn get(&self, name: &str) -> Vec<u8> {
        std::fs::read(self.path(name)).expect("reading a file")
    }

    pub(crate) fn names(&self) -> Vec<String> {
        let entries = std::fs::read_dir(self.folder.path()).expect("a folder");
        let name = |entry: std::io::Result<std::fs::DirEntry>| {
            entry
                .expect("an entry")
                .file_name()
                .into_string()
                .expect("a name")
        };
        let mut names: Vec<String> = entries.map(name).collect();
        names.sort();
        names
    }

    pub(crate) fn command(&self, args: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_googlenet"));
        command
            .args(args)
            .current_dir(self.folder.path())
            .stdin(Stdio::null());
        for name in ["NO_COLOR", "CLICOLOR", "CLICOLOR_FORCE"] {
            command.env_remove(name);
        }
        command
    }

    /// Runs the program with the arguments that `words` has with blanks between them.
    pub(crate) fn words(&self, words: &str) -> Finished {
        self.run(&words.split_whitespace().collect::<Vec<_>>())
    }

    pub(crate) fn run(&self, args: &[&str]) -> Finished {
        Finished::of(self.command(args).output().expect("the binary starts"))
    }
}

/// Exit status and output of a command that has ended.
#[derive(Debug)]
pub(crate) struct Finished {
    pub(crate) status: Option<i32>,
    pub(crate) out: String,
    pub(crate) err: String,
}

impl Finished {
    pub(crate) fn of(output: Output) -> Finished {
        let text = |bytes| String::from_utf8(bytes).expect("UTF-8");
        Finished {
            status: output.status.code(),
            out: text(output.stdout),
            err: text(output.stderr),
        }
    }

    /// Checks that the command succeeded without output on standard error, and returns its standard output.
    #[track_caller]
    pub(crate) fn good(self) -> String {
        assert_eq!(
            (self.status, self.err.as_str()),
            (Some(0), ""),
            "{}",
            self.out
        );
        self.out
    }

    /// Checks that the command ended with `status`, without a panic and without output on standard output, and returns
    /// its standard error.
    #[track_caller]
    pub(crate) fn bad(self, status: i32) -> String {
        assert_eq!(
            (self.status, self.out.as_str()),
            (Some(status), ""),
            "{}",
            self.err
        );
        assert!(!self.err.contains("panicked"), "{}", self.err);
        self.err
    }
}

/// Returns the root folder of the workspace.
pub(crate) fn root() -> &'static Path {
    Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/.."))
}

/// Returns a NumPy file of version 1 with the given header and bytes of values.
pub(crate) fn npy(header: &str, values: &[u8]) -> Vec<u8> {
    let mut bytes = b"\x93NUMPY\x01\x00".to_vec();
    bytes.extend((header.len() as u16).to_le_bytes());
    bytes.extend(header.as_bytes());
    bytes.extend(values);
    bytes
}

/// Returns the header that NumPy writes, without its padding. `ty` is the type of the elements, such as `<f4`.
pub(crate) fn header(ty: &str, fortran: bool, shape: &str) -> String {
    let fortran = if fortran { "True" } else { "False" };
    format!("{{'descr': '{ty}', 'fortran_order': {fortran}, 'shape': {shape}, }}\n")
}

/// Returns `len` values between -1 and 1.
pub(crate) fn values(len: usize) -> Vec<f32> {
    (0..len).map(|i| (i as f32 * 0.7).sin()).collect()
}

/// Returns a NumPy file of little-endian 32-bit floats.
pub(crate) fn array(values: &[f32], shape: &str) -> Vec<u8> {
    let bytes: Vec<u8> = values
        .iter()
        .flat_map(|value| value.to_le_bytes())
        .collect();
    npy(&header("<f4", false, shape), &bytes)
}

/// Returns the shape and the values of a NumPy file that the program wrote.
#[track_caller]
pub(crate) fn read(bytes: &[u8]) -> (Vec<u64>, Vec<f32>) {
    let start = 10 + usize::from(u16::from_le_bytes([bytes[8], bytes[9]]));
    assert!(start.is_multiple_of(64), "values are aligned");
    let header = std::str::from_utf8(&bytes[10..start]).expect("a header");
    let shape = header
        .trim_end()
        .strip_prefix("{'descr': '<f4', 'fortran_order': False, 'shape': (")
        .and_then(|rest| rest.strip_suffix("), }"))
        .expect("the header that NumPy writes");
    let sizes = shape
        .split(',')
        .map(str::trim)
        .filter(|size| !size.is_empty());
    let sizes = sizes.map(|size| size.parse().expect("a size")).collect();
    let (values, rest) = bytes[start..].as_chunks::<4>();
    assert!(rest.is_empty(), "whole values");
    (
        sizes,
        values
            .iter()
            .map(|value| f32::from_le_bytes(*value))
            .collect(),
    )
}

/// Sets a value of a tensor, by its index, in a safetensors file.
pub(crate) fn spoil(bytes: &mut [u8], name: &str, index: usize, value: f32) {
    let length = u64::from_le_bytes(bytes[..8].try_into().expect("8 bytes")) as usize;
    let header: serde_json::Value =
        serde_json::from_slice(&bytes[8..8 + length]).expect("a header");
    let start = header[name]["data_offsets"][0].as_u64().expect("a tensor") as usize;
    let at = 8 + length + start + 4 * index;
    bytes[at..at + 4].copy_from_slice(&value.to_le_bytes());
}

/// Runs `googlenet run tiny.yaml` with weights of seed 3, on one thread, and with the arguments `words`.
pub(crate) fn run(place: &Workspace, words: &str) -> Finished {
    let mut args = vec!["run", "tiny.yaml", "--seed", "3", "--threads", "1"];
    args.extend(words.split_whitespace());
    place.run(&args)
}

/// Returns an RGB PNG of the given width and height, with different pixels for each number.
pub(crate) fn generated(number: u32, [width, height]: [u32; 2]) -> Vec<u8> {
    let mut pixels = Vec::new();
    for y in 0..height {
        for x in 0..width {
            let wave = |over: u32| ((x * (number % 7 + 1) + y * over + number * 31) % 256) as u8;
            pixels.extend([wave(1), wave(3), wave(5)]);
        }
    }
    png([width, height], &pixels)
}

/// Returns an RGB PNG of the given width and height.
pub(crate) fn png([width, height]: [u32; 2], pixels: &[u8]) -> Vec<u8> {
    let mut bytes = Vec::new();
    let mut encoder = png::Encoder::new(&mut bytes, width, height);
    encoder.set_color(png::ColorType::Rgb);
    let mut writer = encoder.write_header().expect("a header");
    writer.write_image_data(pixels).expect("pixels");
    writer.finish().expect("an end");
    bytes
}

/// Returns the entries of an archive that the program wrote, in order: the name without `.npy`, and the bytes.
#[track_caller]
pub(crate) fn entries(mut bytes: &[u8]) -> Vec<(String, Vec<u8>)> {
    let mut found = Vec::new();
    while let Some(rest) = bytes.strip_prefix(b"PK\x03\x04") {
        let number = |at: usize| usize::from(u16::from_le_bytes([rest[at], rest[at + 1]]));
        let long = |at: usize| number(at) + (number(at + 2) << 16);
        assert_eq!(number(4), 0, "stored");
        let size = long(14);
        assert_eq!(size, long(18), "stored");
        let (name, extra) = (number(22), number(24));
        let (name, data) = (&rest[26..26 + name], &rest[26 + name + extra..]);
        let name = std::str::from_utf8(name).expect("UTF-8");
        let name = name.strip_suffix(".npy").expect("an array").to_owned();
        found.push((name, data[..size].to_vec()));
        bytes = &data[size..];
    }
    assert!(bytes.starts_with(b"PK\x01\x02"), "a directory");
    found
}

/// Returns the strings of a NumPy file that the program wrote.
#[track_caller]
pub(crate) fn strings(bytes: &[u8]) -> Vec<String> {
    let start = 10 + usize::from(u16::from_le_bytes([bytes[8], bytes[9]]));
    let header = std::str::from_utf8(&bytes[10..start]).expect("a header");
    let letters = header
        .split("'<U")
        .nth(1)
        .and_then(|rest| rest.split('\'').next());
    let letters: usize = letters
        .and_then(|letters| letters.parse().ok())
        .expect("strings");
    let text = |bytes: &[u8]| -> String {
        let (letters, _) = bytes.as_chunks::<4>();
        let letters = letters.iter().map(|letter| u32::from_le_bytes(*letter));
        letters
            .filter(|letter| *letter != 0)
            .map(|letter| char::from_u32(letter).expect("a letter"))
            .collect()
    };
    bytes[start..].chunks_exact(4 * letters).map(text).collect()
}
