report-period = 期间
report-word = 下载 Word 报告
report-empty = 这个期间没有可报告的数字。请选择其他期间，或先导入数据。
figures-as-of = 数据截至
figure-basis = 口径：
figure-rows-empty = 这个数字背后没有记录。
figure-all-rows = 全部记录
figure-rows-count = 记录数
