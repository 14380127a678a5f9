//! What the sample's firms do for a living.
//!
//! Main type: [`Trade`]. Offers of a theme come from firms of its trade.

/// A line of business.
pub(super) struct Trade {
    /// Key.
    pub(super) key: &'static str,
    /// Words in the names of its firms.
    pub(super) words: &'static [&'static str],
    /// What they make.
    pub(super) makes: &'static [&'static str],
    /// Who uses it.
    pub(super) users: &'static [&'static str],
    /// How many of a thousand firms are in it.
    pub(super) share: usize,
}

#[rustfmt::skip]
/// All trades; the shares add up to a thousand.
pub(super) const TRADES: &[Trade] = &[
    Trade { key: "electronics", share: 190, words: &["电子", "电子科技", "通讯技术", "连接技术", "电路科技"],
        makes: &["高密度多层电路板", "精密连接器", "射频模组", "电源管理模块", "声学器件", "柔性线路板"],
        users: &["手机与可穿戴设备厂商", "汽车电子客户", "通信设备厂商", "安防设备厂商"] },
    Trade { key: "machinery", share: 130, words: &["精密机械", "自动化设备", "智能装备", "数控技术", "机电科技"],
        makes: &["数控加工中心", "点胶与贴合设备", "激光焊接设备", "自动组装线", "注塑周边设备"],
        users: &["消费电子工厂", "锂电池企业", "汽车零部件工厂", "医疗器械企业"] },
    Trade { key: "mould", share: 110, words: &["精密模具", "塑胶制品", "五金科技", "精密部件"],
        makes: &["双色注塑模具", "镁铝合金压铸件", "精密冲压件", "光学塑胶件", "结构件"],
        users: &["笔记本电脑品牌", "汽车内饰客户", "家电企业", "机器人企业"] },
    Trade { key: "software", share: 95, words: &["软件", "信息技术", "数字科技", "数据科技", "智能科技"],
        makes: &["制造执行系统", "工业数据平台", "能效优化软件", "视觉算法平台", "设备运维软件"],
        users: &["制造工厂", "园区运营单位", "城市管理部门", "物流企业"] },
    Trade { key: "sensor", share: 65, words: &["传感技术", "感知科技", "测控技术", "物联科技"],
        makes: &["气体传感器", "压力与流量变送器", "毫米波感知模组", "光纤传感系统", "智能水表"],
        users: &["燃气与水务单位", "轨道交通运营方", "工业现场", "楼宇管理单位"] },
    Trade { key: "vision", share: 60, words: &["视觉科技", "光电技术", "图像技术", "智能检测"],
        makes: &["外观缺陷检测设备", "工业相机与镜头", "三维测量系统", "光源控制器"],
        users: &["电子制造企业", "锂电池工厂", "轨道交通车辆段", "港口与物流企业"] },
    Trade { key: "robot", share: 55, words: &["机器人", "智能装备", "机器人技术"],
        makes: &["巡检机器人", "协作机械臂", "移动底盘与控制器", "特种作业机器人"],
        users: &["市政与水务单位", "电力企业", "医院", "制造工厂"] },
    Trade { key: "battery", share: 50, words: &["新能源科技", "储能技术", "电池技术"],
        makes: &["动力电池包", "储能变流器", "电池检测设备", "电池管理系统"],
        users: &["整车企业", "工商业园区", "换电运营商", "通信基站客户"] },
    Trade { key: "power", share: 35, words: &["电力技术", "电气科技", "能源科技"],
        makes: &["充电模块", "智能断路器", "柔性互联装置", "电能质量治理设备"],
        users: &["供电单位", "公交与物流场站", "数据中心", "工业园区"] },
    Trade { key: "drone", share: 30, words: &["航空科技", "无人系统", "飞行科技"],
        makes: &["多旋翼无人机", "自动机场", "吊舱与载荷", "飞控与导航系统"],
        users: &["电力巡检单位", "应急管理部门", "测绘企业", "物流企业"] },
    Trade { key: "material", share: 55, words: &["新材料", "材料科技", "复合材料", "涂层技术"],
        makes: &["导热界面材料", "功能薄膜", "精密陶瓷", "耐磨涂层", "再生塑料粒子"],
        users: &["消费电子客户", "新能源汽车企业", "半导体设备厂商", "包装企业"] },
    Trade { key: "semiconductor", share: 35, words: &["半导体", "微电子", "芯片技术"],
        makes: &["功率器件", "模拟芯片", "半导体零部件", "封装测试服务", "洁净室监测仪器"],
        users: &["晶圆制造厂", "电源企业", "家电企业", "汽车电子客户"] },
    Trade { key: "medical", share: 35, words: &["医疗器械", "生物医疗", "医疗科技"],
        makes: &["监护设备", "微创手术器械", "康复设备", "体外诊断试剂"],
        users: &["公立医院", "社区健康服务中心", "体检机构", "海外经销商"] },
    Trade { key: "instrument", share: 25, words: &["仪器", "检测技术", "分析仪器"],
        makes: &["光谱分析仪", "快速检测仪器", "环境监测仪", "计量校准服务"],
        users: &["检验机构", "环保单位", "食品企业", "高校实验室"] },
    Trade { key: "environment", share: 30, words: &["环保科技", "环境工程", "节能技术", "冷链科技"],
        makes: &["废气治理设备", "水处理装置", "冷链监测终端", "固废减量设备"],
        users: &["水质净化厂", "工业园区", "食品企业", "医院"] },
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shares_add_up_and_every_theme_has_its_trade() {
        assert_eq!(TRADES.iter().map(|trade| trade.share).sum::<usize>(), 1_000);
        for theme in super::super::themes::all() {
            assert!(
                TRADES.iter().any(|trade| trade.key == theme.trade),
                "{}",
                theme.trade
            );
        }
    }
}
