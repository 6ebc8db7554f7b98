//! A number between bounds, changed by steps.

/// A way for a number to change; for a place in an order, `More` is one place further up.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// One step less.
    Less,
    /// One step more.
    More,
    /// A tenth of the way less, one step at the least.
    MuchLess,
    /// A tenth of the way more, one step at the least.
    MuchMore,
    /// To the lower bound.
    Least,
    /// To the upper bound.
    Most,
}

impl Step {
    /// Every step with the word that tables of keys and recorded walks use.
    pub const ALL: [(Step, &'static str); 6] = [
        (Step::Less, "less"),
        (Step::More, "more"),
        (Step::MuchLess, "much-less"),
        (Step::MuchMore, "much-more"),
        (Step::Least, "least"),
        (Step::Most, "most"),
    ];
}

/// Bounds and step of a number: finite, the lower bound below the upper one, the step at least 10⁻⁹.
///
/// The numbers of a scale are counted from its lower bound; the upper bound itself is always one of them, as with
/// `<input type="range">` of HTML, so that nobody is kept from the end by a step that does not divide the way.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Scale {
    least: f64,
    most: f64,
    step: f64,
}

/// A finer step is none that a person makes.
const STEP_MIN: f64 = 1e-9;
/// The decimals of the finest step.
const DECIMALS_MAX: usize = 9;

impl Scale {
    /// A scale, or `None` if no number could be chosen on it.
    pub fn new(least: f64, most: f64, step: f64) -> Option<Scale> {
        let steps = (most - least) / step;
        let holds = [least, most, steps].iter().all(|number| number.is_finite());
        (holds && least < most && step >= STEP_MIN).then_some(Scale { least, most, step })
    }

    /// The lower bound.
    pub fn least(&self) -> f64 {
        self.least
    }

    /// The upper bound.
    pub fn most(&self) -> f64 {
        self.most
    }

    /// One step.
    pub fn step(&self) -> f64 {
        self.step
    }

    /// A large step: a tenth of the way, in whole steps.
    pub fn jump(&self) -> f64 {
        let steps = (self.most - self.least) / self.step / 10.0;
        steps.floor().max(1.0) * self.step
    }

    /// The number after a step. Where there is none yet, a step up begins at the lower bound, a step down at the
    /// upper one.
    pub fn stepped(&self, value: Option<f64>, step: Step) -> f64 {
        let by = match step {
            Step::Least => return self.least,
            Step::Most => return self.most,
            Step::Less => -self.step,
            Step::More => self.step,
            Step::MuchLess => -self.jump(),
            Step::MuchMore => self.jump(),
        };
        match value {
            Some(value) => self.beside(value, by),
            None if by > 0.0 => self.least,
            None => self.most,
        }
    }

    /// From the upper bound, which may lie off the steps, down to the step below it.
    fn beside(&self, value: f64, by: f64) -> f64 {
        let nearest = self.nearest(value);
        if by < 0.0 && nearest == self.most {
            let steps = ((self.most + by - self.least) / self.step - 1e-9).ceil();
            return self.rounded((self.least + steps * self.step).max(self.least));
        }
        self.nearest(nearest + by)
    }

    /// The number of the scale that is nearest.
    pub fn nearest(&self, value: f64) -> f64 {
        if value >= self.most || value.is_nan() {
            return self.most;
        }
        let steps = ((value - self.least) / self.step).round().max(0.0);
        let on_step = self.least + steps * self.step;
        if on_step >= self.most {
            return self.most;
        }
        self.rounded(on_step)
    }

    /// A typed number, if it lies within the bounds, as the nearest number of the scale. Either mark of decimals
    /// will do.
    pub fn typed(&self, text: &str) -> Option<f64> {
        let number: f64 = text.trim().replace(',', ".").parse().ok()?;
        (self.least..=self.most)
            .contains(&number)
            .then(|| self.nearest(number))
    }

