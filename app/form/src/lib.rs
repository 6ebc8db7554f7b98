//! The ODK XForms engine: a form's XML and a person's answers in, questions and a record out.
//!
//! # What it is
//!
//! [`Form::parse`] reads a form as pyxform writes it and gives a [`Form`], which never changes, with [`Remark`]s
//! on what is left out; or a [`Refusal`] when answers could be lost. A [`Session`] is one record being filled in:
//! which questions are asked now, how each is put ([`Question`]), what is wrong ([`Violation`]), what is sent.
//!
//! # What it is not
//!
//! - **It words nothing.** A violation is a kind and the form's own message; the page words it.
//! - **It opens no file, socket or thread, and asks no clock and no chance.** They are handed in as [`Ambient`].
//! - **It draws and speaks nothing**; appearances are passed on as they are.
//! - **It keeps nothing.** [`Session::save`] gives text; who calls puts it on disk.
//! - Not supported yet, and refused by name: repeats, lists in files, encryption. Shown as text: uploads, ranking, places.
//!
//! # Laws
//!
//! 1. The same form, ambient and calls give the same bytes.
//! 2. After any change the record is as if everything were computed anew; only dependants are.
//! 3. An irrelevant node is empty to others and is not sent; its answer comes back when it is relevant again.
//! 4. Nothing that a form or a saved record holds makes it panic; the work of each expression and the size of a
//!    record are bounded, and what goes beyond is empty.
//!
//! # Where it departs from XPath 1.0, or chooses between ODK's engines
//!
//! | case | here | as |
//! |---|---|---|
//! | a date as a number | days since 1970 | specification |
//! | a date against a date with a time | on the person's calendar | own: 08:00 in Seoul is today |
//! | `sum`, `min`, `max` over blanks | blanks are left out | JavaRosa |
//! | `round(1.005, 2)` | 1.01 | JavaRosa |
//! | `regex` | the whole text, ASCII classes | JavaRosa |
//! | a calculation that is no number | stored blank | all |
//! | an answer to a calculated question | stays until what it depends on changes | all |
//! | a choice that is filtered away | left out of the answer until it is offered again | Web Forms |
//! | `string-length('😀')` | 1: characters, not UTF-16 units | XPath |
//! | a path alone as a condition | true when the node exists, even blank | XPath |
//! | a calculation that reads itself | refused as a circle | JavaRosa |
//! | a missing translation (`-`) | the default language's | own |
//!
//! # Example
//!
//! ```
//! use maru_form::{Ambient, Answer, Form, Session, ViolationKind};
//! use std::sync::Arc;
//!
//! let xml = r#"<h:html xmlns="http://www.w3.org/2002/xforms" xmlns:h="http://www.w3.org/1999/xhtml">
//!   <h:head><h:title>Visit</h:title><model>
//!     <instance><data id="visit" version="1"><age/><school/><meta><instanceID/></meta></data></instance>
//!     <bind nodeset="/data/age" type="int" required="true()" constraint=". &lt; 150"/>
//!     <bind nodeset="/data/school" relevant="/data/age &lt; 18"/>
//!   </model></h:head>
//!   <h:body>
//!     <input ref="/data/age"><label>How old are you?</label></input>
//!     <input ref="/data/school"><label>Which school, at **<output value="/data/age"/>**?</label></input>
//!   </h:body>
//! </h:html>"#;
//! let form = Arc::new(Form::parse(xml)?.form);
//! let ambient = Ambient {
//!     now: "2026-03-05T09:00:00+09:00[Asia/Seoul]".parse()?,
//!     uuid: "0b2b6c3e-8f0c-4c59-9a43-6f6a6e8f2a11".to_string(),
//!     seed: 7,
//!     device_id: "kiosk-1".to_string(),
//!     properties: Default::default(),
//! };
//! let mut session = Session::new(form, ambient);
//! assert_eq!(session.questions().len(), 1);
//!
//! let age = session.next_after(None).unwrap();
//! assert_eq!(session.violation(&age).unwrap().kind, ViolationKind::Required);
//! assert_eq!(session.set(&age, Answer::Text("ten".into())).unwrap_err().kind, ViolationKind::NotAnInteger);
//! session.set(&age, Answer::Text(" 10 ".into()))?;
//!
//! let school = session.next_after(Some(&age)).unwrap();
//! assert_eq!(session.question(&school).unwrap().label.plain(), "Which school, at 10?");
//! assert!(session.submission().contains("<age>10</age><school/>"));
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
pub use rich::Rich;

mod parse;
pub use parse::{Files, Loaded, Source};

mod session;
pub use session::{
    Ambient, Choice, Control, Found, Group, Instance, NodeState, Question, QuestionId, RepeatState,
    ResumeError, Session,
};

pub mod replay;

mod graph;
mod instance;
mod layout;
mod tree;
mod xpath;
