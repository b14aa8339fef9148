//! What happened: outcomes, unanswered questions, feedback. Redaction first, then the store.
