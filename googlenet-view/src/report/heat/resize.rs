//! Bilinear resizing of maps of one channel.

/// Returns a map of the size `from`, height and width, resized to the size `to`. The middle of a pixel is at one half
/// (`half_pixel` of ONNX, `align_corners=False` of PyTorch); beyond the outermost middles values go on unchanged. Neither
/// size has a 0.
pub(super) fn bilinear(map: &[f32], from: [usize; 2], to: [usize; 2]) -> Vec<f32> {
    let columns: Vec<[(usize, f32); 2]> = (0..to[1]).map(|x| taps(x, from[1], to[1])).collect();
    let mut resized = Vec::with_capacity(to[0] * to[1]);
    for y in 0..to[0] {
        let rows = taps(y, from[0], to[0]);
        for column in &columns {
            let mut sum = 0.0;
            for (row, of_row) in rows {
                for (column, of_column) in column {
                    sum += map[row * from[1] + column] * of_row * of_column;
                }
            }
            resized.push(sum);
        }
    }
    resized
}

/// Returns the two places of the one axis that a place of the other is made of, with their weights.
fn taps(at: usize, from: usize, to: usize) -> [(usize, f32); 2] {
    let place = (at as f64 + 0.5) * from as f64 / to as f64 - 0.5;
    let place = place.clamp(0.0, (from - 1) as f64);
    let low = place as usize;
    let rest = (place - low as f64) as f32;
    [(low, 1.0 - rest), ((low + 1).min(from - 1), rest)]
}
