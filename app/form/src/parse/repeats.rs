//! The primary instance with each repeat once, as a new instance begins, and the instances a record begins with.

use std::collections::{BTreeMap, BTreeSet};

use super::instances::Instances;
use super::source::Parts;
use super::{filled_attribute, refusal};
use crate::problem::{Problem, Refusal, Remark};
use crate::tree::{Names, Node, Tree};

/// The namespace of `jr:template`.
const JAVAROSA: &str = "http://openrosa.org/javarosa";
/// Homes are numbered in 16 bits.
const REPEATS_MAX: usize = 10_000;

/// A primary instance, folded.
pub(super) struct Folded {
    pub(super) model: Tree,
    /// As it is written, without templates; only when there are repeats.
    pub(super) initial: Option<Tree>,
    /// Slots of the model that are repeated.
    pub(super) repeated: BTreeSet<u32>,
    /// By slot of a repeat: how many instances it has in the template of the repeat around it.
    pub(super) in_template: BTreeMap<u32, usize>,
}

/// Folds the instances of every repeat of the body into one.
pub(super) fn fold(
    source: &Parts,
    written: Tree,
    names: &mut Names,
    remarks: &mut Vec<Remark>,
) -> Result<Folded, Refusal> {
    let mut found = BTreeSet::new();
    for node in source.body.descendants() {
        if node.is_element() && node.tag_name().name() == "repeat" {
            let nodes = nodes_of(node, &written, names);
            if nodes.is_empty() {
                let problem = "its nodes are not in the instance, so it cannot be answered";
                remarks.push(Remark(Problem::at(node, problem, super::CURE_PATH)));
            }
            found.extend(nodes);
        }
        if found.len() > REPEATS_MAX * 10 {
            return Err(refusal(
                node,
                "the form has too many repeats",
                "split the form",
            ));
        }
    }
    if found.is_empty() {
        return Ok(Folded {
            model: written,
            initial: None,
            repeated: BTreeSet::new(),
            in_template: BTreeMap::new(),
        });
    }
    let mark = names.intern("template");
    let namespace = names.intern(JAVAROSA);
    let mut fold = Fold {
        is_repeat: (0..written.nodes.len() as u32)
            .map(|node| found.contains(&node))
            .collect(),
        is_template: vec![false; written.nodes.len()],
        written: &written,
        marks: BTreeSet::new(),
        model: Tree::default(),
        repeated: BTreeSet::new(),
        in_template: BTreeMap::new(),
    };
    for (at, node) in (0u32..).zip(&written.nodes) {
        if node.is_attribute && node.name == mark && node.namespace == Some(namespace) {
            fold.is_template[node.parent.unwrap_or(0) as usize] = true;
            fold.marks.insert(at);
        }
    }
    fold.element(&[0], None, Texts::Written);
    if fold.repeated.len() > REPEATS_MAX {
        return Err(refusal(
            source.body,
            "the form has too many repeats",
            "split the form",
        ));
    }
    let initial = fold.without_templates();
    let Fold {
        model,
        repeated,
        in_template,
        ..
    } = fold;
    Ok(Folded {
        model,
        initial: Some(initial),
        repeated,
        in_template,
    })
}

/// Whether the nodes that a `<repeat>` is about are not in the instance.
pub(super) fn is_lost(repeat: roxmltree::Node, instances: &Instances) -> bool {
    nodes_of(repeat, &instances.model, &instances.names).is_empty()
}

/// The nodes that a `<repeat>` is about: its path, and the paths of the groups around it, are names alone.
fn nodes_of(repeat: roxmltree::Node, written: &Tree, names: &Names) -> Vec<u32> {
    let mut path = String::new();
    let around = repeat.ancestors().filter_map(|node| {
        filled_attribute(node, "nodeset").or_else(|| filled_attribute(node, "ref"))
    });
    for part in around {
        let part = part.trim();
        path = if path.is_empty() {
            part.to_string()
        } else {
            format!("{part}/{path}")
        };
        if part.starts_with('/') {
            break;
        }
    }
    let mut steps = path
        .split('/')
        .map(|step| step.trim())
        .filter(|step| !step.is_empty() && *step != ".");
    let is_named = |node: u32, step: &str| {
        let local = step.rsplit(':').next().unwrap_or(step);
        let local = local.split('[').next().unwrap_or(local);
        names.name(written.nodes[node as usize].name) == local
    };
    let Some(root) = steps.next() else {
        return Vec::new();
    };
    let mut nodes: Vec<u32> = written
        .root()
        .filter(|&node| is_named(node, root))
        .into_iter()
        .collect();
    for step in steps {
        nodes = match step {
            ".." => {
                let above: BTreeSet<u32> = nodes
                    .iter()
                    .filter_map(|&node| written.nodes[node as usize].parent)
                    .collect();
                above.into_iter().collect()
            }
            step => nodes
                .iter()
                .flat_map(|&node| written.children(node))
                .filter(|&child| is_named(child, step))
                .collect(),
        };
    }
    nodes.retain(|&node| node != 0);
    nodes
}

/// What the texts of a new instance are.
#[derive(Clone, Copy)]
enum Texts {
    /// Outside repeats: as they are written.
    Written,
    /// Those of a template.
    Template,
    /// None: what stands in an instance without a template is the answer of that one instance.
    Blank,
}

struct Fold<'a> {
    written: &'a Tree,
    is_repeat: Vec<bool>,
    is_template: Vec<bool>,
    /// The attributes that say so.
    marks: BTreeSet<u32>,
    model: Tree,
    repeated: BTreeSet<u32>,
    in_template: BTreeMap<u32, usize>,
}

