package serve

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"os"
	"os/exec"
	"os/signal"
	"runtime"
	"strings"
	"testing"
	"time"
)

// beHugo is what this binary does in the place of Hugo.
func beHugo(how string, args []string) {
	switch how {
	case "has a site":
		fmt.Printf("WARN  something is deprecated\n{\"baseurl\":\"https://example.org/sub/\",\"params\":{\"crossorigin\":{\"asked\":%q}},\"languages\":{\"en\":{}}}\n", strings.Join(args, " "))
	case "has languages":
		language := strings.TrimPrefix(args[len(args)-1], "--lang=")
		fmt.Printf(`{"baseurl":"https://%s.example/","defaultcontentlanguage":"ja","params":{"crossorigin":{"of":%q}},`+
			`"languages":{"de":{},"en":{"weight":2},"fr":{"disabled":true},"ja":{"weight":10}}}`, language, language)
	case "fails":
		fmt.Fprintln(os.Stderr, "ERROR no such theme")
		os.Exit(3)
	case "prints no JSON":
		fmt.Println("{ baseURL")
	case "listens":
		listenUntilInterrupted(args[0])
	case "starts another": // as "go tool hugo" does
		signal.Ignore(os.Interrupt)
		cmd := exec.Command(os.Args[0], fakeHugo+"listens", args[0])
		cmd.Stdout, cmd.Stderr = os.Stdout, os.Stderr
		if err := cmd.Run(); err != nil {
			fmt.Println(err)
		}
	case "is run":
		go func() {
			for range 50 {
				go runtime.LockOSThread() // which ends with its goroutine
				time.Sleep(time.Millisecond)
			}
		}()
		if err := Run(context.Background(), []string{os.Args[0], fakeHugo + "listens", args[0]}, os.Stdout, os.Stderr); err != nil {
			fmt.Println(err)
		}
	case "leaves another":
		cmd := exec.Command(os.Args[0], fakeHugo+"listens", args[0])
		out, err := cmd.StdoutPipe()
		if err == nil {
			err = cmd.Start()
		}
		if err != nil {
			panic(err)
		}
		line := make([]byte, 100)
		n, _ := out.Read(line)
		os.Stdout.Write(line[:n])
	}
	os.Exit(0)
}

func listenUntilInterrupted(at string) {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	l, err := net.Listen("tcp", at)
	if err != nil {
		panic(err)
	}
	fmt.Println("listening")
	<-ctx.Done()
	l.Close()
	fmt.Println("asked to end")
}

func freeAddress(t *testing.T) string {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	return l.Addr().String()
}

// reachable says whether somebody listens.
func reachable(at string) bool {
	c, err := net.Dial("tcp", at)
	if err == nil {
		c.Close()
	}
	return err == nil
}

func TestRunEndsByItself(t *testing.T) {
	var out bytes.Buffer
	err := Run(t.Context(), []string{os.Args[0], fakeHugo + "fails"}, &out, &out)
	var exit *exec.ExitError
	if !errors.As(err, &exit) || exit.ExitCode() != 3 || out.String() != "ERROR no such theme\n" {
		t.Errorf("error %v, output %q", err, out.String())
	}
	if err := Run(t.Context(), []string{os.Args[0], fakeHugo + "has a site"}, io.Discard, io.Discard); err != nil {
		t.Errorf("error %v", err)
	}
	if err := Run(t.Context(), []string{"hugo-that-is-not-installed"}, io.Discard, io.Discard); !errors.Is(err, exec.ErrNotFound) {
		t.Errorf("error %v", err)
	}
}
