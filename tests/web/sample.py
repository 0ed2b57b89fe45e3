"""One list in two periods, small enough to reason about; the places and people are fictional."""

FIRST = """松屏县2025年民生实事一季度进展情况表
（截至2025年3月31日）

序号\t项目名称\t项目内容\t牵头领导\t责任单位\t进展情况\t存在问题
1\t农村道路提升工程\t新改建农村公路60公里。\t江一帆\t县交通运输局\t已完成新改建农村公路20公里，完成率33.3%。\t无
\t\t改造危桥4座。\t江一帆\t县交通运输局\t已完成改造危桥4座，完成率100%。\t无
2\t学前教育扩容工程\t新建幼儿园5所。\t苏可\t县教育局\t已完成新建幼儿园2所，完成率50%。\t用地手续办理较慢
3\t饮水安全工程\t改造供水管网30公里。\t苏可\t县水务局\t已完成改造供水管网12公里，完成率40%。\t无
"""

SECOND = (
    FIRST.replace("一季度", "上半年")
    .replace("3月31日", "6月30日")
    .replace("农村公路20公里，完成率33.3%", "农村公路33公里，完成率55%")
    .replace("管网12公里，完成率40%", "管网18公里，完成率60%")
)

HOSTILE = FIRST.replace("用地手续办理较慢", "<script>alert(1)</script><img src=x onerror=alert(2)>")
