//! Normalisation of pixel values from 0 to 255 to the range that the network was trained with.

use googlenet_dsl::value::{Color, Preprocess};

/// The normalisation of 8-bit values. A value is one of 256, so each channel has a table of results.
#[derive(Debug, Clone)]
pub(crate) struct Normalization {
    /// A table for each channel of the network's input, in its order.
    tables: Vec<[f32; 256]>,
    /// The channel of a pixel that each channel of the input is, where the pixel has as many.
    order: Vec<usize>,
}

impl Normalization {
    /// Returns the normalisation that a description gives: `(v * scale - mean) / std`, with the channels in the order
    /// of [`Preprocess::color`].
    pub(crate) fn of(preprocess: &Preprocess) -> Normalization {
        let channels = preprocess.color.channels() as usize;
        let table = |channel: usize| {
            let at = |numbers: &[f64], none| numbers.get(channel).copied().unwrap_or(none);
            let (mean, std) = (at(&preprocess.mean, 0.0), at(&preprocess.std, 1.0));
            std::array::from_fn(|value| ((value as f64 * preprocess.scale - mean) / std) as f32)
        };
        let order = match preprocess.color {
            Color::Bgr => vec![2, 1, 0],
            Color::Rgb | Color::Grey => (0..channels).collect(),
            _ => googlenet_dsl::no_other_variant!(Color, 3),
        };
        Normalization {
            tables: (0..channels).map(table).collect(),
            order,
        }
    }

    /// Returns the size of the largest value that there is.
    #[cfg(feature = "train")]
    pub(crate) fn largest(&self) -> f32 {
        let values = self.tables.iter().flatten();
        values.fold(0.0, |largest, value| largest.max(value.abs()))
    }

    /// Returns the normalisation to values from 0 to 1, with the channels in their order.
    #[cfg(feature = "train")]
    pub(crate) fn plain(channels: usize) -> Normalization {
        let table = std::array::from_fn(|value| (value as f64 * (1.0 / 255.0)) as f32);
        Normalization {
            tables: vec![table; channels],
            order: (0..channels).collect(),
        }
    }

    /// Returns the number of channels of the network's input.
    pub(crate) fn channels(&self) -> usize {
        self.tables.len()
    }

    /// Writes the normalised values of pixels, pixel by pixel. The pixels have as many channels as the input, or one,
    /// which is used for all channels.
    ///
    /// # Panics
    /// `to` has not the length of the result.
    pub(crate) fn write(&self, pixels: &[u8], channels: usize, to: &mut [f32]) {
        let count = pixels.len() / channels;
        assert_eq!(
            to.len(),
            count * self.channels(),
            "values of {count} pixels"
        );
        match (self.tables.as_slice(), channels) {
            ([grey], 1) => {
                for (value, to) in pixels.iter().zip(to) {
                    *to = grey[usize::from(*value)];
                }
            }
            (tables, 1) => {
                for (value, to) in pixels.iter().zip(to.chunks_exact_mut(tables.len())) {
                    for (table, to) in tables.iter().zip(to) {
                        *to = table[usize::from(*value)];
                    }
                }
            }
            ([first, second, third], _) if channels == 3 => {
                let [a, b, c] = [self.order[0], self.order[1], self.order[2]];
                let to = to.as_chunks_mut::<3>().0;
                for (pixel, to) in pixels.as_chunks::<3>().0.iter().zip(to) {
                    let at =
                        |table: &[f32; 256], channel: usize| table[usize::from(pixel[channel])];
                    *to = [at(first, a), at(second, b), at(third, c)];
                }
            }
            (tables, _) => {
                let pixels = pixels.chunks_exact(channels);
                for (pixel, to) in pixels.zip(to.chunks_exact_mut(tables.len())) {
                    for ((table, channel), to) in tables.iter().zip(&self.order).zip(to) {
                        *to = table[usize::from(pixel[*channel])];
                    }
                }
            }
        }
    }
}
