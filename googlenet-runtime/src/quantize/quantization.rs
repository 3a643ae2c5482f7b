//! Scale and zero point of a result.

/// How the values of a result are stored as 8-bit integers without sign: `x` as `round(x / scale) + zero_point`, halves to
/// the nearest even integer, limited to 0 to 255.
#[derive(Debug, Clone, Copy, PartialEq)]
#[non_exhaustive]
pub struct Quantization {
    /// Distance of two neighbouring values, a normal number above 0.
    pub scale: f32,
    /// What 0 is stored as. Calibration chooses 0 where values are never negative, otherwise 128.
    pub zero_point: u8,
}

/// Zero point of results that may be negative.
const MIDDLE: u8 = 128;

impl Quantization {
    /// Returns the quantisation with this scale and zero point; `None` unless the scale is a normal number above 0.
    pub fn new(scale: f32, zero_point: u8) -> Option<Quantization> {
        let is_scale = scale.is_normal() && scale > 0.0;
        is_scale.then_some(Quantization { scale, zero_point })
    }

    /// Returns the quantisation that calibration chooses for values between two finite limits. Its scale is at least the
    /// smallest normal number, and 1 if both limits are 0.
    pub fn of(limits: [f32; 2], is_non_negative: bool) -> Quantization {
        let [low, high] = limits.map(f64::from);
        let (reach, steps, zero_point) = match is_non_negative {
            true => (high, 255.0, 0),
            false => (high.max(-low), 127.0, MIDDLE),
        };
        let scale = match reach > 0.0 {
            true => ((reach / steps) as f32).max(f32::MIN_POSITIVE),
            false => 1.0,
        };
        Quantization { scale, zero_point }
    }

    /// Returns the quantisation whose limits are two finite ones, and 0 if that is not between them, up to a step.
    pub(super) fn covering([low, high]: [f32; 2]) -> Quantization {
        let [low, high] = [low.min(0.0), high.max(0.0)].map(f64::from);
        let scale = match high > low {
            true => (((high - low) / 255.0) as f32).max(f32::MIN_POSITIVE),
            false => 1.0,
        };
        let zero_point = (-low / f64::from(scale)).round_ties_even() as u8;
        Quantization { scale, zero_point }
    }

    /// Returns a value as it is stored. NaN is stored as 0.
    #[inline]
    pub fn quantize(self, value: f32) -> u8 {
        self.place(value).clamp(0.0, 255.0) as u8
    }

    /// Returns the value that a stored one stands for.
    #[inline]
    pub fn dequantize(self, stored: u8) -> f32 {
        f32::from(i16::from(stored) - i16::from(self.zero_point)) * self.scale
    }

    /// Returns the smallest and the largest value that can be stored.
    pub fn limits(self) -> [f32; 2] {
        [self.dequantize(0), self.dequantize(255)]
    }

    /// Returns whether a value lies beyond the limits by more than rounding.
    #[inline]
    pub(super) fn clips(self, value: f32) -> bool {
        !(0.0..=255.0).contains(&self.place(value))
    }

    #[inline]
    fn place(self, value: f32) -> f32 {
        (value / self.scale).round_ties_even() + f32::from(self.zero_point)
    }

    /// Returns the largest distance of a stored value from the zero point.
    pub(super) fn reach(self) -> i64 {
        i64::from(self.zero_point.max(255 - self.zero_point))
    }
}
