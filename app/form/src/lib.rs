//! The ODK XForms engine: a form's XML and a person's answers in, questions and a record out.
//!
//! # What it is
//!
//! [`Form::parse_with`] reads a form as pyxform writes it, with the lists in files that it names, and gives a [`Form`],
//! which never changes, with [`Remark`]s on what is left out; or a [`Refusal`] when answers could be lost. A
//! [`Session`] is one record being filled in: which questions are asked now, how each is put ([`Question`]), which
//! instances its repeats have ([`RepeatState`]), what is wrong ([`Violation`]), what is sent.
//!
//! # What it is not
//!
//! - **It words nothing.** A violation is a kind and the form's own message; the page words it.
//! - **It opens no file, socket or thread, and asks no clock and no chance.** They are handed in as [`Files`] and [`Ambient`].
//! - **It draws and speaks nothing**; appearances, media and the bounds of ranges are passed on as they are.
//! - **It keeps nothing.** [`Session::save`] gives text; who calls puts it on disk, and files of uploads beside it.
//! - **It sends and seals nothing.** [`Form::submission`] tells the key of a form whose records must be encrypted;
//!   `maru-seal` does that.
//! - Not supported: actions that record sound are left out with a remark; lists of entities do not hold what a record
//!   not yet sent creates; nobody is tracked for an audit.
//!
//! # Laws
//!
//! 1. The same form, files, ambient and calls give the same bytes.
//! 2. After any change the record is as if everything were computed anew ([`Session::recompute_all`]); only what depends
//!    on it is.
//! 3. An irrelevant node is empty to others and is not sent; its answer comes back when it is relevant again. So do the
//!    answers in instances that a lowered count takes away.
//! 4. What is saved opens again as it was, with the same form; then actions run that hear of the opening.
//! 5. Nothing that a form, a file or a saved record holds makes it panic; the work of each expression and the size of a
//!    record are bounded, and what goes beyond is empty.
//!
//! # Where it departs from XPath 1.0, or chooses between ODK's engines
//!
//! `docs/forms.md` has it all: every rule and every expression on which engines differ, whose answer is given here,
//! why, and the test that holds it; and the forms that are refused.
//!
//! # Example
//!
//! A household whose members each choose a school of their age from a list in a file.
//!
//! ```
//! use maru_form::{Ambient, Answer, Form, Session, Source, ViolationKind};
//! use std::sync::Arc;
//!
//! let xml = r#"<h:html xmlns="http://www.w3.org/2002/xforms" xmlns:h="http://www.w3.org/1999/xhtml" xmlns:jr="http://openrosa.org/javarosa">
//!   <h:head><h:title>Household</h:title><model>
//!     <instance><data id="household" version="1">
//!       <member jr:template=""><age/><school/></member><count/><meta><instanceID/></meta>
//!     </data></instance>
//!     <instance id="schools" src="jr://file-csv/schools.csv"/>
//!     <bind nodeset="/data/member/age" type="int" required="true()" constraint=". &lt; 150"/>
//!     <bind nodeset="/data/member/school" relevant="../age &lt; 18"/>
//!     <bind nodeset="/data/count" calculate="count(/data/member)"/>
//!   </model></h:head>
//!   <h:body><group ref="/data/member"><label>Member</label><repeat nodeset="/data/member">
//!     <input ref="/data/member/age"><label>How old?</label></input>
//!     <select1 ref="/data/member/school"><label>Which school, at **<output value="../age"/>**?</label>
//!       <itemset nodeset="instance('schools')/root/item[from &lt;= current()/../age]">
//!         <value ref="name"/><label ref="label"/>
//!       </itemset>
//!     </select1>
//!   </repeat></group></h:body>
//! </h:html>"#;
//! let files = |source: Source| match source {
//!     Source::File("schools.csv") => Some(b"name,label,from\np,Primary,6\nh,High,15\n".to_vec()),
//!     _ => None,
//! };
//! let form = Arc::new(Form::parse_with(xml, &files)?.form);
//! let ambient = Ambient {
//!     now: "2026-03-05T09:00:00+09:00[Asia/Seoul]".parse()?,
//!     uuid: "0b2b6c3e-8f0c-4c59-9a43-6f6a6e8f2a11".to_string(),
//!     seed: 7,
//!     device_id: "kiosk-1".to_string(),
//!     properties: Default::default(),
//!     place: None,
//! };
//! let mut session = Session::new(form, ambient);
//!
//! // A repeat is a stop of its own, where instances are added and removed.
//! let members = session.next_after(None).unwrap();
//! let member = session.add_instance(&members, None)?;
//! assert_eq!(member.as_str(), "/data/member[1]");
//!
//! let age = session.first_in(&member).unwrap();
//! assert_eq!(session.violation(&age).unwrap().kind, ViolationKind::Required);
//! assert_eq!(session.set(&age, Answer::Text("ten".into())).unwrap_err().kind, ViolationKind::NotAnInteger);
//! session.set(&age, Answer::Text(" 10 ".into()))?;
//!
//! let school = session.next_after(Some(&age)).unwrap();
//! assert_eq!(session.question(&school).unwrap().label.plain(), "Which school, at 10?");
//! let offered: Vec<_> = session.choices(&school).into_iter().map(|choice| choice.value).collect();
//! assert_eq!(offered, ["p"]);
//! session.set(&school, Answer::Choice("p".into()))?;
//! assert!(session.submission().contains("<member><age>10</age><school>p</school></member><count>1</count>"));
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod problem;
pub use problem::{Problem, Refusal, Remark};

mod definition;
pub use definition::{Form, Language, Media, Range, Submission, Upload};

mod data_type;
pub use data_type::DataType;

mod answer;
pub use answer::{Answer, Violation, ViolationKind};

mod rich;
pub use rich::{Block, Rich};

mod parse;
pub use parse::{Files, Loaded, Source};

mod session;
pub use session::{
    Ambient, Choice, Control, Found, Group, Instance, NodeState, Question, QuestionId, RepeatState,
    ResumeError, Session, Tick,
};

pub mod replay;

pub mod entities;

mod graph;
mod instance;
mod layout;
mod tree;
mod xpath;
