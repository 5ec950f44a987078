"""The rules of the house that imports alone do not show, read from the source itself."""

import ast
import re
import subprocess
import sys
from html.parser import HTMLParser
from pathlib import Path

from django.apps import apps
from django.conf import settings
from django.core.management import call_command

from povertyreg.checks import OURS
from povertyreg.scoping import AreaScopedQuerySet

ROOT = Path(settings.BASE_DIR)
APPS = ("villages", "households", "assistance", "supervision")
SOURCES = sorted(
    path
    for app in ("povertyreg", *APPS)
    for path in (ROOT / app).rglob("*.py")
    if "migrations" not in path.parts
)
TEMPLATES = sorted((ROOT / "templates").rglob("*.html"))

ROOMS = {
    "views",
    "forms",
    "tables",
    "filters",
    "resources",
    "reports",
    "api",
    "http",
    "requests",
    "admin",
}
TOP = {"home", "today", "standing", "places", "shell", "navigation", "reports", "papers", "api"}
BY_NAME = {
    "visible_to": "the rule itself",
    "none": "a field that the form fills later",
    "of": "jobs belong to their requester, not to an area",
}
ALSO_ALLOWED = {
    ("villages/http.py", "years_for"): "years, and nothing about anybody",
    ("povertyreg/shell.py", "all"): "the name of the only county, on the sign-in page",
    ("households/views/entry_form.py", "held_in"): "rounds of a village found in the area",
    ("households/views/entry_form.py", "for_area"): "amounts, and nobody's",
    ("households/forms/household.py", "filter"): "places among those found in the area",
}
MODELS_WITHOUT_AREA = {
    "villages.User": "an account",
    "villages.Jurisdiction": "belongs to an account",
    "jobs.Job": "belongs to its requester: Job.objects.of(user)",
    "households.IdentityClaim": "digests only; asked by the acting modules, over all counties",
    "households.Ballot": "a line of its meeting, reached from there",
    "households.EntryDraft": "belongs to its writer: EntryDraft.objects.of(user)",
    "households.Attendance": "read through its meeting",
    "households.ExitAnswer": "read through its assessment",
    "households.ExitItem": "read through its standard",
    "households.ExitStandard": "everybody may know what a household must reach",
    "households.PovertyLine": "amounts of the nation and its parts, and nobody's",
    "households.RuleSetting": "how strict a county is, and nothing about anybody",
    "assistance.RankQuota": "how many households a rank takes on: numbers, and nobody's",
}


def name_of(path):
    return str(path.relative_to(ROOT))


def is_outer(path):
    parts = path.relative_to(ROOT).with_suffix("").parts
    return parts[1] in (TOP if parts[0] == "povertyreg" else ROOMS)


def nodes(path, kind):
    return [n for n in ast.walk(ast.parse(path.read_text("utf-8"))) if isinstance(n, kind)]


def reaches_for_rows(node):
    manager = node.value
    return isinstance(manager, ast.Attribute) and manager.attr in {"objects", "_default_manager"}


def test_outer_modules_reach_rows_only_through_visible_to():
    wrong = [
        f"{name_of(path)}:{node.lineno} .objects.{node.attr}"
        for path in filter(is_outer, SOURCES)
        for node in nodes(path, ast.Attribute)
        if reaches_for_rows(node)
        and node.attr not in BY_NAME
        and (name_of(path), node.attr) not in ALSO_ALLOWED
        and not (node.attr == "all" and "reports" in name_of(path))
    ]

    assert wrong == []


def test_what_is_also_allowed_is_still_needed():
    used = {
        (name_of(path), node.attr)
        for path in SOURCES
        for node in nodes(path, ast.Attribute)
        if reaches_for_rows(node)
    }

    assert set(ALSO_ALLOWED) <= used


def moves_a_case(path):
    """Lines that write a stage, on an object or in rows."""
    for node in nodes(path, ast.Assign | ast.AugAssign):
        for target in node.targets if isinstance(node, ast.Assign) else [node.target]:
            if isinstance(target, ast.Attribute) and target.attr == "stage":
                yield node.lineno
    for call in nodes(path, ast.Call):
        named = {keyword.arg for keyword in call.keywords}
        if getattr(call.func, "attr", "") == "update" and "stage" in named:
            yield call.lineno


def test_only_the_workflow_moves_a_case():
    movers = {name_of(path) for path in SOURCES if any(moves_a_case(path))}

    assert movers == {"households/stepping.py"}


def test_each_model_is_scoped_or_listed_with_the_reason():
    ours = [m for m in apps.get_models() if m._meta.app_label in OURS]
    history = {m for m in ours if hasattr(m, "pgh_id")}
    for model in set(ours) - history:
        rows = model._default_manager.all()
        scoped = isinstance(rows, AreaScopedQuerySet) or hasattr(rows, "visible_to")
        assert scoped != (model._meta.label in MODELS_WITHOUT_AREA), model._meta.label


def test_each_module_says_what_is_in_it():
    silent = [
        name_of(path)
        for path in SOURCES
        if (source := path.read_text("utf-8").strip()) and not ast.get_docstring(ast.parse(source))
    ]

    assert silent == []


def test_no_module_grows_beyond_what_one_reads_at_a_sitting():
    sizes = {name_of(path): len(path.read_text("utf-8").splitlines()) for path in SOURCES}

    assert {name: lines for name, lines in sizes.items() if lines > 250} == {}


