package proc

import (
	"errors"
	"os"
	"path/filepath"
	"testing"

	"ipcbench/internal/sys"
	"ipcbench/mechanisms"

	"golang.org/x/sys/unix"
)

// An interrupted mechanism makes each kind of thing that has a name only when the run has begun to end, after it was
// registered.
type interrupted struct {
	trio
	path       string
	registered chan<- struct{}
	goOn       <-chan struct{}
	made       *[]mechanisms.Resource
}

func (m interrupted) Prepare(p *mechanisms.Preparation) error {
	all := []mechanisms.Resource{
		{Kind: mechanisms.PathResource, Name: m.path},
		{Kind: mechanisms.QueueResource, Name: p.Unique + "-late"},
	}
	for _, r := range all {
		if err := p.Register(r); err != nil {
			return err
		}
	}
	close(m.registered)
	<-m.goOn
	for _, kind := range []mechanisms.ResourceKind{mechanisms.MemoryResource, mechanisms.SemaphoreResource} {
		none := func(int) bool { return false }
		_, err := p.SysV(kind, none, func(int) error { panic("made after the end") })
		if !errors.Is(err, errEnded) {
			return errors.New("registered after the end")
		}
	}
	file, err := os.OpenFile(m.path, os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o600)
	if err != nil {
		return err
	}
	*m.made = append(*m.made, all[0])
	fd, err := sys.MqOpen(all[1].Name, unix.O_RDWR|unix.O_CREAT|unix.O_EXCL, 0o600, &sys.MqAttr{MaxMsg: 1, MsgSize: 8})
	if err == nil { // where this user may have queues
		unix.Close(fd)
		*m.made = append(*m.made, all[1])
	}
	return file.Close()
}

// What a Prepare makes while the run ends is removed: by the end, which waits for it, or by the watchman, if it takes
// too long.
func TestWhatIsMadeDuringTheEndIsRemoved(t *testing.T) {
	for name, late := range map[string]bool{"soon": false, "late": true} {
		t.Run(name, func(t *testing.T) {
			registered, goOn, started := make(chan struct{}), make(chan struct{}), make(chan error, 1)
			var made []mechanisms.Resource
			m := interrupted{path: filepath.Join(t.TempDir(), "late"), registered: registered, goOn: goOn, made: &made}
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
			go func() { ended <- r.end() }()
			for !r.ended() {
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
