//! Confusion matrices and pages of an evaluation.

mod grid;
mod map;
mod page;
mod score;
mod thumbnail;

pub use page::{Evaluation, Mistake};
pub use score::{ClassScore, Pair};

use crate::options::Theme;
use crate::report::error::{Error, check_length};
use crate::report::picture::Picture;

/// Number of classes up to which a matrix is drawn with names and numbers.
const NAMED: usize = 40;

/// How many images of each class were taken for which class.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Confusion {
    classes: Vec<String>,
    counts: Vec<u64>,
}

impl Confusion {
    /// Returns the matrix of classes with these names, with no images.
    pub fn new(classes: Vec<String>) -> Confusion {
        let counts = vec![0; classes.len() * classes.len()];
        Confusion { classes, counts }
    }

    /// Returns the matrix with these counts, row by row: a row for each label, a column for each prediction.
    ///
    /// # Errors
    /// [`Error::Length`] unless there are as many counts as the square of the number of classes.
    pub fn from_counts(classes: Vec<String>, counts: Vec<u64>) -> Result<Confusion, Error> {
        check_length("counts", &[classes.len(), classes.len()], counts.len())?;
        Ok(Confusion { classes, counts })
    }

    /// Counts an image of the class `label` that was taken for the class `prediction`, both by their index.
    ///
    /// # Panics
    /// Panics if there is no such class.
    pub fn add(&mut self, label: usize, prediction: usize) {
        let classes = self.classes.len();
        assert!(
            label < classes && prediction < classes,
            "expected classes below {classes}, got {label} and {prediction}"
        );
        self.counts[label * classes + prediction] += 1;
    }

    /// Returns the names of the classes.
    pub fn classes(&self) -> &[String] {
        &self.classes
    }

    /// Returns the number of images of the class `label` that were taken for the class `prediction`.
    ///
    /// # Panics
    /// Panics if there is no such class.
    pub fn count(&self, label: usize, prediction: usize) -> u64 {
        self.row(label)[prediction]
    }

    /// Returns the matrix as the text of an SVG file. Cells are shaded by their share of the row's images. Up to 40 classes
    /// have their names and numbers; a larger matrix is a map of at most 600 x 600 cells, each with the largest share of
    /// the classes that it stands for, beside the pairs that were confused most. Above it are the title and the numbers of
    /// images, unless the title is empty.
    pub fn svg(&self, title: &str, theme: Theme) -> String {
        crate::report::svg::file(&self.picture(title).0, theme)
    }

    /// Returns the picture of the matrix, and where its cells are.
    fn picture(&self, title: &str) -> (Picture, Cells) {
        match self.classes.len() <= NAMED {
            true => grid::picture(self, title),
            false => map::picture(self, title),
        }
    }

    fn row(&self, label: usize) -> &[u64] {
        let classes = self.classes.len();
        &self.counts[label * classes..(label + 1) * classes]
    }
}

/// Where the cells of a matrix are in its picture.
#[derive(Debug, Clone, Copy)]
struct Cells {
    /// Left upper corner.
    at: [f64; 2],
    /// Width of a cell in pixels.
    side: f64,
    /// Classes in a row of a cell.
    classes: usize,
}

/// Returns the share of a part in a whole; 0 if the whole is 0.
fn share(part: u64, whole: u64) -> f64 {
    match whole {
        0 => 0.0,
        whole => part as f64 / whole as f64,
    }
}
