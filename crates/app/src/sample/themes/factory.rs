//! Machines, chips, cells and lines.

use super::{Ability, Metric, Site, Theme};

/// Fields of work around making things.
pub(super) const THEMES: &[Theme] = &[
    Theme {
        key: "vision_inspection",
        programme: "technical_need",
        trade: "vision",
        sites: [
            Site {
                owner: "terminal_maker",
                title: "金属中框外观缺陷在线检测",
                scene: "中框日产四十二万件，表面有高光、喷砂、拉丝三种纹理，划伤、压痕、异色共二十三类缺陷，现有八百名检验员目检，人均每班看一千一百件，过杀率百分之九，客户端每月仍有三批退货",
            },
            Site {
                owner: "battery_maker",
                title: "极片涂布边缘与异物在线识别",
                scene: "双面涂布机速提到每分钟八十米后，边缘波浪、漏箔和五十微米级金属异物靠原有线扫相机看不稳，复卷人工抽检只能看到头尾。去年一起客户投诉追溯到三个月前的一卷极片",
            },
            Site {
                owner: "chip_maker",
                title: "晶圆背面与崩边缺陷自动判级",
                scene: "减薄后的晶圆背面有纹理干扰，崩边、裂纹由工程师在显微镜下判级，每片四分钟，夜班判级与白班一致率只有百分之八十七，下游封装厂多次提出标准不统一",
            },
        ],
        ask: "征集能适应新品快速切换的在线视觉检测，小样本两小时内建好新品模型，过杀与漏检可按缺陷类别分别设定，判级依据能够追溯到图像区域；系统可与现有执行系统双向通信，允许工艺人员自己维护样本而不依赖厂家驻场",
        metric: Metric {
            name: "过杀率",
            unit: "%",
            baseline_milli: 9_000,
            target_milli: 1_500,
        },
        rules: &[
            ("技术成熟度", "maturity_level >= 8"),
            ("五个以上工厂案例", "references_count >= 5"),
            ("六十天内交付", "delivery_days <= \"60天\""),
        ],
        test: "连续生产十万件，与三人复判结果比对，漏检不高于百万分之五十，过杀不高于合同值，切换三个新品各不超过两小时",
        budget_wan: (90, 360),
        products: &[
            "高光曲面外观检测机",
            "极片表面缺陷检测系统",
            "晶圆宏观缺陷检测设备",
            "工业视觉小样本训练平台",
        ],
        features: &[
            "多角度可编程光源，一次采集十六个光照方向",
            "小样本模型两小时可用，工艺人员自己标注",
            "按缺陷类别分别设定过杀与漏检权重",
            "判级结果附热力图与相似历史样本",
            "单工位节拍零点八秒，支持双线并行",
        ],
        abilities: &[
            Ability {
                concept: "relative_accuracy",
                values: &["3%", "2%", "1%"],
            },
            Ability {
                concept: "power",
                values: &["8kW", "5kW", "3kW"],
            },
        ],
    },
    Theme {
        key: "cleanroom",
        programme: "open_challenge",
        trade: "semiconductor",
        sites: [
            Site {
                owner: "chip_maker",
                title: "十二英寸产线化学品分子污染在线监测揭榜",
                scene: "洁净室分子污染靠每周采样送外检，结果五天后才回来，今年两次良率波动事后推断与氨和有机硅有关却拿不出证据。进口在线仪器交期九个月，耗材也受限制，备件一换就要停线校准",
            },
            Site {
                owner: "chip_maker",
                title: "刻蚀腔体关键陶瓷零件国产替代",
                scene: "刻蚀机耗用的高纯氧化钇涂层零件全部进口，单价高、交期二十六周。试过两家国产件，颗粒数初期合格，射频三百小时后明显上升，机台工程师不敢放量",
            },
            Site {
                owner: "terminal_maker",
                title: "封装洁净车间静电与微振动联合监测",
                scene: "先进封装车间对静电与微振动都敏感，旁边道路施工后贴片偏移投诉上升。静电、振动、温湿度分别由三家供应商监测，数据时间不同步，无法判断是哪一个因素",
            },
        ],
        ask: "面向产业链上下游张榜，要求技术指标达到在用进口产品水平，提供验证机台、工艺窗口与失效分析条件，按小批、中批、量产三步验证；验证通过后纳入合格供应商名录并签订三年采购框架，知识产权归揭榜方",
        metric: Metric {
            name: "异常发现时间",
            unit: "小时",
            baseline_milli: 120_000,
            target_milli: 1_000,
        },
        rules: &[
            ("成熟度至少通过实验室验证", "maturity_level >= 5"),
            ("微振动环境可用", "vibration_grade >= \"1\""),
        ],
        test: "与进口基准并行运行一百八十天，一致性系数不低于零点九五，连续两批量产良率无显著差异",
        budget_wan: (400, 1_200),
        products: &[
            "痕量分子污染在线分析仪",
            "高纯氧化钇涂层零件",
            "洁净室微振动监测系统",
            "静电综合监测网络",
        ],
        features: &[
            "腔衰荡光谱检测氨与酸性气体，检出限低于一个十亿分比",
            "悬浮液等离子喷涂致密涂层，孔隙率小于百分之一",
            "微振动测量频带零点五至二百赫兹，同步误差小于一毫秒",
            "自校准气路，耗材全部可在国内采购",
            "提供失效分析报告与工艺窗口数据",
        ],
        abilities: &[
            Ability {
                concept: "vibration_grade",
                values: &["1", "2"],
            },
            Ability {
                concept: "relative_accuracy",
                values: &["5%", "2%", "1%"],
            },
            Ability {
                concept: "operating_temperature_max",
                values: &["40℃", "60℃"],
            },
        ],
    },
    Theme {
        key: "cobot",
        programme: "scenario",
        trade: "robot",
        sites: [
            Site {
                owner: "terminal_maker",
                title: "柔性装配单元快速换型",
                scene: "一条装配线一年换型三十多次，每次重新示教、调夹具要两个班，订单小批量化后换型时间已经占到开动时间的百分之十四。老师傅凭手感插排线，新员工培训一个月良率仍不稳",
            },
            Site {
                owner: "builder",
                title: "预制构件钢筋绑扎与模台清理",
                scene: "预制构件厂钢筋绑扎靠一百六十人弯腰作业，夏天棚内四十度，流动率高。模台清理粉尘大，油漆残渣附着，人工铲除后仍有毛刺导致构件缺角返修",
            },
            Site {
                owner: "food",
                title: "净菜车间分拣装箱自动化",
                scene: "净菜车间低温高湿，叶菜、根茎形状不一，二百二十名工人三班倒分拣装箱，手部冻伤投诉时有发生。现有机械手夹伤率百分之六，冲洗消毒后电控箱常受潮停机",
            },
        ],
        ask: "希望引入会自己看、会调整力度的柔性作业单元，换型不超过半小时，由班组长用图形界面完成，不写程序；末端与机身要能承受现场的粉尘、油污或高压水冲洗，与人同区作业时符合协作安全要求，按件计价或租赁均可",
        metric: Metric {
            name: "换型时间",
            unit: "分钟",
            baseline_milli: 960_000,
            target_milli: 30_000,
        },
        rules: &[
            ("机身防护", "ingress_protection >= \"IP65\""),
            ("负载", "payload >= \"5kg\""),
            ("可在潮湿环境工作", "works_at_humidity >= \"90%\""),
        ],
        test: "三种产品各连续作业一个班，节拍、良率与夹伤率达到合同值，由两名未受过编程培训的班组长独立完成换型",
        budget_wan: (80, 320),
        products: &[
            "力控协作机械臂",
            "钢筋绑扎作业机器人",
            "食品级并联分拣机器人",
            "柔性装配工作站",
        ],
        features: &[
            "关节力矩传感，接触力控制在三牛以内",
            "图形化换型向导，三十分钟完成新品示教",
            "食品级涂层与全密封，可用高压水冲洗",
            "视觉引导抓取无序来料，成功率百分之九十九",
            "支持按件计价与月租两种方式",
        ],
        abilities: &[
            Ability {
                concept: "ingress_protection",
                values: &["IP54", "IP65", "IP67"],
            },
            Ability {
                concept: "payload",
                values: &["3kg", "5kg", "12kg", "20kg"],
            },
            Ability {
                concept: "works_at_humidity",
                values: &["80%", "95%", "100%"],
            },
        ],
    },
    Theme {
        key: "cutting_tool",
        programme: "technical_need",
        trade: "material",
        sites: [
            Site {
                owner: "terminal_maker",
                title: "钛合金中框高效加工刀具与冷却",
                scene: "改用钛合金后单件加工时间由九分钟增加到二十六分钟，涂层铣刀平均寿命四十三件，刀具费占加工成本三成一。冷却液雾化严重，车间油雾超标，三百台机床都在等方案",
            },
            Site {
                owner: "builder",
                title: "盾构滚刀耐磨与掌子面磨损感知",
                scene: "花岗岩地层掘进时滚刀平均四十二环换一次，进仓换刀风险大、每次停机九小时。刀具磨损量只能开仓看，欠换会崩刀、多换又浪费，一把刀圈近万元",
            },
            Site {
                owner: "battery_maker",
                title: "极片分切刀长寿命与毛刺控制",
                scene: "分切圆刀每四天重磨一次，毛刺随磨损增加，超过十五微米就有刺穿隔膜的风险。现在靠定时换刀，换早了浪费，换晚了整卷降级，两种损失一年合计一千多万元",
            },
        ],
        ask: "征集新型涂层、超硬材料与在线磨损感知的组合方案，在不降低表面质量的前提下延长寿命并预测剩余可用次数；供方要提供切削参数库与现场工艺支持，先在十台设备上做对照，再签年度协议",
        metric: Metric {
            name: "刀具寿命",
            unit: "件",
            baseline_milli: 43_000,
            target_milli: 120_000,
        },
        rules: &[
            ("成熟度", "maturity_level >= 6"),
            ("交付周期", "delivery_days <= \"45天\""),
        ],
        test: "十台设备各运行三十天，平均寿命、毛刺高度和表面粗糙度由双方计量室共同出具数据",
        budget_wan: (40, 160),
        products: &[
            "纳米复合涂层铣刀",
            "超硬材料分切圆刀",
            "滚刀磨损在线感知装置",
            "微量润滑与油雾收集系统",
        ],
        features: &[
            "多弧离子镀纳米复合涂层，高温硬度提高三成",
            "磨损感知与主轴电流联合判断，预测剩余件数",
            "提供四十余种材料的切削参数库",
            "油雾收集效率百分之九十九，滤芯可清洗复用",
            "现场工艺工程师驻厂支持三十天",
        ],
        abilities: &[
            Ability {
                concept: "relative_accuracy",
                values: &["5%", "3%", "2%"],
            },
            Ability {
                concept: "operating_temperature_max",
                values: &["80℃", "120℃"],
            },
        ],
    },
    Theme {
        key: "ai_quality",
        programme: "technical_need",
        trade: "software",
        sites: [
            Site {
                owner: "battery_maker",
                title: "多工序质量追因与参数推荐",
                scene: "从搅拌到化成十四道工序、两千多个参数，质量异常要三个部门开会查一周。数据散在九套系统，编码口径不同，老工程师退休后经验难以传承，同样的问题一年里重复出现四次",
            },
            Site {
                owner: "terminal_maker",
                title: "设备预测性维护与备件优化",
                scene: "四千台数控机床年非计划停机一万一千小时，备件库存一亿三千万元却仍常缺关键件。各家机床通信协议不同，采上来的数据有三成不可用，维护计划主要靠经验排",
            },
            Site {
                owner: "chip_maker",
                title: "良率提升知识问答与虚拟量测",
                scene: "良率会议纪要和异常报告累计六万份，新人找不到类似案例。量测机台排队长，抽测比例只有百分之八，漏掉的偏移要等到电测才发现，一批损失上百万元",
            },
        ],
        ask: "需要面向制造现场的数据与模型服务，先理清主数据与编码，再做追因、预测和推荐；模型结论必须给出依据和可信区间，敏感工艺数据不出厂，知识库问答要标出引用的报告原文，允许工程师纠错并记录",
        metric: Metric {
            name: "异常定位用时",
            unit: "小时",
            baseline_milli: 56_000,
            target_milli: 8_000,
        },
        rules: &[
            ("成熟度", "maturity_level >= 7"),
            ("有三家以上用户", "references_count >= 3"),
            ("九十天内上线首期", "delivery_days <= \"90天\""),
        ],
        test: "选五十起历史异常盲测，前三位候选原因命中率不低于百分之八十；上线后三个月重复问题下降一半",
        budget_wan: (70, 300),
        products: &[
            "制造质量追因平台",
            "设备健康管理系统",
            "工艺知识问答助手",
            "虚拟量测软件",
        ],
        features: &[
            "按工序因果图约束建模，结论附依据与可信区间",
            "私有化部署，模型与数据均不出厂区",
            "问答标出引用原文与版本，可纠错留痕",
            "兼容十七种常见机床通信协议",
            "先做主数据治理，再谈模型，分期验收",
        ],
        abilities: &[Ability {
            concept: "relative_accuracy",
            values: &["5%", "3%", "1%"],
        }],
    },
];
