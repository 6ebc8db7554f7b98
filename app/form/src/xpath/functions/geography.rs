//! Distance and area on a sphere, and where lines lead, of points written `latitude longitude altitude accuracy; …`.

use super::{Function, MANY, function, texts};
use crate::xpath::evaluate::{Context, Evaluator};
use crate::xpath::expression::Expression;
use crate::xpath::value::Value;

const RADIUS_METRES: f64 = 6_378_100.0;

pub(super) static TABLE: &[Function] = &[
    function("distance", 1, MANY, |evaluator, arguments, context| {
        Value::Number(
            points(evaluator, arguments, context).map_or(f64::NAN, |points| distance(&points)),
        )
    }),
    function("area", 1, 1, enclosed_area),
    // What JavaRosa called it first.
    function("enclosed-area", 1, 1, enclosed_area),
    // Whether a place lies in a closed shape.
    function("geofence", 2, 2, |evaluator, arguments, context| {
        let place = points(evaluator, &arguments[..1], context);
        let shape = points(evaluator, &arguments[1..], context);
        Value::Boolean(match (place.as_deref(), shape.as_deref()) {
            (Some([place]), Some(shape)) => is_within(*place, shape),
            _ => false,
        })
    }),
    // Whether a line crosses itself.
    function("intersects", 1, 1, |evaluator, arguments, context| {
        let points = points(evaluator, arguments, context).unwrap_or_default();
        let pairs = (points.len() as u64).saturating_pow(2);
        Value::Boolean(evaluator.spend(pairs) && crosses_itself(&points))
    }),
];

fn enclosed_area<'a>(
    evaluator: &Evaluator<'a>,
    arguments: &'a [Expression],
    context: &Context,
) -> Value<'a> {
    Value::Number(points(evaluator, arguments, context).map_or(f64::NAN, |points| area(&points)))
}

/// Latitude and longitude in degrees.
type Point = (f64, f64);

/// The points of all arguments; none when any part is no point.
fn points<'a>(
    evaluator: &Evaluator<'a>,
    arguments: &'a [Expression],
    context: &Context,
) -> Option<Vec<Point>> {
    let texts = texts(evaluator, arguments, context);
    let parts = texts
        .iter()
        .flat_map(|text| text.split(';'))
        .filter(|part| !part.trim().is_empty());
    parts
        .map(|part| {
            let mut numbers = part
                .split_whitespace()
                .map(|number| number.parse::<f64>().ok().filter(|n| n.is_finite()));
            Some((numbers.next()??, numbers.next()??))
        })
        .collect()
}

fn radians((latitude, longitude): Point) -> Point {
    (latitude.to_radians(), longitude.to_radians())
}

fn distance(points: &[Point]) -> f64 {
    let legs = points.windows(2).map(|leg| {
        let ((from_latitude, from_longitude), (to_latitude, to_longitude)) =
            (radians(leg[0]), radians(leg[1]));
        let across = ((to_latitude - from_latitude) / 2.0).sin().powi(2);
        let along = ((to_longitude - from_longitude) / 2.0).sin().powi(2);
        let chord = across + from_latitude.cos() * to_latitude.cos() * along;
        2.0 * RADIUS_METRES * chord.sqrt().min(1.0).asin()
    });
    legs.sum::<f64>() + 0.0
}

fn area(points: &[Point]) -> f64 {
    if points.len() < 3 {
        return 0.0;
    }
    let next = points.iter().cycle().skip(1);
    let sum: f64 = points
        .iter()
        .zip(next)
        .map(|(from, to)| (radians(*from), radians(*to)))
        .map(|(from, to)| (to.1 - from.1) * (2.0 + from.0.sin() + to.0.sin()))
        .sum();
    (sum * RADIUS_METRES * RADIUS_METRES / 2.0).abs()
}

/// Whether a line from the place to the east meets the outline an odd number of times.
///
/// The outline is as it is written, its last point the first again. A place on it may count either way.
fn is_within(place: Point, outline: &[Point]) -> bool {
    let meets = |side: &&[Point]| {
        let (from, to) = (side[0], side[1]);
        (from.0 > place.0) != (to.0 > place.0)
            && place.1 < to.1 + (from.1 - to.1) * (place.0 - to.0) / (from.0 - to.0)
    };
    outline.windows(2).filter(meets).count() % 2 == 1
}

/// Whether any two sides cross; sides that only touch do not.
fn crosses_itself(points: &[Point]) -> bool {
    let sides = || points.windows(2).map(|side| (side[0], side[1]));
    sides()
        .enumerate()
        .any(|(at, one)| sides().skip(at + 1).any(|other| cross(one, other)))
}

fn cross(one: (Point, Point), other: (Point, Point)) -> bool {
    let are_opposite = |(from, to): (Point, Point), first: Point, second: Point| {
        turn(from, to, first) * turn(from, to, second) < 0.0
    };
    are_opposite(one, other.0, other.1) && are_opposite(other, one.0, one.1)
}

/// 1 when the third point lies to one side of the way from the first to the second, -1 to the other, 0 on it.
fn turn(from: Point, to: Point, point: Point) -> f64 {
    let across = (to.0 - from.0) * (point.1 - from.1) - (to.1 - from.1) * (point.0 - from.0);
    if across == 0.0 { 0.0 } else { across.signum() }
}

#[cfg(test)]
mod tests {
    use super::*;

    const TRIANGLE: [Point; 4] = [(0.0, 0.0), (0.0, 1.0), (1.0, 1.0), (0.0, 0.0)];

    #[test]
    fn measures_as_other_clients_do() {
        assert!((distance(&[(0.0, 0.0), (0.0, 1.0)]) - 111_318.845).abs() < 0.001);
        assert!((area(&TRIANGLE) - 6_195_628_067.9).abs() < 0.1);
        assert_eq!(area(&TRIANGLE[..2]), 0.0);
    }

    #[test]
    fn a_place_is_within_an_outline_or_not() {
        assert!(is_within((0.5, 0.6), &TRIANGLE));
        for outside in [(0.6, 0.5), (0.5, 1.1), (-0.1, 0.5), (2.0, 2.0)] {
            assert!(!is_within(outside, &TRIANGLE), "{outside:?}");
        }
        assert!(!is_within((0.5, 0.6), &[]));
    }

    #[test]
    fn a_line_crosses_itself_only_where_sides_do_more_than_touch() {
        assert!(crosses_itself(&[
            (0.0, 0.0),
            (1.0, 1.0),
            (0.0, 1.0),
            (1.0, 0.0)
        ]));
        assert!(!crosses_itself(&TRIANGLE));
        assert!(!crosses_itself(&[(0.0, 0.0), (2.0, 2.0), (1.0, 1.0)]));
        assert!(!crosses_itself(&[(0.0, 0.0)]));
    }
}
