"""docxtpl behind one door: a template's tags filled in, and nothing but tags.

Templates come from outside.  Jinja runs in its sandbox, with no loader, filter or global; a template may name the tags
that there are and ask whether one is filled (if), and nothing more: no loops, calls, arithmetic, includes or imports,
which could take all time or memory however safe they are.  docxtpl and Jinja are loaded only when one is filled in.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

from taizhang.ledger import Bilingual

from ..errors import WriteError
from .tags import TAGS

if TYPE_CHECKING:
    from docx.oxml.document import CT_Document
    from jinja2.sandbox import SandboxedEnvironment

_ALLOWED = frozenset({"Template", "Output", "TemplateData", "Name", "If", "Not", "And", "Or"})
_NAMES = "、".join(f"{{{{ {name} }}}}" for name in TAGS)
_HINT = Bilingual(f"可用的标签：{_NAMES}。", f"There are {_NAMES}.")


def filled(file: bytes, values: Mapping[str, str], prepare: Callable[[CT_Document], None]) -> bytes:
    """The .docx with its tags filled; `prepare` is given the document's root first.

    Raises WriteError for a broken tag, an unknown one, and for what docxtpl cannot work with.
    """
    from docxtpl import DocxTemplate
    from jinja2 import TemplateError

    template = DocxTemplate(io.BytesIO(file))
    stream = io.BytesIO()
    try:
        template.init_docx()
        prepare(template.docx.element)
        template.render(dict(values), jinja_env=_environment(), autoescape=True)
        template.save(stream)
    except WriteError:
        raise
    except TemplateError as error:
        where = f"：{_near(error)}" if _near(error) else ""
        raise WriteError(
            Bilingual(f"模板里的标签写错了{where}", f"a tag in the template is broken{where}"), _HINT
        ) from error
    except Exception as error:  # docxtpl takes files apart with patterns; what it stumbles over is the file's fault
        raise WriteError(
            Bilingual("Word 文件的结构有误，无法套用", "the Word file's structure is broken"),
            Bilingual("请用 Word 或 WPS 打开，另存为 .docx 后再试。", "Open it in Word or WPS and save it as .docx."),
        ) from error
    return stream.getvalue()


def _near(error: Any) -> str:
    """The words around the broken tag."""
    lines = [line.strip() for line in getattr(error, "docx_context", ())]
    return next((line for line in lines if "{{" in line or "{%" in line), "")[:60]


def _environment() -> SandboxedEnvironment:
    from jinja2 import nodes
    from jinja2.sandbox import SandboxedEnvironment

    class Tags(SandboxedEnvironment):
        """Knows tags alone."""

        def _parse(self, source: str, name: str | None, filename: str | None) -> nodes.Template:
            parsed = super()._parse(source, name, filename)
            for node in (parsed, *parsed.find_all(nodes.Node)):
                _check(node)
            return parsed

    made = Tags()
    made.filters.clear()
    made.globals.clear()
    made.tests.clear()
    return made


def _check(node: Any) -> None:
    kind = type(node).__name__
    if kind not in _ALLOWED:
        raise WriteError(
            Bilingual(
                f"模板里有不允许的写法（{kind}），只能用标签",
                f"the template does more than name tags ({kind})",
            ),
            _HINT,
        )
    if kind == "Name" and (node.name not in TAGS or node.ctx != "load"):
        raise WriteError(
            Bilingual(f"没有“{{{{ {node.name} }}}}”这个标签", f"there is no tag {{{{ {node.name} }}}}"), _HINT
        )
