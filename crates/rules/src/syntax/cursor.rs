//! The parser's place in the tokens: looking ahead, stepping, depth, and noting faults.
//!
//! Main type: [`Parser`]. The grammar is in `parse.rs`.

use super::token::Token;
use super::{DEEPEST_NESTING, Expr, ExprKind};
use crate::diagnostic::{Faults, Span, SyntaxFault};

pub(super) struct Parser<'f> {
    /// Ends with [`Token::End`], which is never stepped over.
    tokens: Vec<(Token, Span)>,
    pub(super) next: usize,
    depth: usize,
    pub(super) faults: &'f mut Faults,
}

impl<'f> Parser<'f> {
    /// A parser before the first of the tokens.
    pub(super) fn new(tokens: Vec<(Token, Span)>, faults: &'f mut Faults) -> Self {
        Self {
            tokens,
            next: 0,
            depth: 0,
            faults,
        }
    }

    pub(super) fn peek(&self) -> &Token {
        &self.tokens[self.next].0
    }

    pub(super) fn span(&self) -> Span {
        self.tokens[self.next].1
    }

    pub(super) fn step(&mut self) -> Token {
        let token = self.peek().clone();
        if token != Token::End {
            self.next += 1;
        }
        token
    }

    pub(super) fn take(&mut self, token: &Token) -> bool {
        let found = self.peek() == token;
        if found {
            self.step();
        }
        found
    }

    pub(super) fn expected(&mut self, zh: &'static str, en: &'static str) {
        let found = self.peek().shown();
        let span = self.span();
        self.faults
            .note(SyntaxFault::Expected { zh, en, found }, span);
    }

    pub(super) fn require(&mut self, token: &Token, zh: &'static str, en: &'static str) {
        if !self.take(token) {
            self.expected(zh, en);
        }
    }

    /// Whether the token ahead ends an expression that encloses this one.
    pub(super) fn closes(&self) -> bool {
        let token = self.peek();
        let closing = [
            Token::Close,
            Token::CloseList,
            Token::Comma,
            Token::Colon,
            Token::Question,
        ];
        closing.contains(token)
    }

    pub(super) fn invalid(span: Span) -> Expr {
        Expr {
            kind: ExprKind::Invalid,
            span,
        }
    }

    pub(super) fn from(&self, first: Span, kind: ExprKind) -> Expr {
        let last = self.tokens[self.next.saturating_sub(1)].1;
        Expr {
            kind,
            span: first.to(last),
        }
    }

    /// Runs a reader one level deeper, or notes that the text nests too deep and skips to its end.
    pub(super) fn deeper(&mut self, read: impl FnOnce(&mut Self) -> Expr) -> Expr {
        if self.depth == DEEPEST_NESTING {
            let span = self.span();
            self.faults.note(
                SyntaxFault::TooDeep {
                    limit: DEEPEST_NESTING,
                },
                span,
            );
            self.next = self.tokens.len() - 1;
            return Self::invalid(span);
        }
        self.depth += 1;
        let expr = read(self);
        self.depth -= 1;
        expr
    }
}