impl Fold<'_> {
    /// Copies an element that is written in several instances: new ones are built as the first is, the others add
    /// what it does not have. As deep as the form is.
    fn element(&mut self, sources: &[u32], parent: Option<u32>, texts: Texts) {
        let Some(&first) = sources.first() else {
            return;
        };
        let slot = self.model.nodes.len() as u32;
        let own = &self.written.nodes[first as usize];
        let is_repeat = self.is_repeat[first as usize];
        let texts = match texts {
            Texts::Template => texts,
            _ if self.is_template[first as usize] => Texts::Template,
            _ if is_repeat => Texts::Blank,
            _ => texts,
        };
        let mut node = own.clone();
        node.parent = parent;
        if matches!(texts, Texts::Blank) && !node.is_attribute {
            node.text = "".into();
        }
        self.model.nodes.push(node);
        if is_repeat {
            self.repeated.insert(slot);
            self.in_template.insert(slot, self.in_template(sources));
        }
        for members in self.members(sources) {
            self.element(&members, Some(slot), texts);
        }
        self.model.nodes[slot as usize].end = self.model.nodes.len() as u32;
    }

    /// How many instances of a repeat, written in several places, stand in the template of the one around it.
    fn in_template(&self, sources: &[u32]) -> usize {
        let around = |source: u32| {
            let mut above = self.written.nodes[source as usize].parent;
            while let Some(node) = above.filter(|&node| !self.is_repeat[node as usize]) {
                above = self.written.nodes[node as usize].parent;
            }
            above.filter(|&node| self.is_template[node as usize])
        };
        let template = sources.iter().find_map(|&source| around(source));
        let own = |source: &&u32| {
            let is_instance = !self.is_template[**source as usize];
            is_instance && template.is_some() && around(**source) == template
        };
        sources.iter().filter(own).count()
    }

    /// The attributes and elements below some elements, those that belong together in one list each.
    fn members(&self, sources: &[u32]) -> Vec<Vec<u32>> {
        let mut lists: Vec<Vec<u32>> = Vec::new();
        let mut known: BTreeMap<(u32, bool, Option<&str>, u32), usize> = BTreeMap::new();
        for &source in sources {
            let mut counts: BTreeMap<(u32, bool, Option<&str>), u32> = BTreeMap::new();
            for member in self.written.members(source) {
                if self.marks.contains(&member) {
                    continue;
                }
                let node = &self.written.nodes[member as usize];
                let name = (node.name, node.is_attribute, node.prefix.as_deref());
                let count = counts.entry(name).or_default();
                if !self.is_repeat[member as usize] {
                    *count += 1;
                }
                let next = lists.len();
                let at = *known
                    .entry((name.0, name.1, name.2, *count))
                    .or_insert(next);
                if at == next {
                    lists.push(Vec::new());
                }
                lists[at].push(member);
            }
        }
        for list in &mut lists {
            list.sort_by_key(|&member| !self.is_template[member as usize]);
        }
        // Attributes stand before elements.
        lists.sort_by_key(|list| {
            list.first()
                .is_some_and(|&member| !self.written.nodes[member as usize].is_attribute)
        });
        lists
    }

    /// The primary instance without templates: what a record begins with.
    fn without_templates(&self) -> Tree {
        let mut tree = Tree::default();
        let mut numbers = vec![0u32; self.written.nodes.len()];
        let mut at = 0;
        while let Some(node) = self.written.nodes.get(at) {
            let is_left_out = self.is_template[at] && self.is_repeat[at];
            if is_left_out || self.marks.contains(&(at as u32)) {
                at = node.end as usize;
                continue;
            }
            numbers[at] = tree.nodes.len() as u32;
            tree.nodes.push(Node {
                parent: node.parent.map(|parent| numbers[parent as usize]),
                end: 0,
                ..node.clone()
            });
            at += 1;
        }
        tree.close_all();
        tree
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn folded(instance: &str, nodeset: &str) -> (Folded, Names) {
        let text = format!(
            "<html><head><model><instance>{instance}</instance></model></head>\
             <body><group ref='/d'><repeat nodeset='{nodeset}'/></group></body></html>"
        );
        let document = roxmltree::Document::parse(&text).unwrap();
        let source = Parts::find(&document).unwrap();
        let root = document
            .descendants()
            .find(|node| node.has_tag_name("d"))
            .unwrap();
        let mut names = Names::default();
        let written = Tree::copy(root, &mut names);
        let folded = fold(&source, written, &mut names, &mut Vec::new()).unwrap();
        (folded, names)
    }

    fn shape(tree: &Tree, names: &Names) -> String {
        let nodes = tree.nodes.iter().map(|node| {
            let mark = if node.is_attribute { "@" } else { "" };
            let (name, text) = (names.name(node.name), &node.text);
            format!("{mark}{name}:{text}:{}", node.end)
        });
        nodes.collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn a_template_is_what_new_instances_begin_with() {
        let instance = "<d xmlns:jr='http://openrosa.org/javarosa'><r jr:template=''><a>1</a></r><b/><r><a>2</a><c/></r></d>";
        let (folded, names) = folded(instance, "r");
        assert_eq!(shape(&folded.model, &names), "d::5 r::4 a:1:3 c::4 b::5");
        assert_eq!(
            shape(&folded.initial.unwrap(), &names),
            "d::5 b::2 r::5 a:2:4 c::5"
        );
        assert_eq!(folded.repeated, BTreeSet::from([1]));
    }

    #[test]
    fn without_a_template_new_instances_are_built_as_the_first_one_without_its_texts() {
        let (folded, names) = folded("<d><r x='y'><a>1</a></r><r><a>2</a></r></d>", "/d/r");
        assert_eq!(shape(&folded.model, &names), "d::4 r::4 @x:y:3 a::4");
        assert_eq!(folded.initial.unwrap().nodes.len(), 6);
    }
}
