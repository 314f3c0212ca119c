// A bounded buffer of numbers in shared memory with two System V semaphores each way, as large as ipcbench's.
#include "common.h"

#include <sys/sem.h>

enum { room_for = 4, places = room_for + 2, items = 0, room = 1, semaphores = 2 };

// numbers are those of one direction, on lines of their own.
struct numbers {
	_Alignas(128) volatile uint64_t at[places];
};

struct link {
	int id;
	struct sembuf put[2], take[2];
	struct numbers *out, *in;
	unsigned sent, received;
};

static inline void send_message(struct link *l, const char *p, size_t size) {
	uint64_t number;
	memcpy(&number, p, size);
	l->out->at[l->sent++ % places] = number;
	if (semop(l->id, l->put, 2))
		die("semop");
}

static inline void recv_message(struct link *l, char *p, size_t size) {
	if (semop(l->id, l->take, 2))
		die("semop");
	uint64_t number = l->in->at[l->received++ % places];
	memcpy(p, &number, size);
}

#include "loops.h"

static struct link end(int id, struct numbers *both, int side) {
	unsigned short out = side * semaphores, in = !side * semaphores;
	return (struct link){
		.id = id, .out = &both[side], .in = &both[!side],
		.put = {{out + room, -1, 0}, {out + items, 1, 0}},
		.take = {{in + items, -1, 0}, {in + room, 1, 0}},
	};
}

void measure_semop(const struct task *t) {
	if (t->size != 8)
		die("a semaphore's buffer carries 8 bytes");
	struct numbers *both = map_shared(2 * sizeof *both);
	own_ipc();
	int id = semget(IPC_PRIVATE, 2 * semaphores, 0600);
	struct sembuf all[2] = {{A * semaphores + room, room_for, 0}, {B * semaphores + room, room_for, 0}};
	if (id < 0 || semop(id, all, 2))
		die("semget");
	struct link a = end(id, both, A), b = end(id, both, B);
	measure(t, &loops, &a, &b);
	semctl(id, 0, IPC_RMID);
}
