//! Names of firms and people, and codes, that belong to nobody.
//!
//! A firm's name is the city, two drawn syllables and a trade; codes carry right check characters under a
//! division that does not exist; telephone numbers begin with a digit that none begins with.

use super::draw::Draws;
use benfu_domain::party::credit_code::CreditCode;
use std::collections::BTreeSet;

/// A division that was never given out, so that no code of the sample is anybody's.
const NO_DIVISION: &str = "440399";
/// Characters of codes that are also plain base 31 digits.
const CODE_DIGITS: &[u8] = b"0123456789ABCDEFGHJKLMNPQRTUWXY";

const FIRST: &[&str] = &[
    "屿", "砚", "岫", "珩", "湉", "芃", "垚", "翊", "楷", "澍", "煜", "骐", "弈", "籁", "璟", "槿",
    "沅", "淞", "汀", "泓", "珞", "瑄", "穗", "苇", "榕", "棠", "桐", "榆", "檀", "霁", "霖", "岑",
    "峤", "嵘", "崟", "曦", "晗", "昕", "暄", "岚", "沐", "湛", "潼", "漪", "澈", "瀚", "烨", "炘",
    "焱", "熠", "钧", "钰", "铄", "锘", "铭", "镝", "珈", "琅", "琮", "瑾", "衡", "禾", "简", "筱",
    "羿", "翎", "聿", "舟", "芷", "若", "茗", "荔", "蓝", "蕴", "蘅", "览", "谧", "笃", "跃", "途",
];
const SECOND: &[&str] = &[
    "川", "辰", "原", "界", "锋", "图", "维", "序", "构", "域", "程", "策", "微", "宽", "行", "谷",
    "野", "桥", "石", "弦", "砺", "帆", "塬", "澜", "汐", "洲", "湾", "屹", "擎", "朔", "启", "拓",
    "度", "阶", "砾", "屏", "峦", "津", "渡", "浦", "驿", "璇", "矩", "规", "衍", "象", "律", "韵",
    "彻", "越", "恒", "炬", "曜", "毅", "勤", "敏", "睿", "达", "捷", "致",
];
/// Names that everybody in the trade knows. None of the sample's may contain one.
pub(super) const WELL_KNOWN: &[&str] = &[
    "华为",
    "中兴",
    "大疆",
    "比亚迪",
    "腾讯",
    "汇川",
    "迈瑞",
    "欣旺达",
    "大族",
    "优必选",
    "创维",
    "康佳",
    "海能达",
    "长盈",
    "立讯",
    "信维",
    "德赛",
    "拓邦",
    "和而泰",
    "英威腾",
    "科陆",
    "麦格米特",
    "雷赛",
    "固高",
    "劲拓",
    "科达利",
    "贝特瑞",
    "星源",
    "新宙邦",
    "光峰",
    "极米",
    "传音",
    "瑞凌",
    "佳士",
    "汇顶",
    "国微",
    "江波龙",
    "朗科",
    "天马",
    "华星",
    "富士康",
    "裕同",
    "劲嘉",
    "顺络",
    "盛弘",
    "奥特迅",
    "海目星",
    "创世纪",
    "速腾",
    "云鲸",
    "普渡",
    "元戎",
    "越疆",
    "乐聚",
    "逐际",
    "众擎",
    "宁德",
    "蓝思",
    "领益",
    "兆威",
    "禾川",
    "禾赛",
    "蓝海华腾",
    "铭普",
    "钧舵",
    "若羽",
    "道通",
    "崧盛",
    "芯海",
    "澜起",
    "瀚川",
    "瀚蓝",
    "泓淋",
    "炬芯",
    "捷佳",
    "睿创",
    "敏芯",
    "恒玄",
    "天准",
    "矩子",
    "凌云",
    "奥普特",
    "思谋",
    "商汤",
    "旷视",
    "依图",
    "云从",
    "科大讯飞",
    "海康",
    "大华",
    "宇视",
    "歌尔",
    "舜宇",
];
const SURNAMES: &[&str] = &[
    "陈", "林", "黄", "李", "张", "王", "刘", "吴", "杨", "周", "郑", "谢", "曾", "邓", "罗", "何",
    "梁", "胡", "许", "叶", "蔡", "钟", "赖", "温", "廖", "彭", "江", "余", "潘", "苏",
];
const GIVEN: &[&str] = &[
    "志远", "晓岚", "嘉欣", "文涛", "思敏", "海燕", "国栋", "雨桐", "子轩", "伟强", "静怡", "俊杰",
    "慧玲", "振华", "雅琴", "浩然", "佳怡", "建平", "淑芬", "永康", "婉仪", "启明", "丽萍", "宇航",
    "秋月", "家豪", "晓彤", "润生", "若溪", "立新", "春梅", "景行",
];

