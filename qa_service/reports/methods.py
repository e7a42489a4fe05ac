"""How the figures were computed: printed at the end of every report."""

from __future__ import annotations

METHODS: tuple[tuple[str, str], ...] = (
    (
        "Ratings",
        "Every rating is kept as it was given. Missing ratings are missing: an item with one rating counts for "
        "coverage and "
        "for the use of levels, never for agreement. Levels that nobody used stay in the scale, so distances do "
        "not shrink. "
        "Of repeats by one reviewer on one item the earliest counts. The agreed standard is compared with, never "
        "counted as "
        "a reviewer. Agreement is computed on answers, raw scores and outcomes, never on capped scores.",
    ),
    (
        "Coefficients",
        "α: Krippendorff (2011), ordinal metric on ordered levels, interval metric on number scales, nominal "
        "otherwise. "
        "κ: Cohen (1960, 1968) for two reviewers, Conger (1980) for more, quadratic weights on ordered levels. "
        "AC1 and AC2: Gwet (2008, 2014), AC2 with quadratic weights. Exact and adjacent are the mean over items "
        "of the share "
        "of pairs that are equal, or at most one level apart.",
    ),
    (
        "Intervals",
        "95 %. Coefficients: linearised standard error over items with Student's t (Gwet 2014), capped at 1. "
        "Shares: exact "
        "(Clopper and Pearson 1934), one-sided at 0 and at 100 %. Severity: Student's t over the compared items. "
        "Intervals "
        "describe sampling of items; they do not cover a different team of reviewers.",
    ),
    (
        "Number of reviewers",
        "Spearman (1910) and Brown (1910) on the one-way random intraclass correlation of a single reviewer "
        "(Shrout and Fleiss 1979).",
    ),
    (
        "Severity and drift",
        "Severity is the mean over items of the standard, or of the mean of the item's other reviewers, less the "
        "reviewer's score. Drift: EWMA (Roberts 1959) of the same deviation, sign reversed, in time order, from the "
        "standard where the item has one; the standard deviation comes from successive differences (von Neumann "
        "1941), so that a lasting shift hardly widens the limits. Limits are widened for the estimated centre and, by "
        "Bonferroni's rule, for the number of charts. A chart alone alarms too often on coarse levels and on values "
        "with heavy tails, so a standing signal counts only when a change point confirms it: the split of the series, "
        "at least 10 ratings before and 6 after, with the largest standardised rank sum (Pettitt 1979). Its "
        "probability in random order comes from 20,000 shuffles with a fixed seed, on series of more than 60 ratings "
        "and wherever it already decides from the bound of Siegmund (1985), and is held against 5 % divided by the "
        "number of charts; more than half of the later ratings have to lie beyond the earlier median. Ranks let a wild "
        "value weigh no more than the next highest. Ratings of one time have no order: without at least 10 different "
        "times, and half as many as ratings, there is no chart. The interval of the shift is Welch's and takes the "
        "date as known.",
    ),
    (
        "Repeatability of this report",
        "The same inputs give the same bytes. The digest at the end is the SHA-256 of the canonical JSON of all "
        "inputs.",
    ),
)
