// Two anonymous pipes, or two named ones.
#include "stream.h"

#include <fcntl.h>
#include <sys/stat.h>

void measure_pipe(const struct task *t) {
	int ab[2], ba[2];
	if (pipe(ab) || pipe(ba))
		die("pipe");
	measure_stream(t, (struct link){ba[0], ab[1]}, (struct link){ab[0], ba[1]});
}

// open_fifo makes a named pipe, opens both ends and removes the name. Opened for reading and writing first, no open waits.
static void open_fifo(const char *dir, int *r, int *w) {
	char path[path_bytes + 8];
	snprintf(path, sizeof path, "%s/fifo", dir);
	if (mkfifo(path, 0600))
		die("mkfifo");
	int both = open(path, O_RDWR);
	*r = open(path, O_RDONLY), *w = open(path, O_WRONLY);
	unlink(path);
	if (both < 0 || *r < 0 || *w < 0)
		die("open of a FIFO");
	close(both);
}

void measure_fifo(const struct task *t) {
	char dir[path_bytes];
	struct link a, b;
	private_dir(dir);
	open_fifo(dir, &b.r, &a.w);
	open_fifo(dir, &a.r, &b.w);
	remove_private_dir(dir);
	measure_stream(t, a, b);
}
