//! What the fixtures hold, as their `expected.txt` says.

use super::{bytes, open};

/// A line: file, tensor, type, sizes and values.
struct Line<'t> {
    file: &'t str,
    name: &'t str,
    element: &'t str,
    dims: Vec<usize>,
    values: Vec<f32>,
}

impl<'t> Line<'t> {
    fn of(line: &'t str) -> Line<'t> {
        let fields: Vec<&str> = line.split('\t').collect();
        let [file, name, element, dims, values] = fields[..] else {
            panic!("{line}");
        };
        let list = |text: &'t str, by: char| text.split(by).filter(|part| !part.is_empty());
        let bits = list(values, ',').map(|bits| u32::from_str_radix(bits, 16).expect("bits"));
        Line {
            file,
            name,
            element,
            dims: list(dims, 'x')
                .map(|size| size.parse().expect("a size"))
                .collect(),
            values: bits.map(f32::from_bits).collect(),
        }
    }
}

/// Compares all files of a folder of fixtures with its `expected.txt`, names in order and values to the bit, and
/// returns the number of files.
pub(crate) fn all_agree(folder: &str) -> usize {
    let text = String::from_utf8(bytes(&format!("{folder}/expected.txt"))).expect("UTF-8");
    let lines: Vec<Line<'_>> = text.lines().map(Line::of).collect();
    let mut files: Vec<&str> = lines.iter().map(|line| line.file).collect();
    files.dedup();
    for file in &files {
        let content = bytes(&format!("{folder}/{file}"));
        let opened = open(file, &content).unwrap_or_else(|error| panic!("{error}"));
        let expected: Vec<&Line<'_>> = lines.iter().filter(|line| line.file == *file).collect();
        let mut names: Vec<&str> = opened.tensors().map(|(name, ..)| name).collect();
        let mut wanted: Vec<&str> = expected.iter().map(|line| line.name).collect();
        if file.starts_with("script") {
            // Attributes of a module are in an order of their own.
            names.sort_unstable();
            wanted.sort_unstable();
        }
        assert_eq!(names, wanted, "{file}");
        for line in expected {
            let told = format!("{file}: {}", line.name);
            let (_, dims, element) = opened
                .tensors()
                .find(|(name, ..)| *name == line.name)
                .expect("there");
            assert_eq!(
                (dims, element.as_str()),
                (line.dims.clone(), line.element),
                "{told}"
            );
            let values = opened.values(line.name).expect("there");
            let bits = |values: &[f32]| {
                values
                    .iter()
                    .map(|value| value.to_bits())
                    .collect::<Vec<_>>()
            };
            assert_eq!(bits(&values), bits(&line.values), "{told}");
        }
    }
    files.len()
}
