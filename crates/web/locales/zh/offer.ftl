offer = 供给
offer-new = 登记供给
offers-empty = 还没有供给。登记一条，或从 Excel 导入。
offer-text = 供给描述
offer-suits = 适合的需求
offer-suits-none = 目前没有已发布的需求适合它。发布新需求时会重新比对。
offer-cases-none = 还没有对接。
