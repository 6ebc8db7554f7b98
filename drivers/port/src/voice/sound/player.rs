//! The thread that plays recordings, one at a time.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::mpsc::{Receiver, Sender, channel};

use super::alsa::Device;
use super::stretch::Stretch;
use super::{Recording, Sound};
use crate::voice::queue::{Played, Queue};

/// Sound is handed to the device in parts of this length, so that it can be stopped between two: a fiftieth of a
/// second.
const PARTS_A_SECOND: usize = 50;

/// How a recording is to be heard.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(in crate::voice) struct Loudness {
    /// 1 is as it was recorded.
    pub volume: f32,
    /// 1 is as it was recorded.
    pub speed: f64,
}

struct Order {
    serial: u64,
    recording: Recording,
    loudness: Loudness,
}

/// Plays recordings on a thread of its own, and tells the voice's queue how far it is.
#[derive(Debug)]
pub(in crate::voice) struct Player {
    orders: Sender<Order>,
    /// Orders up to this one are not wanted any more.
    stopped: Arc<AtomicU64>,
    last: u64,
}

impl Player {
    pub fn start(queue: &Arc<Queue>) -> std::io::Result<Player> {
        let (orders, received) = channel();
        let stopped = Arc::new(AtomicU64::new(0));
        let (queue, shared) = (Arc::clone(queue), Arc::clone(&stopped));
        std::thread::Builder::new()
            .name("recordings".to_owned())
            .spawn(move || run(&received, &shared, &queue))?;
        Ok(Player {
            orders,
            stopped,
            last: 0,
        })
    }

    /// Plays this; gives the number by which the queue hears of it.
    pub fn play(&mut self, recording: Recording, loudness: Loudness) -> u64 {
        self.last += 1;
        let serial = self.last;
        // The thread ends with this value alone.
        let _ = self.orders.send(Order {
            serial,
            recording,
            loudness,
        });
        serial
    }

    /// Is silent, within a fiftieth of a second.
    pub fn stop(&self) {
        self.stopped.store(self.last, Ordering::Release);
    }
}

impl Drop for Player {
    fn drop(&mut self) {
        self.stop();
    }
}

fn run(orders: &Receiver<Order>, stopped: &AtomicU64, queue: &Queue) {
    while let Ok(order) = orders.recv() {
        let serial = order.serial;
        let goes_on = || stopped.load(Ordering::Acquire) < serial;
        let told = match play(&order, goes_on, || queue.played(serial, Played::Began)) {
            Ok(()) => Played::Ended,
            Err(why) => {
                tracing::warn!(code = "recording", "{why}");
                Played::Failed
            }
        };
        queue.played(serial, told);
    }
}

fn play(order: &Order, goes_on: impl Fn() -> bool, began: impl FnOnce()) -> Result<(), String> {
    let sound: Sound = order
        .recording
        .open()
        .ok_or("a recording cannot be decoded")?;
    if !goes_on() {
        return Ok(());
    }
    let rate = sound.rate();
    let mut device = Device::open(rate)?;
    let mut stretch = Stretch::new(rate, order.loudness.speed);
    let part = (rate as usize / PARTS_A_SECOND).max(1);
    began();
    let mut hear = |samples: Vec<i16>| -> Result<bool, String> {
        for part in samples.chunks(part) {
            if !goes_on() {
                device.silence();
                return Ok(false);
            }
            let louder = |sample: &i16| (f32::from(*sample) * order.loudness.volume) as i16;
            let part: Vec<i16> = part.iter().map(louder).collect();
            if !device.write(&part) {
                return Err("the sound device is gone".to_owned());
            }
        }
        Ok(true)
    };
    for piece in sound {
        if !hear(stretch.push(&piece))? {
            return Ok(());
        }
    }
    if hear(stretch.finish())? {
        device.finish();
    }
    Ok(())
}
