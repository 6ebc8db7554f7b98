//! The conversation with a Baum device.

use super::keys::{gestures, group};
use super::packet::{
    CELLS, ESCAPE, GET_IDENTITY, GET_SERIAL, POWER_DOWN, ROUTING_KEY, ROUTING_KEYS, from_device,
    packet, text_cells, unpack,
};
use crate::frame::Verdict;
use crate::presses::{Row, bits_up, places};
use crate::protocol::{Heard, Identity, Next, Protocol, Question, keys_of};
use crate::{Gestures, Key};

/// Its own 0.2 s, a slow adapter, and the time of the answer itself.
const ANSWER_WAIT_MS: u64 = 700;

/// What is known of a Baum device.
#[derive(Debug, Default)]
pub(super) struct Baum {
    name: Option<String>,
    /// All cells, status included.
    cells: Option<usize>,
    routing: Row,
    is_running: bool,
}

impl Baum {
    fn ready(&mut self) -> Option<Identity> {
        let cells = self.cells?;
        self.is_running = true;
        self.routing = Row::default();
        let name = self.name.clone();
        Some(Identity {
            model: name.unwrap_or_else(|| "Baum display".to_owned()),
            cells: text_cells(cells),
        })
    }

    fn handle_count(&mut self, count: usize) -> Option<Heard> {
        if count == 0 {
            return Some(Heard::Senseless);
        }
        if self.cells.replace(count) == Some(count) && self.is_running {
            // It did not get all cells of a write.
            return Some(Heard::Rewrite);
        }
        if self.name.is_none() && !self.is_running {
            // The name is on its way.
            return Some(Heard::Acted);
        }
        self.ready().map(Heard::Ready)
    }

    fn handle_name(&mut self, name: &[u8]) -> Option<Heard> {
        let printable = name.iter().filter(|byte| (0x20..0x7F).contains(*byte));
        let name: String = printable.map(|byte| char::from(*byte)).collect();
        self.name = Some(name.trim().to_owned());
        if self.is_running || self.cells.is_none() {
            return Some(Heard::Acted);
        }
        self.ready().map(Heard::Ready)
    }

    fn handle_routing(&mut self, row: impl IntoIterator<Item = bool>) -> Vec<Heard> {
        let pressed = self.routing.pressed(row);
        pressed.into_iter().map(Heard::Routing).collect()
    }

    fn handle_keys(&self, code: u8, arguments: &[u8]) -> Heard {
        let Some(table) = group(code) else {
            // Versions, modes, sensors: sound, and not for us.
            return Heard::Acted;
        };
        let low_first: Vec<u8> = arguments.iter().rev().copied().collect();
        let mut keys = keys_of(table, &places(bits_up(&low_first)));
        let has_orbit_space = self
            .name
            .as_ref()
            .is_some_and(|name| name.contains("Orbit"));
        for key in &mut keys {
            if has_orbit_space && *key == Key::Backspace {
                *key = Key::Space;
            }
        }
        // The short and the long packet of a side tell of the same keys.
        let group = match code {
            0x2C => 0x28,
            0x2D => 0x29,
            other => other,
        };
        Heard::State(group, keys)
    }
}

impl Protocol for Baum {
    fn judge(&self, held: &[u8]) -> Verdict {
        from_device(held, self.cells)
    }

    fn question(&mut self, place: usize) -> Option<Question> {
        *self = Baum::default();
        let cut_write = [ESCAPE, CELLS, 0x00];
        let parts = [
            &packet(GET_SERIAL, &[])[..],
            &packet(GET_IDENTITY, &[]),
            &cut_write,
            // What cuts the write; if its escape is swallowed, nothing is missed.
            &packet(GET_IDENTITY, &[]),
        ];
        (place == 0).then(|| Question {
            bytes: parts.concat(),
            tries: 3,
            wait_ms: ANSWER_WAIT_MS,
        })
    }

    fn unanswered(&mut self, _place: usize) -> Next {
        if self.cells.is_none() {
            self.cells = self.name.as_deref().and_then(cells_in_name);
        }
        self.ready().map_or(Next::GiveUp, Next::Ready)
    }

    fn hear(&mut self, frame: &[u8], heard: &mut Vec<Heard>) {
        let Some((code, arguments)) = unpack(frame) else {
            return;
        };
        match (code, &arguments[..]) {
            (CELLS, [count]) => heard.extend(self.handle_count(usize::from(*count))),
            (GET_IDENTITY, name) => heard.extend(self.handle_name(name)),
            (POWER_DOWN, _) => heard.push(Heard::Gone),
            (ROUTING_KEYS, row) => heard.extend(self.handle_routing(bits_up(row))),
            (ROUTING_KEY, [number]) => {
                let number = usize::from(*number);
                heard.extend(self.handle_routing((1..=number).map(|place| place == number)));
            }
            (code, arguments) => heard.push(self.handle_keys(code, arguments)),
        }
    }

    fn write(&mut self, cells: &[u8], _before: Option<&[u8]>) -> Vec<Vec<u8>> {
        let mut all = cells.to_vec();
        all.resize(self.cells.unwrap_or(cells.len()), 0);
        vec![packet(CELLS, &all)]
    }

    fn gestures(&self) -> &'static Gestures {
        gestures()
    }
}

/// Finds the number of cells in a name such as "VarioConnect 40".
fn cells_in_name(name: &str) -> Option<usize> {
    let numbers = name.split(|letter: char| !letter.is_ascii_digit());
    let mut counts = numbers.filter_map(|digits| digits.parse().ok());
    counts.rfind(|count| (8..=88).contains(count))
}

#[cfg(test)]
mod tests {
    use super::cells_in_name;

    #[test]
    fn finds_the_count_in_the_name() {
        for (name, count) in [
            ("VarioConnect 40", Some(40)),
            ("Refreshabraille 18", Some(18)),
            ("Brailliant24", Some(24)),
            ("Pronto! V3 18", Some(18)),
            ("Conny", None),
        ] {
            assert_eq!(cells_in_name(name), count, "{name}");
        }
    }
}
