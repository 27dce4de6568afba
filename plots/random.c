/* SPDX-License-Identifier: GPL-3.0-or-later */
#define _POSIX_C_SOURCE 200809L
#include "random.h"

#include <stdint.h>
#include <stdio.h>
#include <sys/random.h>
#include <time.h>

void tt__random_hex(char text[TT__RANDOM_SIZE])
{
    uint64_t bits;
    if (getrandom(&bits, sizeof bits, 0) != (long)sizeof bits) {
        /* A kernel without getrandom (before 3.17): the clock still keeps names apart. */
        struct timespec now;
        (void)clock_gettime(CLOCK_MONOTONIC, &now);
        bits = ((uint64_t)now.tv_sec << 30 ^ (uint64_t)now.tv_nsec) * 0x9E3779B97F4A7C15u;
        bits ^= (uint64_t)(uintptr_t)&now;
    }
    (void)snprintf(text, TT__RANDOM_SIZE, "%08lx%08lx", (unsigned long)(bits >> 32),
                   (unsigned long)(bits & 0xFFFFFFFFu));
}