def test_no_migration_is_missing(db):
    call_command("makemigrations", check=True, dry_run=True, verbosity=0)


def test_the_floors_are_kept():
    linter = Path(sys.executable).with_name("lint-imports")
    said = subprocess.run(
        [linter, "--no-cache"], check=False, cwd=ROOT, capture_output=True, text=True
    )

    assert said.returncode == 0, said.stdout


def is_page(path):
    return "{% extends" in path.read_text("utf-8") or "<!doctype html>" in path.read_text("utf-8")


def test_a_partial_states_its_context_and_never_extends():
    components = [path for path in TEMPLATES if "components" in path.parts]
    parts = [path for path in TEMPLATES if not is_page(path)]

    assert [name_of(path) for path in components if is_page(path)] == []
    assert [
        name_of(path) for path in parts if not path.read_text("utf-8").startswith("{# Context:")
    ] == []


SAID_ELSEWHERE = re.compile(
    r"\{#.*?#\}|\{% comment.*?%\}.*?\{% endcomment %\}|\{% block main_class %\}\w+"
    r"|\{% blocktrans(?:late)?\b.*?%\}.*?\{% endblocktrans(?:late)? %\}|\{\{.*?\}\}|\{%.*?%\}",
    re.S,
)
LETTER = re.compile(r"[A-Za-z\u3400-\u9fff]")
READ_ALOUD = {"title", "alt", "placeholder", "aria-label"}
THE_SAME_IN_EVERY_LANGUAGE = re.compile("中文|English|SHA-256")
WITHOUT_A_LANGUAGE = {
    "templates/500.html",  # shown when nothing works any more, in both languages at once
    "templates/components/swap.html",  # attributes only
}
RAW_HTML = {"templates/components/field_notes.html"}  # help texts are written by us


class Page(HTMLParser):
    """The words and the attributes that are written into a template."""

    def __init__(self, source: str) -> None:
        super().__init__()
        self.words: list[str] = []
        self.attributes: list[tuple[str, str, str]] = []
        self.tag = ""
        self.feed(SAID_ELSEWHERE.sub("", source))

    def handle_starttag(self, tag, attrs):
        self.tag = tag
        self.attributes += [(tag, name, value or "") for name, value in attrs]
        self.words += [value for name, value in attrs if name in READ_ALOUD and is_word(value)]
        if tag == "script" and "src" not in dict(attrs):
            self.attributes.append((tag, "inline", ""))

    def handle_endtag(self, tag):
        self.tag = ""

    def handle_data(self, data):
        if is_word(data) and self.tag != "kbd":
            self.words.append(data.strip())


def is_word(text):
    return bool(LETTER.search(THE_SAME_IN_EVERY_LANGUAGE.sub("", text or "")))


def inline(source):
    return [
        (tag, name)
        for tag, name, value in Page(source).attributes
        if name.startswith(("on", "hx-on"))
        or name in {"style", "inline"}
        or value.startswith("javascript:")
        or tag == "style"
    ]


def test_no_template_holds_script_or_style_of_its_own():
    sources = {name_of(path): path.read_text("utf-8") for path in TEMPLATES}

    assert {name: found for name, source in sources.items() if (found := inline(source))} == {}
    assert {name for name, source in sources.items() if "|safe" in source} <= RAW_HTML


def test_scripts_and_styles_are_found():
    assert inline('<a onclick="x()">') == [("a", "onclick")]
    assert inline("<script>x()</script>") == [("script", "inline")]
    assert inline('<p style="color:red">') == [("p", "style")]
    assert inline('<a href="javascript:x()">') == [("a", "href")]
    assert inline('<script src="x.js"></script><a class="one">{% with one=1 %}') == []


def test_every_word_of_a_template_can_be_translated():
    words = {name_of(path): Page(path.read_text("utf-8")).words for path in TEMPLATES}

    assert {n: bare for n, bare in words.items() if bare and n not in WITHOUT_A_LANGUAGE} == {}


def test_bare_words_are_found():
    assert Page("<p>Hello</p>").words == ["Hello"]
    assert Page("<p>{% translate 'x' %}户</p>").words == ["户"]
    assert Page('<input placeholder="Name">').words == ["Name"]
    assert Page("<p>{{ n }} · {% if a > 'b' %}1,604{% endif %} <kbd>Ctrl</kbd></p>").words == []
    assert Page("{% blocktranslate %}of {{ n }}{% endblocktranslate %}").words == []


def settings_read():
    """The environment variables that the program asks for."""
    asked = set()
    for path in [*SOURCES, ROOT / "conftest.py", ROOT / "tests" / "browser" / "conftest.py"]:
        for call in nodes(path, ast.Call):
            owner = getattr(call.func, "value", None)
            of_env = isinstance(owner, ast.Name) and owner.id == "env"
            of_os = isinstance(owner, ast.Attribute) and owner.attr == "environ"
            literal = call.args and isinstance(call.args[0], ast.Constant)
            if (of_env or (of_os and call.func.attr == "get")) and literal:
                asked.add(call.args[0].value)
    return asked


def test_the_readme_lists_the_environment_variables_that_are_read():
    readme = (ROOT / "README.md").read_text("utf-8")
    listed = set(re.findall(r"^\| *`([A-Z_]+)`", readme, re.M))

    assert listed == settings_read()
