//! The PC repair form in Korean with ten fingers: neither seen nor heard. The program as it is, a display at the end of a
//! cable, a city that takes what is sent. What a finger does not find on the display is not known here either.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

use maru_braille_ko::{Grade, emboss};
use maru_port::braille::simulated::PtyDisplay;
use maru_tests::{
    city_server::{CityServer, FormOffer, Options},
    process::{Launch, Process},
    walk,
};
use maru_wire::{Chord, Key, hims::Model};
use std::{fmt::Write as _, path::Path, time::Duration};

/// Longer than anything takes.
const PATIENCE: Duration = Duration::from_secs(60);
/// Longer than a line takes to reach the display; at the end of a page no line comes.
const A_MOMENT: Duration = Duration::from_secs(1);

/// A person at a display.
struct Fingers {
    display: PtyDisplay,
    /// What was pressed, and the line after it.
    story: String,
}

fn cells(text: &str) -> String {
    let cells = emboss(text, Grade::One).cells.into_iter();
    cells
        .filter_map(|cell| char::from_u32(0x2800 + u32::from(cell)))
        .collect()
}

impl Fingers {
    fn felt(&self) -> String {
        self.display.text()
    }

    /// Presses keys, and feels the line that comes.
    fn press(&mut self, keys: &str) -> &mut Fingers {
        let before = self.felt();
        let chord: Chord = keys.parse().unwrap();
        let pressed: Vec<Key> = chord.keys().collect();
        assert!(self.display.press(&pressed), "the display lacks {keys}");
        self.display
            .wait_until(A_MOMENT, |display| display.text() != before);
        let _ = writeln!(self.story, "{keys:<14} {}", self.felt());
        self
    }

    fn feels(&self, part: &str) -> bool {
        self.felt().contains(part)
    }

    /// Waits until something is felt.
    fn waits_for(&mut self, text: &str) {
        let part = cells(text);
        let came = self
            .display
            .wait_until(PATIENCE, |display| display.text().contains(&part));
        assert!(came, "{text} ({part}) is never felt:\n{}", self.story);
        let _ = writeln!(self.story, "{:<14} {}", "", self.felt());
    }

    /// Goes on from thing to thing until the line has these words.
    fn looks_for(&mut self, text: &str) -> &mut Fingers {
        self.until_felt(text, "Space+Dot4")
    }

    /// Goes along the line, and on to the next thing, until these words are felt.
    fn reads_to(&mut self, text: &str) -> &mut Fingers {
        self.until_felt(text, "RightScrollDown")
    }

    fn until_felt(&mut self, text: &str, keys: &str) -> &mut Fingers {
        let part = cells(text);
        for _ in 0..60 {
            if self.feels(&part) {
                return self;
            }
            self.press(keys);
        }
        panic!("{text} ({part}) is not on the page:\n{}", self.story);
    }

    /// Chooses a thing and goes on.
    fn chooses(&mut self, text: &str) -> &mut Fingers {
        self.looks_for(text).press("Dot8").press("Dot8")
    }

    /// Of several things one; then on.
    fn ticks(&mut self, text: &str) -> &mut Fingers {
        self.reads_to(text).press("Space");
        self.looks_for("다음 단추").press("Dot8")
    }

    /// Types cells; a blank one is the space bar.
    fn types(&mut self, cells: &str) -> &mut Fingers {
        for pattern in cells.chars() {
            let cell = u32::from(pattern) - 0x2800;
            let dots: Vec<String> = (0..6)
                .filter(|dot| cell >> dot & 1 == 1)
                .map(|dot| format!("Dot{}", dot + 1))
                .collect();
            match dots.as_slice() {
                [] => self.press("Space"),
                dots => self.press(&dots.join("+")),
            };
        }
        self
    }

    /// Both hands on the line: it moves on without a key, twice.
    fn reads_on_by_itself(&mut self) -> &mut Fingers {
        self.press("Space+Dot1+Dot2+Dot4+Dot5");
        for _ in 0..2 {
            let before = self.felt();
            let moved = self
                .display
                .wait_until(PATIENCE, |display| display.text() != before);
            assert!(moved, "it stands: {}", self.story);
            let _ = writeln!(self.story, "{:<14} {}", "by itself", self.felt());
        }
        self
    }

    /// Presses the routing key above the first cell of these.
    fn routes_to(&mut self, cells: &str) -> &mut Fingers {
        let felt = self.felt();
        let byte = felt
            .find(cells)
            .unwrap_or_else(|| panic!("no {cells} in {felt}"));
        let cell = felt[..byte].chars().count();
        self.display.route(u8::try_from(cell).unwrap());
        self.display
            .wait_until(A_MOMENT, |display| display.text() != felt);
        let _ = writeln!(self.story, "routing {cell:<6} {}", self.felt());
        self
    }
}

