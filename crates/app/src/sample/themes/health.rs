//! Hospitals, food, cold chain, laboratories.

use super::{Ability, Metric, Site, Theme};

/// Fields of work around health and food.
pub(super) const THEMES: &[Theme] = &[
    Theme {
        key: "cold_chain",
        programme: "scenario",
        trade: "environment",
        sites: [
            Site {
                owner: "food",
                title: "冷链断链责任识别与周转箱追踪",
                scene: "批发市场日进冷链货物一千九百吨，从冻库到门店要换四次车，温度记录只在车厢里。每月断链投诉一百多起，谁的责任说不清，周转箱一年丢失四成，合格证与箱子对不上",
            },
            Site {
                owner: "hospital",
                title: "疫苗与检验样本全程温控交接",
                scene: "三个院区每天转运疫苗和样本六百余箱，交接靠纸单签字。去年夏天一批样本到达时冰排已化，检验结果作废，病人需要重新抽血；药剂科无法证明是哪一段超温",
            },
            Site {
                owner: "grain",
                title: "储备冷库温度场与能耗协同",
                scene: "储备冷库四万吨，堆垛内部温度靠二十四个固定探头推断，冷风机除霜时局部升到零下十二度。电费占仓储成本的三成八，班组宁可多开机也不敢冒超温的险",
            },
        ],
        ask: "希望采用低成本可回收的温度标签与交接识别，零下三十摄氏度仍能工作一年以上，断链时自动锁定环节并生成责任证据，数据直接进入监管追溯平台；标签单价要低到可以按箱使用，丢失率、误报率纳入付费考核",
        metric: Metric {
            name: "断链责任认定用时",
            unit: "小时",
            baseline_milli: 72_000,
            target_milli: 4_000,
        },
        rules: &[
            ("低温工作", "operating_temperature_min <= \"-30℃\""),
            ("可冲洗", "ingress_protection >= \"IP67\""),
            ("三十天供货", "delivery_days <= \"30天\""),
        ],
        test: "选十条线路、五千个箱位连续运行六十天，人为断链三十次全部识别，误报率不高于百分之二，标签回收率不低于百分之九十",
        budget_wan: (50, 200),
        products: &[
            "柔性无线温度标签",
            "周转箱智能锁扣",
            "冷库温度场反演系统",
            "冷链交接识别终端",
        ],
        features: &[
            "柔性电池与标签一体，零下三十摄氏度可用十八个月",
            "交接时自动双方确认，责任分段清楚",
            "温度曲线带签名，可作为检验与理赔证据",
            "冷库温度场由模型反演，除霜按需进行",
            "可回收二百次以上，单次使用成本低于三角",
        ],
        abilities: &[
            Ability {
                concept: "operating_temperature_min",
                values: &["-20℃", "-30℃", "-40℃"],
            },
            Ability {
                concept: "ingress_protection",
                values: &["IP65", "IP67", "IP68"],
            },
        ],
    },
    Theme {
        key: "ward",
        programme: "scenario",
        trade: "medical",
        sites: [
            Site {
                owner: "hospital",
                title: "病区夜间跌倒与离床无感监护",
                scene: "四个老年病区一百六十张床，夜班每区两名护士，跌倒事件去年二十三起，多发生在凌晨如厕。床栏报警误报太多被关掉，摄像头又有隐私顾虑，家属与院方都不满意",
            },
            Site {
                owner: "children",
                title: "新生儿病房生命体征非接触监测",
                scene: "新生儿皮肤娇嫩，电极片反复粘贴造成破损，护理投诉居前。监护导线缠绕又影响袋鼠式护理，夜间误报平均每床十七次，护士疲劳应答",
            },
            Site {
                owner: "hospital2",
                title: "重症监护室镇痛镇静辅助评估",
                scene: "重症监护室二十八张床，镇痛镇静评分每两小时人工做一次，不同护士评分差异大。过度镇静延长呼吸机时间，平均住重症天数高于同级医院一点四天",
            },
        ],
        ask: "需要保护隐私的非接触感知手段，在不拍摄可识别影像的前提下识别离床、跌倒、呼吸与心率异常，报警提前量满足护士到场时间，与护理呼叫和电子病历打通；产品须取得相应的医疗器械注册或按科研项目管理并通过伦理审查",
        metric: Metric {
            name: "每床每夜误报次数",
            unit: "次",
            baseline_milli: 9_000,
            target_milli: 1_000,
        },
        rules: &[
            ("成熟度", "maturity_level >= 7"),
            ("两家以上医院使用", "references_count >= 2"),
            ("可擦拭消毒", "ingress_protection >= \"IP44\""),
        ],
        test: "两个病区运行九十天，离床提前报警不少于三十秒，跌倒识别率不低于百分之九十八，误报与护理工作量由护理部记录",
        budget_wan: (60, 240),
        products: &[
            "毫米波病床监护终端",
            "非接触新生儿监测系统",
            "镇静深度辅助评估软件",
            "护理呼叫融合平台",
        ],
        features: &[
            "毫米波感知不产生影像，隐私可接受",
            "离床意图识别平均提前四十一秒报警",
            "与护理呼叫、电子病历按标准接口对接",
            "面板可用含氯消毒剂擦拭，夜间无光污染",
            "模型按病区自学习，两周后误报下降一半",
        ],
        abilities: &[
            Ability {
                concept: "ingress_protection",
                values: &["IP20", "IP44", "IP54"],
            },
            Ability {
                concept: "power",
                values: &["15W", "8W", "4W"],
            },
        ],
    },
    Theme {
        key: "surgery_robot",
        programme: "open_challenge",
        trade: "medical",
        sites: [
            Site {
                owner: "hospital",
                title: "穿刺手术导航机器人临床验证揭榜",
                scene: "肺结节与肝占位穿刺每年三千八百例，靠医生在影像引导下反复调整，平均扫描五次，医患受照剂量高。呼吸移动造成的偏差无法预测，二次穿刺率百分之十二",
            },
            Site {
                owner: "hospital2",
                title: "康复外骨骼步态训练适配攻关",
                scene: "康复中心每天接诊脑卒中病人一百二十人次，治疗师人手不够，步态训练只能做到每人每天十五分钟。进口外骨骼体型大，对身高一米六以下的病人难以适配，维修一次要等两个月",
            },
            Site {
                owner: "children",
                title: "儿童骨龄与脊柱侧弯快速筛查",
                scene: "门诊骨龄片每天二百八十张，报告排队三天。学校脊柱侧弯筛查靠弯腰试验，假阳性高，转诊后多数孩子拍片没有问题，家长奔波、射线暴露也不必要",
            },
        ],
        ask: "以临床需求张榜，医院提供病例、伦理与临床试验条件，联合研制并完成注册检验；揭榜单位须有相应质量体系，愿意共同署名与共享成果收益，所得数据只在院内使用，不得外传或用于训练其他产品",
        metric: Metric {
            name: "一次成功率",
            unit: "%",
            baseline_milli: 88_000,
            target_milli: 97_000,
        },
        rules: &[("成熟度", "maturity_level >= 5")],
        test: "完成不少于六十例前瞻性验证，由伦理委员会与独立数据安全监查共同出具结论",
        budget_wan: (300, 800),
        products: &[
            "经皮穿刺导航机器人",
            "轻量下肢外骨骼",
            "骨龄智能阅片软件",
            "体表三维脊柱筛查仪",
        ],
        features: &[
            "呼吸门控预测穿刺时机，靶点偏差小于二毫米",
            "轻量化碳纤维结构，适配身高一米四至一米八五",
            "骨龄报告两分钟生成，给出可解释的骨块评分",
            "体表结构光扫描无射线，三十秒完成一人",
            "已建立医疗器械质量体系并完成型式检验",
        ],
        abilities: &[
            Ability {
                concept: "accuracy",
                values: &["3mm", "2mm", "1mm"],
            },
            Ability {
                concept: "weight",
                values: &["28kg", "19kg", "12kg"],
            },
        ],
    },
    Theme {
        key: "food_test",
        programme: "technical_need",
        trade: "instrument",
        sites: [
            Site {
                owner: "inspection",
                title: "食用农产品农残快速筛查前移到摊位",
                scene: "食检所每年抽检农产品九万批次，前处理占用时间七成，结果出来菜已经卖完。市场快检室用的试纸只能测两类农药，假阴性高，执法人员不敢凭结果下架",
            },
            Site {
                owner: "food",
                title: "水产品兽药残留现场检测",
                scene: "每天凌晨三点水产到货，四点就开始交易，送检最快要上午十点。去年复检不合格九批，追回率不到两成；鱼摊水多，现有仪器进水坏了三台",
            },
            Site {
                owner: "grain",
                title: "储粮真菌毒素与虫害无损监测",
                scene: "仓内二十二万吨粮食靠每周人工扦样送检，粮堆深处的局部发热往往滞后十几天才发现。熏蒸一次要撤人七天，早发现半个月就可以局部处理",
            },
        ],
        ask: "征集市场现场可用的快速检测仪器与方法，无须复杂前处理，二十分钟内出结果，抗潮防水，结果与标准方法一致并带可追溯编码；耗材单价可被经营户承受，仪器由供方按月校准并对假阴性承担责任",
        metric: Metric {
            name: "单样出结果用时",
            unit: "分钟",
            baseline_milli: 1_440_000,
            target_milli: 20_000,
        },
        rules: &[
            ("潮湿环境使用", "works_at_humidity >= \"90%\""),
            ("便携", "weight <= \"15kg\""),
            ("一个月供货", "delivery_days <= \"30天\""),
        ],
        test: "与标准方法平行检测一千批，符合率不低于百分之九十五，假阴性不高于百分之一，由食检所出具比对报告",
        budget_wan: (30, 140),
        products: &[
            "便携拉曼农残检测仪",
            "水产兽残免疫荧光仪",
            "粮堆气体指纹监测系统",
            "免前处理质谱采样器",
        ],
        features: &[
            "浓缩富集一步完成，十五分钟出定量结果",
            "整机防潮防淋，水产摊位可连续使用",
            "试剂条按批次赋码，结果自动上传追溯平台",
            "内置质控样，每班自检并上传",
            "粮堆气体指纹提前十二天发现局部发热",
        ],
        abilities: &[
            Ability {
                concept: "works_at_humidity",
                values: &["80%", "90%", "95%"],
            },
            Ability {
                concept: "weight",
                values: &["32kg", "12kg", "6kg"],
            },
            Ability {
                concept: "ingress_protection",
                values: &["IP20", "IP54", "IP65"],
            },
        ],
    },
    Theme {
        key: "disinfect",
        programme: "scenario",
        trade: "robot",
        sites: [
            Site {
                owner: "hospital2",
                title: "手术室终末消毒与环境质控自动化",
                scene: "二十六间手术室连台周转，终末消毒靠人工擦拭加紫外灯车，角落照不到，采样合格率按季度抽查。感染科无法证明每一台之间的消毒是否到位，接台平均等待三十八分钟",
            },
            Site {
                owner: "airport",
                title: "航站楼卫生间与扶梯自动清洁消毒",
                scene: "航站楼一百零四间卫生间，高峰时段保洁跟不上，异味投诉占服务投诉的三成。扶梯扶手带每天清洁两次，旅客在意却看不到记录，夜间停梯清洁影响转机旅客",
            },
            Site {
                owner: "expo",
                title: "展馆大空间夜间清洁机器人编队",
                scene: "闭馆到开馆只有六个小时，八万平方米展厅靠九十名保洁人工推尘，撤展垃圾硬块多，普通清洁车刮伤地坪。人员夜班流动率高，展会密集月份经常招不满",
            },
        ],
        ask: "希望引入能自主规划、可证明效果的清洁消毒设备，覆盖率与剂量有记录可查，遇人自动停止紫外等有害源，能自动上下水和充电；按合格面积付费，不合格的区域不计费，数据进入质控系统",
        metric: Metric {
            name: "每千平方米清洁用工",
            unit: "工时",
            baseline_milli: 3_200,
            target_milli: 900,
        },
        rules: &[
            ("冲洗防护", "ingress_protection >= \"IP54\""),
            ("续航", "endurance >= \"3小时\""),
            ("已有运行业绩", "references_count >= 2"),
        ],
        test: "三十天内覆盖率不低于百分之九十八，随机采样合格率不低于百分之九十九，接台等待下降十分钟以上",
        budget_wan: (50, 210),
        products: &[
            "紫外与干雾联合消毒机器人",
            "扶梯扶手带清洁装置",
            "大空间清洁机器人编队系统",
            "卫生间智能保洁平台",
        ],
        features: &[
            "剂量按表面实时累计，未达标处自动补照",
            "人员进入零点三秒内关断紫外光源",
            "硬地坪识别硬块先吸后洗，不伤环氧地面",
            "编队分区，一人看护二十台",
            "自动上下水站可利用清洁间现有点位",
        ],
        abilities: &[
            Ability {
                concept: "ingress_protection",
                values: &["IP44", "IP54", "IP65"],
            },
            Ability {
                concept: "endurance",
                values: &["2小时", "3小时", "5小时"],
            },
            Ability {
                concept: "weight",
                values: &["210kg", "110kg", "65kg"],
            },
        ],
    },
];
