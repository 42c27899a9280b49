//! How long to wait before trying again: exponential with full jitter, so that many clients spread out.

use crate::Millis;

/// The waits of one series of attempts.
#[derive(Debug)]
pub(crate) struct Backoff {
    base: Millis,
    cap: Millis,
    random: u64,
}

impl Backoff {
    pub(crate) fn new(base: Millis, cap: Millis, seed: u64) -> Self {
        Self { base, cap, random: seed }
    }

    /// Between nothing and `base * 2^failures`, never more than the cap.
    pub(crate) fn delay(&mut self, failures: u32) -> Millis {
        let failures = if mutated!(FlatBackoff) { 0 } else { failures };
        let ceiling = self.base.saturating_mul(1_u64.checked_shl(failures).unwrap_or(u64::MAX)).min(self.cap);
        match ceiling.checked_add(1) {
            Some(span) => self.next_random() % span,
            None => self.next_random(),
        }
    }

    /// Between half the cap and the cap.
    pub(crate) fn long_delay(&mut self) -> Millis {
        let half = self.cap / 2;
        self.cap - self.next_random() % (half + 1)
    }

    /// A number below `bound`, for other uses; zero when that is zero.
    pub(crate) fn random_below(&mut self, bound: u64) -> u64 {
        self.next_random().checked_rem(bound).unwrap_or_default()
    }

    /// SplitMix64.
    fn next_random(&mut self) -> u64 {
        self.random = self.random.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.random;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn waits_grow_to_the_cap_and_spread_over_the_whole_span() {
        let mut backoff = Backoff::new(500, 30_000, 7);
        for failures in 0..80 {
            let ceiling = if failures < 6 { 500 << failures } else { 30_000 };
            let waits: Vec<_> = (0..200).map(|_| backoff.delay(failures)).collect();
            assert!(waits.iter().all(|wait| *wait <= ceiling), "{failures}");
            assert!(waits.iter().any(|wait| *wait < ceiling / 4), "{failures}");
            assert!(waits.iter().any(|wait| *wait > ceiling / 4 * 3), "{failures}");
        }
    }

    #[test]
    fn the_same_seed_waits_the_same() {
        let waits = |seed| {
            let mut backoff = Backoff::new(500, 30_000, seed);
            (0..9).map(|failures| backoff.delay(failures)).collect::<Vec<_>>()
        };
        assert_eq!(waits(1), waits(1));
        assert_ne!(waits(1), waits(2));
    }
}
