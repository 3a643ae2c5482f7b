//! Runs networks: tensors, typed layers, kernels, sessions, weights and summaries.
#![deny(unsafe_code)]
