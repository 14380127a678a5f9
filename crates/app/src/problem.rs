//! What went wrong, for people: a stable code, both languages, what to do next.
//!
//! [`ProblemCode`] is the one table of codes; `docs/reference/errors.md` is generated from it.

use benfu_domain::Lang;

macro_rules! problems {
    ($($variant:ident = $code:literal, $zh:literal, $en:literal, $next_zh:literal, $next_en:literal;)*) => {
        /// A stable code of a problem.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
        pub enum ProblemCode {
            $(#[doc = $en] $variant,)*
        }

        impl ProblemCode {
            /// Every code, in the order of the table.
            pub const ALL: &'static [ProblemCode] = &[$(ProblemCode::$variant),*];

            /// The code as shown and documented.
            pub fn code(self) -> &'static str {
                match self { $(ProblemCode::$variant => $code,)* }
            }

            /// What is wrong.
            pub fn what(self, lang: Lang) -> &'static str {
                match (self, lang) {
                    $((ProblemCode::$variant, Lang::Zh) => $zh, (ProblemCode::$variant, Lang::En) => $en,)*
                }
            }

            /// What to do next.
            pub fn next(self, lang: Lang) -> &'static str {
                match (self, lang) {
                    $((ProblemCode::$variant, Lang::Zh) => $next_zh, (ProblemCode::$variant, Lang::En) => $next_en,)*
                }
            }
        }
    };
}

