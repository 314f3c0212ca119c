// A regular file each way, opened for each message: the sender appends, the receiver reads on from where it was, and
// truncates the file when it has read all of wrap_at bytes or more, for which the sender waits.
#include "common.h"

#include <fcntl.h>

struct link {
	char out[path_bytes + 8], in[path_bytes + 8];
	off_t written, read_to;
	int yield;
};

static const off_t wrap_at = 1 << 20;

static inline void wait_a_little(const struct link *l) {
	if (l->yield)
		sched_yield();
}

static int open_file(const char *path, int flags) {
	int fd = open(path, flags | O_CLOEXEC);
	if (fd < 0)
		die("open");
	return fd;
}

static inline void send_message(struct link *l, const char *p, size_t size) {
	int fd;
	for (;;) {
		fd = open_file(l->out, O_WRONLY | O_APPEND);
		if (l->written < wrap_at)
			break;
		if (lseek(fd, 0, SEEK_END) == 0) {
			l->written = 0;
			break;
		}
		close(fd);
		wait_a_little(l);
	}
	while (size) {
		ssize_t n = write(fd, p, size);
		if (n <= 0)
			die("write");
		p += n, size -= n, l->written += n;
	}
	close(fd);
}

static inline void recv_message(struct link *l, char *p, size_t size) {
	for (;;) {
		int fd = open_file(l->in, O_RDONLY);
		ssize_t n = pread(fd, p, size, l->read_to);
		close(fd);
		if (n < 0)
			die("pread");
		p += n, size -= n, l->read_to += n;
		if (!size)
			break;
		wait_a_little(l);
	}
	if (l->read_to >= wrap_at) {
		close(open_file(l->in, O_WRONLY | O_TRUNC));
		l->read_to = 0;
	}
}

#include "loops.h"

void measure_file(const struct task *t) {
	char dir[path_bytes];
	struct link a = {.yield = t->yield}, b = {.yield = t->yield};
	private_dir(dir);
	snprintf(a.out, sizeof a.out, "%s/from-A", dir);
	snprintf(a.in, sizeof a.in, "%s/from-B", dir);
	strcpy(b.out, a.in);
	strcpy(b.in, a.out);
	close(open(a.out, O_CREAT | O_WRONLY, 0600));
	close(open(a.in, O_CREAT | O_WRONLY, 0600));
	measure(t, &loops, &a, &b);
	unlink(a.out);
	unlink(a.in);
	remove_private_dir(dir);
}
