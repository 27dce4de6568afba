/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Signals, held while there is something to clean up. */
#define _POSIX_C_SOURCE 200809L
#include "interrupt.h"

#include <signal.h>
#include <stdatomic.h>
#include <string.h>

static const int held[] = {SIGHUP, SIGINT, SIGTERM};

/* The one variable of the program that is not passed around: a signal handler has no other way. */
static atomic_int caught;

static void note_signal(int number)
{
    atomic_store(&caught, number);
}

void cli_hold_signals(void)
{
    for (size_t i = 0; i < sizeof held / sizeof *held; i++) {
        struct sigaction action;
        if (sigaction(held[i], NULL, &action) != 0 || action.sa_handler != SIG_DFL)
            continue; /* ignored, as under nohup; or held already */
        memset(&action, 0, sizeof action);
        action.sa_handler = note_signal;
        action.sa_flags = (int)SA_RESETHAND | SA_RESTART;
        (void)sigaction(held[i], &action, NULL);
    }
}

int cli_interrupted(void *context)
{
    (void)context;
    return atomic_load(&caught);
}

tt_status cli_check_signals(tt_error *err)
{
    int number = atomic_load(&caught);
    if (!number)
        return TT_OK;
    return tt_fail(err, TT_EINTERRUPTED, "stopped by a signal (%s); files are as they were before",
                   strsignal(number));
}

void cli_die_of_signal(void)
{
    int number = atomic_load(&caught);
    if (number)
        (void)raise(number); /* the handler is gone: SA_RESETHAND */
}
