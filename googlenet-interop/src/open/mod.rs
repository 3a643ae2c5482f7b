//! Networks in the files of other programs, whatever their format: [`open`] tells it by the content.
//!
//! A format is a [`Reader`](reader::Reader) in the table of `readers`; all else is common.

mod caffe;
mod error;
mod file;
mod format;
mod keras;
mod onnx;
mod opened;
mod options;
mod reader;
mod readers;
mod report;

pub use error::OpenError;
pub use file::ModelFile;
pub use format::{Format, Part};
pub use opened::Opened;
pub use options::OpenOptions;
pub use readers::{open, open_files};
pub use report::Report;
