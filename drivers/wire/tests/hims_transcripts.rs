//! Conversations with HIMS devices, as text.
//!
//! `120 < …` comes from the device, `120 show …` from the program, `120 wait` lets time pass; those three are
//! played. `120 > …` was sent and `120 ! …` was told by the machine; the test holds the whole text against what
//! it did. `00*32` is 32 times the byte 00.

use maru_wire::hims;
use maru_wire::{Device, Machine, Moment, Output};
use words::words;

#[path = "common/words.rs"]
mod words;

#[test]
fn identifies_a_braille_sense_and_writes_cells() {
    check(
        "0 > 1C 53 58 1F
         20 < 1C 53 58 1F
         20 > FB FB 01 F0 20 00 00*32 F1 F2 00*2 F3 00*4 D7 FD FD
         60 < FA 02 01 04 00*4 FC FB
         60 ! ready HIMS Braille Sense, 4 cells
         60 > FC FC 01 F0 04 00 00*4 F1 F2 00*2 F3 00*4 BD FD FD
         200 show 01 02
         200 > FC FC 01 F0 04 00 01 02 00*2 F1 F2 00*2 F3 00*4 C0 FD FD",
    );
}

#[test]
fn takes_the_usual_count_of_old_firmware_after_three_questions() {
    check(
        "0 > 1C 53 58 1F
         300 > 1C 51 58 1F
         310 < 1C 51 58 1F
         310 > FB FB 01 F0 20 00 00*32 F1 F2 00*2 F3 00*4 D7 FD FD
         810 > FB FB 01 F0 20 00 00*32 F1 F2 00*2 F3 00*4 D7 FD FD
         1310 > FB FB 01 F0 20 00 00*32 F1 F2 00*2 F3 00*4 D7 FD FD
         1810 ! ready HIMS Braille Sense QWERTY, 32 cells
         1810 > FC FC 01 F0 20 00 00*32 F1 F2 00*2 F3 00*4 D9 FD FD
         1900 wait",
    );
}

#[test]
fn takes_a_device_that_answers_both_bs_and_be_for_an_edge() {
    check(
        "0 > 1C 53 58 1F
         300 > 1C 51 58 1F
         600 > 1C 4C 58 1F
         900 > 1C 42 53 1F
         905 < 1C 42 53 1F
         905 > 1C 42 45 1F
         910 < 1C 42 45 1F
         910 > FB FB 01 F0 20 00 00*32 F1 F2 00*2 F3 00*4 D7 FD FD
         920 < FA 02 01 02 00*4 FA FB
         920 ! ready HIMS Braille EDGE, 2 cells
         920 > FC FC 01 F0 02 00 00*2 F1 F2 00*2 F3 00*4 BB FD FD",
    );
}

#[test]
fn knows_a_two_key_sense_by_its_silence_after_bs() {
    check(
        "0 > 1C 53 58 1F
         300 > 1C 51 58 1F
         600 > 1C 4C 58 1F
         900 > 1C 42 53 1F
         905 < 1C 42 53 1F
         905 > 1C 42 45 1F
         1205 > FB FB 01 F0 20 00 00*32 F1 F2 00*2 F3 00*4 D7 FD FD
         1210 < FA 02 01 01 00*4 F9 FB
         1210 ! ready HIMS Braille Sense (two panning keys), 1 cells
         1210 > FC FC 01 F0 01 00 00 F1 F2 00*2 F3 00*4 BA FD FD
         1300 < FA 01 01 00*2 20 00*2 17 FB
         1300 ! pressed Backward = PanLeft",
    );
}

