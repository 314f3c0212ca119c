package exchange

import (
	"context"
	"io"
	"net"
	"net/http"
	"net/http/httptrace"
	"path/filepath"
	"sync"
	"testing"
	"time"
)

// A call that begins while another dials waits for that one's connection.
func TestCallsShareTheOneConnection(t *testing.T) {
	for name, two := range map[string]bool{"HTTP/1.1": false, "HTTP/2": true} {
		t.Run(name, func(t *testing.T) {
			var protocols http.Protocols
			protocols.SetHTTP1(!two)
			protocols.SetUnencryptedHTTP2(two)
			l, err := net.Listen("unix", filepath.Join(t.TempDir(), "s"))
			if err != nil {
				t.Fatal(err)
			}
			server := &http.Server{Handler: http.NotFoundHandler(), Protocols: &protocols}
			go server.Serve(l)
			t.Cleanup(func() { server.Close() })
			conn, err := net.Dial("unix", l.Addr().String())
			if err != nil {
				t.Fatal(err)
			}
			transport := transportOf(conn, &protocols)
			t.Cleanup(transport.CloseIdleConnections)

			var begun, done sync.WaitGroup
			begun.Add(2)
			dial := transport.DialContext
			transport.DialContext = func(ctx context.Context, network, address string) (net.Conn, error) {
				conn, err := dial(ctx, network, address)
				if err == nil {
					begun.Wait()
					time.Sleep(10 * time.Millisecond) // the other asks for a connection, and then waits or dials
				}
				return conn, err
			}
			for range 2 {
				done.Go(func() {
					begin := sync.OnceFunc(begun.Done) // HTTP/2 asks twice
					trace := &httptrace.ClientTrace{GetConn: func(string) { begin() }}
					ctx := httptrace.WithClientTrace(t.Context(), trace)
					request, err := http.NewRequestWithContext(ctx, http.MethodGet, "http://ipcbench/", nil)
					if err != nil {
						t.Error(err)
						return
					}
					response, err := transport.RoundTrip(request)
					if err != nil {
						t.Error(err)
						return
					}
					io.Copy(io.Discard, response.Body) // only then may HTTP/1.1 use the connection again
					response.Body.Close()
				})
			}
			done.Wait()
		})
	}
}
