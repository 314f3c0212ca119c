// The tightest loop a C programmer would write for the same work as one of ipcbench's Latency benchmarks, to put beside
// it. Usage: pingpong pipe|unix-stream|atomics CPU_A CPU_B SIZE OPS. It prints the round trip in ns.
//
// pipe, unix-stream: two processes, blocking read and write of SIZE bytes each way.
// atomics: two threads that bounce two counters on cache lines of their own; SIZE is not used.
#define _GNU_SOURCE
#include <pthread.h>
#include <sched.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

static void die(const char *what) {
	perror(what);
	exit(1);
}

static void pin(int cpu) {
	cpu_set_t set;
	CPU_ZERO(&set);
	CPU_SET(cpu, &set);
	if (sched_setaffinity(0, sizeof set, &set))
		die("sched_setaffinity");
}

static double now(void) {
	struct timespec t;
	clock_gettime(CLOCK_MONOTONIC, &t);
	return t.tv_sec * 1e9 + t.tv_nsec;
}

static void send_all(int fd, const char *p, size_t n) {
	while (n) {
		ssize_t k = write(fd, p, n);
		if (k <= 0)
			die("write");
		p += k, n -= k;
	}
}

static void recv_all(int fd, char *p, size_t n) {
	while (n) {
		ssize_t k = read(fd, p, n);
		if (k <= 0)
			die("read");
		p += k, n -= k;
	}
}

// Two descriptors each way: [0] A reads, [1] A writes, [2] B reads, [3] B writes.
static void make_pipes(int fd[4]) {
	int ab[2], ba[2];
	if (pipe(ab) || pipe(ba))
		die("pipe");
	fd[0] = ba[0], fd[1] = ab[1], fd[2] = ab[0], fd[3] = ba[1];
}

static void make_unix_stream(int fd[4]) {
	char dir[] = "/tmp/ipcbench-c-XXXXXX";
	if (!mkdtemp(dir))
		die("mkdtemp");
	struct sockaddr_un address = {.sun_family = AF_UNIX};
	snprintf(address.sun_path, sizeof address.sun_path, "%s/s", dir);
	int listener = socket(AF_UNIX, SOCK_STREAM, 0), b = socket(AF_UNIX, SOCK_STREAM, 0), a;
	if (bind(listener, (struct sockaddr *)&address, sizeof address) || listen(listener, 1) ||
	    connect(b, (struct sockaddr *)&address, sizeof address) || (a = accept(listener, 0, 0)) < 0)
		die("unix socket");
	unlink(address.sun_path);
	rmdir(dir);
	fd[0] = fd[1] = a, fd[2] = fd[3] = b;
}

static double descriptors(const int fd[4], int cpu_a, int cpu_b, size_t size, long ops) {
	long warm = ops / 5 + 1;
	char *out = malloc(size), *in = malloc(size);
	memset(out, 1, size);
	memset(in, 2, size);
	pid_t child = fork();
	if (child < 0)
		die("fork");
	if (!child) {
		prctl(PR_SET_PDEATHSIG, SIGKILL);
		pin(cpu_b);
		for (long i = 0; i < warm + ops; i++) {
			recv_all(fd[2], in, size);
			send_all(fd[3], out, size);
		}
		_exit(0);
	}
	pin(cpu_a);
	double start = 0;
	for (long i = 0; i < warm + ops; i++) {
		if (i == warm)
			start = now();
		send_all(fd[1], out, size);
		recv_all(fd[0], in, size);
	}
	double took = now() - start;
	waitpid(child, 0, 0);
	return took / ops;
}

static struct {
	_Alignas(128) _Atomic uint64_t there;
	_Alignas(128) _Atomic uint64_t back;
	_Alignas(128) int cpu_b;
	long total;
} lines;

static void *answer(void *unused) {
	pin(lines.cpu_b);
	for (long i = 1; i <= lines.total; i++) {
		while (atomic_load_explicit(&lines.there, memory_order_acquire) != (uint64_t)i)
			;
		atomic_store_explicit(&lines.back, i, memory_order_release);
	}
	return unused;
}

static double atomics(int cpu_a, int cpu_b, long ops) {
	long warm = ops / 5 + 1;
	pthread_t b;
	lines.cpu_b = cpu_b;
	lines.total = warm + ops;
	if (pthread_create(&b, 0, answer, 0))
		die("pthread_create");
	pin(cpu_a);
	double start = 0;
	for (long i = 1; i <= warm + ops; i++) {
		if (i == warm + 1)
			start = now();
		atomic_store_explicit(&lines.there, i, memory_order_release);
		while (atomic_load_explicit(&lines.back, memory_order_acquire) != (uint64_t)i)
			;
	}
	double took = now() - start;
	pthread_join(b, 0);
	return took / ops;
}

int main(int argc, char **argv) {
	if (argc != 6) {
		fprintf(stderr, "usage: %s pipe|unix-stream|atomics CPU_A CPU_B SIZE OPS\n", argv[0]);
		return 2;
	}
	int cpu_a = atoi(argv[2]), cpu_b = atoi(argv[3]), fd[4];
	size_t size = strtoul(argv[4], 0, 10);
	long ops = strtol(argv[5], 0, 10);
	double ns;
	if (!strcmp(argv[1], "atomics")) {
		ns = atomics(cpu_a, cpu_b, ops);
	} else if (!strcmp(argv[1], "pipe")) {
		make_pipes(fd);
		ns = descriptors(fd, cpu_a, cpu_b, size, ops);
	} else if (!strcmp(argv[1], "unix-stream")) {
		make_unix_stream(fd);
		ns = descriptors(fd, cpu_a, cpu_b, size, ops);
	} else {
		fprintf(stderr, "pingpong: no mechanism %s\n", argv[1]);
		return 2;
	}
	printf("%.2f\n", ns);
	return 0;
}
