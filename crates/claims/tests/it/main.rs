//! The claim checker from outside: the corpus by kind, whole documents, and hostile texts.
#![expect(clippy::print_stdout, reason = "the corpus test reports by kind")]

mod corpus;
mod corrections;
mod documents;
mod hostile;
mod wrapped;
