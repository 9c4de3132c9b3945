// What the C files of this target share.
#pragma once
#define NCURSES_WIDECHAR 1
#ifndef _GNU_SOURCE
#define _GNU_SOURCE
#endif
#include <stdint.h>
#include <termios.h>
#include "CNcurses.h"

struct glass_state {
    volatile int is_open;       // the terminal is ours
    volatile int is_restored;   // the crash handler has given it back
    struct termios before;      // as we found it
    char leave[512];            // bytes that give the terminal back, ready for a signal handler
    int leave_length;
    int real_stderr;            // the user's stderr while fd 2 is the log
    int log;                    // the log
    int64_t log_start;          // its length when the screen went up
    int wake_fd, signal_fd;
    volatile uint32_t signals;
};

extern struct glass_state glass;

int glass_make_events(void);
void glass_install_handlers(void);
void glass_remove_handlers(void);
// Only async-signal-safe calls.
void glass_give_back(void);
