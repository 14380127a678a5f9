//! A tree back to text, with one space around operators and only the parentheses needed.
//!
//! Main item: `Display` for [`Expr`]. Reading the printed text gives the same tree again.

use std::fmt::{self, Display, Formatter};

use super::{Additive, Expr, ExprKind, Multiplicative};

/// How tightly an expression binds; an operand that binds less tightly needs parentheses.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Binding {
    Choice,
    Any,
    All,
    Relation,
    Sum,
    Product,
    Unary,
    Primary,
}

fn binding(expr: &Expr) -> Binding {
    match expr.kind {
        ExprKind::Choice(_) => Binding::Choice,
        ExprKind::Any(_) => Binding::Any,
        ExprKind::All(_) => Binding::All,
        ExprKind::Compare { .. } | ExprKind::In { .. } => Binding::Relation,
        ExprKind::Sum { .. } => Binding::Sum,
        ExprKind::Product { .. } => Binding::Product,
        ExprKind::Not(_) | ExprKind::Negate(_) => Binding::Unary,
        ExprKind::Boolean(_)
        | ExprKind::Number(_)
        | ExprKind::Text(_)
        | ExprKind::Name { .. }
        | ExprKind::Call { .. }
        | ExprKind::List(_)
        | ExprKind::Invalid => Binding::Primary,
    }
}

/// An operand, in parentheses when it binds less tightly than its place asks for.
struct Operand<'e>(&'e Expr, Binding);

impl Display for Operand<'_> {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        if binding(self.0) < self.1 {
            write!(f, "({})", self.0)
        } else {
            write!(f, "{}", self.0)
        }
    }
}

impl Display for Expr {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        match &self.kind {
            ExprKind::Boolean(value) => write!(f, "{value}"),
            ExprKind::Number(digits) => f.write_str(digits),
            ExprKind::Text(text) => quoted(f, text),
            ExprKind::Name { id, years_back: 0 } => f.write_str(id),
            ExprKind::Name { id, years_back } => write!(f, "{id}.y{years_back}"),
            ExprKind::Call {
                function,
                arguments,
            } => {
                write!(f, "{function}(")?;
                listed(f, arguments)?;
                f.write_str(")")
            }
            ExprKind::List(elements) => {
                f.write_str("[")?;
                listed(f, elements)?;
                f.write_str("]")
            }
            ExprKind::Not(inner) => write!(f, "!{}", Operand(inner, Binding::Unary)),
            ExprKind::Negate(inner) => write!(f, "-{}", Operand(inner, Binding::Unary)),
            ExprKind::All(parts) => joined(f, parts, " && ", Binding::Relation),
            ExprKind::Any(parts) => joined(f, parts, " || ", Binding::All),
            ExprKind::Compare {
                operator,
                left,
                right,
            } => relation(f, left, operator.symbol(), right),
            ExprKind::In { item, list } => relation(f, item, "in", list),
            ExprKind::Sum { first, rest } => sum(f, first, rest),
            ExprKind::Product { first, rest } => product(f, first, rest),
            ExprKind::Choice(parts) => choice(f, parts),
            ExprKind::Invalid => f.write_str("?"),
        }
    }
}

fn quoted(f: &mut Formatter<'_>, text: &str) -> fmt::Result {
    let escaped = text
        .replace('\\', "\\\\")
        .replace('"', "\\\"")
        .replace('\n', "\\n");
    write!(f, "\"{escaped}\"")
}

fn listed(f: &mut Formatter<'_>, elements: &[Expr]) -> fmt::Result {
    joined(f, elements, ", ", Binding::Choice)
}

fn joined(f: &mut Formatter<'_>, parts: &[Expr], between: &str, place: Binding) -> fmt::Result {
    for (index, part) in parts.iter().enumerate() {
        if index > 0 {
            f.write_str(between)?;
        }
        write!(f, "{}", Operand(part, place))?;
    }
    Ok(())
}

fn relation(f: &mut Formatter<'_>, left: &Expr, symbol: &str, right: &Expr) -> fmt::Result {
    let (left, right) = (Operand(left, Binding::Sum), Operand(right, Binding::Sum));
    write!(f, "{left} {symbol} {right}")
}

fn sum(f: &mut Formatter<'_>, first: &Expr, rest: &[(Additive, Expr)]) -> fmt::Result {
    write!(f, "{}", Operand(first, Binding::Product))?;
    for (sign, term) in rest {
        let symbol = match sign {
            Additive::Plus => '+',
            Additive::Minus => '-',
        };
        write!(f, " {symbol} {}", Operand(term, Binding::Product))?;
    }
    Ok(())
}

fn product(f: &mut Formatter<'_>, first: &Expr, rest: &[(Multiplicative, Expr)]) -> fmt::Result {
    write!(f, "{}", Operand(first, Binding::Unary))?;
    for (sign, factor) in rest {
        let symbol = match sign {
            Multiplicative::Times => '*',
            Multiplicative::Over => '/',
        };
        write!(f, " {symbol} {}", Operand(factor, Binding::Unary))?;
    }
    Ok(())
}

