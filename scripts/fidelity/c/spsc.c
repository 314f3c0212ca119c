// A queue of elements of one size, with one producer and one consumer: an index each, on a line of its own, and beside it the other's as
// last seen, so that it is read only when the queue seems full or empty. It is what SPSCQueue of github.com/rigtorp does. Less work than
// shm-ring does, whose records have a size of their own, and every one of which can be waited for.
#include "common.h"

#include <stdatomic.h>

enum { line = 128, least_bytes = 64 << 10, least_elements = 5 };

struct queue {
	_Alignas(line) _Atomic size_t written; // elements, modulo the room
	size_t read_seen;
	_Alignas(line) _Atomic size_t read;
	size_t written_seen;
	_Alignas(line) char elements[];
};

struct link {
	struct queue *out, *in;
	size_t room; // elements, of which one stays empty
};

// copy_element is one instruction each way for a word, as for an element type that the compiler knows.
static inline void copy_element(char *to, const char *from, size_t size) {
	if (size == 8)
		memcpy(to, from, 8);
	else
		memcpy(to, from, size);
}

static inline void send_message(struct link *l, const char *p, size_t size) {
	struct queue *q = l->out;
	size_t at = atomic_load_explicit(&q->written, memory_order_relaxed), next = at + 1 == l->room ? 0 : at + 1;
	while (next == q->read_seen)
		q->read_seen = atomic_load_explicit(&q->read, memory_order_acquire);
	copy_element(q->elements + at * size, p, size);
	atomic_store_explicit(&q->written, next, memory_order_release);
}

static inline void recv_message(struct link *l, char *p, size_t size) {
	struct queue *q = l->in;
	size_t at = atomic_load_explicit(&q->read, memory_order_relaxed), next = at + 1 == l->room ? 0 : at + 1;
	while (at == q->written_seen)
		q->written_seen = atomic_load_explicit(&q->written, memory_order_acquire);
	copy_element(p, q->elements + at * size, size);
	atomic_store_explicit(&q->read, next, memory_order_release);
}

#include "loops.h"

void measure_spsc(const struct task *t) {
	size_t room = least_bytes / t->size < least_elements ? least_elements : least_bytes / t->size;
	size_t each = (sizeof(struct queue) + room * t->size + line - 1) / line * line;
	char *m = map_shared(2 * each);
	struct queue *q[2] = {(void *)m, (void *)(m + each)};
	struct link a = {q[0], q[1], room}, b = {q[1], q[0], room};
	measure(t, &loops, &a, &b);
}
