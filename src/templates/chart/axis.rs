//! An axis that fits any numbers, and shares of a whole; in whole numbers, because printing floats would cost 20 kB.

/// How long a plot is in its own units.
pub(super) const LENGTH: i64 = 1000;
/// The most steps of an axis, before its ends are rounded.
const STEPS: i64 = 5;
/// What is farther from nought is drawn at the edge: sums and products stay within 64 bits.
const FARTHEST: i64 = 1 << 60;

/// From a round number to a round number, in round steps.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Axis {
    pub low: i64,
    pub high: i64,
    pub step: i64,
}

impl Axis {
    /// The axis over all numbers from `lowest` to `highest`.
    pub fn over(lowest: i64, highest: i64) -> Self {
        let (lowest, highest) = (lowest.clamp(-FARTHEST, FARTHEST), highest.clamp(-FARTHEST, FARTHEST));
        let span = (highest - lowest).max(1);
        let mut step = 1_i64;
        let mut base = 1_i64;
        while step * STEPS < span {
            // 1, 2, 5, 10, 20, 50 …
            step = match step / base {
                1 => base * 2,
                2 => base * 5,
                _ => {
                    base *= 10;
                    base
                }
            };
        }
        let low = lowest.div_euclid(step) * step;
        let high = -(-highest).div_euclid(step) * step;
        Self { low, high: high.max(low + step), step }
    }

    /// Where a number stands, from 0 to [`LENGTH`].
    pub fn at(&self, value: i64) -> i64 {
        part(value.clamp(self.low, self.high) - self.low, self.high - self.low, LENGTH)
    }

    /// The round numbers, the lowest first.
    pub fn ticks(&self) -> Vec<i64> {
        let mut ticks = vec![self.low];
        let mut tick = self.low;
        while tick < self.high {
            tick += self.step;
            ticks.push(tick);
        }
        ticks
    }
}

/// `value * parts / whole`, without leaving 64 bits. Neither is negative; `parts` is at most a few thousand.
pub(super) fn part(value: i64, whole: i64, parts: i64) -> i64 {
    let spare = if whole > 1 << 48 { 14 } else { 0 };
    let (value, whole) = (value >> spare, (whole >> spare).max(1));
    (value * parts + whole / 2) / whole
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ends(lowest: i64, highest: i64) -> (i64, i64, i64) {
        let Axis { low, high, step } = Axis::over(lowest, highest);
        (low, high, step)
    }

    #[test]
    fn an_axis_is_round_and_holds_every_number() {
        assert_eq!(ends(0, 210), (0, 250, 50));
        assert_eq!(ends(0, 5), (0, 5, 1));
        assert_eq!(ends(0, 9), (0, 10, 2));
        assert_eq!(ends(-30, 45), (-40, 60, 20));
        assert_eq!(ends(-7, 0), (-8, 0, 2));
        assert_eq!(ends(0, 0), (0, 1, 1));
        assert_eq!(ends(95_000_000, 210_000_000), (50_000_000, 250_000_000, 50_000_000));
    }

    #[test]
    fn no_axis_has_more_ticks_than_fit() {
        let mut number = 1_i64;
        for _ in 0..60 {
            number = number.wrapping_mul(7).wrapping_add(3) & (FARTHEST * 2 - 1);
            for (lowest, highest) in [(0, number), (-number, 0), (-number, number), (number / 2, number)] {
                let axis = Axis::over(lowest, highest);
                let ticks = axis.ticks();
                assert!((2..=7).contains(&ticks.len()), "{lowest} to {highest}: {ticks:?}");
                assert_eq!((axis.at(axis.low), axis.at(axis.high)), (0, LENGTH));
            }
        }
    }

    #[test]
    fn the_largest_numbers_overflow_nothing() {
        let axis = Axis::over(i64::MIN, i64::MAX);
        assert_eq!(axis.at(0), LENGTH / 2);
        assert_eq!(axis.at(i64::MAX), LENGTH);
        assert_eq!(part(i64::MAX / 2, i64::MAX, 100), 50);
    }

    #[test]
    fn a_part_is_rounded() {
        assert_eq!(part(1, 3, 100), 33);
        assert_eq!(part(2, 3, 100), 67);
        assert_eq!(part(0, 0, 100), 0);
    }
}
