//! The claim checker from outside: the corpus by kind, whole documents, and hostile texts.

mod corpus;
mod hostile;
