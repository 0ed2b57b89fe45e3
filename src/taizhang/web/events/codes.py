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
}
