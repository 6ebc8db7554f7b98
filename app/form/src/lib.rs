//! ODK XForms engine