fn choice(f: &mut Formatter<'_>, [test, yes, no]: &[Expr; 3]) -> fmt::Result {
    write!(f, "{} ? {yes} : {no}", Operand(test, Binding::Any))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::{Comparison, parse};
    use super::*;
    use crate::diagnostic::{Faults, Span};

    fn expr(kind: ExprKind) -> Expr {
        Expr {
            kind,
            span: Span::default(),
        }
    }

    fn leaf() -> impl Strategy<Value = Expr> {
        prop_oneof![
            any::<bool>().prop_map(ExprKind::Boolean),
            "[0-9]{1,6}(\\.[0-9]{1,3})?".prop_map(ExprKind::Number),
            "[a-z万元\"'\\\\\n ]{0,6}".prop_map(ExprKind::Text),
            ("[a-h][a-z_]{0,5}(\\.[a-h]{1,3})?", 0..=20_u8)
                .prop_filter("a word of the language", |(id, _)| id != "false")
                .prop_map(|(id, years_back)| ExprKind::Name { id, years_back }),
        ]
        .prop_map(expr)
    }

    fn chain<O: std::fmt::Debug + Clone + 'static>(
        inner: impl Strategy<Value = Expr> + Clone,
        operators: &[O; 2],
    ) -> impl Strategy<Value = (Box<Expr>, Vec<(O, Expr)>)> {
        let link = (prop::sample::select(operators.to_vec()), inner.clone());
        (inner.prop_map(Box::new), prop::collection::vec(link, 1..4))
    }

    fn grown(inner: impl Strategy<Value = Expr> + Clone + 'static) -> impl Strategy<Value = Expr> {
        let several = prop::collection::vec(inner.clone(), 2..4);
        let pair = (inner.clone(), inner.clone());
        let operators = [
            Comparison::Less,
            Comparison::AtMost,
            Comparison::Equal,
            Comparison::NotEqual,
            Comparison::AtLeast,
            Comparison::Greater,
        ];
        prop_oneof![
            several.clone().prop_map(ExprKind::All),
            several.clone().prop_map(ExprKind::Any),
            several.clone().prop_map(ExprKind::List),
            inner.clone().prop_map(|e| ExprKind::Not(Box::new(e))),
            inner.clone().prop_map(|e| ExprKind::Negate(Box::new(e))),
            (prop::sample::select(operators.to_vec()), pair.clone()).prop_map(
                |(operator, (l, r))| {
                    ExprKind::Compare {
                        operator,
                        left: Box::new(l),
                        right: Box::new(r),
                    }
                }
            ),
            pair.prop_map(|(item, list)| ExprKind::In {
                item: Box::new(item),
                list: Box::new(list),
            }),
            chain(inner.clone(), &[Additive::Plus, Additive::Minus])
                .prop_map(|(first, rest)| ExprKind::Sum { first, rest }),
            chain(
                inner.clone(),
                &[Multiplicative::Times, Multiplicative::Over]
            )
            .prop_map(|(first, rest)| ExprKind::Product { first, rest }),
            [inner.clone(), inner.clone(), inner]
                .prop_map(|parts| ExprKind::Choice(Box::new(parts))),
            ("[a-h_]{2,8}", several).prop_map(|(function, arguments)| ExprKind::Call {
                function,
                arguments
            }),
        ]
        .prop_map(expr)
    }

    /// The tree with all places forgotten, by way of its debug text.
    fn shape(expr: &Expr) -> String {
        let text = format!("{expr:?}");
        let mut parts = text.split("span: Span { start: ");
        let first = parts.next().unwrap_or_default().to_owned();
        parts.fold(first, |shape, part| {
            shape + part.split_once('}').map_or("", |(_, rest)| rest)
        })
    }

    proptest! {
        #[test]
        fn printed_text_reads_back_as_the_same_tree(
            tree in leaf().prop_recursive(5, 40, 4, grown)
        ) {
            let mut faults = Faults::default();
            let printed = tree.to_string();
            let read = parse(&printed, &mut faults);
            prop_assert!(faults.is_empty(), "{printed}: {faults:?}");
            prop_assert_eq!(shape(&read), shape(&tree));
            prop_assert_eq!(read.to_string(), printed);
        }

        #[test]
        fn any_text_is_read_without_a_panic(text in "\\PC{0,80}") {
            let mut faults = Faults::default();
            let _ = parse(&text, &mut faults).to_string();
        }

        #[test]
        fn any_sequence_of_tokens_is_read_without_a_panic(
            words in prop::collection::vec(prop::sample::select(vec![
                "a", "1", "\"x\"", "(", ")", "[", "]", ",", "?", ":", "&&", "||", "!", "==", "in",
                "-", "+", "*", "/", "param(", "a.y1", "=", "<",
            ]), 0..40)
        ) {
            let mut faults = Faults::default();
            let _ = parse(&words.join(" "), &mut faults).to_string();
        }
    }
}
