// Package token keeps strangers out of connections that any user of the machine can make: those to a port of the
// loopback interface or of vsock. Both ends of a pair are handed a random token. The end that connects sends the first
// half of it, 16 bytes, and is sent the second. A connection on which anything else comes is closed; one on which
// nothing comes is closed after a while, and the others do not wait for it.
//
// In Prepare, [Set] makes the token. In Open, [Of] finds it; then [Token.Accept] and [Token.Join] make the connection
// for raw descriptors, [Token.NewListener] and [Token.Dial] for package net.
package token

import (
	"crypto/rand"
	"crypto/subtle"
	"encoding/hex"
	"errors"
	"fmt"
	"time"

	"ipcbench/mechanisms"
)

// name is the token's among the values of a pair.
const name = "token"

// half is how many bytes each end shows.
const half = 16

const (
	// Patience is how long an end waits for the other to be there. It is generous: both are being started.
	Patience = 30 * time.Second
	// silence is how long a connection may take to show its half.
	silence = 10 * time.Second
	// mostPending is how many connections may be about to show it; of more, the oldest is closed.
	mostPending = 64
	// tries is how often an end connects that was closed before it was through: it may have been the oldest of many.
	tries = 16
)

// Set gives the pair a token, if it has none yet. The workers get it in their environment, which other users cannot
// read (proc(5)).
func Set(p *mechanisms.Preparation) {
	if p.Values()[name] != "" {
		return
	}
	var both [2 * half]byte
	rand.Read(both[:]) // which never fails
	p.Set(name, hex.EncodeToString(both[:]))
}

// A Token is what both ends of a pair know, and nobody else.
type Token struct{ question, answer []byte }

// Of is the token of e's pair; ok is false if it has none, because nobody else can reach its channel.
func Of(e *mechanisms.End) (t Token, ok bool, err error) {
	text := e.Value(name)
	if text == "" {
		return Token{}, false, nil
	}
	both, err := hex.DecodeString(text)
	if err != nil || len(both) != 2*half {
		return Token{}, false, errors.New("the pair's token is damaged")
	}
	return Token{both[:half], both[half:]}, true, nil
}

// equal takes as long whatever the bytes are.
func equal(shown, want []byte) bool { return subtle.ConstantTimeCompare(shown, want) == 1 }

// errNobody is the error of an end that waited in vain.
var errNobody = fmt.Errorf("the other side did not show the pair's token within %v", Patience)

// errStranger is the error of an end that was sent something else than the other half.
var errStranger = errors.New("somebody else answers there: not the pair's token")
