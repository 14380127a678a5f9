//! The code, message and help of every fault, in both languages; the only file with these words.
//!
//! Main function: [`describe`]. The words of explanations are in `words.rs`.

use crate::diagnostic::{Bilingual, Fault, NameFault, PlaceFault, SyntaxFault, TypeFault};

type Words = (&'static str, Bilingual, Bilingual);

fn words(code: &'static str, message: [String; 2], help: [String; 2]) -> Words {
    let pair = |[zh, en]: [String; 2]| Bilingual::new(zh, en);
    (code, pair(message), pair(help))
}

macro_rules! both {
    ($zh:literal, $en:literal) => {
        [format!($zh), format!($en)]
    };
}

/// The stable code, message and help of a fault.
pub(crate) fn describe(fault: &Fault) -> Words {
    match fault {
        Fault::Syntax(fault) => syntax(fault),
        Fault::Name(fault) => names(fault),
        Fault::Type(fault) => types(fault),
        Fault::Place(fault) => places(fault),
    }
}

#[expect(clippy::too_many_lines, reason = "a table with one entry per fault")]
fn syntax(fault: &SyntaxFault) -> Words {
    match fault {
        SyntaxFault::UnexpectedCharacter(character) => words(
            "rule-character",
            both!(
                "规则里不能出现字符“{character}”",
                "the character {character:?} has no meaning in a rule"
            ),
            both!(
                "只用比较、四则运算、&&、||、!、in、?: 和半角标点",
                "use comparisons, arithmetic, &&, ||, !, in, ?: and ASCII punctuation"
            ),
        ),
        SyntaxFault::UnclosedText => words(
            "rule-quote",
            both!("引号没有闭合", "the quoted text has no closing quote"),
            both!(
                "在文字末尾补上同样的半角引号",
                "close the text with the quote it began with"
            ),
        ),
        SyntaxFault::UnknownEscape(character) => words(
            "rule-escape",
            both!(
                "反斜杠后的“{character}”不是转义符",
                "a backslash before {character:?} means nothing"
            ),
            both!(
                "只能写 \\\\、\\\"、\\' 和 \\n",
                "write only \\\\, \\\", \\' or \\n"
            ),
        ),
        SyntaxFault::TooLong { limit } => words(
            "rule-too-long",
            both!(
                "规则超过 {limit} 字节",
                "the rule is longer than {limit} bytes"
            ),
            both!("把它拆成几条规则", "split it into several rules"),
        ),
        SyntaxFault::TooDeep { limit } => words(
            "rule-too-deep",
            both!(
                "嵌套超过 {limit} 层",
                "the rule nests deeper than {limit} levels"
            ),
            both!(
                "去掉多余的括号,或拆成几条规则",
                "remove needless parentheses or split the rule"
            ),
        ),
        SyntaxFault::Expected { zh, en, found } => words(
            "rule-expected",
            both!(
                "这里需要{zh},却是 {found}",
                "expected {en} but found {found}"
            ),
            both!(
                "检查前后的括号、逗号和运算符",
                "check the parentheses, commas and operators around it"
            ),
        ),
        SyntaxFault::ChainedComparison => words(
            "rule-chained",
            both!("比较不能连写", "comparisons cannot be chained"),
            both!("写成 a < b && b < c", "write a < b && b < c"),
        ),
        SyntaxFault::SingleEquals => words(
            "rule-single-equals",
            both!("单个“=”没有意义", "a single = has no meaning"),
            both!(
                "相等写 ==,不低于写 >=",
                "write == for equal, >= for at least"
            ),
        ),
        SyntaxFault::YearOutOfRange { limit } => words(
            "rule-year-range",
            both!(
                "年份后缀只能是 .y1 到 .y{limit}",
                "the year suffix goes from .y1 to .y{limit}"
            ),
            both!(
                "最近一个已结束年度不写后缀,上一年写 .y1",
                "write no suffix for the latest closed year and .y1 for the year before"
            ),
        ),
        SyntaxFault::NumberTooLarge => words(
            "rule-number-range",
            both!(
                "数字超出精确计算的范围",
                "the number is too large for exact arithmetic"
            ),
            both!(
                "写更少的位数,或用更大的单位",
                "write fewer digits or use a larger unit"
            ),
        ),
    }
}

#[expect(clippy::too_many_lines, reason = "a table with one entry per fault")]
fn names(fault: &NameFault) -> Words {
    match fault {
        NameFault::UnknownConcept { id, similar } => {
            let list = similar.join(", ");
            let help = if similar.is_empty() {
                both!(
                    "先在字典里定义它,或改用已有的名称",
                    "define it in the dictionary first, or use an existing name"
                )
            } else {
                both!("是否想写:{list}", "did you mean: {list}")
            };
            words(
                "rule-unknown-concept",
                both!("字典里没有“{id}”", "the dictionary has no concept {id:?}"),
                help,
            )
        }
        NameFault::UnknownParameter(id) => words(
            "rule-unknown-parameter",
            both!("没有参数“{id}”", "there is no parameter {id:?}"),
            both!(
                "新建参数文件,写明单位、日期和出处",
                "add a parameter with unit, dates and reference"
            ),
        ),
        NameFault::UnknownRegister(id) => words(
            "rule-unknown-register",
            both!("没有名册“{id}”", "there is no register {id:?}"),
            both!(
                "先定义名册,或改用已有的名称",
                "define the register first, or use an existing one"
            ),
        ),
        NameFault::UnknownLevel {
            register,
            level,
            levels,
        } => {
            let list = levels.join(", ");
            let help = if levels.is_empty() {
                both!(
                    "该名册不分级别,去掉第二个参数",
                    "this register has no levels: leave the second argument out"
                )
            } else {
                both!("可用级别:{list}", "its levels are: {list}")
            };
            words(
                "rule-unknown-level",
                both!(
                    "名册“{register}”没有级别“{level}”",
                    "register {register:?} has no level {level:?}"
                ),
                help,
            )
        }
        NameFault::UnknownFunction(name) => words(
            "rule-unknown-function",
            both!("没有内置函数“{name}”", "there is no built-in {name:?}"),
            both!(
                "可用:param、months_between、days_between、has_status、count_status、growth_reaches、is_none",
                "available: param, months_between, days_between, has_status, count_status, growth_reaches, is_none"
            ),
        ),
        NameFault::KnowledgeAsked(name) => words(
            "rule-asks-knowledge",
            both!(
                "规则不能用“{name}”询问数据是否已知",
                "a rule may not ask whether a fact is known ({name})"
            ),
            both!(
                "询问是否登记为“无”请用 is_none(x);否则补充资料会使结论反转",
                "use is_none(x) for \"recorded as none\"; otherwise new knowledge could reverse an answer"
            ),
        ),
        NameFault::WrongArguments { signature } => words(
            "rule-arguments",
            both!(
                "参数不符合 {signature}",
                "the arguments do not fit {signature}"
            ),
            both!("按 {signature} 书写", "write {signature}"),
        ),
        NameFault::TableWithoutKey(id) => words(
            "rule-table-key",
            both!(
                "参数“{id}”是分档表,要写明按什么取值",
                "parameter {id:?} is a table and needs the value it is read by"
            ),
            both!("写成 param(\"{id}\", x)", "write param(\"{id}\", x)"),
        ),
        NameFault::KeyWithoutTable(id) => words(
            "rule-key-without-table",
            both!("参数“{id}”不是分档表", "parameter {id:?} is not a table"),
            both!("写成 param(\"{id}\")", "write param(\"{id}\")"),
        ),
        NameFault::NotYearly(id) => words(
            "rule-not-yearly",
            both!("“{id}”不是按年度记录的", "{id:?} has no yearly values"),
            both!("去掉 .y 后缀", "leave the .y suffix out"),
        ),
    }
}

#[expect(clippy::too_many_lines, reason = "a table with one entry per fault")]
fn types(fault: &TypeFault) -> Words {
    match fault {
        TypeFault::NotACondition { found } => words(
            "rule-not-a-condition",
            both!(
                "这里需要条件,却是值({found})",
                "a condition is needed here, not a value ({found})"
            ),
            both!(
                "把它与一个值比较,例如 x >= 5",
                "compare it with a value, such as x >= 5"
            ),
        ),
        TypeFault::NotAValue => words(
            "rule-not-a-value",
            both!(
                "这里需要值,却是条件",
                "a value is needed here, not a condition"
            ),
            both!(
                "条件用 &&、||、! 连接,不能参与比较和运算",
                "join conditions with &&, || and !; they cannot be compared or calculated with"
            ),
        ),
        TypeFault::TypesDiffer { left, right } => words(
            "rule-types-differ",
            both!(
                "两边类型或单位不同:{left} 与 {right}",
                "the two sides have different types or units: {left} and {right}"
            ),
            both!(
                "比较同一种数量,或先换成同一单位的数据项",
                "compare the same kind of quantity, or use a concept in the same unit"
            ),
        ),
        TypeFault::UnitMissing { expected, example } => {
            let sample = example.as_deref().unwrap_or("\"… unit\"");
            words(
                "rule-unit-missing",
                both!(
                    "数字没有单位,而另一边是 {expected}",
                    "a number without a unit stands against {expected}"
                ),
                both!(
                    "写成带单位的引号文字,例如 {sample}",
                    "write a quoted literal with its unit, such as {sample}"
                ),
            )
        }
        TypeFault::LiteralDoesNotFit { text, expected } => {
            let (zh, en) = (&expected.zh, &expected.en);
            words(
                "rule-literal",
                both!("“{text}”不符合要求", "{text:?} does not fit here"),
                both!("这里需要{zh}", "needed here: {en}"),
            )
        }
        TypeFault::LiteralWithoutContext(text) => words(
            "rule-literal-alone",
            both!("无法判断“{text}”是什么", "nothing says what {text:?} means"),
            both!(
                "把它与一个数据项或参数比较",
                "compare it with a concept or a parameter"
            ),
        ),
        TypeFault::NotOrdered { found } => words(
            "rule-not-ordered",
            both!("{found} 没有高低顺序", "{found} has no order"),
            both!(
                "只用 ==、!= 或 in;有等级的词表请在字典里标明顺序",
                "use ==, != or in; give the vocabulary ranks if it has an order"
            ),
        ),
        TypeFault::NotANumber { found } => words(
            "rule-not-a-number",
            both!(
                "{found} 不能参与四则运算",
                "{found} cannot be calculated with"
            ),
            both!(
                "四则运算只用于数量;日期用 months_between 或 days_between",
                "calculate with quantities only; for days use months_between or days_between"
            ),
        ),
        TypeFault::UnitsCombined { left, right } => words(
            "rule-units-combined",
            both!(
                "{left} 与 {right} 相乘除后的单位没有名称",
                "the unit of {left} times or over {right} has no name"
            ),
            both!(
                "乘法至少一边是纯数,除法两边同单位或除以纯数",
                "multiply by a plain number; divide by a plain number or by the same unit"
            ),
        ),
    }
}

fn places(fault: &PlaceFault) -> Words {
    match fault {
        PlaceFault::NotAList => words(
            "rule-not-a-list",
            both!(
                "in 的右边必须是列表或多值数据项",
                "the right side of in must be a list or a concept with several codes"
            ),
            both!(
                "写成 x in [\"a\", \"b\"] 或 \"a\" in xs",
                "write x in [\"a\", \"b\"] or \"a\" in xs"
            ),
        ),
        PlaceFault::EmptyList => words(
            "rule-empty-list",
            both!(
                "列表是空的,条件永远不成立",
                "the list is empty, so the condition can never hold"
            ),
            both!("写入至少一个值", "write at least one value"),
        ),
        PlaceFault::ListOutOfPlace => words(
            "rule-list-place",
            both!(
                "列表只能写在 in 的右边",
                "a list may stand only to the right of in"
            ),
            both!("写成 x in [\"a\", \"b\"]", "write x in [\"a\", \"b\"]"),
        ),
        PlaceFault::ElementNotLiteral => words(
            "rule-list-element",
            both!("列表里只能写字面值", "a list holds literals only"),
            both!("其他比较用 || 连接", "join other comparisons with ||"),
        ),
    }
}
