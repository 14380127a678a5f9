//! Metro, roads, port, airport, buses.

use super::{Ability, Metric, Site, Theme};

/// Fields of work around transport.
pub(super) const THEMES: &[Theme] = &[
    Theme {
        key: "ground_radar",
        programme: "scenario",
        trade: "sensor",
        sites: [
            Site {
                owner: "roads",
                title: "道路塌陷隐患雷达预警",
                scene: "辖区道路下水管、雨水箱涵和地铁保护区交叠，近三年登记地面塌陷三十四起，多数发生在雨季夜间。现在由巡查车每季度测一遍，图谱要人工判读两三周，等报告出来部分空洞已经扩大到路面",
            },
            Site {
                owner: "metro",
                title: "盾构区间上方地层空洞连续监测",
                scene: "在建两条线路下穿六条主干道，盾构掘进后注浆不密实处容易形成空洞。目前靠人工水准点和抽检雷达，测点间距三十米，去年一处停工整改就是因为空洞在两次检测之间发展起来的",
            },
            Site {
                owner: "builder",
                title: "深基坑周边道路沉降与空洞预警",
                scene: "同时施工的深基坑十七个，周边管线老旧，降水引起的地层流失不易察觉。监测单位每天出一份纸质日报，遇到异常再电话通知，从数据到处置平均要六个小时",
            },
        ],
        ask: "需要车载或固定式探地雷达与沉降感知结合的预警手段，当天采集、当天自动判读，对零点五米以上空洞提前三个月以上给出分级预警，并与管线资料叠加分析成因；结果按路段推送给养护、水务和轨道单位，不重复开挖",
        metric: Metric {
            name: "隐患从出现到发现的天数",
            unit: "天",
            baseline_milli: 96_000,
            target_milli: 20_000,
        },
        rules: &[
            ("成熟度达到系统级验证", "maturity_level >= 8"),
            ("车载振动环境下稳定", "vibration_grade >= \"2\""),
            ("有三个以上同类业绩", "references_count >= 3"),
        ],
        test: "选五十公里道路连续测三轮，由开挖或钻孔验证不少于二十处，命中率不低于百分之八十五，漏报不高于百分之五",
        budget_wan: (150, 480),
        products: &[
            "多通道车载三维探地雷达",
            "道路空洞智能判读系统",
            "固定式地层位移雷达",
            "分布式光纤沉降监测",
        ],
        features: &[
            "二十通道阵列天线，一次采集覆盖一个车道宽度",
            "图谱由模型自动判读，五十公里数据两小时出结果",
            "结合管线与地质资料推断空洞成因并给出处置优先级",
            "与既有养护系统对接，按路段编码推送",
            "支持时速六十公里采集，不封道作业",
        ],
        abilities: &[
            Ability {
                concept: "vibration_grade",
                values: &["1", "2", "3"],
            },
            Ability {
                concept: "accuracy",
                values: &["20cm", "10cm", "5cm"],
            },
            Ability {
                concept: "ingress_protection",
                values: &["IP54", "IP65", "IP67"],
            },
        ],
    },
    Theme {
        key: "metro_delivery",
        programme: "scenario",
        trade: "robot",
        sites: [
            Site {
                owner: "metro",
                title: "机器人乘地铁为站内商铺配送",
                scene: "一百三十座车站内便利店、咖啡店夜间补货靠人工推车，从地面仓到站厅要过两道闸机和一部货梯。客流平峰期运能有富余，但人员跟车配送每单成本十八元，早高峰前常常补不到位",
            },
            Site {
                owner: "hospital",
                title: "院区地下通道物资自动转运",
                scene: "三栋楼之间的地下通道每天人工转运被服、药箱、标本两千一百趟，电梯拥挤时标本超时送检占百分之六。夜班只有四名工人，急诊用血有过等电梯二十分钟的情况",
            },
            Site {
                owner: "park",
                title: "工业上楼厂房垂直物流配送",
                scene: "高层厂房十四层，货梯六部，企业各自找人推车，早晚两个高峰货梯排队超过四十分钟。车辆在首层月台等货，占道纠纷一个月三四十起，租户把货梯拥堵列为退租原因之一",
            },
        ],
        ask: "希望引入可自主过闸、乘梯、跟车的配送机器人及调度系统，能与闸机、电梯、门禁和站台门安全联锁，在人流密集处礼让缓行，遇异常就近停靠并通知值守；按班次与货量自动排程，给出每单成本和准点率，运营单位可随时收回路权",
        metric: Metric {
            name: "每单配送成本",
            unit: "元",
            baseline_milli: 18_000,
            target_milli: 7_000,
        },
        rules: &[
            ("单台载重不少于八十公斤", "payload >= \"80kg\""),
            ("一次充电工作六小时以上", "endurance >= \"6小时\""),
            ("已有真实场所运行验证", "maturity_level >= 7"),
        ],
        test: "两条线路或两栋楼连续运行六十天，准点率不低于百分之九十八，与乘客或车辆零碰撞，人工介入每千单不超过三次",
        budget_wan: (110, 350),
        products: &[
            "乘梯配送机器人",
            "地铁物流机器人调度系统",
            "院内封闭舱转运机器人",
            "楼宇货梯协同控制系统",
        ],
        features: &[
            "与主流电梯、闸机和站台门协议适配，无需改动原有控制柜",
            "激光与视觉融合避障，在每平方米两人的人流中平稳通行",
            "货舱分格上锁，扫码取货并全程留痕",
            "调度系统按客流预测避开高峰，自动安排充电",
            "整机阻燃材料，电池舱带独立灭火装置",
        ],
        abilities: &[
            Ability {
                concept: "payload",
                values: &["40kg", "80kg", "120kg"],
            },
            Ability {
                concept: "endurance",
                values: &["4小时", "6小时", "10小时"],
            },
            Ability {
                concept: "weight",
                values: &["180kg", "120kg", "90kg"],
            },
        ],
    },
    Theme {
        key: "track",
        programme: "technical_need",
        trade: "vision",
        sites: [
            Site {
                owner: "metro",
                title: "轨道扣件与道床病害夜间快速检测",
                scene: "正线三百八十公里，每晚天窗只有两个半小时，人工巡道靠手电和经验，扣件松脱、弹条断裂的漏检率抽查在百分之七左右。一名巡道工一晚走六公里，人员平均年龄四十六岁，招工越来越难",
            },
            Site {
                owner: "metro",
                title: "车底与受电弓在库智能检查",
                scene: "两个车辆段每晚回库一百一十列车，日检靠人钻地沟看螺栓、闸瓦和悬挂件，每列四十分钟。受电弓碳滑板磨耗要登顶测量，雨天停止登顶作业时只能顺延",
            },
            Site {
                owner: "port",
                title: "自动化轨道吊大车轨道与结构检测",
                scene: "堆场四十八台轨道吊，大车轨道总长二十一公里，轨距变化和焊缝裂纹靠停机人工测量，每台一年两次。去年两起啃轨停机都在两次测量之间出现，作业效率受影响",
            },
        ],
        ask: "征集可在短天窗内完成的视觉与激光测量手段，时速二十公里以上采集，当晚出结果，能识别缺失、松脱、断裂、裂纹与几何偏差，数据与检修工单系统贯通，并允许检修人员对误报进行标注反馈，持续改进识别模型",
        metric: Metric {
            name: "缺陷漏检率",
            unit: "%",
            baseline_milli: 7_000,
            target_milli: 1_000,
        },
        rules: &[
            ("适应车载振动", "vibration_grade >= \"3\""),
            ("防尘防水", "ingress_protection >= \"IP65\""),
            ("四个月内交付", "delivery_days <= \"120天\""),
        ],
        test: "在预置缺陷的五公里线路上往返三次，检出率不低于百分之九十九，误报每公里不超过两处，当晚两小时内输出工单",
        budget_wan: (160, 520),
        products: &[
            "轨道巡检小车",
            "车底三维视觉检测系统",
            "受电弓在线测量装置",
            "轨道吊轨道几何检测机器人",
        ],
        features: &[
            "线阵相机与结构光同步采集，像元分辨率零点三毫米",
            "车载边缘计算，收车时即得到疑似缺陷清单",
            "误报标注后隔日更新模型，不需要返回厂家",
            "可拆分上道，三人十分钟完成组装",
            "与工单系统按设备编码自动匹配",
        ],
        abilities: &[
            Ability {
                concept: "ingress_protection",
                values: &["IP54", "IP65", "IP66"],
            },
            Ability {
                concept: "vibration_grade",
                values: &["2", "3", "3"],
            },
            Ability {
                concept: "accuracy",
                values: &["3mm", "2mm", "1mm"],
            },
        ],
    },
    Theme {
        key: "apron",
        programme: "scenario",
        trade: "vision",
        sites: [
            Site {
                owner: "airport",
                title: "机坪外来物自动发现与清除",
                scene: "两条跑道和七十五个机位每天人工巡视十二次，外来物多为螺钉、石子和包装碎片，夜间反光条件差时难以发现。跑道占用时间每多一分钟就影响两架次，去年因外来物损伤轮胎十九起",
            },
            Site {
                owner: "airport",
                title: "行李分拣破损与错分视觉复核",
                scene: "行李系统每天处理九万件，条码受潮、折叠后读取率降到百分之九十三，其余靠十六名工人手工补码。破损责任难以界定，旅客投诉后要调几十个摄像头录像",
            },
            Site {
                owner: "port",
                title: "集装箱残损自动查验",
                scene: "闸口每天进出一万二千箱，箱体残损由理货员站在通道里目测，遇到夜间和雨天，顶部与底部基本看不到。残损责任认定平均要五天，与船公司、车队扯皮多",
            },
        ],
        ask: "需要全天候视觉与雷达融合的自动发现系统，对小目标在不同光照和降雨下保持稳定识别，结果在十秒内推送处置人员并留存可追溯证据，设备安装不得影响飞行、行车和装卸安全，系统须支持国产操作系统和本地部署",
        metric: Metric {
            name: "目标发现率",
            unit: "%",
            baseline_milli: 88_000,
            target_milli: 99_000,
        },
        rules: &[
            ("户外长期防护", "ingress_protection >= \"IP66\""),
            ("高温环境工作", "operating_temperature_max >= \"55℃\""),
            ("已有同类场所运行", "references_count >= 2"),
        ],
        test: "按照约定的目标清单布设一百二十个试件，昼、夜、雨三种条件各测三轮，发现率与误报率均达到合同值后试运行三十天",
        budget_wan: (140, 460),
        products: &[
            "跑道外来物探测系统",
            "行李全景读码与破损识别",
            "集装箱六面残损识别系统",
            "雷视融合感知单元",
        ],
        features: &[
            "毫米波雷达与长焦相机联动，二十毫米目标八百米外可见",
            "降雨条件下自动切换参数，误报率保持在每天两次以内",
            "证据影像带时间戳和哈希值，责任认定可追溯",
            "全部算法本地部署，支持国产操作系统与加速卡",
            "安装支架可倾倒，满足净空与撞击安全要求",
        ],
        abilities: &[
            Ability {
                concept: "ingress_protection",
                values: &["IP65", "IP66", "IP67"],
            },
            Ability {
                concept: "operating_temperature_max",
                values: &["50℃", "55℃", "65℃"],
            },
            Ability {
                concept: "operating_temperature_min",
                values: &["-10℃", "-20℃"],
            },
        ],
    },
    Theme {
        key: "bus_battery",
        programme: "technical_need",
        trade: "battery",
        sites: [
            Site {
                owner: "bus",
                title: "公交动力电池在线健康评估与热失控预警",
                scene: "在营纯电动公交车五千二百辆，其中三成车龄超过六年，续航衰减到出厂的六成五。电池检测只能返厂拆包，一辆车停运四天；去年充电场站两次冒烟，都是电压采样没有提前反映",
            },
            Site {
                owner: "power",
                title: "退役电池梯次储能安全分选",
                scene: "计划把一千二百组退役电池用于场站储能，现有分选靠逐包充放电，一包要六小时，设备和场地都跟不上。一致性差的电池混用后，储能柜半年内已出现三次温差报警",
            },
            Site {
                owner: "battery_maker",
                title: "电芯析锂与微短路产线快速筛查",
                scene: "化成后的电芯要静置十四天才能靠自放电挑出微短路，库存占用两亿多元，仍有百万分之三十的漏检流到客户端。拆解分析发现多为隔膜异物和边缘析锂，现有检测手段在线上看不到",
            },
        ],
        ask: "寻找不拆包、不停运的快速诊断技术，利用充电过程数据、阻抗或超声信号在十分钟内给出健康度、内短路风险和剩余寿命区间，提前至少二十四小时预警热失控；结果要可解释，能说明依据哪些信号，便于安全管理人员下停运决定",
        metric: Metric {
            name: "单包检测用时",
            unit: "分钟",
            baseline_milli: 360_000,
            target_milli: 15_000,
        },
        rules: &[
            ("技术成熟度", "maturity_level >= 6"),
            ("检测设备可移动使用", "weight <= \"60kg\""),
            ("有两家以上用户", "references_count >= 2"),
        ],
        test: "选三百组不同衰减程度的电池盲测，健康度误差不超过百分之三，人为植入的微短路样品检出率不低于百分之九十五",
        budget_wan: (80, 300),
        products: &[
            "电池超声无损检测仪",
            "充电过程健康评估平台",
            "宽频阻抗快速分选机",
            "热失控早期预警终端",
        ],
        features: &[
            "一次扫描九十秒，给出电解液浸润、析锂和产气图像",
            "利用充电桩报文评估，无需在车上加装硬件",
            "给出健康度区间和置信水平，并列出判定依据",
            "预警分三级，最高级联动充电桩断电",
            "数据可导出为国家溯源平台格式",
        ],
        abilities: &[
            Ability {
                concept: "relative_accuracy",
                values: &["5%", "3%", "2%"],
            },
            Ability {
                concept: "weight",
                values: &["120kg", "55kg", "18kg"],
            },
            Ability {
                concept: "operating_temperature_max",
                values: &["45℃", "55℃", "60℃"],
            },
        ],
    },
];
