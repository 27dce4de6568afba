/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef TT_TIPTREND_H
#define TT_TIPTREND_H

/* The whole library in one header. C programs may include just the parts that they use; C++ programs include
 * this one, which gives every function its C name. */

#ifdef __cplusplus
/* Headers of the system stay outside of what follows. */
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
extern "C" {
#endif

#include "tiptrend/aggregate.h"
#include "tiptrend/ar1.h"
#include "tiptrend/areas.h"
#include "tiptrend/bands.h"
#include "tiptrend/bounds.h"
#include "tiptrend/buishand.h"
#include "tiptrend/change.h"
#include "tiptrend/chart.h"
#include "tiptrend/charts.h"
#include "tiptrend/claims.h"
#include "tiptrend/cochranarmitage.h"
#include "tiptrend/convergence.h"
#include "tiptrend/countreg.h"
#include "tiptrend/coxstuart.h"
#include "tiptrend/dataset.h"
#include "tiptrend/decisions.h"
#include "tiptrend/detectable.h"
#include "tiptrend/digest.h"
#include "tiptrend/durbinwatson.h"
#include "tiptrend/editions.h"
#include "tiptrend/figure.h"
#include "tiptrend/findings.h"
#include "tiptrend/font.h"
#include "tiptrend/format.h"
#include "tiptrend/influence.h"
#include "tiptrend/interval.h"
#include "tiptrend/interval_trend.h"
#include "tiptrend/join.h"
#include "tiptrend/joinpoint.h"
#include "tiptrend/language.h"
#include "tiptrend/linreg.h"
#include "tiptrend/ljungbox.h"
#include "tiptrend/lsq.h"
#include "tiptrend/mannkendall.h"
#include "tiptrend/memory.h"
#include "tiptrend/multitest.h"
#include "tiptrend/nearest.h"
#include "tiptrend/normality.h"
#include "tiptrend/number.h"
#include "tiptrend/output.h"
#include "tiptrend/overdispersion.h"
#include "tiptrend/period.h"
#include "tiptrend/pettitt.h"
#include "tiptrend/points.h"
#include "tiptrend/polyreg.h"
#include "tiptrend/preset.h"
#include "tiptrend/profile.h"
#include "tiptrend/ranktest.h"
#include "tiptrend/rate.h"
#include "tiptrend/rate_ratio.h"
#include "tiptrend/reading.h"
#include "tiptrend/render.h"
#include "tiptrend/rng.h"
#include "tiptrend/robustreg.h"
#include "tiptrend/rounded.h"
#include "tiptrend/run.h"
#include "tiptrend/seasonal.h"
#include "tiptrend/select.h"
#include "tiptrend/serial.h"
#include "tiptrend/sexes.h"
#include "tiptrend/smallnumbers.h"
#include "tiptrend/snht.h"
#include "tiptrend/spearman.h"
#include "tiptrend/standardise.h"
#include "tiptrend/status.h"
#include "tiptrend/steptest.h"
#include "tiptrend/strbuf.h"
#include "tiptrend/subject.h"
#include "tiptrend/suppress.h"
#include "tiptrend/svg.h"
#include "tiptrend/table.h"
#include "tiptrend/term.h"
#include "tiptrend/tex.h"
#include "tiptrend/text.h"
#include "tiptrend/theilsen.h"
#include "tiptrend/theme.h"
#include "tiptrend/tidy.h"
#include "tiptrend/trace.h"
#include "tiptrend/trend.h"
#include "tiptrend/value.h"
#include "tiptrend/version.h"
#include "tiptrend/vocabulary.h"
#include "tiptrend/xml.h"

#ifdef __cplusplus
}
#endif

#endif
