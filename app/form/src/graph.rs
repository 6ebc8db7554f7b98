//! What must be computed again when a node changes, and in which order.
//!
//! Only calculations and relevance feed other nodes. Whether a node is required, read-only or valid feeds
//! nothing, so those are computed when somebody asks and are always right.

use std::collections::{BTreeMap, BTreeSet};

use crate::definition::{Bind, Repeat};
use crate::layout::{DEEPEST, HomeId, Layout};
use crate::tree::Tree;
use crate::xpath::expression::{Compiled, Read};

/// What a task computes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum TaskKind {
    /// How many instances a repeat has; done for the node above it.
    Count,
    Relevance,
    Calculation,
}

/// One expression to evaluate for each node of one slot.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Task {
    pub(crate) slot: u32,
    pub(crate) kind: TaskKind,
}

impl Task {
    /// The slot whose nodes it is done for.
    pub(crate) fn node_slot(self, tree: &Tree) -> u32 {
        match self.kind {
            TaskKind::Count => tree.nodes[self.slot as usize].parent.unwrap_or(0),
            TaskKind::Relevance | TaskKind::Calculation => self.slot,
        }
    }
}

/// Who reads a slot, and from which home around it the readers are found.
pub(crate) type Readers = Box<[(u32, HomeId)]>;

/// The tasks in an order in which each comes after all it reads.
#[derive(Debug, Default)]
pub(crate) struct Graph {
    pub(crate) tasks: Vec<Task>,
    /// By slot: places in the order of the tasks that read it.
    pub(crate) readers: Vec<Readers>,
    /// By home: places in the order of the tasks that are done for its nodes.
    pub(crate) of_home: Vec<Vec<u32>>,
    /// By slot: selects whose choices depend on it.
    pub(crate) filters: BTreeMap<u32, Vec<(u32, HomeId)>>,
    /// Selects whose choices depend on some slot.
    pub(crate) filtered: BTreeSet<u32>,
    /// Repeats whose count depends on the answers in them.
    pub(crate) lazy: BTreeSet<HomeId>,
    /// By slot: places of the tasks that read it in other instances only, where it hangs on what they compute.
    pub(crate) followers: BTreeMap<u32, Vec<Follower>>,
    /// Slots that stand in texts.
    pub(crate) texts: BTreeSet<u32>,
    /// Places of the tasks that read a text whose id is worked out: any may be meant, and nearly none is, so they wait
    /// for nothing and are done again when something changes that stands in a text.
    pub(crate) text_readers: Vec<u32>,
}

/// A task that reads a slot in other instances only, where it hangs on what they compute.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Follower {
    pub(crate) rank: u32,
    /// Whether it may read others than the instance just before.
    pub(crate) is_far: bool,
}

/// What a task reads, as its bind says (and the choice labels it asks for).
#[derive(Debug, Default)]
pub(crate) struct TaskReads {
    /// What it waits for in any case.
    firm: BTreeSet<Read>,
    /// What it reads in other instances: waited for where nothing hangs on the task itself.
    loose: BTreeSet<Read>,
    /// Whether that may be in another instance than the one just before.
    is_far: bool,
    reads_texts: bool,
}

impl TaskReads {
    /// What an expression reads as well.
    pub(crate) fn add(&mut self, compiled: &Compiled) {
        let is_loose = |read: &&Read| compiled.siblings.contains(read);
        let firm = compiled.reads.iter().filter(|read| !is_loose(read));
        self.firm.extend(firm);
        self.loose.extend(compiled.siblings.iter());
        self.is_far |= compiled.is_far;
        self.reads_texts |= compiled.reads_texts;
    }

    /// What another part of the same task reads as well.
    fn join(&mut self, other: &TaskReads) {
        self.firm.extend(&other.firm);
        self.loose.extend(&other.loose);
        self.is_far |= other.is_far;
        self.reads_texts |= other.reads_texts;
    }

    /// A select's choices do not hang on what is chosen.
    pub(crate) fn leave_out(&mut self, slot: u32) {
        self.firm.retain(|read| read.slot != slot);
        self.loose.retain(|read| read.slot != slot);
    }

    /// Makes the task follow what it may read, instead of waiting for it; whether it did not before.
    fn follow(&self, following: &mut BTreeSet<Task>, task: Task) -> bool {
        self.loose.difference(&self.firm).next().is_some() && following.insert(task)
    }
}