problems! {
    SignInFailed = "access.sign_in_failed", "用户名或密码不对", "the name or the password is wrong", "请重新输入;连续输错五次将锁定十五分钟", "try again; five wrong tries lock the account for fifteen minutes";
    AccountLocked = "access.account_locked", "账号已临时锁定", "the account is locked for now", "请十五分钟后再试,或请安全管理员解锁", "try again in fifteen minutes, or ask the security administrator";
    PasswordWeak = "access.password_weak", "密码太弱", "the password is too weak", "请至少用 10 个字符,且不要包含用户名或常见密码", "use at least 10 characters, without the account's name or a common password";
    LoginTaken = "access.login_taken", "用户名已被使用", "the sign-in name is taken", "请换一个用户名", "choose another name";
    RolesSeparated = "access.roles_separated", "系统、安全、审计三类管理员不能由同一人担任", "one person may not hold two of the three administrator roles", "请为另一人开设账号", "make an account for another person";
    UnknownRole = "access.unknown_role", "没有这个角色", "there is no such role", "请从角色列表中选择", "choose one of the listed roles";
    TitleMissing = "need.title_missing", "缺少标题", "the title is missing", "请填写标题", "give a title";
    TextMissing = "need.text_missing", "缺少说明", "the text is missing", "请说明情况和要求", "describe the situation and what is wanted";
    TextTooLong = "input.too_long", "内容过长", "the text is too long", "请缩短内容,或把详细材料作为附件上传", "shorten it, or attach the details as a file";
    RuleInvalid = "need.rule_invalid", "硬性条件写法有误", "a hard constraint is not written correctly", "请按提示修改条件", "change the condition as the message says";
    NeedNotReady = "need.not_ready", "发布条件尚未齐备", "the need lacks parts that publication asks for", "请补齐所列各项", "fill in the parts listed";
    NeedWrongState = "need.wrong_state", "需求当前状态不能进行此操作", "the need is not in a state that allows this", "请刷新页面查看当前状态", "reload the page to see where it stands";
    ReasonMissing = "reason_missing", "需要填写理由", "a reason is required", "请写明理由", "write the reason";
    CodeMissing = "code_missing", "需要选择结果代码", "a coded end is required", "请选择结果代码", "choose a code";
    NotDue = "need.not_due", "需求尚未到期", "the need has not run out yet", "到期后再试", "try again after it has run out";
    NumberUnreadable = "input.number", "数字无法识别", "the number cannot be read", "请按提示填写", "write it as the message says";
    DateUnreadable = "input.date", "日期无法识别", "the date cannot be read", "请写成 2025-06-30", "write 2025-06-30";
    FactUnfit = "fact.unfit", "填写的内容与数据项不符", "what was written does not fit the item", "请按提示填写", "write it as the message says";
    UnknownConcept = "fact.unknown_concept", "数据字典里没有这个数据项", "the dictionary has no such item", "请从列表中选择", "choose one of the listed items";
    OfferWrongState = "offer.wrong_state", "供给当前状态不能进行此操作", "the offer is not in a state that allows this", "请刷新页面查看当前状态", "reload the page to see where it stands";
    NeedNotOpen = "case.need_not_open", "需求尚未发布或已结束遴选,不能对接", "the need is not published, or its selection is closed", "请先发布需求", "publish the need first";
    CaseExists = "case.exists", "这家企业与该需求已有进行中的对接", "this supplier already has an open case for the need", "请打开已有的对接继续", "go on in the case that is open";
    CaseNotInState = "case.not_in_state", "对接当前状态不能进行此操作", "the case is not in a state that allows this", "请刷新页面查看当前状态", "reload the page to see where it stands";
    CaseNotYourPart = "case.not_your_part", "此操作应由另一方进行", "this is for another part to do", "请等待对方,或请主管部门协助", "wait for the other side, or ask the supervisor";
    CaseOwnProposal = "case.own_proposal", "不能同意自己的提议", "nobody agrees with their own proposal", "请等待对方答复", "wait for the other side's answer";
    CaseUnknownCode = "case.unknown_code", "该机制没有这个结果代码", "the programme has no such end code", "请从列表中选择", "choose one of the listed codes";
    CaseNoRound = "case.no_measured_round", "还没有带测量结果的试验轮次", "no trial round with a measured result is on record", "请先记录试验结果", "record a trial result first";
    CaseEvidenceMissing = "case.evidence_missing", "缺少佐证材料", "evidence is missing", "请上传所列材料", "upload the papers listed";
    CaseStagesAhead = "case.stages_ahead", "本状态还有环节没有完成", "stages of this state have not been passed", "请先完成所列环节", "pass the stages listed first";
    CaseGateNotMet = "case.gate_not_met", "本环节的条件未满足", "the condition of this stage is not met", "请查看条件说明", "see the explanation of the condition";
    CaseGateUnknown = "case.gate_unknown", "本环节的条件无法判断", "the condition of this stage cannot be answered", "请补充所列数据", "supply the facts listed";
    CasePaused = "case.paused", "对接已暂停", "the case is paused", "请先恢复", "resume it first";
    CaseNotPaused = "case.not_paused", "对接没有暂停", "the case is not paused", "无需恢复", "nothing to resume";
    CaseNoStage = "case.no_stage", "本状态内没有前一或后一环节", "there is no stage before or after this one in the state", "请改用推进状态的操作", "use the action that moves the case on";
    FileRefused = "evidence.refused", "文件类型或大小不被接受", "the file's type or size is not accepted", "请上传 PDF、图片、Word、Excel 或文本文件", "upload a PDF, picture, Word, Excel or text file";
    ImportUnreadable = "import.unreadable", "文件无法读取", "the file cannot be read", "请按提示修改后重新上传", "mend it as the message says and try again";
    ImportKindUnknown = "import.kind_unknown", "无法从表头判断导入类别", "the kind cannot be told from the headers", "请选择导入类别", "say what the rows are";
    ImportFieldsMissing = "import.fields_missing", "缺少必需的列", "a column that every row needs is missing", "请补上该列,或指明它对应的列名,或给出统一的值", "add the column, say which header it stands under, or give a value for all rows";
    ImportFieldUnknown = "import.field_unknown", "指定的字段或列名不存在", "the field or header that was named does not exist", "请核对字段名与文件中的列名", "compare it with the fields of the form and the headers of the file";
    ImportTooManyRejected = "import.too_many_rejected", "不能导入的行过多,整个文件未导入", "too many rows cannot be taken, so nothing of the file was", "请核对导入类别和列的对应关系后重试", "check the kind and what each column is read as, and try again";
    ImportInUse = "import.in_use", "导入的数据已被后续业务引用,不能整体撤回", "later records lean on this import, so it cannot be withdrawn as a whole", "请先结束相关事项", "end those records first";
    ImportWithdrawn = "import.withdrawn", "该次导入已经撤回", "this import has been withdrawn already", "无需再次撤回", "nothing to withdraw";
    UnknownFigure = "figure.unknown", "没有这个指标", "there is no such indicator", "请从列表中选择", "choose one of the listed indicators";
    PeriodUnreadable = "figure.period", "期间无法识别", "the period cannot be read", "请写成 2025-H1、2025-Q2、2025-06 或 2025", "write 2025-H1, 2025-Q2, 2025-06 or 2025";
    PartyNameMissing = "party.name_missing", "缺少名称", "the name is missing", "请填写名称", "give a name";
    CreditCodeUnreadable = "party.credit_code", "统一社会信用代码无法识别", "the unified social credit code cannot be read", "请填写 18 位代码", "write the 18 characters";
    RegionUnknown = "party.region", "区域代码不在行政区划表中", "the region is not in the table of divisions", "请从列表中选择", "choose one of the listed regions";
    OwnAccount = "access.own_account", "不能停用自己的账号", "you cannot close your own account", "请由另一名管理员停用", "ask another administrator to close it";
    PolicyUnknown = "policy.unknown", "没有这项政策", "there is no such policy", "请从列表中选择", "choose one of the listed policies";
    FormEmpty = "collection.form_empty", "采集表没有任何数据项", "the form asks for nothing", "请至少选择一个数据项", "choose at least one item";
    FormTooLong = "collection.form_too_long", "采集表的数据项过多", "the form asks for too much", "请只保留确实需要的数据项", "keep what is really needed";
    FormItemUnfit = "collection.item_unfit", "数据项不能这样采集", "an item cannot be collected like this", "请按提示修改", "change it as the message says";
    NobodyAsked = "collection.nobody_asked", "没有可采集的企业", "no firm would be asked", "请放宽筛选条件,或选择负责这些企业的单位", "widen the choice, or choose offices that answer for these firms";
    TooManyAsked = "collection.too_many_firms", "采集的企业过多", "too many firms would be asked", "请缩小范围,或分成几个批次", "narrow the choice, or open several rounds";
    RoundClosed = "collection.round_closed", "采集批次已结束", "the round is closed", "如需补报,请新开一个批次", "open a new round for what is still missing";
    NobodyOwes = "collection.nobody_owes", "没有需要催报的对象", "nobody owes an answer", "无需催报", "nothing to remind of";
    ReturnSettled = "collection.return_settled", "该份填报已处理过", "this return has been settled already", "请刷新页面查看结果", "reload the page to see what became of it";
    SheetForeign = "collection.sheet_foreign", "工作簿里没有本批次的行", "the workbook holds no row of this round", "请使用从本批次下载的工作簿,不要删除隐藏的行标识列", "use the workbook that was downloaded here, with its hidden column of identities";
    NothingAnswered = "collection.nothing_answered", "没有填写任何内容", "nothing was answered", "请填写缺项,或勾选确认已有数据", "fill in a gap, or confirm what is on record";
    SentTooOften = "collection.sent_too_often", "该链接今天提交的次数过多", "this link has sent too often today", "请明天再试,或联系发起单位", "try again tomorrow, or ask the office that sent it";
    GatheringWrongState = "gathering.wrong_state", "活动当前状态不能进行此操作", "the gathering is not in a state that allows this", "请刷新页面查看当前状态", "reload the page to see where it stands";
    GatheringWishesOver = "gathering.wishes_over", "意向填报已截止", "the day for wishes is past", "请联系主办单位代为登记", "ask the organiser to say it for you";
    GatheringNotYetHeld = "gathering.not_yet_held", "活动尚未举行", "the day has not come yet", "请在活动当天或之后登记", "say it on the day or after it";
    GatheringHoursInUse = "gathering.hours_in_use", "已按原时间排定会谈,时间和桌数不能再改", "meetings are set in these hours, so hours and tables stay", "请先取消活动,或另建一场", "call it off, or make another";
    GatheringFull = "gathering.full", "参会方过多", "too many would take part", "请分成几场举办", "hold several";
    HoursUnfit = "gathering.hours", "时间或桌数不合适", "the hours or tables cannot be used", "请按提示修改", "change them as the message says";
    WishesAfterDay = "gathering.wishes_after_day", "意向截止日晚于活动日", "wishes would end after the day itself", "请把截止日提前", "choose an earlier day";
    ProgrammeUnfit = "gathering.programme", "没有这个跟踪机制", "there is no such programme for pairs", "请从列表中选择", "choose one of the listed programmes";
    NothingMutual = "gathering.nothing_mutual", "还没有双方都愿意的意向", "no wish is mutual yet", "请催请各方填报意向,或代为登记", "ask those who take part to say whom they would meet, or say it for them";
    MeetingsUnsettled = "gathering.meetings_unsettled", "还有会谈没有登记结果", "meetings are not settled", "请逐场登记已见面,或写明未见面的原因", "say of each that it was held, or why not";
    MeetingCasesOpen = "gathering.cases_open", "还有对接没有办结", "cases of its meetings have not ended", "请待各项对接办结后再结束活动", "wait until each has come to an end";
    BrokerMissing = "brokerage.broker_missing", "没有指明是哪位经理人", "no broker is named", "请选择经理人,或先在名册中登记并关联您的账号", "choose a broker, or enter yourself in the register with your account";
    BrokerInterest = "brokerage.interest", "经理人与一方有利益关系,且未说明如何告知", "a broker has an interest in a side that has not been told", "请写明已如何告知双方,或换人办理", "say how both sides were told, or let another do it";
    CreditUnfit = "brokerage.credit", "份额或费用不合适", "the share or the fee does not fit", "请按提示修改", "change it as the message says";
    LeadWrongState = "brokerage.lead_wrong_state", "线索当前状态不能进行此操作", "the lead is not in a state that allows this", "请刷新页面查看当前状态", "reload the page to see where it stands";
    NoSuchLogin = "brokerage.no_such_login", "没有这个用户名", "there is no such sign-in", "请核对用户名,或留空", "check the sign-in name, or leave it empty";
    NoSuchParty = "brokerage.no_such_party", "找不到这家单位,或有几家同名", "no party, or several, have this name", "请填写全称或统一社会信用代码", "write the full name or the credit code";
    RankingNotBetter = "matching.ranking_not_better", "这一版排序没有通过留存数据检验,不能启用", "this ranking did no better on needs that were kept apart", "请积累更多办结的对接后再学习一次", "learn again when more cases have ended";
    ChangedMeanwhile = "conflict.changed", "内容已被他人修改", "somebody else changed it in the meantime", "请刷新页面,核对后再操作", "reload the page, compare, and try again";
    AlreadyExists = "conflict.exists", "内容已存在", "it exists already", "请打开已有记录", "open the one that exists";
    TermsLimit = "need.revision_limit", "今天对硬性条件的修改次数已达上限", "the constraints were changed as often as a day allows", "请明天再修改", "change them again tomorrow";
}

