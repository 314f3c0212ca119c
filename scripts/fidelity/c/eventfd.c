// One eventfd each way. With the top bit set in each number a second write has to wait until the first was read, so that
// no two are added up.
#include "common.h"

#include <sys/eventfd.h>

struct link {
	int r, w;
};

static const uint64_t top = 1ull << 63;

static inline void send_message(struct link *l, const char *p, size_t size) {
	uint64_t number;
	memcpy(&number, p, size);
	number |= top;
	if (write(l->w, &number, 8) != 8)
		die("write");
}

static inline void recv_message(struct link *l, char *p, size_t size) {
	uint64_t number;
	if (read(l->r, &number, 8) != 8)
		die("read");
	number &= ~top;
	memcpy(p, &number, size);
}

#include "loops.h"

void measure_eventfd(const struct task *t) {
	if (t->size != 8)
		die("an eventfd carries 8 bytes");
	int ab = eventfd(0, 0), ba = eventfd(0, 0);
	if (ab < 0 || ba < 0)
		die("eventfd");
	struct link a = {ba, ab}, b = {ab, ba};
	measure(t, &loops, &a, &b);
}