#[test]
fn knows_a_syncbraille_by_its_count_alone() {
    check(
        "0 > 1C 53 58 1F
         300 > 1C 51 58 1F
         600 > 1C 4C 58 1F
         900 > 1C 42 53 1F
         1200 > 1C 42 45 1F
         1500 > FB FB 01 F0 20 00 00*32 F1 F2 00*2 F3 00*4 D7 FD FD
         1510 < FA 02 01 03 00*4 FB FB
         1510 > 1C 53 58 1F
         1810 > 1C 51 58 1F
         2110 > 1C 4C 58 1F
         2410 > 1C 42 53 1F
         2710 > 1C 42 45 1F
         3010 ! ready HIMS SyncBraille, 3 cells
         3010 > FC FC 01 F0 03 00 00*3 F1 F2 00*2 F3 00*4 BC FD FD
         3100 < FA 01 01 00*2 10 00*2 07 FB
         3100 ! pressed LeftScrollUp = LineUp",
    );
}

#[test]
fn a_lost_echo_makes_no_syncbraille_of_a_braille_sense() {
    check(
        "0 > 1C 53 58 1F
         300 > 1C 51 58 1F
         600 > 1C 4C 58 1F
         900 > 1C 42 53 1F
         1200 > 1C 42 45 1F
         1500 > FB FB 01 F0 20 00 00*32 F1 F2 00*2 F3 00*4 D7 FD FD
         1510 < FA 02 01 03 00*4 FB FB
         1510 > 1C 53 58 1F
         1520 < 1C 53 58 1F
         1520 > FB FB 01 F0 20 00 00*32 F1 F2 00*2 F3 00*4 D7 FD FD
         1530 < FA 02 01 03 00*4 FB FB
         1530 ! ready HIMS Braille Sense, 3 cells
         1530 > FC FC 01 F0 03 00 00*3 F1 F2 00*2 F3 00*4 BC FD FD",
    );
}

#[test]
fn tells_of_silence_once_rests_and_asks_again() {
    check(
        "0 > 1C 53 58 1F
         300 > 1C 51 58 1F
         600 > 1C 4C 58 1F
         900 > 1C 42 53 1F
         1200 > 1C 42 45 1F
         1500 > FB FB 01 F0 20 00 00*32 F1 F2 00*2 F3 00*4 D7 FD FD
         2000 > FB FB 01 F0 20 00 00*32 F1 F2 00*2 F3 00*4 D7 FD FD
         2500 > FB FB 01 F0 20 00 00*32 F1 F2 00*2 F3 00*4 D7 FD FD
         3000 ! trouble the display does not answer: switch it on; if it has a menu, set it to 'terminal' or 'screen reader'
         5000 > 1C 53 58 1F
         5010 < 1C 53 58 1F
         5010 > FB FB 01 F0 20 00 00*32 F1 F2 00*2 F3 00*4 D7 FD FD",
    );
}

#[test]
fn asks_at_once_when_a_device_wakes_during_the_rest() {
    check(
        "0 > 1C 53 58 1F
         300 > 1C 51 58 1F
         600 > 1C 4C 58 1F
         900 > 1C 42 53 1F
         1200 > 1C 42 45 1F
         1500 > FB FB 01 F0 20 00 00*32 F1 F2 00*2 F3 00*4 D7 FD FD
         2000 > FB FB 01 F0 20 00 00*32 F1 F2 00*2 F3 00*4 D7 FD FD
         2500 > FB FB 01 F0 20 00 00*32 F1 F2 00*2 F3 00*4 D7 FD FD
         3000 ! trouble the display does not answer: switch it on; if it has a menu, set it to 'terminal' or 'screen reader'
         3050 < 7E
         3100 < FA 01 01 00 01 00*3 F8 FB
         3100 > 1C 53 58 1F",
    );
}

