// Input: ncurses' decoder, keys with modifiers that terminfo does not name, pastes, the mouse, and raw questions.
#include "internal.h"
#include <curses.h>
#include <errno.h>
#include <poll.h>
#include <sys/ioctl.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>
#include <wchar.h>

// Our codes as ncurses gives them back; far from its own.
enum { OURS = 0x4000 };

extern WINDOW *glass_input;

static void define(const char *bytes, int value) { define_key(bytes, OURS + value); }

// "\e[1;5A" and "\e[3;5~" with every combination of modifiers, as xterm and all its kin send them.
// Both plain forms are known too, whatever form terminfo and the terminal have agreed on.
static void define_cursor_keys(void) {
    static const struct { char last; int key; } letters[] = {
        {'A', GLASS_KEY_UP}, {'B', GLASS_KEY_DOWN}, {'C', GLASS_KEY_RIGHT}, {'D', GLASS_KEY_LEFT},
        {'H', GLASS_KEY_HOME}, {'F', GLASS_KEY_END},
    };
    static const struct { int number; int key; } numbers[] = {
        {2, GLASS_KEY_INSERT}, {3, GLASS_KEY_DELETE}, {5, GLASS_KEY_PAGE_UP}, {6, GLASS_KEY_PAGE_DOWN},
        {1, GLASS_KEY_HOME}, {4, GLASS_KEY_END}, {7, GLASS_KEY_HOME}, {8, GLASS_KEY_END},
    };
    char bytes[16];
    for (unsigned i = 0; i < sizeof letters / sizeof *letters; i++) {
        snprintf(bytes, sizeof bytes, "\033[%c", letters[i].last);
        define(bytes, letters[i].key);
        snprintf(bytes, sizeof bytes, "\033O%c", letters[i].last);
        define(bytes, letters[i].key);
    }
    for (unsigned i = 0; i < sizeof numbers / sizeof *numbers; i++) {
        snprintf(bytes, sizeof bytes, "\033[%d~", numbers[i].number);
        define(bytes, numbers[i].key);
    }
    for (int modifiers = 1; modifiers < 8; modifiers++) {
        for (unsigned i = 0; i < sizeof letters / sizeof *letters; i++) {
            snprintf(bytes, sizeof bytes, "\033[1;%d%c", modifiers + 1, letters[i].last);
            define(bytes, letters[i].key + GLASS_MODIFIER * modifiers);
        }
        for (unsigned i = 0; i < sizeof numbers / sizeof *numbers; i++) {
            snprintf(bytes, sizeof bytes, "\033[%d;%d~", numbers[i].number, modifiers + 1);
            define(bytes, numbers[i].key + GLASS_MODIFIER * modifiers);
        }
    }
}

void glass_define_keys(void) {
    define("\033[200~", GLASS_KEY_PASTE_START);
    define("\033[201~", GLASS_KEY_PASTE_END);
    define("\033[Z", GLASS_KEY_BACK_TAB);
    define_cursor_keys();
}

static uint32_t key(wint_t code) {
    if (code >= OURS) return code - OURS;
    if (code >= KEY_F(1) && code <= KEY_F(63)) return GLASS_KEY_FUNCTION + (code - KEY_F0);
    switch (code) {
    case KEY_UP: return GLASS_KEY_UP;
    case KEY_DOWN: return GLASS_KEY_DOWN;
    case KEY_LEFT: return GLASS_KEY_LEFT;
    case KEY_RIGHT: return GLASS_KEY_RIGHT;
    case KEY_SR: return GLASS_KEY_UP + GLASS_MODIFIER;
    case KEY_SF: return GLASS_KEY_DOWN + GLASS_MODIFIER;
    case KEY_SLEFT: return GLASS_KEY_LEFT + GLASS_MODIFIER;
    case KEY_SRIGHT: return GLASS_KEY_RIGHT + GLASS_MODIFIER;
    case KEY_HOME: case KEY_A1: return GLASS_KEY_HOME;
    case KEY_END: case KEY_C1: return GLASS_KEY_END;
    case KEY_IC: return GLASS_KEY_INSERT;
    case KEY_DC: return GLASS_KEY_DELETE;
    case KEY_PPAGE: case KEY_A3: return GLASS_KEY_PAGE_UP;
    case KEY_NPAGE: case KEY_C3: return GLASS_KEY_PAGE_DOWN;
    case KEY_BACKSPACE: return GLASS_KEY_BACKSPACE;
    case KEY_ENTER: return GLASS_KEY_ENTER;
    case KEY_BTAB: return GLASS_KEY_BACK_TAB;
    case KEY_RESIZE: return GLASS_KEY_RESIZE;
    default: return GLASS_KEY_OTHER;
    }
}

