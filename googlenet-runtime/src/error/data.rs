//! Errors of images with labels, as training and evaluation take them.

use super::image::ImageError;
use googlenet_dsl::file::reason;
use std::fmt;
use std::io;

/// A fault of images with labels, or a mismatch with the network that they are for. Classes are called by their names
/// in backticks, or by their numbers where they have no names.
#[derive(Debug)]
#[non_exhaustive]
pub enum DataError {
    /// A file or folder cannot be read.
    Io(io::Error),
    /// The folder has no folders in it, of which each would be a class.
    NoClasses {
        /// Number of files that lie in it.
        files: usize,
    },
    /// The folder has folders named as parts of a data set, such as `train` and `val`, instead of classes.
    Parts {
        /// Names of these folders.
        names: Vec<String>,
    },
    /// The number of folders differs from the number of classes of the network, and they do not have the names of its
    /// labels.
    ClassCount {
        /// Number of classes of the network.
        expected: usize,
        /// Number of folders.
        got: usize,
    },
    /// Some folders are named after labels of the network, but not this one.
    UnknownClass {
        /// Name of the first folder that no label is called like.
        name: String,
        /// Number of all such folders.
        count: usize,
        /// Most similar label; `None` if none is similar.
        nearest: Option<String>,
    },
    /// There is no image.
    NoImages,
    /// There are more images or labels than are counted.
    TooMany,
    /// There is another number of labels than of images.
    Count {
        /// Number of images.
        images: usize,
        /// Number of labels.
        labels: usize,
    },
    /// The values of the images are not as many as their sizes say.
    Length {
        /// Number of values by the sizes.
        expected: u64,
        /// Number of values.
        got: u64,
    },
    /// A file of the IDX format is damaged, or has another type of values or another number of axes than is read.
    Idx {
        /// What is wrong.
        message: String,
    },
    /// Arrays are missing, or do not have the type or the axes of images and labels.
    Arrays {
        /// What is wrong.
        message: String,
    },
    /// A label is no number of a class.
    Label {
        /// Number of the image, from 0.
        image: usize,
        /// Its label.
        label: i64,
        /// Number of classes; `None` where no network says it.
        classes: Option<usize>,
    },
    /// The images have another number of channels than the network's input, and are not converted.
    Channels {
        /// Number of channels of the network's input.
        expected: usize,
        /// Number of channels of the images.
        got: usize,
    },
    /// Images of floats, which are not resized, have another size than the network's input. Sizes are height and width.
    Size {
        /// Height and width of the network's input.
        expected: [usize; 2],
        /// Height and width of the images.
        got: [usize; 2],
    },
    /// A value of images of floats is NaN or infinite.
    NonFinite {
        /// Number of the image, from 0.
        image: usize,
        /// The value.
        value: f32,
    },
    /// Colours of images of floats are to be changed, whose range is not known.
    ColorOfFloats,
    /// Images of this size cannot be resized or cropped to the network's input.
    Image(ImageError),
    /// A class has no image to learn from.
    EmptyClass {
        /// The class.
        class: String,
        /// Number of classes without images.
        count: usize,
        /// Number of files of the class that were left out.
        left_out: usize,
    },
    /// A class has images to learn from, but none among those of validation.
    MissingInValidation {
        /// The class.
        class: String,
        /// Number of such classes.
        count: usize,
    },
    /// The folders of training and validation have different names.
    OtherClasses {
        /// The first name that only one of the two has.
        name: String,
    },
    /// The share of images that is kept for validation is not between 0 and 1.
    Share {
        /// The share that was given.
        share: f64,
    },
    /// A class has too few images for one of them to be kept for validation.
    TooFewToSplit {
        /// The class.
        class: String,
    },
    /// No image of a batch can be read any more.
    Unreadable {
        /// Why the first of them cannot be read.
        first: String,
    },
}

