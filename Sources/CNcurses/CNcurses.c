// The screen: open, close, suspend, put, flush.
#include "internal.h"
#include <curses.h>
#include <term.h>
#undef columns  // terminfo names that are words of ours
#undef lines
#include <langinfo.h>
#include <locale.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <fcntl.h>
#include <wchar.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <sys/stat.h>

static SCREEN *screen;
WINDOW *glass_input;  // a pad: reading from it never repaints the screen
static int is_direct, has_colours, exit_is_hooked;
void glass_define_keys(void);

static const char *capability(const char *name) {
    char *text = tigetstr((char *)name);
    return text == (char *)-1 || text == NULL ? "" : text;
}

int32_t glass_knows(const char *name) {
    if (!isatty(STDIN_FILENO) || !isatty(STDOUT_FILENO)) return GLASS_NOT_A_TERMINAL;
    int problem = 0;
    TERMINAL *current = cur_term;
    int32_t answer = GLASS_UNKNOWN;
    if (setupterm((char *)name, STDOUT_FILENO, &problem) == OK) {
        int can_move = *capability("cup") && *capability("clear");
        answer = can_move ? GLASS_OPEN : GLASS_CANNOT_MOVE;
        TERMINAL *opened = cur_term;
        set_curterm(current);
        if (opened != current) del_curterm(opened);
    }
    return answer;
}

// The user's locale, with its character set made UTF-8 where it is not (in "C" every wcwidth is -1).
static int unicode_locale(void) {
    setlocale(LC_ALL, "");
    int theirs = strcmp(nl_langinfo(CODESET), "UTF-8") == 0;
    if (!theirs) setlocale(LC_CTYPE, "C.UTF-8");
    setlocale(LC_NUMERIC, "C");
    return theirs;
}

static void append(const char *bytes) {
    int count = (int)strlen(bytes);
    if (glass.leave_length + count > (int)sizeof glass.leave) return;
    memcpy(glass.leave + glass.leave_length, bytes, (size_t)count);
    glass.leave_length += count;
}

// tputs' padding marks ($<5>) are left out: no terminal that needs them is alive.
static void append_capability(const char *name) {
    const char *text = capability(name);
    char plain[128];
    int count = 0;
    while (*text && count < 127) {
        if (text[0] == '$' && text[1] == '<') {
            while (*text && *text != '>') text++;
            if (*text) text++;
        } else {
            plain[count++] = *text++;
        }
    }
    plain[count] = 0;
    append(plain);
}

static void prepare_leaving(void) {
    glass.leave_length = 0;
    append("\033[?1006l\033[?1002l\033[?1000l");
    append("\033[?2004l");
    append_capability("sgr0");
    append_capability("op");
    append_capability("rmkx");
    append_capability("rmcup");
    append_capability("cnorm");
}

static void take_stderr(int log) {
    fflush(stderr);
    if (log < 0) log = memfd_create("stderr", MFD_CLOEXEC);
    glass.log = log;
    struct stat info;
    glass.log_start = log >= 0 && fstat(log, &info) == 0 ? info.st_size : 0;
    glass.real_stderr = fcntl(STDERR_FILENO, F_DUPFD_CLOEXEC, 3);
    if (log >= 0 && glass.real_stderr >= 0) dup2(log, STDERR_FILENO);
}

static void return_stderr(void) {
    fflush(stderr);
    if (glass.real_stderr < 0) return;
    dup2(glass.real_stderr, STDERR_FILENO);
    close(glass.real_stderr);
    glass.real_stderr = -1;
}

static void prepare_screen(int mouse) {
    raw();
    noecho();
    nonl();
    glass_input = newpad(1, 1);
    keypad(glass_input, TRUE);
    nodelay(glass_input, TRUE);
    meta(glass_input, TRUE);
    leaveok(stdscr, FALSE);
    scrollok(stdscr, FALSE);
    idlok(stdscr, FALSE);
    set_escdelay(25);
    has_colours = has_colors() && start_color() == OK && use_default_colors() == OK;
    mouseinterval(0);
    glass_define_keys();
}

static int mouse_is_on;

static void ask_mouse_form(void) { glass_ask(mouse_is_on ? "\033[?1006h" : "\033[?1006l", 8); }

static void begin_paste_marks(void) { glass_ask("\033[?2004h", 8); }

int32_t glass_open(const char *name, int32_t log, int32_t mouse, glass_facts *facts) {
    if (!isatty(STDIN_FILENO) || !isatty(STDOUT_FILENO)) return GLASS_NOT_A_TERMINAL;
    if (glass.is_open || !glass_make_events() || tcgetattr(STDIN_FILENO, &glass.before) != 0) return GLASS_BROKEN;
    facts->locale_is_unicode = unicode_locale();
    use_env(FALSE);
    use_tioctl(TRUE);
    screen = newterm((char *)name, stdout, stdin);
    if (!screen) return GLASS_UNKNOWN;
    prepare_screen(mouse);
    prepare_leaving();
    take_stderr(log);
    glass.is_restored = 0;
    glass.is_open = 1;
    glass_install_handlers();
    if (!exit_is_hooked) exit_is_hooked = atexit(glass_close) == 0;
    is_direct = COLORS > 256 && tigetflag("RGB") > 0;
    glass_size(&facts->rows, &facts->columns);
    resizeterm(facts->rows, facts->columns);
    facts->colours = has_colours ? COLORS : 0;
    facts->is_direct = is_direct;
    begin_paste_marks();
    if (mouse) glass_report_mouse(1);
    return GLASS_OPEN;
}

