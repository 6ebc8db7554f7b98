//! What a display tells, in words.

use maru_wire::DeviceEvent;

/// Says an event in words.
pub fn words(event: &DeviceEvent) -> String {
    match event {
        DeviceEvent::Ready { model, cells } => format!("ready {model}, {cells} cells"),
        DeviceEvent::Pressed { chord, command } => {
            let command = command.map_or("none".to_owned(), |command| command.to_string());
            format!("pressed {chord} = {command}")
        }
        DeviceEvent::Routing(cell) => format!("routing {cell}"),
        DeviceEvent::Trouble(trouble) => format!("trouble {trouble}"),
    }
}
