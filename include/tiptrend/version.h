/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef TT_VERSION_H
#define TT_VERSION_H

/* The one place for the version: CMake reads these three numbers. */
#define TT_VERSION_MAJOR 0
#define TT_VERSION_MINOR 1
#define TT_VERSION_PATCH 0
#define TT_VERSION       "0.1.0"

#endif
