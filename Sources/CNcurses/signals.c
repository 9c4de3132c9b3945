// Signals. Soft ones only set a bit and wake the loop. Crashes give the terminal back, show what was written to
// stderr meanwhile, put the old handler back and raise again, so that status, core and Swift's backtrace stay.
#include "internal.h"
#include <signal.h>
#include <string.h>
#include <stdlib.h>
#include <poll.h>
#include <unistd.h>
#include <errno.h>
#include <sys/eventfd.h>
#include <sys/stat.h>

struct glass_state glass = {.real_stderr = -1, .log = -1, .wake_fd = -1, .signal_fd = -1};

static const int crashes[] = {SIGILL, SIGTRAP, SIGABRT, SIGBUS, SIGFPE, SIGSEGV, SIGSYS};
enum { CRASHES = sizeof crashes / sizeof *crashes };
static const int soft[] = {SIGWINCH, SIGTSTP, SIGCONT, SIGTERM, SIGHUP, SIGINT};
enum { SOFT = sizeof soft / sizeof *soft };
static struct sigaction old_crash[CRASHES], old_soft[SOFT];
static char alternate_stack[64 * 1024];

static void write_all(int fd, const char *bytes, long count) {
    while (count > 0) {
        ssize_t done = write(fd, bytes, (size_t)count);
        if (done < 0 && errno == EINTR) continue;
        if (done <= 0) return;
        bytes += done;
        count -= done;
    }
}

// The end of what the log took while the screen was up, at most 8 kilobytes.
static void show_log(void) {
    struct stat info;
    if (glass.log < 0 || glass.real_stderr < 0 || fstat(glass.log, &info) != 0) return;
    int64_t from = glass.log_start;
    if (info.st_size - from > 8192) from = info.st_size - 8192;
    char part[1024];
    while (from < info.st_size) {
        ssize_t got = pread(glass.log, part, sizeof part, from);
        if (got <= 0) break;
        write_all(glass.real_stderr, part, got);
        from += got;
    }
}

void glass_give_back(void) {
    if (!glass.is_open || glass.is_restored) return;
    glass.is_restored = 1;
    write_all(STDOUT_FILENO, glass.leave, glass.leave_length);
    tcsetattr(STDIN_FILENO, TCSANOW, &glass.before);
}

static void crashed(int number, siginfo_t *info, void *context) {
    (void)context;
    if (glass.is_open && !glass.is_restored) {
        glass_give_back();
        show_log();
        if (glass.real_stderr >= 0) dup2(glass.real_stderr, STDERR_FILENO);
    }
    for (int i = 0; i < CRASHES; i++)
        if (crashes[i] == number) sigaction(number, &old_crash[i], NULL);
    // A fault of an instruction happens again when it is run again, and then the old handler sees where it was.
    int is_fault = number == SIGILL || number == SIGSEGV || number == SIGBUS || number == SIGFPE;
    if (!is_fault || info->si_code <= 0) raise(number);
}

static uint32_t bit(int number) {
    switch (number) {
    case SIGWINCH: return GLASS_RESIZED;
    case SIGTSTP: return GLASS_STOP;
    case SIGCONT: return GLASS_CONTINUED;
    case SIGTERM: return GLASS_TERMINATE;
    case SIGHUP: return GLASS_HANGUP_SIGNAL;
    default: return GLASS_INTERRUPT;
    }
}

static void note(int number) {
    int saved = errno;
    uint64_t one = 1;
    __atomic_fetch_or(&glass.signals, bit(number), __ATOMIC_SEQ_CST);
    ssize_t ignored = write(glass.signal_fd, &one, sizeof one);
    (void)ignored;
    errno = saved;
}

int glass_make_events(void) {
    if (glass.wake_fd < 0) glass.wake_fd = eventfd(0, EFD_NONBLOCK | EFD_CLOEXEC);
    if (glass.signal_fd < 0) glass.signal_fd = eventfd(0, EFD_NONBLOCK | EFD_CLOEXEC);
    return glass.wake_fd >= 0 && glass.signal_fd >= 0;
}

void glass_install_handlers(void) {
    stack_t stack = {.ss_sp = alternate_stack, .ss_size = sizeof alternate_stack};
    stack_t existing;
    if (sigaltstack(NULL, &existing) != 0 || (existing.ss_flags & SS_DISABLE)) sigaltstack(&stack, NULL);
    struct sigaction crash = {0}, quiet = {0};
    crash.sa_sigaction = crashed;
    crash.sa_flags = SA_SIGINFO | SA_ONSTACK | SA_NODEFER;
    quiet.sa_handler = note;
    quiet.sa_flags = SA_RESTART;
    for (int i = 0; i < CRASHES; i++) sigaction(crashes[i], &crash, &old_crash[i]);
    for (int i = 0; i < SOFT; i++) sigaction(soft[i], &quiet, &old_soft[i]);
}

void glass_remove_handlers(void) {
    for (int i = 0; i < CRASHES; i++) sigaction(crashes[i], &old_crash[i], NULL);
    for (int i = 0; i < SOFT; i++) sigaction(soft[i], &old_soft[i], NULL);
}

uint32_t glass_take_signals(void) {
    uint64_t count;
    ssize_t ignored = read(glass.signal_fd, &count, sizeof count);
    (void)ignored;
    return __atomic_exchange_n(&glass.signals, 0, __ATOMIC_SEQ_CST);
}

void glass_wake(void) {
    uint64_t one = 1;
    if (glass.wake_fd >= 0) {
        ssize_t ignored = write(glass.wake_fd, &one, sizeof one);
        (void)ignored;
    }
}

void glass_take_wakes(void) {
    uint64_t count;
    ssize_t ignored = read(glass.wake_fd, &count, sizeof count);
    (void)ignored;
}

// Of the terminal alone: a worker's word or a new window in the middle of a sequence is no end of it.
int32_t glass_wait_for_input(int32_t milliseconds) {
    struct pollfd input = {STDIN_FILENO, POLLIN, 0};
    int found;
    do found = poll(&input, 1, milliseconds);
    while (found < 0 && errno == EINTR);
    return found > 0 && (input.revents & POLLIN) ? 1 : 0;
}

int32_t glass_wait(int32_t milliseconds) {
    struct pollfd fds[3] = {
        {STDIN_FILENO, POLLIN, 0}, {glass.wake_fd, POLLIN, 0}, {glass.signal_fd, POLLIN, 0},
    };
    if (poll(fds, 3, milliseconds) <= 0) return 0;
    int32_t ready = 0;
    if (fds[0].revents & POLLIN) ready |= GLASS_INPUT_READY;
    if (fds[0].revents & (POLLHUP | POLLERR | POLLNVAL)) ready |= GLASS_GONE;
    if (fds[1].revents & POLLIN) ready |= GLASS_WOKEN;
    if (fds[2].revents & POLLIN) ready |= GLASS_SIGNALLED;
    return ready;
}
