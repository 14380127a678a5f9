//! The text that is copied into a chat group for those who are late.

use super::Round;
use crate::period::Period;
use benfu_rules::Day;
use std::fmt::Write as _;

/// One of those who are late, as the text names it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Late {
    /// Its name.
    pub name: String,
    /// Firms that are still to be answered for.
    pub waiting: i64,
    /// Does it answer for several firms?
    pub office: bool,
    /// A fresh link, when one was made.
    pub link: Option<String>,
}

/// The text for these, in Chinese, in which the groups it is copied to speak. Before the due day it reminds, after it
/// it presses.
pub fn reminder(round: &Round, late: &[Late], operator: &str, today: Day) -> String {
    let due = Period::Day(round.due.on).zh();
    let mut text = format!("【催报】{}\n", round.title);
    let opening = if today > round.due.on {
        format!("本次采集已于{due}到期，以下单位尚未报齐，请尽快填报：\n")
    } else {
        format!("请于{due}前完成填报，以下单位尚未报齐：\n")
    };
    text.push_str(&opening);
    for (place, late) in (1..).zip(late) {
        // Writing to a string cannot fail.
        let _ = writeln!(text, "{place}. {}", line(late));
    }
    text.push_str(
        "已有数据均已预填，核对后只需补缺项。确实没有的请填“无”，不便提供的请填“不公开”。",
    );
    if !operator.is_empty() {
        let _ = write!(text, "\n——{operator}");
    }
    text
}

fn line(late: &Late) -> String {
    let waiting = if late.office {
        format!("（还差 {} 家企业）", late.waiting)
    } else {
        String::new()
    };
    match &late.link {
        Some(link) => format!("{}{waiting}\n   填报链接：{link}", late.name),
        None => format!("{}{waiting}", late.name),
    }
}
