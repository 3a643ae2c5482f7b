//! Naive softmax.

/// Replaces the channels of each pixel by their softmax; `values` are pixels of `channels` channels, one behind the
/// other.
pub(in crate::ops) fn softmax(values: &mut [f64], channels: usize) {
    for pixel in values.chunks_mut(channels) {
        let largest = pixel.iter().copied().fold(f64::MIN, f64::max);
        let total: f64 = pixel.iter().map(|x| (x - largest).exp()).sum();
        pixel
            .iter_mut()
            .for_each(|x| *x = (*x - largest).exp() / total);
    }
}
