#include "stream.h"

static inline void send_message(struct link *l, const char *p, size_t size) {
	while (size) {
		ssize_t n = write(l->w, p, size);
		if (n <= 0)
			die("write");
		p += n, size -= n;
	}
}

static inline void recv_message(struct link *l, char *p, size_t size) {
	read_whole(l->r, p, size);
}

#include "loops.h"

void measure_stream(const struct task *t, struct link a, struct link b) {
	measure(t, &loops, &a, &b);
}
