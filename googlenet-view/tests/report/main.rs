//! Tests of the reports of training and evaluation.

#[path = "../common/browser.rs"]
mod browser;
mod confusion;
mod curves;
mod heat;
mod pages;
mod samples;
mod svg;
