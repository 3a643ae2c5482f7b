//! The part of an image that is cut out at random, as torchvision's `RandomResizedCrop` chooses it.

use super::picture::Part;
use crate::train::data::random::Random;

/// Number of parts that are drawn before the largest one in the centre is taken.
const TRIES: usize = 10;

/// Returns a part of an image of this height and width whose share of the area and ratio of width to height are within
/// limits.
pub(super) fn part(
    [height, width]: [usize; 2],
    area: [f64; 2],
    ratio: [f64; 2],
    random: &mut Random,
) -> Part {
    let all = height as f64 * width as f64;
    let logarithms = ratio.map(f64::ln);
    for _ in 0..TRIES {
        let share = all * random.between(area[0], area[1]);
        let ratio = random.between(logarithms[0], logarithms[1]).exp();
        let wide = (share * ratio).sqrt().round_ties_even() as usize;
        let high = (share / ratio).sqrt().round_ties_even() as usize;
        if (1..=width).contains(&wide) && (1..=height).contains(&high) {
            let mut first = |over: usize| random.below(over as u64 + 1) as usize;
            return Part {
                top: first(height - high),
                left: first(width - wide),
                height: high,
                width: wide,
            };
        }
    }
    let has = width as f64 / height as f64;
    let rounded = |size: f64, most: usize| (size.round_ties_even() as usize).clamp(1, most);
    let [high, wide] = if has < ratio[0] {
        [rounded(width as f64 / ratio[0], height), width]
    } else if has > ratio[1] {
        [height, rounded(height as f64 * ratio[1], width)]
    } else {
        [height, width]
    };
    Part {
        top: (height - high) / 2,
        left: (width - wide) / 2,
        height: high,
        width: wide,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::train::data::random::Purpose;

    fn random(item: u64) -> Random {
        Random::new(1, Purpose::Area, 0, item)
    }

    #[test]
    fn parts_are_within_the_limits() {
        let (mut shares, mut wide) = (Vec::new(), 0);
        for item in 0..2_000 {
            let part = part(
                [200, 300],
                [0.35, 1.0],
                [0.75, 4.0 / 3.0],
                &mut random(item),
            );
            assert!(part.top + part.height <= 200 && part.left + part.width <= 300);
            let share = (part.height * part.width) as f64 / 60_000.0;
            let ratio = part.width as f64 / part.height as f64;
            assert!((0.34..=1.0).contains(&share), "{part:?}");
            assert!((0.74..1.35).contains(&ratio), "{part:?}");
            shares.push(share);
            wide += usize::from(part.width > part.height);
        }
        // Large parts fit less often, so that the mean is below that of the limits, as with torchvision (0.530).
        let mean = shares.iter().sum::<f64>() / 2_000.0;
        assert!((0.51..0.55).contains(&mean), "{mean}");
        assert!((1_150..1_350).contains(&wide), "{wide}");
    }

    #[test]
    fn parts_are_fixed_for_ever() {
        // Computed by a program in Python from torchvision's rule and the description of the generator.
        let part = |item| {
            let mut random = Random::new(7, Purpose::Area, 2, item);
            let part = part([200, 300], [0.35, 1.0], [0.75, 4.0 / 3.0], &mut random);
            [part.top, part.left, part.height, part.width]
        };
        let parts: [[usize; 4]; 4] = std::array::from_fn(|item| part(item as u64));
        let expected = [
            [36, 16, 157, 194],
            [29, 26, 160, 205],
            [19, 27, 180, 164],
            [21, 86, 174, 212],
        ];
        assert_eq!(parts, expected);
    }

    #[test]
    fn what_never_fits_is_cut_out_of_the_centre() {
        let centre = |size, area| part(size, [area; 2], [0.75, 4.0 / 3.0], &mut random(0));
        let cut = |top, left, height, width| Part {
            top,
            left,
            height,
            width,
        };
        assert_eq!(centre([400, 100], 1.0), cut(133, 0, 133, 100));
        assert_eq!(centre([10, 100], 1.0), cut(0, 43, 10, 13));
        assert_eq!(centre([1, 1], 0.01), cut(0, 0, 1, 1));
    }
}
