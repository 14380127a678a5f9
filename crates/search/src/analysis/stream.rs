//! The analyser as a tokenizer of the full-text engine.

use tantivy::tokenizer::{Token, TokenStream, Tokenizer};

use super::analyzer::{Analyzer, Term};

/// The terms of one text, handed over one at a time.
pub struct TermStream<'a> {
    terms: std::vec::IntoIter<Term<'a>>,
    token: Token,
}

impl Tokenizer for Analyzer {
    type TokenStream<'a> = TermStream<'a>;

    fn token_stream<'a>(&'a mut self, text: &'a str) -> TermStream<'a> {
        TermStream {
            terms: self.terms(text).into_iter(),
            token: Token::default(),
        }
    }
}

impl TokenStream for TermStream<'_> {
    fn advance(&mut self) -> bool {
        let Some(term) = self.terms.next() else {
            return false;
        };
        self.token.text.clear();
        self.token.text.push_str(&term.text);
        self.token.offset_from = term.range.start;
        self.token.offset_to = term.range.end;
        self.token.position = self.token.position.wrapping_add(1);
        true
    }

    fn token(&self) -> &Token {
        &self.token
    }

    fn token_mut(&mut self) -> &mut Token {
        &mut self.token
    }
}
