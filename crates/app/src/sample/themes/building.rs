//! Construction sites, parks, buildings, the city at large.

use super::{Ability, Metric, Site, Theme};

/// Fields of work around building and running places.
pub(super) const THEMES: &[Theme] = &[
    Theme {
        key: "facade",
        programme: "scenario",
        trade: "robot",
        sites: [
            Site {
                owner: "builder",
                title: "超高层幕墙检测与清洗作业机器人",
                scene: "代管十九栋超高层，幕墙玻璃自爆与结构胶老化每年数十起，蜘蛛人作业受风力限制，一栋清洗一遍四十天。人员高坠风险难以根除，保险公司已要求改用机械作业",
            },
            Site {
                owner: "park",
                title: "老旧厂房外墙空鼓与渗漏筛查",
                scene: "九十三栋老厂房外墙面砖空鼓，雨季后脱落砸车事件去年六起。敲击检测要搭架或吊篮，业主不愿停产，检测单位报价高，一年只能查十几栋",
            },
            Site {
                owner: "expo",
                title: "大跨钢结构屋面与吊点检测",
                scene: "展厅屋面钢结构离地三十二米，吊点螺栓每年全检一次，靠升降车逐个拧检，撤展后只有两天窗口。去年换展时发现三个吊点超载变形，责任无法追溯",
            },
        ],
        ask: "需要能爬壁、悬吊或飞行作业的检测与清洗装备，六级风以下稳定贴附，能识别空鼓、裂缝、胶缝老化和螺栓松动，检测数据按构件编码入库；作业时地面无需大范围封控，单栋用时减少一半以上",
        metric: Metric {
            name: "单栋检测用时",
            unit: "天",
            baseline_milli: 40_000,
            target_milli: 12_000,
        },
        rules: &[
            ("户外作业防护", "ingress_protection >= \"IP55\""),
            ("自重限制", "weight <= \"60kg\""),
            ("成熟度", "maturity_level >= 7"),
        ],
        test: "选三栋不同年代建筑，与专业检测单位结果比对，空鼓识别率不低于百分之九十，全程无高处作业人员",
        budget_wan: (80, 300),
        products: &[
            "负压爬壁检测机器人",
            "幕墙清洗吊挂机器人",
            "外墙热像与声振联合检测",
            "钢结构螺栓巡检系统",
        ],
        features: &[
            "负压与轮式复合吸附，越障三厘米",
            "热像与声振双通道判读空鼓，日出后两小时内最佳",
            "循环水回收清洗，节水七成",
            "螺栓轴力由超声测量，无需拆卸",
            "双保险缆绳独立固定，失压自动锁止",
        ],
        abilities: &[
            Ability {
                concept: "ingress_protection",
                values: &["IP44", "IP55", "IP65"],
            },
            Ability {
                concept: "weight",
                values: &["75kg", "48kg", "22kg"],
            },
            Ability {
                concept: "vibration_grade",
                values: &["1", "2", "3"],
            },
        ],
    },
    Theme {
        key: "site_safety",
        programme: "scenario",
        trade: "vision",
        sites: [
            Site {
                owner: "builder",
                title: "施工现场危险作业智能旁站",
                scene: "在建项目六十四个，专职安全员一人管三处危险作业，吊装、动火、有限空间同时进行时顾不过来。摄像头装了两千多路，误报淹没真报警，项目部把提醒声音关了",
            },
            Site {
                owner: "metro",
                title: "隧道施工人员与机车防碰撞",
                scene: "盾构区间轨道运输与人员步行共用通道，照明差、粉尘大，去年一起机车刮擦致伤。现有定位卡在转弯处失联，报警延迟两秒以上，司机依赖喊话",
            },
            Site {
                owner: "port",
                title: "散货作业区人机混行预警",
                scene: "散货堆场装载机、自卸车与清扫人员混行，司机盲区大，夜班能见度低。靠反光背心和喊话，一年内发生两起轻伤，保险费率连续两年上浮",
            },
        ],
        ask: "希望采用定位、视觉与毫米波融合的人机防碰撞和危险作业识别，报警及时且误报少，设备防尘防水抗振，断网可本地报警；违规识别结果先由安全员复核再处理，不直接用于扣罚，工人数据按规定期限清除",
        metric: Metric {
            name: "有效报警占比",
            unit: "%",
            baseline_milli: 12_000,
            target_milli: 80_000,
        },
        rules: &[
            ("防尘防水", "ingress_protection >= \"IP67\""),
            ("抗强振动", "vibration_grade >= \"2\""),
            ("高温工作", "operating_temperature_max >= \"60℃\""),
        ],
        test: "两个项目运行九十天，由安全员逐条标注，有效占比与报警延迟达标，且无一起漏报导致的伤害事件",
        budget_wan: (60, 260),
        products: &[
            "人机防碰撞定位终端",
            "危险作业旁站识别系统",
            "塔机吊钩盲区可视系统",
            "有限空间作业监护仪",
        ],
        features: &[
            "超宽带与惯导融合，弯道不失联，延迟小于两百毫秒",
            "强粉尘下由毫米波接替视觉",
            "识别结果先推安全员，确认后再形成记录",
            "终端抗冲击五十倍重力加速度，换班统一充电",
            "个人信息三十天自动清除并留清除凭证",
        ],
        abilities: &[
            Ability {
                concept: "ingress_protection",
                values: &["IP54", "IP66", "IP67", "IP68"],
            },
            Ability {
                concept: "vibration_grade",
                values: &["1", "2", "3"],
            },
            Ability {
                concept: "operating_temperature_max",
                values: &["50℃", "60℃", "70℃"],
            },
        ],
    },
    Theme {
        key: "park_twin",
        programme: "technical_need",
        trade: "software",
        sites: [
            Site {
                owner: "park",
                title: "工业上楼承重与设备荷载核算服务",
                scene: "租户装修时把设备放哪一层、离柱多远全凭施工队经验，楼板开裂、微振动影响邻户的纠纷一年十几起。结构图纸分散在各栋业主手里，核一次荷载要请设计院两周",
            },
            Site {
                owner: "digital",
                title: "城市运行感知数据质量治理",
                scene: "汇聚到平台的感知设备六万三千台，其中一成八长期离线或数值不动，各部门责任不清。基于这些数据的预警闹过笑话，业务部门已经不愿意看大屏",
            },
            Site {
                owner: "corridor",
                title: "综合管廊多舱联动应急推演",
                scene: "管廊二十六公里分五舱，消防、通风、排水系统分属三个厂家，演练靠打电话。去年一次误喷淋后排水不及时，电力舱积水停电四小时，事后复盘找不到完整时序",
            },
        ],
        ask: "征集以结构与设备数据为底座的轻量化数字化服务，先把图纸、荷载和设备台账对齐，能按租户设备自动核算可行楼层与位置，给出依据条款；平台要轻，不做大屏，数据可随时导出，按面积或按次付费",
        metric: Metric {
            name: "单次核算用时",
            unit: "小时",
            baseline_milli: 336_000,
            target_milli: 4_000,
        },
        rules: &[
            ("成熟度", "maturity_level >= 6"),
            ("六十天上线", "delivery_days <= \"60天\""),
        ],
        test: "随机抽取三十个历史案例复算，结论与设计院一致率不低于百分之九十五，给出的条款引用全部可查",
        budget_wan: (40, 180),
        products: &[
            "厂房荷载核算软件",
            "感知数据质量治理服务",
            "管廊应急推演系统",
            "设备台账与图纸对齐服务",
        ],
        features: &[
            "按结构图与设备清单自动核算楼层适配性",
            "每条结论附规范条款与计算过程",
            "数据质量按设备打分并自动派单给责任单位",
            "演练时序自动记录，可逐秒回放",
            "不绑定大屏，全部结果可导出表格",
        ],
        abilities: &[Ability {
            concept: "relative_accuracy",
            values: &["10%", "5%", "2%"],
        }],
    },
    Theme {
        key: "material_recycle",
        programme: "open_challenge",
        trade: "material",
        sites: [
            Site {
                owner: "environment",
                title: "建筑弃土资源化与免烧制品攻关",
                scene: "区内每年产生工程弃土六百多万立方，外运路程远、消纳场紧张，运价三年涨了一倍。淤泥质土含水高、强度低，做免烧砖收缩大，烧结又受排放限制",
            },
            Site {
                owner: "battery_maker",
                title: "退役电池正极材料短流程再生",
                scene: "每年回收退役电池八千吨，湿法路线酸耗大、废水多，锂回收率百分之八十四。主机厂要求披露再生料碳足迹，现有工艺算出来并不占优",
            },
            Site {
                owner: "chip_maker",
                title: "晶圆厂含氟废水与废酸回收揭榜",
                scene: "含氟废水日排六百吨，石灰法沉淀污泥每天二十四吨只能外运填埋。高浓度废酸按危废处置，单价每吨两千六百元，周边处置能力已排到下季度",
            },
        ],
        ask: "面向社会张榜征集资源化工艺与装备，要求产品有明确去处与标准，二次污染可控，全流程成本低于现行处置费；提供连续物料、场地与检测支持，先做中试再谈规模，知识产权按投入共享",
        metric: Metric {
            name: "资源化率",
            unit: "%",
            baseline_milli: 31_000,
            target_milli: 80_000,
        },
        rules: &[
            ("成熟度", "maturity_level >= 5"),
            ("有中试以上业绩", "references_count >= 1"),
        ],
        test: "中试连续运行九十天，由第三方检测产物质量与排放，全成本核算经双方财务确认",
        budget_wan: (400, 1_200),
        products: &[
            "弃土免烧固化成型设备",
            "正极材料直接再生装置",
            "含氟废水流化床结晶设备",
            "废酸扩散渗析回收系统",
        ],
        features: &[
            "复合固化剂控制收缩，制品七天抗压达标",
            "短流程补锂再生，省去浸出萃取两段",
            "流化床结晶得到冰晶石颗粒，含水低于百分之十",
            "酸回收率百分之八十五以上，膜寿命三年",
            "提供碳足迹核算与核查支持",
        ],
        abilities: &[
            Ability {
                concept: "delivery_days",
                values: &["240天", "150天", "120天"],
            },
            Ability {
                concept: "power",
                values: &["200kW", "110kW"],
            },
        ],
    },
    Theme {
        key: "low_altitude",
        programme: "scenario",
        trade: "drone",
        sites: [
            Site {
                owner: "digital",
                title: "低空起降点安全与调度协同",
                scene: "规划起降点一百二十个，审批、气象、噪声、避让分散在四个系统。一次医疗物资配送从申请到起飞要四十分钟，等到了已经派车送完，试飞数据也回不到一个地方",
            },
            Site {
                owner: "hospital",
                title: "院区与血站之间血液无人机运送",
                scene: "血站到三个院区地面车程二十五到四十分钟，晚高峰翻倍，急诊大出血时靠提前备血，备多了过期、备少了等车。现有试飞航线只有一条，雨天停飞比例过半",
            },
            Site {
                owner: "port",
                title: "锚地船舶物资无人机补给",
                scene: "锚地船舶平均等泊一点八天，小件物资靠交通艇，一趟三百元起、还要等潮。船方文件盖章、备件与药品需求零散，夜间交通艇不跑",
            },
        ],
        ask: "希望开展常态化低空配送试点，解决航线审批、气象适飞、噪声与避让协同，载荷箱温控可证明，雨天与六级风可飞比例明显提高；数据按规定上报，飞行安全责任由运营方承担，失败航次要说明原因",
        metric: Metric {
            name: "紧急物资平均送达时间",
            unit: "分钟",
            baseline_milli: 38_000,
            target_milli: 12_000,
        },
        rules: &[
            ("雨天可飞", "ingress_protection >= \"IP55\""),
            ("载重", "payload >= \"2kg\""),
            ("九十天内开航", "delivery_days <= \"90天\""),
        ],
        test: "开通三条航线运行六十天，准时率不低于百分之九十五，雨天可飞比例不低于百分之八十，血液温度全程合格",
        budget_wan: (120, 480),
        products: &[
            "医疗物资运输无人机",
            "低空调度协同平台",
            "起降点微气象站",
            "温控载荷箱",
        ],
        features: &[
            "全天候设计，中雨与六级风可正常飞行",
            "航线申请材料自动生成并跟踪审批",
            "载荷箱双层相变材料，四小时温度波动小于一摄氏度",
            "起降点微气象分钟级预测阵风",
            "数据按规定格式上报监管平台",
        ],
        abilities: &[
            Ability {
                concept: "ingress_protection",
                values: &["IP43", "IP54", "IP55", "IP66"],
            },
            Ability {
                concept: "payload",
                values: &["1kg", "2.5kg", "5kg"],
            },
            Ability {
                concept: "endurance",
                values: &["25分钟", "40分钟", "70分钟"],
            },
        ],
    },
];
