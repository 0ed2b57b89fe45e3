"""The shapes of lines and rows that are no data: sections, totals, notes, page numbers, navigation, debris."""

from __future__ import annotations

from functools import lru_cache

from taizhang.language.patterns import HAN, Pattern

SECTION = Pattern(
    r"^\s*(?:第[一二三四五六七八九十]{1,3}[类章部分]+|[一二三四五六七八九十]{1,3}\s*[、.．]|[(（][一二三四五六七八九十]{1,3}[)）])\s*\S|^\s*【[^】：:]{2,24}】\s*$"
    r"|^\s*[■◆▌▍▎█◼]\s*[^\s，。；：:][^，。；：:]{1,30}$"
)
ORDINAL = Pattern(r"^[(（]?[一二三四五六七八九十]{1,3}[)）]?[、.．]?$")
TIER = Pattern(
    r"^(?:[一二三四五六七八九十]{1,3}\s*[、.．]|[(（][一二三四五六七八九十]{1,3}[)）])?\s*(?:国家|省|自治区|市|区|县|州|镇|乡|街道)(?:级|定|政府|委)?[^，。]{0,8}(?:实事|项目|事项|民生)"
)
TOTAL = Pattern(
    r"^\s*(?:本[页表类项]|分[页类]|以上|上述|全[省市县区旗州镇乡村])?"
    r"(?:合\s*计|总\s*计|小\s*计|共\s*计|累\s*计|总\s*数)(?=[\s:：（(\d]|$)"
)
TOTAL_ROW = Pattern(
    r"^\s*(?:[^\d\s，。；：:]{1,10}?(?:合\s*计|总\s*计|小\s*计)|(?:全[省市县区旗州镇乡村])?平均(?:值|水平)?|全[省市县区旗州镇乡])\s*(?:[(（][^()（）]*[)）])?$"
)
"""What a row that sums or averages others may be called where all else in it is figures: 教育类小计, 全县, 平均."""
NOTE = Pattern(
    r"^\s*(?:[*※]?\s*(?:附?注|备\s*注|说\s*明|填表说明|填报说明|附说明)\s*[:：]|[※*]\s*[^\s\[*]|注\s*\d|注[：:])"
)
PAGE_NUMBER = Pattern(
    r"^\s*(?:[-—–－]+\s*\d{1,3}\s*[-—–－]+|第\s*\d{1,3}\s*页(?:\s*[,，/|]?\s*[(（]?共\s*\d{1,3}\s*页[)）]?)?|共\s*\d{1,3}\s*页\s*[,，/|]?\s*第\s*\d{1,3}\s*页|Page\s*\d+.*|[Pp]\.\s*\d+)\s*$"
)
BEFORE_TITLE = Pattern(
    r"^\s*(?:附\s*件|附\s*表|附)\s*(?:\d{0,2}|[一二三四五六七八九十]{0,2})\s*(?:[-—]\d+)?\s*[:：]?\s*$"
)
CONTINUED = Pattern(
    r"^\s*[(（【]?\s*(?:续\s*表|接\s*上\s*[页表]|续\s*上\s*[页表]|续)\s*(?:\d{1,2}|[一二三四五六七八九十])?\s*[)）】]?\s*$"
)
"""What stands over a table's part on a next page: 续表, （接上页）."""
DEBRIS = Pattern(
    r"(?i)\[bookmark[:：][^\]\n]*\]|\[?(?:OLE_LINK|_GoBack|_Toc|_Hlk)\w*\]?|<!--.*?-->|&(?:nbsp|ensp|emsp|amp|lt|gt|quot);|<br\s*/?>|\{\s*(?:PAGE|HYPERLINK|EMBED)[^}\n]*\}|\[(?:image|img|图片|textbox)[:：][^\]\n]*\]|!\[\]\([^)\n]*\)|EMBED\s+Excel\.Sheet\.\d+|HYPERLINK\s+\"[^\"\n]*\"",
)
_FURNITURE = Pattern(
    r"当前(?:的|所在)?位置|您?现?在的?位置|首\s*页\s*[>＞»›/|]|文件下载|附件下载|相关附件|扫一扫|分享到|分享至|分享[:：]|打印本?[页文]|【打印】|"
    r"关闭(?:本页|窗口)|【关闭】|字\s*[体号]\s*[:：]|上一[篇条页]|下一[篇条页]|返回(?:顶部|首页|列表)|版权所有|ICP备|公网安备|网站标识码|浏览(?:次数|量)|访问(?:次数|量)|阅读(?:次数|量)?[:：]|"
    r"点击(?:次数|量|数)[:：]|责任编辑|主办单位[:：].*承办单位|网站地图|关怀版|长者版|长者助手|收藏本站|设为首页|加入收藏|相关链接|友情链接|国务院部门网站|地方政府网站|政府部门网站|街镇网站|其他网站|"
    r"信息来源\s*[:：]|^来源\s*[:：]|^附件[:：]?\s*(?:点击|下载)|\.(?:docx?|xlsx?|pdf|wps|et|zip|rar)$|^(?:Copyright|©)|热点推荐|最新阅读|【\s*(?:大|中|小)[\s|]|"
    r"^\s*[*\-]?\s*\[[^\]]*\]\([^)]*\)|^\[?打印\]?|保护视力"
)
# words of page furniture that may also stand in a ledger (无障碍改造, 手机客户端): furniture only in a short line
_SHORT_FURNITURE = Pattern(
    r"^(?:首页|打印|关闭|登录|注册|搜索|分享|微信|微博|返回|收藏|纠错|简体|繁[體体]|English|移动版|手机版|客户端|政务微博|微信公众号|无障碍(?:阅读|浏览)?|我的收藏|智能问答|联系我们|技术支持.*|政策解读|"
    r".{0,6}政府网站|相关(?:文章|新闻|信息|解读|文件))$|^无障碍(?:阅读|浏览)?\s*[|｜]|\|\s*(?:简体|无障碍|登录)"
)
SIGNATURE = Pattern(
    rf"^\s*(?:(?:{HAN}|[（）()、]){{2,30}}(?:办公室|政府|局|委|委员会|中心|专班|督查室|领导小组|办|院|公司))?\s*"
    r"(?:20\d\d|二[〇○零].{2})\s*年\s*[\d一二三四五六七八九十]{1,3}\s*月\s*[\d一二三四五六七八九十]{1,3}\s*日\s*$"
)
"""A paper's signature under its table: the office and the day, or the day alone."""
SENTENCE_END = Pattern(r"[。！？；;!?][”’\"』」）)]*$")
TITLE_WORD = Pattern(
    r"(?:台账|一览表|情况表|汇总表|明细表|清单|计划表|分解表|统计表|进度表|公示表|安排表|任务表|落实表|目标表|责任表|项目表|推进表|调度表|目标任务|任务分解|任务书|进展情况|落实情况|完成情况|推进情况|实施情况|办理情况|实事项目|民生实事|实事进[度展]|实事|民生工程|责任分工|分工表|工作表|(?:调度|督查|督办|汇总|统计|落实)情况|情况(?:汇报|报告|通报|总结)|进度卡|推进卡|项目卡|责任卡|任务卡|信息卡|对照表|表|[周旬月季年快简专]报|半年报)(?:[(（][^()（）]*[)）])?$"
)
TITLE_STEM = Pattern(r"民生|实事|台账|重点工作|目标任务|工作任务|惠民|政府工作报告|项目|清单|一览表|情况表|汇总表")


@lru_cache(maxsize=16384)
def is_section(text: str) -> bool:
    """True for a row or line that heads others: 一、…, （一）…, a tier, a total."""
    flat = text.strip()
    if not flat or len(flat) > 80 or ends_sentence(flat):
        return False
    return bool(SECTION.match(flat) or TIER.match(flat) or TOTAL.match(flat))


@lru_cache(maxsize=16384)
def is_furniture(text: str) -> bool:
    """True for a line of page furniture: a path, a share button, links to other sites."""
    return len(text) < 200 and bool(_FURNITURE.search(text) or _SHORT_FURNITURE.search(text.strip()))


@lru_cache(maxsize=16384)
def is_aside(text: str) -> bool:
    """True for a line that is no data: a note, a page number, navigation."""
    return bool(NOTE.match(text) or PAGE_NUMBER.match(text) or (len(text) < 60 and is_furniture(text)))


@lru_cache(maxsize=16384)
def ends_sentence(text: str) -> bool:
    """True when the text ends with a stop."""
    return bool(SENTENCE_END.search(text[-6:]))
