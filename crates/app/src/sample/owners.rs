//! The organisations that have needs: invented public utilities, hospitals, parks and leading makers.

/// An organisation that has needs.
pub(super) struct OwnerKind {
    /// Key that themes name.
    pub(super) key: &'static str,
    /// Full name.
    pub(super) name: &'static str,
    /// Class of its credit code: `91` firm, `12` institution.
    pub(super) class: &'static str,
    /// What it does.
    pub(super) introduction: &'static str,
    /// The post that answers for its needs.
    pub(super) post: &'static str,
    /// A remark about how it works, for the texts of its needs.
    pub(super) manner: &'static str,
}

const fn owner(
    key: &'static str,
    (class, name): (&'static str, &'static str),
    introduction: &'static str,
    post: &'static str,
    manner: &'static str,
) -> OwnerKind {
    OwnerKind {
        key,
        name,
        class,
        introduction,
        post,
        manner,
    }
}

#[rustfmt::skip]
/// All owners.
pub(super) const OWNERS: &[OwnerKind] = &[
    owner("water", ("91", "汐岭水务集团有限公司"), "负责片区供水、排水与水质净化厂运营，管网三千余公里。", "科技信息部负责人", "单位每月召开技术例会，可为试点开放泵站与管段"),
    owner("environment", ("91", "汐岭环境运营集团有限公司"), "负责生活垃圾、餐厨垃圾与污泥处理处置。", "生产技术部负责人", "厂区可提供连续物料与第三方取样条件"),
    owner("metro", ("91", "汐岭轨道交通运营有限公司"), "运营五条地铁线路，日均客运量三百余万人次。", "维修中心技术主管", "作业只能安排在夜间天窗，须提前两周报计划"),
    owner("port", ("91", "汐岭港务集团有限公司"), "经营集装箱、散货与滚装码头十一个泊位。", "工程技术部经理", "现场二十四小时作业，试验期间由调度预留窗口"),
    owner("airport", ("91", "汐岭国际机场管理有限公司"), "负责航站区、飞行区运行保障。", "运行指挥中心值班经理", "进入控制区人员须先完成背景审查与培训"),
    owner("power", ("91", "汐岭供用电服务有限公司"), "负责辖区配电网运维与用电服务。", "设备管理部专责", "涉网设备须先通过入网检测"),
    owner("gas", ("91", "汐岭燃气有限公司"), "负责城市燃气输配与安全服务。", "安全技术部主管", "进站作业全程双人监护"),
    owner("roads", ("91", "汐岭路桥管养有限公司"), "管养道路四百公里、桥梁一百零八座、隧道九座。", "养护技术部负责人", "占道作业须与交警共同排期"),
    owner("corridor", ("91", "汐岭地下管廊运营有限公司"), "运营综合管廊二十六公里。", "运行部副经理", "进舱执行有限空间作业票制度"),
    owner("bus", ("91", "汐岭公共汽车有限公司"), "运营公交车五千余辆，场站三十四处。", "机务技术部主管", "车辆夜间二十三时至次日五时可供测试"),
    owner("builder", ("91", "汐岭建设工程集团有限公司"), "承接房建、市政与轨道工程。", "工程技术中心主任", "试点项目由项目部配专人对接"),
    owner("grain", ("91", "汐岭粮食储备有限公司"), "承担地方储备粮与冷库储备任务。", "仓储科科长", "仓内作业须服从轮换计划"),
    owner("food", ("91", "汐岭农产品批发市场有限公司"), "经营蔬果、水产与冻品交易市场。", "运营管理部经理", "交易高峰在凌晨二时至五时"),
    owner("park", ("91", "汐岭产业园区运营有限公司"), "运营十一个产业园区，入驻企业一千六百家。", "园区服务中心经理", "愿意协调三家租户共同试用"),
    owner("expo", ("91", "汐岭会展中心管理有限公司"), "运营国际会展中心场馆。", "工程部经理", "只能利用布撤展间隙作业"),
    owner("digital", ("91", "汐岭数字城市运营有限公司"), "承担城市运行平台建设与数据治理。", "数据治理部负责人", "数据不出专网，供方驻场处理"),
    owner("data", ("91", "汐岭数据中心有限公司"), "运营三座数据中心。", "运维部主管", "变更须走审批窗口"),
    owner("hospital", ("12", "汐湾人民医院"), "综合医院，编制床位一千八百张。", "医工科副科长", "涉及病人的试用须先过伦理审查"),
    owner("hospital2", ("12", "汐湾第二人民医院"), "综合医院，设康复与重症中心。", "信息与医工科主任", "由护理部指定两个病区配合"),
    owner("children", ("12", "汐湾妇幼保健院"), "妇幼专科医院。", "护理部副主任", "新生儿病区试用须监护人书面同意"),
    owner("inspection", ("12", "汐湾食品检验检测所"), "承担食品与农产品检验检测。", "技术发展室主任", "可出具平行比对报告"),
    owner("terminal_maker", ("91", "砺澄智能终端制造股份有限公司"), "智能终端整机与结构件制造。", "智能制造部总监", "提供两条产线做对照试验"),
    owner("battery_maker", ("91", "澄屿新能源股份有限公司"), "动力与储能电池制造。", "工艺研究院副院长", "样品与数据按保密协议管理"),
    owner("chip_maker", ("91", "澄星半导体制造有限公司"), "特色工艺晶圆制造与先进封装。", "供应链技术部经理", "机台验证按小批、中批、量产三步进行"),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_site_has_an_owner() {
        for theme in super::super::themes::all() {
            for site in &theme.sites {
                assert!(
                    OWNERS.iter().any(|owner| owner.key == site.owner),
                    "{}",
                    site.owner
                );
            }
        }
    }
}
