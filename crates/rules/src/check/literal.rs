//! Checking of quoted literals against the type their place asks for.
//!
//! Main function: [`Checker::quoted`].

use super::{Checked, Checker, constant};
use crate::diagnostic::{Bilingual, TypeFault};
use crate::{Day, Span, Type, Value};

impl Checker<'_> {
    /// The value of a quoted literal where a type is expected.
    pub(super) fn quoted(&mut self, text: &str, expected: Option<&Type>, span: Span) -> Checked {
        let Some(kind) = expected else {
            let text = text.to_owned();
            return self.fault(TypeFault::LiteralWithoutContext(text), span);
        };
        match self.value_of(text, kind) {
            Ok(value) => Some(constant(value, kind.clone())),
            Err(fault) => self.fault(fault, span),
        }
    }

    fn value_of(&self, text: &str, kind: &Type) -> Result<Value, TypeFault> {
        match kind {
            Type::Text => Ok(Value::Text(text.to_owned())),
            Type::Day => {
                let day = text.parse::<Day>();
                day.map(Value::Day).map_err(|_| Self::misfit(text, kind))
            }
            Type::Flag | Type::Codes { .. } => Err(Self::misfit(text, kind)),
            Type::Number { .. } | Type::Money { .. } | Type::Code { .. } => {
                self.value_by_dictionary(text, kind)
            }
        }
    }

    fn value_by_dictionary(&self, text: &str, kind: &Type) -> Result<Value, TypeFault> {
        let parsed = self.dictionary.parse_literal(text, kind);
        let value = parsed.map_err(|fault| TypeFault::LiteralDoesNotFit {
            text: text.to_owned(),
            expected: Bilingual::new(fault.expected_zh, fault.expected_en),
        })?;
        if kind.admits(&value) {
            Ok(value)
        } else {
            Err(Self::misfit(text, kind))
        }
    }

    /// The fault of a literal that is not written as its type asks.
    pub(super) fn misfit(text: &str, kind: &Type) -> TypeFault {
        let (zh, en) = match kind {
            Type::Day => ("日期,如 \"2026-06-30\"", "a date such as \"2026-06-30\""),
            Type::Flag => ("true 或 false,不加引号", "true or false without quotes"),
            Type::Codes { .. } => (
                "用 in 判断是否包含某个代码",
                "membership by in, as in \"a\" in xs",
            ),
            Type::Code { .. } => ("词表中的代码", "a code of the vocabulary"),
            Type::Number { .. } | Type::Money { .. } | Type::Text => {
                ("同类型的字面值", "a literal of the same type")
            }
        };
        TypeFault::LiteralDoesNotFit {
            text: text.to_owned(),
            expected: Bilingual::new(zh, format!("{en} ({kind})")),
        }
    }
}
