//! Faults of the form of a file: syntax, keys, types, names.

use super::{Fault, error, suggestion, warning};
use benfu_domain::Label;

/// The file is no TOML.
pub(crate) fn syntax(message: &str) -> Fault {
    let message = message.lines().next().unwrap_or_default();
    error(
        "pack-toml",
        (
            &format!("TOML 语法错误：{message}"),
            &format!("TOML syntax: {message}"),
        ),
        (
            "按 TOML 1.0 改正此处",
            "correct this place as TOML 1.0 asks",
        ),
    )
}

/// The file is not UTF-8.
pub(crate) fn not_utf8() -> Fault {
    error(
        "pack-encoding",
        ("文件不是 UTF-8 编码", "the file is not UTF-8"),
        ("另存为 UTF-8", "save it as UTF-8"),
    )
}

/// The file of a pack lies where nothing reads it.
pub(crate) fn file_unknown(path: &str) -> Fault {
    warning(
        "pack-file-unknown",
        (
            &format!("没有人读取 {path}"),
            &format!("nothing reads {path}"),
        ),
        (
            "移到 concepts、rules、programmes 等文件夹中，或删去",
            "move it into concepts, rules, programmes or another folder of definitions, or remove it",
        ),
    )
}

/// A file name that is no identifier.
pub(crate) fn file_name(name: &str) -> Fault {
    error(
        "pack-file-name",
        (
            &format!("文件名 {name} 不能作为标识"),
            &format!("the file name {name} is no identifier"),
        ),
        (
            "只用小写英文字母、数字和下划线，以字母开头",
            "use lower-case letters, digits and underscores, a letter first",
        ),
    )
}

/// The id inside differs from the path.
pub(crate) fn id_differs(written: &str, path: &str) -> Fault {
    error(
        "pack-id-path",
        (
            &format!("标识 {written} 与文件路径 {path} 不同"),
            &format!("the id {written} differs from the file's path, {path}"),
        ),
        (
            "改文件名或删去 id：标识就是路径",
            "rename the file or drop the id: the path is the id",
        ),
    )
}

/// A key that nobody reads.
pub(crate) fn key_unknown(key: &str, near: Option<&str>) -> Fault {
    let message = (format!("不认识的键 {key}"), format!("unknown key {key}"));
    let help = suggestion(
        near,
        (
            "删去它，或查看该类文件的写法",
            "remove it, or see how such a file is written",
        ),
    );
    Fault {
        help,
        ..error("pack-key-unknown", (&message.0, &message.1), ("", ""))
    }
}

/// A required key is missing.
pub(crate) fn key_missing(key: &str) -> Fault {
    error(
        "pack-key-missing",
        (&format!("缺少 {key}"), &format!("{key} is missing")),
        (&format!("补上 {key}"), &format!("add {key}")),
    )
}

/// A value of another type.
pub(crate) fn wrong_type(expected: (&str, &str), found: &str) -> Fault {
    error(
        "pack-type",
        (
            &format!("这里要{}，写的是 {found}", expected.0),
            &format!("expected {}, found {found}", expected.1),
        ),
        (
            &format!("写成{}", expected.0),
            &format!("write {}", expected.1),
        ),
    )
}

/// A label that exists in one language only, or is empty.
pub(crate) fn label_missing(key: &str, language: &str) -> Fault {
    error(
        "pack-label-missing",
        (
            &format!("{key} 缺少 {language} 文本"),
            &format!("{key} has no text in {language}"),
        ),
        (
            "写成 { zh = \"…\", en = \"…\" }",
            "write { zh = \"…\", en = \"…\" }",
        ),
    )
}

/// A word that is none of a fixed list.
pub(crate) fn word_unknown(word: &str, known: &[&str], near: Option<&str>) -> Fault {
    let message = (
        format!("“{word}”不在可选值中"),
        format!("\"{word}\" is none of the words allowed here"),
    );
    let list = known.join(", ");
    let help = match near {
        Some(near) => Label::new(
            format!("是否想写 {near}？可选：{list}"),
            format!("did you mean {near}? allowed: {list}"),
        ),
        None => Label::new(format!("可选：{list}"), format!("allowed: {list}")),
    };
    Fault {
        help,
        ..error("pack-word-unknown", (&message.0, &message.1), ("", ""))
    }
}

/// No day of the calendar.
pub(crate) fn no_day(text: &str) -> Fault {
    error(
        "pack-date",
        (
            &format!("{text} 不是日历上的一天"),
            &format!("{text} is no day of the calendar"),
        ),
        ("写成 2026-06-30", "write it as 2026-06-30"),
    )
}

/// A number outside its range.
pub(crate) fn out_of_range(number: &str, low: i64, high: i64) -> Fault {
    error(
        "pack-range",
        (
            &format!("{number} 超出范围 {low} 至 {high}"),
            &format!("{number} is outside {low} to {high}"),
        ),
        ("改为范围内的整数", "write a whole number inside it"),
    )
}

/// Something else is named that does not exist.
pub(crate) fn no_such(kind: (&str, &str), id: &str, near: Option<&str>) -> Fault {
    let message = (
        format!("没有{} {id}", kind.0),
        format!("there is no {} {id}", kind.1),
    );
    let add = (
        format!("补上该{}的文件，或改正名称", kind.0),
        format!("add a file for this {}, or correct the name", kind.1),
    );
    let help = suggestion(near, (&add.0, &add.1));
    Fault {
        help,
        ..error("pack-reference-unknown", (&message.0, &message.1), ("", ""))
    }
}

/// Something occurs twice.
pub(crate) fn twice(kind: (&str, &str), id: &str) -> Fault {
    error(
        "pack-twice",
        (
            &format!("{} {id} 出现两次", kind.0),
            &format!("{} {id} occurs twice", kind.1),
        ),
        ("删去一个，或改名", "remove one of the two, or rename it"),
    )
}