/// The whole conversation of a Smart Beetle: keys, routing, damage, pace, silence.
#[test]
fn works_with_a_smart_beetle() {
    check(
        "0 > 1C 53 58 1F
         300 > 1C 51 58 1F
         600 > 1C 4C 58 1F
         601 < 1C 4C 58 1F
         601 > FB FB 01 F0 20 00 00*32 F1 F2 00*2 F3 00*4 D7 FD FD
         610 < FA 02 01 0E 00*4 06 FB
         610 ! ready HIMS Smart Beetle, 14 cells
         610 > FC FC 01 F0 0E 00 00*14 F1 F2 00*2 F3 00*4 C7 FD FD
         620 show 01
         630 show 02
         650 > FC FC 01 F0 0E 00 02 00*13 F1 F2 00*2 F3 00*4 C9 FD FD
         700 show 02
         710 < FA 01 01 00 09 01 00*2 01 FB
         710 ! pressed Space+Dot1+Dot4 = none
         720 < FA 01 01 00 22 01 00*2 1A FB
         720 ! pressed Space+Dot2+Dot6 = Back
         730 < FA 00 01 0D 00*4 03 FB
         730 ! routing 13
         740 < FA 00 01 0E 00*4 04 FB
         750 < FA 01 01 00 01 00*3 F9 FB
         760 < FA 01 01 00 81 00*3 78 FB
         760 ! pressed Dot1+Dot8 = Dots
         20000 < FA 01 01 00 80 00*3 77 FB
         20000 ! pressed Dot8 = Enter
         20000 > FC FC 01 F0 0E 00 02 00*13 F1 F2 00*2 F3 00*4 C9 FD FD",
    );
}

fn check(expected: &str) {
    let expected: Vec<String> = expected.lines().map(|line| expanded(line.trim())).collect();
    let mut talk = Talk::begin();
    for line in &expected {
        let mut words = line.split(' ');
        let at = words
            .next()
            .and_then(|word| word.parse().ok())
            .expect("a time");
        let kind = words.next().expect("a kind");
        if matches!(kind, "<" | "show" | "wait") {
            talk.advance(Moment::from_millis(at));
            talk.log.push(line.clone());
            let bytes = unhex(words);
            match kind {
                "<" => talk.machine.handle_bytes(&bytes, talk.now),
                "show" => talk.machine.show(&bytes, talk.now),
                _ => talk.machine.handle_timeout(talk.now),
            }
            talk.poll();
        } else {
            talk.advance(Moment::from_millis(at));
        }
    }
    assert_eq!(talk.log, expected);
}

struct Talk {
    machine: Machine,
    now: Moment,
    wake: Option<Moment>,
    log: Vec<String>,
}

impl Talk {
    fn begin() -> Talk {
        let now = Moment::ZERO;
        let machine = hims::machine(now);
        let mut talk = Talk {
            machine,
            now,
            wake: None,
            log: Vec::new(),
        };
        talk.poll();
        talk
    }

    fn advance(&mut self, to: Moment) {
        while let Some(wake) = self.wake.filter(|wake| *wake <= to) {
            self.now = wake;
            self.machine.handle_timeout(wake);
            self.poll();
        }
        self.now = to;
    }

    fn poll(&mut self) {
        loop {
            let said = match self.machine.poll_output() {
                Output::Send(bytes) => format!("> {}", hex(&bytes)),
                Output::Event(event) => format!("! {}", words(&event)),
                Output::Set(setting) => format!("! set {setting}"),
                Output::WakeAt(moment) => {
                    self.wake = moment;
                    return;
                }
            };
            self.log.push(format!("{} {said}", self.now));
        }
    }
}

fn hex(bytes: &[u8]) -> String {
    let words: Vec<String> = bytes.iter().map(|byte| format!("{byte:02X}")).collect();
    words.join(" ")
}

fn unhex<'a>(words: impl Iterator<Item = &'a str>) -> Vec<u8> {
    words
        .map(|word| u8::from_str_radix(word, 16).expect("a byte"))
        .collect()
}

/// Writes `00*3` as `00 00 00`.
fn expanded(line: &str) -> String {
    let word = |word: &str| match word.split_once('*') {
        Some((byte, count)) => vec![byte; count.parse().expect("a count")].join(" "),
        None => word.to_owned(),
    };
    line.split(' ').map(word).collect::<Vec<_>>().join(" ")
}
