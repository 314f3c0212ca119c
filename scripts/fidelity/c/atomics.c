// Two counters on lines of their own that bounce between two CPUs: no payload, no copy. Less work than any mechanism
// does: the floor of a round trip through memory.
#include "common.h"

#include <stdatomic.h>

struct link {
	_Atomic uint64_t *out, *in;
};

static void ping(struct link *l, struct side *s, long n) {
	for (; n > 0; n--) {
		atomic_store_explicit(l->out, ++s->sent, memory_order_release);
		while (atomic_load_explicit(l->in, memory_order_acquire) != s->sent)
			;
	}
}

static void pong(struct link *l, struct side *s, long n) {
	for (; n > 0; n--) {
		s->received++;
		while (atomic_load_explicit(l->in, memory_order_acquire) != s->received)
			;
		atomic_store_explicit(l->out, s->received, memory_order_release);
	}
}

void measure_atomics(const struct task *t) {
	static const struct loops loops = {ping, pong, NULL, NULL};
	if (t->throughput)
		die("atomics has no throughput");
	char *m = map_shared(256);
	struct link a = {(_Atomic uint64_t *)m, (_Atomic uint64_t *)(m + 128)}, b = {a.in, a.out};
	measure(t, &loops, &a, &b);
}