/// By task.
pub(crate) type Reads = BTreeMap<Task, TaskReads>;

/// Collects what every bind's calculation and relevance, and every repeat's count, read.
pub(crate) fn reads(
    binds: &[Option<Box<Bind>>],
    repeats: &[Repeat],
    choice_reads: &BTreeMap<u32, TaskReads>,
) -> Reads {
    let mut reads = Reads::new();
    let mut add = |slot: u32, kind: TaskKind, compiled: &Compiled| {
        let mut own = TaskReads::default();
        own.add(compiled);
        for question in &compiled.choice_names {
            if let Some(choices) = choice_reads.get(question) {
                own.join(choices);
            }
        }
        reads.insert(Task { slot, kind }, own);
    };
    for (slot, bind) in binds.iter().enumerate() {
        let Some(bind) = bind else { continue };
        if let Some(relevant) = &bind.relevant {
            add(slot as u32, TaskKind::Relevance, relevant);
        }
        if let Some(calculate) = &bind.calculate {
            add(slot as u32, TaskKind::Calculation, calculate);
        }
    }
    for repeat in repeats {
        if let Some(count) = &repeat.count {
            add(repeat.slot, TaskKind::Count, count);
        }
    }
    reads
}

impl Graph {
    /// Orders the tasks; a cycle is answered with the slots in it.
    ///
    /// A count that depends on what is answered in its own repeat ("is there another?") is no task: it is worked
    /// out when a person leaves the last instance.
    ///
    /// A task that hangs on itself only by way of other instances ("the total so far") is done once for all of them
    /// in their order, and again for as long as that changes anything.
    pub(crate) fn build(
        primary: &Tree,
        layout: &Layout,
        mut reads: Reads,
    ) -> Result<Graph, Vec<Task>> {
        let (mut lazy, mut following) = (BTreeSet::new(), BTreeSet::new());
        loop {
            let Stuck { cycle, all } = match Graph::of(primary, layout, &reads, &following) {
                Ok(graph) => return Ok(Graph { lazy, ..graph }),
                Err(stuck) => stuck,
            };
            // All at once: a form may have a thousand totals.
            let mut is_new = false;
            for task in all {
                is_new |= reads[&task].follow(&mut following, task);
            }
            if is_new {
                continue;
            }
            let Some(count) = cycle.iter().find(|task| task.kind == TaskKind::Count) else {
                return Err(cycle);
            };
            reads.remove(count);
            lazy.insert(layout.home_of(count.slot));
        }
    }

    fn of(
        primary: &Tree,
        layout: &Layout,
        reads: &Reads,
        following: &BTreeSet<Task>,
    ) -> Result<Graph, Stuck<Task>> {
        let waits_for = |task: &Task, reads: &TaskReads| match following.contains(task) {
            true => reads.firm.clone(),
            false => reads.firm.union(&reads.loose).copied().collect(),
        };
        let numbers: BTreeMap<Task, u32> = reads.keys().copied().zip(0..).collect();
        let tasks: Vec<Task> = reads.keys().copied().collect();
        let providers: Vec<Vec<u32>> = reads
            .iter()
            .map(|(task, reads)| providers(primary, &waits_for(task, reads), &numbers))
            .collect();
        let named = |at: Vec<u32>| at.into_iter().map(|at| tasks[at as usize]).collect();
        let order = order(&providers).map_err(|stuck| Stuck {
            cycle: named(stuck.cycle),
            all: named(stuck.all),
        })?;
        let mut readers = vec![Vec::new(); primary.nodes.len()];
        let mut followers: BTreeMap<u32, Vec<Follower>> = BTreeMap::new();
        let mut of_home = vec![Vec::new(); layout.homes.len()];
        let mut text_readers = Vec::new();
        for (rank, &number) in (0u32..).zip(&order) {
            let task = tasks[number as usize];
            let home = layout.home_of(task.node_slot(primary));
            of_home[home as usize].push(rank);
            let own = &reads[&task];
            if own.reads_texts {
                text_readers.push(rank);
            }
            for &read in own.firm.union(&own.loose) {
                if following.contains(&task) && !own.firm.contains(&read) {
                    let is_far = own.is_far;
                    let follower = Follower { rank, is_far };
                    followers.entry(read.slot).or_default().push(follower);
                } else {
                    readers[read.slot as usize].push((rank, apex(layout, home, read)));
                }
            }
        }
        Ok(Graph {
            tasks: order
                .into_iter()
                .map(|number| tasks[number as usize])
                .collect(),
            readers: readers.into_iter().map(Vec::into_boxed_slice).collect(),
            of_home,
            followers,
            text_readers,
            ..Graph::default()
        })
    }
}

