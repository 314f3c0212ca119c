package mechanisms

import (
	"fmt"
	"hash/fnv"
	"path/filepath"
	"strconv"

	"golang.org/x/sys/unix"
)

// A Resource is a name in the system that outlives the processes using it and so must be removed: by the engine when
// both ends have opened, and by a watchman process if the engine is killed first.
type Resource struct {
	Kind ResourceKind
	Name string
}

// ResourceKind tells how a Resource is removed.
type ResourceKind string

// The kinds of resource.
const (
	PathResource  ResourceKind = "path" // a file, FIFO or socket outside the private directory: unlink(2)
	QueueResource ResourceKind = "mq"   // a POSIX message queue, by its name without the slash: mq_unlink(3)

	// System V objects, by their key in decimal digits; see [Preparation.SysV].
	MemoryResource    ResourceKind = "sysv-shm" // shmctl(2), IPC_RMID
	SemaphoreResource ResourceKind = "sysv-sem" // semctl(2), IPC_RMID
	SysVQueueResource ResourceKind = "sysv-msg" // msgctl(2), IPC_RMID
)

// A Preparation is what Prepare is given and fills: the coordinator's side of one pair.
type Preparation struct {
	// Dir is a directory of mode 0700 that only this pair uses. All in it is removed with it.
	Dir string
	// Unique is a word that no other pair of this host has, for names outside Dir.
	Unique string
	// Size is the size in bytes of the messages to come, as in [End], and Wait the strategy of both ends.
	Size int
	Wait Wait

	// Hosts are set if the ends are on two hosts; otherwise nil. See [Preparation.Has] and [Preparation.Address].
	Hosts *Hosts

	// Record notes a Resource durably before it is made. It is set by the engine; mechanisms call Register.
	Record func(Resource) error

	fds    map[Side]map[string]int
	values map[string]string
	early  []Resource
	late   []Resource
}

// Register promises the removal of r, which the mechanism is about to make. It must come before the making, or a kill
// between the two would leave r behind. The name is removed as soon as both ends have opened; see
// [Preparation.RegisterForLife].
func (p *Preparation) Register(r Resource) error {
	if err := p.record(r); err != nil {
		return err
	}
	p.early = append(p.early, r)
	return nil
}

// RegisterForLife is Register for what cannot be used any more once it is removed: it is removed when both ends have
// closed.
func (p *Preparation) RegisterForLife(r Resource) error {
	if err := p.record(r); err != nil {
		return err
	}
	p.late = append(p.late, r)
	return nil
}

func (p *Preparation) record(r Resource) error {
	if p.Record == nil {
		return nil
	}
	if err := p.Record(r); err != nil {
		return fmt.Errorf("recording %s %s for removal: %w", r.Kind, r.Name, err)
	}
	return nil
}

// Path is a path in Dir for a name that both ends open once, and that is unlinked when they have.
func (p *Preparation) Path(name string) string {
	path := filepath.Join(p.Dir, name)
	p.early = append(p.early, Resource{PathResource, path})
	return path
}

// LongPath is a path in Dir for a name that is used until both ends have closed.
func (p *Preparation) LongPath(name string) string {
	path := filepath.Join(p.Dir, name)
	p.late = append(p.late, Resource{PathResource, path})
	return path
}

// Give hands the descriptor fd to the worker of one side, where [End.FD] finds it by name. The Preparation owns fd from
// then on and closes the coordinator's copy once the worker has it. A descriptor for both sides is given twice, as two
// duplicates.
func (p *Preparation) Give(s Side, name string, fd int) {
	if p.fds == nil {
		p.fds = map[Side]map[string]int{}
	}
	if p.fds[s] == nil {
		p.fds[s] = map[string]int{}
	}
	p.fds[s][name] = fd
}

// GiveBoth hands fd to both workers under one name: A gets fd itself, B a duplicate.
func (p *Preparation) GiveBoth(name string, fd int) error {
	p.Give(A, name, fd)
	twin, err := unix.FcntlInt(uintptr(fd), unix.F_DUPFD_CLOEXEC, 0)
	if err != nil {
		return fmt.Errorf("fcntl(F_DUPFD_CLOEXEC): %w", err)
	}
	p.Give(B, name, twin)
	return nil
}

// SysV makes a System V object: it finds a key that no object of the kind has, registers it for removal, and calls
// create with it, which must use IPC_CREAT and IPC_EXCL. It returns the key; the workers may look the object up by it.
// Memory lives on while it is attached, and so its key goes early; queues and semaphores are removed when both ends
// have closed.
func (p *Preparation) SysV(
	kind ResourceKind, exists func(key int) bool, create func(key int) error,
) (key int, err error) {
	h := fnv.New32a()
	fmt.Fprint(h, kind, p.Unique, len(p.early), len(p.late))
	for key = int(h.Sum32() >> 1); key == 0 || exists(key); {
		h.Write([]byte{0})
		key = int(h.Sum32() >> 1)
	}
	register := p.RegisterForLife
	if kind == MemoryResource {
		register = p.Register
	}
	if err := register(Resource{kind, strconv.Itoa(key)}); err != nil {
		return 0, err
	}
	return key, create(key)
}

// Set passes a value to both ends, where [End.Value] finds it by name.
func (p *Preparation) Set(name, value string) {
	if p.values == nil {
		p.values = map[string]string{}
	}
	p.values[name] = value
}

// FDs are the descriptors given to one side, by name.
func (p *Preparation) FDs(s Side) map[string]int { return p.fds[s] }

// Values are the values set for both sides, by name.
func (p *Preparation) Values() map[string]string { return p.values }

// Early are the resources to remove when both ends have opened.
func (p *Preparation) Early() []Resource { return p.early }

// Late are the resources to remove when both ends have closed.
func (p *Preparation) Late() []Resource { return p.late }
