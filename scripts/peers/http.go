package main

import (
	"bytes"
	"fmt"
	"io"
	"net"
	"net/http"
)

// serveHTTP answers a POST with its body.
func serveHTTP(int) (string, error) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return "", err
	}
	http.HandleFunc("/", func(w http.ResponseWriter, r *http.Request) {
		body, err := io.ReadAll(r.Body)
		if err != nil {
			http.Error(w, err.Error(), http.StatusBadRequest)
			return
		}
		w.Write(body)
	})
	go http.Serve(l, nil)
	return "http://" + l.Addr().String() + "/", nil
}

// callHTTP is the example of package net/http: Post, ReadAll, Close.
func callHTTP(url string, size int) (func() error, error) {
	message := make([]byte, size)
	return func() error {
		response, err := http.Post(url, "application/octet-stream", bytes.NewReader(message))
		if err != nil {
			return err
		}
		defer response.Body.Close()
		body, err := io.ReadAll(response.Body)
		if err == nil && len(body) != size {
			err = fmt.Errorf("%d bytes came back, want %d", len(body), size)
		}
		return err
	}, nil
}
