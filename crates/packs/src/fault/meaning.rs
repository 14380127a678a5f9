//! Faults of what a file says: policy that cannot be right.

use super::{Fault, error, label, warning};
use crate::files::FilesError;
use benfu_domain::Label;
use benfu_domain::calendar::CalendarError;
use benfu_domain::fact::Unfit;
use benfu_domain::region::RegionTableError;

/// The files of a pack cannot be had.
pub(crate) fn files(fault: &FilesError) -> Fault {
    error(
        "pack-files",
        (&fault.zh(), &fault.to_string()),
        ("检查政策包的名称或路径", "check the pack's name or path"),
    )
}

/// A pack that extends itself, directly or through others.
pub(crate) fn extends_itself(id: &str) -> Fault {
    error(
        "pack-extends",
        (
            &format!("政策包 {id} 的 extends 成环"),
            &format!("pack {id} extends itself"),
        ),
        ("去掉其中一个 extends", "remove one of the extends"),
    )
}

/// A number without its document.
pub(crate) fn reference_missing() -> Fault {
    error(
        "pack-reference-missing",
        (
            "没有写出处 source：无出处的数字不得载入",
            "no source: a number without a citation does not load",
        ),
        (
            "补上 source = { title = \"文件 第几条\", document = \"文号\", confidence = \"H\" }",
            "add source = { title = \"document, clause\", document = \"number\", confidence = \"H\" }",
        ),
    )
}

/// A hard gate that rests on hearsay.
pub(crate) fn low_confidence_gate(what: &str) -> Fault {
    error(
        "pack-confidence",
        (
            &format!("{what} 的可信度为 L，不能作为硬性门槛"),
            &format!("{what} has confidence L and cannot be a hard gate"),
        ),
        (
            "核对原文后改为 H 或 M，或写 use = \"guideline\"",
            "check it against the text and raise it to H or M, or write use = \"guideline\"",
        ),
    )
}

/// A value that does not fit its type.
pub(crate) fn unfit(unfit: &Unfit) -> Fault {
    error(
        "pack-value",
        (&unfit.zh, &unfit.en),
        (
            "按说明改写该值，金额和数量要带单位",
            "rewrite the value; amounts and quantities carry a unit",
        ),
    )
}

/// A unit that nobody knows.
pub(crate) fn unit_unknown(unit: &str) -> Fault {
    error(
        "pack-unit",
        (
            &format!("不认识的单位“{unit}”"),
            &format!("unknown unit \"{unit}\""),
        ),
        (
            "用 kg、m²、kN/m²、day 等单位；金额用 万元；纯数用 ratio 或 count",
            "use kg, m², kN/m², day or the like; 万元 for money; ratio or count for plain numbers",
        ),
    )
}

/// Values whose dates overlap or go backwards.
pub(crate) fn dates(zh: &str, en: &str) -> Fault {
    error(
        "pack-dates",
        (zh, en),
        (
            "按开始日期由早到晚排列，互不重叠",
            "order them by their first day, without overlap",
        ),
    )
}

/// A table of a parameter that cannot be looked up.
pub(crate) fn tiers(zh: &str, en: &str) -> Fault {
    error(
        "pack-tiers",
        (zh, en),
        (
            "上限由小到大，最后一行不写 up_to，并写 by 指明按哪个数据项查表",
            "limits go up, the last row has no up_to, and by names the concept that selects a row",
        ),
    )
}

/// A code of an older list of which a crosswalk does not say what it became.
pub(crate) fn code_without_row(code: &str) -> Fault {
    error(
        "pack-crosswalk",
        (
            &format!("没有写出 {code} 变成了什么"),
            &format!("it does not say what became of {code}"),
        ),
        (
            &format!("补一行 [[row]] code = \"{code}\"；取消的写 becomes = []"),
            &format!("add a [[row]] with code = \"{code}\"; becomes = [] when it was dropped"),
        ),
    )
}

/// A parameter that no rule uses.
pub(crate) fn parameter_unused(id: &str) -> Fault {
    error(
        "pack-parameter-unused",
        (
            &format!("没有规则或政策使用参数 {id}"),
            &format!("no rule and no policy uses the parameter {id}"),
        ),
        (
            &format!("写规则时用 param(\"{id}\")，或删去"),
            &format!("use param(\"{id}\") in a rule, or remove it"),
        ),
    )
}

/// A rule whose cases do not show every answer.
pub(crate) fn cases_missing(rule: &str, answers: &str) -> Fault {
    warning(
        "pack-cases-missing",
        (
            &format!("规则 {rule} 缺少预期为 {answers} 的用例"),
            &format!("rule {rule} has no case that expects {answers}"),
        ),
        (
            "在 cases 中补上：达到、未达到、无法判断各一例",
            "add them under cases: one met, one not met, one unknown",
        ),
    )
}

/// A policy whose cases do not show every answer.
pub(crate) fn policy_cases_missing(policy: &str, answers: &str) -> Fault {
    warning(
        "pack-cases-missing",
        (
            &format!("政策 {policy} 缺少预期为 {answers} 的用例"),
            &format!("policy {policy} has no case that expects {answers}"),
        ),
        (
            &format!("在 cases 中补上 expect = {{ \"policy:{policy}\" = \"…\" }}"),
            &format!("add expect = {{ \"policy:{policy}\" = \"…\" }} under cases"),
        ),
    )
}