impl fmt::Display for DataError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            DataError::Io(error) => f.write_str(&reason(error)),
            DataError::NoClasses { files } => {
                let files = match files {
                    0 => "an empty folder".to_owned(),
                    files => counted(*files, "file"),
                };
                write!(
                    f,
                    "expected a folder for each class, with its images, got {files}; help: move the images of each \
                     class into a folder named after it"
                )
            }
            DataError::Parts { names } => write!(
                f,
                "expected a folder for each class, got the parts {}; help: give one part for training, as in `--data \
                 DIR/{}`, and another one with `--validation`",
                listed(names),
                names.iter().find(|name| name.starts_with("train")).unwrap_or(&names[0]),
            ),
            DataError::ClassCount { expected, got } => write!(
                f,
                "expected {}, one for each class of the network, got {got}; help: give the last layer \
                 of the network {}, or name the folders after its labels",
                counted(*expected, "folder"),
                counted(*got, "unit")
            ),
            DataError::UnknownClass {
                name,
                count,
                nearest,
            } => {
                write!(f, "no class has the name of the folder `{name}`")?;
                match count.saturating_sub(1) {
                    0 => {}
                    more => write!(f, " and {}", counted(more, "other folder"))?,
                }
                match nearest {
                    Some(nearest) => write!(f, "; did you mean `{nearest}`?"),
                    None => f.write_str("; help: name each folder after a class"),
                }
            }
            DataError::NoImages => f.write_str("expected images, got none"),
            DataError::TooMany => f.write_str("expected at most 4294967295 images, got more"),
            DataError::Count { images, labels } => write!(
                f,
                "expected a label for each image, got {} and {}",
                counted(*images, "image"),
                counted(*labels, "label")
            ),
            DataError::Length { expected, got } => {
                write!(f, "expected {expected} values by the sizes of the images, got {got}")
            }
            DataError::Idx { message } | DataError::Arrays { message } => f.write_str(message),
            DataError::Label {
                image,
                label,
                classes,
            } => {
                f.write_str("expected labels from 0")?;
                if let Some(classes) = classes {
                    let last = classes.saturating_sub(1);
                    write!(f, " to {last}, one for each class of the network")?;
                }
                write!(f, ", got {label} for image {image}")?;
                match usize::try_from(*label) {
                    Ok(label) if Some(label) == *classes => f.write_str("; help: labels count from 0"),
                    Ok(label) => {
                        let units = label.saturating_add(1);
                        write!(f, "; help: give the last layer of the network at least {}", counted(units, "unit"))
                    }
                    Err(_) => f.write_str("; help: leave images without a class out"),
                }
            }
            DataError::Channels { expected, got } => {
                write!(f, "expected images of {}, got {got}", counted(*expected, "channel"))?;
                match (expected, got) {
                    (1 | 3, 4) => f.write_str("; help: leave transparency out: `images[..., :3]`"),
                    (1 | 3, 2) => f.write_str("; help: leave transparency out: `images[..., :1]`"),
                    _ => f.write_str("; help: `channels` of the description's `input` says how many it reads"),
                }
            }
            DataError::Size { expected, got } => write!(
                f,
                "expected images of {}x{} (height, width), got {}x{}; help: save them as `uint8`, which are resized, or \
                 in the size of the network's input",
                expected[0], expected[1], got[0], got[1]
            ),
            DataError::NonFinite { image, value } => {
                write!(f, "expected finite values, got {value} in image {image}")
            }
            DataError::ColorOfFloats => f.write_str(
                "`augment` changes colours of 8-bit images, got images of floats; help: save them as `uint8`, or leave \
                 `color` out",
            ),
            DataError::Image(error) => write!(f, "{error}"),
            DataError::EmptyClass {
                class,
                count,
                left_out,
            } => {
                write!(f, "the class {class} has no image")?;
                match left_out {
                    0 => {}
                    1 => f.write_str(", as its only file is left out")?,
                    files => write!(f, ", as all {files} files are left out")?,
                }
                f.write_str(&others(*count))?;
                f.write_str("; help: add images of each class, or train a network of fewer classes")
            }
            DataError::MissingInValidation { class, count } => {
                write!(f, "the class {class} has no image for validation{}", others(*count))?;
                f.write_str(
                    "; help: add images of each class, or keep a share of the training images with `--validation 0.1`",
                )
            }
            DataError::OtherClasses { name } => write!(
                f,
                "expected the same folders of classes for training and validation, got `{name}` in one of the two alone"
            ),
            DataError::Share { share } => write!(
                f,
                "expected a share for validation above 0 and below 1, got {share}; help: `0.1` keeps a tenth"
            ),
            DataError::TooFewToSplit { class } => write!(
                f,
                "the class {class} has one image, expected at least 2 to keep one for validation; help: add images, or \
                 give those of validation by themselves"
            ),
            DataError::Unreadable { first } => {
                write!(f, "no image of a batch can be read any more; the first: {first}")
            }
        }
    }
}

fn counted(count: usize, what: &str) -> String {
    let s = if count == 1 { "" } else { "s" };
    format!("{count} {what}{s}")
}

/// Says that `count` classes in all have no image, behind the first of them.
fn others(count: usize) -> String {
    match count.saturating_sub(1) {
        0 => String::new(),
        1 => ", nor has 1 other".to_owned(),
        more => format!(", nor have {more} others"),
    }
}

/// Returns names in backticks with `and` in front of the last one.
fn listed(names: &[String]) -> String {
    let quoted: Vec<String> = names.iter().map(|name| format!("`{name}`")).collect();
    match quoted.split_last() {
        Some((last, [])) => last.clone(),
        Some((last, before)) => format!("{} and {last}", before.join(", ")),
        None => String::new(),
    }
}

impl std::error::Error for DataError {}

impl From<io::Error> for DataError {
    fn from(error: io::Error) -> DataError {
        DataError::Io(error)
    }
}

impl From<ImageError> for DataError {
    fn from(error: ImageError) -> DataError {
        DataError::Image(error)
    }
}
