"""Every act the log knows, as a sentence with places for its facts."""

from django.utils.translation import gettext_noop as _

SENTENCES = {
    "signed-in": _("%(actor)s登录"),
    "account-made": _("%(actor)s新建账号“%(name)s”"),
    "account-stopped": _("%(actor)s停用账号“%(name)s”"),
    "role-changed": _("%(actor)s将账号“%(name)s”的角色由%(before)s改为%(role)s"),
    "account-locked": _("账号“%(actor)s”因多次输错密码被锁定"),
    "file-received": _("%(actor)s上传文件“%(source)s”（SHA-256 %(digest)s）"),
    "intake-dropped": _("%(actor)s放弃一次导入，共%(files)s份文件"),
    "original-taken": _("%(actor)s下载原件“%(source)s”（SHA-256 %(digest)s）"),
    "draft-read": _("%(actor)s导入文件“%(source)s”，读出%(tasks)s项任务"),
    "draft-corrected": _("%(actor)s更正“%(source)s”的列"),
    "draft-dropped": _("%(actor)s放弃导入“%(source)s”"),
    "version-saved": _("%(actor)s将“%(source)s”存为《%(ledger)s》%(period)s"),
    "version-gathered": _(
        "%(actor)s将%(files)s份单位填报汇入《%(ledger)s》%(period)s，%(reported)s项任务有填报，%(missing)s项未报"
    ),
    "version-corrected": _("%(actor)s更正《%(ledger)s》%(period)s，原来的一份留存备查。理由：%(reason)s"),
    "version-rechecked": _("《%(ledger)s》%(period)s重新核查（由%(actor)s的操作引起）"),
    "finding-explained": _("%(actor)s对《%(ledger)s》%(period)s的疑点“%(rule)s”（%(words)s）作出说明：%(reason)s"),
    "explanation-withdrawn": _("%(actor)s撤回对《%(ledger)s》%(period)s疑点“%(rule)s”（%(words)s）的说明：%(reason)s"),
    "rule-off": _("%(actor)s在%(region)s停用规则“%(rule)s”。理由：%(reason)s"),
    "rule-on": _("%(actor)s在%(region)s恢复规则“%(rule)s”"),
    "ledger-exported": _("%(actor)s导出《%(ledger)s》%(period)s（%(format)s）"),
    "plan-made": _("%(actor)s将《%(ledger)s》的%(tasks)s项任务列入按月填报"),
    "target-changed": _(
        "%(actor)s将《%(ledger)s》“%(indicator)s”的目标值改为%(value)s，自%(since)s起执行。依据：%(basis)s。理由：%(reason)s"
    ),
    "task-changed": _("%(actor)s修改《%(ledger)s》“%(task)s”（%(cells)s）。%(reason)s"),
    "task-added": _("%(actor)s在《%(ledger)s》中增补任务“%(task)s”。理由：%(reason)s"),
    "reporter-set": _("%(actor)s将《%(ledger)s》%(number)s项任务的填报单位定为%(unit)s（%(tasks)s）"),
    "opinion-given": _(
        "%(actor)s对《%(ledger)s》“%(task)s”作出研判（%(question)s：%(answer)s，1为是，0为否），自%(since)s起。依据：%(basis)s"
    ),
    "indicator-added": _("%(actor)s为《%(ledger)s》“%(task)s”增加指标“%(indicator)s”%(value)s。依据：%(basis)s"),
    "indicator-changed": _("%(actor)s修改《%(ledger)s》“%(task)s”的指标“%(indicator)s”（%(cells)s）"),
    "indicator-removed": _("%(actor)s删除《%(ledger)s》“%(task)s”没有填过数的指标“%(indicator)s”"),
    "period-changed": _("%(actor)s修改《%(ledger)s》%(period)s的日期（%(days)s）"),
    "period-deleted": _("%(actor)s删除《%(ledger)s》没有填报过的报告期%(period)s"),
    "list-typed": _("%(actor)s手工录入《%(ledger)s》，共%(tasks)s项任务"),
    "own-day-removed": _("%(actor)s取消%(region)s对%(day)s的工作日设定"),
    "region-made": _("%(actor)s新建地区%(region)s"),
    "region-changed": _("%(actor)s修改地区%(region)s（%(cells)s）"),
    "lights-chosen": _("%(actor)s将%(region)s的亮灯规则设为%(preset)s"),
    "unit-made": _("%(actor)s在%(region)s新建单位%(unit)s"),
    "unit-renamed": _("%(actor)s将%(region)s的单位%(before)s改名为%(unit)s，原名留作别名"),
    "units-ordered": _("%(actor)s调整%(region)s%(number)s个单位的顺序"),
    "alias-added": _("%(actor)s为%(region)s%(unit)s增加别名%(alias)s"),
    "alias-removed": _("%(actor)s删除%(region)s%(unit)s的别名%(alias)s"),
    "units-merged": _(
        "%(actor)s将%(region)s的单位%(gone)s并入%(unit)s：%(tasks)s项任务、%(returns)s份月报随之转移，%(kept)s份留在原名下"
    ),
    "curve-set": _("%(actor)s将《%(ledger)s》“%(task)s”的进度计划设为%(curve)s"),
    "own-day-set": _("%(actor)s将%(region)s%(day)s的工作日设为%(worked)s（1为上班，0为休息）。依据：%(basis)s"),
    "periods-made": _("%(actor)s为《%(ledger)s》设置%(number)s个报告期（%(labels)s）"),
    "period-reopened": _("%(actor)s为%(unit)s重新开放《%(ledger)s》%(period)s，至%(until)s止。理由：%(reason)s"),
    "period-closed": _("%(actor)s关闭《%(ledger)s》%(period)s，%(returns)s个单位（SHA-256 %(digest)s）"),
    "period-corrected": _("%(actor)s更正已关闭的《%(ledger)s》%(period)s（SHA-256 %(digest)s）。理由：%(reason)s"),
    "report-filled": _("%(actor)s填报%(unit)s《%(ledger)s》%(period)s“%(task)s”（%(cells)s）"),
    "note-added": _("%(actor)s代表%(unit)s为《%(ledger)s》%(period)s“%(task)s”补充说明：%(text)s"),
    "return-submitted": _("%(actor)s将%(unit)s《%(ledger)s》%(period)s提交签发"),
    "return-handed-back": _("%(actor)s将%(unit)s《%(ledger)s》%(period)s退给填报人。理由：%(reason)s"),
    "return-sent": _("%(actor)s签发%(unit)s《%(ledger)s》%(period)s，第%(number)s次报送（SHA-256 %(digest)s）"),
    "return-recalled": _("%(actor)s撤回%(unit)s《%(ledger)s》%(period)s"),
    "return-amended": _("%(actor)s修改%(unit)s已采用的《%(ledger)s》%(period)s。理由：%(reason)s"),
    "return-taken-up": _("%(actor)s开始审阅%(unit)s《%(ledger)s》%(period)s"),
    "return-laid-down": _("%(actor)s暂停审阅%(unit)s《%(ledger)s》%(period)s"),
    "return-given-back": _("%(actor)s退回%(unit)s《%(ledger)s》%(period)s。理由：%(reason)s"),
    "return-accepted": _("%(actor)s采用%(unit)s《%(ledger)s》%(period)s第%(number)s次报送（SHA-256 %(digest)s）"),
    "value-verified": _(
        "%(actor)s在%(unit)s《%(ledger)s》%(period)s“%(indicator)s”旁记核实数%(value)s。来源：%(source)s"
    ),
    "leader-remarked": _("%(actor)s就《%(ledger)s》%(period)s“%(task)s”作出批示：%(text)s"),
    "remark-seen": _("%(actor)s代表%(unit)s阅知对《%(ledger)s》%(period)s“%(task)s”的批示"),
    "remark-answered": _("%(actor)s代表%(unit)s回复对《%(ledger)s》%(period)s“%(task)s”的批示：%(text)s"),
    "log-exported": _("%(actor)s导出操作日志，共%(number)s条"),
    "log-verified": _("%(actor)s校验操作日志，共%(number)s条，%(result)s"),
}
