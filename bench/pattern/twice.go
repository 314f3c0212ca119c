package pattern

import (
	"errors"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"ipcbench/mechanisms"

	"golang.org/x/sys/unix"
)

// A twice is two channels of a mechanism whose channel goes both ways, one for the messages of each side.
type twice struct{ mechanisms.Mechanism }

// twiceOf is two channels of m; ok is false if one of m's goes one way only, or does not connect two processes.
func twiceOf(m mechanisms.Mechanism) (two mechanisms.Mechanism, ok bool) {
	t := m.Traits()
	if t.Direction != mechanisms.Duplex || t.Scope != mechanisms.Process {
		return nil, false
	}
	return twice{m}, true
}

// Traits implements [mechanisms.Mechanism].
func (m twice) Traits() mechanisms.Traits {
	t := m.Mechanism.Traits()
	t.Name, t.VariantOf = "two-"+t.Name, t.Name
	return t
}

// channel is the name of one of the two channels: that of the messages from a side.
func channel(from mechanisms.Side) string { return "from-" + from.String() }

// Prepare implements [mechanisms.Mechanism]. Each channel has a directory of its own.
func (m twice) Prepare(p *mechanisms.Preparation) error {
	for _, from := range mechanisms.Sides {
		one := &mechanisms.Preparation{
			Dir: filepath.Join(p.Dir, channel(from)), Unique: p.Unique + "-" + strconv.Itoa(int(from)),
			Size: p.Size, Wait: p.Wait, Record: p.Record,
		}
		if err := os.Mkdir(one.Dir, 0o700); err != nil && !errors.Is(err, os.ErrExist) { // of channels made before
			return err
		}
		if err := errors.Join(m.Mechanism.Prepare(one), hand(one, p, from)); err != nil {
			return err
		}
	}
	return nil
}

// hand hands over what a channel has to the preparation of both.
func hand(one, both *mechanisms.Preparation, from mechanisms.Side) (err error) {
	for _, side := range mechanisms.Sides {
		for name, fd := range one.FDs(side) {
			both.Give(side, channel(from)+name, fd)
		}
	}
	for name, value := range one.Values() {
		both.Set(channel(from)+name, value)
	}
	for _, r := range one.Early() {
		err = errors.Join(err, both.Register(r))
	}
	for _, r := range one.Late() {
		err = errors.Join(err, both.RegisterForLife(r))
	}
	return err
}

// Open implements [mechanisms.Mechanism]. Both sides open the channels in the same order.
func (m twice) Open(e *mechanisms.End) (mechanisms.Link, error) {
	var links [2]mechanisms.Link
	for _, from := range mechanisms.Sides {
		one := *e
		one.Dir = filepath.Join(e.Dir, channel(from))
		one.FDs, one.Values = part(e.FDs, channel(from)), part(e.Values, channel(from))
		link, err := m.Mechanism.Open(&one)
		if err != nil {
			for _, fd := range part(e.FDs, channel(mechanisms.B)) {
				if from == mechanisms.A {
					unix.Close(fd)
				}
			}
			if links[0] != nil {
				links[0].Close()
			}
			return nil, fmt.Errorf("channel %s: %w", channel(from), err)
		}
		links[from] = link
	}
	t := &twoLinks{out: links[e.Side], in: links[e.Side.Other()]}
	_, out := t.out.(mechanisms.Direct)
	if _, in := t.in.(mechanisms.Direct); in && out {
		return directLinks{t}, nil
	}
	return t, nil
}

// part is what of some values belongs to a channel, by the names without the channel's.
func part[T any](all map[string]T, channel string) map[string]T {
	some := maps.Clone(all)
	clear(some)
	for name, value := range all {
		if own, ok := strings.CutPrefix(name, channel); ok {
			some[own] = value
		}
	}
	return some
}

// twoLinks are the links of one side.
type twoLinks struct{ out, in mechanisms.Link }

// Send implements [mechanisms.Link].
func (l *twoLinks) Send(p []byte) error { return l.out.Send(p) }

// Recv implements [mechanisms.Link]. What is held back to be sent is handed over first.
func (l *twoLinks) Recv(p []byte) error {
	if err := l.Flush(); err != nil {
		return err
	}
	return l.in.Recv(p)
}

// Flush implements [mechanisms.Flusher].
func (l *twoLinks) Flush() error {
	if f, ok := l.out.(mechanisms.Flusher); ok {
		return f.Flush()
	}
	return nil
}

// Close implements [mechanisms.Link].
func (l *twoLinks) Close() error { return errors.Join(l.out.Close(), l.in.Close()) }

// directLinks are those of a mechanism whose links are [mechanisms.Direct].
type directLinks struct{ *twoLinks }

// SendCall implements [mechanisms.Direct].
func (l directLinks) SendCall(p []byte) (mechanisms.Call, bool) {
	return l.out.(mechanisms.Direct).SendCall(p)
}

// RecvCall implements [mechanisms.Direct].
func (l directLinks) RecvCall(p []byte) (mechanisms.Call, bool) {
	return l.in.(mechanisms.Direct).RecvCall(p)
}

// SendRest implements [mechanisms.Direct].
func (l directLinks) SendRest(p []byte, n uintptr, errno unix.Errno) error {
	return l.out.(mechanisms.Direct).SendRest(p, n, errno)
}

// RecvRest implements [mechanisms.Direct].
func (l directLinks) RecvRest(p []byte, n uintptr, errno unix.Errno) error {
	return l.in.(mechanisms.Direct).RecvRest(p, n, errno)
}
