//! The part of a data set that is kept for validation.

use super::classes::class_name_of;
use super::dataset::Dataset;
use super::order::shuffle;
use super::random::{Purpose, Random};
use crate::Error;
use crate::error::DataError;

impl Dataset {
    /// Divides the items into those for training and those for validation, in this order. Of each class the share is
    /// `share`, rounded, but at least one item, and one is left for training. Which items these are depends on the seed
    /// alone.
    ///
    /// # Errors
    /// [`Error::Data`] if `share` is not between 0 and 1, or a class has only one item.
    pub fn split(&self, share: f64, seed: u64) -> Result<(Dataset, Dataset), Error> {
        if !(share > 0.0 && share < 1.0) {
            return Err(self.wrong(DataError::Share { share }));
        }
        let classes = self.labels().max().map_or(0, |label| label as usize + 1);
        let mut counts = vec![0_usize; classes];
        self.labels().for_each(|label| counts[label as usize] += 1);
        if let Some(class) = counts.iter().position(|count| *count == 1) {
            let class = class_name_of(self.class_names(), class);
            return Err(self.wrong(DataError::TooFewToSplit { class }));
        }
        let mut of_class: Vec<Vec<u32>> = counts
            .iter()
            .map(|count| Vec::with_capacity(*count))
            .collect();
        for (index, label) in (0..).zip(self.labels()) {
            of_class[label as usize].push(index);
        }
        let mut kept = vec![false; self.len()];
        for (class, items) in of_class
            .iter_mut()
            .enumerate()
            .filter(|(_, items)| !items.is_empty())
        {
            shuffle(
                items,
                &mut Random::new(seed, Purpose::Split, 0, class as u64),
            );
            let count = (items.len() as f64 * share).round() as usize;
            for index in &items[..count.clamp(1, items.len() - 1)] {
                kept[*index as usize] = true;
            }
        }
        let part =
            |is_kept: bool| self.part((0..self.len()).filter(|index| kept[*index] == is_kept));
        Ok((part(false), part(true)))
    }
}
