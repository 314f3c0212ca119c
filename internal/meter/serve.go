package meter

import (
	"encoding/json"
	"fmt"
	"net"
)

// Serve obeys the orders that come through the socket until it is closed.
func Serve(socket string, hello Hello, obey func(Order) Answer) error {
	conn, err := net.Dial("unix", socket)
	if err != nil {
		return fmt.Errorf("%s: %w", Variable, err)
	}
	defer conn.Close()
	hello.Version = Version
	out, in := json.NewEncoder(conn), json.NewDecoder(conn)
	if err := out.Encode(hello); err != nil {
		return nil // who asked has gone
	}
	for {
		var o Order
		if in.Decode(&o) != nil || out.Encode(obey(o)) != nil {
			return nil
		}
	}
}
