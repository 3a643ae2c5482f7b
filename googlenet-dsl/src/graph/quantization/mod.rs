//! What quantisation has to know about a network, whatever its weights: which results are never negative, which share a
//! scale, and which stay in `f32`.

mod float_results;
mod moves;
mod shared_scales;
mod sign;
#[cfg(test)]
mod tests;
