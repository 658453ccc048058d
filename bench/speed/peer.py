#!/usr/bin/env python3
"""The peer: the analysis of one person that a competent pandas/scipy/statsmodels user would write, in its fastest form.

Baselines, weekday and AR(1) removal, rank correlation of all pairs x lags, FDR, change points, before and after events.
None of the safeguards: no slow drift, no common cause, no gate, no long-run variance. Reads one person on stdin.
"""
import argparse
import json
import statistics
import sys
import time
import warnings

import numpy as np
import pandas as pd
from numpy.lib.stride_tricks import sliding_window_view
from scipy import stats
from statsmodels.stats.multitest import multipletests

warnings.filterwarnings("ignore")


def read_data(stream):
    """{"start": "YYYY-MM-DD", "columns": {slug: [number or null, ...]}}: the same person the other side analyses."""
    given = json.load(stream)
    columns = {slug: np.array([np.nan if v is None else v for v in values]) for slug, values in given["columns"].items()}
    days = len(next(iter(columns.values())))
    return pd.DataFrame(columns, index=pd.date_range(given["start"], periods=days, freq="D"))


def rolling_mad(a, window, min_periods):
    """Trailing MAD of every column; nulls ignored."""
    pad = np.full((window - 1, a.shape[1]), np.nan)
    w = sliding_window_view(np.vstack([pad, a]), window, axis=0)      # days x metrics x window
    cnt = (~np.isnan(w)).sum(-1)

    def med(v):                                          # nan-aware median: sort puts NaN last
        v = np.sort(v, axis=-1)
        hi = np.clip(cnt // 2, 0, window - 1)[..., None]
        lo = np.clip((cnt - 1) // 2, 0, window - 1)[..., None]
        return 0.5 * (np.take_along_axis(v, lo, -1) + np.take_along_axis(v, hi, -1))[..., 0]

    m = med(w)
    mad = med(np.abs(w - m[..., None]))
    mad[cnt < min_periods] = np.nan
    return mad


def baselines(df):
    out = {}
    for w in (7, 28, 90):
        mp = max(3, w // 3)
        out[w] = (df.rolling(w, min_periods=mp).median(), 1.4826 * rolling_mad(df.to_numpy(), w, mp))
    return out


def prewhiten(df):
    d = df - df.groupby(df.index.dayofweek).transform("mean")
    lag = d.shift(1)
    both = d.notna() & lag.notna()
    a, b = d.where(both), lag.where(both)
    a0, b0 = a - a.mean(), b - b.mean()
    phi = (a0 * b0).sum() / (b0 ** 2).sum()
    return d - phi * lag


def corr_rank(df, lags):
    """scipy.stats.rankdata on pairwise-complete days, p for all tests in one vectorised call."""
    x = df.to_numpy()
    n, m = x.shape
    ok = ~np.isnan(x)
    full = ok.all(axis=0)
    rho, nn = [], []
    for lag in lags:
        A, B = x[: n - lag], x[lag:]
        okA, okB = ok[: n - lag], ok[lag:]
        rA = {i: stats.rankdata(A[:, i]) for i in range(m) if full[i]}   # nothing missing: rank once
        rB = {j: stats.rankdata(B[:, j]) for j in range(m) if full[j]}
        for i in range(m):
            for j in range(m):
                if i == j:
                    continue
                if i in rA and j in rB:
                    ra, rb = rA[i], rB[j]
                else:
                    k = okA[:, i] & okB[:, j]
                    ra, rb = stats.rankdata(A[k, i]), stats.rankdata(B[k, j])
                ra = ra - ra.mean()
                rb = rb - rb.mean()
                rho.append(ra @ rb / np.sqrt((ra @ ra) * (rb @ rb)))
                nn.append(len(ra))
    rho, nn = np.array(rho), np.array(nn)
    t = rho * np.sqrt((nn - 2) / (1 - rho ** 2))
    return rho, 2 * stats.t.sf(np.abs(t), nn - 2)


def optimal_partition(y, pen, min_size=7):
    """Exact penalised mean-change segmentation, L2 cost (the optimum PELT finds). Inner loop in numpy;
    at these lengths this beats a pruned numpy PELT, whose bookkeeping costs more than it saves."""
    y = y - y.mean()
    n = len(y)
    c1 = np.concatenate([[0.0], np.cumsum(y)])
    c2 = np.concatenate([[0.0], np.cumsum(y * y)])
    idx = np.arange(n + 1)
    F = np.full(n + 1, np.inf)
    F[0] = -pen
    last = np.zeros(n + 1, int)
    for t in range(min_size, n + 1):
        e = t - min_size + 1
        d = c1[t] - c1[:e]
        v = F[:e] - c2[:e] - d * d / (t - idx[:e])
        j = v.argmin()
        F[t] = v[j] + c2[t] + pen
        last[t] = j
    cps = []
    t = last[n]
    while t > 0:
        cps.append(int(t))
        t = last[t]
    return cps[::-1]


def changes(df):
    out = {}
    for c in df:
        s = df[c].dropna()
        y = s.to_numpy()
        sigma = stats.median_abs_deviation(np.diff(y), scale="normal") / np.sqrt(2)
        out[c] = s.index[optimal_partition(y, 3 * sigma ** 2 * np.log(len(y)))]
    return out


def events(df, k=5, span=28):
    pos = np.linspace(0, len(df), k + 2).astype(int)[1:-1]
    x = df.to_numpy()
    res = []
    for e in pos:
        pre, post = x[max(0, e - span): e], x[e: e + span]
        for j in range(x.shape[1]):
            a, b = pre[:, j], post[:, j]
            a, b = a[~np.isnan(a)], b[~np.isnan(b)]
            w = stats.ttest_ind(a, b, equal_var=False)
            u = stats.mannwhitneyu(a, b, alternative="two-sided", method="asymptotic")
            res.append((w.pvalue, u.pvalue))
    return np.array(res)


def once(df):
    parts = {}
    t0 = time.perf_counter()

    def lap(name):
        nonlocal t0
        t1 = time.perf_counter()
        parts[name] = (t1 - t0) * 1e3
        t0 = t1

    baselines(df); lap("baselines")
    pw = prewhiten(df); lap("weekday_ar1")
    _, p = corr_rank(pw, range(4)); lap("spearman")
    multipletests(p, method="fdr_bh"); lap("bh")
    changes(df); lap("changepoints")
    events(df); lap("before_after")
    return parts


def main():
    ap = argparse.ArgumentParser()
    ap.add_argument("--repeat", type=int, default=5)
    a = ap.parse_args()
    df = read_data(sys.stdin)
    once(df)                                             # warm-up
    runs = [once(df) for _ in range(a.repeat)]
    tot = [sum(r.values()) for r in runs]
    print(json.dumps({"days": len(df), "metrics": df.shape[1],
                      "median_ms": round(statistics.median(tot), 2), "min_ms": round(min(tot), 2),
                      "parts_ms": {k: round(statistics.median(r[k] for r in runs), 2) for k in runs[0]}}))


if __name__ == "__main__":
    main()