/// The innermost home in which both what is read and all its readers are.
pub(crate) fn apex(layout: &Layout, reader: HomeId, read: Read) -> HomeId {
    let own = layout.common(reader, layout.home_of(read.slot));
    match read.apex {
        DEEPEST => own,
        apex => layout.common(own, apex),
    }
}

/// The tasks that give the slots their values: their calculations, and the relevance of them and all above, and
/// how often the repeats around them are there.
fn providers(primary: &Tree, reads: &BTreeSet<Read>, numbers: &BTreeMap<Task, u32>) -> Vec<u32> {
    let mut providers = BTreeSet::new();
    let number = |slot, kind| numbers.get(&Task { slot, kind });
    for read in reads {
        providers.extend(number(read.slot, TaskKind::Calculation));
        let mut above = Some(read.slot);
        while let Some(slot) = above {
            providers.extend(number(slot, TaskKind::Relevance));
            providers.extend(number(slot, TaskKind::Count));
            above = primary.nodes[slot as usize].parent;
        }
    }
    providers.into_iter().collect()
}

/// What could not be put in order: one circle, and all that hangs on any.
#[derive(Debug, PartialEq)]
struct Stuck<T> {
    cycle: Vec<T>,
    all: Vec<T>,
}

/// Kahn's algorithm, smallest first so that the order is the document's wherever it may be.
fn order(providers: &[Vec<u32>]) -> Result<Vec<u32>, Stuck<u32>> {
    let mut waiting: Vec<usize> = providers.iter().map(Vec::len).collect();
    let mut dependants = vec![Vec::new(); providers.len()];
    for (task, needs) in providers.iter().enumerate() {
        for &need in needs {
            dependants[need as usize].push(task as u32);
        }
    }
    let mut ready: BTreeSet<u32> = (0..providers.len() as u32)
        .filter(|&task| waiting[task as usize] == 0)
        .collect();
    let mut order = Vec::with_capacity(providers.len());
    while let Some(task) = ready.pop_first() {
        order.push(task);
        for &dependant in &dependants[task as usize] {
            waiting[dependant as usize] -= 1;
            if waiting[dependant as usize] == 0 {
                ready.insert(dependant);
            }
        }
    }
    if order.len() == providers.len() {
        Ok(order)
    } else {
        Err(Stuck {
            cycle: cycle(providers, &waiting),
            all: (0..providers.len() as u32)
                .filter(|&task| waiting[task as usize] > 0)
                .collect(),
        })
    }
}

/// One cycle among the tasks that could not be ordered.
fn cycle(providers: &[Vec<u32>], waiting: &[usize]) -> Vec<u32> {
    let stuck = |task: u32| waiting[task as usize] > 0;
    let mut path: Vec<u32> = Vec::new();
    let mut seen_at = BTreeMap::new();
    let mut next = (0..providers.len() as u32).find(|&task| stuck(task));
    while let Some(task) = next {
        if let Some(&start) = seen_at.get(&task) {
            return path.split_off(start);
        }
        seen_at.insert(task, path.len());
        path.push(task);
        next = providers[task as usize]
            .iter()
            .copied()
            .find(|&need| stuck(need));
    }
    path
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_task_comes_after_what_it_needs() {
        assert_eq!(order(&[vec![2], vec![], vec![1]]), Ok(vec![1, 2, 0]));
        assert_eq!(order(&[vec![], vec![], vec![]]), Ok(vec![0, 1, 2]));
    }

    #[test]
    fn a_cycle_is_named_without_what_merely_hangs_on_it() {
        let mut found = order(&[vec![2], vec![0], vec![0, 3], vec![]]).unwrap_err();
        found.cycle.sort_unstable();
        assert_eq!(found.cycle, [0, 2]);
        assert_eq!(found.all, [0, 1, 2]);
        assert_eq!(order(&[vec![0]]).unwrap_err().cycle, [0]);
    }
}