int32_t glass_is_open(void) { return glass.is_open; }

void glass_close(void) {
    if (!glass.is_open) return;
    if (!glass.is_restored) {
        glass_ask("\033[?1006l\033[?2004l", 16);
        endwin();
        tcsetattr(STDIN_FILENO, TCSADRAIN, &glass.before);
    }
    glass_remove_handlers();
    glass.is_open = 0;
    return_stderr();
    if (glass_input) delwin(glass_input);
    if (screen) delscreen(screen);
    glass_input = NULL;
    screen = NULL;
}

void glass_suspend(void) {
    struct sigaction normal = {0}, ours;
    normal.sa_handler = SIG_DFL;
    glass_ask("\033[?1006l\033[?2004l", 16);
    def_prog_mode();
    endwin();
    tcsetattr(STDIN_FILENO, TCSADRAIN, &glass.before);
    sigaction(SIGTSTP, &normal, &ours);
    kill(0, SIGTSTP);
    sigaction(SIGTSTP, &ours, NULL);
    glass_resume();
    __atomic_fetch_and(&glass.signals, ~(uint32_t)(GLASS_CONTINUED | GLASS_STOP), __ATOMIC_SEQ_CST);
}

void glass_resume(void) {
    reset_prog_mode();
    begin_paste_marks();
    if (mouse_is_on) ask_mouse_form();
    int32_t rows, columns;
    glass_size(&rows, &columns);
    glass_resize(rows, columns);
}

void glass_size(int32_t *rows, int32_t *columns) {
    struct winsize size;
    int known = ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_row > 0 && size.ws_col > 0;
    *rows = known ? size.ws_row : screen ? LINES : 24;
    *columns = known ? size.ws_col : screen ? COLS : 80;
}

void glass_pixels(int32_t *width, int32_t *height) {
    struct winsize size;
    int known = ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0;
    *width = known ? size.ws_xpixel : 0;
    *height = known ? size.ws_ypixel : 0;
}

void glass_resize(int32_t rows, int32_t columns) {
    resizeterm(rows, columns);
    glass_forget();
}

// Presses, releases and the wheel; no motion, which would only be thrown away. ncurses takes the report back by itself in
// endwin and asks for it again with the first refresh after it. The form of the reports is ours to ask for: many terminfo
// entries know only the old one, which ends at column 223.
void glass_report_mouse(int32_t on) {
    mouse_is_on = on;
    mousemask(on ? ALL_MOUSE_EVENTS : 0, NULL);
    ask_mouse_form();
}

void glass_forget(void) {
    clearok(curscr, TRUE);
}

static int colour(int32_t wanted) {
    return wanted < 0 || !has_colours ? -1 : wanted;
}

int32_t glass_columns(uint32_t scalar) {
    static _Thread_local locale_t unicode;
    if (!unicode) unicode = newlocale(LC_CTYPE_MASK, "C.UTF-8", (locale_t)0);
    if (!unicode) return -1;
    locale_t before = uselocale(unicode);
    int columns = wcwidth((wchar_t)scalar);
    uselocale(before);
    return columns;
}

void glass_put(int32_t row, int32_t column, const uint32_t *scalars, int32_t count, int32_t width, uint32_t stand_in,
               uint32_t emphasis, int32_t foreground, int32_t background) {
    wchar_t text[CCHARW_MAX + 1];
    int used = 0, measured = 0;
    for (int i = 0; i < count && i < CCHARW_MAX; i++) {
        int columns = wcwidth((wchar_t)scalars[i]);
        measured = columns < 0 || measured < 0 ? -1 : measured + columns;
        text[used++] = (wchar_t)scalars[i];
    }
    if (measured != width) {
        text[0] = (wchar_t)stand_in;
        used = 1;
    }
    text[used] = 0;
    attr_t attributes = (emphasis & GLASS_BOLD ? WA_BOLD : 0) | (emphasis & GLASS_DIM ? WA_DIM : 0)
        | (emphasis & GLASS_UNDERLINE ? WA_UNDERLINE : 0) | (emphasis & GLASS_REVERSE ? WA_REVERSE : 0);
    int pair = foreground < 0 && background < 0 ? 0 : alloc_pair(colour(foreground), colour(background));
    if (pair < 0) pair = 0;
    cchar_t cell;
    setcchar(&cell, text, attributes, (short)pair, &pair);
    mvwadd_wch(stdscr, row, column, &cell);
    if (measured != width && width == 2) {
        setcchar(&cell, L" ", attributes, (short)pair, &pair);
        mvwadd_wch(stdscr, row, column + 1, &cell);
    }
}

void glass_flush(int32_t row, int32_t column) {
    curs_set(row < 0 ? 0 : 1);
    if (row >= 0) wmove(stdscr, row, column);
    wrefresh(stdscr);
}

int64_t glass_bytes_written(void) {
    char text[512];
    int fd = open("/proc/thread-self/io", O_RDONLY | O_CLOEXEC);
    if (fd < 0) return -1;
    ssize_t got = read(fd, text, sizeof text - 1);
    close(fd);
    if (got <= 0) return -1;
    text[got] = 0;
    const char *place = strstr(text, "wchar: ");
    return place ? strtoll(place + 7, NULL, 10) : -1;
}
