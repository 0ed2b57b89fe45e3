"""Every act the log knows, as a sentence with places for its facts."""

from django.utils.translation import gettext_noop as _

SENTENCES = {
    "signed-in": _("%(actor)s登录"),
    "account-made": _("%(actor)s新建账号“%(name)s”"),
    "account-stopped": _("%(actor)s停用账号“%(name)s”"),
    "account-locked": _("账号“%(actor)s”因多次输错密码被锁定"),
    "draft-read": _("%(actor)s导入文件“%(source)s”，读出%(tasks)s项任务"),
    "draft-corrected": _("%(actor)s更正“%(source)s”的列"),
    "draft-dropped": _("%(actor)s放弃导入“%(source)s”"),
    "version-saved": _("%(actor)s将“%(source)s”存为《%(ledger)s》第%(number)s期"),
    "ledger-exported": _("%(actor)s导出《%(ledger)s》第%(number)s期（%(format)s）"),
}
