//! Characters to tokens.
//!
//! Main types: [`Token`], [`tokens`]. The grammar does not belong here.

use std::iter::Peekable;
use std::str::CharIndices;

use super::Comparison;
use crate::diagnostic::{Faults, Span, SyntaxFault};

/// The smallest piece of a rule's text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Token {
    /// A name, with its dots: `sales.y1`.
    Name(String),
    In,
    /// Digits with an optional decimal part.
    Number(String),
    /// A quoted literal, escapes resolved.
    Text(String),
    Comparison(Comparison),
    And,
    Or,
    Not,
    Plus,
    Minus,
    Star,
    Slash,
    Question,
    Colon,
    Comma,
    Open,
    Close,
    OpenList,
    CloseList,
    End,
}

impl Token {
    /// The token as a person would recognise it.
    pub(crate) fn shown(&self) -> String {
        let symbol = match self {
            Self::Name(text) | Self::Number(text) => text.as_str(),
            Self::Text(text) => return format!("\"{text}\""),
            Self::Comparison(operator) => operator.symbol(),
            Self::In => "in",
            Self::And => "&&",
            Self::Or => "||",
            Self::Not => "!",
            Self::Plus => "+",
            Self::Minus => "-",
            Self::Star => "*",
            Self::Slash => "/",
            Self::Question => "?",
            Self::Colon => ":",
            Self::Comma => ",",
            Self::Open => "(",
            Self::Close => ")",
            Self::OpenList => "[",
            Self::CloseList => "]",
            Self::End => return "end of rule / 规则结尾".to_owned(),
        };
        symbol.to_owned()
    }
}

/// The tokens of a text, the last one being [`Token::End`]. Characters without meaning are noted
/// and left out.
pub(crate) fn tokens(text: &str, faults: &mut Faults) -> Vec<(Token, Span)> {
    let mut scanner = Scanner {
        text,
        rest: text.char_indices().peekable(),
        faults,
    };
    let mut tokens = Vec::new();
    while let Some((start, first)) = scanner.rest.next() {
        let token = scanner.token(start, first);
        let end = scanner.position();
        tokens.extend(token.map(|token| (token, Span { start, end })));
    }
    let end = text.len();
    tokens.push((Token::End, Span { start: end, end }));
    tokens
}

struct Scanner<'t, 'f> {
    text: &'t str,
    rest: Peekable<CharIndices<'t>>,
    faults: &'f mut Faults,
}

impl Scanner<'_, '_> {
    fn position(&mut self) -> usize {
        self.rest.peek().map_or(self.text.len(), |(at, _)| *at)
    }

    fn follows(&mut self, expected: char) -> bool {
        self.rest.next_if(|(_, next)| *next == expected).is_some()
    }

    fn token(&mut self, start: usize, first: char) -> Option<Token> {
        Some(match first {
            ' ' | '\t' | '\r' | '\n' => return None,
            '"' | '\'' => self.quoted(start, first),
            '0'..='9' => self.number(start),
            'a'..='z' | 'A'..='Z' | '_' => self.name(start),
            '+' => Token::Plus,
            '-' => Token::Minus,
            '*' => Token::Star,
            '/' => Token::Slash,
            '?' => Token::Question,
            ':' => Token::Colon,
            ',' => Token::Comma,
            '(' => Token::Open,
            ')' => Token::Close,
            '[' => Token::OpenList,
            ']' => Token::CloseList,
            _ => return self.operator(start, first),
        })
    }

    fn operator(&mut self, start: usize, first: char) -> Option<Token> {
        Some(match first {
            '&' if self.follows('&') => Token::And,
            '|' if self.follows('|') => Token::Or,
            '!' if self.follows('=') => Token::Comparison(Comparison::NotEqual),
            '!' => Token::Not,
            '<' if self.follows('=') => Token::Comparison(Comparison::AtMost),
            '<' => Token::Comparison(Comparison::Less),
            '>' if self.follows('=') => Token::Comparison(Comparison::AtLeast),
            '>' => Token::Comparison(Comparison::Greater),
            '=' => {
                if !self.follows('=') {
                    self.fault(SyntaxFault::SingleEquals, start);
                }
                Token::Comparison(Comparison::Equal)
            }
            other => {
                self.fault(SyntaxFault::UnexpectedCharacter(other), start);
                return None;
            }
        })
    }

    fn fault(&mut self, fault: SyntaxFault, start: usize) {
        let end = self.position();
        self.faults.note(fault, Span { start, end });
    }

    fn taken(&mut self, start: usize) -> String {
        let end = self.position();
        self.text[start..end].to_owned()
    }

    fn skip_while(&mut self, belongs: impl Fn(char) -> bool) {
        while self.rest.next_if(|(_, next)| belongs(*next)).is_some() {}
    }

    fn name(&mut self, start: usize) -> Token {
        self.skip_while(|next| next.is_ascii_alphanumeric() || next == '_' || next == '.');
        match self.taken(start) {
            word if word == "in" => Token::In,
            name => Token::Name(name),
        }
    }

    fn number(&mut self, start: usize) -> Token {
        self.skip_while(|next| next.is_ascii_digit());
        let mut ahead = self.rest.clone();
        let decimals = ahead.next().is_some_and(|(_, next)| next == '.')
            && ahead.next().is_some_and(|(_, next)| next.is_ascii_digit());
        if decimals {
            self.rest.next();
            self.skip_while(|next| next.is_ascii_digit());
        }
        Token::Number(self.taken(start))
    }

    fn quoted(&mut self, start: usize, quote: char) -> Token {
        let mut text = String::new();
        while let Some((at, next)) = self.rest.next() {
            match next {
                _ if next == quote => return Token::Text(text),
                '\\' => text.extend(self.escaped(at)),
                other => text.push(other),
            }
        }
        self.fault(SyntaxFault::UnclosedText, start);
        Token::Text(text)
    }

    fn escaped(&mut self, at: usize) -> Option<char> {
        let (_, next) = self.rest.next()?;
        match next {
            '\\' | '"' | '\'' => Some(next),
            'n' => Some('\n'),
            other => {
                self.fault(SyntaxFault::UnknownEscape(other), at);
                None
            }
        }
    }
}
