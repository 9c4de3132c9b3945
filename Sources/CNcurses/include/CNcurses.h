// The only C that touches the terminal: ncursesw behind a few plain functions (its header does not come through
// Swift's importer), and the signal handlers, which must be C because only async-signal-safe calls may run in them.
// One terminal a process; every function but glass_wake belongs to the thread that opened it.
#pragma once
#include <stdint.h>

// What glass_open answers.
enum {
    GLASS_OPEN = 0,            // the screen is up
    GLASS_NOT_A_TERMINAL = 1,  // stdin or stdout is none
    GLASS_UNKNOWN = 2,         // terminfo does not know the name
    GLASS_CANNOT_MOVE = 3,     // the terminal has no cursor addressing ("dumb")
    GLASS_BROKEN = 4,          // ncurses or the system refused
};

// What glass_read answers.
enum { GLASS_NOTHING = 0, GLASS_CHARACTER = 1, GLASS_KEY = 2, GLASS_MOUSE = 3, GLASS_HANGUP = 4 };

// Keys with a value of their own; others are GLASS_KEY_FUNCTION + n. Modifiers as xterm counts them lie above:
// value + GLASS_MODIFIER * (1 shift + 2 alt + 4 control).
enum {
    GLASS_KEY_UP = 1, GLASS_KEY_DOWN, GLASS_KEY_RIGHT, GLASS_KEY_LEFT, GLASS_KEY_HOME, GLASS_KEY_END,
    GLASS_KEY_INSERT, GLASS_KEY_DELETE, GLASS_KEY_PAGE_UP, GLASS_KEY_PAGE_DOWN, GLASS_KEY_BACKSPACE,
    GLASS_KEY_ENTER, GLASS_KEY_BACK_TAB, GLASS_KEY_PASTE_START, GLASS_KEY_PASTE_END, GLASS_KEY_RESIZE,
    GLASS_KEY_OTHER, GLASS_KEY_FUNCTION = 32, GLASS_MODIFIER = 256,
};

// Emphasis bits of glass_put.
enum { GLASS_BOLD = 1, GLASS_DIM = 2, GLASS_UNDERLINE = 4, GLASS_REVERSE = 8 };

// Signals taken, bits of glass_take_signals.
enum { GLASS_RESIZED = 1, GLASS_STOP = 2, GLASS_CONTINUED = 4, GLASS_TERMINATE = 8, GLASS_HANGUP_SIGNAL = 16,
       GLASS_INTERRUPT = 32 };

// What is ready, bits of glass_wait.
enum { GLASS_INPUT_READY = 1, GLASS_WOKEN = 2, GLASS_SIGNALLED = 4, GLASS_GONE = 8 };

typedef struct {
    int32_t rows, columns;
    int32_t colours;      // as terminfo says; 0x1000000 where colours are direct
    int32_t is_direct;
    int32_t locale_is_unicode;  // the user's own locale, before ours is set
} glass_facts;

typedef struct {
    int32_t row, column, button;  // button 1...3, 0 for the wheel
    int32_t action;               // 1 press, 2 release, 3 wheel up, 4 wheel down
    int32_t modifiers;            // 1 shift, 2 alt, 4 control
} glass_mouse;

// Does terminfo know a terminal of this name that can move its cursor? Asked before glass_open; leaves nothing behind.
int32_t glass_knows(const char *name);

// Opens the screen: alternate screen, raw keys, colours, handlers. `log` is a descriptor that takes stderr while the
// screen is up (its new end is shown after a crash), -1 for one in memory.
int32_t glass_open(const char *name, int32_t log, int32_t mouse, glass_facts *facts);
// Gives the terminal back exactly as it was. Safe to call twice, and called at exit.
void glass_close(void);
int32_t glass_is_open(void);

// The window's size in cells, asked of the kernel.
void glass_size(int32_t *rows, int32_t *columns);
// The window's size in pixels, 0 where the kernel does not know it.
void glass_pixels(int32_t *width, int32_t *height);
// Tells ncurses the size and forgets what is on the screen.
void glass_resize(int32_t rows, int32_t columns);

// Writes `count` scalars (one cell: a base and its marks) with colours: -1 default, else an index of the palette or,
// where direct, 0xRRGGBB. `width` is what the caller measured; where the C library disagrees `stand_in` (of one
// column) stands instead.
void glass_put(int32_t row, int32_t column, const uint32_t *scalars, int32_t count, int32_t width, uint32_t stand_in,
               uint32_t emphasis, int32_t foreground, int32_t background);
// The columns of a scalar as the C library that curses asks has them in UTF-8; -1 where it knows none.
int32_t glass_columns(uint32_t scalar);
// Sends what changed, with the cursor at a place (hidden where row is negative).
void glass_flush(int32_t row, int32_t column);
// Forgets what the terminal shows, so that the next flush sends everything.
void glass_forget(void);
// Bytes this thread has written to any file so far, or -1 where the kernel does not count (for the benchmark).
int64_t glass_bytes_written(void);

// One input, without waiting. `value` is the scalar or the key.
int32_t glass_read(uint32_t *value, glass_mouse *mouse);
// Gives bytes back to be read again before any others; at most 100.
void glass_unread(const uint8_t *bytes, int32_t count);
// What waits in the terminal, as it came, once a byte is there; 0 where none comes in time, -1 where ncurses may still hold
// bytes that came before.
int32_t glass_take(uint8_t *bytes, int32_t capacity, int32_t milliseconds);
// Bytes that wait in the terminal.
int32_t glass_waiting(void);
// Raw bytes for questions to the terminal: before the first glass_read only.
int32_t glass_ask(const char *question, int32_t count);
int32_t glass_answer(uint8_t *bytes, int32_t capacity, int32_t milliseconds);

// Asks the terminal for clicks and the wheel, or leaves the mouse to it.
void glass_report_mouse(int32_t on);

// Waits for input, wake or signal; -1 waits for ever.
int32_t glass_wait(int32_t milliseconds);

// The same for input alone: 1 when there is some.
int32_t glass_wait_for_input(int32_t milliseconds);
// From any thread and from signal handlers.
void glass_wake(void);
// Forgets wakes that were sent.
void glass_take_wakes(void);
uint32_t glass_take_signals(void);

// Stops the job as the shell's ^Z does; returns when it is continued, with the screen up again.
void glass_suspend(void);
// Takes the terminal again after somebody else stopped and continued the program.
void glass_resume(void);
