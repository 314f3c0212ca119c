// The loops of every mechanism. A mechanism's file includes this after it has defined struct link and
//   static inline void send_message(struct link *, const char *p, size_t size);
//   static inline void recv_message(struct link *, char *p, size_t size);
// so that the compiler makes one tight loop of both. It gives the file: static const struct loops loops.

#ifdef THROUGH_POINTER // as ipcbench's loops call a mechanism: what that call costs is the difference
static void (*volatile send_pointer)(struct link *, const char *, size_t) = send_message;
static void (*volatile recv_pointer)(struct link *, char *, size_t) = recv_message;
#define send_message send_pointer
#define recv_message recv_pointer
#endif

static void ping(struct link *l, struct side *s, long n) {
	for (; n > 0; n--) {
		stamp(s->out, s->size, ++s->sent);
		send_message(l, s->out, s->size);
		recv_message(l, s->in, s->size);
		check(s->in, s->size, ++s->received);
	}
}

static void pong(struct link *l, struct side *s, long n) {
	for (; n > 0; n--) {
		recv_message(l, s->in, s->size);
		check(s->in, s->size, ++s->received);
		stamp(s->out, s->size, ++s->sent);
		send_message(l, s->out, s->size);
	}
}

static void pour(struct link *l, struct side *s, long n) {
	for (; n > 0; n--) {
		stamp(s->out, s->size, ++s->sent);
		send_message(l, s->out, s->size);
	}
}

static void drain(struct link *l, struct side *s, long n) {
	for (; n > 0; n--) {
		recv_message(l, s->in, s->size);
		check(s->in, s->size, ++s->received);
	}
}

static const struct loops loops = {ping, pong, pour, drain};
