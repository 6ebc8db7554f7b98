//! Forms written in a test, and a record of them that is filled in and read.

#![allow(dead_code, reason = "each test file uses its part of the builder")]

mod ambient;
pub use ambient::ambient;

pub mod functions;

use std::fmt::Write;
use std::sync::Arc;

use maru_form::{
    Answer, Choice, Form, Loaded, Question, QuestionId, Session, Violation, ViolationKind,
};

/// A text as an attribute in double quotes has it.
pub fn escape(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('"', "&quot;")
}

/// A form in pieces: each call adds one line of what pyxform would write.
#[derive(Default)]
pub struct Builder {
    nodes: String,
    model: String,
    body: String,
}

impl Builder {
    pub fn new() -> Builder {
        Builder::default()
    }

    /// XML inside the primary instance's root.
    pub fn nodes(mut self, xml: &str) -> Builder {
        self.nodes.push_str(xml);
        self
    }

    /// A bind with its attributes as text.
    pub fn bind(mut self, nodeset: &str, attributes: &str) -> Builder {
        writeln!(self.model, "<bind nodeset=\"{nodeset}\" {attributes}/>")
            .expect("writing to a string");
        self
    }

    /// XML inside the model.
    pub fn model(mut self, xml: &str) -> Builder {
        self.model.push_str(xml);
        self
    }

    /// XML inside the body.
    pub fn body(mut self, xml: &str) -> Builder {
        self.body.push_str(xml);
        self
    }

    /// An input for each reference, labelled with it.
    pub fn inputs(mut self, references: &[&str]) -> Builder {
        for reference in references {
            writeln!(
                self.body,
                "<input ref=\"{reference}\"><label>{reference}</label></input>"
            )
            .expect("writing to a string");
        }
        self
    }

    pub fn xml(&self) -> String {
        format!(
            r#"<?xml version="1.0"?>
<h:html xmlns="http://www.w3.org/2002/xforms" xmlns:h="http://www.w3.org/1999/xhtml" xmlns:jr="http://openrosa.org/javarosa" xmlns:orx="http://openrosa.org/xforms" xmlns:odk="http://www.opendatakit.org/xforms">
<h:head><h:title>Test</h:title><model odk:xforms-version="1.0.0">
<instance><data id="test" version="1">{}<meta><instanceID/></meta></data></instance>
{}</model></h:head>
<h:body>{}</h:body></h:html>"#,
            self.nodes, self.model, self.body
        )
    }

    pub fn load(&self) -> Loaded {
        Form::parse(&self.xml()).unwrap_or_else(|refusal| panic!("{refusal}"))
    }

    pub fn refusal(&self) -> String {
        Form::parse(&self.xml())
            .map(|_| ())
            .expect_err("the form is refused")
            .to_string()
    }

    pub fn begin(&self) -> Record {
        Record(Session::new(Arc::new(self.load().form), ambient()))
    }
}

/// A record that a person fills in.
pub struct Record(pub Session);

impl Record {
    /// Types an answer; numbers, days and texts alike.
    pub fn types(&mut self, reference: &str, text: &str) -> Result<(), ViolationKind> {
        kind(
            self.0
                .set(&reference.into(), Answer::Text(text.to_string())),
        )
    }

    pub fn chooses(&mut self, reference: &str, values: &str) -> Result<(), ViolationKind> {
        let values = values
            .split_ascii_whitespace()
            .map(str::to_string)
            .collect();
        let answer = match self.question(reference).control {
            maru_form::Control::SelectOne => {
                Answer::Choice(Vec::pop(&mut { values }).unwrap_or_default())
            }
            _ => Answer::Choices(values),
        };
        kind(self.0.set(&reference.into(), answer))
    }

    pub fn clears(&mut self, reference: &str) -> Result<(), ViolationKind> {
        kind(self.0.set(&reference.into(), Answer::Clear))
    }

    pub fn question(&self, reference: &str) -> Question {
        self.0
            .question(&QuestionId::from(reference))
            .unwrap_or_else(|| panic!("no question {reference}"))
    }

    /// What a node holds, asked for or not.
    pub fn value(&self, reference: &str) -> String {
        let node = self
            .0
            .nodes()
            .into_iter()
            .find(|node| node.reference == reference);
        node.and_then(|node| node.value)
            .unwrap_or_else(|| panic!("no value at {reference}"))
    }

    pub fn label(&self, reference: &str) -> String {
        self.question(reference).label.plain().to_string()
    }

    pub fn choices(&self, reference: &str) -> Vec<Choice> {
        self.0.choices(&reference.into())
    }

    pub fn offers(&self, reference: &str) -> String {
        self.choices(reference)
            .into_iter()
            .map(|choice| choice.value)
            .collect::<Vec<_>>()
            .join(" ")
    }

    /// The questions asked now, without the root's name.
    pub fn asks(&self) -> String {
        let ids = self.0.questions();
        ids.iter()
            .map(|id| id.as_str().trim_start_matches("/data/"))
            .collect::<Vec<_>>()
            .join(" ")
    }
}

fn kind(result: Result<(), Violation>) -> Result<(), ViolationKind> {
    result.map_err(|violation| violation.kind)
}