    /// A number with as many decimals as the step and the bounds have.
    pub fn written(&self, number: f64) -> String {
        format!("{number:.*}", self.decimals())
    }

    /// How far along the way a number is: 0 to 1.
    pub fn part(&self, value: f64) -> f64 {
        ((value - self.least) / (self.most - self.least)).clamp(0.0, 1.0)
    }

    /// Takes the noise of binary fractions out of a sum.
    fn rounded(&self, number: f64) -> f64 {
        self.written(number).parse().unwrap_or(number)
    }

    fn decimals(&self) -> usize {
        let of = |number: f64| {
            let text = format!("{number}");
            text.split_once('.').map_or(0, |(_, behind)| behind.len())
        };
        let most = [self.least, self.most, self.step].map(of);
        most.into_iter().max().unwrap_or(0).min(DECIMALS_MAX)
    }
}

/// What came of a letter that was typed at a range.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Pressed {
    /// The digits make this number of the scale.
    Number(f64),
    /// They make none yet; more of them may.
    Begun,
    /// No number of the scale begins so: it is forgotten.
    OffScale,
    /// It is no part of a number, and passed over.
    NoPart,
}

/// The digits of a number that is being typed at a range, which has no box to type in.
///
/// A digit joins those before it while some number of the scale can still come of them; else it begins a new number.
/// Whoever owns it clears it when anything but a digit is pressed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Digits(String);

impl Digits {
    /// Takes a typed letter, and says what came of it.
    pub fn press(&mut self, typed: &str, scale: &Scale) -> Pressed {
        let mut letters = typed.chars();
        let (Some(letter), None) = (letters.next(), letters.next()) else {
            return Pressed::NoPart;
        };
        let (first, mark) = (self.0.is_empty(), matches!(letter, '.' | ','));
        let fits = letter.is_ascii_digit()
            || (mark && scale.decimals() > 0 && !first && !self.0.contains('.'))
            || (letter == '-' && first && scale.least < 0.0);
        if !fits {
            return Pressed::NoPart;
        }
        self.0.push(if mark { '.' } else { letter });
        if !self.leads_somewhere(scale) {
            self.0 = letter.to_string();
        }
        if !self.leads_somewhere(scale) {
            self.clear();
            return Pressed::OffScale;
        }
        scale.typed(&self.0).map_or(Pressed::Begun, Pressed::Number)
    }

    /// The digits that make no number of the scale yet, as they were typed.
    pub fn unfinished(&self, scale: &Scale) -> Option<&str> {
        let is_one = self.0.is_empty() || scale.typed(&self.0).is_some();
        (!is_one).then_some(self.0.as_str())
    }

    /// Forgets the digits.
    pub fn clear(&mut self) {
        self.0.clear();
    }