/// A city that takes the form, and a Maru with a display and nothing else.
fn begin(folder: &Path) -> (CityServer, Launch, Process, Fingers) {
    let xml = std::fs::read(walk::city().join("forms/pc_repair.xml")).unwrap();
    let mut options = Options::new(folder.join("city"));
    options.forms = vec![FormOffer::from_xml(xml).unwrap()];
    let server = CityServer::start(options).unwrap();
    let link = folder.join("display");
    let display = PtyDisplay::plug_model(&link, Model::BrailleSense).unwrap();
    let mut launch = Launch::new(&folder.join("home")).server(&server.base_url());
    launch.arguments = ["--lang", "ko", "--no-speech", "--braille"]
        .map(str::to_owned)
        .to_vec();
    launch.arguments.push(format!("hims@{}", link.display()));
    let maru = launch.headless();
    let fingers = Fingers {
        display,
        story: String::new(),
    };
    (server, launch, maru, fingers)
}

#[test]
fn a_broken_computer_is_told_of_and_sent_by_braille_alone() {
    let folder = tempfile::tempdir().unwrap();
    let (server, mut launch, maru, mut fingers) = begin(folder.path());
    fingers.waits_for("점자 단말기");
    // The first start: the language as it is, what one needs, the letters as they are.
    fingers.press("Dot8");
    fingers.looks_for("다음 단추").press("Dot8").press("Dot8");
    fingers.looks_for("도움 받기").press("Dot8");
    fingers.looks_for("고장").press("Dot8");
    fingers.chooses("제가 샀어요");
    fingers.looks_for("다음 단추").press("Dot8");
    fingers.ticks("그 밖의 것");
    // 자판이 안 눌러요: the vowel of 러 is wrong. A finger finds it, the key above puts the caret behind it.
    fingers.types("⠨⠣⠙⠣⠒⠕⠀⠣⠒⠀⠉⠍⠂⠐⠎⠬");
    assert!(fingers.feels("⠐⠎⣬"), "{}", fingers.story);
    fingers.routes_to("⣬").press("Dot7").types("⠱");
    assert!(fingers.feels("⣐⣱"), "{}", fingers.story);
    fingers.press("Dot8");
    fingers.chooses("아니요");
    fingers.chooses("제가 가져갈게요");
    fingers.chooses("점자도서관");
    fingers.ticks("월요일");
    fingers.ticks("오전");
    fingers.types("⠈⠕⠢⠑⠕⠒⠨⠕").press("Dot8");
    fingers.types("⠼⠚⠁⠚⠤⠼⠁⠃⠉⠙⠤⠼⠑⠋⠛⠓").press("Dot8");
    fingers.looks_for("저장하고 보내기").press("Dot8");
    fingers.waits_for("시가 받았습니다");
    fingers.reads_on_by_itself().press("Space+Dot4");
    println!("{}", fingers.story);
    let stored = server.submissions();
    assert_eq!(stored.len(), 1, "it is sent once");
    let xml = String::from_utf8(stored[0].xml.clone()).unwrap();
    for answer in ["자판이 안 눌려요", "김민지", "010-1234-5678"] {
        assert!(xml.contains(answer), "{answer} is not in {xml}");
    }
    maru.leave();
    // The same answers, the receipt and the empty form on paper.
    launch.arguments.truncate(3);
    for (what, holds) in [
        (["--record", "1"], "김민지"),
        (["--receipt", "1"], "시가 신청서를 받았습니다"),
        (["--form", "pc_repair"], "해당하는 분만 답해 주세요."),
    ] {
        let words = ["emboss", what[0], what[1], "--paper", "32x25"];
        let written = launch.run(&words);
        assert!(written.status.success(), "{written:?}");
        let brf = String::from_utf8(written.stdout).unwrap();
        // The last line of a sheet is its number.
        let sheets: Vec<Vec<&str>> = brf
            .split_terminator('\u{c}')
            .map(|sheet| sheet.split_terminator("\r\n").collect())
            .collect();
        assert!(sheets.iter().all(|sheet| sheet.len() == 25), "{brf}");
        assert!(sheets[0][24].trim_start().starts_with("#A"), "{brf}");
        assert!(brf.lines().all(|line| line.trim_end().len() <= 32), "{brf}");
        let text: String = brf.split_whitespace().collect::<Vec<_>>().join(" ");
        assert!(text.contains(&ascii(holds)), "no {holds} in {brf}");
    }
    let none = launch.run(&["emboss", "--record", "99"]);
    assert!(!none.status.success());
}

/// Words as embossers have them.
fn ascii(text: &str) -> String {
    const CELLS: &[u8] = b" A1B'K2L@CIF/MSP\"E3H9O6R^DJG>NTQ,*5<-U8V.%[$+X!&;:4\\0Z7(_?W]#Y)=";
    let cells = emboss(text, Grade::One).cells.into_iter();
    cells
        .map(|cell| char::from(CELLS[usize::from(cell & 0x3f)]))
        .collect()
}
