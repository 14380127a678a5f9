//! Samples of the import pages.

use jiff::civil::date;

use super::{Column, ImportListView, ImportRow, ImportView, MappingView};
use crate::chart::{Caption, Part, Shade, state_bar};
use crate::form::{Choice, Control, Field, Fields, Weight};
use crate::locale::Lang;
use crate::pages::RecordForm;
use crate::pages::samples::{LONG_NAME, act, link, say};
use crate::view::{Entry, Link, Mark, Paging, Tone};

/// Usual and empty.
pub(crate) fn list(lang: Lang) -> Vec<(&'static str, ImportListView)> {
    let file = Field::new(
        "file",
        say(lang, "文件", "File"),
        Control::File(".xlsx,.xls,.csv,.tsv,.jsonl".to_owned()),
    )
    .hint(say(
        lang,
        "Excel、CSV、TSV 或 JSON 行，最大 200 MB。",
        "Excel, CSV, TSV or JSON lines, up to 200 MB.",
    ))
    .required();
    let kind = Field::new(
        "kind",
        say(lang, "内容", "What it holds"),
        Control::Select(vec![Choice::new("party", say(lang, "企业", "Firms"))]),
    )
    .hint(say(
        lang,
        "留空则按列名识别。",
        "Leave empty to recognise it by the headers.",
    ));
    let form = RecordForm {
        action: "/imports".to_owned(),
        back: Link::new("", "/imports"),
        version: 0,
        lead: say(
            lang,
            "先核对，再写入；随时可以整批撤回。",
            "You check it before anything is written, and can withdraw it as a whole.",
        ),
        groups: vec![Fields {
            title: say(lang, "上传", "Upload"),
            lead: None,
            fields: vec![file, kind],
        }],
    };
    let row = |(name, taken, refused): (&str, i64, i64)| ImportRow {
        file: link(name),
        kind: say(lang, "企业", "Firms"),
        who: "陈知行".to_owned(),
        on: date(2025, 7, 10),
        taken,
        refused,
        state: Mark::new(
            say(lang, "已收入", "Taken"),
            if refused > 0 { Tone::Watch } else { Tone::Good },
        ),
    };
    let files = [
        ("2025年科技型企业名单.xlsx", 412, 6),
        ("技术需求征集表（第二批）.csv", 371, 0),
        (LONG_NAME, 4_922, 118),
    ];
    let usual = ImportListView {
        form: Some(form),
        rows: files.map(row).to_vec(),
        paging: Paging::default(),
    };
    let empty = ImportListView {
        rows: Vec::new(),
        ..usual.clone()
    };
    vec![("usual", usual), ("empty", empty)]
}

/// Usual, and with a field that has no column.
pub(crate) fn mapping(lang: Lang) -> Vec<(&'static str, MappingView)> {
    let targets = vec![
        Choice::new("name", say(lang, "名称", "Name")),
        Choice::new("code", say(lang, "统一社会信用代码", "Credit code")),
        Choice::new("sales", say(lang, "营业收入", "Sales")),
    ];
    let column = |(index, (header, target, zh, en, examples)): (
        usize,
        (&str, &str, &str, &str, [&str; 2]),
    )| Column {
        header: header.to_owned(),
        target: Field::new(
            format!("column-{index}"),
            say(lang, "写入", "Goes to"),
            Control::Select(targets.clone()),
        )
        .value(target),
        hidden: vec![Field::new("was", "", Control::Hidden).value(target)],
        why: say(lang, zh, en),
        examples: examples.map(str::to_owned).to_vec(),
    };
    let columns = [
        (
            "企业名称",
            "name",
            "列名相同",
            "same header",
            ["蓝湾智能装备有限公司", "沧澜检测技术公司"],
        ),
        (
            "社会信用代码",
            "code",
            "同义列名；98% 的值校验通过",
            "synonym; 98 % of values check",
            ["91440300MA5SAMPLE1", "91440300MA5SAMPLE2"],
        ),
        (
            "去年营收（万）",
            "sales",
            "同义列名；单位：万元",
            "synonym; unit CNY 10k",
            ["1.2亿", "3,200"],
        ),
        ("备注", "", "未识别", "not recognised", ["—", "无"]),
    ];
    let usual = MappingView {
        file: "2025年科技型企业名单.xlsx".to_owned(),
        seen: vec![
            Entry::new(say(lang, "内容", "Holds"), say(lang, "企业", "Firms")),
            Entry::new(say(lang, "工作表", "Sheet"), "Sheet1"),
            Entry::new(say(lang, "行数", "Rows"), "418"),
        ],
        action: "/imports/imp_1/acts/take".to_owned(),
        back: Link::new(say(lang, "放弃", "Give up"), "/imports"),
        columns: columns.into_iter().enumerate().map(column).collect(),
        lacking: Vec::new(),
        givens: vec![Field::new("hash", "", Control::Hidden).value("abc")],
    };
    let mut lacking = usual.clone();
    lacking.file = LONG_NAME.to_owned();
    lacking.lacking = vec![say(lang, "所在街道", "Street")];
    vec![("usual", usual), ("lacking", lacking)]
}

/// With refused rows, and all good.
pub(crate) fn result(lang: Lang) -> Vec<(&'static str, ImportView)> {
    let part = |(zh, en, count, shade): (&str, &str, i64, Shade)| Part {
        shade,
        label: say(lang, zh, en),
        count,
        count_text: lang.int(count),
        href: None,
    };
    let parts = [
        ("新增", "New", 301, Shade::Fifth),
        ("更新", "Changed", 64, Shade::Third),
        ("无变化", "Unchanged", 47, Shade::First),
        ("退回", "Refused", 6, Shade::Bad),
    ]
    .map(part);
    let usual = ImportView {
        file: "2025年科技型企业名单.xlsx".to_owned(),
        state: Mark::new(
            say(lang, "已收入，有退回", "Taken, some refused"),
            Tone::Watch,
        ),
        entries: vec![
            Entry::new(say(lang, "操作人", "By"), "陈知行"),
            Entry::new(
                say(lang, "时间", "When"),
                lang.moment(date(2025, 7, 10).at(9, 24, 0, 0)),
            ),
            Entry::new(say(lang, "编码", "Encoding"), "GB18030"),
        ],
        picture: state_bar(
            &Caption::new(
                "import-rows",
                lang.t("import-about"),
                lang.tn("rows-count", 418),
            ),
            &parts,
        ),
        total: 418,
        refused: 6,
        rejected_file: Some("/imports/imp_1/rejected.xlsx".to_owned()),
        notes: vec![say(
            lang,
            "第 17 行：代码校验位不符，已保留",
            "row 17: check digit differs, kept",
        )],
        acts: vec![act(
            lang,
            "withdraw",
            ("整批撤回", "Withdraw all of it"),
            Weight::Grave,
        )],
    };
    let mut good = usual.clone();
    (good.refused, good.notes) = (0, Vec::new());
    good.state = Mark::new(say(lang, "已收入", "Taken"), Tone::Good);
    vec![("usual", usual), ("good", good)]
}
