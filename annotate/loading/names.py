"""What the name of a column says about its role, in a few languages.

A name counts as said outright (2), as a hint (1), or not at all (0). Contents have the last
word: a column named “user” that is constant within items is their author, not an annotator.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache

_CAMEL = re.compile(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])")
_OTHER = re.compile(r"[^\w]+|_+")


def _listed(words: str) -> tuple[str, ...]:
    return tuple(words.split())


# Words that may stand alone or with “id”, “name”, “no” and the like around them.
_ITEM = _listed(
    """
item unit task document doc example sample instance subject object record datapoint
text tweet post sentence image hit question utterance paragraph passage snippet clip audio video
story article review message dialog dialogue conversation turn pair case entry stimulus patient
element einheit aufgabe beitrag aussage dokument beispiel satz objekt fall element unite tache exemple phrase
elemento unidad tarea documento ejemplo unita esempio tarefa
"""
)
_ANNOTATOR = _listed(
    """
annotator worker user rater coder judge evaluator assessor labeler labeller reviewer participant
respondent observer performer contributor crowdworker turker scorer grader marker person member
assessment_by annotated_by labeled_by labelled_by coded_by rated_by completed_by created_by
username user_name email prolific_pid prolific annotatorin kodierer kodiererin codierer codiererin
bewerter bewerterin bearbeiter bearbeiterin nutzer nutzerin benutzer beurteiler annotateur
annotatrice evaluateur codeur utilisateur anotador evaluador codificador usuario annotatore
valutatore codificatore avaliador beoordelaar annotateur_id judge_model llm model
标注员 标注者 アノテーター
"""
)
_LABEL = _listed(
    """
label labels rating ratings answer answers response judgment judgement annotation vote verdict
choice decision annotations responses worker_label etikett bewertung urteil antwort einstufung
note_label reponse jugement etiqueta respuesta valoracion etichetta risposta giudizio resposta
beoordeling antwoord 标签 标注 ラベル
"""
)
_LABEL_HINT = _listed(
    """
score class category code value tag sentiment stance toxicity emotion polarity quality grade
kategorie klasse wert code kodierung codierung categorie classe categoria clase valor
"""
)
_GOLD = _listed(
    """
gold truth gold_label gold_standard goldstandard true_label truth_label ground_truth groundtruth
reference reference_label expert expert_label correct_label correct_answer gold_answer y_true
label_true label_gold gold_labels referenz wahrheit experte richtig verite oro verdad
expert_answer true_answer true_class golden
"""
)
_ROUND = _listed(
    "round batch wave phase iteration runde welle charge manche vague ronda lote ronde"
)
_SECONDS = _listed(
    """
seconds secs sec duration duration_s duration_sec duration_seconds duration_ms time_spent lead_time
worktime work_time work_time_in_seconds worktimeinseconds elapsed elapsed_time elapsed_seconds
response_time reaction_time rt time_taken reading_time time_on_task time_s time_sec time_seconds
time_ms seconds_spent annotation_time completion_time total_time total_time_ms dwell_time dauer
bearbeitungszeit sekunden zeit_sekunden zeit time dauer_s duree temps duracion segundos
"""
)
# The later the event, the more it says about which of two labels came last.
_TIME = _listed(
    """
submitted_at submit_time submitted completed_at finished_at updated_at timestamp time_stamp
annotated_at labeled_at labelled_at created_at created date datetime date_time time at
zeitstempel zeitpunkt datum zeit horodatage fecha hora accept_time started_at start_time
"""
)
_COMMENT = _listed(
    """
comment comments note notes remark remarks feedback rationale explanation justification
annotator_comment worker_comment free_text kommentar kommentare anmerkung anmerkungen bemerkung
bemerkungen notiz begruendung begrundung commentaire remarque comentario nota commento
"""
)
_KIND = _listed("annotator_kind annotator_type kind rater_type worker_type is_model source_type")
_STATUS = _listed("status state annotation_status assignment_status response_status")
_QUESTION = _listed(
    """
question question_name question_id dimension aspect criterion attribute field schema variable
measure prompt_question frage kriterium aspekt merkmal critere criterio pregunta domanda
"""
)
# Never a question that annotators were asked, whatever the values look like.
_ASIDE = _listed(
    """
repeat repetition replicate trial index idx order position pos row row_number line number nr no
rank seq sequence n count page slot attempt version confidence certainty sure sicherheit difficulty
trust probability prob weight uncertainty session session_id channel device browser platform os
country language lang locale gender sex age education agreement majority split fold subset
"""
)

# What is asked of annotators in many tasks; names of people are rarely among these words.
_ASKED = _listed(
    """
comment comments note notes confidence certainty seconds time duration tone topic topics sentiment
emotion stance toxicity toxic hate offensive spam sarcasm sarcastic irony intent clarity fluency
coherence relevance relevant quality accuracy adequacy correctness correct helpfulness helpful
harmless honesty safety style grammar logic argument persuasiveness politeness formality difficulty
severity urgency category class type aspect polarity rating score preference factuality faithfulness
consistency completeness readability naturalness informativeness engagement bias humor humour
"""
)
# What people compute from labels and keep beside them; it is nobody's answer.
_COMPUTED = _listed(
    """
