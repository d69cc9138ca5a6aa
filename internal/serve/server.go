package serve

import (
	"context"
	"errors"
	"log"
	"net"
	"net/http"
	"time"
)

// Serve answers requests until the context ends, and then those that it has
// begun to answer. It closes the listener.
func Serve(ctx context.Context, l net.Listener, h http.Handler, logger *log.Logger) error {
	server := &http.Server{Handler: h, ErrorLog: logger, ReadHeaderTimeout: 30 * time.Second}
	ended := make(chan error, 1)
	context.AfterFunc(ctx, func() {
		within, cancel := context.WithTimeout(context.Background(), time.Second)
		defer cancel()
		err := server.Shutdown(within)
		if err != nil {
			err = server.Close()
		}
		ended <- err
	})
	if err := server.Serve(l); !errors.Is(err, http.ErrServerClosed) {
		return err
	}
	return <-ended
}