/// One thing that is wrong with what was asked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    /// Which.
    pub code: ProblemCode,
    /// The field of the form or command; empty when it is not about one.
    pub field: String,
    /// Particulars, in Chinese; empty when the code says all.
    pub detail_zh: String,
    /// Particulars, in English.
    pub detail_en: String,
}

impl Problem {
    /// A problem about the whole.
    pub fn new(code: ProblemCode) -> Problem {
        Problem {
            code,
            field: String::new(),
            detail_zh: String::new(),
            detail_en: String::new(),
        }
    }

    /// A problem with one field.
    pub fn with_field(code: ProblemCode, field: &str) -> Problem {
        Problem {
            field: field.to_owned(),
            ..Problem::new(code)
        }
    }

    /// The same with particulars.
    #[must_use]
    pub fn detail(self, zh: impl Into<String>, en: impl Into<String>) -> Problem {
        Problem {
            detail_zh: zh.into(),
            detail_en: en.into(),
            ..self
        }
    }

    /// What is wrong, with particulars.
    pub fn what(&self, lang: Lang) -> String {
        let detail = match lang {
            Lang::Zh => &self.detail_zh,
            Lang::En => &self.detail_en,
        };
        let what = self.code.what(lang);
        match (detail.is_empty(), lang) {
            (true, _) => what.to_owned(),
            (false, Lang::Zh) => format!("{what}:{detail}"),
            (false, Lang::En) => format!("{what}: {detail}"),
        }
    }
}
