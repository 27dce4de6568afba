/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The inner loops of the search over many responses (joinpoint_lanes.h). Each loop runs over lanes,
 * which share nothing, so the compiler turns it into vector instructions. Clones for wider vectors
 * do the same operations in the same order on each lane, contraction being off, so every machine
 * gives the same bits. */
#include "joinpoint_lanes.h"

#define LANES TT__JP_LANES
#define TILE  TT__JP_TILE

#if defined(__GNUC__) && !defined(__clang__) && defined(__x86_64__) && defined(__GLIBC__) &&       \
    defined(__OPTIMIZE__) && !defined(__SANITIZE_ADDRESS__) && !defined(__SANITIZE_THREAD__)
#define CLONES __attribute__((target_clones("default", "avx2", "avx512f")))
#else
#define CLONES
#endif

CLONES void tt__jp_kernel_sums(const tt__jp_plan *plan, tt__jp_lanes *lanes, const double *z)
{
    const tt__jp_design *design = plan->design;
    const tt__jp_rows *rows = design->rows;
    double sum_v[LANES] = {0};
    double sum_u[LANES] = {0};
    double total[LANES] = {0};
    double yg[LANES] = {0};
    size_t i = 0;
    for (size_t t = 0; t <= design->m + 1; t++) {
        for (; i < design->cut[t]; i++) {
            const double v = rows->v[i];
            const double u = rows->u[i];
            const double g = rows->g ? rows->g[i] : 0;
            for (size_t l = 0; l < LANES; l++) {
                const double value = z[i * LANES + l];
                sum_v[l] += v * value;
                sum_u[l] += u * value;
                total[l] += value * value;
                yg[l] += g * value;
            }
        }
        for (size_t l = 0; l < LANES; l++)
            lanes->f[t * LANES + l] = design->pos[t] * sum_v[l] - sum_u[l];
    }
    for (size_t l = 0; l < LANES; l++) {
        lanes->sv[l] = sum_v[l];
        lanes->total[l] = total[l];
        lanes->yg[l] = yg[l];
    }
}

CLONES void tt__jp_kernel_grow(const tt__jp_growth *growth)
{
    const double *restrict f_to = growth->f_to;
    double *restrict r_out = growth->r_out;
    double *restrict e_out = growth->e_out;
    size_t out = 0;
    for (size_t from = growth->first; from <= growth->last; from++) {
        const double *restrict f = growth->f + from * LANES;
        const double inverse_length = growth->inverse_length[from];
        double h[LANES];
        for (size_t l = 0; l < LANES; l++)
            h[l] = (f[l] - f_to[l]) * inverse_length;
        for (size_t s = growth->offset[from]; s < growth->offset[from + 1]; s++, out++) {
            const double *restrict r = growth->r + s * LANES;
            const double *restrict e = growth->e + s * LANES;
            const double inverse = growth->inverse[out];
            const double multiplier = growth->multiplier[out];
            for (size_t l = 0; l < LANES; l++) {
                const double q = r[l] - h[l];
                e_out[out * LANES + l] = e[l] + q * q * inverse;
                r_out[out * LANES + l] = h[l] - multiplier * q;
            }
        }
    }
}

CLONES void tt__jp_kernel_grow_extra(const tt__jp_growth *growth)
{
    const double *restrict f_to = growth->f_to;
    double *restrict r_out = growth->r_out;
    double *restrict e_out = growth->e_out;
    double *restrict c_out = growth->c_out;
    size_t out = 0;
    for (size_t from = growth->first; from <= growth->last; from++) {
        const double *restrict f = growth->f + from * LANES;
        const double inverse_length = growth->inverse_length[from];
        for (size_t s = growth->offset[from]; s < growth->offset[from + 1]; s++, out++) {
            const double *restrict r = growth->r + s * LANES;
            const double *restrict e = growth->e + s * LANES;
            const double *restrict c = growth->c + s * LANES;
            const double inverse = growth->inverse[out];
            const double multiplier = growth->multiplier[out];
            const double share = growth->share[out];
            for (size_t l = 0; l < LANES; l++) {
                const double h = (f[l] - f_to[l]) * inverse_length;
                const double q = r[l] - h;
                e_out[out * LANES + l] = e[l] + q * q * inverse;
                c_out[out * LANES + l] = c[l] + q * share;
                r_out[out * LANES + l] = h - multiplier * q;
            }
        }
    }
}

