// One shared slot each way: a sequence word, and the payload behind it, on the same line if it is short. The word's low half counts the
// messages of the slot, its high half how many the writer has taken of the other slot; a sender whose message was not
// answered waits for the taken counter.
#include "common.h"

#include <errno.h>
#include <linux/futex.h>
#include <stdatomic.h>
#include <sys/syscall.h>

enum { line = 128 };

// A word is a counter that one side raises and the other waits for, and whether that one sleeps on it.
struct word {
	_Alignas(line) _Atomic uint64_t value;
	_Alignas(line) _Atomic uint32_t sleeper;
};

struct slot {
	_Atomic uint32_t *sleeper;
	struct word *taken;
	_Atomic uint64_t *value;
	char *payload;
};

struct link {
	struct slot out, in;
	uint32_t sent, received, known; // known: how many of sent are known to be taken
	int block, yield;
};

static inline int reached(_Atomic uint64_t *value, uint32_t want) {
	return (uint32_t)atomic_load_explicit(value, memory_order_acquire) == want;
}

static void fall_asleep(_Atomic uint64_t *value, _Atomic uint32_t *sleeper, uint32_t want) {
	while (!reached(value, want)) {
		atomic_store(sleeper, 1);
		uint32_t seen = (uint32_t)atomic_load(value);
		if (seen != want && syscall(SYS_futex, value, FUTEX_WAIT, seen, NULL, NULL, 0) && errno != EAGAIN && errno != EINTR)
			die("futex");
		atomic_store(sleeper, 0);
	}
}

static inline void await(const struct link *l, _Atomic uint64_t *value, _Atomic uint32_t *sleeper, uint32_t want) {
	if (l->block) {
		if (!reached(value, want))
			fall_asleep(value, sleeper, want);
		return;
	}
	while (!reached(value, want)) {
		if (l->yield)
			sched_yield();
		else
			pause_cpu();
	}
}

static inline void publish(const struct link *l, _Atomic uint64_t *value, _Atomic uint32_t *sleeper, uint64_t v) {
	if (!l->block) {
		atomic_store_explicit(value, v, memory_order_release);
		return;
	}
	atomic_store(value, v);
	if (atomic_load(sleeper))
		syscall(SYS_futex, value, FUTEX_WAKE, 1, NULL, NULL, 0);
}

static inline void send_message(struct link *l, const char *p, size_t size) {
	if (l->known != l->sent)
		await(l, &l->out.taken->value, &l->out.taken->sleeper, l->sent);
	memcpy(l->out.payload, p, size);
	l->known = l->sent++;
	publish(l, l->out.value, l->out.sleeper, (uint64_t)l->received << 32 | l->sent);
}

static inline void recv_message(struct link *l, char *p, size_t size) {
	uint32_t next = l->received + 1;
	await(l, l->in.value, l->in.sleeper, next);
	l->known = atomic_load_explicit(l->in.value, memory_order_relaxed) >> 32;
	memcpy(p, l->in.payload, size);
	l->received = next;
	publish(l, &l->in.taken->value, &l->in.taken->sleeper, next);
}

#include "loops.h"

void measure_slot(const struct task *t) {
	// In the order of ipcbench's: the two slots, then what belongs to each.
	size_t behind = t->size < 2048 ? 8 : line;
	size_t bytes = (behind + t->size + line - 1) / line * line;
	char *m = map_shared(2 * bytes + 2 * (sizeof(struct word) + line));
	struct slot s[2];
	for (int d = 0; d < 2; d++) {
		char *rest = m + 2 * bytes + d * (sizeof(struct word) + line);
		s[d].value = (_Atomic uint64_t *)(m + d * bytes);
		s[d].payload = m + d * bytes + behind;
		s[d].taken = (struct word *)rest;
		s[d].sleeper = (_Atomic uint32_t *)(rest + sizeof(struct word));
	}
	struct link a = {.out = s[0], .in = s[1], .block = t->block, .yield = t->yield};
	struct link b = {.out = s[1], .in = s[0], .block = t->block, .yield = t->yield};
	measure(t, &loops, &a, &b);
}
