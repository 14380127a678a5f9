//! Samples of sign-in, accounts and roles.

use jiff::civil::date;

use super::{AccountListView, AccountRow, Permission, RoleListView, RoleRow, SignInView};
use crate::form::{Control, Field, Fields, Weight};
use crate::locale::Lang;
use crate::pages::ListHead;
use crate::pages::samples::{LONG_NAME, act, plain_act, say};
use crate::view::{Mark, Paging, Tone};

/// First visit, and after a wrong password.
pub(crate) fn sign_in(lang: Lang) -> Vec<(&'static str, SignInView)> {
    let fields = vec![
        Field::new("login", say(lang, "账号", "Account"), Control::Line).required(),
        Field::new("password", say(lang, "密码", "Password"), Control::Password).required(),
    ];
    let usual = SignInView {
        back: "/needs".to_owned(),
        fields: Fields {
            title: String::new(),
            lead: None,
            fields,
        },
        refused: None,
        note: Some(say(
            lang,
            "忘记密码请联系本单位系统管理员。",
            "Forgot it? Ask your administrator.",
        )),
    };
    let mut refused = usual.clone();
    refused.refused = Some(say(
        lang,
        "账号或密码不正确。",
        "Account or password is wrong.",
    ));
    vec![("usual", usual), ("refused", refused)]
}

/// Usual and empty.
pub(crate) fn accounts(lang: Lang) -> Vec<(&'static str, AccountListView)> {
    let account =
        |index: usize, person: &str, organisation: &str, role: (&str, &str), tone| AccountRow {
            login: format!("user{index:03}"),
            person: person.to_owned(),
            organisation: organisation.to_owned(),
            roles: vec![say(lang, role.0, role.1)],
            state: match tone {
                Tone::Good => Mark::new(say(lang, "启用", "Active"), tone),
                _ => Mark::new(say(lang, "已停用", "Closed"), tone),
            },
            last_seen: (tone == Tone::Good).then(|| date(2025, 7, 14).at(17, 2, 0, 0)),
            until: (index == 2).then(|| date(2025, 12, 31)),
            acts: vec![plain_act(
                lang,
                &format!("close-{index}"),
                ("停用", "Close"),
            )],
        };
    let rows = vec![
        account(
            1,
            "陈知行",
            "区科技创新局",
            ("区级经办", "District officer"),
            Tone::Good,
        ),
        account(
            2,
            "林望舒",
            "滨海水务集团",
            ("需求方", "Scenario owner"),
            Tone::Good,
        ),
        account(
            3,
            "周临川",
            "蓝湾智能装备有限公司",
            ("供给方", "Supplier"),
            Tone::Good,
        ),
        account(
            4,
            "许听澜",
            LONG_NAME,
            ("技术经理人", "Transfer manager"),
            Tone::Plain,
        ),
    ];
    let create = act(lang, "create", ("新建账号", "New account"), Weight::Main);
    let usual = AccountListView {
        head: ListHead::default(),
        rows,
        paging: Paging {
            total: Some(4),
            ..Paging::default()
        },
        create: Some(create),
    };
    let head = ListHead {
        words: "无此人".to_owned(),
        narrowed: true,
        ..ListHead::default()
    };
    let empty = AccountListView {
        head,
        rows: Vec::new(),
        paging: Paging::default(),
        create: None,
    };
    vec![("usual", usual), ("empty", empty)]
}

/// Usual and empty.
pub(crate) fn roles(lang: Lang) -> Vec<(&'static str, RoleListView)> {
    let permission =
        |area: (&str, &str), actions: &[(&str, &str)], scope: (&str, &str)| Permission {
            area: say(lang, area.0, area.1),
            actions: actions.iter().map(|(zh, en)| say(lang, zh, en)).collect(),
            scope: say(lang, scope.0, scope.1),
        };
    let officer = vec![
        permission(
            ("需求", "Needs"),
            &[("查看", "read"), ("初审", "screen"), ("发布", "publish")],
            ("本区", "district"),
        ),
        permission(
            ("企业", "Firms"),
            &[("查看", "read"), ("导入", "import")],
            ("本区", "district"),
        ),
        permission(
            ("报告", "Reports"),
            &[("查看", "read"), ("下载", "export")],
            ("本区", "district"),
        ),
    ];
    let supplier = vec![permission(
        ("供给", "Offers"),
        &[("登记", "enter"), ("修改", "change"), ("答复", "answer")],
        ("本单位", "own organisation"),
    )];
    let role = |id: &str, name: (&str, &str), holders, permissions| RoleRow {
        name: say(lang, name.0, name.1),
        id: id.to_owned(),
        holders,
        permissions,
    };
    let roles = vec![
        role(
            "district_officer",
            ("区级经办", "District officer"),
            6,
            officer,
        ),
        role("supplier", ("供给方", "Supplier"), 284, supplier),
    ];
    let pack = "base 1.0".to_owned();
    vec![
        (
            "usual",
            RoleListView {
                pack: pack.clone(),
                roles,
            },
        ),
        (
            "empty",
            RoleListView {
                pack,
                roles: Vec::new(),
            },
        ),
    ]
}
