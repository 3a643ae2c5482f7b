//! Tests of the readers of weight files: files of the programs that write them, and broken ones.

mod hdf5;
mod keras_archive;
mod keras_files;
mod kit;
mod tfjs;
