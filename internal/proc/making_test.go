package proc

import (
	"errors"
	"os"
	"path/filepath"
	"strconv"
	"testing"
	"time"

	"ipcbench/internal/sys"
	"ipcbench/mechanisms"

	"golang.org/x/sys/unix"
)

// An interrupted mechanism has registered a path, a queue and System V memory when the run begins to end. It makes them
// only then.
type interrupted struct {
	trio
	path       string
	registered chan<- struct{}
	goOn       <-chan struct{}
	made       *[]mechanisms.Resource
}

func (m interrupted) Prepare(p *mechanisms.Preparation) error {
	path := mechanisms.Resource{Kind: mechanisms.PathResource, Name: m.path}
	queue := mechanisms.Resource{Kind: mechanisms.QueueResource, Name: p.Unique + "-late"}
	if err := errors.Join(p.Register(path), p.Register(queue)); err != nil {
		return err
	}
	none := func(int) bool { return false }
	_, err := p.SysV(mechanisms.MemoryResource, none, func(key int) error {
		close(m.registered)
		<-m.goOn
		m.note(mechanisms.Resource{Kind: mechanisms.MemoryResource, Name: strconv.Itoa(key)}, func() error {
			_, err := unix.SysvShmGet(key, 4096, unix.IPC_CREAT|unix.IPC_EXCL|0o600)
			return err
		})
		return nil
	})
	m.note(path, func() error { return os.WriteFile(m.path, nil, 0o600) })
	m.note(queue, func() error {
		attr := sys.MqAttr{MaxMsg: 1, MsgSize: 8}
		fd, err := sys.MqOpen(queue.Name, unix.O_RDWR|unix.O_CREAT|unix.O_EXCL, 0o600, &attr)
		if err == nil {
			unix.Close(fd)
		}
		return err
	})
	if again := p.Register(path); !errors.Is(again, errEnded) {
		return errors.New("registered after the end had begun")
	}
	return err
}

// note notes what could be made: this user may be denied some of it.
func (m interrupted) note(r mechanisms.Resource, create func() error) {
	if create() == nil {
		*m.made = append(*m.made, r)
	}
}

// What a Prepare makes while the run ends is removed: by the end, which waits for it, or by the watchman, if it takes
// too long.
func TestWhatIsMadeDuringTheEndIsRemoved(t *testing.T) {
	for name, patience := range map[string]time.Duration{"soon": time.Minute, "late": time.Millisecond} {
		late := name == "late"
		t.Run(name, func(t *testing.T) {
			registered, goOn, started := make(chan struct{}), make(chan struct{}), make(chan error, 1)
			var made []mechanisms.Resource
			m := interrupted{trio{}, filepath.Join(t.TempDir(), "late"), registered, goOn, &made}
			r, err := startRun()
			if err != nil {
				t.Fatal(err)
			}
			go func() {
				l := &local{config: Config{Mechanism: m, CPUs: []int{-1}}, run: r, ours: copies{}}
				l.group = newGroup(l.opened, l.released)
				started <- errors.Join(r.add(l.group), l.prepare())
			}()
			<-registered
			ended := make(chan error, 1)
			go func() { ended <- r.end(patience) }()
			for !r.ended() {
				time.Sleep(time.Millisecond)
			}
			if late {
				if err := <-ended; err == nil {
					t.Error("the end does not say that something is still being made")
				}
			}
			close(goOn)
			if err := <-started; err != nil {
				t.Fatal(err)
			}
			if late { // as this process' death would
				err = r.watchman.end()
			} else {
				err = <-ended
			}
			if err != nil {
				t.Error(err)
			}
			if len(made) == 0 {
				t.Error("nothing was made")
			}
			for _, resource := range append(made, mechanisms.Resource{Kind: mechanisms.PathResource, Name: r.dir}) {
				if exists(resource) {
					t.Errorf("%s %s is still there", resource.Kind, resource.Name)
					remove(resource)
				}
			}
		})
	}
}
