#include "common.h"

#include <errno.h>
#include <sys/mman.h>
#include <sys/stat.h>

void die(const char *what) {
	if (errno)
		fprintf(stderr, "reference: %s: %s\n", what, strerror(errno));
	else
		fprintf(stderr, "reference: %s\n", what);
	_exit(1);
}

void *map_shared(size_t bytes) {
	void *p = mmap(NULL, bytes, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS | MAP_POPULATE, -1, 0);
	if (p == MAP_FAILED)
		die("mmap");
	return p;
}

void own_ipc(void) {
	if (unshare(CLONE_NEWIPC))
		errno = 0;
}

void private_dir(char path[path_bytes]) {
	const char *parent = getenv("TMPDIR");
	if (!parent || !*parent)
		parent = "/tmp";
	int n = snprintf(path, path_bytes, "%s/ipcbench-reference-XXXXXX", parent);
	if (n < 0 || n + 32 > path_bytes) {
		errno = ENAMETOOLONG;
		die("TMPDIR");
	}
	if (!mkdtemp(path))
		die(path);
	strcat(path, "/1");
	if (mkdir(path, 0700))
		die(path);
}

void remove_private_dir(const char *path) {
	char parent[path_bytes];
	if (rmdir(path))
		die(path);
	snprintf(parent, sizeof parent, "%s", path);
	*strrchr(parent, '/') = 0;
	if (rmdir(parent))
		die(parent);
}
