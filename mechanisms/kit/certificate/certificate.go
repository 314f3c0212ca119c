// Package certificate makes the keys of encrypted connections: a pair's own, which end with it. The side that serves
// has a private key and a certificate that it has signed itself; the other trusts this one certificate and no other.
//
// In Prepare, [Make] makes both for a side. The certificate is among the pair's values. The private key is not: it is
// in memory without a name, whose descriptor only that side is given, and does not leave its host. In Open, [Server]
// is the configuration of the side that serves, and [Client] that of the other. All is TLS 1.3 (RFC 8446) without
// session tickets, so that each connection is made in full, and nothing but messages follows its handshake.
package certificate

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/base64"
	"errors"
	"fmt"
	"io"
	"math/big"
	"os"
	"time"

	"ipcbench/mechanisms"
	"ipcbench/mechanisms/kit/segment"

	"golang.org/x/sys/unix"
)

// Name is the name in every certificate: that of the server that [Client] wants.
const Name = "ipcbench"

// keyName is the private key's among the descriptors of a side.
const keyName = "private-key"

func valueName(s mechanisms.Side) string { return "certificate-" + s.String() }

// largestKey is more bytes than any private key has.
const largestKey = 1 << 10

// Make makes a key and a certificate for side s, if this is its host: ECDSA over P-256, which every TLS library signs
// with.
func Make(p *mechanisms.Preparation, s mechanisms.Side) error {
	if !p.Has(s) {
		return nil
	}
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		return fmt.Errorf("a private key: %w", err)
	}
	// It is of one pair, so its time does not matter; and the clocks of two hosts may differ. RFC 5280, 4.1.2.5, has
	// this date for a certificate that does not end.
	template := &x509.Certificate{
		SerialNumber: big.NewInt(1), Subject: pkix.Name{CommonName: Name}, DNSNames: []string{Name},
		NotBefore: time.Unix(0, 0), NotAfter: time.Date(9999, 12, 31, 23, 59, 59, 0, time.UTC),
		KeyUsage: x509.KeyUsageDigitalSignature, ExtKeyUsage: []x509.ExtKeyUsage{x509.ExtKeyUsageServerAuth},
	}
	der, err := x509.CreateCertificate(rand.Reader, template, template, key.Public(), key)
	if err != nil {
		return fmt.Errorf("a certificate: %w", err)
	}
	secret, err := x509.MarshalPKCS8PrivateKey(key)
	if err != nil {
		return fmt.Errorf("a private key: %w", err)
	}
	fd, err := segment.Nameless("ipcbench-key", p.Dir, len(secret))
	if err != nil {
		return err
	}
	p.Give(s, keyName, fd)
	if n, err := unix.Pwrite(fd, secret, 0); err != nil || n < len(secret) {
		return fmt.Errorf("pwrite of the private key: %d bytes of %d: %w", n, len(secret), err)
	}
	p.Set(valueName(s), base64.StdEncoding.EncodeToString(der))
	return nil
}

// certificateOf is the certificate of a side, as ASN.1.
func certificateOf(e *mechanisms.End, s mechanisms.Side) ([]byte, error) {
	der, err := base64.StdEncoding.DecodeString(e.Value(valueName(s)))
	if err == nil && len(der) == 0 {
		err = errors.New("there is none")
	}
	if err != nil {
		return nil, fmt.Errorf("the certificate of side %v: %w", s, err)
	}
	return der, nil
}

// Server is the configuration of the side that serves, e's own. It closes the descriptor that it was given. protocols
// are those of ALPN (RFC 7301) that the two ends speak; none if they do not ask.
func Server(e *mechanisms.End, protocols ...string) (*tls.Config, error) {
	fd, err := e.FD(keyName)
	if err != nil {
		return nil, err
	}
	file := os.NewFile(uintptr(fd), keyName)
	defer file.Close()
	secret, err := io.ReadAll(io.NewSectionReader(file, 0, largestKey))
	if err != nil {
		return nil, fmt.Errorf("the private key: %w", err)
	}
	key, err := x509.ParsePKCS8PrivateKey(secret)
	if err != nil {
		return nil, fmt.Errorf("the private key: %w", err)
	}
	der, err := certificateOf(e, e.Side)
	if err != nil {
		return nil, err
	}
	c := common(protocols)
	c.Certificates = []tls.Certificate{{Certificate: [][]byte{der}, PrivateKey: key}}
	return c, nil
}

// Client is the configuration of the side that connects: the other's certificate is the only one that it accepts.
func Client(e *mechanisms.End, protocols ...string) (*tls.Config, error) {
	der, err := certificateOf(e, e.Side.Other())
	if err != nil {
		return nil, err
	}
	one, err := x509.ParseCertificate(der)
	if err != nil {
		return nil, fmt.Errorf("the certificate of side %v: %w", e.Side.Other(), err)
	}
	c := common(protocols)
	c.RootCAs, c.ServerName = x509.NewCertPool(), Name
	c.RootCAs.AddCert(one)
	return c, nil
}

func common(protocols []string) *tls.Config {
	return &tls.Config{MinVersion: tls.VersionTLS13, SessionTicketsDisabled: true, NextProtos: protocols}
}
