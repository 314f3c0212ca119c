// Two anonymous pipes, into which the sender puts pages of its own. A page is used again when as many more have gone in as the pipe has
// slots, since an earlier one must have come out by then.
#include "common.h"

#include <fcntl.h>
#include <sys/mman.h>
#include <sys/uio.h>

enum { page = 4096 };

struct link {
	int r, w;
	char *pages;
	size_t part, next; // bytes: the pipe's capacity, of which there are two; where the next page is
};

static inline void send_message(struct link *l, const char *p, size_t size) {
	while (size) {
		if (l->next == 2 * l->part)
			l->next = 0;
		size_t n = 2 * l->part - l->next;
		n = n < l->part ? n : l->part;
		n = n < size ? n : size;
		struct iovec v = {l->pages + l->next, n};
		memcpy(v.iov_base, p, n);
		while (v.iov_len) {
			ssize_t done = vmsplice(l->w, &v, 1, 0);
			if (done <= 0)
				die("vmsplice");
			v.iov_base = (char *)v.iov_base + done, v.iov_len -= done;
		}
		l->next += (n + page - 1) / page * page;
		p += n, size -= n;
	}
}

static inline void recv_message(struct link *l, char *p, size_t size) {
	read_whole(l->r, p, size);
}

#include "loops.h"

// pages are private to the side that sends them, once it has written to them.
static struct link end(int r, int w) {
	struct link l = {.r = r, .w = w, .part = fcntl(w, F_GETPIPE_SZ)};
	l.pages = mmap(NULL, 2 * l.part, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
	if (l.pages == MAP_FAILED)
		die("mmap");
	return l;
}

void measure_vmsplice(const struct task *t) {
	int ab[2], ba[2];
	if (pipe(ab) || pipe(ba))
		die("pipe");
	struct link a = end(ba[0], ab[1]), b = end(ab[0], ba[1]);
	measure(t, &loops, &a, &b);
}
