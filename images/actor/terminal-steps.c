#define _GNU_SOURCE
#include "terminal-steps.h"
#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/ioctl.h>
#include <termios.h>
#include <time.h>
#include <unistd.h>

static volatile sig_atomic_t resized;

static void note_resize(int number)
{
	(void)number;
	resized++;
}

static int add_size(int fd, struct winsize *size, struct line *value)
{
	if (ioctl(fd, TIOCGWINSZ, size) < 0)
		return errno;
	line_clear(value);
	line_add(value, "{\"rows\":%u,\"columns\":%u,\"signals\":%d}", size->ws_row, size->ws_col, (int)resized);
	return 0;
}

int size_step(char **words, struct line *value)
{
	struct winsize size;
	return add_size(atoi(words[0]), &size, value);
}

int catch_resize_step(char **words, struct line *value)
{
	struct sigaction action = { .sa_handler = note_resize, .sa_flags = SA_RESTART };
	(void)words;
	(void)value;
	return sigaction(SIGWINCH, &action, NULL) < 0 ? errno : 0;
}

static long long milliseconds_now(void)
{
	struct timespec now;
	clock_gettime(CLOCK_MONOTONIC, &now);
	return now.tv_sec * 1000LL + now.tv_nsec / 1000000;
}

/* The signal is blocked but while it is waited for, so that none comes between the look and the wait. */
int await_size_step(char **words, struct line *value)
{
	int fd = atoi(words[0]), rows = atoi(words[1]), columns = atoi(words[2]), signals = atoi(words[3]);
	long long until = milliseconds_now() + atoll(words[4]);
	sigset_t winch, before;
	int failure;
	sigemptyset(&winch);
	sigaddset(&winch, SIGWINCH);
	sigprocmask(SIG_BLOCK, &winch, &before);
	for (;;) {
		struct winsize size;
		long long left = until - milliseconds_now();
		struct timespec timeout = { .tv_sec = left / 1000, .tv_nsec = left % 1000 * 1000000 };
		failure = add_size(fd, &size, value);
		if (failure || left <= 0 || (size.ws_row == rows && size.ws_col == columns && resized >= signals))
			break;
		ppoll(NULL, 0, &timeout, &before);
	}
	sigprocmask(SIG_SETMASK, &before, NULL);
	return failure;
}

int session_step(char **words, struct line *value)
{
	pid_t foreground = tcgetpgrp(atoi(words[0])); /* ENOTTY where it is not the controlling terminal. */
	line_add(value, "{\"controls\":%s,\"foreground\":%s,\"leads\":%s}", foreground >= 0 ? "true" : "false",
		 foreground >= 0 && foreground == getpgrp() ? "true" : "false", getsid(0) == getpid() ? "true" : "false");
	return 0;
}

int termios_step(char **words, struct line *value)
{
	struct termios termios;
	if (tcgetattr(atoi(words[0]), &termios) < 0)
		return errno;
	line_add(value, "{\"onlcr\":%s,\"echo\":%s,\"icanon\":%s}",
		 termios.c_oflag & OPOST && termios.c_oflag & ONLCR ? "true" : "false", termios.c_lflag & ECHO ? "true" : "false",
		 termios.c_lflag & ICANON ? "true" : "false");
	return 0;
}

int raw_step(char **words, struct line *value)
{
	struct termios termios;
	int fd = atoi(words[0]);
	(void)value;
	if (tcgetattr(fd, &termios) < 0)
		return errno;
	cfmakeraw(&termios);
	return tcsetattr(fd, TCSANOW, &termios) < 0 ? errno : 0;
}

/* As if it had been typed: each byte apart (TIOCSTI, tty_ioctl(2)). */
int inject_step(char **words, struct line *value)
{
	const char *byte;
	(void)value;
	for (byte = words[1]; *byte; byte++)
		if (ioctl(atoi(words[0]), TIOCSTI, byte) < 0)
			return errno;
	return 0;
}

/* Whether there is something to read, or an end, within a time. */
int await_input_step(char **words, struct line *value)
{
	struct pollfd one = { .fd = atoi(words[0]), .events = POLLIN };
	int ready = poll(&one, 1, atoi(words[1]));
	if (ready < 0)
		return errno;
	line_add(value, ready > 0 ? "true" : "false");
	return 0;
}
