//! SQLite: forms, drafts, outbox, settings
