// One Unix stream socket, moved by io_uring: raw calls, since that is what liburing's inline functions come to. The process that uses a
// ring makes it, in its first message.
#include "common.h"

#include <errno.h>
#include <linux/io_uring.h>
#include <stdatomic.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/syscall.h>

struct link {
	int fd; // the socket
	int ring;
	unsigned flags, tail, mask, cq_mask;
	_Atomic unsigned *sq_tail, *sq_flags, *cq_head, *cq_tail;
	struct io_uring_sqe *requests;
	struct io_uring_cqe *completions;
	int spin;
};

static void set_up(struct link *l) {
	struct io_uring_params p = {
		.flags = IORING_SETUP_CQSIZE | IORING_SETUP_SINGLE_ISSUER | IORING_SETUP_DEFER_TASKRUN | IORING_SETUP_TASKRUN_FLAG,
		.cq_entries = 4,
	};
	int ring = syscall(SYS_io_uring_setup, 2, &p);
	if (ring < 0)
		die("io_uring_setup");
	size_t sq = p.sq_off.array + p.sq_entries * sizeof(unsigned), cq = p.cq_off.cqes + p.cq_entries * sizeof(struct io_uring_cqe);
	char *rings = mmap(NULL, sq > cq ? sq : cq, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_POPULATE, ring, IORING_OFF_SQ_RING);
	l->requests = mmap(NULL, p.sq_entries * sizeof *l->requests, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_POPULATE, ring, IORING_OFF_SQES);
	if (rings == MAP_FAILED || (void *)l->requests == MAP_FAILED)
		die("mmap");
	l->sq_tail = (void *)(rings + p.sq_off.tail), l->sq_flags = (void *)(rings + p.sq_off.flags);
	l->cq_head = (void *)(rings + p.cq_off.head), l->cq_tail = (void *)(rings + p.cq_off.tail);
	l->completions = (void *)(rings + p.cq_off.cqes);
	l->mask = *(unsigned *)(rings + p.sq_off.ring_mask), l->cq_mask = *(unsigned *)(rings + p.cq_off.ring_mask);
	for (unsigned i = 0; i < p.sq_entries; i++)
		((unsigned *)(rings + p.sq_off.array))[i] = i;
	struct io_uring_rsrc_update self = {.offset = -1u, .data = ring};
	if (syscall(SYS_io_uring_register, ring, IORING_REGISTER_FILES, &l->fd, 1) ||
	    syscall(SYS_io_uring_register, ring, IORING_REGISTER_RING_FDS, &self, 1) != 1)
		die("io_uring_register");
	l->ring = self.offset, l->flags = IORING_ENTER_GETEVENTS | IORING_ENTER_REGISTERED_RING;
}

static inline void enter(struct link *l, unsigned submit, unsigned wait) {
	if (syscall(SYS_io_uring_enter, l->ring, submit, wait, l->flags, NULL, 0) < 0 && errno != EINTR)
		die("io_uring_enter");
}

// move does one request and returns how many bytes it moved.
static inline ssize_t move(struct link *l, int opcode, const char *p, size_t size, int flags) {
	if (__builtin_expect(!l->flags, 0))
		set_up(l);
	l->requests[l->tail++ & l->mask] = (struct io_uring_sqe){
		.opcode = opcode, .flags = IOSQE_FIXED_FILE, .msg_flags = flags, .addr = (uintptr_t)p, .len = size,
	};
	atomic_store_explicit(l->sq_tail, l->tail, memory_order_release);
	enter(l, 1, !l->spin);
	unsigned head = atomic_load_explicit(l->cq_head, memory_order_relaxed);
	while (atomic_load_explicit(l->cq_tail, memory_order_acquire) == head) {
		if (!l->spin)
			enter(l, 0, 1);
		else if (atomic_load_explicit(l->sq_flags, memory_order_acquire) & IORING_SQ_TASKRUN)
			enter(l, 0, 0);
		else
			pause_cpu();
	}
	int moved = l->completions[head & l->cq_mask].res;
	atomic_store_explicit(l->cq_head, head + 1, memory_order_release);
	if (moved <= 0)
		die("io_uring");
	return moved;
}

static inline void send_message(struct link *l, const char *p, size_t size) {
	while (size) {
		ssize_t n = move(l, IORING_OP_SEND, p, size, MSG_NOSIGNAL | MSG_WAITALL);
		p += n, size -= n;
	}
}

static inline void recv_message(struct link *l, char *p, size_t size) {
	while (size) {
		ssize_t n = move(l, IORING_OP_RECV, p, size, MSG_WAITALL);
		p += n, size -= n;
	}
}

#include "loops.h"

void measure_uring_unix(const struct task *t) {
	int pair[2];
	if (socketpair(AF_UNIX, SOCK_STREAM, 0, pair))
		die("socketpair");
	struct link a = {.fd = pair[0], .spin = !t->block}, b = {.fd = pair[1], .spin = !t->block};
	measure(t, &loops, &a, &b);
}
