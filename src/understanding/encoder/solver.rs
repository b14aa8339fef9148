//! Solves large sets of equations whose matrix is its own mirror image.

/// So many steps are enough; it stops earlier once nothing changes any more.
const STEPS: usize = 600;

/// What the steps may leave over, as a share of where they began.
const LEFT_OVER: f32 = 1e-7;

/// Solves `matrix * found = sums` by conjugate gradients: it needs nothing but
/// products with the matrix, which `times` makes. `None` when the arithmetic fails.
pub(super) fn solve(sums: &[f32], mut times: impl FnMut(&[f32]) -> Option<Vec<f32>>) -> Option<Vec<f32>> {
    let mut found = vec![0.0_f32; sums.len()];
    let mut rest = sums.to_vec();
    let mut step = rest.clone();
    let mut left = dot(&rest, &rest);
    let enough = left * LEFT_OVER;
    for _ in 0..STEPS {
        let moved = times(&step)?;
        let length = left / dot(&step, &moved);
        if !length.is_finite() {
            return None;
        }
        add(&mut found, length, &step);
        add(&mut rest, -length, &moved);
        let now = dot(&rest, &rest);
        if now <= enough {
            break;
        }
        let onward: Vec<f32> = rest.iter().zip(&step).map(|(rest, step)| rest + now / left * step).collect();
        (step, left) = (onward, now);
    }
    Some(found)
}

/// The product of two rows of numbers.
fn dot(one: &[f32], two: &[f32]) -> f32 {
    one.iter().zip(two).map(|(one, two)| one * two).sum()
}

/// Adds to each number so many times the other.
pub(super) fn add(to: &mut [f32], times: f32, what: &[f32]) {
    to.iter_mut().zip(what).for_each(|(to, what)| *to += times * what);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_found_solves_the_equations() {
        let times = |by: &[f32]| Some(vec![4.0 * by[0] + by[1], by[0] + 3.0 * by[1]]);
        let found = solve(&[1.0, 2.0], times).unwrap();
        assert!((found[0] - 1.0 / 11.0).abs() < 1e-4 && (found[1] - 7.0 / 11.0).abs() < 1e-4, "{found:?}");
    }

    #[test]
    fn what_has_no_solution_is_none() {
        assert_eq!(solve(&[1.0], |_| Some(vec![0.0])), None);
    }
}
