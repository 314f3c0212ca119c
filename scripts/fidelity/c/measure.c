// The two processes of a run.
#include "common.h"

#include <signal.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <time.h>

#ifdef MONITOR // what a thread costs that is like the Go runtime's monitor, whose timers have this slack in ns
#include <pthread.h>

static void *look_around(void *slack) {
	prctl(PR_SET_TIMERSLACK, (unsigned long)slack);
	for (const struct timespec every = {.tv_nsec = 10000000};;)
		nanosleep(&every, NULL);
	return NULL;
}

// start_monitor starts it before the process is pinned, as it may run anywhere.
static void start_monitor(void) {
	pthread_t thread;
	if (pthread_create(&thread, NULL, look_around, (void *)(unsigned long)MONITOR))
		die("pthread_create");
}
#else
static void start_monitor(void) {}
#endif

static int64_t now(void) {
	struct timespec t;
	clock_gettime(CLOCK_MONOTONIC, &t);
	return t.tv_sec * 1000000000LL + t.tv_nsec;
}

// settle pins the process and gives it its buffers. They are aligned to pages, as those of a Go program are, so that the
// copies are compared and not the allocators.
static struct side settle(const struct task *t, int which) {
	start_monitor();
	cpu_set_t set;
	CPU_ZERO(&set);
	CPU_SET(t->cpu[which], &set);
	if (sched_setaffinity(0, sizeof set, &set))
		die("sched_setaffinity");
	size_t room = (t->size + 4095) & ~(size_t)4095;
	struct side s = {aligned_alloc(4096, room), aligned_alloc(4096, room), t->size, 0, 0};
	if (!s.out || !s.in)
		die("aligned_alloc");
	memset(s.out, 1 + which, room);
	memset(s.in, 0, room);
	return s;
}

// child_ended ends this process when the other one failed: it would wait for ever.
static void child_ended(int signal, siginfo_t *info, void *context) {
	(void)signal, (void)context;
	if (info->si_code != CLD_EXITED || info->si_status)
		_exit(1);
}

// follow_orders is B: as many ops as each number says that comes through the gate.
static void follow_orders(const struct loops *loops, struct link *l, struct side *s, const struct task *t, int gate, int done, int64_t *end) {
	void (*follow)(struct link *, struct side *, long) = t->throughput ? loops->drain : loops->pong;
	for (long ops; read(gate, &ops, sizeof ops) == sizeof ops;) {
		loops->pong(l, s, 1);
		follow(l, s, ops);
		*end = now();
		if (write(done, "", 1) != 1)
			die("write");
	}
}

void measure(const struct task *t, const struct loops *loops, struct link *a, struct link *b) {
	int64_t *end = map_shared(sizeof *end);
	int gate[2], done[2];
	if (pipe(gate) || pipe(done))
		die("pipe");
	void (*lead)(struct link *, struct side *, long) = t->throughput ? loops->pour : loops->ping;
	struct sigaction action = {.sa_sigaction = child_ended, .sa_flags = SA_SIGINFO | SA_RESTART};
	if (sigaction(SIGCHLD, &action, NULL))
		die("sigaction");
	pid_t parent = getpid(), child = fork();
	if (child < 0)
		die("fork");
	if (!child) {
		prctl(PR_SET_PDEATHSIG, SIGKILL);
		if (getppid() != parent)
			_exit(1);
		close(gate[1]);
		struct side s = settle(t, B);
		follow_orders(loops, b, &s, t, gate[0], done[1], end);
		_exit(0);
	}
	close(gate[0]);
	struct side s = settle(t, A);
	for (long ops; scanf("%ld", &ops) == 1 && ops > 0;) {
		char byte;
		if (write(gate[1], &ops, sizeof ops) != sizeof ops)
			die("write");
		loops->ping(a, &s, 1); // when it is over, both are in their loops and awake
		int64_t start = now();
		lead(a, &s, ops);
		int64_t took = now() - start;
		if (read(done[0], &byte, 1) != 1)
			die("read");
		if (t->throughput)
			took = *end - start;
		printf("%.3f\n", (double)took / ops);
		fflush(stdout);
	}
	close(gate[1]);
	if (waitpid(child, NULL, 0) < 0)
		die("waitpid");
}
