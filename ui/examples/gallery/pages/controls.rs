//! Numbers, orders and pictures.

use super::Maker;
use maru_page::{ImageId, Kind, Node, Page, Scale};

/// The picture that is there; another is not.
pub const IMAGE: &str = "stripes";

impl Maker {
    pub fn range(&self) -> Page {
        let number = |id: &str, value: Option<f64>, label: (&str, &str), words: (&str, &str)| {
            let scale = Scale::new(0.0, 10.0, 1.0)?;
            let kind = Kind::Range {
                value,
                scale,
                text: self.text(words.0, words.1),
            };
            Some(Node::new(id, kind, self.text(label.0, label.1)))
        };
        let pain = ("얼마나 아프세요?", "How much does it hurt?");
        let rooms = ("방은 몇 개인가요?", "How many rooms are there?");
        let body = [
            Some(self.progress(2)),
            number("pain", Some(7.0), pain, ("7점", "7 points")),
            number("rooms", None, rooms, ("", "")),
        ];
        let body = body.into_iter().flatten().collect();
        self.page("range", pain, "pain", body, Some(("다음", "Continue")))
    }

    pub fn rank(&self) -> Page {
        let items = [
            ("버스", "Bus", Some(2)),
            ("지하철", "Underground", Some(1)),
            ("자전거", "Bicycle", None),
            ("걷기", "On foot", Some(3)),
        ];
        let items = items.into_iter().enumerate();
        let items = items.map(|(index, (korean, english, place))| {
            let kind = Kind::Rank { place };
            let id = format!("item-{index}");
            Node::new(id.as_str(), kind, self.text(korean, english)).at(index + 1, 4)
        });
        let body = std::iter::once(self.progress(3)).chain(items).collect();
        let title = (
            "자주 이용하는 순서대로 고르세요",
            "Choose in the order of how often you use them",
        );
        self.page("rank", title, "item-0", body, Some(("다음", "Continue")))
    }

    pub fn image(&self) -> Page {
        let image = |id: &str, label| {
            let image = ImageId(id.into());
            Node::new(id, Kind::Image { image }, label)
        };
        let lost = self.text(
            "구청 앞 지도 (그림을 찾지 못함)",
            "Map of the district office (not found)",
        );
        let body = vec![
            self.progress(4),
            image(IMAGE, self.text("줄무늬 그림", "Stripes")),
            image("lost", lost),
        ];
        let title = ("여기가 맞나요?", "Is this the place?");
        self.page("image", title, IMAGE, body, Some(("다음", "Continue")))
    }
}
