//! Putting things in order without dragging: each is given the next place, or loses the one it has.

use crate::range::Step;

/// Gives an item the next place, or takes its place away: those behind move up.
pub fn toggle<T: PartialEq>(order: &mut Vec<T>, item: T) {
    match order.iter().position(|own| *own == item) {
        Some(at) => drop(order.remove(at)),
        None => order.push(item),
    }
}

/// Moves an item that has a place: `More` one up, `Most` to the first place. Whether anything changed.
pub fn shift<T: PartialEq>(order: &mut Vec<T>, item: &T, step: Step) -> bool {
    let Some(from) = order.iter().position(|own| own == item) else {
        return false;
    };
    let last = order.len().saturating_sub(1);
    let to = match step {
        Step::More => from.saturating_sub(1),
        Step::Less => (from + 1).min(last),
        Step::MuchMore | Step::Most => 0,
        Step::MuchLess | Step::Least => last,
    };
    let moved = order.remove(from);
    order.insert(to, moved);
    from != to
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_are_given_taken_away_and_exchanged() {
        let mut order = Vec::new();
        for item in ["bus", "train", "bike"] {
            toggle(&mut order, item);
        }
        toggle(&mut order, "bus");
        assert_eq!(order, ["train", "bike"]);
        toggle(&mut order, "bus");
        for (step, changed, after) in [
            (Step::More, true, ["train", "bus", "bike"]),
            (Step::Most, true, ["bus", "train", "bike"]),
            (Step::More, false, ["bus", "train", "bike"]),
            (Step::Less, true, ["train", "bus", "bike"]),
            (Step::Least, true, ["train", "bike", "bus"]),
            (Step::Less, false, ["train", "bike", "bus"]),
        ] {
            assert_eq!(shift(&mut order, &"bus", step), changed, "{step:?}");
            assert_eq!(order, after, "{step:?}");
        }
        assert!(!shift(&mut order, &"boat", Step::More));
    }
}