/// Names and codes, each given out once.
pub(super) struct Names {
    draws: Draws,
    city: String,
    taken: BTreeSet<String>,
    codes: u64,
}

impl Names {
    /// Names of firms of a city.
    pub(super) fn new(seed: u64, city: &str) -> Names {
        Names {
            draws: Draws::new(seed, "names"),
            city: city.to_owned(),
            taken: BTreeSet::new(),
            codes: 0,
        }
    }

    /// A firm of a trade: its full name and the two syllables.
    pub(super) fn firm(&mut self, words: &[&str]) -> (String, String) {
        loop {
            let brand = format!("{}{}", self.draws.pick(FIRST), self.draws.pick(SECOND));
            let form = if self.draws.chance(90) {
                "股份有限公司"
            } else {
                "有限公司"
            };
            let name = format!("{}{brand}{}{form}", self.city, self.draws.pick(words));
            let known = WELL_KNOWN.iter().any(|known| name.contains(known));
            if !known && self.taken.insert(name.clone()) {
                return (name, brand);
            }
        }
    }

    /// A person.
    pub(super) fn person(&mut self) -> String {
        format!("{}{}", self.draws.pick(SURNAMES), self.draws.pick(GIVEN))
    }

    /// A telephone number that cannot be called: local numbers never begin with 0.
    pub(super) fn telephone(&mut self) -> String {
        format!("0755-0{:07}", self.draws.below(10_000_000))
    }

    /// A unified social credit code of a class of holders (`91` firms, `12` institutions).
    pub(super) fn code(&mut self, class: &str) -> Option<String> {
        self.codes += 1;
        let serial: String = serial(self.codes)
            .iter()
            .rev()
            .map(|digit| char::from(*digit))
            .collect();
        let code = CreditCode::complete(&format!("{class}{NO_DIVISION}MA{serial}"));
        code.ok().map(|code| code.to_string())
    }
}

/// Six digits of base 31, the last first, spread so that neighbours do not look alike.
fn serial(number: u64) -> [u8; 6] {
    let mut rest = number.wrapping_mul(48_271) % 31_u64.pow(6);
    std::array::from_fn(|_| {
        let digit = usize::try_from(rest % 31).unwrap_or_default();
        rest /= 31;
        CODE_DIGITS[digit]
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use benfu_domain::party::credit_code::CheckDigit;

    #[test]
    fn no_firm_is_called_like_a_known_one_and_none_twice() {
        let mut names = Names::new(3, "湖滨市");
        let drawn: Vec<String> = (0..3_000)
            .map(|_| names.firm(&["智能科技", "机器人"]).0)
            .collect();
        assert!(
            drawn
                .iter()
                .all(|name| !WELL_KNOWN.iter().any(|known| name.contains(known)))
        );
        assert_eq!(drawn.iter().collect::<BTreeSet<_>>().len(), 3_000);
    }

    #[test]
    fn codes_are_different_have_right_check_characters_and_no_real_division() {
        let mut names = Names::new(3, "湖滨市");
        let codes: BTreeSet<String> = (0..2_000).filter_map(|_| names.code("91")).collect();
        assert_eq!(codes.len(), 2_000);
        for code in codes {
            let (read, check) = CreditCode::parse(&code).expect("a code");
            assert_eq!(
                (check, &read.as_str()[2..8]),
                (CheckDigit::Right, NO_DIVISION)
            );
        }
    }
}
