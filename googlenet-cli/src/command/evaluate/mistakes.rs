//! The mistakes of which a network was surest.

use googlenet_runtime::graph::Preprocess;
use googlenet_runtime::train::Answer;
use googlenet_runtime::train::data::Dataset;
use googlenet_view::report::heat::rgb_png;

/// Number of mistakes that are kept.
const KEPT: usize = 36;
/// Longest side of a thumbnail in pixels.
const SIDE: u32 = 128;

/// The mistakes of the largest probabilities, the largest first; of equal ones the first images.
#[derive(Debug, Default)]
pub(super) struct Mistakes {
    kept: Vec<Mistake>,
}

#[derive(Debug)]
struct Mistake {
    index: usize,
    label: usize,
    prediction: usize,
    probability: f32,
    of_label: f32,
}

impl Mistakes {
    /// Keeps an answer, if it is wrong and among the worst so far.
    pub(super) fn add(&mut self, answer: &Answer<'_>) {
        if answer.class == answer.label {
            return;
        }
        let probability = answer.probabilities[answer.class];
        let at = self
            .kept
            .partition_point(|kept| kept.probability >= probability);
        if at < KEPT {
            let mistake = Mistake {
                index: answer.index,
                label: answer.label,
                prediction: answer.class,
                probability,
                of_label: answer.probabilities[answer.label],
            };
            self.kept.insert(at, mistake);
            self.kept.truncate(KEPT);
        }
    }

    /// Returns the mistakes with their images.
    pub(super) fn shown(&self, images: &Dataset) -> Vec<googlenet_view::report::Mistake> {
        let shown = |mistake: &Mistake| googlenet_view::report::Mistake {
            name: images.name(mistake.index).into_owned(),
            png: thumbnail(images, mistake.index).unwrap_or_default(),
            label: mistake.label,
            prediction: mistake.prediction,
            probability: mistake.probability.into(),
            label_probability: Some(mistake.of_label.into()),
        };
        self.kept.iter().map(shown).collect()
    }
}

/// Returns an image as the bytes of a PNG of at most [`SIDE`] pixels a side; `None` if it is not one of bytes.
fn thumbnail(images: &Dataset, index: usize) -> Option<Vec<u8>> {
    let image = images.image(index).ok()??;
    let (width, height) = (image.width(), image.height());
    let longest = width.max(height);
    let small = match longest > SIDE {
        true => {
            let side =
                |side: u32| (u64::from(side) * u64::from(SIDE)).div_ceil(longest.into()) as u32;
            let plain = Preprocess::plain([side(height), side(width), 3])?;
            image.prepared(&plain).ok()?
        }
        false => image,
    };
    let size = [small.height(), small.width()].map(|side| side as usize);
    rgb_png(&small.rgb(), size).ok()
}
