//! Options of commands that read images with labels.

use clap::Args as Arguments;
use std::path::PathBuf;

#[derive(Debug, Arguments)]
pub(crate) struct Data {
    /// Images with labels: a folder with a folder for each class, a folder with the files of the MNIST form, or an .npz
    /// file with the arrays `images` and `labels`.
    #[arg(long, value_name = "DIR|FILE")]
    pub(crate) data: PathBuf,
}