majority majority_vote majority_label consensus consensus_label final final_label adjudicated
adjudication aggregate aggregated agreed mode vote mean median average avg sum total
"""
)

_ROLES: dict[str, tuple[str, ...]] = {
    "annotator": _ANNOTATOR,
    "gold": _GOLD,
    "round": _ROUND,
    "seconds": _SECONDS,
    "time": _TIME,
    "comment": _COMMENT,
    "kind": _KIND,
    "status": _STATUS,
    "question": _QUESTION,
    "aside": _ASIDE,
    "asked": _ASKED,
    "computed": _COMPUTED,
}
_ID = {"id", "ids", "key", "nr", "no", "num", "number", "nummer", "uid", "uuid", "name", "code"}
_IDS_ALONE = {"id", "uid", "uuid", "key", "nummer", "nr", "num", "index"}


@lru_cache(maxsize=4096)
def plain(name: str) -> str:
    """A name in lower case without accents, its words joined by ``_``: “WorkerID” → worker_id."""
    spaced = _CAMEL.sub("_", name.strip())
    bare = unicodedata.normalize("NFKD", spaced.replace("ß", "ss"))
    letters = "".join(c for c in bare if not unicodedata.combining(c)).lower()
    return _OTHER.sub("_", letters).strip("_")


def _words(name: str) -> list[str]:
    """The words of a name, with a run-together “id” at the end as a word of its own."""
    words = plain(name).split("_")
    last = words[-1]
    if len(last) > 4 and last.endswith("id") and (last[:-2] in _ITEM or last[:-2] in _ANNOTATOR):
        words[-1:] = [last[:-2], "id"]
    return words


def says(role: str, name: str) -> int:
    """How strongly a name speaks for a role: 2 outright, 1 as a hint, 0 not."""
    if role == "item":
        return _says_item(name)
    if role == "label":
        return _says_label(name)
    words = _words(name)
    bare = "_".join(word for word in words if word not in _ID) or plain(name)
    known = _ROLES[role]
    if plain(name) in known:
        return 1 if plain(name) in _WEAK.get(role, ()) else 2
    if role == "annotator":
        sure = bare in known and (
            bare not in _WEAK[role] or (bare in _PEOPLE and bare != plain(name))
        )
        return 2 if sure else int(words[0] in known)
    if role in {"round", "comment"}:
        return 2 if bare in known else int(words[-1] in known)
    return int(role in {"seconds", "time"} and words[-1] in known)


_PEOPLE = frozenset({"user", "person", "member", "reviewer"})  # with an “id” they are annotators
_GOLD_MARKS = frozenset({"gold", "golden", "truth", "true", "expert", "reference", "correct"})

# Names that mean other things as often: a model may be an annotator, or what made the text.
_WEAK: dict[str, tuple[str, ...]] = {
    "annotator": ("model", "llm", "person", "member", "email", "user", "username", "reviewer"),
    "time": ("date", "datum", "created", "at", "time", "zeit", "started_at", "start_time"),
    "kind": ("kind",),
    "seconds": ("time", "zeit", "temps", "rt"),
    "gold": ("reference", "expert", "referenz", "experte", "golden"),
    "question": ("attribute", "field", "variable", "measure", "schema"),
    "comment": ("feedback", "free_text"),
}


def is_item_id(name: str) -> bool:
    """Whether a name is that of an id of items: “item_id”, “id”, “doc-key”, “sample”."""
    words = set(_words(name))
    return says("item", name) == 2 or bool(words & _ID and says("item", name))


def _says_item(name: str) -> int:
    words = _words(name)
    if plain(name) in {"id", "uid", "uuid", "key", "nummer", "nr", "num"}:
        return 1
    core = [word for word in words if word not in _ID]
    if len(core) == 1 and core[0] in _ITEM:
        alone = len(words) == 1
        text_like = core[0] in {"text", "sentence", "question", "tweet", "post", "image", "satz"}
        return 1 if alone and text_like else 2
    return int(bool(set(words) & {"id", "key"}) and bool(set(core) & set(_ITEM)))


def _says_label(name: str) -> int:
    if plain(name) in _LABEL:
        return 2
    words = set(_words(name))
    if words & _ID and plain(name) not in _LABEL_HINT:
        return 0
    return int(bool(words & set(_LABEL)) or plain(name) in _LABEL_HINT)


def preference(role: str, name: str) -> int:
    """The place of a name in the list of its role; smaller is preferred."""
    known = _ROLES[role]
    return known.index(plain(name)) if plain(name) in known else len(known)


def gold_of(name: str, questions: Iterable[str]) -> str | None:
    """The question that a name such as “gold_tone” or “tone_truth” is the gold of, else None."""
    words = [word for word in plain(name).split("_") if word != "label"] or [""]
    if words[0] in _GOLD_MARKS:
        rest = words[1:]
    elif words[-1] in _GOLD_MARKS:
        rest = words[:-1]
    else:
        return None
    return next((q for q in questions if rest and _without_label(q) == rest), None)


def _without_label(question: str) -> list[str]:
    words = plain(question).split("_")
    return [word for word in words if word != "label"] or words


def seconds_per_unit(name: str) -> float:
    """How many seconds one unit of a duration column is, by the ending of its name."""
    last = plain(name).split("_")[-1]
    if last in {"ms", "msec", "millis", "milliseconds", "millisekunden"}:
        return 0.001
    return 60.0 if last in {"min", "mins", "minutes", "minuten"} else 1.0
