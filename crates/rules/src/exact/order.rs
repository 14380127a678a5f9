//! The order of exact numbers, right even where cross products need more than 128 bits.
//!
//! Main item: `Ord` for [`Exact`].

use std::cmp::Ordering;

use super::Exact;

impl Ord for Exact {
    fn cmp(&self, other: &Self) -> Ordering {
        if self.denominator == other.denominator {
            return self.numerator.cmp(&other.numerator);
        }
        let left = self.numerator.checked_mul(other.denominator);
        let right = other.numerator.checked_mul(self.denominator);
        if let (Some(left), Some(right)) = (left, right) {
            return left.cmp(&right);
        }
        compare_by_parts(*self, *other)
    }
}

/// Compares without multiplying: whole parts first, then the reciprocals of what is left.
fn compare_by_parts(a: Exact, b: Exact) -> Ordering {
    let (mut a, mut b) = ((a.numerator, a.denominator), (b.numerator, b.denominator));
    let mut reversed = false;
    loop {
        let wholes = a.0.div_euclid(a.1).cmp(&b.0.div_euclid(b.1));
        let rests = (a.0.rem_euclid(a.1), b.0.rem_euclid(b.1));
        let order = if wholes == Ordering::Equal {
            match rests {
                (0, 0) => Ordering::Equal,
                (0, _) => Ordering::Less,
                (_, 0) => Ordering::Greater,
                (left, right) => {
                    (a, b) = ((a.1, left), (b.1, right));
                    reversed = !reversed;
                    continue;
                }
            }
        } else {
            wholes
        };
        return if reversed { order.reverse() } else { order };
    }
}

impl PartialOrd for Exact {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}
