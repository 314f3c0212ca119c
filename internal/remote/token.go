package remote

import (
	"bytes"
	"crypto/ed25519"
	"crypto/rand"
	"crypto/sha256"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"fmt"
	"math/big"
	"os"
	"strings"
	"time"
)

// leastToken is how many characters a token has at least. Whoever connects can see a public key made of it, and could
// guess a short one.
const leastToken = 32

// A Token is a secret that both sides know. From it each makes the same key pair, by which they prove to each other
// that they know it, and encrypt what they say (TLS 1.3, mutual authentication).
type Token struct{ key ed25519.PrivateKey }

// ReadToken reads a token from a file, which others must not be able to read.
func ReadToken(path string) (t Token, err error) {
	info, err := os.Stat(path)
	if err != nil {
		return t, err
	}
	if info.Mode().Perm()&0o077 != 0 {
		return t, fmt.Errorf("%s can be read by others: chmod 600 %[1]s", path)
	}
	text, err := os.ReadFile(path)
	if err != nil {
		return t, err
	}
	word := strings.TrimSpace(string(text))
	if len(word) < leastToken {
		return t,
			fmt.Errorf("%s has %d characters, %d are needed: make one by `head -c 32 /dev/urandom | base64 >%[1]s`",
				path, len(word), leastToken)
	}
	seed := sha256.Sum256([]byte("ipcbench token\n" + word))
	return Token{ed25519.NewKeyFromSeed(seed[:])}, nil
}

// ErrStranger is the error of a connection whose other side does not know the token.
var ErrStranger = errors.New("the other side does not have this token")

// config is that of either side.
func (t Token) config() (*tls.Config, error) {
	template := &x509.Certificate{
		SerialNumber: big.NewInt(1), NotBefore: time.Unix(0, 0), NotAfter: time.Unix(1<<33, 0),
	}
	certificate, err := x509.CreateCertificate(rand.Reader, template, template, t.key.Public(), t.key)
	if err != nil {
		return nil, err
	}
	return &tls.Config{
		Certificates: []tls.Certificate{{Certificate: [][]byte{certificate}, PrivateKey: t.key}},
		MinVersion:   tls.VersionTLS13,
		ClientAuth:   tls.RequireAnyClientCert,
		// There is no authority: what counts is that the other side has the same key, which VerifyConnection sees to.
		// The handshake proves that it has the private key too.
		InsecureSkipVerify: true,
		VerifyConnection: func(s tls.ConnectionState) error {
			if len(s.PeerCertificates) == 1 {
				theirs, ok := s.PeerCertificates[0].PublicKey.(ed25519.PublicKey)
				if ok && bytes.Equal(theirs, t.key.Public().(ed25519.PublicKey)) {
					return nil
				}
			}
			return ErrStranger
		},
	}, nil
}
