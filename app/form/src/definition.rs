//! A form after loading: what never changes while it is filled in.

use std::collections::BTreeMap;

use crate::data_type::DataType;
use crate::graph::Graph;
use crate::instance::Instance;
use crate::layout::{HomeId, Layout};
use crate::tree::{Children, Names, Tree};
use crate::xpath::expression::Compiled;

/// A form definition. It is immutable: share it as `Arc<Form>`.
#[derive(Debug)]
pub struct Form {
    pub(crate) id: String,
    pub(crate) version: Option<String>,
    pub(crate) title: String,
    pub(crate) submission: Submission,
    pub(crate) languages: Vec<Language>,
    pub(crate) names: Names,
    /// The shape of a record: the primary instance with each repeat once, as a new instance begins.
    pub(crate) model: Tree,
    pub(crate) layout: Layout,
    /// Child elements of the model by parent and name.
    pub(crate) children: Children,
    /// The primary instance as it is written, when it has repeats: how many instances a record begins with.
    pub(crate) initial: Option<Tree>,
    /// The secondary instances, numbered from 1.
    pub(crate) instances: Vec<Instance>,
    /// The reference of each slot (node of the primary instance).
    pub(crate) references: Vec<Box<str>>,
    pub(crate) slots: BTreeMap<Box<str>, u32>,
    /// By slot; most nodes have none or one.
    pub(crate) binds: Vec<Option<Box<Bind>>>,
    pub(crate) groups: Vec<Group>,
    /// By home less one.
    pub(crate) repeats: Vec<Repeat>,
    /// By home: what is asked in it, in the order of the body.
    pub(crate) bodies: Vec<Vec<BodyItem>>,
    /// Questions in the order of the body.
    pub(crate) questions: Vec<QuestionDefinition>,
    /// Which question is about a slot.
    pub(crate) question_of_slot: BTreeMap<u32, usize>,
    pub(crate) itext: Itext,
    pub(crate) actions: Vec<Action>,
    pub(crate) graph: Graph,
    pub(crate) instance_id: Option<u32>,
}

/// A language that a form is written in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Language {
    /// The name as the form has it, such as `Korean (ko)`.
    pub name: String,
    /// The language tag: what stands in brackets, or the whole name when it is a tag.
    pub code: Option<String>,
}

/// What a form says about sending its records.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Submission {
    /// The RSA public key to encrypt records with, in base64 (X.509).
    pub public_key: Option<String>,
    /// Another address to send to.
    pub action: Option<String>,
    /// Whether records go as soon as they are finished.
    pub auto_send: Option<bool>,
    /// Whether records are deleted once they are sent.
    pub auto_delete: Option<bool>,
}

impl Form {
    /// The form's identity: the `id` attribute of its primary instance.
    pub fn id(&self) -> &str {
        &self.id
    }

    /// The form's version, exactly as servers match it.
    pub fn version(&self) -> Option<&str> {
        self.version.as_deref()
    }

    /// The title for people.
    pub fn title(&self) -> &str {
        &self.title
    }

    /// What the form says about sending; where it has a public key, answers must not be sent in plain.
    pub fn submission(&self) -> &Submission {
        &self.submission
    }

    /// The languages of the form, the default one first.
    pub fn languages(&self) -> &[Language] {
        &self.languages
    }

    /// The language that suits a tag best: the same tag, else the same primary language.
    pub fn language_for(&self, tag: &str) -> Option<usize> {
        let wanted = tag.replace('_', "-").to_ascii_lowercase();
        let primary = |tag: &str| tag.split('-').next().unwrap_or_default().to_string();
        let codes: Vec<String> = self
            .languages
            .iter()
            .map(|language| {
                language
                    .code
                    .as_deref()
                    .unwrap_or_default()
                    .replace('_', "-")
                    .to_ascii_lowercase()
            })
            .collect();
        let same = codes
            .iter()
            .position(|code| !code.is_empty() && *code == wanted);
        same.or_else(|| {
            codes
                .iter()
                .position(|code| !code.is_empty() && primary(code) == primary(&wanted))
        })
    }

    /// A secondary instance.
    pub(crate) fn instance(&self, number: u32) -> Option<&Instance> {
        self.instances.get((number as usize).checked_sub(1)?)
    }

    /// A repeat by its home.
    pub(crate) fn repeat(&self, home: HomeId) -> Option<&Repeat> {
        self.repeats.get(usize::from(home).checked_sub(1)?)
    }

    pub(crate) fn bind(&self, slot: u32) -> Option<&Bind> {
        self.binds.get(slot as usize)?.as_deref()
    }

    pub(crate) fn data_type(&self, slot: u32) -> DataType {
        self.bind(slot)
            .map_or(DataType::String, |bind| bind.data_type)
    }
}

/// What a `<bind>` says about one node.
#[derive(Debug, Default)]
pub(crate) struct Bind {
    pub(crate) data_type: DataType,
    pub(crate) calculate: Option<Compiled>,
    pub(crate) relevant: Option<Compiled>,
    pub(crate) required: Option<Compiled>,
    pub(crate) read_only: Option<Compiled>,
    pub(crate) constraint: Option<Compiled>,
    pub(crate) required_message: Option<Text>,
    pub(crate) constraint_message: Option<Text>,
    pub(crate) preload: Option<Preload>,
    /// How long the longer side of a picture may be.
    pub(crate) max_pixels: Option<u32>,
}

/// What a new record fills in by itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Preload {
    /// The id under which the record is sent.
    InstanceId,
    /// An id of its own.
    Unique,
    Start,
    End,
    Today,
    DeviceId,
    Property(String),
}

