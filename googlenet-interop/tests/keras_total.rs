//! Tests that imports of arbitrary architectures of Keras end without a panic and within their memory limit.

mod held;

use googlenet_interop::{ModelFile, OpenOptions, open_files};
use held::{alone, cases, most};

/// Largest number of bytes that an import may allocate beyond its file.
const LIMIT: usize = 64 << 20;
/// Number of mutated architectures; a longer run has `GOOGLENET_CASES` of them.
const CASES: usize = 400;

/// Opens an architecture, and returns whether it came in and the largest number of bytes in use meanwhile.
fn opened(bytes: &[u8]) -> (bool, usize) {
    let name = "model.json";
    most(|| {
        let opened = open_files(&[ModelFile { name, bytes }], &OpenOptions::default());
        match &opened {
            Ok(opened) => !opened.spec().is_empty(),
            Err(error) => {
                assert!(!error.to_string().is_empty());
                false
            }
        }
    })
}

/// Numbers that look random, the same in each run.
struct Random(u64);

impl Random {
    fn below(&mut self, end: usize) -> usize {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        ((self.0 >> 33) as usize) % end
    }
}

/// What takes the place of a value of an architecture.
const OTHERS: &[&str] = &[
    "null",
    "0",
    "-1",
    "1",
    "2",
    "3",
    "7",
    "1000000",
    "4294967296",
    "1e300",
    "-0.5",
    "true",
    "\"same\"",
    "\"relu\"",
    "\"channels_first\"",
    "[]",
    "[1, 2]",
    "[null, 4, 4, 3]",
    "{}",
    "[[1, 1], [0, 2]]",
    "\"conv2d\"",
    "\"Lambda\"",
    "[\"conv2d\", 0, 0]",
    "\"Add\"",
    "\"Concatenate\"",
    "\"Flatten\"",
    "\"Dense\"",
    "\"Conv2D\"",
];

/// Returns the places of values in a JSON text: behind `:`, `[` and `,`, up to the next mark.
fn values(text: &str) -> Vec<[usize; 2]> {
    let marks: Vec<usize> = text
        .match_indices([':', '[', ',', ']', '}', '{'])
        .map(|(at, _)| at)
        .collect();
    let pairs = marks.windows(2).map(|pair| [pair[0] + 1, pair[1]]);
    pairs
        .filter(|[start, end]| !text[*start..*end].trim().is_empty())
        .collect()
}

#[test]
fn mutated_architectures_end() {
    let _one = alone();
    let texts = [
        include_str!("keras/files/chain.json"),
        include_str!("keras/files/graph_2.json"),
        include_str!("keras/files/graph_3.json"),
    ];
    let mut random = Random(7);
    let (mut came_in, mut most) = (0, 0);
    for case in 0..cases(CASES) {
        let text = texts[case % texts.len()];
        let places = values(text);
        let mut changed = text.to_owned();
        for _ in 0..1 + random.below(2) {
            let [start, end] = places[random.below(places.len())];
            if end <= changed.len()
                && changed.is_char_boundary(start)
                && changed.is_char_boundary(end)
            {
                let other = OTHERS[random.below(OTHERS.len())];
                changed.replace_range(start..end, other);
            }
        }
        if random.below(8) == 0 {
            changed.truncate(random.below(changed.len()));
        }
        let (is_in, held) = opened(changed.as_bytes());
        came_in += usize::from(is_in);
        most = most.max(held);
        assert!(held <= LIMIT, "{held} bytes for\n{changed}");
    }
    // Most changes are to settings that nothing reads.
    assert!(
        came_in * 10 > cases(CASES),
        "{came_in} of {} came in",
        cases(CASES)
    );
    assert!(most > 0);
}

#[test]
fn large_architectures_take_no_more_memory() {
    let _one = alone();
    let head = r#"{"class_name": "Sequential", "config": ["#;
    let texts = [
        format!("{head}{}]}}", "[],".repeat(740_000)),
        format!("{head}{}1]}}", "{\"a\":1},".repeat(65_000)),
        format!("{head}{}", "[".repeat(1_000_000)),
        format!("{head}\"{}\"]}}", "a".repeat(20_000_000)),
    ];
    for text in texts {
        let (is_in, held) = opened(text.as_bytes());
        assert!(!is_in);
        assert!(held <= LIMIT, "{held} bytes for {} of text", text.len());
    }
}
