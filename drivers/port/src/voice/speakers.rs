//! Which synthesizer speaks which language.

use std::collections::BTreeMap;

use super::text::language_for;
use super::{Chosen, VoiceName};

/// More voices than this of one synthesizer are not looked at.
const VOICES_MAX: usize = 20_000;

/// Who says something.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Speaker {
    /// The synthesizer.
    pub module: String,
    /// Its voice, if the person chose one.
    pub voice: Option<String>,
    /// The language as it knows it; none if the tag was no tag.
    pub language: Option<String>,
}

impl Speaker {
    /// Whether it reads Hangul letter by letter.
    pub fn reads_letters(&self) -> bool {
        is_espeak(&self.module)
    }
}

/// Whether it is espeak-ng itself: it knows every language that Maru does, and its list of voices is long.
pub(super) fn is_espeak(module: &str) -> bool {
    module.starts_with("espeak") && !module.contains("mbrola")
}

/// A voice as the daemon lists it: `249-NAME<tab>LANGUAGE<tab>VARIANT`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Listed {
    pub name: String,
    pub language: String,
}

/// The voices of the daemon's answer. The variants of a voice, of which espeak-ng has a hundred for each, are left out.
pub(super) fn listed(answer: &str) -> Vec<Listed> {
    let voice = |line: &str| {
        let mut fields = line.trim_end().strip_prefix("249-")?.split('\t');
        let (name, language) = (fields.next()?, fields.next()?);
        // Other synthesizers tell there whether it is a man's voice.
        let variant = fields.next().unwrap_or_default();
        let is_plain = variant.is_empty() || !name.ends_with(&format!("+{variant}"));
        let fits = !name.is_empty() && !name.contains(char::is_control);
        (is_plain && fits).then(|| Listed {
            name: name.to_owned(),
            language: language.to_owned(),
        })
    };
    answer.lines().take(VOICES_MAX).filter_map(voice).collect()
}

/// Whether a voice of one language can say what is in another.
fn speaks(voice: &str, wanted: &str) -> bool {
    let primary = |tag: &str| match tag.split(['-', '_']).next().unwrap_or(tag) {
        tag @ ("zh" | "cmn" | "yue") => (if tag == "yue" { "yue" } else { "zh" }).to_owned(),
        tag => tag.to_ascii_lowercase(),
    };
    let (voice, wanted) = (primary(voice), primary(wanted));
    voice == wanted || (wanted == "zh" && voice == "yue")
}

/// What is known of a daemon's synthesizers.
#[derive(Debug, Default)]
pub(super) struct Speakers {
    /// All of them.
    pub modules: Vec<String>,
    /// The voices of those that were asked. A synthesizer that lists none may speak anything.
    pub voices: BTreeMap<String, Vec<Listed>>,
    /// What the person chose.
    pub chosen: Chosen,
}

impl Speakers {
    /// Who speaks a language: the voice that was chosen, else `usual`, else another that can. None if nobody can.
    pub fn speaker(&self, tag: &str, usual: &str) -> Option<Speaker> {
        let of = |module: &str, voice: Option<String>| Speaker {
            module: module.to_owned(),
            voice,
            language: language_for(tag, is_espeak(module)),
        };
        let primary = tag.split('-').next().unwrap_or(tag);
        let chosen = self.chosen.get(primary);
        if let Some(voice) = chosen.filter(|voice| self.modules.contains(&voice.module)) {
            return Some(of(&voice.module, Some(voice.name.clone())));
        }
        let knows = |module: &&str| {
            is_espeak(module)
                || self.voices.get(*module).is_none_or(|voices| {
                    voices.is_empty() || voices.iter().any(|voice| speaks(&voice.language, tag))
                })
        };
        let others = self.modules.iter().map(String::as_str);
        let mut all = std::iter::once(usual).chain(others);
        all.find(knows).map(|module| of(module, None))
    }

    /// The voices for a language, of all synthesizers.
    pub fn for_language(&self, tag: &str) -> Vec<VoiceName> {
        let of_module = |(module, voices): (&String, &Vec<Listed>)| {
            let own = voices.iter().filter(|voice| speaks(&voice.language, tag));
            let named = own.map(|voice| VoiceName {
                module: module.clone(),
                name: voice.name.clone(),
            });
            named.collect::<Vec<_>>()
        };
        self.voices.iter().flat_map(of_module).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const FESTIVAL: &str =
        "249-kal_diphone\ten\tnone\r\n249-Heo\tko-KR\tnone\r\n249 OK VOICE LIST SENT\r\n";

    fn speakers() -> Speakers {
        let names = ["flite", "festival", "espeak-ng"];
        let flite = "249-slt\ten-US\tnone\r\n249 OK VOICE LIST SENT\r\n";
        Speakers {
            modules: names.map(str::to_owned).to_vec(),
            voices: [("flite", flite), ("festival", FESTIVAL)]
                .map(|(name, list)| (name.to_owned(), listed(list)))
                .into(),
            chosen: Chosen::new(),
        }
    }

    fn module(speakers: &Speakers, tag: &str) -> Option<String> {
        speakers.speaker(tag, "flite").map(|speaker| speaker.module)
    }

    #[test]
    fn the_usual_one_speaks_what_it_can_and_another_one_the_rest() {
        let mut all = speakers();
        assert_eq!(module(&all, "en").as_deref(), Some("flite"));
        assert_eq!(module(&all, "ko").as_deref(), Some("festival"));
        assert_eq!(module(&all, "vi").as_deref(), Some("espeak-ng"));
        let chinese = all.speaker("zh-Hans", "flite").expect("somebody speaks it");
        assert_eq!(chinese.language.as_deref(), Some("cmn-latn-pinyin"));
        all.modules.pop();
        assert_eq!(module(&all, "vi"), None, "nobody speaks it");
    }

    #[test]
    fn the_voice_that_was_chosen_speaks_while_it_is_there() {
        let mut all = speakers();
        let voice = VoiceName {
            module: "espeak-ng".to_owned(),
            name: "Korean".to_owned(),
        };
        all.chosen.insert("ko".to_owned(), voice);
        let speaker = all.speaker("ko-KR", "flite").expect("it is there");
        assert_eq!(
            (speaker.module.as_str(), speaker.voice.as_deref()),
            ("espeak-ng", Some("Korean"))
        );
        assert!(speaker.reads_letters());
        all.modules.pop();
        assert_eq!(module(&all, "ko").as_deref(), Some("festival"));
    }

    #[test]
    fn lists_are_read_without_variants_and_rubbish() {
        let answer = "249-Korean\tko\tnone\r\n249-Korean+Adam\tko\tAdam\r\n249-\tko\tnone\r\n249-x\r\nrubbish\r\n249-A\u{1b}B\tko\tnone\r\n249-Heo\tko\tFEMALE1\r\n249 OK VOICE LIST SENT\r\n";
        let names: Vec<String> = listed(answer).into_iter().map(|voice| voice.name).collect();
        assert_eq!(names, ["Korean", "Heo"]);
        assert!(speaks("cmn-latn-pinyin", "zh-Hans") && speaks("yue", "zh") && !speaks("en", "ko"));
    }
}