    /// More digits only take a number further from nothing, so one beyond the bounds stays there.
    fn leads_somewhere(&self, scale: &Scale) -> bool {
        let behind = self.0.split_once('.').map_or(0, |(_, behind)| behind.len());
        let far = match self.0.parse::<f64>() {
            Ok(number) if number >= 0.0 && !self.0.starts_with('-') => number <= scale.most,
            Ok(number) => number >= scale.least,
            Err(_) => true,
        };
        far && behind <= scale.decimals() && self.0.len() <= 20
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn scale(least: f64, most: f64, step: f64) -> Scale {
        Scale::new(least, most, step).expect("a scale")
    }

    #[test]
    fn steps_stay_on_the_scale_and_between_its_bounds() {
        use Step::*;
        let (ten, tenth, odd) = (
            scale(0.0, 10.0, 1.0),
            scale(0.0, 1.0, 0.1),
            scale(1.0, 10.0, 4.0),
        );
        for (scale, value, step, after) in [
            (ten, None, More, 0.0),
            (ten, None, Less, 10.0),
            (ten, Some(9.0), More, 10.0),
            (ten, Some(10.0), More, 10.0),
            (ten, Some(0.0), Less, 0.0),
            (ten, Some(3.0), Most, 10.0),
            (ten, Some(3.0), Least, 0.0),
            (tenth, Some(0.2), More, 0.3),
            (tenth, Some(0.8), Less, 0.7),
            (odd, Some(9.0), More, 10.0),
            (odd, Some(10.0), Less, 9.0),
            (odd, Some(9.0), Less, 5.0),
            (scale(0.0, 100.0, 1.0), Some(45.0), MuchMore, 55.0),
            (scale(0.0, 100.0, 1.0), Some(4.0), MuchLess, 0.0),
            (scale(-5.0, 5.0, 0.5), Some(-4.5), MuchLess, -5.0),
        ] {
            assert_eq!(
                scale.stepped(value, step),
                after,
                "{scale:?} {value:?} {step:?}"
            );
        }
    }

    #[test]
    fn what_is_no_scale_is_refused() {
        for (least, most, step) in [
            (0.0, 0.0, 1.0),
            (5.0, 1.0, 1.0),
            (0.0, 1.0, 0.0),
            (0.0, 1.0, -1.0),
            (0.0, f64::INFINITY, 1.0),
            (f64::NAN, 1.0, 1.0),
            (0.0, 1.0, f64::MIN_POSITIVE),
        ] {
            assert_eq!(Scale::new(least, most, step), None, "{least} {most} {step}");
        }
    }

    #[test]
    fn numbers_are_written_as_finely_as_the_steps() {
        assert_eq!(scale(0.0, 1.0, 0.25).written(0.5), "0.50");
        assert_eq!(scale(0.0, 10.0, 1.0).written(7.0), "7");
    }

    #[test]
    fn typed_digits_make_a_number() {
        use Pressed::{Begun, NoPart, Number, OffScale};
        for (scale, typed, made, unfinished) in [
            (
                scale(0.0, 100.0, 1.0),
                "42",
                &[Number(4.0), Number(42.0)][..],
                None,
            ),
            (
                scale(0.0, 10.0, 1.0),
                "57",
                &[Number(5.0), Number(7.0)],
                None,
            ),
            (scale(10.0, 60.0, 1.0), "25", &[Begun, Number(25.0)], None),
            (
                scale(0.0, 5.0, 0.5),
                "1.5",
                &[Number(1.0), Number(1.0), Number(1.5)],
                None,
            ),
            (scale(-5.0, 5.0, 1.0), "-3", &[Begun, Number(-3.0)], None),
            (scale(0.0, 9.0, 1.0), "x", &[NoPart], None),
            (
                scale(1.0, 5.0, 1.0),
                "394",
                &[Number(3.0), OffScale, Number(4.0)],
                None,
            ),
            (
                scale(1000.0, 90000.0, 1000.0),
                "45",
                &[Begun, Begun],
                Some("45"),
            ),
        ] {
            let mut digits = Digits::default();
            let presses = typed.split("").filter(|key| !key.is_empty());
            let said: Vec<_> = presses.map(|key| digits.press(key, &scale)).collect();
            assert_eq!(said, made, "{typed}");
            assert_eq!(digits.unfinished(&scale), unfinished, "{typed}");
        }
    }

    proptest! {
        #[test]
        fn no_walk_leaves_the_scale(least in -50.0..50.0, way in 0.5..200.0, step in 0.01..60.0, acts in proptest::collection::vec(0_usize..6, 0..40)) {
            let scale = scale(least, least + way, step);
            let mut value = None;
            for act in acts {
                let before = value;
                let now = scale.stepped(value, Step::ALL[act].0);
                prop_assert!(now >= scale.least() - 1e-6 && now <= scale.most() + 1e-6);
                if let (Some(before), Step::Less) = (before, Step::ALL[act].0) {
                    prop_assert!(now < before || (before - scale.least()).abs() < 1e-6);
                }
                value = Some(now);
            }
        }
    }
}
