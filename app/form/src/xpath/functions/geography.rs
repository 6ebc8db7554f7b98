//! Distance and area on a sphere, of points written `latitude longitude altitude accuracy; …`.

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
    function("area", 1, 1, |evaluator, arguments, context| {
        Value::Number(
            points(evaluator, arguments, context).map_or(f64::NAN, |points| area(&points)),
        )
    }),
];

/// Latitude and longitude in radians; none when any part is no point.
fn points<'a>(
    evaluator: &Evaluator<'a>,
    arguments: &'a [Expression],
    context: &Context,
) -> Option<Vec<(f64, f64)>> {
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
            Some((numbers.next()??.to_radians(), numbers.next()??.to_radians()))
        })
        .collect()
}

fn distance(points: &[(f64, f64)]) -> f64 {
    let legs = points.windows(2).map(|leg| {
        let ((from_latitude, from_longitude), (to_latitude, to_longitude)) = (leg[0], leg[1]);
        let across = ((to_latitude - from_latitude) / 2.0).sin().powi(2);
        let along = ((to_longitude - from_longitude) / 2.0).sin().powi(2);
        let chord = across + from_latitude.cos() * to_latitude.cos() * along;
        2.0 * RADIUS_METRES * chord.sqrt().min(1.0).asin()
    });
    legs.sum::<f64>() + 0.0
}

fn area(points: &[(f64, f64)]) -> f64 {
    if points.len() < 3 {
        return 0.0;
    }
    let next = points.iter().cycle().skip(1);
    let sum: f64 = points
        .iter()
        .zip(next)
        .map(|(from, to)| (to.1 - from.1) * (2.0 + from.0.sin() + to.0.sin()))
        .sum();
    (sum * RADIUS_METRES * RADIUS_METRES / 2.0).abs()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn degrees(points: &[(f64, f64)]) -> Vec<(f64, f64)> {
        points
            .iter()
            .map(|(latitude, longitude)| (latitude.to_radians(), longitude.to_radians()))
            .collect()
    }

    #[test]
    fn measures_as_other_clients_do() {
        assert!((distance(&degrees(&[(0.0, 0.0), (0.0, 1.0)])) - 111_318.845).abs() < 0.001);
        let triangle = degrees(&[(0.0, 0.0), (0.0, 1.0), (1.0, 1.0), (0.0, 0.0)]);
        assert!((area(&triangle) - 6_195_628_067.9).abs() < 0.1);
        assert_eq!(area(&triangle[..2]), 0.0);
    }
}
