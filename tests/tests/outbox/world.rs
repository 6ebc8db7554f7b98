//! The real outbox beside the reference, and chance that moves both.

use crate::{
    reference::Own,
    server::{BASE, FAULTS, Fault, Server},
};
use maru_store::{DraftWrite, RecordId, RecordState, Store};
use maru_sync::{Account, Auth, Client, SyncEvent, Trouble};
use maru_tests::chance::Chance;
use std::collections::BTreeMap;
use tempfile::TempDir;

/// So many records live at the same time.
const RECORDS_MAX: usize = 40;

pub struct World {
    folder: TempDir,
    store: Option<Store>,
    client: Option<Client>,
    server: Server,
    own: BTreeMap<String, Own>,
    chance: Chance,
    now: u64,
    turns: usize,
    made: u64,
    /// How many requests in a hundred go wrong.
    trouble: u64,
    tally: BTreeMap<&'static str, usize>,
}

impl World {
    pub fn new(chance: Chance) -> World {
        // Where there is a disk in memory, a commit costs nothing.
        let memory = std::path::Path::new("/dev/shm");
        let folder = match memory.is_dir() {
            true => TempDir::new_in(memory),
            false => TempDir::new(),
        };
        let mut world = World {
            folder: folder.expect("a folder"),
            store: None,
            client: None,
            server: Server::default(),
            own: BTreeMap::new(),
            chance,
            now: 0,
            turns: 0,
            made: 0,
            trouble: 30,
            tally: BTreeMap::new(),
        };
        world.open();
        world
    }

    /// The program starts.
    fn open(&mut self) {
        let (store, report) =
            Store::open_quickly(self.folder.path(), &self.time()).expect("a store");
        assert_eq!(report.set_aside, None);
        store.recover().expect("what was under way waits again");
        store.collect_garbage().expect("what is left over goes");
        self.store = Some(store);
        for own in self
            .own
            .values_mut()
            .filter(|own| own.state == RecordState::Sending)
        {
            own.state = RecordState::Ready;
        }
    }

    fn store(&mut self) -> &mut Store {
        self.store.as_mut().expect("it is open")
    }

    fn time(&self) -> String {
        let now = jiff::Timestamp::from_second(1_790_000_000 + self.now as i64);
        now.expect("a moment").to_string()
    }

    fn count(&mut self, what: &'static str) {
        *self.tally.entry(what).or_default() += 1;
    }

    pub fn tally(&self) -> String {
        format!("{:?}, {} posts", self.tally, self.server.posts)
    }

    pub fn has_seen_everything(&self) -> bool {
        let wanted = [
            "answered",
            "attached",
            "corrected",
            "cut",
            "deleted",
            "finalised",
            "refused",
            "retried",
            "sent",
        ];
        wanted.iter().all(|what| self.tally.contains_key(what))
    }

    /// One thing happens.
    pub fn step(&mut self) {
        self.now += 1 + self.chance.below(600);
        match self.chance.below(100) {
            0..55 => self.send_on(),
            55..65 => self.begin(),
            65..72 => self.answer(),
            72..77 => self.attach(),
            77..86 => self.finalise(),
            86..89 => self.correct(),
            89..92 => self.delete(),
            92..94 => self.retry(),
            94..96 => self.say(),
            96 => self.cut_power(),
            97 => {
                self.server.is_closed = self.chance.below(6) == 0;
                self.trouble = self.chance.below(70);
            }
            _ => {}
        }
    }

    fn some(&mut self, states: &[RecordState]) -> Option<String> {
        let found: Vec<String> = self
            .own
            .values()
            .filter(|own| states.contains(&own.state))
            .map(|own| own.instance_id.clone())
            .collect();
        self.chance.one(&found).cloned()
    }

    fn begin(&mut self) {
        if self.own.len() >= RECORDS_MAX {
            return self.delete();
        }
        self.made += 1;
        let entity = (self.chance.below(3) == 0).then(|| format!("tree-{}", self.chance.below(4)));
        let mut own = Own {
            id: 0,
            instance_id: format!("uuid:{:012}", self.made),
            replaces: None,
            state: RecordState::Draft,
            xml: String::new(),
            files: BTreeMap::new(),
            entity,
            turn: 0,
            was_refused: false,
        };
        own.xml = own.write(0);
        let write = self.write(&own);
        own.id = self.store().save_draft(&write).expect("a draft").0;
        self.own.insert(own.instance_id.clone(), own);
    }

    fn write(&self, own: &Own) -> DraftWrite {
        DraftWrite {
            instance_id: own.instance_id.clone(),
            form_hash: "md5:0".to_owned(),
            form_id: "f".to_owned(),
            version: "1".to_owned(),
            title: "F".to_owned(),
            xml: own.xml.as_bytes().into(),
            at_question: None,
            pending: None,
            replaces: own.replaces.clone(),
            at: self.time(),
        }
    }

