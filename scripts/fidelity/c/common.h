// What every reference program shares: its task, the two pinned processes, and the numbers on the messages.
#ifndef COMMON_H
#define COMMON_H
#define _GNU_SOURCE
#include <sched.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { A, B };

// A task is what the command line asks for.
struct task {
	int throughput; // one way, as many in flight as there is room for; else round trips
	int yield;      // waiting by polling: with sched_yield between polls
	int block;      // waiting asleep
	int cpu[2];
	size_t size; // bytes of a message
};

// A side is one process: its private buffers, and how many messages it has sent and received.
struct side {
	char *out, *in;
	size_t size;
	uint64_t sent, received;
};

// A link is one end of the mechanism; each mechanism's file says what that is.
struct link;

// Loops are a mechanism's four loops of n messages, or round trips; see loops.h.
struct loops {
	void (*ping)(struct link *, struct side *, long n);
	void (*pong)(struct link *, struct side *, long n);
	void (*pour)(struct link *, struct side *, long n);
	void (*drain)(struct link *, struct side *, long n);
};

// measure runs the task between two processes: as many ops as each line of standard input says, for each of which it prints ns
// per op. Between them both processes sleep. It returns at the end of standard input, when the other process has ended.
void measure(const struct task *, const struct loops *, struct link *a, struct link *b);

// The mechanisms, each in the file of its name: they make both ends, measure, and leave nothing behind.
void measure_pipe(const struct task *);
void measure_fifo(const struct task *);
void measure_unix_stream(const struct task *);
void measure_tcp(const struct task *);
void measure_mq(const struct task *);
void measure_msg(const struct task *);
void measure_unix_seqpacket(const struct task *);
void measure_unix_dgram(const struct task *);
void measure_uring_unix(const struct task *);
void measure_vmsplice(const struct task *);
void measure_eventfd(const struct task *);
void measure_semop(const struct task *);
void measure_file(const struct task *);
void measure_slot(const struct task *);
void measure_atomics(const struct task *);
void measure_spsc(const struct task *);

// die prints what failed and why, and ends the process; the other one follows it.
_Noreturn void die(const char *what);

// map_shared is zeroed memory that both processes see.
void *map_shared(size_t bytes);

// own_ipc has the System V objects made after it vanish with these processes, if this user may.
void own_ipc(void);

// private_dir makes the directory of this run in TMPDIR and writes its path; it lies as deep as ipcbench's own, since
// every part of a path costs each open something. remove_private_dir removes it once it is empty.
enum { path_bytes = 256 };
void private_dir(char path[path_bytes]);
void remove_private_dir(const char *path);

// mark is what message number seq carries, as ipcbench's do: its low half, and a hash of it.
static inline uint64_t mark(uint64_t seq) {
	uint32_t low = (uint32_t)seq;
	return low | (uint64_t)(low * 0x9E3779B1u >> 1) << 32;
}

// stamp marks a message in its first 8 bytes, and from 16 bytes on in its last 8 too; check looks.
static inline void stamp(char *p, size_t size, uint64_t seq) {
	uint64_t m = mark(seq);
	memcpy(p, &m, 8);
	if (size >= 16)
		memcpy(p + size - 8, &m, 8);
}

static inline void check(const char *p, size_t size, uint64_t seq) {
	uint64_t first, last, m = mark(seq);
	memcpy(&first, p, 8);
	memcpy(&last, size >= 16 ? p + size - 8 : p, 8);
	if (__builtin_expect(first != m || last != m, 0))
		die("a message other than the one that was due: lost, repeated or damaged");
}

// read_whole reads a message from a byte stream, in as many parts as it takes.
static inline void read_whole(int fd, char *p, size_t size) {
	while (size) {
		ssize_t n = read(fd, p, size);
		if (n <= 0)
			die("read");
		p += n, size -= n;
	}
}

// pause_cpu tells the processor that this is a busy-wait.
static inline void pause_cpu(void) {
#if defined(__x86_64__)
	__builtin_ia32_pause();
#elif defined(__aarch64__)
	__asm__ volatile("yield");
#endif
}
#endif
