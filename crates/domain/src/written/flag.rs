//! Yes and no as written.

use super::{Absence, Expected, Misread, Problem, Written, absence, tidy};

/// Reads yes or no: 是/否, 有/无, √/×, Y/N, true/false, 1/0. An empty cell is absent, not no.
pub fn flag(text: &str) -> Result<Written<bool>, Misread> {
    let misread = |problem| Misread::new(text, Expected::Flag, problem);
    let tidied = tidy(text)
        .ok_or_else(|| misread(Problem::TooLong))?
        .to_lowercase();
    match tidied.as_str() {
        "是" | "有" | "对" | "√" | "✓" | "✔" | "☑" | "y" | "yes" | "t" | "true" | "1" => {
            Ok(Written::Value(true))
        }
        "否" | "无" | "没有" | "不是" | "×" | "✗" | "✘" | "x" | "n" | "no" | "f" | "false"
        | "0" | "none" => Ok(Written::Value(false)),
        other => absence(other)
            .filter(|absence| *absence != Absence::Nothing)
            .map(Written::Absent)
            .ok_or_else(|| {
                misread(Problem::NotUnderstood {
                    part: other.chars().take(20).collect(),
                })
            }),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_yes_and_no() {
        for text in ["是", " 有 ", "√", "Y", "Ｙｅｓ", "TRUE", "1"] {
            assert_eq!(flag(text), Ok(Written::Value(true)), "{text}");
        }
        for text in ["否", "无", "×", "n", "False", "0", "没有"] {
            assert_eq!(flag(text), Ok(Written::Value(false)), "{text}");
        }
    }

    #[test]
    fn nothing_written_is_not_no() {
        assert_eq!(flag(""), Ok(Written::Absent(Absence::Blank)));
        assert_eq!(flag("不详"), Ok(Written::Absent(Absence::Unknown)));
    }

    #[test]
    fn refuses_other_words() {
        let error = flag("部分").unwrap_err();
        assert_eq!(
            error.problem,
            Problem::NotUnderstood {
                part: "部分".into()
            }
        );
        assert!(error.zh().ends_with("请写成是或否"));
    }
}
