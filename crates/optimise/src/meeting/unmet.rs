//! Why a mutual interest has no meeting.

use benfu_domain::Label;

/// Why a mutual interest has no meeting.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unmet {
    /// There is no slot in which both are free.
    NoCommonSlot,
    /// One of the two has all the meetings it takes.
    Full,
    /// When both are free there is no table for them.
    NoTable,
    /// There is room: the timetable was made before it was wanted.
    NotSet,
}

impl Unmet {
    /// A stable code.
    pub fn code(self) -> &'static str {
        match self {
            Unmet::NoCommonSlot => "no_common_slot",
            Unmet::Full => "full",
            Unmet::NoTable => "no_table",
            Unmet::NotSet => "not_set",
        }
    }

    /// The reason in words.
    pub fn label(self) -> Label {
        match self {
            Unmet::NoCommonSlot => Label::new(
                "没有双方都有空的时段",
                "there is no slot in which both are free",
            ),
            Unmet::Full => Label::new(
                "其中一方已达场次上限",
                "one of the two has all the meetings it takes",
            ),
            Unmet::NoTable => Label::new(
                "双方都有空的时段里没有可用的桌",
                "when both are free there is no table for them",
            ),
            Unmet::NotSet => Label::new(
                "排期之后才互选,重新排期即可排入",
                "it was wanted after the timetable was made; there is room in a new one",
            ),
        }
    }
}
