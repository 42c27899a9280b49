//! Where choices come from: a seed, so that a seed is a whole run, or the bytes of a fuzzer.

/// A source of choices.
pub trait Choices {
    /// A number below `bound`, which is not zero.
    fn below(&mut self, bound: u64) -> u64;

    /// A number from `low` to `high`, both included.
    fn between(&mut self, low: u64, high: u64) -> u64 {
        low + self.below(high - low + 1)
    }

    /// True in `percent` of a hundred cases.
    fn chance(&mut self, percent: u64) -> bool {
        self.below(100) < percent
    }

    /// One of several.
    fn pick<T: Copy>(&mut self, items: &[T]) -> T {
        items[self.below(items.len() as u64) as usize]
    }
}

/// A small seeded generator (splitmix64).
#[derive(Clone, Debug)]
pub struct Rng(u64);

impl Rng {
    pub fn new(seed: u64) -> Self {
        Self(seed ^ 0x9e37_79b9_7f4a_7c15)
    }
}

impl Choices for Rng {
    fn below(&mut self, bound: u64) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        (z ^ (z >> 31)) % bound
    }
}

/// A fuzzer's bytes, two for each choice; zeros when there are none left.
#[derive(Debug)]
pub struct Bytes<'a>(pub &'a [u8]);

impl Choices for Bytes<'_> {
    fn below(&mut self, bound: u64) -> u64 {
        let (now, left) = self.0.split_at(self.0.len().min(2));
        self.0 = left;
        let number = now.iter().fold(0, |number, byte| number << 8 | u64::from(*byte));
        // Spans are longer than two bytes can count.
        if bound > 0x1_0000 { number * bound / 0x1_0000 } else { number % bound }
    }
}
