// Package http holds HTTP by package net/http.
package http

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"log"
	"net/http"

	"ipcbench/mechanisms"
	"ipcbench/mechanisms/kit/certificate"
	"ipcbench/mechanisms/kit/exchange"
	"ipcbench/mechanisms/kit/listener"
	"ipcbench/mechanisms/kit/loopback"
)

// HTTP is http: one POST request an op, on one connection that is kept alive (HTTP/1.1), over a Unix socket. Its fields
// make other mechanisms of it.
type HTTP struct {
	TCP bool // http-tcp: over TCP on the loopback interface
	Two bool // http2: HTTP/2 without encryption (h2c)
	TLS bool // https: HTTP/2 over TLS 1.3 on TCP; a client verifies the certificate of the other side's server
}

// Traits implements [mechanisms.Mechanism].
func (m HTTP) Traits() mechanisms.Traits {
	switch {
	case m.TLS:
		t := exchange.Traits("https", "HTTP/2 over TLS 1.3 on one TCP connection, by net/http; one POST an op")
		t.Over, t.Scope, t.Hosts, t.Needs = "tls", mechanisms.Host, true, mechanisms.SecondHost
		t.Crosses = []mechanisms.Border{mechanisms.Network}
		t.Copies += 2 // into a TLS record, and out of one
		return t
	case m.Two:
		t := exchange.Traits("http2", "HTTP/2 without encryption over a Unix socket, by net/http; one POST an op")
		t.VariantOf, t.Hosts = HTTP{}.Traits().Name, true
		return t
	case m.TCP:
		t := exchange.Traits("http-tcp", "HTTP/1.1 over one TCP connection on loopback, by net/http; one POST an op")
		t.VariantOf, t.Over, t.Needs, t.Hosts = HTTP{}.Traits().Name, "go-tcp", loopback.Needs, true
		t.Crosses = []mechanisms.Border{mechanisms.Network}
		return t
	}
	return exchange.Traits("http", "HTTP/1.1 over one Unix socket, by net/http; one POST an op")
}

// Available looks for the loopback interface, if it is needed.
func (m HTTP) Available() error {
	if m.TCP {
		return loopback.Available()
	}
	return nil
}

// Prepare listens for both servers.
func (m HTTP) Prepare(p *mechanisms.Preparation) error {
	if m.TLS {
		for _, s := range mechanisms.Sides {
			if err := certificate.Make(p, s); err != nil {
				return err
			}
		}
	}
	if m.TCP || m.TLS {
		return exchange.ListenTCP(p)
	}
	return exchange.Listen(p)
}

// Open serves, and makes a client of the other side's server.
func (m HTTP) Open(e *mechanisms.End) (mechanisms.Link, error) {
	service := exchange.NewService()
	server := &http.Server{Handler: handler(service, e.Size), Protocols: m.protocols()}
	transport, hangUp, err := m.connect(e, server)
	if err != nil {
		return nil, errors.Join(err, server.Close())
	}
	client := &http.Client{Transport: transport}
	url := "http://ipcbench/" + exchange.Method // made once: it would be an allocation an op
	if m.TLS {
		url = "https://ipcbench/" + exchange.Method
	}
	call := func(request []byte) ([]byte, error) {
		response, err := client.Post(url, "application/octet-stream",
			bytes.NewReader(request))
		if err != nil {
			return nil, err
		}
		body, err := readBody(response.Body, response.ContentLength, e.Size)
		if err == nil && response.StatusCode != http.StatusOK {
			err = fmt.Errorf("status %s", response.Status)
		}
		return body, errors.Join(err, response.Body.Close())
	}
	end := func() error {
		hangUp()
		return server.Close()
	}
	return exchange.New(e, m.Traits(), service, call, end), nil
}

// connect has the server serve, and connects to the other side's. If it fails, the caller closes the server.
func (m HTTP) connect(e *mechanisms.End, server *http.Server) (t *http.Transport, close func(), err error) {
	if !m.TLS {
		accepting, err := listener.Take(e)
		if err != nil {
			return nil, nil, err
		}
		go server.Serve(accepting)
		return exchange.Transport(e, m.protocols())
	}
	if server.TLSConfig, err = certificate.Server(e, protocol); err != nil {
		return nil, nil, err
	}
	// Only the other side comes as far as the handshake; if that fails, the other side's Open says why.
	server.ErrorLog = log.New(io.Discard, "", 0)
	accepting, err := listener.Take(e)
	if err != nil {
		return nil, nil, err
	}
	go server.ServeTLS(accepting, "", "")
	config, err := certificate.Client(e, protocol)
	if err != nil {
		return nil, nil, err
	}
	return exchange.EncryptedTransport(e, config, m.protocols())
}

// protocol is that of ALPN for HTTP/2 over TLS. Source: RFC 9113, 3.2.
const protocol = "h2"

func (m HTTP) protocols() *http.Protocols {
	var p http.Protocols
	p.SetHTTP1(!m.Two && !m.TLS)
	p.SetUnencryptedHTTP2(m.Two)
	p.SetHTTP2(m.TLS)
	return &p
}

func handler(service *exchange.Service, largest int) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		request, err := readBody(r.Body, r.ContentLength, largest)
		if err != nil {
			http.Error(w, err.Error(), http.StatusBadRequest)
			return
		}
		response, err := service.Exchange(request)
		if err != nil {
			http.Error(w, err.Error(), http.StatusInternalServerError)
			return
		}
		w.Header().Set("Content-Type", "application/octet-stream")
		w.Header().Set("Content-Length", fmt.Sprint(len(response)))
		w.Write(response)
	})
}

// readBody reads a body of at most largest bytes, into memory of the length that was announced. A body of unknown
// length, -1, is read as far as largest.
func readBody(body io.Reader, length int64, largest int) ([]byte, error) {
	if length < 0 {
		p, err := io.ReadAll(io.LimitReader(body, int64(largest)+1))
		length = int64(len(p))
		if err != nil || len(p) <= largest {
			return p, err
		}
	}
	if length > int64(largest) {
		return nil, fmt.Errorf("a body of %d bytes or more where the largest message has %d", length, largest)
	}
	p := make([]byte, length)
	_, err := io.ReadFull(body, p)
	return p, err
}
