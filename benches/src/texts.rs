//! Invented Chinese texts about technology, with words as unequally frequent as in real ones.
//!
//! Main types: [`Dice`], the same numbers for the same seed, and [`Texts`].

/// Domain words that the search knows, a line each.
const TECHNOLOGY: &str = include_str!("../../crates/search/dictionary/technology.txt");

/// Words of everyday business, the most frequent first.
const EVERYDAY: &str = "系统 设备 技术 数据 管理 检测 生产 平台 控制 监测 产品 智能 企业 服务 材料 精度 效率 安全 环境 \
    质量 成本 运行 方案 现场 自动 识别 传感器 机器人 管网 隧道 地下 排水 道路 桥梁 车间 厂房 电池 电机 激光 图像 视觉 模型 \
    算法 软件 网络 通信 无线 温度 湿度 压力 流量 振动 噪声 粉尘 防爆 防水 腐蚀 焊接 涂层 轴承 减速器 芯片 封装 光学 镜头 \
    超声 雷达 导航 定位 巡检 维护 故障 预测 诊断 能耗 节能 储能 光伏 风电 氢能 充电 医疗 影像 药物 试剂 手术 康复 食品 农业 \
    水质 污泥 废气 固废 回收 建筑 施工 混凝土 钢结构 物流 仓储 分拣 港口 船舶 无人机 卫星 遥感 测绘";

/// Words that hold a sentence together.
const BETWEEN: [&str; 8] = ["的", "和", "用于", "能够", "需要", "实现", "提高", "在"];

/// Numbers that look random and are the same for the same seed (`SplitMix64`).
#[derive(Debug, Clone)]
pub struct Dice(u64);

impl Dice {
    /// Dice with a seed.
    pub fn new(seed: u64) -> Dice {
        Dice(seed)
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        mixed ^ (mixed >> 31)
    }

    /// A number below `bound`; 0 when that is 0.
    pub fn below(&mut self, bound: usize) -> usize {
        let bound = u64::try_from(bound).unwrap_or(u64::MAX).max(1);
        usize::try_from(self.next() % bound).unwrap_or_default()
    }

    /// A place in a list of `length`; the first ones come most often.
    fn place(&mut self, length: usize) -> usize {
        let first = self.below(length);
        self.below(first + 1)
    }
}

/// Makes texts.
#[derive(Debug)]
pub struct Texts {
    dice: Dice,
    words: Vec<&'static str>,
}

impl Texts {
    /// Texts that are the same for the same seed.
    pub fn new(seed: u64) -> Texts {
        let technology = TECHNOLOGY
            .lines()
            .map(str::trim)
            .filter(|line| !line.is_empty());
        let words = EVERYDAY.split_whitespace().chain(technology).collect();
        Texts {
            dice: Dice::new(seed),
            words,
        }
    }

    /// A title of three or four words.
    pub fn title(&mut self) -> String {
        let words = 3 + self.dice.below(2);
        (0..words).map(|_| self.word()).collect()
    }

    /// A text of at least `characters`, in sentences; some name a model that few others name.
    pub fn text(&mut self, characters: usize) -> String {
        let mut text = String::new();
        while text.chars().count() < characters {
            text.push_str(&self.sentence());
        }
        text
    }

    /// A few words as typed into a search box.
    pub fn asked(&mut self) -> String {
        let words = 1 + self.dice.below(3);
        (0..words)
            .map(|_| self.word())
            .collect::<Vec<_>>()
            .join(" ")
    }

    fn word(&mut self) -> &'static str {
        let place = self.dice.place(self.words.len());
        self.words[place]
    }

    fn sentence(&mut self) -> String {
        let mut sentence = String::new();
        for _ in 0..4 + self.dice.below(6) {
            sentence.push_str(self.word());
            if self.dice.below(3) == 0 {
                sentence.push_str(BETWEEN[self.dice.below(BETWEEN.len())]);
            }
        }
        if self.dice.below(4) == 0 {
            let number = self.dice.below(5_000).to_string();
            sentence.extend(["XK", &number, "型"]);
        }
        sentence.push('。');
        sentence
    }
}