    fn answer(&mut self) {
        let Some(id) = self.some(&[RecordState::Draft]) else {
            return;
        };
        let answer = self.chance.below(1000);
        let mut own = self.own[&id].clone();
        own.xml = own.write(answer);
        let write = self.write(&own);
        let saved = self.store().save_draft(&write).expect("a draft");
        assert_eq!(saved.0, own.id, "its number stays");
        self.own.insert(id, own);
    }

    fn attach(&mut self) {
        let Some(id) = self.some(&[RecordState::Draft]) else {
            return;
        };
        let mut own = self.own[&id].clone();
        let name = format!("{}.jpg", self.chance.below(5));
        let bytes = vec![self.chance.below(256) as u8; 100 + self.chance.below(900) as usize];
        let attached =
            self.store()
                .attach(RecordId(own.id), &name, "image/jpeg", &mut bytes.as_slice());
        match own.files.get(&name) {
            Some(old) if *old != bytes => assert!(attached.is_err(), "another file has the name"),
            _ => {
                attached.expect("it is attached");
                own.files.insert(name, bytes);
                own.xml = own.write(1);
                let write = self.write(&own);
                self.store().save_draft(&write).expect("a draft");
                self.own.insert(id, own);
                self.count("attached");
            }
        }
    }

    fn finalise(&mut self) {
        let Some(id) = self.some(&[RecordState::Draft]) else {
            return;
        };
        let own = self.own[&id].clone();
        let at = self.time();
        let receipt = self
            .store()
            .finalise(RecordId(own.id), own.xml.as_bytes(), &at)
            .expect("it is finalised");
        let again = self
            .store()
            .finalise(RecordId(own.id), own.xml.as_bytes(), &at)
            .expect("twice is once");
        assert_eq!(receipt, again);
        let write = self.write(&own);
        let changed = self.store().save_draft(&write);
        assert!(changed.is_err(), "what is finalised is frozen");
        self.turns += 1;
        let turn = self.turns;
        let own = self.own.get_mut(&id).expect("it is there");
        (own.state, own.turn) = (RecordState::Ready, turn);
        self.count("finalised");
    }

    fn correct(&mut self) {
        if self.own.len() >= RECORDS_MAX {
            return;
        }
        let Some(of) = self.some(&[RecordState::Sent, RecordState::Answered]) else {
            return;
        };
        let first = self.own[&of].clone();
        if self
            .own
            .values()
            .any(|own| own.replaces.as_ref() == Some(&of))
        {
            return;
        }
        self.made += 1;
        let mut own = Own {
            instance_id: format!("uuid:{:012}", self.made),
            replaces: Some(of),
            state: RecordState::Draft,
            was_refused: false,
            ..first.clone()
        };
        own.xml = own.write(2);
        let write = self.write(&own);
        let (id, _) = self
            .store()
            .begin_correction(RecordId(first.id), &write)
            .expect("a correction");
        own.id = id.0;
        self.own.insert(own.instance_id.clone(), own);
        self.count("corrected");
    }

    fn delete(&mut self) {
        let any = [
            RecordState::Draft,
            RecordState::Ready,
            RecordState::Sending,
            RecordState::Sent,
            RecordState::Answered,
            RecordState::Refused,
        ];
        let Some(id) = self.some(&any) else { return };
        let own = self.own[&id].clone();
        let deleted = self.store().delete(RecordId(own.id), true);
        // What is under way may have arrived: nobody can say whether it is lost.
        assert_eq!(
            deleted.is_err(),
            own.state == RecordState::Sending,
            "{own:?}"
        );
        if deleted.is_ok() {
            self.own.remove(&id);
            self.count("deleted");
        }
    }

    fn retry(&mut self) {
        let Some(id) = self.some(&[RecordState::Refused]) else {
            return;
        };
        let (record, at) = (RecordId(self.own[&id].id), self.time());
        self.store()
            .mark_retry(record, &at, None)
            .expect("once more");
        self.own.get_mut(&id).expect("it is there").state = RecordState::Ready;
        self.count("retried");
    }

    /// The city says something of a record.
    fn say(&mut self) {
        let arrived: Vec<String> = self.server.stored.keys().cloned().collect();
        let Some(id) = self.chance.one(&arrived).cloned() else {
            return;
        };
        let said = match self.chance.below(3) {
            0 => ("received", ""),
            1 => ("in_progress", ""),
            _ => ("closed", "It is done."),
        };
        let said = (said.0.to_owned(), said.1.to_owned());
        self.server.cases.insert(id, said);
        if self.server.cases.len() > 100 {
            self.server.cases.pop_first();
        }
    }

    fn cut_power(&mut self) {
        self.client = None;
        // Nothing is closed or told: the connection goes as the kernel closes it.
        drop(self.store.take());
        self.open();
        self.count("cut");
    }

