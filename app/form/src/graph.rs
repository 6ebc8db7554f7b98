//! What must be computed again when a node changes, and in which order.
//!
//! Only calculations and relevance feed other nodes. Whether a node is required, read-only or valid feeds
//! nothing, so those are computed when somebody asks and are always right.

use std::collections::{BTreeMap, BTreeSet};

use crate::definition::Bind;
use crate::tree::Tree;

/// What a task computes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum TaskKind {
    Relevance,
    Calculation,
}

/// One expression to evaluate for one slot.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Task {
    pub(crate) slot: u32,
    pub(crate) kind: TaskKind,
}

/// The tasks in an order in which each comes after all it reads.
#[derive(Debug, Default)]
pub(crate) struct Graph {
    pub(crate) tasks: Vec<Task>,
    /// By slot: places in the order of the tasks that read it.
    pub(crate) readers: Vec<Box<[u32]>>,
    /// By slot: selects whose choices depend on it.
    pub(crate) filters: BTreeMap<u32, Vec<u32>>,
    /// Selects whose choices depend on some slot.
    pub(crate) filtered: BTreeSet<u32>,
}

/// What each task reads, as the binds say (and the choice labels they ask for).
pub(crate) type Reads = BTreeMap<Task, BTreeSet<u32>>;

/// Collects what every bind's calculation and relevance read.
pub(crate) fn reads(
    binds: &[Option<Box<Bind>>],
    choice_reads: &BTreeMap<u32, BTreeSet<u32>>,
) -> Reads {
    let mut reads = Reads::new();
    for (slot, bind) in binds.iter().enumerate() {
        let Some(bind) = bind else { continue };
        let kinds = [
            (TaskKind::Relevance, &bind.relevant),
            (TaskKind::Calculation, &bind.calculate),
        ];
        for (kind, compiled) in kinds {
            let Some(compiled) = compiled else { continue };
            let mut slots: BTreeSet<u32> = compiled.reads.iter().copied().collect();
            for question in &compiled.choice_names {
                slots.extend(choice_reads.get(question).into_iter().flatten());
            }
            reads.insert(
                Task {
                    slot: slot as u32,
                    kind,
                },
                slots,
            );
        }
    }
    reads
}

impl Graph {
    /// Orders the tasks; a cycle is answered with the slots in it.
    pub(crate) fn build(primary: &Tree, reads: &Reads) -> Result<Graph, Vec<Task>> {
        let numbers: BTreeMap<Task, u32> = reads.keys().copied().zip(0..).collect();
        let tasks: Vec<Task> = reads.keys().copied().collect();
        let providers: Vec<Vec<u32>> = reads
            .values()
            .map(|slots| providers(primary, slots, &numbers))
            .collect();
        let order = order(&providers).map_err(|cycle| {
            cycle
                .into_iter()
                .map(|at| tasks[at as usize])
                .collect::<Vec<_>>()
        })?;
        let mut readers = vec![Vec::new(); primary.nodes.len()];
        for (rank, &number) in order.iter().enumerate() {
            for &slot in &reads[&tasks[number as usize]] {
                readers[slot as usize].push(rank as u32);
            }
        }
        Ok(Graph {
            tasks: order
                .into_iter()
                .map(|number| tasks[number as usize])
                .collect(),
            readers: readers.into_iter().map(Vec::into_boxed_slice).collect(),
            filters: BTreeMap::new(),
            filtered: BTreeSet::new(),
        })
    }
}

/// The tasks that give the slots their values: their calculations, and the relevance of them and all above.
fn providers(primary: &Tree, slots: &BTreeSet<u32>, numbers: &BTreeMap<Task, u32>) -> Vec<u32> {
    let mut providers = BTreeSet::new();
    for &slot in slots {
        providers.extend(numbers.get(&Task {
            slot,
            kind: TaskKind::Calculation,
        }));
        let mut above = Some(slot);
        while let Some(slot) = above {
            providers.extend(numbers.get(&Task {
                slot,
                kind: TaskKind::Relevance,
            }));
            above = primary.nodes[slot as usize].parent;
        }
    }
    providers.into_iter().collect()
}

/// Kahn's algorithm, smallest first so that the order is the document's wherever it may be.
fn order(providers: &[Vec<u32>]) -> Result<Vec<u32>, Vec<u32>> {
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
        Err(cycle(providers, &waiting))
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
        found.sort_unstable();
        assert_eq!(found, [0, 2]);
        assert_eq!(order(&[vec![0]]), Err(vec![0]));
    }
}