/// A `<group>` or `<repeat>` of the body.
#[derive(Debug)]
pub(crate) struct Group {
    pub(crate) parent: Option<usize>,
    pub(crate) slot: Option<u32>,
    pub(crate) label: Option<Text>,
    /// The repeat, if it is one: its label is that of each instance.
    pub(crate) repeat: Option<HomeId>,
    /// Whether its questions are meant to stand together on one page.
    pub(crate) is_field_list: bool,
}

/// What a `<repeat>` says.
#[derive(Debug, Default)]
pub(crate) struct Repeat {
    pub(crate) slot: u32,
    /// Its place among the groups; none when the body does not have it.
    pub(crate) group: Option<usize>,
    /// Where it stands in the body of the home around it.
    pub(crate) place: usize,
    /// How many instances there are, when it is not the person who decides.
    pub(crate) count: Option<Compiled>,
    /// Whether instances may neither be added nor removed.
    pub(crate) is_fixed: bool,
    /// How many instances it has in the template of the repeat around it.
    pub(crate) in_template: usize,
}

/// What is asked at a place of the body.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum BodyItem {
    Question(usize),
    Repeat(HomeId),
}

/// A control of the body.
#[derive(Debug)]
pub(crate) struct QuestionDefinition {
    pub(crate) slot: u32,
    pub(crate) kind: ControlKind,
    pub(crate) group: Option<usize>,
    pub(crate) label: Option<Text>,
    pub(crate) hint: Option<Text>,
    pub(crate) appearance: Vec<String>,
    pub(crate) choices: Choices,
    /// What some numbers of a range are called.
    pub(crate) ticks: Choices,
    pub(crate) range: Option<Range>,
    pub(crate) upload: Option<Upload>,
    /// The home of the body that asks it, and its place there.
    pub(crate) home: HomeId,
    pub(crate) place: usize,
}

/// The bounds of a range, and how far apart its values are.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Range {
    /// The value it begins with.
    pub start: f64,
    /// The value it ends with; may be the lower one.
    pub end: f64,
    /// From value to value; more than 0.
    pub step: f64,
    /// Where a person begins who has given no number yet.
    pub placeholder: Option<f64>,
}

impl QuestionDefinition {
    /// Whether it only names the columns of a table of questions: nobody is meant to choose here.
    pub(crate) fn is_heading(&self) -> bool {
        let chooses = matches!(
            self.kind,
            ControlKind::SelectOne | ControlKind::SelectMultiple
        );
        chooses && self.appearance.iter().any(|own| own == "label")
    }
}

impl Range {
    /// Whether a number lies within the bounds.
    pub(crate) fn holds(self, number: f64) -> bool {
        number >= self.start.min(self.end) && number <= self.start.max(self.end)
    }
}

/// What an upload takes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Upload {
    /// Media types and file name endings as the form has them: `image/*`, `.pdf,.odt`.
    pub accept: String,
    /// How long the longer side of a picture may be, when the form says so.
    pub max_pixels: Option<u32>,
}

/// The elements of the body that ask something.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum ControlKind {
    Input,
    SelectOne,
    SelectMultiple,
    Rank,
    Range,
    Upload,
    Trigger,
    /// Shown as text; its answer is kept as it is.
    Unsupported,
}

/// What a select offers.
#[derive(Debug)]
pub(crate) enum Choices {
    None,
    Items(Vec<Item>),
    Itemset(Box<Itemset>),
}

/// A choice written in the body.
#[derive(Debug)]
pub(crate) struct Item {
    pub(crate) value: Box<str>,
    pub(crate) label: Option<Text>,
}

/// Choices taken from nodes.
#[derive(Debug)]
pub(crate) struct Itemset {
    pub(crate) nodeset: Compiled,
    pub(crate) value: Compiled,
    pub(crate) label: Option<Compiled>,
}

/// Text of the form, before it is filled in.
#[derive(Debug)]
pub(crate) enum Text {
    Parts(Vec<Part>),
    /// A number of the itext.
    Itext(usize),
    Computed(Compiled),
}

/// A part of a text: words, or an `<output>`.
#[derive(Debug)]
pub(crate) enum Part {
    Words(Box<str>),
    Output(Compiled),
}

/// The texts of all languages.
#[derive(Debug, Default)]
pub(crate) struct Itext {
    pub(crate) ids: BTreeMap<String, usize>,
    /// By language, then by number; those that there are: many languages may have few texts.
    pub(crate) languages: Vec<BTreeMap<usize, Forms>>,
}

/// One text in one language, in its several forms.
#[derive(Debug, Default)]
pub(crate) struct Forms {
    pub(crate) plain: Option<Vec<Part>>,
    pub(crate) guidance: Option<Vec<Part>>,
    pub(crate) short: Option<Vec<Part>>,
    pub(crate) media: Media,
}

/// Pictures and recordings that belong to a text: names of the form's files.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Media {
    /// A picture.
    pub image: Option<String>,
    /// A larger version of it.
    pub big_image: Option<String>,
    /// The text as it is spoken.
    pub audio: Option<String>,
    /// A film.
    pub video: Option<String>,
}

impl Media {
    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        *self == Media::default()
    }
}

/// A `<setvalue>` or a `<setgeopoint>`.
#[derive(Debug)]
pub(crate) struct Action {
    pub(crate) on_first_load: bool,
    pub(crate) on_load: bool,
    /// The repeat whose new instances set it off.
    pub(crate) on_new: Option<HomeId>,
    /// The slot whose change by a person sets it off.
    pub(crate) on_change_of: Option<u32>,
    pub(crate) target: u32,
    /// The path to the target, when it has predicates.
    pub(crate) path: Option<Compiled>,
    pub(crate) value: ActionValue,
}

/// What an action sets.
#[derive(Debug)]
pub(crate) enum ActionValue {
    /// Where the computer is, if that is known.
    Place,
    Literal(Box<str>),
    Computed(Compiled),
}
