"""Makes irrcac.json: random ratings with gaps, and what irrCAC says of them.

irrCAC pins old versions of NumPy and SciPy, so it runs in an environment of its own:

    python -m venv /tmp/irrcac && /tmp/irrcac/bin/pip install irrCAC
    /tmp/irrcac/bin/python tests/agreement/make_irrcac.py > tests/agreement/irrcac.json
"""

import json
import sys
import warnings

import numpy as np
import pandas as pd
from irrCAC.raw import CAC

METHODS = {
    "conger_kappa": "conger",
    "fleiss_kappa": "fleiss",
    "gwet_ac": "gwet",
    "brennan_prediger": "bp",
}


def example(seed: int) -> dict:
    rng = np.random.default_rng(seed)
    items, raters, answers = 60 + 30 * (seed % 3), 2 + seed % 5, 2 + seed % 4
    truth = rng.choice(answers, items, p=rng.dirichlet(np.ones(answers) * 3))
    skill = rng.uniform(0.4, 0.9, raters)[:, None]
    ratings = np.where(
        rng.random((raters, items)) < skill, truth, rng.integers(0, answers, (raters, items))
    )
    ratings = np.where(rng.random(ratings.shape) < 0.1 * (seed % 4), -1, ratings)
    frame = pd.DataFrame(np.where(ratings < 0, np.nan, ratings).T)
    expected = {}
    for weights in ("identity", "linear", "quadratic"):
        cac = CAC(frame, weights=weights, categories=list(range(answers)), digits=15)
        expected[weights] = {}
        for name, method in METHODS.items():
            est = getattr(cac, method)()["est"]
            expected[weights][name] = {
                "value": float(est["coefficient_value"]),
                "se": float(est["se"]),
            }
    return {"answers": answers, "annotators_by_items": ratings.tolist(), "expected": expected}


if __name__ == "__main__":
    warnings.simplefilter("ignore")
    json.dump([example(seed) for seed in range(8)], sys.stdout)
    sys.stdout.write("\n")
