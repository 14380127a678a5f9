//! Tokens to a tree, by recursive descent with a limit of depth.
//!
//! Main function: [`parse`]. It never stops at the first fault: what cannot be read becomes
//! [`ExprKind::Invalid`] and reading goes on behind it.

use super::cursor::Parser;
use super::token::{Token, tokens};
use super::{Additive, Comparison, Expr, ExprKind, FARTHEST_YEAR, LONGEST_TEXT, Multiplicative};
use crate::diagnostic::{Faults, Span, SyntaxFault};

/// Reads a text. With faults noted, the tree holds [`ExprKind::Invalid`] in their places.
pub(crate) fn parse(text: &str, faults: &mut Faults) -> Expr {
    if text.len() > LONGEST_TEXT {
        let span = Span {
            start: 0,
            end: text.len(),
        };
        faults.note(
            SyntaxFault::TooLong {
                limit: LONGEST_TEXT,
            },
            span,
        );
        return Expr {
            kind: ExprKind::Invalid,
            span,
        };
    }
    let mut parser = Parser::new(tokens(text, faults), faults);
    let expr = parser.expression();
    parser.expect_end();
    expr
}

impl Parser<'_> {
    /// Reports what follows the rule once, then reads it too, for the faults inside it.
    fn expect_end(&mut self) {
        if *self.peek() == Token::End {
            return;
        }
        self.expected("运算符或结尾", "an operator or the end");
        while *self.peek() != Token::End {
            self.step();
            if *self.peek() != Token::End && !self.closes() {
                self.expression();
            }
        }
    }

    fn expression(&mut self) -> Expr {
        self.deeper(Self::choice)
    }

    fn choice(&mut self) -> Expr {
        let first = self.span();
        let test = self.any();
        if !self.take(&Token::Question) {
            return test;
        }
        let yes = self.expression();
        self.require(
            &Token::Colon,
            "冒号和另一个选择",
            "a colon and the other choice",
        );
        let no = self.expression();
        self.from(first, ExprKind::Choice(Box::new([test, yes, no])))
    }

    fn any(&mut self) -> Expr {
        self.joined(&Token::Or, Self::all, ExprKind::Any)
    }

    fn all(&mut self) -> Expr {
        self.joined(&Token::And, Self::relation, ExprKind::All)
    }

    fn joined(
        &mut self,
        operator: &Token,
        read: impl Fn(&mut Self) -> Expr,
        join: impl FnOnce(Vec<Expr>) -> ExprKind,
    ) -> Expr {
        let first = self.span();
        let mut parts = vec![read(self)];
        while self.take(operator) {
            parts.push(read(self));
        }
        if parts.len() == 1 {
            return parts.remove(0);
        }
        self.from(first, join(parts))
    }

    fn relation(&mut self) -> Expr {
        let first = self.span();
        let left = self.sum();
        if !self.relation_ahead() {
            return left;
        }
        let kind = self.relation_after(left);
        let relation = self.from(first, kind);
        while self.relation_ahead() {
            self.faults
                .note(SyntaxFault::ChainedComparison, self.span());
            self.relation_after(Self::invalid(first));
        }
        relation
    }

    fn relation_ahead(&self) -> bool {
        matches!(self.peek(), Token::Comparison(_) | Token::In)
    }

    /// The relation whose operator is ahead: a comparison, else `in`.
    fn relation_after(&mut self, left: Expr) -> ExprKind {
        let operator = self.comparison();
        if operator.is_none() {
            self.step();
        }
        let (left, right) = (Box::new(left), Box::new(self.sum()));
        match operator {
            Some(operator) => ExprKind::Compare {
                operator,
                left,
                right,
            },
            None => ExprKind::In {
                item: left,
                list: right,
            },
        }
    }

    fn comparison(&mut self) -> Option<Comparison> {
        let Token::Comparison(operator) = *self.peek() else {
            return None;
        };
        self.step();
        Some(operator)
    }

    fn sum(&mut self) -> Expr {
        let first = self.span();
        let term = self.product();
        let mut rest = Vec::new();
        while let Some(sign) = additive(self.peek()) {
            self.step();
            rest.push((sign, self.product()));
        }
        if rest.is_empty() {
            return term;
        }
        self.from(
            first,
            ExprKind::Sum {
                first: Box::new(term),
                rest,
            },
        )
    }

    fn product(&mut self) -> Expr {
        let first = self.span();
        let factor = self.unary();
        let mut rest = Vec::new();
        while let Some(sign) = multiplicative(self.peek()) {
            self.step();
            rest.push((sign, self.unary()));
        }
        if rest.is_empty() {
            return factor;
        }
        self.from(
            first,
            ExprKind::Product {
                first: Box::new(factor),
                rest,
            },
        )
    }

    fn unary(&mut self) -> Expr {
        let first = self.span();
        if self.take(&Token::Not) {
            let inner = self.deeper(Self::unary);
            return self.from(first, ExprKind::Not(Box::new(inner)));
        }
        if self.take(&Token::Minus) {
            let inner = self.deeper(Self::unary);
            return self.from(first, ExprKind::Negate(Box::new(inner)));
        }
        self.primary()
    }

    fn primary(&mut self) -> Expr {
        let first = self.span();
        #[expect(
            clippy::wildcard_enum_match_arm,
            reason = "any other token begins nothing"
        )]
        let kind = match self.peek().clone() {
            Token::Number(digits) => ExprKind::Number(digits),
            Token::Text(text) => ExprKind::Text(text),
            Token::Name(name) => return self.name(&name),
            Token::Open => return self.parenthesised(),
            Token::OpenList => return self.list(),
            Token::End => {
                self.expected("数据项、值或条件", "a concept, a value or a condition");
                return Self::invalid(first);
            }
            _ => return self.unreadable(first),
        };
        self.step();
        self.from(first, kind)
    }

    /// Notes a token nothing can begin with; steps over it unless an enclosing reader needs it.
    fn unreadable(&mut self, first: Span) -> Expr {
        self.expected("数据项、值或条件", "a concept, a value or a condition");
        let joins = matches!(self.peek(), Token::And | Token::Or);
        if !self.closes() && !joins {
            self.step();
        }
        Self::invalid(first)
    }

    fn parenthesised(&mut self) -> Expr {
        self.step();
        let inner = self.expression();
        self.require(&Token::Close, "右括号", "a closing parenthesis");
        inner
    }

    fn list(&mut self) -> Expr {
        let first = self.span();
        self.step();
        let elements = self.separated(&Token::CloseList);
        self.require(&Token::CloseList, "右方括号", "a closing bracket");
        self.from(first, ExprKind::List(elements))
    }

    fn separated(&mut self, closing: &Token) -> Vec<Expr> {
        let mut elements = Vec::new();
        if self.peek() == closing {
            return elements;
        }
        loop {
            elements.push(self.expression());
            if !self.take(&Token::Comma) {
                return elements;
            }
        }
    }

    fn name(&mut self, name: &str) -> Expr {
        let first = self.span();
        self.step();
        if self.take(&Token::Open) {
            let arguments = self.separated(&Token::Close);
            self.require(&Token::Close, "右括号", "a closing parenthesis");
            let function = name.to_owned();
            return self.from(
                first,
                ExprKind::Call {
                    function,
                    arguments,
                },
            );
        }
        let kind = match name {
            "true" => ExprKind::Boolean(true),
            "false" => ExprKind::Boolean(false),
            _ => self.concept(name, first),
        };
        self.from(first, kind)
    }

    fn concept(&mut self, name: &str, span: Span) -> ExprKind {
        let (id, years_back) = match split_year(name) {
            None => (name, 0),
            Some((id, Some(years @ 1..=FARTHEST_YEAR))) => (id, years),
            Some(_) => {
                self.faults.note(
                    SyntaxFault::YearOutOfRange {
                        limit: FARTHEST_YEAR,
                    },
                    span,
                );
                return ExprKind::Invalid;
            }
        };
        ExprKind::Name {
            id: id.to_owned(),
            years_back,
        }
    }
}

/// Splits `sales.y1` into name and year; the year is none when it is no small number.
fn split_year(name: &str) -> Option<(&str, Option<u8>)> {
    let (id, suffix) = name.rsplit_once('.')?;
    let digits = suffix.strip_prefix('y')?;
    let numeric = !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit());
    numeric.then(|| (id, digits.parse().ok()))
}

fn additive(token: &Token) -> Option<Additive> {
    let signs = [
        (Token::Plus, Additive::Plus),
        (Token::Minus, Additive::Minus),
    ];
    signs
        .into_iter()
        .find_map(|(written, sign)| (written == *token).then_some(sign))
}

fn multiplicative(token: &Token) -> Option<Multiplicative> {
    let signs = [
        (Token::Star, Multiplicative::Times),
        (Token::Slash, Multiplicative::Over),
    ];
    signs
        .into_iter()
        .find_map(|(written, sign)| (written == *token).then_some(sign))
}
