//! What somebody sends who means no good, or whose line is bad: bytes that were right once, changed in ways
//! that only a number decides, so that whatever breaks can be sent again.

/// A small source of numbers that look random and are the same for the same seed (xorshift64*, Vigna 2016).
pub struct Noise(u64);

impl Noise {
    pub fn new(seed: u64) -> Self {
        Self(seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1)
    }

    pub fn next(&mut self) -> u64 {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        self.0.wrapping_mul(0x2545_F491_4F6C_DD1D)
    }

    /// A number below `most`; 0 where there is none.
    pub fn below(&mut self, most: usize) -> usize {
        if most == 0 { 0 } else { (self.next() >> 16) as usize % most }
    }

    pub fn byte(&mut self) -> u8 {
        (self.next() >> 24) as u8
    }

    /// Changes bytes in one to four ways: bits turn, numbers become large or nothing, pieces are left out,
    /// come twice, or change places, and the end is missing.
    pub fn change(&mut self, bytes: &mut Vec<u8>) {
        for _ in 0..=self.below(4) {
            let at = self.below(bytes.len());
            let length = self.below(64).min(bytes.len() - at);
            match self.below(8) {
                0 if at < bytes.len() => bytes[at] ^= 1 << self.below(8),
                1 if at < bytes.len() => bytes[at] = self.byte(),
                2 => bytes.truncate(at),
                3 => drop(bytes.drain(at..at + length)),
                4 => {
                    let piece = bytes[at..at + length].to_vec();
                    let to = self.below(bytes.len());
                    bytes.splice(to..to, piece);
                }
                5 => bytes[at..at + length.min(4)].fill(0xFF),
                6 => bytes[at..at + length.min(4)].fill(0),
                _ => {
                    let noise: Vec<u8> = (0..self.below(32)).map(|_| self.byte()).collect();
                    bytes.splice(at..at, noise);
                }
            }
        }
    }
}
