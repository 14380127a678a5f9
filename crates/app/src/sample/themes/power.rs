//! Electricity, gas, storage and energy use.

use super::{Ability, Metric, Site, Theme};

/// Fields of work around energy.
pub(super) const THEMES: &[Theme] = &[
    Theme {
        key: "power_line_drone",
        programme: "scenario",
        trade: "drone",
        sites: [
            Site {
                owner: "power",
                title: "输电走廊无人机带电精细巡检",
                scene: "管理的架空线路四百六十公里，杆塔一千三百余基，部分跨越高速和水源保护区。人工登塔一基要四十分钟，销钉缺失、绝缘子自爆在地面看不清；树障测量靠目测，去年两次跳闸都是台风前没有清到的树",
            },
            Site {
                owner: "gas",
                title: "燃气长输管线走廊泄漏空中巡查",
                scene: "高压管线九十二公里穿越山地和果园，巡线员步行一趟三天，第三方施工破坏隐患靠村民报告。低洼处甲烷积聚时人员接近本身就有危险，去年三起外力破坏有两起是事后才知道",
            },
            Site {
                owner: "park",
                title: "屋顶光伏组件热斑与隐裂空中诊断",
                scene: "四十一栋厂房屋顶光伏合计三十八兆瓦，业主反映发电量每年下降百分之四左右。人工逐块测红外要两个月，屋面承重差的地方不敢上人，热斑组件曾引燃一处女儿墙保温层",
            },
        ],
        ask: "希望用自动机场加多载荷无人机开展日常巡检，抗强电磁干扰、能在六级风中悬停拍摄，可见光、红外与激光雷达一次飞完，缺陷自动分级并生成检修任务，航线可由班组自行规划，飞行与影像数据须存放在本单位机房",
        metric: Metric {
            name: "每百公里巡检用工",
            unit: "人天",
            baseline_milli: 96_000,
            target_milli: 20_000,
        },
        rules: &[
            ("防雨飞行", "ingress_protection >= \"IP54\""),
            ("续航四十五分钟以上", "endurance >= \"45分钟\""),
            ("三十天内到货", "delivery_days <= \"30天\""),
        ],
        test: "选三十公里走廊连续四周作业，典型缺陷识别率不低于百分之九十二，定位到部件，误报率不高于百分之八，无炸机事件",
        budget_wan: (70, 280),
        products: &[
            "电力巡检多旋翼无人机",
            "激光甲烷遥测吊舱",
            "线路缺陷智能识别软件",
            "光伏组件空中热成像服务",
        ],
        features: &[
            "双天线定向与冗余惯导，强电磁环境下航向稳定",
            "六级风中定点拍摄，云台抖动小于零点零一度",
            "激光雷达树障测距精度五厘米，自动生成清障清单",
            "甲烷遥测灵敏度五个百万分比米，二百米外可测",
            "影像与模型部署在用户机房，离线可用",
        ],
        abilities: &[
            Ability {
                concept: "ingress_protection",
                values: &["IP43", "IP54", "IP55"],
            },
            Ability {
                concept: "endurance",
                values: &["28分钟", "45分钟", "58分钟"],
            },
            Ability {
                concept: "payload",
                values: &["0.5kg", "1.5kg", "2.7kg"],
            },
        ],
    },
    Theme {
        key: "substation",
        programme: "scenario",
        trade: "robot",
        sites: [
            Site {
                owner: "power",
                title: "地下变电站轮巡与应急操作机器人",
                scene: "两座全地下变电站空间狭窄，六氟化硫气体泄漏时人员不得进入。平时值守员每两小时抄表一次，局放信号要用手持仪贴柜门测；真有异常时断路器的就地操作没有人敢去做",
            },
            Site {
                owner: "metro",
                title: "牵引变电所无人值守巡检",
                scene: "五十六座牵引所分散在正线旁，夜间安排流动班组，一晚最多巡四座。温湿度、异响、指示灯都靠人看，漏看一次开关柜放电导致去年一次二十分钟晚点",
            },
            Site {
                owner: "data",
                title: "数据机房末端配电与电池室巡检",
                scene: "三个机房共四千二百个机柜，末端配电开关一万多个，人工点检一轮要十一天。电池室漏液、鼓包往往在停电切换时才暴露，值班人员进入前还要先排风",
            },
        ],
        ask: "需要可开门、上下台阶、读取仪表并能执行分合闸与急停的巡检操作机器人，支持局放、红外、气体和声纹多种感知，发现异常按预案复核后由值班员远程确认操作；在有毒或低氧环境中代替人员首先进入，全部操作留痕可追责",
        metric: Metric {
            name: "每站日均人工巡检",
            unit: "小时",
            baseline_milli: 6_000,
            target_milli: 500,
        },
        rules: &[
            ("长时间运行", "endurance >= \"4小时\""),
            ("防护等级", "ingress_protection >= \"IP55\""),
            ("成熟度", "maturity_level >= 7"),
        ],
        test: "在试点站运行九十天，仪表识别准确率不低于百分之九十九，模拟故障二十次，首次到达时间不超过五分钟，误操作为零",
        budget_wan: (130, 420),
        products: &[
            "配电室轨道巡检机器人",
            "带臂轮足操作机器人",
            "声纹局放一体监测终端",
            "电池室气体早期预警系统",
        ],
        features: &[
            "六自由度机械臂可按压、旋转与摇柄操作，力控防损坏",
            "指针、数显与指示灯统一识别，反光柜面也能读取",
            "特高频与超声联合局放，定位到柜间",
            "操作须双人远程确认，指令与影像同存",
            "可自主充电，断网时按本地预案返航",
        ],
        abilities: &[
            Ability {
                concept: "ingress_protection",
                values: &["IP44", "IP55", "IP65"],
            },
            Ability {
                concept: "endurance",
                values: &["3小时", "5小时", "8小时"],
            },
            Ability {
                concept: "weight",
                values: &["160kg", "90kg", "70kg"],
            },
        ],
    },
    Theme {
        key: "gas_station",
        programme: "scenario",
        trade: "sensor",
        sites: [
            Site {
                owner: "gas",
                title: "调压站与阀井防爆巡检",
                scene: "调压站三百一十座、阀井两千八百口，班组每月逐一开盖检测，井下积水与甲烷并存。现有固定探头误报多，平均每天出警十一次，真正泄漏不到一次，员工对报警已经麻木",
            },
            Site {
                owner: "port",
                title: "危化品罐区防爆机器人值守",
                scene: "罐区二十六座储罐夜间由两人轮巡，路线固定、走过场的情况时有发生。浮盘密封泄漏早期浓度很低，手持仪器测不到；雷雨天气按规程禁止上罐，恰恰是风险最高的时段",
            },
            Site {
                owner: "environment",
                title: "垃圾焚烧厂渗滤液沟道有毒气体监测",
                scene: "渗滤液沟道长七百米，硫化氢浓度最高测到百万分之一百八十，检修前要通风四小时。固定探头三个月就被腐蚀失灵，清淤班组靠便携仪自保，曾有一次险情",
            },
        ],
        ask: "寻求可在爆炸性环境长期工作的感知与巡检装备，整机取得防爆认证，抗硫化氢腐蚀，能够自检探头漂移并区分交叉气体干扰，把误报压到可接受水平；报警联动排风与切断阀，同时保留人工确认环节",
        metric: Metric {
            name: "每百点每月误报次数",
            unit: "次",
            baseline_milli: 34_000,
            target_milli: 3_000,
        },
        rules: &[
            ("适用二区乙类气体环境", "gas_group >= \"IIB\""),
            ("设备保护级别", "equipment_protection_level >= \"Gb\""),
            ("可在积水井内工作", "ingress_protection >= \"IP68\""),
            ("低温启动", "operating_temperature_min <= \"-10℃\""),
        ],
        test: "布设一百个点运行一百二十天，用标准气每两周抽检，零点漂移不超过量程百分之二，误报与漏报同时达标",
        budget_wan: (60, 240),
        products: &[
            "阀井甲烷激光监测终端",
            "防爆轮式巡检机器人",
            "多组分气体自校准探头",
            "罐区泄漏红外成像仪",
        ],
        features: &[
            "可调谐激光原理，只对甲烷响应，不受水汽影响",
            "探头带参比通道，每天自检一次并上报漂移",
            "电池供电五年，井盖下天线穿透衰减补偿",
            "整机本质安全设计，外壳抗硫化氢腐蚀",
            "报警分级并联动切断阀，人工确认可追溯",
        ],
        abilities: &[
            Ability {
                concept: "explosion_proof",
                values: &["无", "Ex db IIC T4", "Ex ia IIC T4"],
            },
            Ability {
                concept: "gas_group",
                values: &["IIA", "IIB", "IIC"],
            },
            Ability {
                concept: "equipment_protection_level",
                values: &["Gc", "Gb", "Ga"],
            },
            Ability {
                concept: "ingress_protection",
                values: &["IP65", "IP67", "IP68"],
            },
            Ability {
                concept: "operating_temperature_min",
                values: &["0℃", "-10℃", "-20℃"],
            },
        ],
    },
    Theme {
        key: "chiller",
        programme: "technical_need",
        trade: "software",
        sites: [
            Site {
                owner: "airport",
                title: "航站楼冷站群控节能优化",
                scene: "冷站总冷量六万冷吨，全年空调电费占航站楼用电的四成七。群控策略是投运时写死的，旅客密度和天气变化后靠值班员经验开停机，部分负荷下冷机长期在低效区运行",
            },
            Site {
                owner: "hospital",
                title: "门诊住院楼空调与洁净区协同调节",
                scene: "手术部、检验科对温湿度要求高，门诊楼夜间几乎无人却照常供冷。后勤班组七人要看四套互不相通的系统，节能改造做过两次，过了质保期就恢复手动",
            },
            Site {
                owner: "expo",
                title: "展馆间歇性大负荷供冷策略",
                scene: "展馆十八个厅，布展、开展、撤展负荷相差六倍。现在提前一天全部预冷，闭馆后才陆续停机，一次大型展会多耗电三十多万度，参展商还投诉忽冷忽热",
            },
        ],
        ask: "希望采用可解释的预测控制优化冷站运行，不更换主机，只加装必要的计量和边缘控制器；策略可由值班员随时退回手动，节能量按约定的基线方法核算，按实际节省付费，合同期内免费维护模型",
        metric: Metric {
            name: "冷站年均能效比",
            unit: "",
            baseline_milli: 3_900,
            target_milli: 5_000,
        },
        rules: &[
            ("成熟度", "maturity_level >= 8"),
            ("有五个以上项目", "references_count >= 5"),
            ("四十五天内上线", "delivery_days <= \"45天\""),
        ],
        test: "隔日对照运行六十天，按室外湿球温度分段比较，节电率不低于百分之十五，室温合格率不低于百分之九十八",
        budget_wan: (50, 220),
        products: &[
            "冷站预测控制系统",
            "空调群控边缘控制器",
            "建筑负荷预测平台",
            "能效计量与核证服务",
        ],
        features: &[
            "滚动优化每五分钟一次，给出每台主机的启停理由",
            "不改原有控制柜，断网自动退回本地策略",
            "节能量按国际通行的测量验证方法核算",
            "内置水泵冷塔能效曲线自学习",
            "支持按节省分成的合同能源管理",
        ],
        abilities: &[Ability {
            concept: "relative_accuracy",
            values: &["8%", "5%", "3%"],
        }],
    },
    Theme {
        key: "charging",
        programme: "open_challenge",
        trade: "power",
        sites: [
            Site {
                owner: "bus",
                title: "场站柔性充电与台区增容替代揭榜",
                scene: "三十四个公交场站夜间集中充电，变压器负载率超过百分之九十五，报装增容要等十四个月。白天光伏出力富余却送不出去，电费峰谷差没有用好，今年又要新增四百辆车",
            },
            Site {
                owner: "power",
                title: "重型卡车换电站群接入配网攻关",
                scene: "港区规划十二座重卡换电站，单站峰值三兆瓦，附近两条馈线已接近满载。若逐站新建专线投资过亿元，而换电负荷波动大，平均利用率不到四成",
            },
            Site {
                owner: "park",
                title: "园区光储充与空调柔性协同",
                scene: "六个园区共有屋顶光伏二十二兆瓦、充电桩一千一百个，中午光伏倒送、傍晚负荷跳升。企业各自装储能，标准不一，消防验收卡住了一半",
            },
        ],
        ask: "张榜征集台区级功率协调装备与算法，在不增容的前提下多接入三成以上充电负荷，储能须通过热失控蔓延试验，系统能响应电网削峰指令并按分钟结算，故障时充电桩按优先级有序降额，不影响首班发车",
        metric: Metric {
            name: "同容量可接充电功率",
            unit: "千瓦",
            baseline_milli: 1_600_000,
            target_milli: 2_200_000,
        },
        rules: &[
            ("成熟度", "maturity_level >= 6"),
            ("户外柜防护", "ingress_protection >= \"IP54\""),
            ("高温工作", "operating_temperature_max >= \"50℃\""),
        ],
        test: "一个场站运行九十天，变压器负载率不超过百分之八十五，首班准点率百分之百，削峰响应合格率不低于百分之九十五",
        budget_wan: (300, 1_000),
        products: &[
            "台区柔性互联装置",
            "液冷储能一体柜",
            "有序充电协调控制器",
            "电池预制舱消防系统",
        ],
        features: &[
            "四象限变流，台区之间功率互济不倒送",
            "簇级管理，单簇故障不停整柜",
            "有序充电按发车时刻表滚动安排",
            "气液两级抑制，蔓延试验通过第三方检测",
            "与调度主站按标准规约通信，分钟级结算",
        ],
        abilities: &[
            Ability {
                concept: "ingress_protection",
                values: &["IP20", "IP54", "IP55"],
            },
            Ability {
                concept: "operating_temperature_max",
                values: &["45℃", "50℃", "60℃"],
            },
            Ability {
                concept: "power",
                values: &["60kW", "120kW", "250kW"],
            },
        ],
    },
];
