//! Texts of the form, filled in and in the session's language.

use std::borrow::Cow;

use jiff::civil::Time;

use crate::definition::{Forms, Media, Part, Text};
use crate::rich::Rich;
use crate::xpath::expression::{Compiled, Expression};
use crate::xpath::moment::{Moment, parse_time};
use crate::xpath::{Context, Evaluator};

/// The forms of a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Form {
    Plain,
    Guidance,
    Short,
}

/// pyxform writes this where a translation is missing.
const MISSING: &str = "-";

impl<'a> Evaluator<'a> {
    /// A text in the plain form.
    pub(crate) fn rich(&self, text: &'a Text, context: &Context) -> Rich {
        self.rich_form(text, context, Form::Plain)
            .unwrap_or_default()
    }

    /// A text in some form, if it has that.
    pub(crate) fn rich_form(&self, text: &'a Text, context: &Context, form: Form) -> Option<Rich> {
        let filled = match text {
            Text::Parts(parts) => (form == Form::Plain).then(|| self.fill(parts, context))?,
            Text::Computed(compiled) if form == Form::Plain => self
                .evaluate_text(&compiled.expression, context)
                .into_owned(),
            Text::Computed(_) => return None,
            Text::Itext(number) => self.itext(*number, context, form)?,
        };
        Some(Rich::new(&filled))
    }

    /// An itext as an expression sees it: with its marks, which a label that shows it takes out.
    pub(crate) fn itext_source(&self, number: usize, context: &Context) -> String {
        self.itext(number, context, Form::Plain)
            .map(|text| Rich::new(&text).source().to_string())
            .unwrap_or_default()
    }

    /// In the session's language, else in the default one, else in the first that has it.
    fn itext(&self, number: usize, context: &Context, form: Form) -> Option<String> {
        let mut languages = self.languages_of(number);
        let found =
            languages.find_map(|forms| parts_of(forms, form).filter(|parts| !is_missing(parts)));
        found.map(|parts| self.fill(parts, context))
    }

    /// A text in all languages: the session's first, then the default one.
    fn languages_of(&self, number: usize) -> impl Iterator<Item = &'a Forms> {
        let languages = &self.form.itext.languages;
        let own = self.language.and_then(|own| languages.get(own));
        let all = own.into_iter().chain(languages);
        all.filter_map(move |texts| texts.get(&number))
    }

    /// The pictures and recordings of a text, in the session's language.
    pub(crate) fn media(&self, text: &Text) -> Media {
        match text {
            Text::Itext(number) => self.media_of(*number),
            Text::Parts(_) | Text::Computed(_) => Media::default(),
        }
    }

    /// The same of a text that an expression names for an item of a list.
    pub(crate) fn item_media(&self, label: &'a Expression, context: &Context) -> Media {
        let Expression::Call(function, arguments) = label else {
            return Media::default();
        };
        let id = match arguments.as_ref() {
            [id] if function.name == "jr:itext" => self.evaluate_text(id, context),
            _ => return Media::default(),
        };
        let number = self.form.itext.ids.get(&*id);
        number.map_or_else(Media::default, |&number| self.media_of(number))
    }

    /// A picture or a film of another language is better than none; a recording says the words of its language, so it
    /// is that of the words shown, or one that has no words beside it.
    fn media_of(&self, number: usize) -> Media {
        let mut media = Media::default();
        let mut is_worded = false;
        for forms in self.languages_of(number) {
            let has_words = parts_of(forms, Form::Plain).is_some_and(|parts| !is_missing(parts));
            let own = &forms.media;
            if media.image.is_none() && media.big_image.is_none() {
                media.image.clone_from(&own.image);
                media.big_image.clone_from(&own.big_image);
            }
            if media.audio.is_none() && !(is_worded && has_words) {
                media.audio.clone_from(&own.audio);
            }
            if media.video.is_none() {
                media.video.clone_from(&own.video);
            }
            is_worded |= has_words;
        }
        media
    }

    /// What stands in a text for an expression. A moment and a time are stored to the thousandth of a second and with
    /// their offset; people read days, hours and minutes, here where they are.
    fn legible(&self, compiled: &'a Compiled, context: &Context) -> Cow<'a, str> {
        let text = self.evaluate_text(&compiled.expression, context);
        let hours = |time: Time| format!("{:02}:{:02}", time.hour(), time.minute());
        match Moment::parse(&text) {
            Some(moment @ Moment::Instant(..)) => {
                let wall = moment.wall(self.zone());
                format!("{} {}", wall.date(), hours(wall.time())).into()
            }
            Some(Moment::Day(_)) => text,
            None => match parse_time(text.trim()) {
                Some((time, Some(_))) => hours(time).into(),
                _ => text,
            },
        }
    }

    fn fill(&self, parts: &'a [Part], context: &Context) -> String {
        /// Texts may name texts, which may name them again.
        const DEPTH_MAX: u32 = 4;
        const LENGTH_MAX: usize = 1_000_000;
        let depth = self.text_depth.get();
        let mut filled = String::new();
        self.text_depth.set(depth + 1);
        for part in parts {
            let text = match part {
                Part::Words(words) => Cow::Borrowed(&**words),
                Part::Output(_) if depth >= DEPTH_MAX => continue,
                Part::Output(compiled) => self.legible(compiled, context),
            };
            if filled.len() + text.len() > LENGTH_MAX {
                break;
            }
            filled.push_str(&text);
        }
        self.text_depth.set(depth);
        filled
    }
}

fn parts_of(forms: &Forms, form: Form) -> Option<&[Part]> {
    match form {
        Form::Plain => forms.plain.as_deref().or(forms.short.as_deref()),
        Form::Guidance => forms.guidance.as_deref(),
        Form::Short => forms.short.as_deref(),
    }
}

fn is_missing(parts: &[Part]) -> bool {
    match parts {
        [] => true,
        [Part::Words(words)] => matches!(words.trim(), "" | MISSING),
        _ => false,
    }
}
