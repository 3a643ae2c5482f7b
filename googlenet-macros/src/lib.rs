//! `googlenet_model!`.