static int32_t read_mouse(glass_mouse *mouse) {
    MEVENT event;
    if (getmouse(&event) != OK) return 0;
    mouse->row = event.y;
    mouse->column = event.x;
    mouse->modifiers = (event.bstate & BUTTON_SHIFT ? 1 : 0) | (event.bstate & BUTTON_ALT ? 2 : 0)
        | (event.bstate & BUTTON_CTRL ? 4 : 0);
    for (int button = 1; button <= 3; button++) {
        mouse->button = button;
        mouse->action = 1;
        if (event.bstate & (NCURSES_MOUSE_MASK(button, NCURSES_BUTTON_PRESSED | NCURSES_BUTTON_CLICKED))) return 1;
        mouse->action = 2;
        if (event.bstate & NCURSES_MOUSE_MASK(button, NCURSES_BUTTON_RELEASED)) return 1;
    }
    mouse->button = 0;
    mouse->action = event.bstate & BUTTON4_PRESSED ? 3 : event.bstate & BUTTON5_PRESSED ? 4 : 0;
    return mouse->action != 0;
}

// The bytes of a character whose rest has not come yet. wget_wch would forget them: on a slow line a character is often
// cut in two.
static char started[8];
static int started_count = 0;

// One more byte of a character: 1 when it is whole, 0 when more must come or the bytes are none.
static int completes(char byte, uint32_t *value) {
    if (started_count == (int)sizeof started) started_count = 0;
    started[started_count++] = byte;
    for (;;) {
        mbstate_t state;
        wchar_t whole = 0;
        memset(&state, 0, sizeof state);
        size_t length = mbrtowc(&whole, started, (size_t)started_count, &state);
        if (length == (size_t)-2) return 0;
        if (length != (size_t)-1) {
            started_count = 0;
            *value = (uint32_t)whole;
            return 1;
        }
        // Half a character, then another one: the other one counts.
        if (started_count == 1) {
            started_count = 0;
            return 0;
        }
        started[0] = byte;
        started_count = 1;
    }
}

// ncurses may still hold bytes that it took for the beginning of a key, or that were given back. Until it says that nothing is
// left, nobody reads past it.
static int may_hold = 1;

int32_t glass_read(uint32_t *value, glass_mouse *mouse) {
    for (;;) {
        errno = 0;
        int code = wgetch(glass_input);
        if (code == ERR) {
            may_hold = 0;
            return GLASS_NOTHING;
        }
        if (code < KEY_MIN) {
            if (code < 32 && code != '\t' && code != '\n' && code != '\r') may_hold = 1;
            if (completes((char)code, value)) return GLASS_CHARACTER;
            continue;
        }
        started_count = 0;
        if (code == KEY_MOUSE) {
            if (read_mouse(mouse)) return GLASS_MOUSE;
            continue;
        }
        *value = key((wint_t)code);
        return GLASS_KEY;
    }
}

int32_t glass_take(uint8_t *bytes, int32_t capacity, int32_t milliseconds) {
    if (may_hold || started_count) return -1;
    struct pollfd input = {STDIN_FILENO, POLLIN, 0};
    int ready;
    do ready = poll(&input, 1, milliseconds);
    while (ready < 0 && errno == EINTR);
    if (ready <= 0 || !(input.revents & POLLIN)) return 0;
    ssize_t got = read(STDIN_FILENO, bytes, (size_t)capacity);
    return got > 0 ? (int32_t)got : 0;
}

int32_t glass_waiting(void) {
    int count = 0;
    return ioctl(STDIN_FILENO, FIONREAD, &count) == 0 ? count : 0;
}

void glass_unread(const uint8_t *bytes, int32_t count) {
    if (count > 0) may_hold = 1;
    for (int32_t i = (count < 100 ? count : 100) - 1; i >= 0; i--) ungetch(bytes[i]);
}

int32_t glass_ask(const char *question, int32_t count) {
    while (count > 0) {
        ssize_t done = write(STDOUT_FILENO, question, (size_t)count);
        if (done < 0 && errno == EINTR) continue;
        if (done <= 0) return 0;
        question += done;
        count -= (int32_t)done;
    }
    return 1;
}

int32_t glass_answer(uint8_t *bytes, int32_t capacity, int32_t milliseconds) {
    struct pollfd input = {STDIN_FILENO, POLLIN, 0};
    if (poll(&input, 1, milliseconds) <= 0 || !(input.revents & POLLIN)) return 0;
    ssize_t got = read(STDIN_FILENO, bytes, (size_t)capacity);
    return got > 0 ? (int32_t)got : 0;
}