CLONES void tt__jp_kernel_meet(const tt__jp_meeting *meeting)
{
    const double *restrict inverse = meeting->inverse;
    double *restrict best = meeting->best;
    for (size_t a = 0; a < meeting->left_count; a++) {
        const double *restrict ra = meeting->r[0] + a * LANES;
        const double *restrict ea = meeting->e[0] + a * LANES;
        double most[LANES] = {0};
        for (size_t b = 0; b < meeting->right_count; b += TILE, inverse += TILE) {
            const double *restrict rb = meeting->r[1] + b * LANES;
            const double *restrict eb = meeting->e[1] + b * LANES;
            const double i0 = inverse[0];
            const double i1 = inverse[1];
            const double i2 = inverse[2];
            const double i3 = inverse[3];
            for (size_t l = 0; l < LANES; l++) {
                const double s0 = ra[l] + rb[l];
                const double s1 = ra[l] + rb[LANES + l];
                const double s2 = ra[l] + rb[2 * LANES + l];
                const double s3 = ra[l] + rb[3 * LANES + l];
                const double e0 = eb[l] + s0 * s0 * i0;
                const double e1 = eb[LANES + l] + s1 * s1 * i1;
                const double e2 = eb[2 * LANES + l] + s2 * s2 * i2;
                const double e3 = eb[3 * LANES + l] + s3 * s3 * i3;
                const double m01 = e0 > e1 ? e0 : e1;
                const double m23 = e2 > e3 ? e2 : e3;
                const double m = m01 > m23 ? m01 : m23;
                most[l] = m > most[l] ? m : most[l];
            }
        }
        for (size_t l = 0; l < LANES; l++) {
            const double m = ea[l] + most[l];
            best[l] = m > best[l] ? m : best[l];
        }
    }
}

CLONES void tt__jp_kernel_meet_extra(const tt__jp_meeting *meeting)
{
    double *restrict best = meeting->best;
    const double *restrict yg = meeting->yg;
    size_t p = 0;
    for (size_t a = 0; a < meeting->left_count; a++) {
        const double *restrict ra = meeting->r[0] + a * LANES;
        const double *restrict ea = meeting->e[0] + a * LANES;
        const double *restrict ca = meeting->c[0] + a * LANES;
        for (size_t b = 0; b < meeting->right_count; b++, p++) {
            const double *restrict rb = meeting->r[1] + b * LANES;
            const double *restrict eb = meeting->e[1] + b * LANES;
            const double *restrict cb = meeting->c[1] + b * LANES;
            const double inverse = meeting->inverse[p];
            const double share = meeting->share[p];
            const double extra = meeting->extra[p];
            for (size_t l = 0; l < LANES; l++) {
                const double s = ra[l] + rb[l];
                const double left = yg[l] - (ca[l] + cb[l] + s * share);
                const double m = ea[l] + eb[l] + s * s * inverse + left * left * extra;
                best[l] = m > best[l] ? m : best[l];
            }
        }
    }
}

CLONES void tt__jp_kernel_keep(tt__jp_lanes *lanes, size_t t, const double *best)
{
    double *restrict most = lanes->best;
    uint64_t *restrict middle = lanes->middle;
    for (size_t l = 0; l < LANES; l++) {
        const int more = best[l] > most[l];
        middle[l] = more ? t : middle[l];
        most[l] = more ? best[l] : most[l];
    }
}