/// A stage list that does not fit the loop.
pub(crate) fn stages(zh: &str, en: &str) -> Fault {
    error(
        "pack-stages",
        (zh, en),
        (
            "按闭环状态的次序列出环节；每个未跳过的状态至少一个环节",
            "list stages in the order of the loop's states; each state that is not skipped has at least one",
        ),
    )
}

/// An indicator that counts an end which no programme has.
pub(crate) fn end_nowhere(code: &str) -> Fault {
    warning(
        "pack-end-unknown",
        (
            &format!("没有机制有结束代码 {code}，该指标不会计到它"),
            &format!("no programme has the end code {code}: it is never counted"),
        ),
        (
            "改正代码，或在机制中补上该结束代码",
            "correct the code, or give a programme this end",
        ),
    )
}

/// A part that stages need and no role plays.
pub(crate) fn part_without_role(part: &str) -> Fault {
    error(
        "pack-part-role",
        (
            &format!("角色表中没有谁承担 {part}"),
            &format!("no role plays the part {part}"),
        ),
        (
            &format!("在 [parts] 中写 {part} = [\"…\"]"),
            &format!("write {part} = [\"…\"] under [parts]"),
        ),
    )
}

/// One role with the powers of two administrators.
pub(crate) fn powers_joined(powers: &str) -> Fault {
    error(
        "pack-powers",
        (
            &format!("一个角色同时有两类管理员的权限：{powers}"),
            &format!("one role holds the powers of two administrators: {powers}"),
        ),
        (
            "系统管理员、安全管理员、审计管理员分设，互不兼任",
            "keep the system, security and audit administrators apart",
        ),
    )
}

/// An administrator who can see business data.
pub(crate) fn administrator_reads(area: &str) -> Fault {
    error(
        "pack-administrator",
        (
            &format!("管理员角色不得有业务数据（{area}）权限"),
            &format!("an administrator's role reaches business data ({area})"),
        ),
        (
            "管理员只管账号、权限和台账",
            "administrators see accounts, roles and the ledger only",
        ),
    )
}

/// A mark in a report that means nothing.
pub(crate) fn mark(text: &str) -> Fault {
    error(
        "pack-report-mark",
        (
            &format!("报告模板中的标记 {text} 无法识别"),
            &format!("the mark {text} means nothing in a report"),
        ),
        (
            "可用：{{figure:指标}} {{rows:指标}} {{table:指标, 指标}} {{funnel}} {{period}} {{district}} {{as_of}} {{write:提示}}",
            "marks: {{figure:ID}} {{rows:ID}} {{table:ID, ID}} {{funnel}} {{period}} {{district}} {{as_of}} {{write:hint}}",
        ),
    )
}

/// A report that says other figures in the other language.
pub(crate) fn report_languages(zh: &str, en: &str) -> Fault {
    error(
        "pack-report-languages",
        (zh, en),
        (
            "两种语言的模板用同样的指标",
            "use the same figures in both languages",
        ),
    )
}

/// A header that means two fields.
pub(crate) fn header_twice(header: &str) -> Fault {
    error(
        "pack-header-twice",
        (
            &format!("表头“{header}”指向两个字段"),
            &format!("the header \"{header}\" means two fields"),
        ),
        (
            "只留一处，否则导入无法判断",
            "keep one of the two, or an import cannot tell",
        ),
    )
}

/// Weights that are no whole.
pub(crate) fn weights_sum(sum: i64) -> Fault {
    error(
        "pack-weights",
        (
            &format!("权重合计 {sum}‰，应为 1000‰"),
            &format!("the weights add up to {sum}, not 1000 permille"),
        ),
        (
            "调整各项使合计为 1000",
            "change them so that they add up to 1000",
        ),
    )
}

/// A word that the search cannot use.
pub(crate) fn not_one_word(word: &str) -> Fault {
    error(
        "pack-word",
        (
            &format!("“{word}”不是一个词"),
            &format!("\"{word}\" is not one word"),
        ),
        (
            "只用汉字，或只用字母和数字",
            "use Han characters only, or letters and digits only",
        ),
    )
}

/// Faults of a rule's text, in the rule compiler's words.
pub(crate) fn rule(fault: &benfu_rules::Diagnostic) -> Fault {
    let code = fault.code;
    let message = label((&fault.message.zh, &fault.message.en));
    Fault {
        message,
        help: Label::new(&fault.help.zh, &fault.help.en),
        ..error(code, ("", ""), ("", ""))
    }
}

/// A calendar that cannot be.
pub(crate) fn calendar(fault: &CalendarError) -> Fault {
    error(
        "pack-calendar",
        (&fault.zh(), &fault.to_string()),
        ("对照国务院办公厅通知改正", "correct it by the notice"),
    )
}

/// Regions that make no table.
pub(crate) fn region(fault: &RegionTableError) -> Fault {
    error(
        "pack-region",
        (&fault.zh(), &fault.to_string()),
        (
            "改正代码、上级或位置",
            "correct the code, the parent or the place",
        ),
    )
}

/// A place on the map that is not a column and a row.
pub(crate) fn tile() -> Fault {
    error(
        "pack-region",
        (
            "示意图位置不是列和行两个数",
            "a place on the map is not a column and a row",
        ),
        (
            "写成 tile = [列, 行],从 0 起",
            "write tile = [column, row], from 0",
        ),
    )
}

/// A text that is no region code.
pub(crate) fn region_code(zh: &str, en: &str) -> Fault {
    error("pack-region", (zh, en), ("改正代码", "correct the code"))
}