    /// The courier's next request, or its next round.
    fn send_on(&mut self) {
        let Some(mut client) = self.client.take() else {
            return self.begin_round();
        };
        let Some(request) = client.next_request() else {
            return self.end_round();
        };
        let fault = match self.chance.below(100) < self.trouble {
            true => FAULTS[self.chance.below(FAULTS.len() as u64) as usize],
            false => Fault::None,
        };
        let files = self.store().attachment_files();
        let answer = self.server.ask(&request, &files, fault);
        // The power may fail between the answer and the note of it.
        if self.chance.below(60) == 0 {
            return self.cut_power();
        }
        client.answer(request.id, answer);
        while let Some(event) = client.poll_event() {
            let at = self.time();
            self.store().apply(&event, &at).expect("it is noted");
            self.note(&event);
        }
        self.client = Some(client);
    }

    fn begin_round(&mut self) {
        let account = Account {
            base_url: BASE.to_owned().into(),
            auth: Auth::None,
        };
        let mut client = Client::new(account).expect("an account");
        let at = self.time();
        for id in self.store().ready_to_send().expect("what waits") {
            let outgoing = self.store().outgoing(id).expect("it is whole");
            self.store().mark_sending(id, &at).expect("it waits");
            let own = self.own.get_mut(&outgoing.submission.instance_id);
            own.expect("it was finalised").state = RecordState::Sending;
            client.send(outgoing.submission).expect("it can be sent");
        }
        client.refresh(self.store().known().expect("what is here"));
        self.client = Some(client);
    }

    fn end_round(&mut self) {
        let at = self.time();
        maru::cases::note(self.store(), &at).expect("what the city says is noted");
        let records = self.store().records().expect("the records");
        for record in records {
            let Some(case) = record.case else { continue };
            let own = self.own.get_mut(&record.instance_id).expect("it is known");
            assert!(matches!(
                own.state,
                RecordState::Sent | RecordState::Answered
            ));
            let is_answered = case.state == "closed";
            assert_eq!(record.state == RecordState::Answered, is_answered);
            own.state = record.state;
            if is_answered {
                self.count("answered");
            }
        }
    }

    fn note(&mut self, event: &SyncEvent) {
        let SyncEvent::Submission {
            instance_id,
            outcome,
        } = event
        else {
            return;
        };
        let own = self.own.get_mut(instance_id).expect("it was finalised");
        match outcome {
            Ok(_) => {
                own.state = RecordState::Sent;
                self.count("sent");
            }
            Err(Trouble::Refused { .. }) => {
                (own.state, own.was_refused) = (RecordState::Refused, true);
                self.count("refused");
            }
            Err(_) => own.state = RecordState::Ready,
        }
    }

    /// Holds everything against everything.
    pub fn audit(&mut self) {
        let records = self.store().records().expect("the records");
        assert_eq!(records.len(), self.own.len());
        for record in records {
            let own = self
                .own
                .get(&record.instance_id)
                .expect("it was begun")
                .clone();
            assert_eq!((record.id.0, record.state), (own.id, own.state), "{own:?}");
            assert_eq!(record.replaces, own.replaces);
            let kept = self
                .store()
                .record(record.id)
                .expect("whole")
                .expect("there");
            assert_eq!(kept.xml.as_bytes(), own.xml.as_bytes());
            let files = self.store().attachments(record.id).expect("its files");
            let names: Vec<&String> = files.iter().map(|file| &file.name).collect();
            assert_eq!(names, own.files.keys().collect::<Vec<_>>());
            let arrived = self.server.stored.get(&own.instance_id);
            if matches!(own.state, RecordState::Sent | RecordState::Answered) {
                let arrived = arrived.expect("what is called sent is with the city");
                let whole = arrived
                    .files
                    .iter()
                    .all(|(name, bytes)| bytes.as_ref() == own.files.get(name));
                assert!(
                    whole && arrived.files.len() == own.files.len(),
                    "with all its files"
                );
            }
            match arrived {
                Some(arrived) => assert_eq!(arrived.xml, own.xml.as_bytes(), "byte for byte"),
                None => continue,
            }
            assert_ne!(own.state, RecordState::Draft, "a draft is never sent");
        }
        self.audit_order();
    }

    /// What writes the same entity arrived in the order in which it was finalised.
    fn audit_order(&self) {
        let arrived = self.own.values().filter_map(|own| {
            let stored = self.server.stored.get(&own.instance_id)?;
            Some((
                own.entity.clone()?,
                own.turn,
                stored.number,
                own.was_refused,
            ))
        });
        let mut arrived: Vec<_> = arrived.filter(|(.., was_refused)| !was_refused).collect();
        arrived.sort();
        for pair in arrived.windows(2) {
            if pair[0].0 == pair[1].0 {
                assert!(pair[0].2 < pair[1].2, "{pair:?}");
            }
        }
    }

    /// The network heals; everything that waits arrives, or is refused for a reason.
    pub fn settle_all(&mut self) {
        (self.trouble, self.server.is_closed) = (0, false);
        for _ in 0..40 * RECORDS_MAX {
            self.now += 60;
            self.send_on();
        }
        self.audit();
        for own in self.own.values() {
            let is_over = !matches!(own.state, RecordState::Ready | RecordState::Sending);
            assert!(is_over, "{own:?} never arrives");
        }
    }
}
